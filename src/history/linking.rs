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

/// A claim held against a change: all that speaks for the two to belong together, and all that speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Which of the entry's notes: an index into [`super::Entry::notes`].
    pub note: usize,
    /// Which of the note's claims: an index into its claims.
    pub claim: usize,
    /// The words that were weighed: the claim's, or one part of them where it announces several things.
    pub words: String,
    /// The change.
    pub change: ChangeRef,
    /// The sum of the points of all reasons, in thousandths.
    pub score: i32,
    /// The reasons, those that count most for it first.
    pub reasons: Vec<Reason>,
    /// What came of it.
    pub outcome: Outcome,
}

/// A reason for or against a link, in words, with how much it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// How much it counts, in thousandths; below 0 it speaks against.
    pub points: i32,
    /// What it says.
    pub words: String,
}

/// What came of weighing a claim against a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is a link; twins and what is left over may be linked with any score.
    Linked(Tier),
    /// Too little speaks for it, or too much against it.
    Weak,
    /// The change went to another claim, which fits it better.
    Taken,
    /// The claim has a change that fits so much better that this one cannot be meant too.
    Behind,
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

impl Tier {
    /// From this score on, in thousandths, a link is likely.
    pub const LIKELY_FROM: i32 = 1600;
    /// From this score on, in thousandths, a link is strong, if nothing speaks against it and it has [`Self::OWN_WORDS`].
    pub const STRONG_FROM: i32 = 2500;
    /// So much of a strong link's score comes from the note's own words, names and values.
    pub const OWN_WORDS: i32 = 1000;
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
