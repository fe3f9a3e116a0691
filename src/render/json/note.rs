//! Notes as read.

use serde::Serialize;

use crate::article::Moment;
use crate::notes::{Action, Claim, Content, Note, NoteKind, Precision, Target};

/// One note as read.
#[derive(Clone, Debug, Serialize)]
pub struct NoteJson<'a> {
    /// What the publication calls it.
    pub kind: NoteKind,
    /// The words as published.
    pub text: &'a str,
    /// The time it states, if any.
    pub time: Option<TimeJson<'a>>,
    /// The verbatim stretch that tells what changed.
    pub summary: Option<&'a str>,
    /// What it says was changed.
    pub claims: Vec<ClaimJson<'a>>,
}

/// The time a note states.
#[derive(Clone, Debug, Serialize)]
pub struct TimeJson<'a> {
    /// The words it was read from.
    pub text: &'a str,
    /// The moment, if settled.
    pub at: Option<Moment>,
    /// How finely it is stated.
    pub precision: Precision,
    /// Whether a zone is printed.
    pub zone_given: bool,
    /// What was not stated, and where it was taken from.
    pub inferred: &'a [String],
    /// Why there is no moment.
    pub unsettled: Option<&'a str>,
}

/// One thing a note says was changed.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimJson<'a> {
    /// The words of the claim.
    pub text: &'a str,
    /// What was done.
    pub action: Action,
    /// The part of the article it names.
    pub target: Option<Target>,
    /// What kind of matter it names.
    pub content: Option<Content>,
    /// Words that should turn up in the changed text.
    pub terms: &'a [String],
    /// Who supplied what was added.
    pub source: Option<&'a str>,
    /// The wrong text, as stated.
    pub before: Option<&'a str>,
    /// The right text, as stated.
    pub after: Option<&'a str>,
}

/// Makes the JSON of notes.
#[must_use]
pub fn notes(notes: &[Note]) -> Vec<NoteJson<'_>> {
    notes.iter().map(note).collect()
}

/// Makes the JSON of one note.
pub(super) fn note(note: &Note) -> NoteJson<'_> {
    let time = note.stamp.as_ref().map(|stamp| TimeJson {
        text: &stamp.text,
        at: stamp.at,
        precision: stamp.precision,
        zone_given: stamp.zone_given,
        inferred: &stamp.inferred,
        unsettled: stamp.unsettled.as_deref(),
    });
    NoteJson {
        kind: note.kind,
        text: &note.text,
        time,
        summary: note.summary.as_deref(),
        claims: note.claims.iter().map(claim).collect(),
    }
}

fn claim(claim: &Claim) -> ClaimJson<'_> {
    ClaimJson {
        text: &claim.text,
        action: claim.action,
        target: claim.target,
        content: claim.content,
        terms: &claim.terms,
        source: claim.source.as_deref(),
        before: claim.before.as_deref(),
        after: claim.after.as_deref(),
    }
}
