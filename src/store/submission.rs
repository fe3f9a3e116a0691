//! What is handed to an archive.

use crate::article::{ArticleId, Moment, Snapshot, Version};

/// A snapshot handed to an archive, with what to note beside it.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The article it belongs to.
    pub article: ArticleId,
    /// What was seen.
    pub snapshot: Snapshot,
    /// The bytes as fetched, kept as evidence.
    pub capture: Option<Capture>,
    /// What made the snapshot of the capture, e.g. `text 1`.
    pub extractor: String,
    /// The moment of writing.
    pub recorded: Moment,
    /// Who records, e.g. a user or crawler name.
    pub recorded_by: String,
}

/// The bytes of a page or file as they came.
#[derive(Clone, Debug)]
pub struct Capture {
    /// The bytes, untouched.
    pub bytes: Vec<u8>,
    /// The file extension that fits them, e.g. `html`.
    pub extension: &'static str,
}

/// What a version's commit message says before its trailers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// One line: the first new note, or what changed in a few words.
    pub subject: String,
    /// The new notes in full.
    pub notes: Vec<String>,
}

/// Describes a snapshot against its neighbour in time; called again when another writer was faster.
pub type Describe<'a> = dyn Fn(Option<&Version>, &Snapshot) -> Description + 'a;
