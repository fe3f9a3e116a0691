//! Readable edges: the same diff, cut where a reader would cut it.

use std::ops::Range;

use super::border::{self, Border};
use super::gap::Gap;
use super::sides::Sides;
use super::stretch::Stretch;

/// How many words a gap is slid at most.
const FURTHEST_SLIDE: usize = 400;

/// Slides every gap that only inserts or only deletes to where its ends stand at the strongest borders.
///
/// `The ferry sank. [The crew left. ]The rest stayed.` reads better than `The [ferry sank. The ]crew left.`; both are
/// the same diff.
pub(super) fn slide(stretches: Sides<&Stretch>, gaps: &mut [Gap]) {
    for index in 0..gaps.len() {
        let room = room(stretches, gaps, index);
        let gap = &mut gaps[index];
        if gap.before.is_empty() && !gap.after.is_empty() {
            let shift = best_shift(stretches.after, &gap.after, stretches.before, gap.before.start, room);
            shift_by(gap, shift);
        } else if gap.after.is_empty() && !gap.before.is_empty() {
            let shift = best_shift(stretches.before, &gap.before, stretches.after, gap.after.start, room);
            shift_by(gap, shift);
        }
    }
}

/// Tells how many kept words stand before and behind a gap; one is left to part it from the next gap.
fn room(stretches: Sides<&Stretch>, gaps: &[Gap], index: usize) -> (usize, usize) {
    let gap = &gaps[index];
    let before = match index.checked_sub(1) {
        Some(last) => (gap.before.start - gaps[last].before.end).saturating_sub(1),
        None => gap.before.start,
    };
    let behind = match gaps.get(index + 1) {
        Some(next) => (next.before.start - gap.before.end).saturating_sub(1),
        None => stretches.before.words.len() - gap.before.end,
    };
    (before.min(FURTHEST_SLIDE), behind.min(FURTHEST_SLIDE))
}

/// Finds the best place for the words `range` of `side`, which stand against the place `at` on the other side; the
/// answer is how far to go, back when negative.
fn best_shift(side: &Stretch, range: &Range<usize>, other: &Stretch, at: usize, room: (usize, usize)) -> isize {
    let score = |start: usize, end: usize, at: usize| {
        let (opens, closes) = (border::before(side, start), border::before(side, end));
        let kept = other.blanks_before(at).of(other.text);
        let fits = |index: usize| side.blanks_before(index).of(side.text) == kept;
        8 * rank(opens.min(closes)) + rank(opens) + rank(closes) + 4 * i32::from(fits(start) || fits(end))
    };
    let mut best = (score(range.start, range.end, at), 0);
    let same = |one: usize, other: usize| side.ids[one] == side.ids[other] && side.word(one) == side.word(other);
    let mut step = 0;
    while step < room.0 && same(range.start - step - 1, range.end - step - 1) {
        step += 1;
        let here = score(range.start - step, range.end - step, at - step);
        if here > best.0 {
            best = (here, -step.cast_signed());
        }
    }
    step = 0;
    while step < room.1 && same(range.start + step, range.end + step) {
        step += 1;
        let here = score(range.start + step, range.end + step, at + step);
        if here > best.0 || (here == best.0 && best.1 >= 0) {
            best = (here, step.cast_signed());
        }
    }
    best.1
}

fn rank(border: Border) -> i32 {
    border as i32
}

fn shift_by(gap: &mut Gap, shift: isize) {
    let shifted = |range: &Range<usize>| range.start.wrapping_add_signed(shift)..range.end.wrapping_add_signed(shift);
    gap.before = shifted(&gap.before);
    gap.after = shifted(&gap.after);
}
