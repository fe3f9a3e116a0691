//! The versions of an article told to a reader.

use serde::Serialize;

use super::change::{ChangeJson, change};
use super::note::{NoteJson, note};
use super::triage::{RulingJson, ruling};
use crate::article::Moment;
use crate::diff::Tally;
use crate::history::{Away, Bounds, Changelog, Entry, Ruling, Standing, Subject, Tier, Verdict};
use crate::render::log::words;
use crate::render::mark::Mark;
use crate::render::markdown::Order;

/// The versions of an article, each with its changes, its notes, and which announces which.
#[derive(Clone, Debug, Serialize)]
pub struct ChangelogJson<'a> {
    /// The article's id.
    pub article: String,
    /// Its latest headline.
    pub headline: Option<&'a str>,
    /// Its versions, in the order asked for; technical ones are left out.
    pub versions: Vec<EntryJson<'a>>,
    /// When the article was absent, oldest first.
    pub away: &'a [Away],
}

/// One version.
#[derive(Clone, Debug, Serialize)]
pub struct EntryJson<'a> {
    /// Its number.
    pub version: u32,
    /// When it was on show.
    pub at: Moment,
    /// When it was written into the archive.
    pub recorded: Moment,
    /// The version before it in time; none for the first.
    pub previous: Option<u32>,
    /// Between which looks it took the place of the version before; none where no look tells.
    pub changed: Option<&'a Bounds>,
    /// Whether readers were told.
    pub mark: Mark,
    /// How much changed, in words, without the notes; none for the first.
    pub words: Option<Tally>,
    /// Its notes, in page order.
    pub notes: Vec<StandingJson<'a>>,
    /// Its changes against the version before, in page order.
    pub changes: Vec<ChangeJson<'a>>,
    /// Which note announces which change.
    pub links: Vec<LinkJson<'a>>,
    /// The changes no note of this version announces: numbers into `changes`, from 1.
    pub unannounced: Vec<usize>,
    /// The new notes that nothing bears out.
    pub unbacked: Vec<UnbackedJson<'a>>,
    /// Notes of the version before that are gone.
    pub removed_notes: &'a [String],
    /// What editors decided on its changes and notes.
    pub rulings: Vec<RuledJson<'a>>,
}

/// What an editor decided on a change or a note.
#[derive(Clone, Debug, Serialize)]
pub struct RuledJson<'a> {
    /// What it is on: `c1` the first of `changes`, `n1` of `notes`, `g1` of `removed_notes`.
    pub subject: String,
    /// What was decided.
    #[serde(flatten)]
    pub ruling: RulingJson<'a>,
}

/// A note, and what it is at its version.
#[derive(Clone, Debug, Serialize)]
pub struct StandingJson<'a> {
    /// `new`, `edited` or `carried`.
    pub standing: &'static str,
    /// What it read before, when it was reworded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<&'a str>,
    /// The note as read.
    #[serde(flatten)]
    pub note: NoteJson<'a>,
}

/// A note that announces a change.
#[derive(Clone, Debug, Serialize)]
pub struct LinkJson<'a> {
    /// Which of the version's notes, from 1.
    pub note: usize,
    /// Which of the note's claims, from 1.
    pub claim: usize,
    /// The version the change came with; an earlier one when the note is late.
    pub version: u32,
    /// Which of that version's changes, from 1.
    pub change: usize,
    /// How sure it is; a possible link is no fact.
    pub tier: Tier,
    /// The score behind it, in thousandths.
    pub score: i32,
    /// Why, in words.
    pub reasons: &'a [String],
}

/// A note that nothing bears out.
#[derive(Clone, Debug, Serialize)]
pub struct UnbackedJson<'a> {
    /// Which of the version's notes, from 1.
    pub note: usize,
    /// What can be said of it.
    pub verdict: Verdict,
    /// What shows it.
    pub evidence: &'a [String],
}

/// Makes the JSON of a changelog.
#[must_use]
pub fn changelog(changelog: &Changelog, order: Order) -> ChangelogJson<'_> {
    let marks = Mark::all(changelog).into_iter().enumerate();
    let mut versions: Vec<EntryJson<'_>> = marks.map(|(index, mark)| entry(changelog, index, mark)).collect();
    if order == Order::NewestFirst {
        versions.reverse();
    }
    ChangelogJson {
        article: changelog.article.to_string(),
        headline: changelog.entries.last().map(|entry| entry.version.snapshot.fields.headline.as_str()),
        versions,
        away: changelog.away(),
    }
}

fn entry(changelog: &Changelog, index: usize, mark: Mark) -> EntryJson<'_> {
    let entry = &changelog.entries[index];
    let comparison = entry.comparison.as_ref();
    EntryJson {
        version: entry.version.number,
        at: entry.version.snapshot.times.at,
        recorded: entry.version.recorded,
        previous: entry.previous,
        changed: changelog.bounds(index),
        mark,
        words: words(changelog, index),
        notes: entry.notes.iter().zip(&entry.standing).map(|(read, standing)| noted(note(read), standing)).collect(),
        changes: comparison.map_or_else(Vec::new, |comparison| comparison.changes.iter().map(change).collect()),
        links: links(changelog, entry),
        unannounced: entry.unannounced.iter().map(|change| change + 1).collect(),
        unbacked: unbacked(entry),
        removed_notes: comparison.map_or(&[], |comparison| &comparison.notes.removed),
        rulings: changelog.rulings(index).map(|(subject, of)| ruled(subject, of)).collect(),
    }
}

fn ruled(subject: Subject, of: &Ruling) -> RuledJson<'_> {
    RuledJson { subject: subject.to_string(), ruling: ruling(of) }
}

fn noted<'a>(note: NoteJson<'a>, standing: &'a Standing) -> StandingJson<'a> {
    let (standing, before) = match standing {
        Standing::New => ("new", None),
        Standing::Edited(texts) => ("edited", Some(texts.before.as_str())),
        Standing::Carried => ("carried", None),
    };
    StandingJson { standing, before, note }
}

fn links<'a>(changelog: &'a Changelog, entry: &'a Entry) -> Vec<LinkJson<'a>> {
    let version = |index: usize| changelog.entries.get(index).map_or(0, |entry| entry.version.number);
    let link = |link: &'a crate::history::Link| LinkJson {
        note: link.note + 1,
        claim: link.claim + 1,
        version: version(link.change.entry),
        change: link.change.change + 1,
        tier: link.tier,
        score: link.score,
        reasons: &link.reasons,
    };
    entry.links.iter().map(link).collect()
}

fn unbacked(entry: &Entry) -> Vec<UnbackedJson<'_>> {
    let unbacked = entry.unbacked.iter();
    unbacked
        .map(|unbacked| UnbackedJson {
            note: unbacked.note + 1,
            verdict: unbacked.verdict,
            evidence: &unbacked.evidence,
        })
        .collect()
}
