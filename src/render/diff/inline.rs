//! The text with deletions and insertions in place.

use super::body::{Part, body};
use super::lines::{Block, runs_of};
use super::pieces::pieces;
use super::rows::RowKind;
use super::{Compared, Noise};
use crate::diff::diff;
use crate::history::NoteLines;
use crate::render::page::{Line, Page, Run, columns, pad, pad_left};
use crate::render::role::Role;
use crate::render::words::{block_mark, count, place_in_table};

/// Draws a comparison as the text with deletions and insertions in place: notes first, then the short texts, then the
/// body, its unchanged paragraphs folded into their number.
#[must_use]
pub fn inline(compared: &Compared<'_>, noise: Noise) -> Page {
    let mut page = super::header::header(compared);
    page.append(notes(&compared.comparison.notes, noise));
    page.append(fields(compared, noise));
    page.append(text(compared, noise));
    page
}

/// Draws the notes that came, went or were reworded.
fn notes(notes: &NoteLines, noise: Noise) -> Page {
    let mut page = Page::new();
    let lead = |sign: &str| Line::new().lead(Role::Faint, sign);
    for text in &notes.added {
        page.push(lead("+ ").with(Role::Inserted, text));
    }
    for texts in &notes.edited {
        let texts = texts.as_ref().map(String::as_str);
        page.push(with_runs(lead("  "), runs_of(&pieces(texts, &diff(texts)), noise == Noise::Folded)));
    }
    for text in &notes.removed {
        page.push(lead("- ").with(Role::Deleted, text));
    }
    if page.lines().is_empty() {
        return page;
    }
    if !notes.carried.is_empty() {
        page.push(folded(2, &count(notes.carried.len(), "note as before", "notes as before")));
    }
    titled("Notes", page)
}

/// Draws the short texts that differ, a row each.
fn fields(compared: &Compared<'_>, noise: Noise) -> Page {
    let mut page = Page::new();
    let rows = &compared.comparison.rows;
    let labels: Vec<String> = rows.iter().map(|row| place_in_table(row.place)).collect();
    let width = labels.iter().map(|label| columns(label)).max().unwrap_or_default();
    for (row, label) in rows.iter().zip(labels) {
        let texts = row.texts.as_ref().map(String::as_str);
        let line = Line::new().lead(Role::Faint, &format!("{}  ", pad(&label, width)));
        page.push(with_runs(line, runs_of(&pieces(texts, &row.diff), noise == Noise::Folded)));
    }
    if page.lines().is_empty() { page } else { titled("Fields", page) }
}

/// Draws the body, with the numbers of its paragraphs.
fn text(compared: &Compared<'_>, noise: Noise) -> Page {
    let parts = body(compared, noise);
    if parts.is_empty() {
        return Page::new();
    }
    let blocks = compared.snapshots.map(|snapshot| snapshot.body.blocks().len());
    let digits = blocks.before.max(blocks.after).to_string().len();
    let mut page = Page::new();
    for part in parts {
        match part {
            Part::Folded(text) => page.push(folded(digits + 4, &text)),
            Part::Shown(kind, blocks) => {
                for block in blocks {
                    page.push(block_line(kind, &block, digits));
                }
            }
        }
    }
    titled("Text", page)
}

fn folded(indent: usize, text: &str) -> Line {
    Line::new().lead(Role::Faint, &" ".repeat(indent)).with(Role::Faint, &format!("· {text}"))
}

/// Draws one block with its sign and number.
fn block_line(kind: RowKind, block: &Block, digits: usize) -> Line {
    let sign = match kind {
        RowKind::Inserted => '+',
        RowKind::Deleted => '-',
        RowKind::MovedFrom => '<',
        RowKind::MovedTo => '>',
        _ => ' ',
    };
    let number = pad_left(&block.number.to_string(), digits);
    let line = Line::new().lead(Role::Faint, &format!("{sign} {number}  {}", block_mark(block.kind)));
    with_runs(line, block.runs.clone())
}

fn with_runs(line: Line, runs: Vec<Run>) -> Line {
    runs.into_iter().fold(line, |line, run| line.with(run.role, &run.text))
}

/// Puts a title above a part of the page.
fn titled(title: &str, part: Page) -> Page {
    let mut page = Page::new();
    page.push(Line::new());
    page.push(Line::new().with(Role::Heading, title));
    page.append(part);
    page
}
