//! `batch diff`: two texts a line.

use anyhow::Result;
use serde_json::{Map, Value, json};
use variorum::diff::{Edit, Sides, diff};

use super::string;

/// Answers `{"id","old","new"}` with the edits between the two, in UTF-8 byte offsets.
pub(super) fn answer(object: &Map<String, Value>) -> Result<Vec<Value>> {
    let texts = Sides::new(string(object, "old")?, string(object, "new")?);
    let found = diff(texts);
    let edits = found.edits.iter().map(|edit| edit_object(edit, texts));
    let moves = found.moves.iter().map(|moved| {
        let mut object = edit_object(&Edit { at: moved.at, noise: None }, texts);
        object["kind"] = "move".into();
        object
    });
    let tally = found.tally(texts);
    Ok(vec![json!({ "id": object.get("id"), "edits": edits.chain(moves).collect::<Vec<_>>(), "tally": tally })])
}

fn edit_object(edit: &Edit, texts: Sides<&str>) -> Value {
    let (before, after) = (edit.at.before, edit.at.after);
    json!({
        "kind": edit.kind(),
        "old": [before.start, before.end],
        "new": [after.start, after.end],
        "old_text": before.of(texts.before),
        "new_text": after.of(texts.after),
    })
}
