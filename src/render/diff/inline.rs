//! The text with deletions and insertions in place.

use super::body::{Part, body};
use super::lines::{Block, Stretch, runs_of};
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
            Part::Folded(text, _) => page.push(folded(digits + 4, &text)),
            Part::Shown(kind, blocks) => {
                for block in blocks {
                    page.push(block_line(kind, &block, digits));
                }
            }
        }
    }
    titled("Text", page)
}

pub(super) fn folded(indent: usize, text: &str) -> Line {
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
    with_stretches(line, &block.runs)
}

pub(super) fn with_stretches(line: Line, stretches: &[Stretch]) -> Line {
    stretches.iter().fold(line, |line, stretch| line.with(stretch.role, &stretch.text))
}

fn with_runs(line: Line, runs: Vec<Run>) -> Line {
    runs.into_iter().fold(line, |line, run| line.with(run.role, &run.text))
}

/// Puts a title above a part of the page.
pub(super) fn titled(title: &str, part: Page) -> Page {
    let mut page = Page::new();
    page.push(Line::new());
    page.push(Line::new().with(Role::Heading, title));
    page.append(part);
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Draft, Moment, Snapshot};
    use crate::diff::{Diff, Edit, Move, Noise as Class, Sides, diff};
    use crate::history::{Comparison, FieldRow, Place};
    use crate::render::Paint;
    use crate::text::{BlockKind, Body, Span};

    fn snapshot(body: Body) -> Snapshot {
        let at = Moment::parse_from_rfc3339("2026-02-18T10:15:00-08:00").unwrap();
        Draft { body, ..Draft::default() }.into_snapshot(at, at)
    }

    fn edit(before: (usize, usize), after: (usize, usize), noise: Option<Class>) -> Edit {
        Edit { at: Sides::new(Span::new(before.0, before.1), Span::new(after.0, after.1)), noise }
    }

    fn comparison(body: Diff) -> Comparison {
        Comparison { rows: Vec::new(), body, notes: NoteLines::default(), changes: Vec::new() }
    }

    /// Draws the body part of a comparison.
    fn drawn(bodies: Sides<Body>, comparison: &Comparison, noise: Noise) -> String {
        let snapshots = bodies.map(snapshot);
        let names = Sides::new("old".to_owned(), "new".to_owned());
        let compared = Compared { article: None, names, snapshots: snapshots.as_ref(), comparison };
        let page = Paint::Plain.draw(&inline(&compared, noise), Some(60));
        page.split_once("\n\n").map_or(String::new(), |(_, parts)| parts.to_owned())
    }

    /// Two paragraphs that moved together were once shown as put in and taken out, since each had an edit of its own.
    #[test]
    fn several_paragraphs_that_moved_together_are_told_one_by_one() {
        const RAIN: &str = "It rained all night in Fennick, and on the islands too, where the roads to the quay were under \
                            water by midnight and the boats were hauled up to the church.";
        let first = "Ada Moreau saw the ferry leave the quay before dawn.";
        let second = "Bo Lindqvist ran down to the harbor to call it back.";
        let bodies =
            Sides::new(Body::from_paragraphs([RAIN, first, second]), Body::from_paragraphs([first, second, RAIN]));
        let found = diff(bodies.as_ref().map(Body::text));
        assert_eq!(found.moves.len(), 1);
        let drawn = drawn(bodies, &comparison(found), Noise::Folded).replace("\n     ", " ");
        for told in ["(moved from ¶\u{a0}2)", "(moved from ¶\u{a0}3)", "(moved to ¶\u{a0}1)", "(moved to ¶\u{a0}2)"]
        {
            assert!(drawn.contains(told), "{told}: {drawn}");
        }
        assert!(!drawn.contains("{+") && !drawn.contains("[-"), "{drawn}");
    }

    #[test]
    fn a_passage_that_moved_is_told_at_both_places_and_shown_whole_where_it_is_now() {
        let bodies =
            Sides::new(["It sailed.", "It sank.", "Ada saw it."], ["Ada Moreau saw it.", "It sailed.", "It sank."]);
        let moved =
            Move { at: Sides::new(Span::new(22, 33), Span::new(0, 18)), edits: vec![edit((25, 25), (3, 10), None)] };
        let diff =
            Diff { edits: vec![edit((0, 0), (0, 20), None), edit((20, 33), (40, 40), None)], moves: vec![moved] };
        assert_eq!(
            drawn(bodies.map(Body::from_paragraphs), &comparison(diff), Noise::Shown),
            "Text\n\
             > 1  {>Ada>} {+Moreau+} {>saw it.>} (moved from ¶\u{a0}3)\n     \
                  · 2 unchanged paragraphs\n\
             < 3  [<Ada saw it.<] (moved to ¶\u{a0}1)\n"
        );
    }

    #[test]
    fn a_paragraph_cut_in_two_shows_the_cut() {
        let bodies = Sides::new(vec!["It sailed. It sank."], vec!["It sailed.", "It sank."]);
        let diff = Diff { edits: vec![edit((10, 11), (10, 12), None)], moves: Vec::new() };
        assert_eq!(
            drawn(bodies.map(Body::from_paragraphs), &comparison(diff), Noise::Shown),
            "Text\n  1  It sailed. {+¶+} (¶\u{a0}1 split into ¶\u{a0}1–2)\n  2  It sank.\n"
        );
    }

    #[test]
    fn two_paragraphs_joined_show_the_break_that_is_gone() {
        let bodies = Sides::new(vec!["It sailed.", "It sank."], vec!["It sailed. It sank."]);
        let diff = Diff { edits: vec![edit((10, 12), (10, 11), None)], moves: Vec::new() };
        assert_eq!(
            drawn(bodies.map(Body::from_paragraphs), &comparison(diff), Noise::Shown),
            "Text\n  1  It sailed. [-¶-] It sank. (¶\u{a0}1–2 merged into ¶\u{a0}1)\n"
        );
    }

    #[test]
    fn differences_in_typography_are_shown_apart_or_counted() {
        let bodies = || Sides::new(["It's late."], ["It’s late."]).map(Body::from_paragraphs);
        let diff = Diff { edits: vec![edit((0, 4), (0, 6), Some(Class::QuoteStyle))], moves: Vec::new() };
        let found = comparison(diff);
        assert_eq!(drawn(bodies(), &found, Noise::Shown), "Text\n  1  [~It's~]{~It’s~} late.\n");
        assert_eq!(
            drawn(bodies(), &found, Noise::Folded),
            "Text\n     · 1 unchanged paragraph, 1 but for typography\n"
        );
    }

    #[test]
    fn a_no_break_space_in_the_place_of_a_blank_is_seen() {
        let bodies = Sides::new(["5 km"], ["5\u{a0}km"]).map(Body::from_paragraphs);
        let diff = Diff { edits: vec![edit((1, 2), (1, 3), Some(Class::Space))], moves: Vec::new() };
        assert_eq!(drawn(bodies, &comparison(diff), Noise::Shown), "Text\n  1  5[~␣~]{~⍽~}km\n");
    }

    #[test]
    fn a_paragraph_made_a_heading_says_what_it_was() {
        let body = |kind| [(kind, "The dam"), (BlockKind::Paragraph, "It holds.")].into_iter().collect::<Body>();
        let bodies = Sides::new(body(BlockKind::Paragraph), body(BlockKind::Heading));
        assert_eq!(
            drawn(bodies, &comparison(Diff::default()), Noise::Shown),
            "Text\n  1  ## The dam (was a paragraph)\n     · 1 unchanged paragraph\n"
        );
    }

    #[test]
    fn notes_stand_first_and_short_texts_in_rows_of_their_own() {
        let mut found = comparison(Diff::default());
        found.notes.added.push("Updated at noon.".to_owned());
        found.notes.carried.push("Published at ten.".to_owned());
        found.rows.push(FieldRow {
            place: Place::Caption(Sides::new(Some(0), Some(0))),
            texts: Sides::new("A ferry".to_owned(), "The ferry".to_owned()),
            diff: Diff { edits: vec![edit((0, 1), (0, 3), None)], moves: Vec::new() },
        });
        let bodies = Sides::new(["It sank."], ["It sank."]).map(Body::from_paragraphs);
        assert_eq!(
            drawn(bodies, &found, Noise::Shown),
            "Notes\n+ {+Updated at noon.+}\n  · 1 note as before\n\nFields\ncaption 1  [-A-]{+The+} ferry\n"
        );
    }
}
