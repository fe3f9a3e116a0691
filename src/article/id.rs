//! The name an article keeps for life.

use std::fmt;

/// The name of an article: `<site>/<slug>-<hash10>`, e.g. `example.org/ferry-sinks-1a2b3c4d5e`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId {
    site: String,
    slug: String,
    hash: String,
}

impl ArticleId {
    /// Returns where the article comes from: a host name, or `local`.
    #[must_use]
    pub fn site(&self) -> &str {
        &self.site
    }

    /// Returns the readable part of the name.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Returns the ten hex digits that make the name unique.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}-{}", self.site, self.slug, self.hash)
    }
}
