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
/// at; what lies between those is looked at next. `stands` is room for a mark on each word, all of them unset.
pub(super) fn shared(
    ids: Sides<&[u32]>,
    length: usize,
    stands: &mut Vec<Sides<bool>>,
    weigh: impl Fn(&[u32]) -> u32,
) -> Vec<Run> {
    if ids.before.len() < length || ids.after.len() < length {
        return Vec::new();
    }
    let (places, phrases, bound) = phrases(ids, length, stands);
    let mut twins = Vec::new();
    for run in chain::twins(phrases.as_ref().map(Vec::as_slice), bound) {
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

/// Numbers the phrases of `length` words that are looked at: where they begin, their numbers, and a bound of those.
///
/// A phrase with a word that the other side does not have is left out: it cannot stand there.
fn phrases(
    ids: Sides<&[u32]>,
    length: usize,
    stands: &mut Vec<Sides<bool>>,
) -> (Sides<Vec<usize>>, Sides<Vec<u32>>, usize) {
    let sample = sample(ids);
    let bound = ids.before.iter().chain(ids.after).max().map_or(0, |id| *id as usize + 1);
    stands.resize(stands.len().max(bound), Sides::default());
    for id in ids.before {
        stands[*id as usize].before = true;
    }
    for id in ids.after {
        stands[*id as usize].after = true;
    }
    let room = |words: usize| words / usize::try_from(sample).unwrap_or(1) / 2;
    let mut numbers = Numbers::with_room(room(ids.before.len() + ids.after.len()));
    let chosen = ids.map(|ids| {
        let room = room(ids.len());
        let (mut places, mut phrases, mut common) = (Vec::with_capacity(room), Vec::with_capacity(room), 0);
        for (index, id) in ids.iter().enumerate() {
            common = if stands[*id as usize] == Sides::new(true, true) { common + 1 } else { 0 };
            if common < length {
                continue;
            }
            let place = index + 1 - length;
            let hash = hash_numbers(&ids[place..=index]);
            // The table of numbers finds its places by the middle bits, so the sample is drawn by the highest.
            if hash.leading_zeros() >= sample.ilog2() {
                places.push(place);
                phrases.push(numbers.number(hash));
            }
        }
        (places, phrases)
    });
    for id in ids.before.iter().chain(ids.after) {
        stands[*id as usize] = Sides::default();
    }
    (Sides::new(chosen.before.0, chosen.after.0), Sides::new(chosen.before.1, chosen.after.1), numbers.bound())
}
