//! Notes as read.

use serde::Serialize;

use crate::article::Moment;
use crate::history::{Fate, FollowedNote, NoteEvent};
use crate::notes::{Action, Claim, ClaimOrigin, Content, Note, NoteKind, Precision, Target};
use crate::render::found_notes::FoundNotes;
use crate::text::Span;

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

/// A note followed through the versions of its article.
#[derive(Clone, Debug, Serialize)]
pub struct FollowedNoteJson<'a> {
    /// The note as read in the last version that has it.
    #[serde(flatten)]
    pub note: NoteJson<'a>,
    /// Whether the last version still has it.
    pub stands: bool,
    /// Whether it is a correction that was taken out and is not there any more.
    pub correction_removed: bool,
    /// What became of it, in the order of the versions.
    pub history: Vec<NoteEventJson<'a>>,
}

/// What became of a note at a version.
#[derive(Clone, Debug, Serialize)]
pub struct NoteEventJson<'a> {
    /// The version's number.
    pub version: u32,
    /// When that version was on show.
    pub at: Moment,
    /// `first-seen`, `edited`, `moved`, `merged`, `removed` or `restored`.
    pub event: &'static str,
    /// What it read before an edit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<&'a str>,
    /// What it reads after an edit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<&'a str>,
}

/// A note of a text outside an archive, with where each value was read.
#[derive(Clone, Debug, Serialize)]
pub struct FoundNoteJson<'a> {
    /// The note as read.
    #[serde(flatten)]
    pub note: NoteJson<'a>,
    /// The language of the text; `null` when it is not known.
    pub language: Option<&'a str>,
    /// Where the note stands in the text, as two UTF-8 byte offsets; `null` when the text was put together from a page.
    pub span: Option<[u32; 2]>,
    /// Where in the note's `text` each value was read.
    pub origin: OriginJson,
}

/// Where in a note's text its values were read, as UTF-8 byte offsets; `null` where it was not read from words of it.
#[derive(Clone, Debug, Serialize)]
pub struct OriginJson {
    /// The label, verb or phrase that made its kind.
    pub kind: Option<[u32; 2]>,
    /// The words of its time.
    pub time: Option<[u32; 2]>,
    /// Its summary.
    pub summary: Option<[u32; 2]>,
    /// The claims, in their order.
    pub claims: Vec<ClaimOriginJson>,
}

/// Where in a note's text the values of a claim were read.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimOriginJson {
    /// The words of the claim.
    pub text: Option<[u32; 2]>,
    /// Who supplied what was added.
    pub source: Option<[u32; 2]>,
    /// The wrong text.
    pub before: Option<[u32; 2]>,
    /// The right text.
    pub after: Option<[u32; 2]>,
    /// The terms, in their order.
    pub terms: Vec<Option<[u32; 2]>>,
}

/// Makes the JSON of the notes of an article, each once.
#[must_use]
pub fn followed_notes(followed: &[FollowedNote]) -> Vec<FollowedNoteJson<'_>> {
    followed.iter().map(followed_note).collect()
}

fn followed_note(followed: &FollowedNote) -> FollowedNoteJson<'_> {
    FollowedNoteJson {
        note: note(&followed.note),
        stands: followed.stands(),
        correction_removed: followed.is_correction_gone(),
        history: followed.history.iter().map(event).collect(),
    }
}

fn event(event: &NoteEvent) -> NoteEventJson<'_> {
    let (name, texts) = match &event.fate {
        Fate::Seen => ("first-seen", None),
        Fate::Edited(texts) => ("edited", Some(texts)),
        Fate::Moved => ("moved", None),
        Fate::Merged => ("merged", None),
        Fate::Removed => ("removed", None),
        Fate::Restored => ("restored", None),
    };
    NoteEventJson {
        version: event.version,
        at: event.at,
        event: name,
        before: texts.map(|texts| texts.before.as_str()),
        after: texts.map(|texts| texts.after.as_str()),
    }
}

/// Makes the JSON of the notes of a text outside an archive.
#[must_use]
pub fn found_notes<'a>(found: &FoundNotes<'a>) -> Vec<FoundNoteJson<'a>> {
    let pair = |span: Span| [span.start, span.end];
    let one = |read: &'a Note| FoundNoteJson {
        note: note(read),
        language: found.language,
        span: found.text.map(|_| pair(read.span)),
        origin: OriginJson {
            kind: read.origin.kind.map(pair),
            time: read.origin.time.map(pair),
            summary: read.origin.summary.map(pair),
            claims: read.claims.iter().map(|claim| claim_origin(&claim.origin)).collect(),
        },
    };
    found.notes.iter().map(one).collect()
}

fn claim_origin(origin: &ClaimOrigin) -> ClaimOriginJson {
    let pair = |span: Span| [span.start, span.end];
    ClaimOriginJson {
        text: origin.text.map(pair),
        source: origin.source.map(pair),
        before: origin.before.map(pair),
        after: origin.after.map(pair),
        terms: origin.terms.iter().map(|term| term.map(pair)).collect(),
    }
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
