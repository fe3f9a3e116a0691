//! How a run ends: what went wrong in one sentence with its remedy, and the exit code.

mod import;
mod intake;
mod store;
mod sync;
mod web;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use variorum::article::{BadId, BadVersionRef};
use variorum::capture::CaptureError;
use variorum::capture::http::FetchError;
use variorum::desk::import::ImportError;
use variorum::desk::watch::{PlanError, Trouble, WatchError};
use variorum::desk::{Absent, IntakeError};
use variorum::history::Changelog;
use variorum::render::{count, visible};
use variorum::store::{StoreError, SyncError, Waiting, Warning};

use super::input::InputError;
use super::moment::BadTime;

pub(crate) use import::skipped;
pub(crate) use store::went_back;

/// How a command ends when it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done; nothing found that counts.
    Done,
    /// Findings, differences or damage.
    Found,
}

impl Outcome {
    /// Returns the exit code.
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Found => ExitCode::from(1),
        }
    }
}

/// Says on standard error what a person should know of an archive that can be used all the same.
pub(crate) fn warn(warnings: &[Warning]) {
    for warning in warnings {
        say(&store::warning(warning));
    }
}

/// Says on standard error that rulings of editors fit nothing any more, so that a change they settled is one again.
pub(crate) fn astray(changelog: &Changelog) {
    let number = changelog.astray().len();
    if number > 0 {
        let (article, rulings) = (&changelog.article, count(number, "ruling fits", "rulings fit"));
        say(&format!("{rulings} nothing of {article} any more; `variorum mark {article}` lists them"));
    }
}

/// Says why a capture cannot be read any more.
pub(crate) fn unreadable(error: &CaptureError) -> String {
    intake::capture("the capture", error)
}

/// Says on standard error who is being waited for.
pub(crate) fn waiting(waiting: &Waiting) {
    let who = waiting.pid.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"));
    say(&format!("waiting for {who}, which is writing to the archive"));
}

/// Says one line on standard error; nothing is left to be done when that is gone.
fn say(words: &str) {
    let _ = writeln!(io::stderr(), "variorum: {}", visible(&one_line(words)));
}

/// Says on standard error what went wrong, and returns the exit code for it; a reader that went away is no error.
pub(crate) fn fail(error: &anyhow::Error) -> ExitCode {
    if error.chain().any(is_broken_pipe) {
        return ExitCode::SUCCESS;
    }
    say(&sentence(error));
    ExitCode::from(2)
}

fn is_broken_pipe(cause: &(dyn Error + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Finds the words: what was being done, then what went wrong and what helps.
fn sentence(error: &anyhow::Error) -> String {
    let mut said = Vec::new();
    for cause in error.chain() {
        if let Some(words) = words(cause) {
            said.push(words);
            return said.join(": ");
        }
        let cause = cause.to_string();
        if said.last() != Some(&cause) {
            said.push(cause);
        }
    }
    said.join(": ")
}

/// Says why something at a watch could not be done.
pub(super) fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Fetch(error) => web::fetch(error),
        Trouble::Intake(error) => intake::words(error),
        Trouble::Listing(error) => web::listing(error),
        Trouble::Store(error) => store::words(error),
    }
}

/// Finds the words for the errors that are known by their kind.
fn words(cause: &(dyn Error + 'static)) -> Option<String> {
    if let Some(error) = cause.downcast_ref::<IntakeError>() {
        return Some(intake::words(error));
    }
    if let Some(error) = cause.downcast_ref::<ImportError>() {
        return Some(import::words(error));
    }
    if let Some(error) = cause.downcast_ref::<StoreError>() {
        return Some(store::words(error));
    }
    if let Some(error) = cause.downcast_ref::<SyncError>() {
        return Some(sync::words(error));
    }
    if let Some(error) = cause.downcast_ref::<InputError>() {
        return Some(intake::input(error));
    }
    if let Some(error) = cause.downcast_ref::<FetchError>() {
        return Some(web::fetch(error));
    }
    if let Some(error) = cause.downcast_ref::<Absent>() {
        return Some(web::absent(error));
    }
    if let Some(error) = cause.downcast_ref::<PlanError>() {
        return Some(web::plan(error));
    }
    if let Some(error) = cause.downcast_ref::<WatchError>() {
        return Some(web::watch(error));
    }
    if let Some(error) = cause.downcast_ref::<BadTime>() {
        return Some(time(error));
    }
    if let Some(error) = cause.downcast_ref::<BadId>() {
        return Some(intake::bad_id(error));
    }
    let asked = cause.downcast_ref::<BadVersionRef>()?;
    Some(format!("{:?} names no version: give its number, -1 for the latest, or a time such as 2026-02-18", asked.text))
}

fn time(error: &BadTime) -> String {
    match error {
        BadTime::Impossible { text } => format!("--at {text}: there is no such day or time; check day, month and hour"),
        BadTime::Unknown { text } => {
            format!(
                "--at {text:?} is not a time: give one such as 2026-02-18T10:15-08:00, or \"2026-02-18 10:15\" in local time"
            )
        }
    }
}
