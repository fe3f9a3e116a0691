//! What became of a snapshot that was given to an archive.

use super::id::ArticleId;

/// What became of a snapshot that was given to an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The article.
    pub article: ArticleId,
    /// The version that holds its content: the new one, or the one it equals.
    pub number: u32,
    /// Whether a version was written for it.
    pub kind: RecordedKind,
}

/// Whether a snapshot became a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordedKind {
    /// It is the first version of its article.
    First,
    /// It is a further version.
    Next,
    /// Its content equals that of its neighbour in time; nothing was written.
    Unchanged,
}
