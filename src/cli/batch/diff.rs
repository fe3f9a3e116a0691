//! `batch diff`: two texts a line.

use anyhow::Result;
use serde::Serialize;
use serde_json::{Map, Value};
use variorum::diff::{Edit, EditKind, Sides, Tally, diff};

use super::{line, string};

/// What is answered, drawn from the texts without a copy: large texts have many edits.
#[derive(Serialize)]
struct Answer<'a> {
    id: Option<&'a Value>,
    edits: Vec<EditLine<'a>>,
    tally: Tally,
}

/// One edit, in UTF-8 byte offsets.
#[derive(Serialize)]
struct EditLine<'a> {
    kind: Kind,
    old: [u32; 2],
    new: [u32; 2],
    old_text: &'a str,
    new_text: &'a str,
}

/// What an edit does; a move names two stretches that other edits delete and insert.
#[derive(Serialize)]
#[serde(untagged)]
enum Kind {
    Edit(EditKind),
    Move(&'static str),
}

/// Answers `{"id","old","new"}` with the edits between the two, in UTF-8 byte offsets.
pub(super) fn answer(object: &Map<String, Value>) -> Result<Vec<u8>> {
    let texts = Sides::new(string(object, "old")?, string(object, "new")?);
    let found = diff(texts);
    let edits = found.edits.iter().map(|edit| edit_line(Kind::Edit(edit.kind()), edit, texts));
    let moves = found.moves.iter().map(|moved| {
        let edit = Edit { at: moved.at, noise: None };
        edit_line(Kind::Move("move"), &edit, texts)
    });
    line(&Answer { id: object.get("id"), edits: edits.chain(moves).collect(), tally: found.tally(texts) })
}

fn edit_line<'a>(kind: Kind, edit: &Edit, texts: Sides<&'a str>) -> EditLine<'a> {
    let (before, after) = (edit.at.before, edit.at.after);
    EditLine {
        kind,
        old: [before.start, before.end],
        new: [after.start, after.end],
        old_text: before.of(texts.before),
        new_text: after.of(texts.after),
    }
}
