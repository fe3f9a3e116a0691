//! A snapshot before it is known when it was on show.

use super::fields::Fields;
use super::snapshot::Moment;
use crate::text::Body;

/// What a file or page says of an article; what it does not say is empty.
///
/// A reader of files or pages makes it from the bytes alone; the desk adds what was said on the command line and the
/// clock, and it becomes a [`super::Snapshot`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The id the file gives itself (front matter), as written.
    pub article: Option<String>,
    /// The short texts; an empty headline means that none was found.
    pub fields: Fields,
    /// The text.
    pub body: Body,
    /// The article's notes on itself, as published, a line each, in page order.
    pub notes: Vec<String>,
    /// The addresses stated, the canonical one first.
    pub urls: Vec<String>,
    /// The language stated, as a BCP 47 tag.
    pub language: Option<String>,
    /// When this state was on show, if stated.
    pub at: Option<Moment>,
    /// When it was seen, if stated.
    pub seen: Option<Moment>,
    /// First publication, if stated.
    pub published: Option<Moment>,
    /// Last change, if stated.
    pub modified: Option<Moment>,
}
