//! Whoever dies while archives are brought together loses nothing, and is in nobody's way.
//!
//! Debug builds die where `VARIORUM_DIE_AT` says; others take no notice, and have nothing to test here.
#![cfg(debug_assertions)]

use std::path::Path;
use std::process::Command;

use crate::newsroom::{Newsroom, record, story, sync};

/// The steps, in order.
const STEPS: [&str; 12] = [
    "sync-fetched",
    "sync-kept",
    "staged",
    "guarded",
    "pack",
    "idx",
    "packed",
    "refs/variorum/captures",
    "refs/heads/main",
    "released",
    "sync-settled",
    "sync-sent",
];

fn variorum(room: &Newsroom, words: &[&str], die_at: &str) -> Option<i32> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command
        .args(words)
        .current_dir(room.path(""))
        .env_remove("VARIORUM_ARCHIVE")
        .env("VARIORUM_NOW", "2026-03-01T12:00:00Z");
    command.env("VARIORUM_DIE_AT", die_at).output().unwrap().status.code()
}

/// Makes sure that nothing is left of one who died: guards, locks of refs, intents.
fn nothing_left(dir: &Path) {
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let ending = path.extension().and_then(|ending| ending.to_str());
            let left = ending == Some("keep") || ending == Some("lock") && !path.ends_with("index.db.lock");
            assert!(!left && !path.ends_with("intent"), "{}", path.display());
            folders.extend(path.is_dir().then_some(path));
        }
    }
}

#[test]
fn one_who_dies_at_any_step_of_a_sync_loses_nothing() {
    for step in STEPS {
        let room = Newsroom::new();
        let (mut a, mut b) = (room.archive("a"), room.archive("b"));
        record(&mut a, "ferry", "Of A.", 10);
        sync(&mut a);
        record(&mut b, "ferry", "Of B.", 20);
        record(&mut b, "dam", "Dam.", 30);
        drop(b);
        assert_eq!(variorum(&room, &["--archive", "b", "sync"], step), None, "{step}");
        // Whoever comes next writes and brings together as if nothing had been.
        let mut b = variorum::store::Archive::open(&room.path("b")).unwrap();
        assert_eq!(b.verify().unwrap().damages, [], "{step}");
        record(&mut b, "ferry", "Of B, later.", 40);
        sync(&mut b);
        sync(&mut a);
        for archive in [&a, &b] {
            assert_eq!((story(archive, "ferry").len(), story(archive, "dam").len()), (3, 1), "{step}");
        }
        room.agree(&["a", "b"]);
        nothing_left(&room.path("b"));
    }
}

#[test]
fn one_who_dies_while_cloning_leaves_no_archive() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "Of A.", 10);
    sync(&mut a);
    for step in ["sync-fetched", "packed", "refs/variorum/captures", "refs/heads/main", "released", "sync-sent"] {
        assert_eq!(variorum(&room, &["clone", "shared.git", "b"], step), None, "{step}");
        assert!(!room.path("b").exists(), "{step}");
    }
    assert_eq!(variorum(&room, &["clone", "shared.git", "b"], ""), Some(0));
    room.agree(&["a", "b"]);
    let left = std::fs::read_dir(room.path("")).unwrap().count();
    assert_eq!(left, 3, "a, b and the shared one");
}
