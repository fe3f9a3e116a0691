//! Lines with `-` and `+` before them, a paragraph a line, as `diff -u` has them.

use std::ops::Range;

use super::body::{Section, sections};
use super::inline::{folded, with_stretches};
use super::lines::{Block, Lines, Stretch, numbers, reshaped};
use super::rows::{Row, RowKind};
use super::side::{side_blocks, side_runs};
use super::{Compared, Noise};
use crate::diff::{Sides, diff};
use crate::render::page::{Line, Page, pad_left};
use crate::render::role::Role;
use crate::render::words::{block_mark, count, place_in_table};

/// Unchanged paragraphs shown before and after a changed one. A paragraph says more than a line of code does.
const CONTEXT: usize = 1;

/// Draws a comparison as paragraphs taken out (`-`) and put in (`+`), each with its number and its changed words marked,
/// under headers that name the paragraphs: `@@ ¶ 2–4 → ¶ 2–5 @@`.
#[must_use]
pub fn unified(compared: &Compared<'_>, noise: Noise) -> Page {
    let mut page = super::header::title(compared);
    for (sign, name) in [("--- ", &compared.names.before), ("+++ ", &compared.names.after)] {
        page.push(Line::new().lead(Role::Faint, sign).with(Role::Faint, name));
    }
    page.push(Line::new().with(Role::Same, &super::sum(compared)));
    page.append(notes(compared, noise));
    for row in &compared.comparison.rows {
        page.append(header(&place_in_table(row.place)));
        pair(&mut page, side_runs(row.texts.as_ref().map(String::as_str), &row.diff, noise));
    }
    page.append(text(compared, noise));
    page
}

fn header(words: &str) -> Page {
    let mut page = Page::new();
    page.push(Line::new());
    page.push(Line::new().with(Role::Heading, &format!("@@ {words} @@")));
    page
}

/// Adds the two sides of a text without blocks; a side that is empty has no line.
fn pair(page: &mut Page, sides: Sides<Vec<Stretch>>) {
    for (sign, runs) in [("- ", sides.before), ("+ ", sides.after)] {
        if !runs.is_empty() {
            page.push(with_stretches(Line::new().lead(Role::Faint, sign), &runs));
        }
    }
}

fn notes(compared: &Compared<'_>, noise: Noise) -> Page {
    let notes = &compared.comparison.notes;
    let line = |sign: &str, role: Role, text: &str| Line::new().lead(Role::Faint, sign).with(role, text);
    let mut page = Page::new();
    notes.removed.iter().for_each(|text| page.push(line("- ", Role::Deleted, text)));
    for texts in &notes.edited {
        let texts = texts.as_ref().map(String::as_str);
        pair(&mut page, side_runs(texts, &diff(texts), noise));
    }
    notes.added.iter().for_each(|text| page.push(line("+ ", Role::Inserted, text)));
    if page.lines().is_empty() {
        return page;
    }
    if !notes.carried.is_empty() {
        page.push(folded(2, &count(notes.carried.len(), "note as before", "notes as before")));
    }
    let mut titled = header("notes");
    titled.append(page);
    titled
}

fn text(compared: &Compared<'_>, noise: Noise) -> Page {
    let blocks = side_blocks(compared, noise);
    let digits = blocks.before.len().max(blocks.after.len()).to_string().len();
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let inline = Lines { bodies, diff: &compared.comparison.body, fold_noise: noise == Noise::Folded, turned: false };
    let drawer = Drawer { inline, blocks, digits };
    let mut page = Page::new();
    for part in parts(sections(compared, noise)) {
        match part {
            Part::Left(words) => {
                page.push(Line::new());
                page.push(folded(digits + 4, &words));
            }
            Part::Hunk(rows) => {
                page.append(header(&reach(&rows)));
                for row in &rows {
                    drawer.put(&mut page, row);
                }
            }
        }
    }
    page
}

/// What stands in the view.
enum Part {
    /// Paragraphs left out, counted.
    Left(String),
    /// Changed paragraphs with those round them.
    Hunk(Vec<Row>),
}

/// Parts the sections into hunks and what is left out between them.
fn parts(sections: Vec<Section>) -> Vec<Part> {
    let last = sections.len().saturating_sub(1);
    let mut parts: Vec<Part> = Vec::new();
    let put = |parts: &mut Vec<Part>, rows: Vec<Row>| match parts.last_mut() {
        _ if rows.is_empty() => {}
        Some(Part::Hunk(hunk)) => hunk.extend(rows),
        _ => parts.push(Part::Hunk(rows)),
    };
    for (index, section) in sections.into_iter().enumerate() {
        match section {
            Section::Shown(row) => put(&mut parts, vec![row]),
            Section::Folded(words, rows) if last == 0 => {
                drop(rows);
                parts.push(Part::Left(words));
            }
            Section::Folded(words, mut rows) => {
                let after = if index == 0 { 0 } else { CONTEXT };
                let before = if index == last { 0 } else { CONTEXT };
                if rows.len() <= after + before {
                    put(&mut parts, rows);
                    continue;
                }
                let next = rows.split_off(rows.len() - before);
                let left = rows.split_off(after);
                let shown = rows.len() + next.len();
                put(&mut parts, rows);
                parts.push(Part::Left(if shown == 0 { words } else { left_out(&left) }));
                put(&mut parts, next);
            }
        }
    }
    parts
}

fn left_out(rows: &[Row]) -> String {
    let noise = rows.iter().filter(|row| row.kind == RowKind::Noise).count();
    let words = count(rows.len(), "unchanged paragraph", "unchanged paragraphs");
    if noise == 0 { words } else { format!("{words}, {}", count(noise, "but for typography", "but for typography")) }
}

/// Names the paragraphs of a hunk on both sides.
fn reach(rows: &[Row]) -> String {
    let span = |side: fn(&Row) -> Range<usize>| {
        let held = || rows.iter().map(side).filter(|range| !range.is_empty());
        let start = held().map(|range| range.start).min()?;
        Some(start..held().map(|range| range.end).max()?)
    };
    let named = |range: Option<Range<usize>>| range.map_or_else(|| "nothing".to_owned(), numbers);
    let (before, after) = (span(|row| row.blocks.before.clone()), span(|row| row.blocks.after.clone()));
    format!("{} → {}", named(before), named(after))
}

struct Drawer<'a> {
    inline: Lines<'a>,
    blocks: Sides<Vec<Block>>,
    digits: usize,
}

impl Drawer<'_> {
    fn put(&self, page: &mut Page, row: &Row) {
        let before = &self.blocks.before[row.blocks.before.clone()];
        let after = &self.blocks.after[row.blocks.after.clone()];
        match row.kind {
            RowKind::Same => after.iter().for_each(|block| page.push(self.line(' ', block))),
            // Twice the paragraph would hide that nothing changed.
            RowKind::Noise if self.inline.fold_noise => after.iter().for_each(|block| page.push(self.line(' ', block))),
            RowKind::Noise => self.inline.of(row).iter().for_each(|block| page.push(self.line('~', block))),
            _ => {
                for block in before {
                    page.push(self.line('-', block));
                }
                let said = reshaped(row, self.inline.bodies);
                for (index, block) in after.iter().enumerate() {
                    let said = said.iter().filter(|_| index + 1 == after.len()).cloned().collect::<Vec<_>>();
                    page.push(with_stretches(self.line('+', block), &said));
                }
            }
        }
    }

    fn line(&self, sign: char, block: &Block) -> Line {
        let number = pad_left(&block.number.to_string(), self.digits);
        let line = Line::new().lead(Role::Faint, &format!("{sign} {number}  {}", block_mark(block.kind)));
        with_stretches(line, &block.runs)
    }
}
