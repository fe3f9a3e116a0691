//! What can be wrong with an import, or with one version of it.

use std::io;

use thiserror::Error;

use crate::article::BadId;
use crate::capture::{BadColumns, CaptureError, RowError};
use crate::store::StoreError;

/// Why an import ended before its end; what was kept until then stays.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The archive could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
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
