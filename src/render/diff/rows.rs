//! The blocks of two bodies, put side by side.

use std::collections::BTreeMap;
use std::ops::Range;

use super::pieces::Piece;
use crate::diff::Sides;
use crate::render::role::Role;
use crate::text::{BlockKind, Body};

/// The blocks of both sides that share text, with the stretches that lie in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Which blocks, counted from 0; empty on a side that has none.
    pub(super) blocks: Sides<Range<usize>>,
    /// The stretches in reading order, each with the blocks it lies in.
    pub(super) pieces: Vec<Placed>,
    /// What became of the blocks.
    pub(super) kind: RowKind,
}

/// A stretch with the blocks it lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) blocks: Sides<Option<usize>>,
}

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum RowKind {
    /// It reads the same.
    Same,
    /// It differs only in what readers take as the same.
    Noise,
    /// Some of its words changed.
    Changed,
    /// It is new.
    Inserted,
    /// It is gone.
    Deleted,
    /// It stands elsewhere now; this is the place it left.
    MovedFrom,
    /// It stood elsewhere; this is the place it came to.
    MovedTo,
    /// It became several.
    Split,
    /// Several became one.
    Merged,
    /// Several became several others.
    Regrouped,
}

impl RowKind {
    /// Returns the kind's name, as JSON has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Noise => "noise",
            Self::Changed => "changed",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::MovedFrom => "moved-from",
            Self::MovedTo => "moved-to",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Regrouped => "regrouped",
        }
    }

    /// Says in plain words what became of the block; nothing of one that reads the same.
    pub(in crate::render) fn fate(self) -> &'static str {
        match self {
            Self::Same => "",
            Self::Noise => "typography alone",
            Self::Changed => "changed",
            Self::Inserted => "added",
            Self::Deleted => "removed",
            Self::MovedFrom => "moved away",
            Self::MovedTo => "moved here",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Regrouped => "divided otherwise",
        }
    }
}

/// Puts the blocks of two bodies side by side, in reading order.
pub(super) fn rows(bodies: Sides<&Body>, pieces: Vec<Piece>) -> Vec<Row> {
    let placed: Vec<Placed> = pieces.into_iter().map(|piece| place(bodies, piece)).collect();
    let groups = groups(bodies, &placed);
    let mut index = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::new();
    for placed in placed.into_iter().flat_map(|placed| unlinked(placed, &groups)) {
        let key = key(placed.blocks, &groups);
        let at = *index.entry(key).or_insert_with(|| {
            rows.push(Row { blocks: blocks_of(key, &groups), pieces: Vec::new(), kind: RowKind::Same });
            rows.len() - 1
        });
        rows[at].pieces.push(placed);
    }
    for row in &mut rows {
        row.kind = kind(row, bodies);
    }
    rows
}

fn place(bodies: Sides<&Body>, piece: Piece) -> Placed {
    let blocks = Sides::new(
        piece.at.before.and_then(|at| bodies.before.block_at(at)),
        piece.at.after.and_then(|at| bodies.after.block_at(at)),
    );
    Placed { piece, blocks }
}

/// Finds the runs of blocks that kept text ties together, in order.
fn groups(bodies: Sides<&Body>, placed: &[Placed]) -> Vec<Sides<Range<usize>>> {
    let mut groups: Vec<Sides<Range<usize>>> = Vec::new();
    for placed in placed.iter().filter(|placed| placed.piece.role == Role::Same) {
        let (Some(before), Some(after)) = (placed.blocks.before, placed.blocks.after) else { continue };
        let text = placed.piece.text.as_str();
        let whole = bodies.before.block_text(before) == Some(text) && bodies.after.block_text(after) == Some(text);
        if !whole && !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        match groups.last_mut() {
            Some(last) if before < last.before.end || after < last.after.end => {
                last.before.end = last.before.end.max(before + 1);
                last.after.end = last.after.end.max(after + 1);
            }
            _ => groups.push(Sides::new(before..before + 1, after..after + 1)),
        }
    }
    groups
}

/// What ties stretches to one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Group(usize),
    Before(usize),
    After(usize),
}

fn group_of(
    block: usize,
    groups: &[Sides<Range<usize>>],
    side: impl Fn(&Sides<Range<usize>>) -> &Range<usize>,
) -> Option<usize> {
    let at = groups.partition_point(|group| side(group).end <= block);
    groups.get(at).filter(|group| side(group).contains(&block)).map(|_| at)
}

fn key(blocks: Sides<Option<usize>>, groups: &[Sides<Range<usize>>]) -> Key {
    match (blocks.before, blocks.after) {
        (_, Some(after)) => group_of(after, groups, |group| &group.after).map_or(Key::After(after), Key::Group),
        (Some(before), None) => group_of(before, groups, |group| &group.before).map_or(Key::Before(before), Key::Group),
        (None, None) => Key::Before(0),
    }
}

fn blocks_of(key: Key, groups: &[Sides<Range<usize>>]) -> Sides<Range<usize>> {
    match key {
        Key::Group(at) => groups[at].clone(),
        Key::Before(block) => Sides::new(block..block + 1, 0..0),
        Key::After(block) => Sides::new(0..0, block..block + 1),
    }
}

/// Parts a kept stretch, too slight to tie two blocks together, into its two sides when they lie in different rows.
fn unlinked(placed: Placed, groups: &[Sides<Range<usize>>]) -> Vec<Placed> {
    let Sides { before: Some(before), after: Some(after) } = placed.blocks else { return vec![placed] };
    let sides = Sides::new(Sides::new(Some(before), None), Sides::new(None, Some(after)));
    let keys = sides.map(|blocks| key(blocks, groups));
    if placed.piece.role != Role::Same || keys.before == keys.after {
        return vec![placed];
    }
    let at = placed.piece.at;
    let out = Piece { role: Role::Deleted, at: Sides::new(at.before, None), ..placed.piece.clone() };
    let into = Piece { role: Role::Inserted, at: Sides::new(None, at.after), ..placed.piece };
    vec![Placed { piece: out, blocks: sides.before }, Placed { piece: into, blocks: sides.after }]
}

fn kind(row: &Row, bodies: Sides<&Body>) -> RowKind {
    let letters =
        |pieces: &mut dyn Iterator<Item = &Placed>| pieces.map(|placed| placed.piece.text.len()).sum::<usize>();
    let gone = letters(&mut row.pieces.iter().filter(|placed| placed.piece.moved.is_some()));
    let moved = gone * 2 > letters(&mut row.pieces.iter());
    match (row.blocks.before.len(), row.blocks.after.len()) {
        (_, 0) if moved => RowKind::MovedFrom,
        (_, 0) => RowKind::Deleted,
        (0, _) if moved => RowKind::MovedTo,
        (0, _) => RowKind::Inserted,
        (1, 1) => changed(row, bodies),
        (1, _) => RowKind::Split,
        (_, 1) => RowKind::Merged,
        _ => RowKind::Regrouped,
    }
}

fn changed(row: &Row, bodies: Sides<&Body>) -> RowKind {
    let noise = |role: Role| matches!(role, Role::NoiseOut | Role::NoiseIn);
    let other = |role: Role| role != Role::Same && !noise(role);
    let Sides { before, after } = kinds(row, bodies);
    if before != after || row.pieces.iter().any(|placed| other(placed.piece.role)) {
        RowKind::Changed
    } else if row.pieces.iter().any(|placed| noise(placed.piece.role)) {
        RowKind::Noise
    } else {
        RowKind::Same
    }
}

/// Returns what the row's first block is on each side, where it has one.
pub(super) fn kinds(row: &Row, bodies: Sides<&Body>) -> Sides<Option<BlockKind>> {
    let kind = |body: &Body, blocks: &Range<usize>| {
        body.blocks().get(blocks.start).filter(|_| !blocks.is_empty()).map(|block| block.kind)
    };
    Sides::new(kind(bodies.before, &row.blocks.before), kind(bodies.after, &row.blocks.after))
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;
    use crate::diff::{Diff, Edit};
    use crate::text::Span;

    fn edit(before: (usize, usize), after: (usize, usize)) -> Edit {
        Edit { at: Sides::new(Span::new(before.0, before.1), Span::new(after.0, after.1)), noise: None }
    }

    fn told(before: &[&str], after: &[&str], edits: Vec<Edit>) -> Vec<(RowKind, Range<usize>, Range<usize>)> {
        let bodies = Sides::new(Body::from_paragraphs(before), Body::from_paragraphs(after));
        let diff = Diff { edits, moves: Vec::new() };
        let texts = bodies.as_ref().map(Body::text);
        let rows = rows(bodies.as_ref(), pieces(texts, &diff));
        rows.into_iter().map(|row| (row.kind, row.blocks.before, row.blocks.after)).collect()
    }

    #[test]
    fn a_new_paragraph_is_one_wherever_the_edit_takes_its_break_from() {
        let (before, after) = (["One.", "Two."], ["One.", "New.", "Two."]);
        let expected = vec![(RowKind::Same, 0..1, 0..1), (RowKind::Inserted, 0..0, 1..2), (RowKind::Same, 1..2, 2..3)];
        assert_eq!(told(&before, &after, vec![edit((4, 4), (4, 10))]), expected);
        assert_eq!(told(&before, &after, vec![edit((6, 6), (6, 12))]), expected);
    }

    #[test]
    fn a_paragraph_cut_in_two_is_a_split_and_back_a_merge() {
        let (one, two) = (["One here. Two there."], ["One here.", "Two there."]);
        assert_eq!(told(&one, &two, vec![edit((9, 10), (9, 11))]), [(RowKind::Split, 0..1, 0..2)]);
        assert_eq!(told(&two, &one, vec![edit((9, 11), (9, 10))]), [(RowKind::Merged, 0..2, 0..1)]);
    }

    #[test]
    fn a_shared_full_stop_does_not_tie_two_paragraphs_together() {
        let found = told(&["One here."], &["Another thing."], vec![edit((0, 8), (0, 13))]);
        assert_eq!(found, [(RowKind::Deleted, 0..1, 0..0), (RowKind::Inserted, 0..0, 0..1)]);
    }

    #[test]
    fn a_row_of_stars_is_itself() {
        assert_eq!(told(&["* * *"], &["* * *"], Vec::new()), [(RowKind::Same, 0..1, 0..1)]);
    }

    use crate::diff::diff;
    use proptest::prelude::*;

    /// Bodies of a few sentences, many of which stand on both sides, in another order or edited.
    fn body() -> impl Strategy<Value = Vec<String>> {
        let words =
            prop::sample::select(vec!["ferry", "sank", "at", "noon", "12", "21", "not", "渡し船", "“we", "said”", "*"]);
        let sentence = prop::collection::vec(words, 1..6).prop_map(|words| format!("{}.", words.join(" ")));
        let known =
            prop::sample::select(vec!["The ferry left the old harbour at ten.", "Nobody was hurt, the owner said."]);
        let sentence = prop_oneof![sentence, known.prop_map(str::to_owned)];
        prop::collection::vec(prop::collection::vec(sentence, 1..4).prop_map(|some| some.join(" ")), 0..6)
    }

    proptest! {
        #[test]
        fn rows_hold_every_letter_of_both_sides_once(before in body(), after in body()) {
            let bodies = Sides::new(Body::from_paragraphs(&before), Body::from_paragraphs(&after));
            let texts = bodies.as_ref().map(Body::text);
            let rows = rows(bodies.as_ref(), pieces(texts, &diff(texts)));
            let mut read = Sides::new(String::new(), String::new());
            for placed in rows.iter().flat_map(|row| &row.pieces) {
                let Piece { role, text, at, .. } = &placed.piece;
                if at.before.is_some() {
                    read.before.push_str(text);
                }
                if at.after.is_some() && (*role == Role::Same || role.is_in()) {
                    read.after.push_str(text);
                }
            }
            // Rows may stand in another order where passages moved, so letters are counted.
            let letters = |text: &str| {
                let mut letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
                letters.sort_unstable();
                letters
            };
            prop_assert_eq!(letters(&read.before), letters(texts.before));
            prop_assert_eq!(letters(&read.after), letters(texts.after));
        }
    }
}
