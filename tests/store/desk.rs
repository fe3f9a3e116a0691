//! An archive in a temporary folder, and submissions to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use variorum::article::{ArticleId, Draft, Moment, Recorded, RecordedKind, Snapshot, Version};
use variorum::store::{Archive, Capture, Description, Submission};
use variorum::text::Body;

pub(crate) fn moment(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

/// A moment on 18 February 2026, in minutes after midnight.
pub(crate) fn minute(minutes: u32) -> Moment {
    moment(&format!("2026-02-18T{:02}:{:02}:00-08:00", minutes / 60, minutes % 60))
}

pub(crate) fn ferry() -> ArticleId {
    ArticleId::from_url("https://example.org/news/ferry-sinks.html", "").unwrap()
}

pub(crate) fn snapshot(text: &str, at: Moment) -> Snapshot {
    let mut draft = Draft { urls: vec!["https://example.org/news/ferry-sinks.html".to_owned()], ..Draft::default() };
    "Ferry sinks".clone_into(&mut draft.fields.headline);
    draft.fields.byline = Some("By Ada Writer".to_owned());
    draft.body = Body::from_paragraphs(text.split('\n'));
    draft.into_snapshot(at, at)
}

pub(crate) fn submission(text: &str, minutes: u32) -> Submission {
    Submission {
        article: ferry(),
        snapshot: snapshot(text, minute(minutes)),
        capture: Some(Capture { bytes: text.as_bytes().to_vec(), extension: "txt" }),
        extractor: "text 1".to_owned(),
        recorded: minute(minutes + 5),
        recorded_by: "desk".to_owned(),
    }
}

/// Describes by the neighbour's number, which shows who the neighbour was.
pub(crate) fn describe(before: Option<&Version>, _: &Snapshot) -> Description {
    let subject = before.map_or("first".to_owned(), |version| format!("after {}", version.number));
    Description { subject, notes: vec!["Updated: a note.".to_owned()] }
}

pub(crate) fn record(archive: &mut Archive, text: &str, minutes: u32) -> (u32, RecordedKind) {
    let Recorded { number, kind, .. } = archive.record(&submission(text, minutes), &describe).unwrap();
    (number, kind)
}

/// Returns the (number, body) of every version in the order of time.
pub(crate) fn story(archive: &Archive) -> Vec<(u32, String)> {
    let versions = archive.versions(&ferry()).unwrap();
    versions.iter().map(|version| (version.number, version.snapshot.body.text().to_owned())).collect()
}

pub(crate) struct Desk {
    pub(crate) folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.folder.path().join("archive")
    }

    pub(crate) fn open(&self) -> Archive {
        Archive::open_or_create(&self.dir()).unwrap()
    }

    /// Guards the packs there are, as a writer does that is at work, or died at it; returns one of the guards.
    pub(crate) fn guard(&self) -> PathBuf {
        let files = fs::read_dir(self.dir().join("objects/pack")).unwrap().map(|entry| entry.unwrap().path());
        let packs = files.filter(|file| file.extension().is_some_and(|part| part == "pack"));
        let guards: Vec<PathBuf> = packs.map(|pack| pack.with_extension("keep")).collect();
        for keep in &guards {
            fs::write(keep, "variorum\n").unwrap();
        }
        guards[0].clone()
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(&self.dir(), arguments)
    }
}

/// Runs plain git, without anybody's configuration; empty output on standard error is part of what is promised.
pub(crate) fn git(dir: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(dir).args(arguments).env("HOME", dir).env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C");
    let output = command.output().expect("git is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {}{text}", String::from_utf8_lossy(&output.stderr));
    text
}
