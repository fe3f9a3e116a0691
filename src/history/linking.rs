//! Which note announces which change.

use serde::{Deserialize, Serialize};

/// A note that announces a change, with the reasons to think so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which of the entry's notes: an index into [`super::Entry::notes`].
    pub note: usize,
    /// Which of the note's claims: an index into its claims.
    pub claim: usize,
    /// Which change it announces.
    pub change: ChangeRef,
    /// How sure the link is.
    pub tier: Tier,
    /// The score behind it, in thousandths.
    pub score: i32,
    /// Why, in words a reader understands, strongest first.
    pub reasons: Vec<String>,
}

/// A change of this version, or of an earlier one that was silent until now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeRef {
    /// The entry: an index into [`super::Changelog::entries`].
    pub entry: usize,
    /// The change: an index into the entry's changes.
    pub change: usize,
}

/// How sure a link is; a possible one is never told as a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Nothing else fits as well, but the evidence is thin.
    Possible,
    /// The evidence points to it.
    Likely,
    /// The evidence is as good as the note's own words.
    Strong,
}

/// Why a note stands without a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbacked {
    /// Which of the entry's notes.
    pub note: usize,
    /// What can be said of it.
    pub verdict: Verdict,
    /// What shows it, in words; empty when nothing does.
    pub evidence: Vec<String>,
}

/// What can be said of a note without a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The article shows the opposite of what the note says.
    Contradicted,
    /// No matching change was found.
    NotFound,
    /// It claims nothing, and nothing else changed.
    Vacuous,
}
