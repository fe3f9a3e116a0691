//! What can be wrong with an import, or with one version of it.

use std::io;

use thiserror::Error;

use crate::article::BadId;
use crate::capture::http::{FetchError, FetchProblem};
use crate::capture::{BadCdxRow, BadColumns, CaptureError, ListingError, RowError, TimeMapError};
use crate::desk::fetch::Absence;
use crate::store::StoreError;

/// Why an import ended before its end; what was kept until then stays.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The archive could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// We were told to stop, or a site asks to be left alone for a while.
    #[error(transparent)]
    Halted(Box<FetchError>),
    /// A source cannot be read as a whole.
    #[error("{name}: {problem:?}")]
    Source {
        /// What it is called for a person.
        name: String,
        /// What is wrong with it.
        problem: Problem,
    },
}

/// Why a version was skipped.
#[derive(Debug)]
pub enum Problem {
    /// The system does not give it out.
    Unreadable(io::Error),
    /// It is larger than anything that is read as one article.
    TooLarge,
    /// Its line or row is none.
    Row(RowError),
    /// The columns of its table cannot be told.
    Columns(BadColumns),
    /// The git program, in its words.
    Git(String),
    /// Its file is no article.
    Capture(CaptureError),
    /// A list of captures is none.
    List(TimeMapError),
    /// A list of captures goes on for longer than is read.
    TooLong,
    /// A row of a list of captures is none.
    CdxRow(BadCdxRow),
    /// A feed is none.
    Feed(ListingError),
    /// A record of a WARC file cannot be read, in the words of its reader.
    Warc(String),
    /// It repeats a record that none of the files holds.
    Repeats,
    /// It was answered with a status that gives no page.
    Status(u16),
    /// It is of a kind that is no page, e.g. `image/png`.
    Kind(String),
    /// Its page could not be fetched.
    Fetch(Box<FetchError>),
    /// Its page is not there.
    Absent(Absence),
    /// Where its page should be, the archive leads to another.
    Elsewhere {
        /// The address of that one.
        url: String,
    },
    /// Nothing tells which article it is a version of.
    NoArticle,
    /// The name or address of its article cannot be one.
    BadName(BadId),
    /// Nothing tells when it was on show.
    NoTime,
    /// No page can hold it.
    Unkeepable(String),
    /// The archive could not be asked.
    Store(Box<StoreError>),
}

impl Problem {
    /// Tells whether nothing else of the source can be had either, for now.
    pub(super) fn halts(problem: &FetchProblem) -> bool {
        matches!(problem, FetchProblem::Stopped | FetchProblem::Later { .. })
    }
}
