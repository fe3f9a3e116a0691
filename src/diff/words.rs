//! Which words two stretches share; the one file that names `similar`.
//!
//! Equal ends first, then phrases that part long stretches, then [`Grid`] for what is short. `similar` serves between
//! the two: stretches too long for the grid that share no phrase often enough to part them.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors;
use super::chain::Run;
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
const DEEPEST: usize = 8;

/// How much of the lighter side phrases must make up, in hundredths, to be more than chance.
const CHANCE: u64 = 4;

/// How many words a phrase has that is no chance.
const SURE: usize = 8;

/// Stretches with no more cells than this are aligned in any case.
const SURELY_WORTH_A_LOOK: usize = 600;

/// How much of the lighter side two stretches must share at least, in hundredths, to be aligned: unrelated sentences
/// share their small words only.
const LITTLE: u64 = 20;

/// Finds the words that two stretches share.
#[derive(Debug, Default)]
pub(super) struct Aligner {
    grid: Grid,
    /// How often each word stands on the side before, while two stretches are compared; all 0 otherwise.
    counts: Vec<u32>,
    /// On which sides each word stands, while phrases are looked for; unset otherwise.
    stands: Vec<Sides<bool>>,
}

impl Aligner {
    /// Finds what the stretches do not share, in order.
    pub(super) fn gaps(&mut self, stretches: Sides<&Stretch>, names: &Names) -> Vec<Gap> {
        let ids = stretches.map(|side| side.ids.as_slice());
        let mut search = Search { ids, names, room: self, gaps: Vec::new() };
        search.part(ids.map(|ids| 0..ids.len()), 0, 0);
        search.gaps
    }
}

struct Search<'s> {
    ids: Sides<&'s [u32]>,
    names: &'s Names,
    room: &'s mut Aligner,
    gaps: Vec<Gap>,
}

impl<'s> Search<'s> {
    fn slices(&self, at: &Sides<Range<usize>>) -> Sides<&'s [u32]> {
        Sides::new(&self.ids.before[at.before.clone()], &self.ids.after[at.after.clone()])
    }

    /// Looks for shared words in a part of the stretches, which were parted `depth` times by phrases, last by those
    /// of the length numbered `phrases`.
    fn part(&mut self, at: Sides<Range<usize>>, phrases: usize, depth: usize) {
        let at = self.without_common_ends(at);
        let slices = self.slices(&at);
        let sizes = slices.map(<[u32]>::len);
        let cells = sizes.before.saturating_mul(sizes.after);
        if cells == 0 || (cells > SURELY_WORTH_A_LOOK && self.shares_little(slices)) {
            self.gap(at);
        } else if cells <= LARGEST_GRID {
            let names = self.names;
            let pairs = self.room.grid.align(slices, |id| names.weight(id));
            self.between(&at, pairs.into_iter().map(|pair| (pair, 1)));
        } else if !self.part_by_phrases(&at, phrases, depth) {
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

    /// Tells whether the two sides share so few words that none of them is worth keeping.
    fn shares_little(&mut self, slices: Sides<&[u32]>) -> bool {
        let names = self.names;
        let weights = slices.map(|ids| names.weigh(ids));
        for id in slices.before {
            self.room.counts.resize(self.room.counts.len().max(*id as usize + 1), 0);
            self.room.counts[*id as usize] += 1;
        }
        let mut shared = 0;
        for id in slices.after {
            if let Some(count) = self.room.counts.get_mut(*id as usize).filter(|count| **count > 0) {
                *count -= 1;
                shared += names.weight(*id);
            }
        }
        for id in slices.before {
            self.room.counts[*id as usize] = 0;
        }
        u64::from(shared) * 100 < u64::from(weights.before.min(weights.after)) * LITTLE
    }

    /// Parts a long stretch by the phrases both sides share; tells whether there were any.
    fn part_by_phrases(&mut self, at: &Sides<Range<usize>>, phrases: usize, depth: usize) -> bool {
        if depth == DEEPEST {
            return false;
        }
        let names = self.names;
        for (number, length) in PHRASES.into_iter().enumerate().skip(phrases) {
            let runs = anchors::shared(self.slices(at), length, &mut self.room.stands, |ids| names.weigh(ids));
            if runs.is_empty() {
                continue;
            }
            let runs = self.worth_keeping(at, runs);
            if runs.is_empty() {
                self.gap(at.clone());
                return true;
            }
            let mut from = Sides::new(at.before.start, at.after.start);
            for run in runs {
                let start = Sides::new(at.before.start + run.at.before, at.after.start + run.at.after);
                self.part(Sides::new(from.before..start.before, from.after..start.after), number, depth + 1);
                from = start.map(|start| start + run.len);
            }
            self.part(Sides::new(from.before..at.before.end, from.after..at.after.end), number, depth + 1);
            return true;
        }
        false
    }

    /// Leaves out chance finds: short runs, when all runs together are next to nothing of the stretches.
    fn worth_keeping(&self, at: &Sides<Range<usize>>, mut runs: Vec<Run>) -> Vec<Run> {
        let slices = self.slices(at);
        let weights = slices.map(|ids| u64::from(self.names.weigh(ids)));
        let run_weight = |run: &Run| u64::from(self.names.weigh(&slices.before[run.at.before..run.end().before]));
        let kept: u64 = runs.iter().map(run_weight).sum();
        if kept * anchors::sample(slices) * 100 < weights.before.min(weights.after) * CHANCE {
            runs.retain(|run| run.len >= SURE);
        }
        runs
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
