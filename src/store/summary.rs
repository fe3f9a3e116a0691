//! Articles and versions in a few words.

use crate::article::{ArticleId, Moment};

/// One line of the list of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleSummary {
    /// The article.
    pub article: ArticleId,
    /// Whether another article has its site and slug.
    pub namesakes: bool,
    /// The headline of its latest version by `at`.
    pub headline: String,
    /// How many versions are kept, technical ones left out.
    pub versions: u32,
    /// `at` of its earliest version.
    pub first: Moment,
    /// `at` of its latest version.
    pub last: Moment,
}

/// One line of the list of the newest versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSummary {
    /// The article.
    pub article: ArticleId,
    /// The number of the version.
    pub number: u32,
    /// When it was on show.
    pub at: Moment,
    /// When it was written.
    pub recorded: Moment,
    /// What was said of it when it was recorded: its first new note, else what changed in a few words.
    pub told: String,
}
