//! What was seen of an article at one moment.

use chrono::{DateTime, FixedOffset};

use super::fields::Fields;
use crate::text::Body;

/// A moment with the zone offset it was stated in.
pub type Moment = DateTime<FixedOffset>;

/// What was extracted from one sighting of an article: content, and the times and attributes beside it.
///
/// Content (fields, body, notes) makes a version; times, URLs and language alone never do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The short texts.
    pub fields: Fields,
    /// The text.
    pub body: Body,
    /// The article's notes on itself, as published, a line each, in page order.
    pub notes: Vec<String>,
    /// The addresses it was seen at, the canonical one first.
    pub urls: Vec<String>,
    /// The language as a BCP 47 tag, if stated or told from the text.
    pub language: Option<String>,
    /// The times.
    pub times: Times,
}

/// The times of a snapshot, kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When this state was on show: as stated, else when it was seen.
    pub at: Moment,
    /// When it was seen.
    pub seen: Moment,
    /// When the article says it was first published.
    pub published: Option<Moment>,
    /// When the article says it was last changed.
    pub modified: Option<Moment>,
}
