//! A version that is shown no more, and why.

use super::id::ArticleId;
use super::snapshot::Moment;

/// A content of an article that was withdrawn: no version with it is shown, and its numbers stay taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The article.
    pub article: ArticleId,
    /// Where its page lies, for life.
    pub path: String,
    /// SHA-256 of the canonical content, in hex.
    pub content_sha256: String,
    /// The versions that have it, by number.
    pub versions: Vec<WithdrawnVersion>,
    /// When it was withdrawn.
    pub on: Moment,
    /// Who did.
    pub by: String,
    /// Why, one line.
    pub why: String,
    /// Whether its text was erased too, so that nothing brings it back.
    pub erased: bool,
    /// Who took this back, and when.
    pub lifted: Option<(Moment, String)>,
}

/// What is known of a version that was withdrawn, without any of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawnVersion {
    /// Its number.
    pub number: u32,
    /// When it was on show.
    pub at: Moment,
    /// When it was written into the archive.
    pub recorded: Moment,
    /// SHA-256 of its page.
    pub page_sha256: String,
    /// SHA-256 of the file it was read from, when one was kept.
    pub capture_sha256: Option<String>,
}

impl Withdrawal {
    /// Tells whether it holds: it was not taken back.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.lifted.is_none()
    }

    /// Returns the numbers of its versions.
    #[must_use]
    pub fn numbers(&self) -> Vec<u32> {
        self.versions.iter().map(|version| version.number).collect()
    }

    /// Returns which of two words on one content stands: an erasure, else the later one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let key = |one: &Self| {
            let last = one.lifted.as_ref().map_or(one.on, |(on, _)| (*on).max(one.on));
            // Of two at one moment any may stand, as long as it is the same for all.
            (one.erased, last, one.holds(), one.by.clone(), one.why.clone(), one.numbers())
        };
        if key(&other) > key(&self) { other } else { self }
    }
}
