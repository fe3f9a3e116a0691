//! `batch extract`: a saved page a line.

use anyhow::Result;
use serde_json::{Map, Value, json};
use variorum::article::{Draft, Moment};
use variorum::capture::{CaptureError, Format, Provenance, read};

use super::{line, string};

/// Answers `{"id","html","url"}` with what the page says of its article; a page without one gives empty fields.
pub(super) fn answer(object: &Map<String, Value>) -> Result<Vec<u8>> {
    let (draft, provenance) = match read(string(object, "html")?.as_bytes(), Some(Format::Html)) {
        Ok(reading) => (reading.draft, reading.provenance),
        Err(CaptureError::NoArticle { .. } | CaptureError::Empty) => <(Draft, Provenance)>::default(),
        Err(error) => return Err(error.into()),
    };
    let moment = |moment: Option<Moment>| moment.map(|moment| moment.to_rfc3339());
    let body: Vec<&str> = draft.body.iter().map(|(_, text)| text).collect();
    line(&json!({
        "id": object.get("id"),
        "headline": draft.fields.headline,
        "dek": draft.fields.dek,
        "byline": draft.fields.byline,
        "published": moment(draft.published),
        "modified": moment(draft.modified),
        "language": draft.language,
        "body": body,
        "captions": draft.fields.captions,
        "links": draft.fields.links,
        "notes": draft.notes,
        "provenance": provenance,
    }))
}
