//! The words of a stretch by what they mean.

use super::super::lexicon::{Cue, CueSet};
use super::super::words::{Vocabulary, Word, phrase_groups};

/// The cues of what a note asks for.
pub(super) const WANTS: [Cue; 10] = [
    Cue::AsksSpeech,
    Cue::AsksQuote,
    Cue::AsksNumber,
    Cue::AsksName,
    Cue::AsksTitle,
    Cue::AsksDate,
    Cue::AsksPlace,
    Cue::AsksBackground,
    Cue::AsksDetail,
    Cue::AsksTypo,
];

/// One word by what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Its number in the vocabulary.
    pub(super) index: usize,
    /// Whether it says what kind of thing is announced, which the text need not say again: number, comment.
    pub(super) asks: bool,
    /// Its stem, and the groups of one meaning it is in.
    pub(super) codes: Vec<u32>,
}

/// The meanings found in a stretch, sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::history) struct Codes(Vec<u32>);

/// Reads the words of a stretch that say something; two neighbouring characters of Chinese or Japanese are one.
pub(super) fn terms(words: &[Word], vocabulary: &Vocabulary, keep: impl Fn(&Word) -> bool) -> Vec<Term> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let entry = vocabulary.entry(word.index);
        if entry.is_ideograph() {
            let next = words.get(at + 1).filter(|next| next.span.start == word.span.end);
            let Some(next) = next.filter(|next| vocabulary.entry(next.index).is_ideograph()) else { continue };
            if word.has(Cue::Stop) || next.has(Cue::Stop) || !keep(word) || !keep(next) {
                continue;
            }
            let pair = format!("{}{}", entry.fold, vocabulary.entry(next.index).fold);
            let groups = phrase_groups(&words[at..], vocabulary);
            let codes = std::iter::once(vocabulary.concept(&pair)).chain(groups).collect();
            found.push(Term { index: word.index, asks: false, codes });
        } else if !word.has(Cue::Stop) && keep(word) {
            let codes = std::iter::once(entry.concept).chain(entry.groups.iter().copied()).collect();
            found.push(Term { index: word.index, asks: asks(*word), codes });
        }
    }
    found
}

/// Tells whether a word says what kind of thing a note announces.
fn asks(word: Word) -> bool {
    !word.cues.and(CueSet::of_all(&WANTS)).is_empty()
}

impl Codes {
    /// Collects the meanings of terms.
    pub(super) fn of(terms: &[Term]) -> Self {
        let mut codes: Vec<u32> = terms.iter().flat_map(|term| term.codes.iter().copied()).collect();
        codes.sort_unstable();
        codes.dedup();
        Self(codes)
    }

    /// Tells whether a term's meaning is among these.
    pub(super) fn hold(&self, term: &Term) -> bool {
        term.codes.iter().any(|code| self.0.binary_search(code).is_ok())
    }

    /// Tells whether a code is among these.
    pub(super) fn has(&self, code: u32) -> bool {
        self.0.binary_search(&code).is_ok()
    }

    /// Goes through the codes.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().copied()
    }

    /// Collects codes.
    pub(in crate::history) fn from_list(mut codes: Vec<u32>) -> Self {
        codes.sort_unstable();
        codes.dedup();
        Self(codes)
    }

    /// Tells whether the others hold all of these.
    pub(super) fn within(&self, others: &Self) -> bool {
        self.0.iter().all(|code| others.has(*code))
    }

    /// Tells whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the codes both have.
    pub(super) fn and(&self, other: &Self) -> Vec<u32> {
        self.0.iter().copied().filter(|code| other.has(*code)).collect()
    }
}
