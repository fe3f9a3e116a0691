//! The way through stretches that share nothing rare: in bounded steps, each as far as it leads.

use std::cmp::Reverse;

use super::number::{Numbers, hash_numbers};
use super::sides::Sides;

/// How many differences a step may try; time is at most this for each word.
const REACH: usize = 64;

/// Finds shared runs; words that one side alone has are passed over first.
pub(super) fn shared(ids: Sides<&[u32]>) -> Vec<(Sides<usize>, usize)> {
    let mut numbers = Numbers::default();
    let local = ids.map(|ids| ids.iter().map(|id| numbers.number(hash_numbers(&[*id]))).collect::<Vec<u32>>());
    let stands = local.as_ref().map(|ids| {
        let mut stands = vec![false; numbers.bound()];
        for id in ids {
            stands[*id as usize] = true;
        }
        stands
    });
    let common = |ids: &[u32], other: &[bool]| {
        let common = ids.iter().enumerate().filter(|(_, id)| other[**id as usize]);
        common.map(|(index, id)| (index, *id)).unzip::<usize, u32, Vec<usize>, Vec<u32>>()
    };
    let (old, old_ids) = common(&local.before, &stands.after);
    let (new, new_ids) = common(&local.after, &stands.before);
    let mut runs: Vec<(Sides<usize>, usize)> = Vec::new();
    for (start, length) in furthest(Sides::new(&old_ids, &new_ids)) {
        for step in 0..length {
            let at = Sides::new(old[start.before + step], new[start.after + step]);
            match runs.last_mut() {
                Some((start, length)) if start.map(|start| start + *length) == at => *length += 1,
                _ => runs.push((at, 1)),
            }
        }
    }
    runs
}

/// Finds shared runs by the paths that reach furthest (Myers 1986), cut off after [`REACH`] differences: the furthest of
/// them is taken, and the search begins anew there. Linear in the length of the stretches.
fn furthest(ids: Sides<&[u32]>) -> Vec<(Sides<usize>, usize)> {
    let mut runs = Vec::new();
    let mut at = Sides::new(0, 0);
    let mut search = Search::default();
    while at.before < ids.before.len() && at.after < ids.after.len() {
        let rest = Sides::new(&ids.before[at.before..], &ids.after[at.after..]);
        let end = search.step(rest);
        let origin = at;
        runs.extend(
            search
                .path()
                .map(|(start, length)| (Sides::new(origin.before + start.before, origin.after + start.after), length)),
        );
        at = Sides::new(at.before + end.before, at.after + end.after);
    }
    runs
}

/// One step: how far each diagonal was followed for each number of differences.
#[derive(Default)]
struct Search {
    /// For each number of differences, how far the side before was read on each diagonal.
    rounds: Vec<Vec<usize>>,
    /// Shared runs of the last step, the last one first.
    runs: Vec<(Sides<usize>, usize)>,
}

impl Search {
    /// Goes on until the end or [`REACH`] differences, and returns how far it came.
    fn step(&mut self, ids: Sides<&[u32]>) -> Sides<usize> {
        self.rounds.clear();
        let mut best = (0, Reverse((0, 0)));
        for round in 0..=REACH {
            let mut reached = vec![usize::MAX; 2 * round + 1];
            for (index, place) in reached.iter_mut().enumerate().step_by(2) {
                if let Some(start) = self.start(round, index, ids) {
                    let end = follow(ids, start);
                    *place = end.before;
                    best = best.max((end.before + end.after, Reverse((round, index))));
                    if end.before == ids.before.len() && end.after == ids.after.len() {
                        self.rounds.push(reached);
                        return self.back(round, index, ids, end);
                    }
                }
            }
            self.rounds.push(reached);
        }
        let Reverse((round, index)) = best.1;
        let before = self.rounds[round][index];
        self.back(round, index, ids, Sides::new(before, after(round, index, before)))
    }

    /// Finds where a diagonal is entered with `round` differences: one word further on either side.
    fn start(&self, round: usize, index: usize, ids: Sides<&[u32]>) -> Option<Sides<usize>> {
        if round == 0 {
            return Some(Sides::new(0, 0));
        }
        let last = &self.rounds[round - 1];
        let reached =
            |index: Option<usize>| index.and_then(|index| last.get(index)).copied().filter(|at| *at != usize::MAX);
        // Diagonals are numbered from -round; the neighbour below deletes a word, the one above inserts one.
        let deleted = reached(index.checked_sub(2)).map(|at| at + 1).filter(|at| *at <= ids.before.len());
        let inserted = reached(Some(index)).filter(|at| after(round, index, *at) <= ids.after.len());
        let before = deleted.max(inserted)?;
        Some(Sides::new(before, after(round, index, before)))
    }

    /// Walks back from the end of a step, noting the shared runs.
    fn back(&mut self, round: usize, index: usize, ids: Sides<&[u32]>, end: Sides<usize>) -> Sides<usize> {
        self.runs.clear();
        let (mut round, mut index, mut at) = (round, index, end);
        loop {
            let start = self.start(round, index, ids).unwrap_or_default();
            if at.before > start.before {
                self.runs.push((start, at.before - start.before));
            }
            if round == 0 {
                break;
            }
            let last = &self.rounds[round - 1];
            let deleted = index.checked_sub(2).is_some_and(|below| {
                start.before > 0 && last.get(below).is_some_and(|reached| *reached == start.before - 1)
            });
            at = if deleted {
                index -= 2;
                Sides::new(start.before - 1, start.after)
            } else {
                Sides::new(start.before, start.after - 1)
            };
            round -= 1;
        }
        end
    }

    /// Returns the shared runs of the last step, in order.
    fn path(&self) -> impl Iterator<Item = (Sides<usize>, usize)> {
        self.runs.iter().rev().copied()
    }
}

/// Returns how far the side after was read on a diagonal.
fn after(round: usize, index: usize, before: usize) -> usize {
    (before + round).saturating_sub(index)
}

/// Follows a diagonal as long as both sides read the same.
fn follow(ids: Sides<&[u32]>, start: Sides<usize>) -> Sides<usize> {
    let rest = (&ids.before[start.before..], &ids.after[start.after..]);
    let length = rest.0.iter().zip(rest.1).take_while(|(one, other)| one == other).count();
    start.map(|at| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(before: &[u32], after: &[u32]) -> usize {
        let runs = shared(Sides::new(before, after));
        for (start, length) in &runs {
            assert_eq!(before[start.before..start.before + length], after[start.after..start.after + length]);
        }
        assert!(runs.windows(2).all(|two| {
            let end = two[0].0.map(|at| at + two[0].1);
            end.before <= two[1].0.before && end.after <= two[1].0.after
        }));
        runs.iter().map(|run| run.1).sum()
    }

    #[test]
    fn few_differences_are_found_exactly() {
        assert_eq!(kept(&[1, 2, 1, 2, 1, 2], &[2, 1, 2, 1, 3, 2]), 5);
        assert_eq!(kept(&[1, 1, 1, 1], &[1, 1]), 2);
        assert_eq!(kept(&[1, 2], &[3, 4]), 0);
    }

    #[test]
    fn many_differences_are_passed_in_bounded_steps() {
        let before: Vec<u32> = (0..4_000).map(|index| index % 3).collect();
        let after: Vec<u32> = (0..4_000).map(|index| index % 5).collect();
        assert!(kept(&before, &after) > 500);
        let other: Vec<u32> = (0..4_000).map(|index| 9 + index % 2).collect();
        assert_eq!(kept(&before, &other), 0);
    }
}
