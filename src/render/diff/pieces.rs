//! A comparison cut into stretches, in reading order.

use std::ops::Range;

use crate::diff::{Diff, Edit, Sides};
use crate::render::role::Role;
use crate::render::visible::is_unseen;
use crate::text::Span;

/// One stretch of a comparison, and where its text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is: `Same`, `Deleted`, `Inserted`, or one of the moved and noise roles.
    pub(super) role: Role,
    /// Its text.
    pub(super) text: String,
    /// The byte it begins at, on the sides it stands on.
    pub(super) at: Sides<Option<usize>>,
    /// The passage it belongs to, when that stands elsewhere now: an index into the moves.
    pub(super) moved: Option<usize>,
}

/// Cuts a comparison into stretches: kept ones, and the two sides of each edit, blanks at their edges set apart.
///
/// Nothing is joined over a line break, so no stretch reaches over two blocks.
pub(super) fn pieces(texts: Sides<&str>, diff: &Diff) -> Vec<Piece> {
    let mut cutter = Cutter { texts, diff, pieces: Vec::new() };
    let mut at = Sides::new(0, 0);
    for edit in &diff.edits {
        let edit_at = edit.at.map(Span::range);
        cutter.keep(at, edit_at.after.start);
        cutter.change(edit);
        at = edit_at.map(|range| range.end);
    }
    cutter.keep(at, texts.after.len());
    cutter.pieces
}

struct Cutter<'a> {
    texts: Sides<&'a str>,
    diff: &'a Diff,
    pieces: Vec<Piece>,
}

impl Cutter<'_> {
    /// Adds the kept stretch from `at` to the byte `end` of the text after.
    fn keep(&mut self, at: Sides<usize>, end: usize) {
        for line in lines(self.texts.after, at.after..end) {
            let before = at.before + (line.start - at.after);
            let at = Sides::new(Some(before), Some(line.start));
            self.put(Role::Same, &self.texts.after[line], at, None);
        }
    }

    /// Adds the two sides of an edit.
    fn change(&mut self, edit: &Edit) {
        let ranges = edit.at.map(Span::range);
        let (before, after) = (&self.texts.before[ranges.before.clone()], &self.texts.after[ranges.after.clone()]);
        if is_unseen(before) && is_unseen(after) && (before.contains('\n') || after.contains('\n')) {
            // A paragraph was cut in two, or two were joined: the rows tell it.
            return;
        }
        if edit.noise.is_some() {
            self.out(ranges.before, Role::NoiseOut);
            self.into(ranges.after, Role::NoiseIn);
            return;
        }
        let mut rest = ranges.before.clone();
        for (index, span) in self.passages(|sides| sides.before, &ranges.before) {
            self.out(rest.start..span.start, Role::Deleted);
            self.leave(index, span.clone());
            rest.start = span.end;
        }
        self.out(rest, Role::Deleted);
        let mut rest = ranges.after.clone();
        for (index, span) in self.passages(|sides| sides.after, &ranges.after) {
            self.into(rest.start..span.start, Role::Inserted);
            self.arrive(index, span.clone());
            rest.start = span.end;
        }
        self.into(rest, Role::Inserted);
    }

    /// Finds the moved passages in a stretch of one side, in order, each cut to the stretch: one that holds several
    /// paragraphs is put in and taken out by as many edits.
    fn passages(&self, side: impl Fn(Sides<Span>) -> Span, within: &Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut found: Vec<_> = self
            .diff
            .moves
            .iter()
            .enumerate()
            .map(|(index, passage)| (index, cut(&side(passage.at).range(), within)))
            .filter(|(_, range)| !range.is_empty())
            .collect();
        found.sort_by_key(|(index, range)| (range.start, *index));
        let mut free = within.start;
        found.retain(|(_, range)| {
            let apart = range.start >= free;
            free = if apart { range.end } else { free };
            apart
        });
        found
    }

    /// Adds a passage at the place it left.
    fn leave(&mut self, index: usize, range: Range<usize>) {
        for line in lines(self.texts.before, range) {
            let at = Sides::new(Some(line.start), None);
            self.put(Role::MovedFrom, &self.texts.before[line], at, Some(index));
        }
    }

    /// Adds a passage, or the part of it in `range`, at the place it came to, with what was edited on the way.
    fn arrive(&mut self, index: usize, range: Range<usize>) {
        let passage = &self.diff.moves[index];
        let ends_here = passage.at.after.range().end == range.end;
        let mut at = range.start;
        for edit in &passage.edits {
            let inner = edit.at.map(Span::range);
            let put_in = cut(&inner.after, &range);
            let begins_here = range.contains(&inner.after.start) || ends_here && inner.after.start == range.end;
            if put_in.start < at || put_in.is_empty() && !begins_here {
                continue;
            }
            self.arrived(index, at..put_in.start);
            let (out, put) =
                if edit.noise.is_some() { (Role::NoiseOut, Role::NoiseIn) } else { (Role::Deleted, Role::Inserted) };
            // The words it lost on the way are shown where it stands now.
            let here = Sides::new(None, Some(put_in.start));
            if begins_here {
                self.put(out, &self.texts.before[inner.before], here, Some(index));
            }
            self.put(put, &self.texts.after[put_in.clone()], here, Some(index));
            at = put_in.end;
        }
        self.arrived(index, at..range.end);
    }

    fn arrived(&mut self, index: usize, range: Range<usize>) {
        for line in lines(self.texts.after, range) {
            let at = Sides::new(None, Some(line.start));
            self.put(Role::MovedTo, &self.texts.after[line], at, Some(index));
        }
    }

    fn out(&mut self, range: Range<usize>, role: Role) {
        for line in lines(self.texts.before, range) {
            self.put(role, &self.texts.before[line.clone()], Sides::new(Some(line.start), None), None);
        }
    }

    fn into(&mut self, range: Range<usize>, role: Role) {
        for line in lines(self.texts.after, range) {
            self.put(role, &self.texts.after[line.clone()], Sides::new(None, Some(line.start)), None);
        }
    }

    fn put(&mut self, role: Role, text: &str, at: Sides<Option<usize>>, moved: Option<usize>) {
        if !text.is_empty() {
            self.pieces.push(Piece { role, text: text.to_owned(), at, moved });
        }
    }
}

/// Cuts a stretch to another.
fn cut(stretch: &Range<usize>, within: &Range<usize>) -> Range<usize> {
    let start = stretch.start.clamp(within.start, within.end);
    start..stretch.end.clamp(start, within.end)
}

/// Parts a stretch of a text at its line breaks, which are left out.
fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let start = range.start;
    let mut at = start;
    text[range].split('\n').filter_map(move |line| {
        let from = at;
        at += line.len() + 1;
        (!line.is_empty()).then(|| from..from + line.len())
    })
}
