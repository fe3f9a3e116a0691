//! Several submissions at once.

use std::fs;

use variorum::article::{ArticleId, Moment, Recorded, RecordedKind};
use variorum::store::{Archive, StoreError, Submission};

use crate::desk::{Desk, describe, ferry, story, submission};

/// What became of each: its number, and whether it was the first, the next or unchanged.
fn outcomes(answers: Vec<Result<Recorded, StoreError>>) -> Vec<(u32, RecordedKind)> {
    answers.into_iter().map(|answer| answer.map(|recorded| (recorded.number, recorded.kind)).unwrap()).collect()
}

fn of_another(text: &str, minutes: u32) -> Submission {
    let mut other = submission(text, minutes);
    other.article = ArticleId::from_name("example.org/other").unwrap();
    other.snapshot.urls = vec![];
    other
}

#[test]
fn a_batch_is_judged_one_after_the_other_and_written_as_one_pack() {
    let desk = Desk::new();
    let mut archive = desk.open();
    let batch = [
        submission("One.", 10),
        of_another("Elsewhere.", 15),
        submission("Two.", 20),
        submission("Two.", 25),
        submission("One and a half.", 15),
        submission("One.", 30),
    ];
    let expected = [
        (1, RecordedKind::First),
        (1, RecordedKind::First),
        (2, RecordedKind::Next),
        (2, RecordedKind::Unchanged),
        (3, RecordedKind::Next),
        (4, RecordedKind::Next),
    ];
    assert_eq!(outcomes(archive.record_all(&batch, &describe).unwrap()), expected);
    let texts: Vec<String> = story(&archive).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["One.", "One and a half.", "Two.", "One."]);
    assert_eq!(fs::read_dir(desk.dir().join("objects/pack")).unwrap().count(), 2, "a pack and its list");
    let report = archive.verify().unwrap();
    assert_eq!((report.versions, report.captures, report.damages), (5, 4, vec![]));
    assert_eq!(desk.git(&["fsck", "--full", "--strict"]), "");
    // The same once more: nothing is new.
    let again = outcomes(archive.record_all(&batch[..4], &describe).unwrap());
    assert!(again.iter().all(|(_, kind)| *kind == RecordedKind::Unchanged), "{again:?}");
}

#[test]
fn a_batch_makes_the_same_commits_as_one_after_the_other() {
    let (one, other) = (Desk::new(), Desk::new());
    let batch: Vec<Submission> = (0..12).map(|round| submission(&format!("Text {}.", round % 5), round * 7)).collect();
    one.open().record_all(&batch, &describe).unwrap();
    let mut archive = other.open();
    for submission in &batch {
        archive.record(submission, &describe).unwrap();
    }
    for name in ["main", "refs/variorum/captures"] {
        assert_eq!(one.git(&["rev-parse", name]), other.git(&["rev-parse", name]));
    }
}

#[test]
fn what_stands_in_the_way_of_one_is_told_in_its_place() {
    let desk = Desk::new();
    let mut bad = submission("Bad.", 20);
    bad.snapshot.times.at = chrono::DateTime::from_timestamp(300_000_000_000, 0).unwrap().fixed_offset() as Moment;
    let mut archive = desk.open();
    let only = archive.record_all(std::slice::from_ref(&bad), &describe).unwrap();
    assert!(matches!(only[..], [Err(StoreError::Unkeepable { .. })]));
    assert!(!desk.dir().exists(), "nothing was kept, and no archive made");
    let answers = archive.record_all(&[submission("One.", 10), bad, submission("Two.", 30)], &describe).unwrap();
    assert!(matches!(answers[..], [Ok(_), Err(StoreError::Unkeepable { .. }), Ok(_)]), "{answers:?}");
    assert_eq!(story(&Archive::open(&desk.dir()).unwrap()).len(), 2);
    assert_eq!(archive.record_all(&[], &describe).unwrap().len(), 0);
    assert_eq!(archive.versions(&ferry()).unwrap().len(), 2);
}
