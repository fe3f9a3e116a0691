//! Two columns: what was at the left, what is at the right.

use super::body::{Section, sections};
use super::inline::{folded, with_stretches};
use super::lines::{Block, Stretch, reshaped};
use super::rows::{Row, RowKind};
use super::side::{side_blocks, side_runs};
use super::{Compared, Noise};
use crate::diff::{Sides, diff};
use crate::render::page::{Line, Page, columns, pad, pad_left};
use crate::render::role::Role;
use crate::render::words::{block_mark, count, place_in_table};

/// The narrowest screen on which two columns can be read.
const NARROWEST: usize = 60;

/// What the columns leave free between them.
const GAP: usize = 3;

/// Draws a comparison in two columns for a screen of `width` columns, paragraphs that belong together side by side.
///
/// The changed words bear the same marks as in [`super::inline`], so one way of reading serves both, and a word that
/// changed is found without colour; a sign at the edge alone would name the paragraph only. On a screen too narrow for
/// two columns it draws one, and says so.
#[must_use]
pub fn side_by_side(compared: &Compared<'_>, noise: Noise, width: usize) -> Page {
    if width < NARROWEST {
        let why = format!("In one column: two take a screen of {NARROWEST} columns, and this one has {width}.");
        let mut page = Page::new();
        page.push(Line::new().with(Role::Faint, &why));
        page.append(super::inline(compared, noise));
        return page;
    }
    let column = (width - GAP) / 2;
    let mut page = super::header::title(compared);
    let names = compared.names.as_ref().zip(Sides::new("- ", "+ "));
    let names = names.map(|(name, sign)| Line::new().lead(Role::Faint, sign).with(Role::Faint, name));
    page.push(names.before.beside(column, names.after));
    page.push(Line::new().with(Role::Same, &super::sum(compared)));
    for part in [notes(compared, noise, column), fields(compared, noise, column), text(compared, noise, column)] {
        page.append(part);
    }
    page
}

fn titled(title: &str, pairs: Vec<Line>) -> Page {
    let mut page = Page::new();
    if !pairs.is_empty() {
        page.push(Line::new());
        page.push(Line::new().with(Role::Heading, title));
        for line in pairs {
            page.push(line);
        }
    }
    page
}

fn notes(compared: &Compared<'_>, noise: Noise, column: usize) -> Page {
    let notes = &compared.comparison.notes;
    let line = |sign: &str| Line::new().lead(Role::Faint, sign);
    let mut pairs = Vec::new();
    for text in &notes.added {
        pairs.push(Line::new().beside(column, line("+ ").with(Role::Inserted, text)));
    }
    for texts in &notes.edited {
        let texts = texts.as_ref().map(String::as_str);
        let sides = side_runs(texts, &diff(texts), noise).map(|runs| with_stretches(line("  "), &runs));
        pairs.push(sides.before.beside(column, sides.after));
    }
    for text in &notes.removed {
        pairs.push(line("- ").with(Role::Deleted, text).beside(column, Line::new()));
    }
    if !pairs.is_empty() && !notes.carried.is_empty() {
        pairs.push(folded(2, &count(notes.carried.len(), "note as before", "notes as before")));
    }
    titled("Notes", pairs)
}

fn fields(compared: &Compared<'_>, noise: Noise, column: usize) -> Page {
    let rows = &compared.comparison.rows;
    let labels: Vec<String> = rows.iter().map(|row| place_in_table(row.place)).collect();
    let width = labels.iter().map(|label| columns(label)).max().unwrap_or_default();
    let pairs = rows.iter().zip(labels).map(|(row, label)| {
        let sides = side_runs(row.texts.as_ref().map(String::as_str), &row.diff, noise);
        let before = Line::new().lead(Role::Faint, &format!("{}  ", pad(&label, width)));
        with_stretches(before, &sides.before).beside(column, with_stretches(Line::new(), &sides.after))
    });
    titled("Fields", pairs.collect())
}

fn text(compared: &Compared<'_>, noise: Noise, column: usize) -> Page {
    let blocks = side_blocks(compared, noise);
    let digits = blocks.before.len().max(blocks.after.len()).to_string().len();
    let cells = Cells { compared, blocks, digits, column };
    let mut pairs = Vec::new();
    let mut waiting = Vec::new();
    for section in sections(compared, noise) {
        match section {
            // What came in the place of what went stands beside it.
            Section::Shown(row) if row.kind == RowKind::Deleted => waiting.push(row),
            Section::Shown(row) if row.kind == RowKind::Inserted && !waiting.is_empty() => {
                cells.put(&mut pairs, &waiting.remove(0), Some(&row));
            }
            other => {
                for row in waiting.drain(..) {
                    cells.put(&mut pairs, &row, None);
                }
                match other {
                    Section::Folded(text, _) => pairs.push(folded(digits + 4, &text)),
                    Section::Shown(row) => cells.put(&mut pairs, &row, None),
                }
            }
        }
    }
    for row in &waiting {
        cells.put(&mut pairs, row, None);
    }
    titled("Text", pairs)
}

struct Cells<'a> {
    compared: &'a Compared<'a>,
    blocks: Sides<Vec<Block>>,
    digits: usize,
    column: usize,
}

impl Cells<'_> {
    /// Adds the pairs of a row; `beside` is a row that came in its place.
    fn put(&self, pairs: &mut Vec<Line>, row: &Row, beside: Option<&Row>) {
        let right = beside.unwrap_or(row);
        let before = &self.blocks.before[row.blocks.before.clone()];
        let after = &self.blocks.after[right.blocks.after.clone()];
        for index in 0..before.len().max(after.len()) {
            let left = before.get(index).map_or_else(Line::new, |block| self.cell(sign(row.kind, true), block, None));
            let said = reshaped(right, self.compared.snapshots.map(|snapshot| &snapshot.body));
            let said = said.filter(|_| index + 1 == after.len());
            let right =
                after.get(index).map_or_else(Line::new, |block| self.cell(sign(right.kind, false), block, said));
            pairs.push(left.beside(self.column, right));
        }
    }

    fn cell(&self, sign: char, block: &Block, said: Option<Stretch>) -> Line {
        let number = pad_left(&block.number.to_string(), self.digits);
        let line = Line::new().lead(Role::Faint, &format!("{sign} {number}  {}", block_mark(block.kind)));
        let line = with_stretches(line, &block.runs);
        with_stretches(line, &said.into_iter().collect::<Vec<_>>())
    }
}

/// Returns the sign at the edge of a block of the left or the right column.
pub(super) fn sign(kind: RowKind, left: bool) -> char {
    match kind {
        RowKind::Deleted if left => '-',
        RowKind::MovedFrom if left => '<',
        RowKind::Inserted if !left => '+',
        RowKind::MovedTo if !left => '>',
        _ => ' ',
    }
}
