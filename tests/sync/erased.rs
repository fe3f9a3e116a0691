//! What was erased stays erased, whoever still has it.

use serde_json::json;
use variorum::store::Archive;

use crate::newsroom::{Newsroom, article, git, record, story, sync};

/// Puts a file onto a ref of a repository, as another hand would.
pub(crate) fn put(room: &Newsroom, name: &str, reference: &str, path: &str, content: &str) {
    let dir = room.path(name);
    std::fs::write(dir.join("forged"), content).unwrap();
    let blob = git(&dir, &["hash-object", "-w", "forged"]).trim().to_owned();
    let parent = room.tip(name, reference).trim().to_owned();
    let index = ["update-index", "--add", "--cacheinfo", &format!("100644,{blob},{path}")];
    if parent.is_empty() {
        git(&dir, &["read-tree", "--empty"]);
    } else {
        git(&dir, &["read-tree", &parent]);
    }
    git(&dir, &index);
    let tree = git(&dir, &["write-tree"]).trim().to_owned();
    let on = if parent.is_empty() { Vec::new() } else { vec!["-p", &parent] };
    let commit = git(&dir, &[&["commit-tree", &tree, "-m", "x"], &on[..]].concat());
    git(&dir, &["update-ref", reference, commit.trim()]);
    std::fs::remove_file(dir.join("index")).unwrap();
    std::fs::remove_file(dir.join("forged")).unwrap();
}

/// Says in a repository that a content of the ferry was withdrawn, or erased, with the numbers of the versions that had it.
pub(crate) fn withdraw(room: &Newsroom, name: &str, content: &str, erased: bool, numbers: &[u32]) {
    let path = format!("{}/{content}.json", article("ferry"));
    let version = |number: &u32| {
        let (at, page) = ("2026-02-18T08:20:00Z", "cd".repeat(32));
        json!({ "version": number, "at": at, "recorded": at, "page_sha256": page, "capture_sha256": null })
    };
    let file = json!({
        "format": 1,
        "article": article("ferry").to_string(),
        "path": "example.org/2026/02/18/ferry.md",
        "content_sha256": content,
        "versions": numbers.iter().map(version).collect::<Vec<_>>(),
        "withdrawn": "2026-02-18T20:00:00Z",
        "by": "Ada",
        "why": "a wrong paste",
        "erased": erased,
    });
    put(room, name, "refs/variorum/withdrawn", &path, &format!("{file:#}\n"));
}

fn erase(room: &Newsroom, name: &str, content: &str) {
    withdraw(room, name, content, true, &[]);
}

fn content(archive: &Archive, text: &str) -> String {
    let versions = archive.versions(&article("ferry")).unwrap();
    versions.into_iter().find(|version| version.snapshot.body.text() == text).unwrap().content_sha256
}

fn texts(archive: &Archive) -> Vec<(u32, String)> {
    story(archive, "ferry")
}

#[test]
fn a_version_here_that_was_erased_elsewhere_is_not_sent() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    for (text, minutes) in [("Secret.", 20), ("Three.", 30), ("Secret.", 40)] {
        record(&mut b, "ferry", text, minutes);
    }
    erase(&room, "shared.git", &content(&b, "Secret."));
    let synced = sync(&mut b);
    assert_eq!(synced.erased, [(article("ferry"), 1), (article("ferry"), 3)]);
    assert_eq!((synced.sent, synced.fetched), (1, 1));
    sync(&mut a);
    for archive in [&a, &b] {
        assert_eq!(texts(archive), [(1, "One.".to_owned()), (2, "Three.".to_owned())]);
    }
    let captures = git(&room.shared(), &["ls-tree", "-r", "--name-only", "refs/variorum/captures"]);
    assert_eq!(captures.lines().count(), 2, "{captures}");
    room.agree(&["a", "b"]);
}

#[test]
fn a_version_erased_here_is_taken_from_the_remote_and_from_all_who_have_it() {
    let room = Newsroom::new();
    let (mut a, mut b, mut c) = (room.archive("a"), room.archive("b"), room.archive("c"));
    for (text, minutes) in [("One.", 10), ("Secret.", 20), ("Three.", 30)] {
        record(&mut a, "ferry", text, minutes);
    }
    sync(&mut a);
    sync(&mut b);
    sync(&mut c);
    record(&mut b, "ferry", "Four.", 40);
    record(&mut c, "ferry", "Five.", 50);
    erase(&room, "b", &content(&b, "Secret."));
    let synced = sync(&mut b);
    assert_eq!(synced.erased, [(article("ferry"), 2)]);
    sync(&mut c);
    sync(&mut a);
    sync(&mut b);
    let told: Vec<_> = (1..).zip(["One.", "Three.", "Four.", "Five."].map(str::to_owned)).collect();
    for archive in [&a, &b, &c] {
        assert_eq!(texts(archive), told);
    }
    let captures = git(&room.shared(), &["ls-tree", "-r", "--name-only", "refs/variorum/captures"]);
    assert_eq!(captures.lines().count(), 4, "{captures}");
    room.agree(&["a", "b", "c"]);
}

#[test]
fn a_line_written_anew_without_what_was_erased_is_followed() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    for (text, minutes) in [("One.", 10), ("Secret.", 20)] {
        record(&mut a, "ferry", text, minutes);
    }
    sync(&mut a);
    sync(&mut b);
    record(&mut b, "ferry", "Three.", 30);
    erase(&room, "shared.git", &content(&b, "Secret."));
    git(&room.shared(), &["update-ref", "refs/heads/main", "main^"]);
    let synced = sync(&mut b);
    assert_eq!((synced.erased.as_slice(), synced.sent), (&[(article("ferry"), 2)][..], 1));
    sync(&mut a);
    for archive in [&a, &b] {
        assert_eq!(texts(archive), [(1, "One.".to_owned()), (2, "Three.".to_owned())]);
    }
    room.agree(&["a", "b"]);
}

#[test]
fn the_number_of_an_erased_version_is_nobody_elses() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    for (text, minutes) in [("One.", 10), ("Secret.", 20), ("Three.", 30)] {
        record(&mut a, "ferry", text, minutes);
    }
    sync(&mut a);
    sync(&mut b);
    record(&mut b, "ferry", "Four.", 40);
    withdraw(&room, "a", &content(&b, "Secret."), true, &[2]);
    assert_eq!(sync(&mut a).renumbered, []);
    assert_eq!(sync(&mut b).renumbered, []);
    sync(&mut a);
    for archive in [&a, &b] {
        assert_eq!(texts(archive), [(1, "One.".to_owned()), (3, "Three.".to_owned()), (4, "Four.".to_owned())]);
    }
    for reference in ["refs/heads/main", "refs/variorum/captures"] {
        assert_eq!(room.tip("a", reference), room.tip("shared.git", reference));
        assert_eq!(room.tip("b", reference), room.tip("shared.git", reference));
    }
}

#[test]
fn a_version_withdrawn_and_not_erased_stays() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    withdraw(&room, "shared.git", &content(&a, "One."), false, &[1]);
    let synced = sync(&mut b);
    assert_eq!((synced.fetched, synced.erased.len(), synced.others.fetched), (1, 0, 1));
    sync(&mut a);
    room.agree(&["a", "b"]);
}
