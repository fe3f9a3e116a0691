//! The words a change is about: those that stood and do not, those that stand and did not.

use super::super::lexicon::{Capitals, Cue};
use super::super::segment::Hunk;
use super::super::words::{Reading, Vocabulary, Word};
use super::dress::{Look, Plain, plain};
use crate::diff::Sides;
use crate::text::Span;

/// The words a change is about, with all that is needed to judge them.
pub(in crate::history) struct Touched<'a> {
    /// The two texts.
    pub(in crate::history) texts: Sides<&'a str>,
    /// The two texts read.
    pub(in crate::history) readings: Sides<&'a Reading>,
    /// What the words mean.
    pub(in crate::history) vocabulary: &'a Vocabulary,
    /// The change.
    pub(in crate::history) hunk: &'a Hunk,
    /// All words in the edits of the change.
    pub(in crate::history) all: Sides<Vec<Word>>,
    /// The words that one side has and the other has not, or has less often.
    pub(in crate::history) words: Sides<Vec<Word>>,
    /// Whether a number of several words, or of Chinese characters, is among them.
    pub(super) amount_differs: bool,
    /// How the words in the edits look without their dress.
    looks: Sides<Vec<Look>>,
}

impl<'a> Touched<'a> {
    /// Finds the words that differ.
    pub(in crate::history) fn new(
        texts: Sides<&'a str>,
        readings: Sides<&'a Reading>,
        vocabulary: &'a Vocabulary,
        hunk: &'a Hunk,
    ) -> Self {
        let of = |reading: &Reading, side: fn(&Sides<Span>) -> Span| {
            hunk.edits.iter().flat_map(|edit| reading.within(side(edit))).copied().collect::<Vec<_>>()
        };
        let all = Sides::new(of(readings.before, |edit| edit.before), of(readings.after, |edit| edit.after));
        let plain =
            Sides::new(plain(&all.before, readings.before, vocabulary), plain(&all.after, readings.after, vocabulary));
        let left = Sides::new(less(&plain.before, &plain.after), less(&plain.after, &plain.before));
        let amount = |left: &[&Plain], all: &[Word]| left.iter().any(|plain| plain.is_amount(all, vocabulary));
        let amount_differs = amount(&left.before, &all.before) || amount(&left.after, &all.after);
        let of =
            |left: &[&Plain], all: &[Word]| left.iter().flat_map(|plain| &all[plain.words.clone()]).copied().collect();
        let words = Sides::new(of(&left.before, &all.before), of(&left.after, &all.after));
        let looks = plain.as_ref().map(|plain| plain.iter().map(|plain| plain.look).collect());
        Self { texts, readings, vocabulary, hunk, all, words, amount_differs, looks }
    }

    /// Goes through the differing words of both sides.
    pub(in crate::history) fn both(&self) -> impl Iterator<Item = &Word> {
        self.words.before.iter().chain(&self.words.after)
    }

    /// Tells whether a differing word has this cue.
    pub(in crate::history) fn any(&self, cue: Cue) -> bool {
        self.both().any(|word| word.has(cue))
    }

    /// Tells whether both sides hold the same words in the same order.
    pub(in crate::history) fn reads_the_same(&self) -> bool {
        self.looks.before == self.looks.after
    }

    /// Tells whether the words that say something stand in another order, those between the edits included.
    pub(in crate::history) fn is_reordered(&self) -> bool {
        let looks = |reading: &Reading, span: Span| {
            let words = reading.within(span);
            let plain = plain(words, reading, self.vocabulary).into_iter();
            let telling = plain.filter(|plain| !words[plain.words.clone()].iter().all(|word| word.has(Cue::Stop)));
            telling.map(|plain| plain.look).collect::<Vec<_>>()
        };
        let at = self.hunk.at;
        looks(self.readings.before, at.before) != looks(self.readings.after, at.after)
    }

    /// Tells whether a word is a name.
    pub(in crate::history) fn is_name(&self, word: Word, reading: &Reading) -> bool {
        is_name(word, reading, self.vocabulary)
    }

    /// The names among the given words of each side.
    pub(in crate::history) fn names(&self, words: &Sides<Vec<Word>>) -> Sides<Vec<u32>> {
        let names = |words: &[Word], reading: &Reading| {
            let names = words.iter().filter(|word| self.is_name(**word, reading));
            names.map(|word| word.entry(self.vocabulary).canon).collect::<Vec<_>>()
        };
        Sides::new(names(&words.before, self.readings.before), names(&words.after, self.readings.after))
    }
}

/// Returns what `one` has and `other` does not have, or has less often.
fn less<'p>(one: &'p [Plain], other: &[Plain]) -> Vec<&'p Plain> {
    let mut left: Vec<Look> = other.iter().map(|plain| plain.look).collect();
    let mut keep = Vec::new();
    for plain in one {
        if let Some(at) = left.iter().position(|other| *other == plain.look) {
            left.swap_remove(at);
        } else {
            keep.push(plain);
        }
    }
    keep
}

/// Tells whether a word of a reading is a name: a capital where none had to be.
///
/// Where all nouns have capitals, only two in a row are taken for a name, or one that was part of such a pair.
pub(in crate::history) fn is_name(word: Word, reading: &Reading, vocabulary: &Vocabulary) -> bool {
    let entry = word.entry(vocabulary);
    let plain = [Cue::Stop, Cue::Month, Cue::Day, Cue::Identity];
    if !entry.capital || entry.number || plain.iter().any(|cue| word.has(*cue)) || entry.fold.len() < 2 {
        return false;
    }
    if word.fresh && entry.inside == 0 {
        return false;
    }
    if vocabulary.lexicon.capitals != Capitals::Nouns {
        return true;
    }
    let at = reading.words.partition_point(|other| other.span.start < word.span.start);
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|index| reading.words.get(index));
    let adjoining = |other: &&Word| {
        let gap = other.span.start.max(word.span.start) - other.span.end.min(word.span.end);
        gap == 1 && other.entry(vocabulary).capital && !other.fresh && !other.has(Cue::Stop) && !other.has(Cue::Title)
    };
    !word.has(Cue::Title) && { beside }.any(|other| adjoining(&other))
}
