//! What is kept beside the versions: captures, rulings, sightings, withdrawn versions.

use variorum::history::{Changelog, Decision, Ruling, Subject, Trace};
use variorum::store::{Archive, Captures, SyncTerms};
use variorum::text::Body;

use crate::erased::{put, withdraw};
use crate::newsroom::{Newsroom, article, git, minute, record, story, sync, terms};

fn told(archive: &Archive) -> Changelog {
    let (versions, rulings) = (archive.versions(&article("ferry")), archive.rulings(&article("ferry")));
    Changelog::tell(article("ferry"), versions.unwrap()).with_rulings(rulings.unwrap())
}

fn rule(archive: &mut Archive, entry: usize, decision: Decision, minutes: u32) {
    let trace = Trace::of(&told(archive), entry, Subject::Change(0)).unwrap();
    let ruling = Ruling { trace, decision, why: "a reason".to_owned(), by: "Ada".to_owned(), on: minute(minutes) };
    archive.rule(&article("ferry"), &ruling, "ada@example.org").unwrap();
}

/// The decisions in force, with the number of the version each is on.
fn decided(archive: &Archive) -> Vec<(u32, Decision)> {
    let told = told(archive);
    assert_eq!(told.astray(), []);
    let on = |index: usize| {
        let number = told.entries[index].version.number;
        told.rulings(index).map(move |(_, ruling)| (number, ruling.decision))
    };
    (0..told.entries.len()).flat_map(on).collect()
}

#[test]
fn a_ruling_finds_its_version_under_the_new_number() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "An early text.", 5);
    record(&mut a, "dam", "Dam.", 5);
    sync(&mut a);
    record(&mut b, "ferry", "300 people came.", 20);
    record(&mut b, "ferry", "310 people came.", 30);
    rule(&mut b, 1, Decision::Ignore, 40);
    assert_eq!(decided(&b), [(2, Decision::Ignore)]);
    let synced = sync(&mut b);
    assert_eq!((synced.renumbered.len(), synced.rulings.sent), (2, 1));
    assert_eq!(decided(&b), [(3, Decision::Ignore)]);
    assert_eq!(sync(&mut a).rulings.fetched, 1);
    assert_eq!(decided(&a), [(3, Decision::Ignore)]);
    room.agree(&["a", "b"]);
}

#[test]
fn a_ruling_that_quotes_what_was_erased_goes_with_it() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    for (text, minutes) in [("300 people came.", 20), ("310 people came.", 30), ("320 people came.", 40)] {
        record(&mut a, "ferry", text, minutes);
    }
    rule(&mut a, 1, Decision::Ignore, 50);
    record(&mut a, "dam", "Dam.", 50);
    sync(&mut a);
    sync(&mut b);
    let secret = a.versions(&article("ferry")).unwrap()[0].content_sha256.clone();
    withdraw(&room, "b", &secret, true, &[]);
    sync(&mut b);
    sync(&mut a);
    for name in ["a", "b", "shared.git"] {
        assert_eq!(room.tip(name, "refs/variorum/triage"), "", "{name}: nothing is left on it");
    }
    room.agree(&["a", "b"]);
}

/// A text is erased by somebody who does not know that it was read again elsewhere: what quotes that reading once got away.
#[test]
fn a_ruling_that_quotes_a_later_reading_of_what_was_erased_is_never_sent() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "300 people came.", 20);
    record(&mut a, "ferry", "310 people came.", 30);
    sync(&mut a);
    sync(&mut b);
    let ferry = article("ferry");
    let reading = b.reading(&ferry, 2).unwrap();
    let mut snapshot = reading.recorded.clone();
    snapshot.body = Body::from_paragraphs(["310 people came, read again."]);
    b.reread(&ferry, &reading, snapshot, "text 2".to_owned(), minute(40), "b").unwrap();
    rule(&mut b, 1, Decision::Ignore, 50);
    let content = a.versions(&ferry).unwrap()[1].content_sha256.clone();
    withdraw(&room, "a", &content, true, &[2]);
    sync(&mut a);
    let synced = sync(&mut b);
    assert_eq!((synced.rulings.sent, synced.erased.len()), (0, 2));
    for name in ["b", "shared.git"] {
        assert_eq!(room.tip(name, "refs/variorum/triage"), "", "{name}");
    }
    sync(&mut a);
    room.agree(&["a", "b"]);
}

#[test]
fn of_two_rulings_on_one_thing_the_later_stands_and_the_history_keeps_both() {
    for (early, late) in [("a", "b"), ("b", "a")] {
        let room = Newsroom::new();
        let (mut one, mut other) = (room.archive(early), room.archive(late));
        record(&mut one, "ferry", "300 people came.", 20);
        record(&mut one, "ferry", "310 people came.", 30);
        sync(&mut one);
        sync(&mut other);
        rule(&mut one, 1, Decision::Ignore, 40);
        rule(&mut other, 1, Decision::Flag, 50);
        let mut desks = [one, other];
        let order = if early == "a" { [0, 1, 0] } else { [1, 0, 1] };
        for desk in order {
            sync(&mut desks[desk]);
        }
        for desk in &desks {
            assert_eq!(decided(desk), [(2, Decision::Flag)], "{early} ruled first");
        }
        let history =
            git(&room.shared(), &["log", "--format=%(trailers:key=As,valueonly,separator=)", "refs/variorum/triage"]);
        let mut decisions: Vec<&str> = history.lines().collect();
        decisions.sort_unstable();
        assert_eq!(decisions, ["flag", "ignore"]);
        room.agree(&["a", "b"]);
    }
}

/// The line of a sighting, from an hour of 18 February to ten minutes later.
fn sighting(hour: u32) -> String {
    let content = format!("{hour:02}").repeat(32);
    let (first, last) = (format!("2026-02-18T{hour}:00:00Z"), format!("2026-02-18T{hour}:10:00Z"));
    format!("{{\"first\":\"{first}\",\"last\":\"{last}\",\"content\":\"{content}\",\"by\":\"desk\"}}\n")
}

#[test]
fn sightings_are_the_lines_of_both_and_withdrawals_the_files_of_both() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    for archive in [&mut a, &mut b] {
        record(archive, "ferry", "One.", 10);
        record(archive, "dam", "Dam.", 10);
    }
    let sightings = "refs/variorum/sightings";
    let [ferry, dam] = ["ferry", "dam"].map(|name| format!("{}.jsonl", article(name)));
    put(&room, "a", sightings, &ferry, &[sighting(10), sighting(12)].concat());
    put(&room, "b", sightings, &ferry, &[sighting(11), sighting(12)].concat());
    put(&room, "b", sightings, &dam, &sighting(10));
    let content = "ab".repeat(32);
    withdraw(&room, "a", &content, true, &[]);
    withdraw(&room, "b", &content, false, &[]);
    sync(&mut a);
    let synced = sync(&mut b);
    assert_eq!((synced.others.fetched, synced.others.sent), (2, 2));
    sync(&mut a);
    let show =
        |name: &str, reference: &str, path: &str| git(&room.path(name), &["show", &format!("{reference}:{path}")]);
    for name in ["a", "b", "shared.git"] {
        assert_eq!(show(name, sightings, &ferry), [10, 11, 12].map(sighting).concat());
        assert_eq!(show(name, sightings, &dam), sighting(10));
        let withdrawn = show(name, "refs/variorum/withdrawn", &format!("{}/{content}.json", article("ferry")));
        assert!(withdrawn.contains("\"erased\": true"), "{withdrawn}");
        assert_eq!(room.tip(name, sightings), room.tip("a", sightings));
    }
    room.agree(&["a", "b"]);
}

#[test]
fn captures_left_out_are_no_damage_and_come_when_they_are_asked_for() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    record(&mut b, "dam", "Dam.", 20);
    let out = SyncTerms { captures: Captures::LeaveOut, ..terms() };
    let synced = b.sync(None, &out, &|_| ()).unwrap();
    assert_eq!((synced.fetched, synced.captures.fetched, synced.captures.sent), (1, 0, 0));
    assert_eq!(b.verify().unwrap().damages, []);
    let synced = sync(&mut b);
    assert_eq!(synced.captures.fetched, 0, "it is remembered");
    let taken = b.sync(None, &SyncTerms { captures: Captures::Take, ..terms() }, &|_| ()).unwrap();
    assert_eq!((taken.captures.fetched, taken.captures.sent), (1, 1));
    sync(&mut a);
    assert_eq!(story(&a, "dam").len(), 1);
    room.agree(&["a", "b"]);
}
