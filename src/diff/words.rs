//! Which words two stretches share; the one file that names `similar`.
//!
//! Equal ends first, then phrases that part long stretches, then [`Grid`] for what is short. `similar` serves between
//! the two: stretches too long for the grid that share no phrase often enough to part them.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors;
use super::furthest;
use super::gap::Gap;
use super::grid::Grid;
use super::sides::Sides;
use super::stretch::{Names, Stretch};

/// How many cells the grid may have.
const LARGEST_GRID: usize = 12_000;

/// How many words, both sides together, `similar` is asked about at a time: its time grows with their square.
const LARGEST_FOR_SIMILAR: usize = 1_500;

/// The lengths of the phrases that part long stretches, longest first.
const PHRASES: [usize; 3] = [4, 2, 1];

/// How often stretches are parted by phrases within each other, at most.
const DEEPEST: usize = 12;

/// Finds the words that two stretches share.
#[derive(Debug, Default)]
pub(super) struct Aligner {
    grid: Grid,
}

impl Aligner {
    /// Finds what the stretches do not share, in order.
    pub(super) fn gaps(&mut self, stretches: Sides<&Stretch>, names: &Names) -> Vec<Gap> {
        let ids = stretches.map(|side| side.ids.as_slice());
        let mut search = Search { ids, names, grid: &mut self.grid, gaps: Vec::new() };
        search.part(ids.map(|ids| 0..ids.len()), 0);
        search.gaps
    }
}

struct Search<'s> {
    ids: Sides<&'s [u32]>,
    names: &'s Names,
    grid: &'s mut Grid,
    gaps: Vec<Gap>,
}

impl<'s> Search<'s> {
    fn slices(&self, at: &Sides<Range<usize>>) -> Sides<&'s [u32]> {
        Sides::new(&self.ids.before[at.before.clone()], &self.ids.after[at.after.clone()])
    }

    /// Looks for shared words in a part of the stretches; `depth` says how often they were parted.
    fn part(&mut self, at: Sides<Range<usize>>, depth: usize) {
        let at = self.without_common_ends(at);
        let slices = self.slices(&at);
        let sizes = slices.map(<[u32]>::len);
        if sizes.before == 0 || sizes.after == 0 {
            self.gap(at);
        } else if sizes.before.saturating_mul(sizes.after) <= LARGEST_GRID {
            let names = self.names;
            let pairs = self.grid.align(slices, |id| names.weight(id));
            self.between(&at, pairs.into_iter().map(|pair| (pair, 1)));
        } else if !self.part_by_phrases(&at, depth) {
            if sizes.before + sizes.after <= LARGEST_FOR_SIMILAR {
                self.between(&at, by_similar(slices).into_iter());
            } else {
                self.between(&at, furthest::shared(slices).into_iter());
            }
        }
    }

    /// Leaves out the words both sides begin with and those both end with.
    fn without_common_ends(&self, mut at: Sides<Range<usize>>) -> Sides<Range<usize>> {
        let slices = self.slices(&at);
        let head = slices.before.iter().zip(slices.after).take_while(|(one, other)| one == other).count();
        at.before.start += head;
        at.after.start += head;
        let slices = self.slices(&at);
        let pairs = slices.before.iter().rev().zip(slices.after.iter().rev());
        let tail = pairs.take_while(|(one, other)| one == other).count();
        at.before.end -= tail;
        at.after.end -= tail;
        at
    }

    /// Parts a long stretch by the phrases both sides share; tells whether there were any.
    fn part_by_phrases(&mut self, at: &Sides<Range<usize>>, depth: usize) -> bool {
        if depth == DEEPEST {
            return false;
        }
        let names = self.names;
        for length in PHRASES {
            let runs = anchors::shared(self.slices(at), length, |ids| names.weigh(ids));
            if runs.is_empty() {
                continue;
            }
            let mut from = Sides::new(at.before.start, at.after.start);
            for run in runs {
                let start = Sides::new(at.before.start + run.at.before, at.after.start + run.at.after);
                self.part(Sides::new(from.before..start.before, from.after..start.after), depth + 1);
                from = start.map(|start| start + run.len);
            }
            self.part(Sides::new(from.before..at.before.end, from.after..at.after.end), depth + 1);
            return true;
        }
        false
    }

    /// Notes the gaps between kept runs, given from the start of the part.
    fn between(&mut self, at: &Sides<Range<usize>>, runs: impl Iterator<Item = (Sides<usize>, usize)>) {
        let mut from = Sides::new(at.before.start, at.after.start);
        for (start, length) in runs {
            let start = Sides::new(at.before.start + start.before, at.after.start + start.after);
            self.gap(Sides::new(from.before..start.before, from.after..start.after));
            from = start.map(|start| start + length);
        }
        self.gap(Sides::new(from.before..at.before.end, from.after..at.after.end));
    }

    /// Notes a gap, joined to the last one where they touch.
    fn gap(&mut self, at: Sides<Range<usize>>) {
        if at.before.is_empty() && at.after.is_empty() {
            return;
        }
        match self.gaps.last_mut() {
            Some(last) if last.before.end == at.before.start && last.after.end == at.after.start => {
                last.before.end = at.before.end;
                last.after.end = at.after.end;
            }
            _ => self.gaps.push(Gap { before: at.before, after: at.after }),
        }
    }
}

/// Asks `similar` (Myers, without a deadline) for the shared runs.
fn by_similar(ids: Sides<&[u32]>) -> Vec<(Sides<usize>, usize)> {
    capture_diff_slices(Algorithm::Myers, ids.before, ids.after)
        .into_iter()
        .filter_map(|op| match op {
            DiffOp::Equal { old_index, new_index, len } => Some((Sides::new(old_index, new_index), len)),
            _ => None,
        })
        .collect()
}
