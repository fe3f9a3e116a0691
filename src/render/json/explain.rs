//! Why a version is told as it is.

use serde::Serialize;

use super::change::{ChangeJson, change};
use crate::article::Moment;
use crate::history::{Changelog, Entry, Outcome, Tier, Verdict, Weighed};

/// Why the changes and notes of a version are told as they are.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainJson<'a> {
    /// The article's id.
    pub article: String,
    /// The version's number.
    pub version: u32,
    /// The version before it in time; none for the first.
    pub previous: Option<u32>,
    /// When it was on show.
    pub at: Moment,
    /// From which scores on a link is told, in thousandths.
    pub thresholds: ThresholdsJson,
    /// Its changes, in page order; change 1 is the first.
    pub changes: Vec<ChangeJson<'a>>,
    /// The changes no note of this version announces: numbers into `changes`, from 1.
    pub unannounced: Vec<usize>,
    /// Its new notes, in page order, with all that was weighed.
    pub notes: Vec<ExplainedNoteJson<'a>>,
}

/// From which scores on a link is told, in thousandths.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ThresholdsJson {
    /// From here on it is likely.
    pub likely: i32,
    /// From here on it is strong, if nothing speaks against it.
    pub strong: i32,
    /// So much of a strong link comes from the note's own words, names and values.
    pub own_words: i32,
}

/// A note, and what its claims were held against.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedNoteJson<'a> {
    /// Its number, from 1.
    pub note: usize,
    /// Its words as published.
    pub text: &'a str,
    /// What can be said of it, when nothing bears it out.
    pub verdict: Option<Verdict>,
    /// What shows that.
    pub evidence: &'a [String],
    /// Its claims against the changes: claim after claim, of each the best change first.
    pub weighed: Vec<WeighedJson<'a>>,
}

/// A claim held against a change.
#[derive(Clone, Debug, Serialize)]
pub struct WeighedJson<'a> {
    /// Which of the note's claims, from 1.
    pub claim: usize,
    /// The words that were weighed: the claim's, or a part of them.
    pub words: &'a str,
    /// The version the change came with.
    pub version: u32,
    /// Which of that version's changes, from 1.
    pub change: usize,
    /// The sum of the reasons' points, in thousandths.
    pub score: i32,
    /// What came of it: `linked`, `weak`, `taken` (by a claim that fits better), `behind` (a change that fits better).
    pub outcome: &'static str,
    /// How sure the link is, when it is one.
    pub tier: Option<Tier>,
    /// The reasons, those that count most for it first.
    pub reasons: Vec<ReasonJson<'a>>,
}

/// A reason for or against a link.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ReasonJson<'a> {
    /// How much it counts, in thousandths.
    pub points: i32,
    /// What it says.
    pub words: &'a str,
}

/// Makes the JSON of all that was weighed for an entry of a changelog; none where there is no such entry.
#[must_use]
pub fn explain(changelog: &Changelog, entry: usize) -> Option<ExplainJson<'_>> {
    let told = changelog.entries.get(entry)?;
    Some(ExplainJson {
        article: changelog.article.to_string(),
        version: told.version.number,
        previous: told.previous,
        at: told.version.snapshot.times.at,
        thresholds: ThresholdsJson { likely: Tier::LIKELY_FROM, strong: Tier::STRONG_FROM, own_words: Tier::OWN_WORDS },
        changes: told.changes().iter().map(change).collect(),
        unannounced: told.unannounced.iter().map(|number| number + 1).collect(),
        notes: (0..told.notes.len()).filter_map(|number| note(changelog, told, number)).collect(),
    })
}

/// A note with what was weighed for it; none for one that was carried over.
fn note<'a>(changelog: &Changelog, told: &'a Entry, number: usize) -> Option<ExplainedNoteJson<'a>> {
    let weighed: Vec<_> =
        told.weighed.iter().filter(|weighed| weighed.note == number).map(|weighed| pair(changelog, weighed)).collect();
    let unbacked = told.unbacked.iter().find(|unbacked| unbacked.note == number);
    (!weighed.is_empty() || unbacked.is_some()).then(|| ExplainedNoteJson {
        note: number + 1,
        text: &told.notes[number].text,
        verdict: unbacked.map(|unbacked| unbacked.verdict),
        evidence: unbacked.map_or(&[], |unbacked| &unbacked.evidence),
        weighed,
    })
}

fn pair<'a>(changelog: &Changelog, weighed: &'a Weighed) -> WeighedJson<'a> {
    let (outcome, tier) = match weighed.outcome {
        Outcome::Linked(tier) => ("linked", Some(tier)),
        Outcome::Weak => ("weak", None),
        Outcome::Taken => ("taken", None),
        Outcome::Behind => ("behind", None),
    };
    let reasons = weighed.reasons.iter();
    WeighedJson {
        claim: weighed.claim + 1,
        words: &weighed.words,
        version: changelog.entries.get(weighed.change.entry).map_or(0, |entry| entry.version.number),
        change: weighed.change.change + 1,
        score: weighed.score,
        outcome,
        tier,
        reasons: reasons.map(|reason| ReasonJson { points: reason.points, words: &reason.words }).collect(),
    }
}
