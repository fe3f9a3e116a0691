//! What is known of an article before its notes are read.

use chrono_tz::Tz;

use crate::article::Moment;

/// What is known of an article before its notes are read; it settles what a note leaves unsaid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// First publication, when known.
    pub published: Option<Moment>,
    /// The moment the text was seen; no note in it was written later.
    pub seen: Option<Moment>,
    /// The outlet's home zone, when known.
    pub zone: Option<Tz>,
    /// The language as a BCP 47 tag, when known.
    pub language: Option<String>,
}
