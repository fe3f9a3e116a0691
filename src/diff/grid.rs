//! The best way to keep words of two short stretches, weighed against the number of gaps.

use super::sides::Sides;
use super::weight::GAP;

/// How a cell was reached, in bits; see [`Grid::fill`].
mod step {
    /// The kept pair follows a gap, not another kept pair.
    pub(super) const KEPT_FROM_GAP: u8 = 1;
    /// The gap goes on from the word before on the side before.
    pub(super) const GAP_FROM_BEFORE: u8 = 2;
    /// The gap goes on from the word before on the side after.
    pub(super) const GAP_FROM_AFTER: u8 = 4;
}

/// A score that nothing reaches.
const NEVER: i32 = i32::MIN / 2;

/// Aligns short stretches: among all ways to keep words in order it takes the one whose kept words weigh most, less a
/// price for each gap. So a lone `the` between two changes is given up, and a phrase is not.
///
/// An alignment with affine gaps after Gotoh (1982), with gaps that cost for opening only. Kept for its memory.
#[derive(Debug, Default)]
pub(super) struct Grid {
    steps: Vec<u8>,
    kept: Vec<i32>,
    gap: Vec<i32>,
    weights: Vec<i32>,
}

impl Grid {
    /// Returns the kept pairs, in order. `weigh` tells what keeping a word of the side before is worth; `open` says
    /// whether a gap stands before and behind the stretches already.
    pub(super) fn align(&mut self, ids: Sides<&[u32]>, weigh: impl Fn(u32) -> u32) -> Vec<Sides<usize>> {
        self.weights.clear();
        self.weights.extend(ids.before.iter().map(|id| i32::try_from(weigh(*id)).unwrap_or(0)));
        self.fill(ids);
        self.walk(ids)
    }

    /// Scores every cell: the best with both words kept, and the best with a gap open behind them.
    fn fill(&mut self, ids: Sides<&[u32]>) {
        let open = i32::try_from(GAP).unwrap_or(0);
        let width = ids.after.len() + 1;
        self.steps.clear();
        self.steps.resize((ids.before.len() + 1) * width, 0);
        self.kept.clear();
        self.kept.resize(width, NEVER);
        self.gap.clear();
        self.gap.resize(width, -open);
        self.kept[0] = 0;
        self.steps[1..width].fill(step::GAP_FROM_AFTER);
        for (row, id) in ids.before.iter().enumerate() {
            let steps = &mut self.steps[(row + 1) * width..(row + 2) * width];
            let (mut kept_diagonal, mut gap_diagonal) = (self.kept[0], self.gap[0]);
            self.kept[0] = NEVER;
            steps[0] = step::GAP_FROM_BEFORE;
            let mut gap_left = self.gap[0];
            let cells = self.kept[1..].iter_mut().zip(&mut self.gap[1..]).zip(&mut steps[1..]).zip(ids.after);
            for (((kept, gap), step), other) in cells {
                let mut how = 0;
                let mut here = NEVER;
                if id == other {
                    here = kept_diagonal.max(gap_diagonal) + self.weights[row];
                    how = u8::from(gap_diagonal > kept_diagonal) * step::KEPT_FROM_GAP;
                }
                (kept_diagonal, gap_diagonal) = (*kept, *gap);
                let (mut best, mut from) = (here - open, 0);
                if *gap >= best {
                    (best, from) = (*gap, step::GAP_FROM_BEFORE);
                }
                if gap_left >= best {
                    (best, from) = (gap_left, step::GAP_FROM_AFTER);
                }
                *kept = here;
                *gap = best;
                gap_left = best;
                *step = how | from;
            }
        }
    }

    /// Follows the best way back from the end.
    fn walk(&self, ids: Sides<&[u32]>) -> Vec<Sides<usize>> {
        let width = ids.after.len() + 1;
        let (mut old, mut new) = (ids.before.len(), ids.after.len());
        let mut in_gap = self.gap[new] > self.kept[new];
        let mut pairs = Vec::new();
        while old > 0 || new > 0 {
            let step = self.steps[old * width + new];
            if !in_gap {
                (old, new) = (old - 1, new - 1);
                pairs.push(Sides::new(old, new));
                in_gap = step & step::KEPT_FROM_GAP != 0;
            } else if step & step::GAP_FROM_BEFORE != 0 {
                old -= 1;
            } else if step & step::GAP_FROM_AFTER != 0 {
                new -= 1;
            } else {
                in_gap = false;
            }
        }
        pairs.reverse();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(before: &[u32], after: &[u32]) -> Vec<(usize, usize)> {
        let pairs = Grid::default().align(Sides::new(before, after), |id| if id < 10 { 4 } else { 10 });
        pairs.into_iter().map(|at| (at.before, at.after)).collect()
    }

    #[test]
    fn a_light_word_between_changes_is_given_up() {
        assert_eq!(kept(&[10, 1, 11, 12], &[13, 1, 14, 12]), [(3, 3)]);
    }

    #[test]
    fn a_full_word_between_changes_stays() {
        assert_eq!(kept(&[10, 20, 11, 12], &[13, 20, 14, 12]), [(1, 1), (3, 3)]);
    }

    #[test]
    fn a_kept_run_stays_together() {
        assert_eq!(kept(&[20, 21], &[20, 30, 20, 21]), [(0, 2), (1, 3)]);
        assert!(kept(&[20], &[21]).is_empty());
    }
}
