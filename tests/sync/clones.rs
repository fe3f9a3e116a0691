//! An archive made of another one.

use variorum::store::{Archive, Captures, StoreError, SyncError, SyncTerms};

use crate::newsroom::{Newsroom, article, git, record, story, sync, terms};

#[test]
fn a_clone_is_a_full_archive_that_can_be_synced() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    let url = room.shared().to_string_lossy().into_owned();
    let cloned = Archive::clone_from(&url, &room.path("new/b"), &terms(), &|_| ()).unwrap();
    assert_eq!((cloned.fetched, cloned.captures.fetched, cloned.sent), (1, 1, 0));
    let mut b = Archive::open(&room.path("new/b")).unwrap();
    assert_eq!(git(&room.path("new/b"), &["config", "variorum.format"]), "1\n");
    assert_eq!(b.remotes().unwrap()[0].url, url);
    record(&mut b, "ferry", "Two.", 20);
    assert_eq!(sync(&mut b).sent, 1);
    assert_eq!(sync(&mut a).fetched, 1);
    room.agree(&["a", "new/b"]);
    assert_eq!(std::fs::read_dir(room.path("new")).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_clone_without_captures_says_so_and_is_whole() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    let out = SyncTerms { captures: Captures::LeaveOut, ..terms() };
    Archive::clone_from(&room.shared().to_string_lossy(), &room.path("b"), &out, &|_| ()).unwrap();
    let b = Archive::open(&room.path("b")).unwrap();
    assert_eq!(room.tip("b", "refs/variorum/captures"), "");
    assert_eq!(b.verify().unwrap().damages, []);
    assert_eq!(story(&b, "ferry").len(), 1);
}

#[test]
fn what_cannot_be_cloned_leaves_nothing() {
    let room = Newsroom::new();
    let error = Archive::clone_from("/nowhere/archive", &room.path("new/b"), &terms(), &|_| ()).unwrap_err();
    assert!(matches!(&error, SyncError::Unreachable { .. }), "{error:?}");
    assert!(!room.path("new").exists());
    std::fs::create_dir(room.path("full")).unwrap();
    std::fs::write(room.path("full/x"), "x").unwrap();
    let error = Archive::clone_from("/nowhere/archive", &room.path("full"), &terms(), &|_| ()).unwrap_err();
    assert!(matches!(error, SyncError::Store(StoreError::NotEmpty { .. })));
}

#[test]
fn a_clone_by_plain_git_is_an_archive_without_captures_and_rulings() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    git(&room.path(""), &["clone", "--quiet", "--bare", "shared.git", "plain.git"]);
    let mut plain = Archive::open(&room.path("plain.git")).unwrap();
    assert_eq!(story(&plain, "ferry"), [(1, "One.".to_owned())]);
    assert_eq!(plain.rulings(&article("ferry")).unwrap(), []);
    assert_eq!(plain.verify().unwrap().damages, []);
    // Git has given it its remote: with it, the rest can be taken.
    assert_eq!(sync(&mut plain).captures.fetched, 1);
    room.agree(&["a", "plain.git"]);
}
