//! A snapshot that differed and was kept.

use super::id::ArticleId;
use super::snapshot::{Moment, Snapshot};

/// One kept version of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The article it is a version of.
    pub article: ArticleId,
    /// Its number, in the order of writing, from 1.
    pub number: u32,
    /// When it was written into the archive.
    pub recorded: Moment,
    /// SHA-256 of its canonical content as recorded, in hex: its name for machines, which a later reading does not change.
    pub content_sha256: String,
    /// Kept because metadata or the extractor changed, not the article.
    pub technical: bool,
    /// What was seen, as recorded or by a later reading of what was kept.
    pub snapshot: Snapshot,
}
