//! The words for what goes wrong on the web and at a watch.

use variorum::capture::ListingError;
use variorum::capture::http::{FetchError, FetchProblem};
use variorum::desk::watch::{PlanError, WatchError};
use variorum::desk::{Absence, Absent};
use variorum::render::in_table;

use super::intake::{capture, system};

/// Says why an address could not be fetched, and what helps.
pub(super) fn fetch(error: &FetchError) -> String {
    let url = &error.url;
    match &error.problem {
        FetchProblem::NotWeb => format!("{url} is not a web address; give one such as https://example.org/ferry-sinks"),
        FetchProblem::Private { address } => {
            format!("{url} is at {address}, which is not a public address; add --allow-private if that is meant")
        }
        FetchProblem::UnknownHost => {
            format!("{url}: no host of that name is known; check the address, and that this machine is online")
        }
        FetchProblem::Robots => format!(
            "{url} was not fetched: the site's robots.txt asks programs not to; save the page with a browser and record the file"
        ),
        FetchProblem::RobotsUnknown { status } => format!(
            "{url} was not fetched: the site's robots.txt answers {status}, so that what it asks is not known; try again later"
        ),
        FetchProblem::Redirects { most } => {
            format!("{url}: more than {most} redirects, one after another; check the address with a browser")
        }
        FetchProblem::TooLarge { limit } => {
            format!(
                "{url} is larger than {} MiB, the most that is read of one answer; record a file instead",
                limit >> 20
            )
        }
        FetchProblem::TooSlow => format!("{url} did not answer in time; try again later"),
        FetchProblem::Connection { reason } => {
            format!("{url}: the connection failed: {reason}; check the address, or try again later")
        }
        FetchProblem::Compression { encoding } => {
            format!(
                "{url}: the answer is not readable as {encoding:?}; save the page with a browser and record the file"
            )
        }
        FetchProblem::Status { status } => {
            format!("{url} answers with status {status} and no page; try again later, or look with a browser")
        }
        FetchProblem::Later { until } => {
            format!("{url} was not fetched: the site asks to be left alone until {}; try again then", in_table(*until))
        }
        FetchProblem::Stopped => format!("{url} was not fetched: the program was told to stop"),
    }
}

/// Says that there is no article at an address, and what helps.
pub(super) fn absent(error: &Absent) -> String {
    let remedy = match error.absence {
        Absence::Barred | Absence::Paywall => "save the page with a browser and record the file",
        _ => "check the address with a browser",
    };
    format!("{}: {}; nothing was recorded, {remedy}", error.url, error.absence.words())
}

/// Says why a feed or sitemap cannot be read.
pub(super) fn listing(error: &ListingError) -> String {
    match error {
        ListingError::Undecodable(problem) => capture("the answer", problem),
        ListingError::Malformed { reason } => {
            format!("this is no feed or sitemap that can be read: {reason}; check its address with a browser")
        }
        ListingError::TooLarge { limit } => {
            format!("the list is larger than {} MiB, the most that is read; name a smaller one", limit >> 20)
        }
    }
}

/// Says why a plan cannot be followed.
pub(super) fn plan(error: &PlanError) -> String {
    match error {
        PlanError::Malformed(reason) => format!("{}; `variorum watch --help` shows what it may say", reason.trim()),
        PlanError::NotWeb { url } => {
            format!("{url:?} is not a web address; give one such as https://example.org/ferry-sinks")
        }
        PlanError::Twice { url } => format!("{url} is named twice; name each address once"),
        PlanError::Empty => {
            "it names nothing to watch; add an [[article]], a [[feed]] or a [[sitemap]] with its url".to_owned()
        }
    }
}

/// Says why a watch cannot go on.
pub(super) fn watch(error: &WatchError) -> String {
    match error {
        WatchError::Held => "another watch of this archive runs; stop it, or name another --archive".to_owned(),
        WatchError::State(source) => {
            format!("what the watch remembers cannot be written into the archive's folder: {}", system(source))
        }
        WatchError::Tell(source) => format!("what happens cannot be printed: {}", system(source)),
    }
}
