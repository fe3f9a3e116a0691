//! `batch notes`: a text a line, with what is known of its article.
//!
//! Beside the notes a line says with `language_known` whether the text's language is known, as stated or told from its
//! words, and notes are known to be worded in it; if not, `false`: times, quotations and labels are read all the same.

use anyhow::{Context as _, Result, anyhow};
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};
use variorum::notes::{Action, Context, Note, find, knows_language};
use variorum::text::language;

use super::{line, string};

/// Answers `{"id","text","context_date"?,"lang"?,"zone"?}` with the notes in the text; places are UTF-8 byte offsets.
pub(super) fn answer(object: &Map<String, Value>) -> Result<Vec<u8>> {
    let text = string(object, "text")?;
    let given = |name: &str| object.get(name).and_then(Value::as_str);
    let published = given("context_date").map(|date| {
        chrono::DateTime::parse_from_rfc3339(date).with_context(|| format!("context_date {date:?} is no RFC 3339 time"))
    });
    let zone = given("zone").map(|name| name.parse().map_err(|_| anyhow!("zone {name:?} is no IANA zone")));
    let context = Context {
        published: published.transpose()?,
        seen: None,
        zone: zone.transpose()?,
        language: given("lang").or_else(|| language(text)).map(str::to_owned),
    };
    let known = context.language.as_deref().is_some_and(knows_language);
    let notes: Vec<Value> = find(text, &context).iter().map(note_object).collect();
    line(&json!({ "id": object.get("id"), "language_known": known, "notes": notes }))
}

fn note_object(note: &Note) -> Value {
    let first = note.claims.first();
    let stamp = note.stamp.as_ref();
    let side =
        |pick: fn(&variorum::notes::Claim) -> &Option<String>| note.claims.iter().find_map(|claim| pick(claim).clone());
    let terms: Vec<&String> = note.claims.iter().flat_map(|claim| &claim.terms).collect();
    json!({
        "kind": note.kind,
        "timestamp": stamp.and_then(|stamp| stamp.at).map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false)),
        "precision": stamp.filter(|stamp| stamp.at.is_some()).map(|stamp| stamp.precision),
        "zone_given": stamp.is_some_and(|stamp| stamp.zone_given),
        "inferred": stamp.map(|stamp| stamp.inferred.clone()).unwrap_or_default(),
        "unsettled": stamp.and_then(|stamp| stamp.unsettled.clone()),
        "summary": note.summary,
        "action": first.map_or(Action::Unspecified, |claim| claim.action),
        "subject_terms": terms,
        "source": side(|claim| &claim.source),
        "before": side(|claim| &claim.before),
        "after": side(|claim| &claim.after),
        "text": note.text,
        "start": note.span.start,
        "end": note.span.end,
    })
}
