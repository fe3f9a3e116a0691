//! The best way to keep words of two short stretches, weighed against the number of gaps.

use std::ops::Range;

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
/// An alignment with affine gaps after Gotoh (1982), with gaps that cost for opening only. Since a gap costs nothing to
/// go on, words that one side alone has need no row or column, the best score of a gap never falls along a row, and
/// cells whose words differ need no more than a look at their neighbour. Kept for its memory.
#[derive(Debug, Default)]
pub(super) struct Grid {
    steps: Vec<u8>,
    /// The best with both words kept, by column; [`NEVER`] but where the words of the last row are the same.
    kept: Vec<i32>,
    /// The best with a gap open behind, by column.
    gap: Vec<i32>,
    /// The first place of each word on the side after, from 1; 0 for none, and for all words between two uses.
    first: Vec<usize>,
    /// The next place of the same word for each place on the side after, both from 1; 0 for none.
    next: Vec<usize>,
    /// The words of the side before that the side after has too: their places here, and their first one there.
    rows: Vec<(usize, usize)>,
    /// The places of the words of the side after that have a column, from column 1 on.
    columns: Vec<usize>,
    /// The column of each word of the side after; 0 for none.
    column_of: Vec<usize>,
    /// The cells of a row whose words are the same, with what keeping them scores and how they are reached.
    same: Vec<(usize, i32, u8)>,
}

impl Grid {
    /// Returns the kept pairs, in order. `weigh` tells what keeping a word of the side before is worth.
    pub(super) fn align(&mut self, ids: Sides<&[u32]>, weigh: impl Fn(u32) -> u32) -> Vec<Sides<usize>> {
        self.lay_out(ids);
        self.fill(ids.before, weigh);
        self.walk(ids)
    }

    /// Gives the words that both sides have their rows and columns.
    fn lay_out(&mut self, ids: Sides<&[u32]>) {
        let bound = ids.before.iter().chain(ids.after).max().map_or(0, |id| *id as usize + 1);
        self.first.resize(self.first.len().max(bound), 0);
        self.next.clear();
        self.next.resize(ids.after.len() + 1, 0);
        for (place, id) in ids.after.iter().enumerate().rev() {
            self.next[place + 1] = std::mem::replace(&mut self.first[*id as usize], place + 1);
        }
        self.column_of.clear();
        self.column_of.resize(ids.after.len(), 0);
        self.rows.clear();
        for (row, id) in ids.before.iter().enumerate() {
            let first = self.first[*id as usize];
            if first > 0 {
                self.rows.push((row, first));
                let mut place = first;
                // The places of a word are marked all at once, so the first one tells.
                while place > 0 && self.column_of[place - 1] == 0 {
                    self.column_of[place - 1] = 1;
                    place = self.next[place];
                }
            }
        }
        for id in ids.after {
            self.first[*id as usize] = 0;
        }
        self.columns.clear();
        for (place, column) in self.column_of.iter_mut().enumerate().filter(|(_, column)| **column > 0) {
            self.columns.push(place);
            *column = self.columns.len();
        }
    }

    /// Scores every cell: the best with both words kept, and the best with a gap open behind them.
    fn fill(&mut self, before: &[u32], weigh: impl Fn(u32) -> u32) {
        let open = i32::try_from(GAP).unwrap_or(0);
        let width = self.columns.len() + 1;
        // Every cell is written before it is read, so what stands there may stay.
        self.steps.resize(self.steps.len().max((self.rows.len() + 1) * width), 0);
        self.steps[..width].fill(step::GAP_FROM_AFTER);
        self.kept.clear();
        self.kept.resize(width, NEVER);
        self.kept[0] = 0;
        self.gap.clear();
        self.gap.resize(width, -open);
        self.same.clear();
        self.same.push((0, 0, 0));
        for row in 0..self.rows.len() {
            let weight = i32::try_from(weigh(before[self.rows[row].0])).unwrap_or(0);
            self.keep(row, weight);
            let steps = &mut self.steps[(row + 1) * width..(row + 2) * width];
            steps[0] = step::GAP_FROM_BEFORE;
            let mut from = 1;
            for (column, kept, how) in &self.same {
                open_gap(&mut self.gap, steps, from..*column);
                let best = kept - open;
                let (before, after) = (self.gap[*column], self.gap[column - 1]);
                steps[*column] = *how
                    | if after >= best.max(before) {
                        step::GAP_FROM_AFTER
                    } else if before >= best {
                        step::GAP_FROM_BEFORE
                    } else {
                        0
                    };
                self.gap[*column] = best.max(before).max(after);
                from = column + 1;
            }
            open_gap(&mut self.gap, steps, from..width);
        }
    }

    /// Scores the cells of the next row whose words are the same: kept with the words before them when nothing stands
    /// between, else behind a gap.
    fn keep(&mut self, row: usize, weight: i32) {
        let (row_place, first) = self.rows[row];
        let follows_row = row_place == row.checked_sub(1).map_or(0, |last| self.rows[last].0 + 1);
        let last = self.same.len();
        let mut next = first;
        while let Some(place) = next.checked_sub(1) {
            let column = self.column_of[place];
            let follows = follows_row && place == column.checked_sub(2).map_or(0, |last| self.columns[last] + 1);
            let (kept, gap) = (if follows { self.kept[column - 1] } else { NEVER }, self.gap[column - 1]);
            self.same.push((column, kept.max(gap) + weight, u8::from(gap > kept) * step::KEPT_FROM_GAP));
            next = self.next[next];
        }
        for (column, ..) in self.same.drain(..last) {
            self.kept[column] = NEVER;
        }
        for (column, kept, _) in &self.same {
            self.kept[*column] = *kept;
        }
    }

    /// Follows the best way back from the end.
    fn walk(&self, ids: Sides<&[u32]>) -> Vec<Sides<usize>> {
        let width = self.columns.len() + 1;
        let (mut row, mut column) = (self.rows.len(), self.columns.len());
        let rest = self.rows.last().is_none_or(|(row, _)| row + 1 < ids.before.len())
            || self.columns.last().is_none_or(|place| place + 1 < ids.after.len());
        let mut in_gap = rest || self.gap[column] > self.kept[column];
        let mut pairs = Vec::with_capacity(row.min(column));
        while row > 0 || column > 0 {
            let step = self.steps[row * width + column];
            if !in_gap {
                (row, column) = (row - 1, column - 1);
                pairs.push(Sides::new(self.rows[row].0, self.columns[column]));
                in_gap = step & step::KEPT_FROM_GAP != 0;
            } else if step & step::GAP_FROM_BEFORE != 0 {
                row -= 1;
            } else if step & step::GAP_FROM_AFTER != 0 {
                column -= 1;
            } else {
                in_gap = false;
            }
        }
        pairs.reverse();
        pairs
    }
}

/// Scores the cells `range` of a row, whose words differ: the gap goes on from the better neighbour.
fn open_gap(gap: &mut [i32], steps: &mut [u8], range: Range<usize>) {
    let left = gap[range.start - 1];
    let raised = gap[range.clone()].iter().take_while(|gap| **gap < left).count();
    let rest = range.start + raised..range.end;
    gap[range.start..rest.start].fill(left);
    steps[range.start..rest.start].fill(step::GAP_FROM_AFTER);
    let pairs = gap[rest.start - 1..].iter().zip(&gap[rest.clone()]);
    for (step, (after, before)) in steps[rest].iter_mut().zip(pairs) {
        *step = if after >= before { step::GAP_FROM_AFTER } else { step::GAP_FROM_BEFORE };
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

    /// The score of the best alignment by its plain recurrence, all words and cells counted.
    fn best_score(before: &[u32], after: &[u32]) -> i32 {
        let open = i32::try_from(GAP).unwrap();
        let mut kept = vec![vec![NEVER; after.len() + 1]; before.len() + 1];
        let mut gap = vec![vec![NEVER; after.len() + 1]; before.len() + 1];
        kept[0][0] = 0;
        for row in 0..=before.len() {
            for column in 0..=after.len() {
                if row > 0 && column > 0 && before[row - 1] == after[column - 1] {
                    let weight = if before[row - 1] < 10 { 4 } else { 10 };
                    kept[row][column] = kept[row - 1][column - 1].max(gap[row - 1][column - 1]) + weight;
                }
                gap[row][column] = kept[row][column] - open;
                for from in
                    [row.checked_sub(1).map(|row| gap[row][column]), column.checked_sub(1).map(|at| gap[row][at])]
                {
                    gap[row][column] = gap[row][column].max(from.unwrap_or(NEVER));
                }
            }
        }
        kept[before.len()][after.len()].max(gap[before.len()][after.len()])
    }

    /// What an alignment scores: the weight of what it keeps, less its gaps.
    fn score_of(before: &[u32], after: &[u32], pairs: &[(usize, usize)]) -> i32 {
        let mut score = 0;
        let mut at = (0, 0);
        for pair in pairs.iter().copied().chain([(before.len(), after.len())]) {
            score -= if pair == at { 0 } else { i32::try_from(GAP).unwrap() };
            score += before.get(pair.0).map_or(0, |word| if *word < 10 { 4 } else { 10 });
            at = (pair.0 + 1, pair.1 + 1);
        }
        score
    }

    proptest::proptest! {
        #[test]
        fn no_alignment_scores_better(
            before in proptest::collection::vec(5_u32..16, 0..14),
            after in proptest::collection::vec(5_u32..16, 0..14),
        ) {
            let pairs = kept(&before, &after);
            proptest::prop_assert!(pairs.iter().all(|(old, new)| before[*old] == after[*new]));
            proptest::prop_assert_eq!(score_of(&before, &after, &pairs), best_score(&before, &after));
        }
    }

    #[test]
    fn a_kept_run_stays_together() {
        assert_eq!(kept(&[20, 21], &[20, 30, 20, 21]), [(0, 2), (1, 3)]);
        assert!(kept(&[20], &[21]).is_empty());
    }
}
