//! Others in the archive: plain git at any moment, readers who may not write, objects that lie elsewhere.

use std::fs;
use std::path::Path;
use std::process::Command;

use variorum::article::RecordedKind;
use variorum::store::Archive;

use crate::desk::{Desk, git, record, story};

#[test]
fn plain_git_may_repack_between_any_two_versions() {
    let desk = Desk::new();
    let (mut archive, reader) = (desk.open(), || Archive::open(&desk.dir()).unwrap());
    record(&mut archive, "Text 0.", 1);
    // Opened before everything, so that whatever it remembers of the packs is out of date.
    let old_reader = reader();
    let packs: [&[&str]; 6] = [
        &["repack", "-q", "-a", "-d", "-f"],
        &["gc", "-q", "--prune=now"],
        &["multi-pack-index", "write"],
        &["repack", "-q", "-d", "--write-midx"],
        &["pack-refs", "--all", "--prune"],
        &["repack", "-q", "-A", "-d", "--write-bitmap-index"],
    ];
    for round in 1..=24_u32 {
        assert_eq!(record(&mut archive, &format!("Text {round}."), 10 * round).1, RecordedKind::Next);
        desk.git(packs[round as usize % packs.len()]);
        if round % 5 == 0 {
            reader().tidy_all().unwrap();
        }
        assert_eq!(story(&old_reader).len(), round as usize + 1);
    }
    let report = reader().verify().unwrap();
    assert_eq!((report.versions, report.damages), (25, vec![]));
    assert_eq!(desk.git(&["fsck", "--full", "--strict"]), "");
}

#[test]
fn a_pack_that_somebody_keeps_is_left_alone() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let pack = fs::read_dir(desk.dir().join("objects/pack")).unwrap().next().unwrap().unwrap().path();
    let keep = pack.with_extension("keep");
    fs::write(&keep, "mine\n").unwrap();
    for round in 2..20 {
        record(&mut archive, &format!("Text {round}."), 10 * round);
    }
    archive.tidy_all().unwrap();
    desk.git(&["repack", "-q", "-a", "-d", "-f"]);
    assert!(keep.exists() && pack.exists());
    assert_eq!(Archive::open(&desk.dir()).unwrap().verify().unwrap().damages, []);
    assert_eq!(story(&archive).len(), 19);
}

#[test]
fn objects_may_lie_in_another_repository() {
    let desk = Desk::new();
    let mut archive = desk.open();
    for round in 1..4 {
        record(&mut archive, &format!("Text {round}."), 10 * round);
    }
    let shared = desk.folder.path().join("shared.git");
    let from = desk.dir();
    git(
        desk.folder.path(),
        &["clone", "-q", "--mirror", "--shared", &from.to_string_lossy(), &shared.to_string_lossy()],
    );
    assert!(shared.join("objects/info/alternates").exists());
    let mut other = Archive::open(&shared).unwrap();
    for round in 4..16 {
        assert_eq!(record(&mut other, &format!("Text {round}."), 10 * round), (round, RecordedKind::Next));
    }
    other.tidy_all().unwrap();
    assert_eq!(story(&other).len(), 15);
    assert_eq!(other.verify().unwrap().damages, []);
    assert_eq!(git(&shared, &["fsck", "--full", "--strict"]), "");
    assert_eq!(story(&archive).len(), 3, "the other one has not changed");
}

/// Takes the right to write from everybody, or gives it back to the owner.
#[cfg(unix)]
fn seal(place: &Path, sealed: bool) {
    use std::os::unix::fs::PermissionsExt;
    if place.is_dir() {
        fs::set_permissions(place, fs::Permissions::from_mode(0o755)).unwrap();
        for entry in fs::read_dir(place).unwrap() {
            seal(&entry.unwrap().path(), sealed);
        }
    }
    let mode = if place.is_dir() { 0o555 } else { 0o444 };
    fs::set_permissions(place, fs::Permissions::from_mode(mode | if sealed { 0 } else { 0o200 })).unwrap();
}

#[cfg(unix)]
#[test]
fn readers_who_may_not_write_read_everything() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    record(&mut desk.open(), "Two.", 20);
    // By another program: what this one has open for writing, those that other tests start would have open too.
    let program = desk.folder.path().join("variorum");
    assert!(Command::new("cp").arg(env!("CARGO_BIN_EXE_variorum")).arg(&program).status().unwrap().success());
    // Its index is behind, and cannot be brought up where it is.
    let index = desk.dir().join("variorum/index.db");
    let behind = fs::read(&index).unwrap();
    record(&mut desk.open(), "Three.", 30);
    for state in ["as it is", "behind", "gone"] {
        match state {
            "behind" => fs::write(&index, &behind).unwrap(),
            "gone" => fs::remove_file(&index).unwrap(),
            _ => {}
        }
        fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        seal(&desk.dir(), true);
        for (words, expected) in [
            ("list", "ferry-sinks"),
            ("log ferry-sinks", "3  2026"),
            ("show ferry-sinks", "Three."),
            ("verify", "3 versions, 3"),
        ] {
            let mut command = Command::new(&program);
            command.arg("--archive").arg(desk.dir()).args(words.split(' ')).env_clear().current_dir("/");
            // The superuser may write anywhere.
            if fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0) {
                command.uid(65534).gid(65534);
            }
            let ran = command.output().unwrap();
            let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
            assert!(ran.status.success() && said.contains(expected), "{state}: {words}: {said}");
        }
        seal(&desk.dir(), false);
    }
    assert_eq!(record(&mut desk.open(), "Four.", 40).1, RecordedKind::Next);
}
