//! What changed, in a paragraph of plain words.

use std::ops::RangeInclusive;

use super::Compared;
use super::header::{notes, nothing, some, typography};
use super::pieces::pieces;
use super::rows::{Row, RowKind, rows};
use crate::diff::Sides;
use crate::history::Place;
use crate::render::page::{Line, Page};
use crate::render::role::Role;
use crate::render::words::{count, grouped, place_in_prose, tally};
use crate::text::{Body, Span};

/// Draws a comparison as one short paragraph: `Headline changed; 4 words in, 2 out; paragraph 3 added.`
#[must_use]
pub fn brief(compared: &Compared<'_>) -> Page {
    let mut page = Page::new();
    page.push(Line::new().with(Role::Same, &in_words(compared)));
    page
}

/// Says in plain words what changed.
pub(super) fn in_words(compared: &Compared<'_>) -> String {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let rows = rows(bodies, pieces(bodies.map(Body::text), &compared.comparison.body));
    let mut parts = fields(compared);
    parts.extend(words(compared));
    parts.extend(blocks(&rows));
    parts.extend(moves(compared, &rows));
    let links = compared.comparison.rows.iter().filter(|row| matches!(row.place, Place::Link(_)));
    parts.extend(some(links.count(), "link changed", "links changed"));
    parts.extend(notes(&compared.comparison.notes));
    parts.extend(some(typography(compared), "typographic difference", "typographic differences"));
    if parts.is_empty() {
        parts.push(nothing(bodies));
    }
    let mut text = parts.join("; ");
    if let Some(first) = text.get(..1).map(str::to_uppercase) {
        text.replace_range(..1, &first);
    }
    text.push('.');
    text
}

/// Names the short texts that differ, those together that share a fate; links are counted elsewhere.
fn fields(compared: &Compared<'_>) -> Vec<String> {
    let mut fates: Vec<(&str, Vec<String>)> = Vec::new();
    for row in compared.comparison.rows.iter().filter(|row| !matches!(row.place, Place::Link(_))) {
        let fate = match (row.texts.before.is_empty(), row.texts.after.is_empty()) {
            (true, false) => "added",
            (false, true) => "removed",
            _ => "changed",
        };
        let place = place_in_prose(row.place);
        match fates.iter_mut().find(|(known, _)| *known == fate) {
            Some((_, places)) => places.push(place),
            None => fates.push((fate, vec![place])),
        }
    }
    fates.iter().map(|(fate, places)| format!("{} {fate}", listed(places))).collect()
}

fn words(compared: &Compared<'_>) -> Option<String> {
    let tally = tally(compared.snapshots.map(|snapshot| snapshot.body.text()), compared.comparison);
    (tally.inserted + tally.deleted > 0)
        .then(|| format!("{} in, {} out", count(tally.inserted, "word", "words"), grouped(tally.deleted)))
}

/// Names the paragraphs that changed, came, went, were cut or joined.
fn blocks(rows: &[Row]) -> Vec<String> {
    let of = |kind: RowKind| rows.iter().filter(move |row| row.kind == kind);
    let after = |kind: RowKind| of(kind).flat_map(|row| row.blocks.after.clone()).collect::<Vec<_>>();
    let before = |kind: RowKind| of(kind).flat_map(|row| row.blocks.before.clone()).collect::<Vec<_>>();
    let fates = [
        ("changed", after(RowKind::Changed)),
        ("added", after(RowKind::Inserted)),
        ("removed", before(RowKind::Deleted)),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (fate, blocks) in fates.into_iter().filter(|(_, blocks)| !blocks.is_empty()) {
        parts.push(format!("{} {fate}", paragraphs(blocks)));
    }
    for (kind, verb) in
        [(RowKind::Split, "split"), (RowKind::Merged, "merged"), (RowKind::Regrouped, "divided otherwise,")]
    {
        parts.extend(of(kind).map(|row| {
            let Sides { before, after } = row.blocks.clone().map(Iterator::collect::<Vec<_>>);
            format!("{} {verb} into {}", paragraphs(before), reach(after))
        }));
    }
    parts
}

/// Says of each passage that moved from where it went where.
fn moves(compared: &Compared<'_>, rows: &[Row]) -> Vec<String> {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let whole = |kind: RowKind| rows.iter().filter(move |row| row.kind == kind);
    let mut parts: Vec<String> = Vec::new();
    for moved in &compared.comparison.body.moves {
        let (Some(before), Some(after)) =
            (touched(bodies.before, moved.at.before), touched(bodies.after, moved.at.after))
        else {
            continue;
        };
        let is_whole = whole(RowKind::MovedFrom).any(|row| row.blocks.before.contains(before.start()))
            && whole(RowKind::MovedTo).any(|row| row.blocks.after.contains(after.start()));
        let same = before == after;
        let (from, to) = (paragraphs(before.clone().collect()), reach(after.collect()));
        let part = match (is_whole, same) {
            (true, false) => format!("{from} moved to {to}"),
            (true, true) => format!("{from} moved"),
            (false, false) => format!("a passage moved from {from} to {to}"),
            (false, true) => format!("a passage moved within {from}"),
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Finds the blocks that a stretch of a body touches.
fn touched(body: &Body, stretch: Span) -> Option<RangeInclusive<usize>> {
    let last = body.block_at((stretch.end as usize).saturating_sub(1))?;
    Some(body.block_at(stretch.start as usize)?..=last)
}

/// Names blocks with their noun: `paragraph 3`, `paragraphs 3, 5 and 7–9`.
fn paragraphs(blocks: Vec<usize>) -> String {
    let noun = if blocks.len() == 1 { "paragraph" } else { "paragraphs" };
    format!("{noun} {}", reach(blocks))
}

/// Writes block numbers, neighbours as a range: `3, 5 and 7–9`.
fn reach(mut blocks: Vec<usize>) -> String {
    blocks.sort_unstable();
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in blocks.into_iter().map(|block| block + 1) {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == number => *end = number,
            _ => ranges.push((number, number)),
        }
    }
    let written = |(start, end): &(usize, usize)| match end - start {
        0 => start.to_string(),
        1 => format!("{start}, {end}"),
        _ => format!("{start}–{end}"),
    };
    let written: Vec<String> =
        ranges.iter().map(written).flat_map(|range| range.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect();
    listed(&written)
}

/// Writes a list as a sentence has it: `a, b and c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Draft, Moment, Snapshot};
    use crate::history::compare;

    fn snapshot(headline: &str, paragraphs: &[&str]) -> Snapshot {
        let at = Moment::parse_from_rfc3339("2026-02-18T10:15:00-08:00").unwrap();
        let mut draft = Draft { body: Body::from_paragraphs(paragraphs), ..Draft::default() };
        headline.clone_into(&mut draft.fields.headline);
        draft.into_snapshot(at, at)
    }

    fn told(before: &Snapshot, after: &Snapshot) -> String {
        let snapshots = Sides::new(before, after);
        let names = Sides::new("old".to_owned(), "new".to_owned());
        in_words(&Compared { article: None, names, snapshots, comparison: &compare(snapshots) })
    }

    #[test]
    fn a_paragraph_says_what_changed_and_where() {
        let left = "The old ferry left the harbour at ten with all its crew aboard.";
        let hurt = "Nobody was hurt, the owner of the company said on Monday evening.";
        let before = snapshot("Ferry sinks", &["It's late.", left, hurt, "The harbour stays shut until next week."]);
        let after = snapshot(
            "Ferry sank",
            &["It’s late.", "The harbour stays shut until next month.", left, hurt, "A report is due in the spring."],
        );
        assert_eq!(
            told(&before, &after),
            "Headline changed; 9 words in, 2 out; paragraph 5 added; paragraph 4 moved to 2; 1 typographic difference."
        );
    }

    #[test]
    fn the_same_text_has_no_difference() {
        let one = snapshot("Ferry sinks", &["It sank."]);
        assert_eq!(told(&one, &one), "No difference.");
    }

    #[test]
    fn numbers_are_written_as_a_sentence_has_them() {
        assert_eq!(reach(vec![2, 4, 6, 7, 8]), "3, 5 and 7–9");
        assert_eq!(reach(vec![0, 1]), "1 and 2");
        assert_eq!(reach(vec![4]), "5");
    }
}
