//! Rows made into lines of stretches: blanks outside the marks, breaks and moves told.

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
    pub(in crate::render) runs: Vec<Run>,
}

/// What the lines are made from.
pub(super) struct Lines<'a> {
    pub(super) bodies: Sides<&'a Body>,
    pub(super) diff: &'a Diff,
    /// Leave out the earlier side of differences that readers take as none.
    pub(super) fold_noise: bool,
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
                runs.extend(self.whereabouts(moved, placed));
            }
        }
        for block in &mut blocks {
            trim(&mut block.runs);
        }
        if let Some(was) = self.other_kind(row) {
            blocks[0].runs.push(Run { role: Role::Faint, text: format!(" (was a {was})") });
        }
        blocks
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
            push(runs, Role::Same, " ");
            push(runs, Role::Deleted, "¶");
            push(runs, Role::Same, " ");
        }
        if begun {
            if !left && row.blocks.before.len() == 1 {
                push(runs, Role::Same, " ");
                push(runs, Role::Inserted, "¶");
            }
            blocks.push(self.block(placed.blocks.after.unwrap_or_default(), 0, row));
        }
        at.before = placed.blocks.before.or(at.before);
        at.after = placed.blocks.after.or(at.after);
    }

    /// Adds a stretch, its outer blanks outside the marks, and once where both sides of a pair have them.
    fn put(&self, runs: &mut Vec<Run>, piece: &Piece, beside: Sides<Option<&Piece>>) {
        let role = match piece.role {
            Role::NoiseOut if self.fold_noise => return,
            Role::NoiseIn if self.fold_noise => Role::Same,
            role => role,
        };
        if role == Role::Same {
            return push(runs, role, &piece.text);
        }
        if is_single_blank(piece, beside) {
            return push(runs, Role::Same, if role.is_in() { " " } else { "" });
        }
        if is_unseen(&piece.text) {
            return push(runs, role, &visible_blanks(&piece.text));
        }
        let core = piece.text.trim_matches(' ');
        let from = piece.text.len() - piece.text.trim_start_matches(' ').len();
        let (lead, trail) = (&piece.text[..from], &piece.text[from + core.len()..]);
        let pairs_on = piece.role.is_out() && beside.after.is_some_and(|next| next.role.is_in());
        let pairs_back = piece.role.is_in() && beside.before.is_some_and(|last| last.role.is_out());
        if !(pairs_back && beside.before.is_some_and(|last| last.text.starts_with(' '))) {
            push(runs, Role::Same, lead);
        }
        push(runs, role, &left_behind(role, core));
        if !(pairs_on && beside.after.is_some_and(|next| next.text.ends_with(' '))) {
            push(runs, Role::Same, trail);
        }
    }

    /// Says where a passage went, or where it came from.
    fn whereabouts(&self, moved: usize, placed: &Placed) -> Option<Run> {
        let at = self.diff.moves.get(moved)?.at;
        let blocks = Sides::new(
            self.bodies.before.block_at(at.before.start as usize)?,
            self.bodies.after.block_at(at.after.start as usize)?,
        );
        let text = if placed.piece.role == Role::MovedFrom {
            format!(" (moved to ¶\u{a0}{})", blocks.after + 1)
        } else {
            format!(" (from ¶\u{a0}{})", blocks.before + 1)
        };
        Some(Run { role: Role::Faint, text })
    }

    /// Names what the row's block was before, when it is set otherwise now.
    fn other_kind(&self, row: &Row) -> Option<&'static str> {
        let kinds = super::rows::kinds(row, self.bodies);
        match (kinds.before, kinds.after) {
            (Some(before), Some(after)) if before != after && row.kind == RowKind::Changed => {
                Some(crate::render::words::block_name(before))
            }
            _ => None,
        }
    }
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
pub(super) fn runs_of(pieces: &[Piece], fold_noise: bool) -> Vec<Run> {
    let empty = Body::default();
    let diff = Diff::default();
    let lines = Lines { bodies: Sides::new(&empty, &empty), diff: &diff, fold_noise };
    let mut runs = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let last = index.checked_sub(1).map(|last| &pieces[last]);
        lines.put(&mut runs, piece, Sides::new(last, pieces.get(index + 1)));
    }
    trim(&mut runs);
    runs
}

fn push(runs: &mut Vec<Run>, role: Role, text: &str) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.role == role => last.text.push_str(text),
        _ => runs.push(Run { role, text: text.to_owned() }),
    }
}

/// Drops the blanks that edits leave at both ends of a block.
fn trim(runs: &mut Vec<Run>) {
    if let Some(first) = runs.first_mut().filter(|run| run.role == Role::Same) {
        first.text = first.text.trim_start_matches(' ').to_owned();
    }
    if let Some(last) = runs.last_mut().filter(|run| run.role == Role::Same) {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    runs.retain(|run| !run.text.is_empty());
}
