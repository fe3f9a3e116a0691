//! Two snapshots side by side.

use super::change::{Change, Place};
use crate::article::Snapshot;
use crate::diff::{Diff, Sides, diff};

/// Two snapshots side by side: rows for the fields, the diff of the body, the notes, and the changes a reader would name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The fields that differ, in the order headline, dek, byline, captions, links.
    pub rows: Vec<FieldRow>,
    /// The diff of the two body texts.
    pub body: Diff,
    /// The note lines that differ; notes are never counted as body.
    pub notes: NoteLines,
    /// What a reader would call the edits, fields first, then the body in its order after.
    pub changes: Vec<Change>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Which field.
    pub place: Place,
    /// What it read and reads; empty where it was or is missing.
    pub texts: Sides<String>,
    /// The diff of the two.
    pub diff: Diff,
}

/// The note lines of two snapshots, told apart; each list in page order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteLines {
    /// Lines only the later snapshot has.
    pub added: Vec<String>,
    /// Lines only the earlier snapshot has.
    pub removed: Vec<String>,
    /// Lines that stayed with other words.
    pub edited: Vec<Sides<String>>,
    /// Lines both have.
    pub carried: Vec<String>,
}

/// Puts two snapshots side by side.
#[must_use]
pub fn compare(snapshots: Sides<&Snapshot>) -> Comparison {
    let body = diff(snapshots.map(|snapshot| snapshot.body.text()));
    Comparison { rows: Vec::new(), body, notes: NoteLines::default(), changes: Vec::new() }
}
