//! An article's notes on itself: what was read of each, from which words, and what became of it.

use super::diff::runs_between;
use super::moment::in_table;
use super::page::{Line, Page, columns};
use super::role::Role;
use super::table::{Align, Cell, cell, table};
use crate::diff::{Sides, diff};
use crate::history::{Fate, FollowedNote, NoteEvent};
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

/// Draws the notes of an article, each once, with what became of it from version to version.
///
/// A note that is gone is struck, and a correction that is gone is told as something to look at.
#[must_use]
pub fn followed_notes(followed: &[FollowedNote]) -> Page {
    let mut page = Page::new();
    if followed.is_empty() {
        page.push(Line::new().with(Role::Faint, "No notes."));
    }
    for followed in followed {
        page.gap();
        let role = if followed.stands() { Role::Note } else { Role::Deleted };
        page.push(Line::new().with(role, &followed.note.text));
        let mut rows = values(&followed.note);
        rows.extend(followed.history.iter().map(|event| row("history", Role::Same, said(event))));
        if followed.is_correction_gone() {
            rows.push(row("alert", Role::Alert, "taken out: readers are no longer told of this".to_owned()));
        }
        // The row of an edit is followed by the words it changed.
        let first = rows.len() - followed.history.len() - usize::from(followed.is_correction_gone());
        let indent = rows.iter().map(|([name], _)| columns(&name.text)).max().unwrap_or_default() + 2;
        let mut edits = followed.history.iter().map(|event| edit(event, indent));
        for (index, line) in table([Align::Left], rows).into_lines().enumerate() {
            page.push(line);
            if index >= first
                && let Some(Some(edit)) = edits.next()
            {
                page.push(edit);
            }
        }
    }
    page
}

/// Says what became of a note at a version: `@3 edited, 2026-03-05 09:05 -05:00`.
fn said(event: &NoteEvent) -> String {
    format!("@{} {}, {}", event.version, fate(&event.fate), in_table(event.at))
}

/// Names what became of a note.
fn fate(fate: &Fate) -> &'static str {
    match fate {
        Fate::Seen => "first seen",
        Fate::Edited(_) => "edited",
        Fate::Moved => "moved",
        Fate::Merged => "merged into other text",
        Fate::Removed => "removed",
        Fate::Restored => "restored",
    }
}

/// Draws what an edit changed in a note, word by word, below the text of its row.
fn edit(event: &NoteEvent, indent: usize) -> Option<Line> {
    let Fate::Edited(texts) = &event.fate else { return None };
    let texts: Sides<&str> = texts.as_ref().map(String::as_str);
    let runs = runs_between(texts, &diff(texts));
    let line = Line::new().lead(Role::Faint, &" ".repeat(indent));
    Some(runs.into_iter().fold(line, |line, run| line.with(run.role, &run.text)))
}

fn row(name: &str, role: Role, text: String) -> ([Cell; 1], Cell) {
    ([cell(Role::Faint, format!("  {name}"))], cell(role, text))
}

/// Tells the values of a note, a row each.
fn values(note: &Note) -> Vec<([Cell; 1], Cell)> {
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
pub(super) fn time(stamp: &Stamp) -> String {
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

pub(super) fn target(target: Target) -> String {
    match target {
        Target::Paragraph(number) if number < 0 => format!("paragraph {} from the end", -number),
        Target::Paragraph(number) => format!("paragraph {number}"),
        other => word(&other),
    }
}

/// Writes a value by the name it has in JSON.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;
    use crate::notes::{Context, find};

    fn note(text: &str) -> Note {
        find(text, &Context::default()).remove(0)
    }

    fn event(version: u32, fate: Fate) -> NoteEvent {
        let at = crate::article::Moment::parse_from_rfc3339("2026-05-03T17:00:00+02:00").unwrap();
        NoteEvent { version, at, fate }
    }

    #[test]
    fn a_note_is_told_once_with_what_became_of_it() {
        let (old, new) = ("Correction: The ferry seats 300.", "Correction: The ferry seats 310.");
        let edited = Fate::Edited(Sides::new(old.to_owned(), new.to_owned()));
        let history = vec![event(1, Fate::Seen), event(2, edited)];
        let drawn = Paint::Plain.draw(&followed_notes(&[FollowedNote { note: note(new), history }]), None);
        assert!(drawn.starts_with("Correction: The ferry seats 310.\n  kind       correction\n"), "{drawn}");
        assert!(
            drawn.ends_with(
                "  history    @1 first seen, 2026-05-03 17:00 +02:00\n  history    @2 edited, 2026-05-03 17:00 +02:00\n             \
                 Correction: The ferry seats [-300-]{+310+}.\n"
            ),
            "{drawn}"
        );
    }

    #[test]
    fn a_correction_that_is_gone_is_struck_and_told_as_an_alert() {
        let history = vec![event(1, Fate::Seen), event(2, Fate::Removed)];
        let gone = FollowedNote { note: note("Correction: The ferry seats 310, not 300."), history };
        let drawn = Paint::Plain.draw(&followed_notes(std::slice::from_ref(&gone)), None);
        assert!(drawn.starts_with("[-Correction: The ferry seats 310, not 300.-]\n"), "{drawn}");
        assert!(drawn.ends_with("  alert      taken out: readers are no longer told of this\n"), "{drawn}");
        let update = FollowedNote { note: note("Updated May 3 at 5 p.m. with a reply of the owner."), ..gone };
        assert!(!Paint::Plain.draw(&followed_notes(&[update]), None).contains("alert"));
    }
}
