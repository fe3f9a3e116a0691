//! The words a change is about: those that stood and do not, those that stand and did not.

use super::super::lexicon::{Capitals, Cue};
use super::super::segment::Hunk;
use super::super::words::{Reading, Vocabulary, Word};
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
        let words = Sides::new(less(&all.before, &all.after, vocabulary), less(&all.after, &all.before, vocabulary));
        Self { texts, readings, vocabulary, hunk, all, words }
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
        let canons = |words: &[Word]| words.iter().map(|word| word.entry(self.vocabulary).canon).collect::<Vec<_>>();
        canons(&self.all.before) == canons(&self.all.after)
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

/// Returns the words of `one` that `other` does not have, or has less often.
fn less(one: &[Word], other: &[Word], vocabulary: &Vocabulary) -> Vec<Word> {
    let mut left: Vec<u32> = other.iter().map(|word| word.entry(vocabulary).canon).collect();
    let mut keep = Vec::new();
    for word in one {
        let canon = word.entry(vocabulary).canon;
        if let Some(at) = left.iter().position(|other| *other == canon) {
            left.swap_remove(at);
        } else {
            keep.push(*word);
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
