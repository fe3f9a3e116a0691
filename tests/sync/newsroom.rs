//! A newsroom: archives in one folder, and a bare repository that they share.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use variorum::article::{ArticleId, Draft, Moment, Snapshot, Version};
use variorum::store::{Archive, Capture, Captures, Description, Submission, SyncError, SyncTerms, Synced};
use variorum::text::Body;

pub(crate) struct Newsroom {
    folder: TempDir,
}

/// A moment on 18 February 2026, in minutes after midnight.
pub(crate) fn minute(minutes: u32) -> Moment {
    let text = format!("2026-02-18T{:02}:{:02}:00-08:00", minutes / 60, minutes % 60);
    Moment::parse_from_rfc3339(&text).unwrap()
}

pub(crate) fn article(name: &str) -> ArticleId {
    ArticleId::from_url(&url(name), "").unwrap()
}

pub(crate) fn url(name: &str) -> String {
    format!("https://example.org/news/{name}.html")
}

/// A text of an article at a minute, as a crawler hands it in five minutes later.
pub(crate) fn submission(name: &str, text: &str, minutes: u32) -> Submission {
    let mut draft = Draft { urls: vec![url(name)], ..Draft::default() };
    name.clone_into(&mut draft.fields.headline);
    draft.body = Body::from_paragraphs(text.split('\n'));
    Submission {
        article: article(name),
        snapshot: draft.into_snapshot(minute(minutes), minute(minutes)),
        capture: Some(Capture { bytes: format!("{name}: {text}").into_bytes(), extension: "txt" }),
        extractor: "text 1".to_owned(),
        recorded: minute(minutes + 5),
        recorded_by: "desk".to_owned(),
    }
}

pub(crate) fn describe(_: Option<&Version>, _: &Snapshot) -> Description {
    Description { subject: "a change".to_owned(), notes: vec!["Updated: a note.".to_owned()] }
}

pub(crate) fn record(archive: &mut Archive, name: &str, text: &str, minutes: u32) -> u32 {
    let recorded_by = archive.dir().file_name().unwrap().to_string_lossy().into_owned();
    archive.record(&Submission { recorded_by, ..submission(name, text, minutes) }, &describe).unwrap().number
}

/// The terms of a crawler an hour before midnight.
pub(crate) fn terms() -> SyncTerms {
    SyncTerms { captures: Captures::AsBefore, any_clock: false, now: minute(1380), recorded_by: "desk".to_owned() }
}

pub(crate) fn sync(archive: &mut Archive) -> Synced {
    archive.sync(None, &terms(), &|_| ()).unwrap()
}

pub(crate) fn refusal(archive: &mut Archive) -> SyncError {
    archive.sync(None, &terms(), &|_| ()).unwrap_err()
}

/// The (number, body) of every version of an article, in the order of time.
pub(crate) fn story(archive: &Archive, name: &str) -> Vec<(u32, String)> {
    let versions = archive.versions(&article(name)).unwrap();
    versions.iter().map(|version| (version.number, version.snapshot.body.text().to_owned())).collect()
}

/// Runs plain git, without anybody's configuration.
pub(crate) fn git(dir: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(dir).args(arguments).env("HOME", dir).env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "x").env(format!("GIT_{who}_EMAIL"), "x@example.org");
    }
    let output = command.output().expect("git is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {}{text}", String::from_utf8_lossy(&output.stderr));
    text
}

impl Newsroom {
    /// Sets up a newsroom with an empty bare repository.
    pub(crate) fn new() -> Self {
        let room = Self { folder: TempDir::new().unwrap() };
        git(room.folder.path(), &["init", "--bare", "--quiet", "--initial-branch=main", "shared.git"]);
        room
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn shared(&self) -> PathBuf {
        self.path("shared.git")
    }

    /// Makes an archive whose remote is the shared repository.
    pub(crate) fn archive(&self, name: &str) -> Archive {
        let mut archive = Archive::create(&self.path(name)).unwrap();
        archive.add_remote("origin", &self.shared().to_string_lossy()).unwrap();
        archive
    }

    pub(crate) fn tip(&self, name: &str, reference: &str) -> String {
        git(&self.path(name), &["for-each-ref", "--format=%(objectname)", reference])
    }

    /// Makes sure that archives are whole and hold the same, by their own word and by git's.
    pub(crate) fn agree(&self, names: &[&str]) {
        for reference in ["refs/heads/main", "refs/variorum/captures", "refs/variorum/triage"] {
            let there = self.tip("shared.git", reference);
            for name in names {
                assert_eq!(self.tip(name, reference), there, "{name}: {reference}");
            }
        }
        for name in names {
            self.whole(name);
        }
        git(&self.shared(), &["fsck", "--full", "--strict", "--no-dangling"]);
    }

    /// Makes sure that an archive is whole, and has none of the refs that last only while it is brought together.
    pub(crate) fn whole(&self, name: &str) {
        let archive = Archive::open(&self.path(name)).unwrap();
        assert_eq!(archive.verify().unwrap().damages, [], "{name}");
        git(&self.path(name), &["fsck", "--full", "--strict", "--no-dangling"]);
        assert_eq!(git(&self.path(name), &["for-each-ref", "refs/variorum/pre-sync"]), "", "{name}");
    }
}
