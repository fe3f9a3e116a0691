//! Rulings of editors: kept on a ref of their own, safe beside other writers, and looked at by `verify`.

use std::fs;

use variorum::history::{Changelog, Decision, Ruling, Subject, Trace};
use variorum::store::Archive;

use crate::desk::{Desk, ferry, minute, record};

fn two_versions(desk: &Desk) -> Archive {
    let mut archive = desk.open();
    record(&mut archive, "300 people came.\nIt sank.", 600);
    record(&mut archive, "310 people came.\nIt sank.", 660);
    archive
}

fn ruling(archive: &Archive, decision: Decision, why: &str) -> Ruling {
    let told = Changelog::tell(ferry(), archive.versions(&ferry()).unwrap());
    let trace = Trace::of(&told, 1, Subject::Change(0)).unwrap();
    Ruling { trace, decision, why: why.to_owned(), by: "Ada".to_owned(), on: minute(700) }
}

#[test]
fn a_ruling_is_read_as_it_was_kept_and_a_later_one_takes_its_file() {
    let desk = Desk::new();
    let mut archive = two_versions(&desk);
    assert_eq!(archive.rulings(&ferry()).unwrap(), []);
    let first = ruling(&archive, Decision::Ignore, "a slip");
    archive.rule(&ferry(), &first, "ada@example.org").unwrap();
    assert_eq!(desk.open().rulings(&ferry()).unwrap(), [first]);
    let second = ruling(&archive, Decision::Cleared, "");
    archive.rule(&ferry(), &second, "ada@example.org").unwrap();
    assert_eq!(archive.rulings(&ferry()).unwrap(), [second]);
    let files = desk.git(&["ls-tree", "-r", "--name-only", "refs/variorum/triage"]);
    assert_eq!(files.lines().count(), 1, "{files}");
    assert!(files.starts_with(&format!("{}/", ferry())) && files.ends_with(".json\n"), "{files}");
    assert_eq!(desk.git(&["rev-list", "--count", "refs/variorum/triage"]), "2\n");
    assert_eq!(desk.git(&["fsck", "--full", "--strict", "--no-dangling"]), "");
    assert_eq!(archive.verify().unwrap().damages, []);
}

#[test]
fn two_who_rule_at_once_are_both_heard() {
    let desk = Desk::new();
    let archive = two_versions(&desk);
    let rulings = [Decision::Ignore, Decision::Flag].map(|decision| ruling(&archive, decision, "both"));
    let threads = rulings.map(|ruling| {
        let dir = desk.dir();
        std::thread::spawn(move || {
            let mut archive = Archive::open(&dir).unwrap();
            for _ in 0..5 {
                archive.rule(&ferry(), &ruling, "x").unwrap();
            }
        })
    });
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(desk.git(&["rev-list", "--count", "refs/variorum/triage"]), "10\n");
}

#[test]
fn the_lock_of_one_who_died_while_ruling_stops_neither_rulings_nor_versions() {
    let desk = Desk::new();
    let mut archive = two_versions(&desk);
    let kept = ruling(&archive, Decision::Ignore, "a slip");
    for write in [true, false] {
        let stale = desk.git(&["rev-parse", "main"]);
        fs::create_dir_all(desk.dir().join("refs/variorum")).unwrap();
        fs::write(desk.dir().join("refs/variorum/triage.lock"), stale).unwrap();
        desk.guard();
        if write {
            record(&mut archive, "320 people came.", 720);
        } else {
            archive.rule(&ferry(), &kept, "x").unwrap();
        }
        assert!(!desk.dir().join("refs/variorum/triage.lock").exists(), "{write}");
    }
}

#[test]
fn a_damaged_ruling_is_named_by_verify_and_never_passed_over() {
    let desk = Desk::new();
    let mut archive = two_versions(&desk);
    archive.rule(&ferry(), &ruling(&archive, Decision::Ignore, "a slip"), "x").unwrap();
    let files = desk.git(&["ls-tree", "-r", "refs/variorum/triage"]);
    let path = files.trim().rsplit_once('\t').unwrap().1.to_owned();
    // The same tree with another file in its place, as a hand that edits history would leave it.
    let index = ["update-index", "--add", "--cacheinfo"];
    fs::write(desk.dir().join("forged"), "{}").unwrap();
    let blob = desk.git(&["hash-object", "-w", "forged"]).trim().to_owned();
    desk.git(&[&index[..], &[&format!("100644,{blob},{path}")]].concat());
    let tree = desk.git(&["write-tree"]).trim().to_owned();
    let commit = desk.git(&["-c", "user.name=x", "-c", "user.email=x", "commit-tree", &tree, "-m", "forged"]);
    desk.git(&["update-ref", "refs/variorum/triage", commit.trim()]);
    let damages = archive.verify().unwrap().damages;
    assert_eq!(damages.len(), 1, "{damages:?}");
    assert_eq!(damages[0].path.as_deref(), Some(format!("refs/variorum/triage:{path}").as_str()));
    assert!(archive.rulings(&ferry()).is_err());
}
