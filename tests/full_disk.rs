//! The disk is full at any write: nothing acknowledged is lost, nothing half-written stays, and one sentence says so.
//!
//! Each call that asks the system for room is made to fail in its turn, in a run of its own; no file system has to be
//! filled for that.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod desk;
mod tracer;

use std::fs;
use std::path::{Path, PathBuf};

use desk::Desk;
use libc::c_int;
use tracer::{Call, Traced, Watch};
use variorum::article::{ArticleId, Draft, Moment, RecordedKind};
use variorum::store::{Archive, Capture, Description, Submission};
use variorum::text::Body;

/// Lets so many calls have room in a folder, and none after that.
struct Full {
    folder: PathBuf,
    room_for: usize,
    /// How many asked.
    asked: usize,
    /// Whether there is room again after the first that had none: a disk that somebody clears.
    once: bool,
}

impl Watch for Full {
    fn before(&mut self, call: &Call) -> Option<c_int> {
        let place = match call.number {
            libc::SYS_write
            | libc::SYS_writev
            | libc::SYS_pwrite64
            | libc::SYS_pwritev
            | libc::SYS_pwritev2
            | libc::SYS_ftruncate
            | libc::SYS_fallocate => call.file(0)?,
            // Room may be found wanting as late as when a file is to reach the disk; the names in a folder take none.
            libc::SYS_fsync | libc::SYS_fdatasync => call.file(0).filter(|path| path.is_file())?,
            libc::SYS_openat if call.arguments[2] & u64::from(libc::O_CREAT.cast_unsigned()) != 0 => {
                Some(call.path(0, 1)).filter(|path| !path.exists())?
            }
            libc::SYS_open if call.arguments[1] & u64::from(libc::O_CREAT.cast_unsigned()) != 0 => {
                Some(call.name(0)).filter(|path| !path.exists())?
            }
            libc::SYS_mkdir => call.name(0),
            libc::SYS_mkdirat => call.path(0, 1),
            libc::SYS_rename | libc::SYS_link => call.name(1),
            libc::SYS_renameat | libc::SYS_renameat2 | libc::SYS_linkat => call.path(2, 3),
            _ => return None,
        };
        if !place.starts_with(&self.folder) {
            return None;
        }
        self.asked += 1;
        let full = self.asked > self.room_for && !(self.once && self.asked > self.room_for + 1);
        full.then_some(libc::ENOSPC)
    }
}

/// Runs the program in an archive with room for so many calls; returns what it said and how many asked.
fn run(desk: &Desk, words: &str, room_for: usize, once: bool) -> (Traced, usize) {
    let folder = fs::canonicalize(desk.path("")).expect("a folder");
    let mut full = Full { folder, room_for, asked: 0, once };
    let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
    command.args(["--archive", "archive"]).args(words.split(' '));
    let ran = tracer::run(&mut command, &mut full);
    (ran, full.asked)
}

/// Writes the text of a version, and returns the words that record it.
fn record(desk: &Desk, number: usize) -> String {
    desk.write(
        "ferry.txt",
        format!("Ferry sinks\n\nThe ferry left with {number} people aboard.\n\nIt sank at noon.\n"),
    );
    format!("record ferry.txt --article ferry --at 2026-02-18T10:{number:02}:00Z")
}

/// The one sentence that is said, and what it must not say.
fn refused(ran: &Traced, what: &str) -> String {
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{what}: {}", ran.err);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert!(matches!(lines[..], [line] if line.starts_with("variorum: ")), "{what}: {}", ran.err);
    lines[0].trim_start_matches("variorum: ").to_owned()
}

/// Counts the versions, and makes sure that they are whole and that one more can be recorded.
fn versions(desk: &Desk, what: &str) -> usize {
    let mut archive = Archive::open(&desk.path("archive")).unwrap_or_else(|error| panic!("{what}: {error}"));
    let report = archive.verify().expect("a report");
    assert_eq!(report.damages, [], "{what}");
    let at = Moment::parse_from_rfc3339("2026-03-02T10:00:00Z").expect("a moment");
    let draft = Draft { body: Body::from_paragraphs(["There is room again."]), ..Draft::default() };
    let submission = Submission {
        article: ArticleId::from_name("afterwards").expect("a name"),
        snapshot: draft.into_snapshot(at, at),
        capture: Some(Capture { bytes: vec![b'x'; 99], extension: "txt" }),
        extractor: "text 1".to_owned(),
        recorded: at,
        recorded_by: "desk".to_owned(),
    };
    let recorded = archive.record(&submission, &|_, _| Description::default());
    let recorded = recorded.unwrap_or_else(|error| panic!("{what}: afterwards: {error}"));
    assert_eq!(recorded.kind, RecordedKind::First, "{what}");
    assert_eq!(archive.verify().expect("a report").damages, [], "{what}");
    report.versions
}

/// Lists what a writer that could not go on has left: parts of packs, guards, locks, what was being built.
fn leftovers(desk: &Desk) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let archive = desk.path("archive");
    for folder in ["objects/pack", "objects/variorum/new", "refs/heads", "refs/variorum"] {
        let files = fs::read_dir(archive.join(folder)).into_iter().flatten();
        found.extend(files.map(|entry| entry.expect("an entry").path()));
    }
    found.retain(|path| {
        let part = path.extension().and_then(|part| part.to_str()).unwrap_or_default();
        let whole = part == "pack" && path.with_extension("idx").exists()
            || part == "idx" && path.with_extension("pack").exists();
        let is_ref =
            path.parent().is_some_and(|folder| folder.ends_with("refs/heads") || folder.ends_with("refs/variorum"));
        !(whole || is_ref && part != "lock")
    });
    found
}

/// Copies an archive as it is.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let place = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, &place).expect("a file");
        }
    }
}

/// Fills the disk at every call of a command in turn, or every `step`th, in an archive as it was before; what came of it is for `look` to judge.
fn at_every_call(desk: &Desk, words: &str, once: bool, step: usize, mut look: impl FnMut(&Traced, &str)) {
    let before = desk.path("../before");
    if desk.path("archive").exists() {
        copy(&desk.path("archive"), &before);
    }
    for room_for in (0..).step_by(step) {
        drop(fs::remove_dir_all(desk.path("archive")));
        if before.exists() {
            copy(&before, &desk.path("archive"));
        }
        let (ran, asked) = run(desk, words, room_for, once);
        let what = format!("{words}, room for {room_for} calls of {asked}, once: {once}");
        look(&ran, &what);
        if asked <= room_for {
            assert!(room_for > 20, "{what}: hardly anything was written");
            return;
        }
    }
}

#[test]
fn a_version_is_recorded_or_it_is_said_that_it_was_not() {
    for once in [false, true] {
        let desk = Desk::new();
        for number in 1..3 {
            desk.ok(&format!("--archive archive {}", record(&desk, number)));
        }
        let words = record(&desk, 3);
        at_every_call(&desk, &words, once, if once { 5 } else { 1 }, |ran, what| {
            if ran.code == Some(0) {
                assert!(ran.out.starts_with("recorded"), "{what}: {}{}", ran.out, ran.err);
                assert_eq!(versions(&desk, what), 3, "{what}");
            } else {
                let said = refused(ran, what);
                // A disk that takes everything again a moment later need not be known to have been full.
                let passing = once && said.contains("cannot be read or written");
                assert!(passing || said.starts_with("no room is left for "), "{what}: {said}");
                assert!(passing || said.contains("nothing was recorded"), "{what}: {said}");
                assert_eq!(versions(&desk, what), 2, "{what}");
                assert_eq!(leftovers(&desk), [""; 0].map(PathBuf::from), "{what}");
            }
        });
    }
}

#[test]
fn an_archive_is_made_or_nothing_is_left_of_it() {
    let desk = Desk::new();
    let words = record(&desk, 1);
    at_every_call(&desk, &words, false, 5, |ran, what| {
        if ran.code == Some(0) {
            assert_eq!(versions(&desk, what), 1, "{what}");
        } else {
            let said = refused(ran, what);
            assert!(
                said.starts_with("no room is left for ") && said.contains("nothing was recorded"),
                "{what}: {said}"
            );
            let left: Vec<_> = fs::read_dir(desk.path(""))
                .expect("a folder")
                .map(|entry| entry.expect("an entry").file_name())
                .collect();
            assert_eq!(left, ["ferry.txt"], "{what}");
        }
    });
}

#[test]
fn an_import_says_what_it_has_kept_and_goes_on_from_there() {
    let desk = Desk::new();
    desk.ok(&format!("--archive archive {}", record(&desk, 1)));
    let row = |number: u32| {
        format!(
            "{{\"article\":\"ferry\",\"at\":\"2026-02-18T11:{number:02}:00Z\",\"headline\":\"Ferry\",\"body\":[\"{number}.\"]}}\n"
        )
    };
    desk.write("rows.jsonl", (0..3).map(row).collect::<String>());
    let words = "import jsonl rows.jsonl --json";
    at_every_call(&desk, words, false, 9, |ran, what| {
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_default();
        let recorded = usize::try_from(report["recorded"].as_u64().unwrap_or_default()).expect("few");
        if ran.code == Some(0) {
            assert_eq!(recorded, 3, "{what}");
        } else {
            let said = ran.err.trim_start_matches("variorum: ");
            assert!(said.starts_with("no room is left for ") && said.contains("import again"), "{what}: {said}");
            assert_eq!(ran.code, Some(2), "{what}");
        }
        assert_eq!(leftovers(&desk), [""; 0].map(PathBuf::from), "{what}");
        let again = desk.ok(&format!("--archive archive {words}"));
        let again: serde_json::Value = serde_json::from_str(&again).expect("JSON");
        assert_eq!(again["recorded"].as_u64(), Some(3 - recorded as u64), "{what}: {again}");
        assert_eq!(versions(&desk, what), 4, "{what}");
    });
}
