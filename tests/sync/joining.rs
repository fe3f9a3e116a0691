//! Two lines of versions made one.

use variorum::article::VersionRef;
use variorum::store::{Archive, Renumbered};

use crate::newsroom::{Newsroom, article, git, minute, record, story, sync, url};

/// What the trailers of every version of `main` say, oldest first.
fn trailers(room: &Newsroom, name: &str, key: &str) -> Vec<String> {
    let format = format!("--format=%(trailers:key={key},valueonly,separator=)");
    git(&room.path(name), &["log", "--reverse", &format, "main"]).lines().map(str::to_owned).collect()
}

#[test]
fn the_first_to_come_sends_all_and_the_second_takes_all() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    record(&mut a, "ferry", "Two.", 20);
    let before = room.tip("a", "refs/heads/main");
    let synced = sync(&mut a);
    assert_eq!((synced.sent, synced.fetched, synced.captures.sent), (2, 0, 2));
    let synced = sync(&mut b);
    assert_eq!((synced.sent, synced.fetched, synced.captures.fetched), (0, 2, 2));
    assert_eq!(story(&b, "ferry"), [(1, "One.".to_owned()), (2, "Two.".to_owned())]);
    assert_eq!(room.tip("a", "refs/heads/main"), before, "what nobody was in the way of stays the commit it was");
    room.agree(&["a", "b"]);
    let again = sync(&mut a);
    assert_eq!((again.sent, again.fetched, again.captures.sent, again.dropped), (0, 0, 0, 0));
}

#[test]
fn a_proof_names_who_else_holds_the_version() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "One.", 10);
    let held = |archive: &Archive| archive.prove(&article("ferry"), &VersionRef::Number(1)).unwrap().held_by;
    assert_eq!(held(&a), []);
    sync(&mut a);
    assert_eq!(held(&a), [("origin/main".to_owned(), room.tip("a", "refs/heads/main").trim().to_owned())]);
}

#[test]
fn what_both_recorded_is_kept_once_and_the_rest_is_renumbered() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    for archive in [&mut a, &mut b] {
        record(archive, "ferry", "One.", 10);
    }
    record(&mut a, "ferry", "Two of A.", 20);
    record(&mut b, "ferry", "Two of B.", 25);
    record(&mut b, "dam", "Dam.", 30);
    sync(&mut a);
    let before = room.tip("b", "refs/heads/main");
    let synced = sync(&mut b);
    assert_eq!((synced.dropped, synced.fetched, synced.sent), (1, 1, 2));
    assert_eq!(synced.renumbered, [Renumbered { article: article("ferry"), from: 2, to: 3 }]);
    let told = [(1, "One.".to_owned()), (2, "Two of A.".to_owned()), (3, "Two of B.".to_owned())];
    assert_eq!(story(&b, "ferry"), told);
    assert_eq!(trailers(&room, "b", "Version"), ["1", "2", "3", "1"]);
    assert_eq!(trailers(&room, "b", "Origin-Commit")[3], before.trim());
    sync(&mut a);
    assert_eq!(story(&a, "ferry"), told);
    room.agree(&["a", "b"]);
}

#[test]
fn pages_captures_and_hashes_are_those_that_were_recorded() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    record(&mut b, "ferry", "Other.", 20);
    let kept = |key| trailers(&room, "b", key).last().cloned().unwrap();
    let keys = ["Page-SHA256", "Content-SHA256", "Capture", "Capture-SHA256", "At", "Recorded-At", "Recorded-By"];
    let before = keys.map(kept);
    let page = git(&room.path("b"), &["log", "-1", "--format=%T", "--raw", "--no-abbrev", "main"]);
    sync(&mut b);
    assert_eq!(keys.map(kept), before);
    let blob = |raw: &str| raw.lines().last().unwrap().split(' ').nth(3).unwrap().to_owned();
    let after = git(&room.path("b"), &["log", "-1", "--format=%T", "--raw", "--no-abbrev", "main"]);
    assert_eq!(blob(&page), blob(&after));
    let dates = git(&room.path("b"), &["log", "-1", "--format=%ad %an", "--date=iso-strict", "main"]);
    assert_eq!(dates.trim(), "2026-02-18T00:20:00-08:00 example.org");
    room.whole("b");
}

#[test]
fn an_article_lies_where_the_remote_has_it() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    // Seen first at another date, it would lie in another folder.
    record(&mut b, "ferry", "Late.", 1100);
    assert!(trailers(&room, "b", "Path")[0].contains("/2026/02/19/"));
    sync(&mut b);
    let paths = trailers(&room, "b", "Path");
    assert!(paths[0].contains("/2026/02/18/") && paths[0] == paths[1], "{paths:?}");
    room.whole("b");
}

#[test]
fn what_names_a_number_names_the_new_one() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "Zero.", 5);
    sync(&mut a);
    record(&mut b, "ferry", "One.", 10);
    record(&mut b, "ferry", "Two.", 20);
    record(&mut b, "ferry", "One.", 30);
    assert_eq!(trailers(&room, "b", "Reverts"), ["", "", "1"]);
    sync(&mut b);
    assert_eq!(trailers(&room, "b", "Reverts"), ["", "", "", "2"]);
    assert_eq!(trailers(&room, "b", "Version"), ["1", "2", "3", "4"]);
    let commits = git(&room.path("b"), &["log", "--reverse", "--format=%H", "main"]);
    let previous = trailers(&room, "b", "Previous");
    assert_eq!(previous[1..].join("\n"), commits.lines().take(3).collect::<Vec<_>>().join("\n"));
}

#[test]
fn addresses_of_both_sides_find_the_article_and_no_page_is_altered() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    sync(&mut b);
    a.add_url(&article("ferry"), &url("of-a"), minute(40), "desk").unwrap();
    b.add_url(&article("ferry"), &url("of-b"), minute(41), "desk").unwrap();
    record(&mut b, "ferry", "Two.", 50);
    sync(&mut a);
    let synced = sync(&mut b);
    assert_eq!((synced.fetched, synced.sent, synced.dropped), (1, 3, 0));
    sync(&mut a);
    std::fs::remove_file(room.path("a").join("variorum/index.db")).unwrap();
    for name in ["a", "b"] {
        let archive = Archive::open(&room.path(name)).unwrap();
        for address in ["ferry", "of-a", "of-b"] {
            assert_eq!(archive.resolve(&url(address)).unwrap(), article("ferry"), "{name}: {address}");
        }
        let technical: Vec<bool> =
            archive.versions(&article("ferry")).unwrap().iter().map(|version| version.technical).collect();
        assert_eq!(technical, [false, true, true, false, true]);
    }
    room.agree(&["a", "b"]);
    assert_eq!((sync(&mut b).sent, sync(&mut a).fetched), (0, 0), "it comes to rest");
}

#[test]
fn the_same_alias_given_on_both_sides_is_kept_once() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    sync(&mut b);
    for (archive, name) in [(&mut a, "a"), (&mut b, "b")] {
        archive.add_url(&article("ferry"), &url("again"), minute(40), name).unwrap();
    }
    sync(&mut a);
    let synced = sync(&mut b);
    assert_eq!((synced.dropped, synced.sent), (1, 0));
    room.agree(&["a", "b"]);
}

#[test]
fn one_content_twice_at_one_moment_is_kept_twice() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    for text in ["One.", "Two.", "One."] {
        record(&mut a, "ferry", text, 10);
    }
    record(&mut b, "ferry", "One.", 10);
    sync(&mut b);
    let synced = sync(&mut a);
    assert_eq!((synced.dropped, synced.sent), (1, 2));
    assert_eq!(story(&a, "ferry").len(), 3);
    room.whole("a");
}

#[test]
fn a_version_recorded_while_the_network_is_waited_for_is_not_lost() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    record(&mut b, "ferry", "Of B.", 20);
    // Git says how far it is while it fetches and sends: another process records at each word.
    let (place, count) = (room.path("b"), std::cell::Cell::new(0));
    b.sync(None, &crate::newsroom::terms(), &|_| {
        let number = count.replace(count.get() + 1);
        if number < 3 {
            let mut other = Archive::open(&place).unwrap();
            record(&mut other, "dam", &format!("Dam {number}."), 100 + number);
        }
    })
    .unwrap();
    assert!(count.get() > 0, "git says nothing of its progress");
    sync(&mut b);
    assert_eq!(u32::try_from(story(&b, "dam").len()).unwrap(), count.get().min(3));
    assert_eq!(story(&b, "ferry").len(), 2);
    room.whole("b");
}
