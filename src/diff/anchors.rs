//! Phrases that stand equally often in two long stretches, and so part them into short ones.

use super::chain::{self, Run};
use super::number::{Numbers, hash_numbers};
use super::sides::Sides;

/// Stretches with more words than this, both sides together, are looked at in samples.
const LARGE: usize = 20_000;

/// One phrase in how many is looked at in large stretches.
const SAMPLE: u64 = 8;

/// Tells how many phrases of a stretch each one looked at stands for.
pub(super) fn sample(ids: Sides<&[u32]>) -> u64 {
    if ids.before.len() + ids.after.len() > LARGE { SAMPLE } else { 1 }
}

/// Finds phrases of `length` words that both stretches share in order.
///
/// `weigh` tells what a run of the side before weighs. Of large stretches only phrases with certain hashes are looked
/// at; what lies between those is looked at next.
pub(super) fn shared(ids: Sides<&[u32]>, length: usize, weigh: impl Fn(&[u32]) -> u32) -> Vec<Run> {
    if ids.before.len() < length || ids.after.len() < length {
        return Vec::new();
    }
    let sample = sample(ids);
    let share = if sample == 1 { 1 } else { 4 };
    let mut numbers = Numbers::with_room((ids.before.len() + ids.after.len()) / share);
    let (places, phrases) = {
        let chosen = ids.map(|ids| {
            let hashes = ids.windows(length).map(hash_numbers).enumerate();
            let chosen = hashes.filter(|(_, hash)| sample == 1 || (hash >> 40) % sample == 0);
            chosen.map(|(place, hash)| (place, numbers.number(hash))).unzip::<usize, u32, Vec<usize>, Vec<u32>>()
        });
        (Sides::new(chosen.before.0, chosen.after.0), Sides::new(chosen.before.1, chosen.after.1))
    };
    let mut twins = Vec::new();
    for run in chain::twins(phrases.as_ref().map(Vec::as_slice), numbers.bound()) {
        for step in 0..run.len {
            let at = Sides::new(places.before[run.at.before + step], places.after[run.at.after + step]);
            chain::push(&mut twins, at);
        }
    }
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
