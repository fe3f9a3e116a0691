//! Phrases that stand equally often in two long stretches, and so part them into short ones.

use super::chain::{self, Run};
use super::number::{Numbers, hash_numbers};
use super::sides::Sides;

/// Finds phrases of `length` words that both stretches share in order, carried on as far as they go.
///
/// `weigh` tells what a run of the side before weighs.
pub(super) fn shared(ids: Sides<&[u32]>, length: usize, weigh: impl Fn(&[u32]) -> u32) -> Vec<Run> {
    if ids.before.len() < length || ids.after.len() < length {
        return Vec::new();
    }
    let mut numbers = Numbers::default();
    let phrases =
        ids.map(|ids| ids.windows(length).map(|phrase| numbers.number(hash_numbers(phrase))).collect::<Vec<u32>>());
    let twins = chain::twins(phrases.as_ref().map(Vec::as_slice), numbers.bound());
    let covered = |run: &Run| &ids.before[run.at.before..run.end().before + length - 1];
    let chain = chain::heaviest(&twins, |run| u64::from(weigh(covered(run))));
    let mut runs: Vec<Run> = Vec::with_capacity(chain.len());
    let mut free = Sides::new(0_usize, 0_usize);
    for run in chain {
        let end = run.end().map(|end| end + length - 1);
        let late = free.before.saturating_sub(run.at.before).max(free.after.saturating_sub(run.at.after));
        let at = run.at.map(|at| at + late);
        if at.before < end.before {
            runs.push(Run { at, len: end.before - at.before });
            free = end;
        }
    }
    runs
}
