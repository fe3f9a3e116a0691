//! Words in their plainest dress: what a reader takes for the same looks the same.

use std::ops::Range;

use super::super::lexicon::Pattern;
use super::super::words::{Reading, Vocabulary, Word};
use super::amount::amount;

/// What is left of a word, or of several that stand for one, when its dress is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A word like no other.
    Word(u32),
    /// One of a group of words that a reader takes for the same.
    Same(u16),
    /// A number, in thousandths.
    Amount(i64),
}

/// Some words that have one look.
#[derive(Clone, Debug)]
pub(super) struct Plain {
    /// How they look.
    pub(super) look: Look,
    /// Which of the words they are.
    pub(super) words: Range<usize>,
}

impl Plain {
    /// Tells whether it is a number that no single word of the list is.
    pub(super) fn is_amount(&self, words: &[Word], vocabulary: &Vocabulary) -> bool {
        let several = || self.words.len() > 1 || !words[self.words.start].entry(vocabulary).number;
        matches!(self.look, Look::Amount(_)) && several()
    }
}

/// Undresses the words of a list: `per cent` and `%`, `twenty-one` and `21`, `did not` and `didn't` look the same.
pub(super) fn plain(words: &[Word], reading: &Reading, vocabulary: &Vocabulary) -> Vec<Plain> {
    let mut found = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if is_drawn_out(words[at], reading, vocabulary) {
            at += 1;
            continue;
        }
        let (look, length) = look(&words[at..], reading, vocabulary);
        found.push(Plain { look, words: at..at + length });
        at += length;
        if let [.., sign, number] = &mut *found
            && matches!(number.look, Look::Amount(_))
            && is_leading(&words[sign.words.clone()], vocabulary)
        {
            std::mem::swap(sign, number);
        }
    }
    found
}

/// Tells whether words before a number say what others say behind it: `$40` and `40 dollars`, `百分之四` and `4%`.
fn is_leading(words: &[Word], vocabulary: &Vocabulary) -> bool {
    let mut folds = words.iter().map(|word| &*word.entry(vocabulary).fold);
    folds.clone().eq(["百", "分", "之"]) || folds.all(|fold| matches!(fold, "$" | "£" | "€" | "¥" | "₹"))
}

/// How the first word of a list looks, and how many of the words behind it belong to it.
fn look(words: &[Word], reading: &Reading, vocabulary: &Vocabulary) -> (Look, usize) {
    if let Some((same, length)) = phrase(words, vocabulary) {
        return (Look::Same(same), length);
    }
    if let Some((worth, length)) = amount(words, reading, vocabulary) {
        return (Look::Amount(worth), length);
    }
    let entry = words[0].entry(vocabulary);
    (entry.same.map_or(Look::Word(entry.canon), Look::Same), 1)
}

/// The longest phrase the words begin with that a reader takes for the same as others.
fn phrase(words: &[Word], vocabulary: &Vocabulary) -> Option<(u16, usize)> {
    let fits = |rest: &[Pattern]| {
        rest.len() < words.len()
            && words.windows(2).take(rest.len()).all(|pair| adjoin(pair[0], pair[1]))
            && words[1..].iter().zip(rest).all(|(word, pattern)| pattern.fits(&word.entry(vocabulary).fold))
    };
    let phrases = words[0].entry(vocabulary).phrases.iter();
    let found = phrases.filter_map(|phrase| Some((phrase.meaning.same?, phrase.rest.len() + 1, &phrase.rest)));
    found.filter(|(_, _, rest)| fits(rest)).max_by_key(|(_, length, _)| *length).map(|(same, length, _)| (same, length))
}

/// Tells whether nothing but a blank or a hyphen parts two words.
pub(super) fn adjoin(one: Word, next: Word) -> bool {
    const WIDEST_BLANK: u32 = 3;
    next.span.start >= one.span.end && next.span.start - one.span.end <= WIDEST_BLANK
}

/// Tells whether a word is the mark that draws the last vowel of a Japanese word out, which some houses leave off:
/// `サーバー`, but not the one in `ビール`.
fn is_drawn_out(word: Word, reading: &Reading, vocabulary: &Vocabulary) -> bool {
    if word.entry(vocabulary).fold != "ー" {
        return false;
    }
    let at = reading.words.partition_point(|other| other.span.start < word.span.end);
    let next = reading.words.get(at).filter(|next| next.span.start == word.span.end);
    next.is_none_or(|next| !next.entry(vocabulary).fold.starts_with(|letter| matches!(letter, '\u{30a1}'..='\u{30fc}')))
}
