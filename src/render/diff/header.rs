//! What is compared, and how much of it changed.

use super::Compared;
use crate::diff::Sides;
use crate::history::NoteLines;
use crate::render::page::{Line, Page};
use crate::render::role::Role;
use crate::render::words::{count, noise, tally};
use crate::text::Body;

/// Draws the head of a comparison: its title, the two sides, and the tally.
pub(super) fn header(compared: &Compared<'_>) -> Page {
    let mut page = title(compared);
    page.push(Line::new().lead(Role::Faint, "- ").with(Role::Faint, &compared.names.before));
    page.push(Line::new().lead(Role::Faint, "+ ").with(Role::Faint, &compared.names.after));
    page.push(Line::new().with(Role::Same, &sum(compared)));
    page
}

/// Draws the headline and the article's name.
pub(super) fn title(compared: &Compared<'_>) -> Page {
    let mut page = Page::new();
    let headline = headline(compared);
    if !headline.is_empty() {
        page.push(Line::new().with(Role::Heading, headline));
    }
    if let Some(article) = &compared.article {
        page.push(Line::new().with(Role::Faint, article));
    }
    page
}

/// Returns the later headline, or the earlier one where that is gone.
pub(in crate::render) fn headline<'a>(compared: &Compared<'a>) -> &'a str {
    let Sides { before, after } = compared.snapshots.map(|snapshot| snapshot.fields.headline.as_str());
    if after.is_empty() { before } else { after }
}

/// Says in a line how much changed.
pub(in crate::render) fn sum(compared: &Compared<'_>) -> String {
    let texts = compared.snapshots.map(|snapshot| snapshot.body.text());
    let tally = tally(texts, compared.comparison);
    let mut parts = Vec::new();
    if tally.inserted + tally.deleted + tally.moved > 0 {
        parts.push(format!("{} in", count(tally.inserted, "word", "words")));
        parts.push(format!("{} out", count(tally.deleted, "word", "words")));
    }
    if tally.moved > 0 {
        parts.push(format!("{} moved", count(tally.moved, "word", "words")));
    }
    let links = compared.comparison.rows.iter().filter(|row| matches!(row.place, crate::history::Place::Link(_)));
    parts.extend(some(links.count(), "link changed", "links changed"));
    parts.extend(notes(&compared.comparison.notes));
    parts.extend(some(typography(compared), "typographic difference", "typographic differences"));
    if parts.is_empty() {
        parts.push(nothing(compared.snapshots.map(|snapshot| &snapshot.body)));
    }
    parts.join(" · ")
}

/// Counts the differences that readers take as none.
pub(in crate::render) fn typography(compared: &Compared<'_>) -> usize {
    noise(compared.snapshots.map(|snapshot| snapshot.body.text()), compared.comparison)
}

/// Counts the notes that came, went or were reworded.
pub(super) fn notes(notes: &NoteLines) -> Vec<String> {
    let parts = [
        some(notes.added.len(), "note added", "notes added"),
        some(notes.edited.len(), "note reworded", "notes reworded"),
        some(notes.removed.len(), "note removed", "notes removed"),
    ];
    parts.into_iter().flatten().collect()
}

/// Writes a number with the noun it counts, unless there is none of it.
pub(super) fn some(number: usize, one: &str, several: &str) -> Option<String> {
    (number > 0).then(|| count(number, one, several))
}

/// Says that nothing differs, or nothing but how paragraphs are set.
pub(super) fn nothing(bodies: Sides<&Body>) -> String {
    let kinds = bodies.map(|body| body.blocks().iter().map(|block| block.kind).collect::<Vec<_>>());
    if kinds.before == kinds.after { "No difference" } else { "Paragraphs set otherwise" }.to_owned()
}
