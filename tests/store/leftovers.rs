//! What those who died left behind is known for what it is, in nobody's way, and taken away when that is safe.

use std::fs::{self, File, OpenOptions};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use variorum::article::RecordedKind;
use variorum::store::{Archive, StoreError};

use crate::desk::{Desk, describe, record, story, submission};

/// Lists what lies among the packs.
fn among_packs(desk: &Desk) -> Vec<PathBuf> {
    let files = fs::read_dir(desk.dir().join("objects/pack")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    files
}

#[test]
fn a_ref_lock_of_a_dead_writer_is_removed() {
    for torn in [false, true] {
        let desk = Desk::new();
        let mut archive = desk.open();
        record(&mut archive, "One.", 10);
        let target = desk.git(&["rev-parse", "main"]);
        let keep = desk.guard();
        let lock = desk.dir().join("refs/heads/main.lock");
        fs::write(&lock, if torn { &target[..9] } else { &target }).unwrap();
        assert_eq!(record(&mut archive, "Two.", 20).1, RecordedKind::Next);
        assert!(!keep.exists() && !lock.exists());
    }
}

#[test]
fn a_ref_lock_that_names_what_no_dead_writer_made_is_respected() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    desk.guard();
    let lock = desk.dir().join("refs/heads/main.lock");
    fs::write(&lock, "0123456789abcdef0123456789abcdef01234567\n").unwrap();
    archive.wait_at_most(Duration::from_millis(50));
    let error = archive.record(&submission("Two.", 20), &describe).unwrap_err();
    assert!(matches!(&error, StoreError::Locked { path, .. } if *path == lock), "{error}");
    assert!(lock.exists());
}

#[test]
fn what_another_is_still_writing_is_not_called_unchanged() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let keep = desk.guard();
    let held = OpenOptions::new().write(true).open(desk.dir().join("variorum/lock")).unwrap();
    held.lock().unwrap();
    archive.wait_at_most(Duration::from_millis(50));
    let error = archive.record(&submission("One.", 20), &describe).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "its ref may not be on the disk yet: {error}");
    drop(held);
    assert_eq!(record(&mut archive, "One.", 20), (1, RecordedKind::Unchanged));
    assert!(!keep.exists());
}

#[test]
fn an_archive_that_may_not_stay_in_its_place_is_settled_by_the_next_writer() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let marker = desk.dir().join("variorum/creating");
    File::create(&marker).unwrap();
    assert_eq!(record(&mut archive, "One.", 20), (1, RecordedKind::Unchanged));
    assert!(!marker.exists());
}

#[test]
fn a_lock_that_was_taken_away_is_made_anew() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let lock = desk.dir().join("variorum/lock");
    let held = OpenOptions::new().write(true).open(&lock).unwrap();
    held.lock().unwrap();
    fs::remove_file(&lock).unwrap();
    assert_eq!(record(&mut archive, "Two.", 20), (2, RecordedKind::Next));
}

#[test]
fn half_a_pack_is_harmless_and_swept_once_nobody_can_be_at_it() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let folder = desk.dir().join("objects/pack");
    let files = among_packs(&desk);
    let copy = |part: &str, name: &str| {
        let file = files.iter().find(|file| file.extension().is_some_and(|found| found == part)).unwrap();
        fs::copy(file, folder.join(name)).unwrap();
    };
    let ids = ["1", "2"].map(|digit| format!("pack-{}", digit.repeat(40)));
    copy("pack", &format!("{}.pack", ids[0]));
    copy("idx", &format!("{}.idx", ids[1]));
    fs::write(folder.join("tmp_pack_Ab12Cd"), "torn").unwrap();
    let left = [format!("{}.pack", ids[0]), format!("{}.idx", ids[1]), "tmp_pack_Ab12Cd".to_owned()];
    assert_eq!(record(&mut archive, "Two.", 20), (2, RecordedKind::Next));
    archive.tidy_all().unwrap();
    assert!(left.iter().all(|name| folder.join(name).exists()), "somebody may be at it");
    for name in &left {
        let mut permissions = fs::metadata(folder.join(name)).unwrap().permissions();
        #[expect(clippy::permissions_set_readonly_false, reason = "a file in a temporary folder")]
        permissions.set_readonly(false);
        fs::set_permissions(folder.join(name), permissions).unwrap();
        let file = OpenOptions::new().append(true).open(folder.join(name)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
    archive.tidy_all().unwrap();
    assert!(left.iter().all(|name| !folder.join(name).exists()), "{:?}", among_packs(&desk));
    assert_eq!(story(&archive).len(), 2);
    assert_eq!(Archive::open(&desk.dir()).unwrap().verify().unwrap().damages, []);
}
