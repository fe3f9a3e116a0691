//! Words of the page for things the house counts and places.

use crate::diff::{Edit, Sides, Tally};
use crate::history::{Comparison, Place};
use crate::text::BlockKind;

/// Writes a number with the noun it counts: `1 note`, `4 paragraphs`, `1,204 words`.
#[must_use]
pub fn count(number: usize, one: &str, several: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {several}", grouped(number)) }
}

/// Writes a number with its thousands set apart.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Names a place the way a table does: `headline`, `¶ 3`, `caption 1`.
pub(super) fn place_in_table(place: Place) -> String {
    named(place, "dek", "¶")
}

/// Names a place the way a sentence does: `headline`, `paragraph 3`, `caption 1`.
pub(super) fn place_in_prose(place: Place) -> String {
    named(place, "line under the headline", "paragraph")
}

fn named(place: Place, dek: &str, block: &str) -> String {
    match place {
        Place::Headline => "headline".to_owned(),
        Place::Dek => dek.to_owned(),
        Place::Byline => "byline".to_owned(),
        Place::Block(at) => numbered(block, at),
        Place::Caption(at) => numbered("caption", at),
        Place::Link(at) => numbered("link", at),
    }
}

/// Names one of several by its number now, or by the number it had.
fn numbered(noun: &str, at: Sides<Option<usize>>) -> String {
    match (at.before, at.after) {
        (_, Some(after)) => format!("{noun} {}", after + 1),
        (Some(before), None) => format!("{noun} {}", before + 1),
        (None, None) => noun.to_owned(),
    }
}

/// Returns the first words of a text, with `…` where some are left out.
pub(super) fn beginning(text: &str, words: usize) -> String {
    let mut ends = text.match_indices(' ').map(|(at, _)| at);
    match ends.nth(words.saturating_sub(1)) {
        Some(end) => format!("{} …", text[..end].trim_end_matches([',', ';', ':', '.'])),
        None => text.to_owned(),
    }
}

/// Names what a block is to the reader.
pub(super) fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading => "heading",
        BlockKind::ListItem => "list item",
        BlockKind::Quote => "quotation",
        BlockKind::Table => "table row",
    }
}

/// Returns what stands before a block of this kind, as in Markdown.
pub(super) fn block_mark(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph | BlockKind::Table => "",
        BlockKind::Heading => "## ",
        BlockKind::ListItem => "- ",
        BlockKind::Quote => "> ",
    }
}

/// Counts the words that a comparison puts in and takes out: body and short texts, without notes and link targets.
pub(super) fn tally(bodies: Sides<&str>, comparison: &Comparison) -> Tally {
    let mut tally = comparison.body.tally(bodies);
    for row in comparison.rows.iter().filter(|row| !matches!(row.place, Place::Link(_))) {
        let field = row.diff.tally(row.texts.as_ref().map(String::as_str));
        tally.inserted += field.inserted;
        tally.deleted += field.deleted;
        tally.moved += field.moved;
    }
    tally
}

/// Counts the differences that readers take as none; a break that came or went is told as a split or a merge.
pub(super) fn noise(bodies: Sides<&str>, comparison: &Comparison) -> usize {
    let breaks =
        |edit: &Edit| edit.at.before.of(bodies.before).contains('\n') || edit.at.after.of(bodies.after).contains('\n');
    let in_body = comparison.body.edits.iter().filter(|edit| edit.noise.is_some() && !breaks(edit)).count();
    let in_fields = comparison.rows.iter().flat_map(|row| &row.diff.edits).filter(|edit| edit.noise.is_some()).count();
    in_body + in_fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_with_their_noun() {
        assert_eq!(count(1, "word", "words"), "1 word");
        assert_eq!(count(0, "word", "words"), "0 words");
        assert_eq!(count(1_234_567, "word", "words"), "1,234,567 words");
    }

    #[test]
    fn places_are_counted_from_one() {
        assert_eq!(place_in_prose(Place::Block(Sides::new(Some(1), Some(2)))), "paragraph 3");
        assert_eq!(place_in_table(Place::Block(Sides::new(Some(1), None))), "¶ 2");
        assert_eq!(place_in_table(Place::Headline), "headline");
    }
}
