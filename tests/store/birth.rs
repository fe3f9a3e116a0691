//! How an archive comes into being, and what is none.

use std::fs;
use std::path::Path;

use variorum::article::{Moment, RecordedKind};
use variorum::store::{Archive, StoreError, Warning};

use crate::desk::{Desk, describe, ferry, git, minute, record, story, submission};

/// Lists what is in a folder.
fn entries(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_archive_begins_with_its_first_version() {
    let desk = Desk::new();
    let mut archive = desk.open();
    assert!(!archive.exists() && !desk.dir().exists());
    assert_eq!(archive.articles().unwrap(), []);
    assert_eq!(archive.versions(&ferry()).unwrap(), []);
    record(&mut archive, "One.", 10);
    assert!(archive.exists());
    assert_eq!(entries(desk.folder.path()), ["archive"]);
    assert!(!desk.dir().join("variorum/creating").exists());
}

#[test]
fn a_record_that_fails_leaves_nothing() {
    let desk = Desk::new();
    let place = desk.folder.path().join("deep/er/archive");
    let mut archive = Archive::open_or_create(&place).unwrap();
    let mut submission = submission("One.", 10);
    submission.snapshot.times.at =
        chrono::DateTime::from_timestamp(300_000_000_000, 0).unwrap().fixed_offset() as Moment;
    let error = archive.record(&submission, &describe).unwrap_err();
    assert!(matches!(error, StoreError::Unkeepable { .. }), "{error}");
    assert_eq!(entries(desk.folder.path()), [""; 0]);
}

#[test]
fn an_empty_folder_becomes_an_archive_and_a_full_one_does_not() {
    let desk = Desk::new();
    fs::create_dir(desk.dir()).unwrap();
    record(&mut desk.open(), "One.", 10);
    assert_eq!(story(&Archive::open(&desk.dir()).unwrap()).len(), 1);

    let full = desk.folder.path().join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("letter.txt"), "Dear").unwrap();
    for error in [Archive::create(&full).unwrap_err(), Archive::open_or_create(&full).unwrap_err()] {
        assert!(matches!(error, StoreError::NotEmpty { .. }), "{error}");
    }
    assert!(matches!(Archive::open(&full), Err(StoreError::NotAnArchive { .. })));
    assert!(matches!(Archive::open(&full.join("none")), Err(StoreError::NotAnArchive { .. })));
    assert_eq!(entries(&full), ["letter.txt"]);
}

#[test]
fn creating_twice_opens_the_first() {
    let desk = Desk::new();
    record(&mut Archive::create(&desk.dir()).unwrap(), "One.", 10);
    assert_eq!(story(&Archive::create(&desk.dir()).unwrap()).len(), 1);
}

#[test]
fn many_who_create_at_once_share_one_archive() {
    let desk = Desk::new();
    let places: Vec<_> = (0..6).map(|_| desk.dir()).collect();
    let workers: Vec<_> = (0..)
        .zip(places)
        .map(|(worker, place)| {
            std::thread::spawn(move || {
                let mut archive = Archive::open_or_create(&place).unwrap();
                record(&mut archive, &format!("Text {worker}."), 10 + worker)
            })
        })
        .collect();
    let mut numbers: Vec<u32> = workers.into_iter().map(|worker| worker.join().unwrap().0).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    assert_eq!(entries(desk.folder.path()), ["archive"]);
    let report = Archive::open(&desk.dir()).unwrap().verify().unwrap();
    assert_eq!((report.versions, report.damages), (6, vec![]));
}

#[test]
fn what_a_dead_maker_left_is_swept() {
    let desk = Desk::new();
    let left = desk.folder.path().join(".archive.variorum-new-1-0");
    fs::create_dir_all(left.join("variorum")).unwrap();
    fs::write(left.join("variorum/creating"), "").unwrap();
    let empty = desk.folder.path().join(".archive.variorum-new-2-0");
    fs::create_dir_all(empty.join("variorum")).unwrap();
    record(&mut desk.open(), "One.", 10);
    assert_eq!(entries(desk.folder.path()), ["archive"]);
}

#[test]
fn a_git_repository_of_somebody_else_is_refused() {
    let desk = Desk::new();
    let path = desk.dir();
    git(desk.folder.path(), &["init", "-q", "--bare", &path.to_string_lossy()]);
    let work = desk.folder.path().join("work");
    git(desk.folder.path(), &["init", "-q", &work.to_string_lossy()]);
    for dir in [&path, &work] {
        for error in [Archive::open(dir).unwrap_err(), Archive::open_or_create(dir).unwrap_err()] {
            assert!(matches!(error, StoreError::ForeignRepository { .. }), "{error}");
        }
    }
    // One with commits that are no versions is foreign too.
    let run = ["-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "--allow-empty", "-m", "x"];
    git(&work, &run);
    assert!(matches!(Archive::open(&work.join(".git")), Err(StoreError::ForeignRepository { .. })));
}

#[test]
fn a_corrupt_repository_is_told_from_a_folder() {
    for file in ["HEAD", "config"] {
        let desk = Desk::new();
        record(&mut desk.open(), "One.", 10);
        if file == "HEAD" {
            fs::remove_file(desk.dir().join(file)).unwrap();
        } else {
            fs::write(desk.dir().join(file), "[[[").unwrap();
        }
        let error = Archive::open(&desk.dir()).unwrap_err();
        assert!(matches!(error, StoreError::ForeignRepository { problem: Some(_), .. }), "{file}: {error}");
    }
}

#[test]
fn a_newer_archive_is_read_with_a_warning_and_not_written() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    desk.git(&["config", "variorum.format", "2"]);
    let mut archive = Archive::open(&desk.dir()).unwrap();
    assert_eq!(archive.warnings(), [Warning::NewerFormat { format: 2, known: 1 }]);
    assert_eq!(story(&archive).len(), 1);
    let error = archive.record(&submission("Two.", 20), &describe).unwrap_err();
    assert!(matches!(error, StoreError::NewerFormat { format: 2, known: 1, .. }), "{error}");
    let error = archive.add_url(&ferry(), "https://example.org/b", minute(30), "desk").unwrap_err();
    assert!(matches!(error, StoreError::NewerFormat { .. }), "{error}");
}

#[test]
fn a_plain_clone_is_an_archive() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    let clone = desk.folder.path().join("clone.git");
    git(desk.folder.path(), &["clone", "-q", "--bare", &desk.dir().to_string_lossy(), &clone.to_string_lossy()]);
    let mut archive = Archive::open(&clone).unwrap();
    assert_eq!(story(&archive).len(), 1);
    assert_eq!(archive.verify().unwrap().damages, []);
    assert_eq!(record(&mut archive, "Two.", 20), (2, RecordedKind::Next));
}

/// A plain clone has none of the captures of what it was cloned from: once its own came, the older ones were called missing.
#[test]
fn captures_that_a_plain_clone_has_not_are_no_damage_and_those_it_has_lost_are() {
    let desk = Desk::new();
    let (mut archive, captures) = (desk.open(), "refs/variorum/captures");
    record(&mut archive, "One.", 10);
    record(&mut archive, "Two.", 20);
    let clone = desk.folder.path().join("clone.git");
    git(desk.folder.path(), &["clone", "-q", "--bare", &desk.dir().to_string_lossy(), &clone.to_string_lossy()]);
    let mut archive = Archive::open(&clone).unwrap();
    assert_eq!(archive.verify().unwrap().captures_elsewhere, 2);
    record(&mut archive, "Three.", 30);
    record(&mut archive, "Four.", 40);
    let report = archive.verify().unwrap();
    assert_eq!((report.damages, report.captures, report.captures_elsewhere), (vec![], 2, 2));
    git(&clone, &["update-ref", captures, &format!("{captures}~1")]);
    let report = archive.verify().unwrap();
    assert_eq!((report.damages.len(), report.damages[0].version), (1, Some(4)), "{:?}", report.damages);
    // Where all captures were, none may be missing.
    desk.git(&["update-ref", "-d", captures]);
    assert_eq!(Archive::open(&desk.dir()).unwrap().verify().unwrap().damages.len(), 2);
}

#[test]
fn a_tip_from_the_future_is_warned_about() {
    let desk = Desk::new();
    let mut archive = desk.open();
    let mut ahead = submission("One.", 10);
    ahead.recorded = "2027-01-01T00:00:00Z".parse().unwrap();
    archive.record(&ahead, &describe).unwrap();
    assert_eq!(archive.warnings(), []);
    record(&mut archive, "Two.", 20);
    assert!(matches!(archive.warnings()[..], [Warning::TipInFuture { tip: 1_798_761_600, .. }]));
    let dates = desk.git(&["log", "--format=%ct"]);
    assert_eq!(dates, "1798761600\n1798761600\n", "a committer date is never before its parent's");
    let stated = desk.git(&["log", "-1", "--format=%(trailers:key=Recorded-At,valueonly,separator=)"]);
    assert_eq!(stated.trim(), "2026-02-18T00:25:00-08:00");
}

#[test]
fn dates_that_git_cannot_read_are_clamped_in_git_alone() {
    let desk = Desk::new();
    let mut archive = desk.open();
    for (at, text) in [("1923-05-01T00:00:00Z", "Old."), ("2190-01-01T00:00:00Z", "New.")] {
        let mut submission = submission(text, 10);
        submission.snapshot.times.at = at.parse().unwrap();
        archive.record(&submission, &describe).unwrap();
    }
    assert_eq!(desk.git(&["log", "--format=%at"]), "4102444799\n0\n");
    assert_eq!(desk.git(&["fsck", "--full", "--strict"]), "");
    assert_eq!(archive.versions(&ferry()).unwrap()[0].snapshot.times.at.to_rfc3339(), "1923-05-01T00:00:00+00:00");
}
