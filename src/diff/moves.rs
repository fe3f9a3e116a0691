//! Passages that stand elsewhere now, also when they were edited on the way.

use std::cmp::Reverse;
use std::ops::Range;

use super::chain::{self, Run};
use super::edit::Move;
use super::number::{Numbers, hash_numbers};
use super::passage::Passages;
use super::script::Writer;
use super::sides::Sides;
use super::stretch::Names;
use super::words::Aligner;

/// How many words of a phrase two sentences must share to be compared.
const PHRASE: usize = 3;

/// In how many sentences a phrase may stand to tell one from the other.
const MOST_BEARERS: usize = 4;

/// How much of the longer of two sentences the two must share, in hundredths, to be one sentence edited on the way.
const SHARED: u64 = 60;

/// How many sentences without a partner may stand between two that moved together.
const MOST_BETWEEN: usize = 4;

/// Pairs deleted passages with inserted ones that say the same.
pub(super) fn find(passages: Sides<&Passages>, names: &Names, aligner: &mut Aligner) -> Vec<Move> {
    let sizes = passages.map(|side| side.sentences.len());
    if sizes.before == 0 || sizes.after == 0 {
        return Vec::new();
    }
    let mut search =
        Search { passages, names, aligner, claimed: sizes.map(|size| vec![false; size]), pairs: Vec::new() };
    search.pair_verbatim();
    search.pair_edited(passages.map(Passages::paragraphs));
    search.pair_edited(sizes.map(|size| (0..size).map(|sentence| sentence..sentence + 1).collect()));
    search.pairs.sort_by_key(|pair| pair.before.start);
    search.join();
    search.spread();
    search.join();
    search.moves()
}

/// Sentences that follow each other, by their numbers.
type Few = Range<usize>;

struct Search<'s, 'a> {
    passages: Sides<&'s Passages<'a>>,
    names: &'s Names,
    aligner: &'s mut Aligner,
    /// Which sentences are part of a pair.
    claimed: Sides<Vec<bool>>,
    pairs: Vec<Sides<Few>>,
}

impl Search<'_, '_> {
    /// Pairs sentences that read the same and stand equally often on both sides.
    fn pair_verbatim(&mut self) {
        let mut numbers = Numbers::default();
        let ids = self.passages.map(|side| {
            let number = |sentence| numbers.number(hash_numbers(side.ids(sentence)));
            side.sentences.iter().map(number).collect::<Vec<u32>>()
        });
        for Run { at, len } in chain::twins(ids.as_ref().map(Vec::as_slice), numbers.bound()) {
            for step in 0..len {
                let pair = at.map(|at| at + step..at + step + 1);
                if self.passages.before.is_telling(&pair.before, self.names) {
                    self.claim(pair);
                }
            }
        }
    }

    fn claim(&mut self, pair: Sides<Few>) {
        self.claimed.before[pair.before.clone()].fill(true);
        self.claimed.after[pair.after.clone()].fill(true);
        self.pairs.push(pair);
    }

    fn is_free(&self, pair: &Sides<Few>) -> bool {
        let free = |claimed: &[bool]| claimed.iter().all(|claimed| !claimed);
        free(&self.claimed.before[pair.before.clone()]) && free(&self.claimed.after[pair.after.clone()])
    }

    /// Pairs what is left by the phrases it shares: each inserted unit with the deleted one it shares most with.
    fn pair_edited(&mut self, units: Sides<Vec<Few>>) {
        let telling = |side: &Passages, units: Vec<Few>, claimed: &[bool]| -> Vec<Few> {
            let free = |unit: &Few| !claimed[unit.clone()].contains(&true) && side.is_telling(unit, self.names);
            units.into_iter().filter(free).collect()
        };
        let old = telling(self.passages.before, units.before, &self.claimed.before);
        let new = telling(self.passages.after, units.after, &self.claimed.after);
        let bearers = Bearers::read(self.passages.before, &old);
        for after in new {
            for candidate in bearers.likeliest(self.passages.after.all_ids(&after)) {
                let pair = Sides::new(old[candidate].clone(), after.clone());
                if self.is_free(&pair) && self.are_one(&pair) {
                    self.claim(pair);
                    break;
                }
            }
        }
    }

    /// Tells whether two passages are one that was edited: most of the longer one is shared, in order.
    fn are_one(&mut self, pair: &Sides<Few>) -> bool {
        let parts = Sides::new(self.passages.before.part(&pair.before), self.passages.after.part(&pair.after));
        let gaps = self.aligner.gaps(parts.as_ref(), self.names);
        let whole = parts.as_ref().map(|part| (part.ids.len() as u64, u64::from(self.names.weigh(&part.ids))));
        let mut kept = whole.before;
        for gap in gaps {
            kept.0 -= gap.before.len() as u64;
            kept.1 -= u64::from(self.names.weigh(&parts.before.ids[gap.before]));
        }
        let enough = |kept: u64, one: u64, other: u64| kept * 100 >= one.max(other) * SHARED;
        enough(kept.0, whole.before.0, whole.after.0) && enough(kept.1, whole.before.1, whole.after.1)
    }

    /// Joins pairs that follow each other, with what stands between them, as long as the whole is one passage.
    fn join(&mut self) {
        let mut joined: Vec<Sides<Few>> = Vec::with_capacity(self.pairs.len());
        for pair in std::mem::take(&mut self.pairs) {
            if let Some(last) = joined.last_mut() {
                let whole = Sides::new(last.before.start..pair.before.end, last.after.start..pair.after.end);
                let between = Sides::new(last.before.end..pair.before.start, last.after.end..pair.after.start);
                if self.is_passage(&whole, &between) && (is_nothing(&between) || self.are_one(&whole)) {
                    self.claimed.before[whole.before.clone()].fill(true);
                    self.claimed.after[whole.after.clone()].fill(true);
                    *last = whole;
                    continue;
                }
            }
            joined.push(pair);
        }
        self.pairs = joined;
    }

    /// Tells whether a pair can be joined over what stands between: nothing kept, nothing claimed, not too much.
    fn is_passage(&self, whole: &Sides<Few>, between: &Sides<Few>) -> bool {
        between.after.start <= between.after.end
            && between.before.len().max(between.after.len()) <= MOST_BETWEEN
            && self.is_free(between)
            && self.passages.before.is_one_passage(&whole.before)
            && self.passages.after.is_one_passage(&whole.after)
    }

    /// Lets the neighbours of a pair go along, however short they are, when they are one sentence too.
    fn spread(&mut self) {
        let ends = self.passages.map(|side| side.sentences.len());
        for index in 0..self.pairs.len() {
            loop {
                let end = Sides::new(self.pairs[index].before.end, self.pairs[index].after.end);
                let next = end.map(|end| end..end + 1);
                if end.before == ends.before || end.after == ends.after || !self.goes_along(&next, index) {
                    break;
                }
                self.pairs[index].before.end += 1;
                self.pairs[index].after.end += 1;
            }
            loop {
                let start = Sides::new(self.pairs[index].before.start, self.pairs[index].after.start);
                if start.before == 0 || start.after == 0 || !self.goes_along(&start.map(|at| at - 1..at), index) {
                    break;
                }
                self.pairs[index].before.start -= 1;
                self.pairs[index].after.start -= 1;
            }
        }
    }

    /// Tells whether the neighbours `next` of a pair belong to it, and claims them.
    fn goes_along(&mut self, next: &Sides<Few>, index: usize) -> bool {
        let pair = &self.pairs[index];
        let around = |pair: &Few, next: &Few| pair.start.min(next.start)..pair.end.max(next.end);
        let adjoin = self.passages.before.is_one_passage(&around(&pair.before, &next.before))
            && self.passages.after.is_one_passage(&around(&pair.after, &next.after));
        let goes = adjoin && self.is_free(next) && self.are_one(next);
        if goes {
            self.claimed.before[next.before.clone()].fill(true);
            self.claimed.after[next.after.clone()].fill(true);
        }
        goes
    }

    /// Writes what was edited inside each pair.
    fn moves(self) -> Vec<Move> {
        let mut moves = Vec::with_capacity(self.pairs.len());
        for pair in &self.pairs {
            let parts = Sides::new(self.passages.before.part(&pair.before), self.passages.after.part(&pair.after));
            let gaps = self.aligner.gaps(parts.as_ref(), self.names);
            let mut edits = Vec::new();
            Writer::write(parts.as_ref(), &gaps, &mut edits);
            moves.push(Move { at: parts.map(|part| part.span), edits });
        }
        moves
    }
}

fn is_nothing(between: &Sides<Few>) -> bool {
    between.before.is_empty() && between.after.is_empty()
}

/// Which units of the side before bear a phrase.
struct Bearers {
    numbers: Numbers,
    units: Vec<Bearer>,
}

/// The first few units that bear a phrase, and how many do.
#[derive(Clone, Copy, Default)]
struct Bearer {
    units: [usize; MOST_BEARERS],
    count: usize,
}

impl Bearer {
    /// Notes a unit; past the first few the phrase tells nothing any more.
    fn add(&mut self, unit: usize) {
        let last = self.count.checked_sub(1).and_then(|last| self.units.get(last));
        if self.count > MOST_BEARERS || last == Some(&unit) {
            return;
        }
        if let Some(place) = self.units.get_mut(self.count) {
            *place = unit;
        }
        self.count += 1;
    }
}

impl Bearers {
    fn read(side: &Passages, units: &[Few]) -> Self {
        let mut bearers = Self { numbers: Numbers::default(), units: Vec::new() };
        for (index, unit) in units.iter().enumerate() {
            for phrase in side.all_ids(unit).windows(PHRASE) {
                let number = bearers.numbers.number(hash_numbers(phrase)) as usize;
                if number >= bearers.units.len() {
                    bearers.units.resize(number + 1, Bearer::default());
                }
                bearers.units[number].add(index);
            }
        }
        bearers
    }

    /// Returns the two units that share most phrases with `ids`.
    fn likeliest(&self, ids: &[u32]) -> Vec<usize> {
        let mut votes: Vec<usize> = Vec::new();
        for phrase in ids.windows(PHRASE) {
            let number = self.numbers.known(hash_numbers(phrase));
            let known = number.and_then(|number| self.units.get(number as usize));
            votes.extend(known.and_then(|known| known.units.get(..known.count)).into_iter().flatten());
        }
        votes.sort_unstable();
        let mut counts: Vec<(Reverse<usize>, usize)> =
            votes.chunk_by(|one, other| one == other).map(|votes| (Reverse(votes.len()), votes[0])).collect();
        counts.sort_unstable();
        counts.into_iter().take(2).map(|(_, unit)| unit).collect()
    }
}
