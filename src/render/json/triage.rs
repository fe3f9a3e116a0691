//! What editors decided, and what they can decide on.

use serde::Serialize;

use super::change::{PlaceJson, place};
use crate::article::Moment;
use crate::history::{Changelog, Decision, Misfit, Ruling, Severity, Subject};
use crate::render::triage::{item, state};

/// What can be ruled on at one version, and what was.
#[derive(Clone, Debug, Serialize)]
pub struct TriageJson<'a> {
    /// The article's id.
    pub article: String,
    /// The version's number.
    pub version: u32,
    /// The version before it in time; none for the first.
    pub previous: Option<u32>,
    /// Its changes, its notes, and the notes that are gone.
    pub subjects: Vec<SubjectJson<'a>>,
    /// Rulings on the article that fit nothing any more.
    pub astray: Vec<LostJson<'a>>,
}

/// Something that can be ruled on.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectJson<'a> {
    /// The name that `mark` takes: `c1` a change, `n1` a note, `g1` a note that is gone.
    pub subject: String,
    /// Where it is; none for a note.
    pub place: Option<PlaceJson>,
    /// How much a change matters; none for a note.
    pub severity: Option<Severity>,
    /// What it is to readers, e.g. `unannounced`.
    pub state: String,
    /// What it read.
    pub before: &'a str,
    /// What it reads.
    pub after: &'a str,
    /// What an editor decided on it; none where nothing was.
    pub ruling: Option<RulingJson<'a>>,
}

/// What an editor decided.
#[derive(Clone, Debug, Serialize)]
pub struct RulingJson<'a> {
    /// What.
    #[serde(rename = "as")]
    pub decision: Decision,
    /// Why.
    pub why: &'a str,
    /// Who.
    pub by: &'a str,
    /// When.
    pub on: Moment,
}

/// A ruling that fits nothing any more.
#[derive(Clone, Debug, Serialize)]
pub struct LostJson<'a> {
    /// The version's number when it was ruled on.
    pub version: u32,
    /// What it was on, by the name it had.
    pub subject: String,
    /// What that read.
    pub before: &'a str,
    /// What that reads.
    pub after: &'a str,
    /// What was decided.
    #[serde(flatten)]
    pub ruling: RulingJson<'a>,
    /// Why it fits no more: `no-version`, `other-neighbor` or `no-subject`.
    pub misfit: &'static str,
}

/// Makes the JSON of what can be ruled on at an entry.
#[must_use]
pub fn triage(changelog: &Changelog, index: usize) -> Option<TriageJson<'_>> {
    let entry = changelog.entries.get(index)?;
    let subjects = Subject::all(entry).into_iter().filter_map(|of| subject(changelog, index, of));
    Some(TriageJson {
        article: changelog.article.to_string(),
        version: entry.version.number,
        previous: entry.previous,
        subjects: subjects.collect(),
        astray: changelog.astray().iter().map(|(ruling, misfit)| lost(ruling, *misfit)).collect(),
    })
}

/// Makes the JSON of one thing that can be ruled on.
#[must_use]
pub fn triaged(changelog: &Changelog, index: usize, of: Subject) -> Option<SubjectJson<'_>> {
    subject(changelog, index, of)
}

fn subject(changelog: &Changelog, index: usize, of: Subject) -> Option<SubjectJson<'_>> {
    let item = item(changelog, index, of)?;
    Some(SubjectJson {
        subject: of.to_string(),
        place: item.place.map(place),
        severity: item.severity,
        state: state(changelog, index, of),
        before: item.texts.before,
        after: item.texts.after,
        ruling: item.ruling.map(ruling),
    })
}

/// Makes the JSON of a ruling.
pub(super) fn ruling(ruling: &Ruling) -> RulingJson<'_> {
    RulingJson { decision: ruling.decision, why: &ruling.why, by: &ruling.by, on: ruling.on }
}

/// Makes the JSON of a ruling that fits nothing any more.
pub(super) fn lost(lost: &Ruling, misfit: Misfit) -> LostJson<'_> {
    LostJson {
        version: lost.trace.version,
        subject: lost.trace.subject.to_string(),
        before: &lost.trace.texts.before,
        after: &lost.trace.texts.after,
        ruling: ruling(lost),
        misfit: match misfit {
            Misfit::NoVersion => "no-version",
            Misfit::OtherNeighbor => "other-neighbor",
            Misfit::NoSubject => "no-subject",
        },
    }
}
