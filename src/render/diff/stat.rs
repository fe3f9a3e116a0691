//! A line a place, with how many words changed.

use super::Compared;
use super::pieces::pieces;
use super::rows::{Placed, Row, RowKind, rows};
use crate::render::page::{Line, Page, columns, pad, pad_left};
use crate::render::role::Role;
use crate::render::words::{grouped, place_in_table};
use crate::text::count_words;

/// What one line of the view says.
struct Stat {
    place: String,
    put_in: usize,
    taken_out: usize,
    what: String,
}

/// Draws a comparison as a line a place, with the words put in and taken out.
#[must_use]
pub fn stat(compared: &Compared<'_>) -> Page {
    let mut page = super::header::header(compared);
    let stats: Vec<Stat> = fields(compared).into_iter().chain(body(compared)).collect();
    if stats.is_empty() {
        return page;
    }
    page.gap();
    let places = stats.iter().map(|stat| columns(&stat.place)).max().unwrap_or_default();
    let ins = stats.iter().map(|stat| grouped(stat.put_in).len()).max().unwrap_or_default() + 1;
    let outs = stats.iter().map(|stat| grouped(stat.taken_out).len()).max().unwrap_or_default() + 1;
    for stat in &stats {
        let line = Line::new().lead(Role::Same, &format!("  {}  ", pad(&stat.place, places)));
        let line = line.lead(role(Role::Good, stat.put_in), &pad_left(&format!("+{}", grouped(stat.put_in)), ins));
        let line = line.lead(Role::Same, "  ");
        let line =
            line.lead(role(Role::Alert, stat.taken_out), &pad_left(&format!("-{}", grouped(stat.taken_out)), outs));
        let line = if stat.what.is_empty() { line } else { line.lead(Role::Same, "  ") };
        page.push(line.with(Role::Faint, &stat.what));
    }
    page
}

fn role(role: Role, words: usize) -> Role {
    if words == 0 { Role::Faint } else { role }
}

fn fields(compared: &Compared<'_>) -> Vec<Stat> {
    let rows = compared.comparison.rows.iter();
    rows.map(|row| {
        let tally = row.diff.tally(row.texts.as_ref().map(String::as_str));
        let what = match (row.texts.before.is_empty(), row.texts.after.is_empty()) {
            (true, false) => "added",
            (false, true) => "removed",
            _ => "",
        };
        Stat {
            place: place_in_table(row.place),
            put_in: tally.inserted,
            taken_out: tally.deleted,
            what: what.to_owned(),
        }
    })
    .collect()
}

fn body(compared: &Compared<'_>) -> Vec<Stat> {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let pieces = pieces(bodies.map(crate::text::Body::text), &compared.comparison.body);
    let rows = rows(bodies, pieces);
    rows.iter().filter(|row| row.kind != RowKind::Same).map(|row| of_row(row, compared)).collect()
}

fn of_row(row: &Row, compared: &Compared<'_>) -> Stat {
    let words = |role: Role| {
        let texts = row.pieces.iter().filter(|placed: &&Placed| placed.piece.role == role);
        texts.map(|placed| count_words(&placed.piece.text)).sum()
    };
    let block = if row.blocks.after.is_empty() { row.blocks.before.start } else { row.blocks.after.start };
    // The counts beside it say that words changed.
    let what = if row.kind == RowKind::Changed { "" } else { row.kind.fate() };
    let what = match row.blocks.after.len() {
        _ if matches!(row.kind, RowKind::MovedFrom | RowKind::MovedTo) => {
            moved(row, compared).unwrap_or_else(|| what.to_owned())
        }
        several @ 2.. if row.kind == RowKind::Split => format!("split into ¶ {}–{}", block + 1, block + several),
        1 if row.kind == RowKind::Merged => {
            format!("merged from ¶ {}–{}", row.blocks.before.start + 1, row.blocks.before.end)
        }
        _ => what.to_owned(),
    };
    Stat { place: format!("¶ {}", block + 1), put_in: words(Role::Inserted), taken_out: words(Role::Deleted), what }
}

/// Says where the passages of a row went, or where they came from, by the first of them.
fn moved(row: &Row, compared: &Compared<'_>) -> Option<String> {
    let index = row.pieces.iter().find_map(|placed| placed.piece.moved)?;
    let at = compared.comparison.body.moves.get(index)?.at;
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    if row.kind == RowKind::MovedFrom {
        Some(format!("moved to ¶ {}", bodies.after.block_at(at.after.start as usize)? + 1))
    } else {
        Some(format!("moved from ¶ {}", bodies.before.block_at(at.before.start as usize)? + 1))
    }
}
