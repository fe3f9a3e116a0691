//! Lists of articles that sites publish: feeds and sitemaps.

use thiserror::Error;

use super::error::CaptureError;
use crate::article::Moment;

/// An article as a feed or sitemap names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its address.
    pub url: String,
    /// Its headline, if given.
    pub title: Option<String>,
    /// When it was first published, if given.
    pub published: Option<Moment>,
    /// When it was last changed, if given.
    pub modified: Option<Moment>,
}

impl Listed {
    /// Returns the latest time given.
    #[must_use]
    pub fn latest(&self) -> Option<Moment> {
        self.published.max(self.modified)
    }
}

/// Why a list cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ListingError {
    /// It is no text, or in an unknown encoding.
    #[error(transparent)]
    Undecodable(#[from] CaptureError),
    /// It is not what it was taken for, or damaged.
    #[error("{reason}")]
    Malformed {
        /// What the parser says.
        reason: String,
    },
    /// It is larger than anything that is read.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most bytes that are read.
        limit: usize,
    },
}

/// Completes an address of a list; none when it is no address of the web.
pub(super) fn address(base: &str, text: &str) -> Option<String> {
    let text = text.trim();
    let url = match url::Url::parse(base) {
        Ok(base) => base.join(text).ok()?,
        Err(_) => url::Url::parse(text).ok()?,
    };
    (matches!(url.scheme(), "http" | "https") && url.host().is_some()).then(|| url.to_string())
}
