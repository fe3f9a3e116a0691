//! An article in a few words.

use crate::article::{ArticleId, Moment};

/// One line of the list of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleSummary {
    /// The article.
    pub article: ArticleId,
    /// The headline of its latest version by `at`.
    pub headline: String,
    /// How many versions are kept, technical ones left out.
    pub versions: u32,
    /// `at` of its earliest version.
    pub first: Moment,
    /// `at` of its latest version.
    pub last: Moment,
}
