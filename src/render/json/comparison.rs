//! Two snapshots side by side.

use serde::Serialize;

use super::change::{ChangeJson, PlaceJson, change, place};
use crate::diff::{Sides, Tally};
use crate::history::{FieldRow, NoteLines};
use crate::render::diff::{Compared, MoveJson, Noise, RowJson, RunJson, moves_json, rows_json, runs_json};
use crate::render::words::{noise, tally};

/// What changed between two snapshots.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonJson<'a> {
    /// The article's id; null when files are compared.
    pub article: Option<&'a str>,
    /// What each side is called.
    pub sides: Sides<&'a str>,
    /// How much changed, in words, without the notes.
    pub words: Tally,
    /// How many differences readers take as none.
    pub noise: usize,
    /// The short texts that differ.
    pub fields: Vec<FieldJson<'a>>,
    /// The notes, told apart.
    pub notes: NotesJson<'a>,
    /// The blocks of the body, unchanged ones without their runs.
    pub paragraphs: Vec<RowJson>,
    /// The passages that stand elsewhere now; the runs name them by their number in this list, from 1.
    pub moves: Vec<MoveJson<'a>>,
    /// What a reader would call the edits.
    pub changes: Vec<ChangeJson<'a>>,
}

/// A short text that differs.
#[derive(Clone, Debug, Serialize)]
pub struct FieldJson<'a> {
    /// Which one.
    pub place: PlaceJson,
    /// What it read; empty where it was missing.
    pub before: &'a str,
    /// What it reads; empty where it is missing.
    pub after: &'a str,
    /// The text in stretches.
    pub runs: Vec<RunJson>,
}

/// The notes of two snapshots.
#[derive(Clone, Debug, Serialize)]
pub struct NotesJson<'a> {
    /// Notes only the later one has.
    pub added: &'a [String],
    /// Notes only the earlier one has.
    pub removed: &'a [String],
    /// Notes that stayed in other words.
    pub edited: &'a [Sides<String>],
    /// Notes both have.
    pub carried: &'a [String],
}

/// Makes the JSON of a comparison; with [`Noise::Folded`] the runs hold only the later side of differences that readers
/// take as none.
#[must_use]
pub fn comparison<'a>(compared: &'a Compared<'a>, shown: Noise) -> ComparisonJson<'a> {
    let found = compared.comparison;
    let bodies = compared.snapshots.map(|snapshot| snapshot.body.text());
    ComparisonJson {
        article: compared.article.as_deref(),
        sides: compared.names.as_ref().map(String::as_str),
        words: tally(bodies, found),
        noise: noise(bodies, found),
        fields: found.rows.iter().map(|row| field(row, shown)).collect(),
        notes: notes(&found.notes),
        paragraphs: rows_json(compared, shown),
        moves: moves_json(compared),
        changes: found.changes.iter().map(change).collect(),
    }
}

fn field(row: &FieldRow, shown: Noise) -> FieldJson<'_> {
    FieldJson {
        place: place(row.place),
        before: &row.texts.before,
        after: &row.texts.after,
        runs: runs_json(row.texts.as_ref().map(String::as_str), &row.diff, shown),
    }
}

fn notes(notes: &NoteLines) -> NotesJson<'_> {
    NotesJson { added: &notes.added, removed: &notes.removed, edited: &notes.edited, carried: &notes.carried }
}
