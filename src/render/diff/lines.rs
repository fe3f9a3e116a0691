//! Rows made into lines of stretches: blanks outside the marks, breaks and moves told.

use std::ops::Range;

use super::pieces::Piece;
use super::rows::{Placed, Row, RowKind};
use crate::diff::{Diff, Sides};
use crate::render::page::Run;
use crate::render::role::Role;
use crate::render::visible::{is_unseen, visible_blanks};
use crate::text::{BlockKind, Body};

/// The most words of a passage that are shown at the place it left.
const WORDS_LEFT_BEHIND: usize = 12;

/// The words that stand for a longer passage there.
const WORDS_OF_A_LONG_ONE: usize = 8;

/// One block of a row, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::render) struct Block {
    /// Its number, counted from 1: where it stands now, else where it stood.
    pub(in crate::render) number: usize,
    /// What it is.
    pub(in crate::render) kind: BlockKind,
    /// Its stretches.
    pub(in crate::render) runs: Vec<Stretch>,
}

/// A stretch of a block, and the moved passage it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::render) struct Stretch {
    /// What it is.
    pub(in crate::render) role: Role,
    /// Its text.
    pub(in crate::render) text: String,
    /// The passage it belongs to, or whose other place it names.
    pub(in crate::render) passage: Option<Passage>,
}

/// One end of a passage that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) struct Passage {
    /// Which one: an index into the moves.
    pub(in crate::render) index: usize,
    /// Whether this is the place it left.
    pub(in crate::render) left: bool,
}

/// What the lines are made from.
pub(super) struct Lines<'a> {
    pub(super) bodies: Sides<&'a Body>,
    pub(super) diff: &'a Diff,
    /// Leave out the earlier side of differences that readers take as none.
    pub(super) fold_noise: bool,
    /// The sides were turned round, to draw the earlier one.
    pub(super) turned: bool,
}

impl Stretch {
    /// Returns the stretch without the passage.
    pub(in crate::render) fn run(&self) -> Run {
        Run { role: self.role, text: self.text.clone() }
    }
}

impl Lines<'_> {
    /// Makes the blocks of a row.
    pub(super) fn of(&self, row: &Row) -> Vec<Block> {
        let mut blocks = vec![self.block(row.blocks.after.start, row.blocks.before.start, row)];
        let mut at = Sides::default();
        for (index, placed) in row.pieces.iter().enumerate() {
            self.tell_breaks(&mut blocks, &mut at, placed, row);
            let next = row.pieces.get(index + 1).map(|next| &next.piece);
            let runs = &mut blocks.last_mut().expect("a row has a block").runs;
            let last = index.checked_sub(1).map(|last| &row.pieces[last].piece);
            self.put(runs, &placed.piece, Sides::new(last, next));
            if let Some(moved) = placed.piece.moved.filter(|_| next.is_none_or(|next| next.moved != placed.piece.moved))
            {
                runs.extend(self.whereabouts(moved, &placed.piece));
            }
        }
        for block in &mut blocks {
            trim(&mut block.runs);
        }
        blocks[0].runs.extend(reshaped(row, self.bodies));
        blocks
    }

    /// Makes the stretches of pieces that stand one after the other in one block.
    pub(super) fn joined(&self, pieces: &[&Piece]) -> Vec<Stretch> {
        let mut runs = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let (last, next) = (index.checked_sub(1).map(|last| pieces[last]), pieces.get(index + 1).copied());
            self.put(&mut runs, piece, Sides::new(last, next));
            if let Some(moved) = piece.moved.filter(|_| next.is_none_or(|next| next.moved != piece.moved)) {
                runs.extend(self.whereabouts(moved, piece));
            }
        }
        trim(&mut runs);
        runs
    }

    fn block(&self, after: usize, before: usize, row: &Row) -> Block {
        let gone = row.blocks.after.is_empty();
        let (body, index) = if gone { (self.bodies.before, before) } else { (self.bodies.after, after) };
        let kind = body.blocks().get(index).map_or_else(BlockKind::default, |block| block.kind);
        Block { number: index + 1, kind, runs: Vec::new() }
    }

    /// Begins a new block where the text after has a break, and marks a break that was put in or taken out.
    fn tell_breaks(&self, blocks: &mut Vec<Block>, at: &mut Sides<Option<usize>>, placed: &Placed, row: &Row) {
        let crossed = |at: Option<usize>, now: Option<usize>| at.is_some() && now.is_some() && at != now;
        let left = crossed(at.before, placed.blocks.before);
        let begun = crossed(at.after, placed.blocks.after);
        let runs = &mut blocks.last_mut().expect("a row has a block").runs;
        if left && !begun && row.blocks.after.len() == 1 {
            push(runs, Role::Same, " ", None);
            push(runs, Role::Deleted, "¶", None);
            push(runs, Role::Same, " ", None);
        }
        if begun {
            if !left && row.blocks.before.len() == 1 {
                push(runs, Role::Same, " ", None);
                push(runs, Role::Inserted, "¶", None);
            }
            blocks.push(self.block(placed.blocks.after.unwrap_or_default(), 0, row));
        }
        at.before = placed.blocks.before.or(at.before);
        at.after = placed.blocks.after.or(at.after);
    }

    /// Adds a stretch, its outer blanks outside the marks, and once where both sides of a pair have them.
    fn put(&self, runs: &mut Vec<Stretch>, piece: &Piece, beside: Sides<Option<&Piece>>) {
        let passage = piece.moved.map(|index| Passage { index, left: piece.role == Role::MovedFrom });
        let role = match piece.role {
            Role::NoiseOut if self.fold_noise => return,
            Role::NoiseIn if self.fold_noise => Role::Same,
            role => role,
        };
        if role == Role::Same {
            return push(runs, role, &piece.text, passage);
        }
        if is_single_blank(piece, beside) {
            return push(runs, Role::Same, if role.is_in() { " " } else { "" }, passage);
        }
        if is_unseen(&piece.text) {
            return push(runs, role, &visible_blanks(&piece.text), passage);
        }
        let core = piece.text.trim_matches(' ');
        let from = piece.text.len() - piece.text.trim_start_matches(' ').len();
        let (lead, trail) = (&piece.text[..from], &piece.text[from + core.len()..]);
        let pairs_on = piece.role.is_out() && beside.after.is_some_and(|next| next.role.is_in());
        let pairs_back = piece.role.is_in() && beside.before.is_some_and(|last| last.role.is_out());
        if !(pairs_back && beside.before.is_some_and(|last| last.text.starts_with(' '))) {
            push(runs, Role::Same, lead, passage);
        }
        push(runs, role, &left_behind(role, core), passage);
        if !(pairs_on && beside.after.is_some_and(|next| next.text.ends_with(' '))) {
            push(runs, Role::Same, trail, passage);
        }
    }

    /// Says where a passage went, or where it came from; of one of several paragraphs, each says its own.
    fn whereabouts(&self, moved: usize, piece: &Piece) -> Option<Stretch> {
        let at = self.diff.moves.get(moved)?.at;
        let block = |body: &Body, place: u32| body.block_at(place as usize);
        let first = Sides::new(block(self.bodies.before, at.before.start)?, block(self.bodies.after, at.after.start)?);
        let last = Sides::new(
            block(self.bodies.before, at.before.end.saturating_sub(1))?,
            block(self.bodies.after, at.after.end.saturating_sub(1))?,
        );
        let left = piece.role == Role::MovedFrom;
        let along = |body: &Body, place: Option<usize>, first: usize| {
            place.and_then(|place| body.block_at(place)).map_or(0, |block| block.saturating_sub(first))
        };
        let number = 1 + if left {
            (first.after + along(self.bodies.before, piece.at.before, first.before)).min(last.after)
        } else {
            (first.before + along(self.bodies.after, piece.at.after, first.after)).min(last.before)
        };
        let text = format!(" (moved {} ¶\u{a0}{number})", if left == self.turned { "from" } else { "to" });
        Some(Stretch { role: Role::Faint, text, passage: Some(Passage { index: moved, left }) })
    }
}

/// Says what the row's block was before, when it is set otherwise now.
fn other_kind(row: &Row, bodies: Sides<&Body>) -> Option<Stretch> {
    let kinds = super::rows::kinds(row, bodies);
    match (kinds.before, kinds.after) {
        (Some(before), Some(after)) if before != after && row.kind == RowKind::Changed => {
            Some(aside(&format!("was a {}", crate::render::words::block_name(before))))
        }
        _ => None,
    }
}

/// Says which paragraphs became which, where one was cut or several were joined, and what one was before, where it is set
/// otherwise now.
pub(super) fn reshaped(row: &Row, bodies: Sides<&Body>) -> Option<Stretch> {
    let Sides { before, after } = row.blocks.clone().map(numbers);
    let words = match row.kind {
        RowKind::Split => format!("{before} split into {after}"),
        RowKind::Merged => format!("{before} merged into {after}"),
        RowKind::Regrouped => format!("{before} divided otherwise, into {after}"),
        _ => return other_kind(row, bodies),
    };
    Some(aside(&words))
}

/// Names blocks by their numbers: `¶ 3`, `¶ 3–4`.
pub(super) fn numbers(blocks: Range<usize>) -> String {
    let first = blocks.start + 1;
    if blocks.len() > 1 { format!("¶\u{a0}{first}–{}", blocks.end) } else { format!("¶\u{a0}{first}") }
}

fn aside(words: &str) -> Stretch {
    Stretch { role: Role::Faint, text: format!(" ({words})"), passage: None }
}

/// Tells whether a stretch is the blank between words that an edit beside it brought or took along.
fn is_single_blank(piece: &Piece, beside: Sides<Option<&Piece>>) -> bool {
    let edited =
        |other: Option<&Piece>| other.is_some_and(|other| matches!(other.role, Role::Inserted | Role::Deleted));
    piece.text == " " && (edited(beside.before) || edited(beside.after))
}

/// Shortens a long passage at the place it left; the whole of it stands where it is now.
fn left_behind(role: Role, text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    if role != Role::MovedFrom || words.len() <= WORDS_LEFT_BEHIND {
        return text.to_owned();
    }
    format!("{} …", words[..WORDS_OF_A_LONG_ONE].join(" "))
}

/// Makes the stretches of a text without blocks.
pub(super) fn stretches_of(pieces: &[Piece], fold_noise: bool) -> Vec<Stretch> {
    let empty = Body::default();
    let diff = Diff::default();
    let lines = Lines { bodies: Sides::new(&empty, &empty), diff: &diff, fold_noise, turned: false };
    lines.joined(&pieces.iter().collect::<Vec<_>>())
}

/// Makes the stretches of a text without blocks as runs.
pub(super) fn runs_of(pieces: &[Piece], fold_noise: bool) -> Vec<Run> {
    stretches_of(pieces, fold_noise).iter().map(Stretch::run).collect()
}

fn push(runs: &mut Vec<Stretch>, role: Role, text: &str, passage: Option<Passage>) {
    let passage = passage.filter(|_| role != Role::Same);
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.role == role && last.passage == passage => last.text.push_str(text),
        _ => runs.push(Stretch { role, text: text.to_owned(), passage }),
    }
}

/// Drops the blanks that edits leave at both ends of a block.
fn trim(runs: &mut Vec<Stretch>) {
    if let Some(first) = runs.first_mut().filter(|run| run.role == Role::Same) {
        first.text = first.text.trim_start_matches(' ').to_owned();
    }
    if let Some(last) = runs.last_mut().filter(|run| run.role == Role::Same) {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    runs.retain(|run| !run.text.is_empty());
}
