//! An article's notes on itself, and what each value was read from.

use super::moment::in_table;
use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, Cell, cell, table};
use crate::notes::{Claim, Note, Stamp, Target};

/// Draws notes as read: the words as published, then each value with what it was read from.
#[must_use]
pub fn notes(notes: &[Note]) -> Page {
    let mut page = Page::new();
    if notes.is_empty() {
        page.push(Line::new().with(Role::Faint, "No notes."));
    }
    for note in notes {
        page.gap();
        page.push(Line::new().with(Role::Note, &note.text));
        page.append(table([Align::Left], values(note)));
    }
    page
}

/// Tells the values of a note, a row each.
fn values(note: &Note) -> Vec<([Cell; 1], Cell)> {
    let row = |name: &str, role: Role, text: String| ([cell(Role::Faint, format!("  {name}"))], cell(role, text));
    let mut rows = vec![row("kind", Role::Same, note.kind.name().to_owned())];
    if let Some(stamp) = &note.stamp {
        rows.push(row("time", Role::Same, time(stamp)));
        rows.push(row("read from", Role::Same, format!("“{}”", stamp.text)));
        rows.extend(stamp.inferred.iter().map(|what| row("inferred", Role::Alert, what.replacen(':', " ", 1))));
    }
    for claim in &note.claims {
        rows.push(row("claim", Role::Same, format!("“{}”", claim.text)));
        rows.extend(claim_values(claim).map(|(name, text)| row(name, Role::Same, text)));
    }
    rows
}

/// Writes the time a note states, as finely as it states it.
fn time(stamp: &Stamp) -> String {
    match (&stamp.at, &stamp.unsettled) {
        (Some(at), _) => match stamp.precision {
            crate::notes::Precision::Month => at.format("%Y-%m").to_string(),
            crate::notes::Precision::Day => at.format("%Y-%m-%d").to_string(),
            _ => in_table(*at),
        },
        (None, Some(reason)) => format!("not settled: {reason}"),
        (None, None) => "not settled".to_owned(),
    }
}

fn claim_values(claim: &Claim) -> impl Iterator<Item = (&'static str, String)> {
    let quoted = |text: &Option<String>| text.as_ref().map(|text| format!("“{text}”"));
    let terms = (!claim.terms.is_empty()).then(|| claim.terms.join(", "));
    [
        ("  action", Some(word(&claim.action))),
        ("  target", claim.target.map(target)),
        ("  content", claim.content.map(|content| word(&content))),
        ("  source", quoted(&claim.source)),
        ("  before", quoted(&claim.before)),
        ("  after", quoted(&claim.after)),
        ("  terms", terms),
    ]
    .into_iter()
    .filter_map(|(name, text)| text.map(|text| (name, text)))
}

fn target(target: Target) -> String {
    match target {
        Target::Paragraph(number) if number < 0 => format!("paragraph {} from the end", -number),
        Target::Paragraph(number) => format!("paragraph {number}"),
        other => word(&other),
    }
}

/// Writes a value by the name it has in JSON.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
