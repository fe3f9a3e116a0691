//! What can be wrong with a file or page.

use thiserror::Error;

use super::format::Format;
use crate::article::PageError;

/// What can be wrong with the bytes of a file or page.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CaptureError {
    /// More bytes than are read.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most bytes that are read.
        limit: usize,
    },
    /// Nothing but blanks.
    #[error("empty")]
    Empty,
    /// Not text at all.
    #[error("binary, from byte {at}")]
    Binary {
        /// The first byte that shows it, from 0.
        at: usize,
        /// What it looks like, e.g. `a PDF document`, when known.
        looks_like: Option<&'static str>,
    },
    /// Text in an encoding that is not known, or damaged.
    #[error("not valid {encoding} at byte {at}")]
    Undecodable {
        /// The encoding it was taken for.
        encoding: &'static str,
        /// The first byte that does not fit, from 0.
        at: usize,
    },
    /// Front matter that cannot be read.
    #[error("front matter: {reason}")]
    FrontMatter {
        /// What is wrong with it, with the line where known.
        reason: String,
    },
    /// A date in the front matter that is none.
    #[error("front matter: {key} is not a date: {value}")]
    FrontMatterDate {
        /// The key.
        key: String,
        /// Its value.
        value: String,
    },
    /// A page of the archive's own format that is not as it should be.
    #[error(transparent)]
    Page(PageError),
    /// A page whose elements are nested too deep, or are too many, to be parsed in reasonable time.
    #[error("nested too deep")]
    TooDeep,
    /// An item of an agency that is no XML.
    #[error("no XML: {reason}")]
    Malformed {
        /// What the parser says.
        reason: String,
    },
    /// Neither a headline nor a paragraph was found.
    #[error("no article found")]
    NoArticle {
        /// How it was read.
        format: Format,
    },
}
