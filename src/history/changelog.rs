//! The versions of one article told to a reader.

use super::entry::Entry;
use crate::article::{ArticleId, Version};

/// The versions of one article, oldest first, each with its changes, its notes, and which announces which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changelog {
    /// The article.
    pub article: ArticleId,
    /// One entry a version, in the order of (`at`, number); technical versions are left out.
    pub entries: Vec<Entry>,
}

impl Changelog {
    /// Tells the history of the article that `versions` are the versions of, in any order.
    #[must_use]
    pub fn tell(article: ArticleId, mut versions: Vec<Version>) -> Self {
        versions.sort_by_key(|version| (version.snapshot.times.at, version.number));
        Self { article, entries: Vec::new() }
    }
}
