//! The heaviest chain of shared runs that keeps its order on both sides.

use super::sides::Sides;

/// A run of items that both sides share, by the numbers of its first items and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The first item on each side.
    pub(super) at: Sides<usize>,
    /// How many items the run has.
    pub(super) len: usize,
}

impl Run {
    /// Returns the first item behind the run on each side.
    pub(super) fn end(self) -> Sides<usize> {
        self.at.map(|at| at + self.len)
    }
}

/// Pairs the items of two sides by their numbers: the first with the first, the second with the second, as far as
/// a number stands equally often on both sides; joins neighbours to runs.
///
/// Numbers are below `bound`. The runs are in order of the side before.
pub(super) fn twins(ids: Sides<&[u32]>, bound: usize) -> Vec<Run> {
    let counts = ids.map(|ids| {
        let mut counts = vec![0_u32; bound];
        for id in ids {
            counts[*id as usize] += 1;
        }
        counts
    });
    let mut next = 0;
    let places = counts.before.iter().zip(&counts.after);
    let mut cursors: Vec<u32> = places
        .map(|(before, after)| {
            if before != after || *before == 0 {
                return u32::MAX;
            }
            next += before;
            next - before
        })
        .collect();
    let mut twins = vec![0_usize; next as usize];
    let mut afters = cursors.clone();
    for (index, id) in ids.after.iter().enumerate() {
        let cursor = &mut afters[*id as usize];
        if *cursor != u32::MAX {
            twins[*cursor as usize] = index;
            *cursor += 1;
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    for (index, id) in ids.before.iter().enumerate() {
        let cursor = &mut cursors[*id as usize];
        if *cursor != u32::MAX {
            push(&mut runs, Sides::new(index, twins[*cursor as usize]));
            *cursor += 1;
        }
    }
    runs
}

/// Adds a pair to the last run where it goes on with it.
pub(super) fn push(runs: &mut Vec<Run>, at: Sides<usize>) {
    match runs.last_mut() {
        Some(last) if last.end() == at => last.len += 1,
        _ => runs.push(Run { at, len: 1 }),
    }
}

/// Chooses the runs that together weigh most and follow each other on both sides.
///
/// `runs` share no item and are in order of the side before; among equals the earlier ones win.
pub(super) fn heaviest(runs: &[Run], weight: impl Fn(&Run) -> u64) -> Vec<Run> {
    if runs.is_sorted_by(|one, other| one.at.after < other.at.after) {
        return runs.to_vec();
    }
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_unstable_by_key(|index| runs[*index].at.after);
    let mut ranks = vec![0; runs.len()];
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank;
    }
    let mut best = Prefixes::new(runs.len());
    let mut previous = vec![None; runs.len()];
    for (index, run) in runs.iter().enumerate() {
        let before = best.up_to(ranks[index]);
        previous[index] = before.map(|(_, run)| run);
        best.raise(ranks[index], before.map_or(0, |(weight, _)| weight) + weight(run), index);
    }
    let mut chain = Vec::new();
    let mut at = best.up_to(runs.len()).map(|(_, run)| run);
    while let Some(index) = at {
        chain.push(runs[index]);
        at = previous[index];
    }
    chain.reverse();
    chain
}

/// The best chain that ends at or before each place; a tree of prefix maxima after Fenwick.
struct Prefixes(Vec<Option<(u64, usize)>>);

impl Prefixes {
    fn new(size: usize) -> Self {
        Self(vec![None; size + 1])
    }

    /// Returns the weight and last run of the best chain among the first `count` places.
    fn up_to(&self, count: usize) -> Option<(u64, usize)> {
        let (mut at, mut best): (usize, Option<(u64, usize)>) = (count, None);
        while at > 0 {
            if self.0[at].is_some_and(|here| best.is_none_or(|best| here.0 > best.0)) {
                best = self.0[at];
            }
            at &= at - 1;
        }
        best
    }

    /// Notes a chain of `weight` that ends with `run` at `place`.
    fn raise(&mut self, place: usize, weight: u64, run: usize) {
        let mut at = place + 1;
        while at < self.0.len() {
            if self.0[at].is_none_or(|here| weight > here.0) {
                self.0[at] = Some((weight, run));
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heavier_of_two_crossing_runs_stays() {
        let runs = twins(Sides::new(&[1, 2, 3, 4, 5], &[4, 5, 1, 2, 3]), 6);
        let lengths = |runs: &[Run]| runs.iter().map(|run| run.len).collect::<Vec<_>>();
        assert_eq!(lengths(&runs), [3, 2]);
        assert_eq!(lengths(&heaviest(&runs, |run| run.len as u64)), [3]);
        assert_eq!(lengths(&heaviest(&runs, |run| if run.len == 2 { 9 } else { 1 })), [2]);
    }

    #[test]
    fn repeated_items_pair_in_order_when_they_stand_equally_often() {
        let runs = twins(Sides::new(&[1, 9, 1, 2], &[1, 1, 2, 2]), 10);
        assert_eq!(runs, [Run { at: Sides::new(0, 0), len: 1 }, Run { at: Sides::new(2, 1), len: 1 }]);
    }
}
