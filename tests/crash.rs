//! A writer that dies between any two steps loses nothing that was acknowledged, and leaves nothing in the way.
//!
//! Debug builds die where `VARIORUM_DIE_AT` says; others take no notice, and have nothing to test here.
#![cfg(debug_assertions)]

mod desk;

use std::fs;
use std::path::Path;

use desk::{Desk, Ran};

/// The steps of a record that makes a version, in order.
const STEPS: [&str; 8] =
    ["staged", "guarded", "pack", "idx", "packed", "refs/variorum/captures", "refs/heads/main", "released"];

/// The steps by which packs are folded.
const FOLD: [&str; 3] = ["folded", "fold-placed", "fold-removing"];

/// Records a text of the ferry, and dies at a step if one is told.
fn record(desk: &Desk, round: usize, die_at: Option<&str>) -> Ran {
    desk.write("ferry.txt", format!("Ferry sinks\n\nThe ferry left with {round} people aboard.\n\nIt sank at noon.\n"));
    let at = format!("2026-02-18T10:{round:02}:00Z");
    let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
    command.args(["record", "ferry.txt", "--article", "ferry", "--at", &at]);
    if let Some(step) = die_at {
        command.env("VARIORUM_DIE_AT", step);
    }
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// How many versions the archive has; whole, by its own word and by git's.
fn whole(desk: &Desk) -> usize {
    let report: serde_json::Value = serde_json::from_str(&desk.ok("verify --json")).expect("JSON");
    let fsck = desk.command("git").args(["-C", ".variorum", "fsck", "--full", "--strict", "--no-dangling"]).output();
    let fsck = fsck.expect("git starts");
    assert!(fsck.status.success(), "{}", String::from_utf8_lossy(&fsck.stderr));
    usize::try_from(report["versions"].as_u64().expect("a number")).expect("few")
}

/// The leftovers of writers: guards and locks of refs.
fn leftovers(desk: &Desk) -> Vec<String> {
    let folders = [".variorum/objects/pack", ".variorum/refs/heads", ".variorum/refs/variorum", ".variorum/variorum"];
    let names = folders.iter().flat_map(|folder| fs::read_dir(desk.path(folder)).expect("a folder"));
    let names = names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names
        .filter(|name| {
            let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
            ending == Some("keep") || ending == Some("lock") && name != "index.db.lock"
        })
        .collect()
}

#[test]
fn a_writer_that_dies_at_any_step_loses_nothing_and_is_in_nobodys_way() {
    for step in STEPS {
        let desk = Desk::new();
        assert_eq!(record(&desk, 1, None).code, Some(0));
        let died = record(&desk, 2, Some(step));
        assert_eq!((died.code, died.out.as_str()), (None, ""), "{step}: {}", died.err);
        let kept = whole(&desk);
        let moved = ["refs/heads/main", "released"].contains(&step);
        assert_eq!(kept, if moved { 2 } else { 1 }, "{step}");
        let again = record(&desk, 2, None);
        assert_eq!(again.code, Some(0), "{step}: {}", again.err);
        assert_eq!(record(&desk, 3, None).code, Some(0), "{step}");
        assert_eq!(whole(&desk), 3, "{step}");
        assert_eq!(leftovers(&desk), Vec::<String>::new(), "{step}");
    }
}

#[test]
fn an_archive_whose_maker_dies_is_made_by_the_next() {
    for step in STEPS {
        let desk = Desk::new();
        assert_eq!(record(&desk, 1, Some(step)).code, None, "{step}");
        assert!(!desk.path(".variorum").exists(), "{step}");
        assert_eq!(record(&desk, 1, None).code, Some(0), "{step}");
        assert_eq!(whole(&desk), 1, "{step}");
    }
}

#[test]
fn a_writer_that_dies_while_packs_are_folded_has_kept_its_version() {
    for step in FOLD {
        let desk = Desk::new();
        for round in 1..8 {
            assert_eq!(record(&desk, round, None).code, Some(0));
        }
        assert_eq!(record(&desk, 8, Some(step)).code, None, "{step}: the eighth folds");
        assert_eq!(whole(&desk), 8, "{step}");
        for round in 9..18 {
            assert_eq!(record(&desk, round, None).code, Some(0), "{step}");
        }
        assert_eq!(whole(&desk), 17, "{step}");
        desk.ok("gc");
        assert_eq!(whole(&desk), 17, "{step}");
        let files = fs::read_dir(desk.path(".variorum/objects/pack")).expect("a folder");
        let lists =
            files.filter(|file| file.as_ref().expect("an entry").path().extension().is_some_and(|part| part == "idx"));
        assert!(lists.count() <= 2, "{step}: one pack, beside one much larger that is left alone");
    }
}
