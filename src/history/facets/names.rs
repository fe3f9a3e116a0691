//! Names that no capital tells: after a bare preposition in German, before an honorific in Japanese, behind a surname
//! in Chinese.

use super::super::lexicon::{Capitals, Cue};
use super::super::words::{Reading, Word};
use super::touched::Touched;
use crate::diff::Sides;

/// The longest given name or surname, in characters.
const LONGEST: usize = 4;

/// Tells whether a name differs that has no capital, or one that says nothing.
pub(super) fn plain_name_differs(touched: &Touched<'_>) -> bool {
    let turned = touched.words.before.is_empty() && touched.words.after.is_empty() && !touched.reads_the_same();
    let Sides { before, after } = if turned { &touched.all } else { &touched.words };
    if touched.vocabulary.lexicon.capitals == Capitals::Nouns {
        return is_place(before, touched.readings.before, touched) && is_place(after, touched.readings.after, touched);
    }
    let honored = |words: &[Word], reading| words.iter().any(|word| is_honored(*word, reading, touched));
    honored(before, touched.readings.before)
        || honored(after, touched.readings.after)
        || before.len() == after.len()
            && is_given(before, touched.readings.before, touched)
            && is_given(after, touched.readings.after, touched)
}

/// Tells whether the words are one noun right behind a bare preposition, as places are: `nach Rheine`.
fn is_place(words: &[Word], reading: &Reading, touched: &Touched<'_>) -> bool {
    let [word] = words else { return false };
    let known = [Cue::Stop, Cue::Month, Cue::Day, Cue::Clock, Cue::Unit, Cue::Period, Cue::Site, Cue::Title];
    let entry = word.entry(touched.vocabulary);
    let noun = entry.capital && !entry.number && !known.iter().any(|cue| word.has(*cue));
    noun && beside(*word, -1, reading).is_some_and(|before| before.has(Cue::Where))
}

/// Tells whether an honorific stands right behind the characters a word is among: `久保田隆氏`.
fn is_honored(word: Word, reading: &Reading, touched: &Touched<'_>) -> bool {
    let is_han = |word: Word| {
        let entry = word.entry(touched.vocabulary);
        entry.is_ideograph() && entry.fold.starts_with(|letter| matches!(letter, '\u{3400}'..='\u{9fff}'))
    };
    let follows = |steps| beside(word, steps, reading).filter(|next| is_joined(word, *next, steps));
    let behind = (1..).take(LONGEST + 1).map(follows);
    let mut run = behind.take_while(Option::is_some).flatten();
    is_han(word)
        && !word.has(Cue::Honorific)
        && run.find(|next| !is_han(*next) || next.has(Cue::Honorific)).is_some_and(|next| next.has(Cue::Honorific))
}

/// Tells whether the words are a given name of one or two characters: a surname stands right before them.
fn is_given(words: &[Word], reading: &Reading, touched: &Touched<'_>) -> bool {
    let [first, rest @ ..] = words else { return false };
    let plain = |word: &Word| {
        let entry = word.entry(touched.vocabulary);
        entry.is_ideograph() && word.sense.is_none() && !word.has(Cue::Stop) && !word.has(Cue::Unit)
    };
    let surname = |steps: isize| {
        let before = beside(*first, steps, reading).filter(|before| is_joined(*first, *before, steps));
        before.is_some_and(|before| before.has(Cue::Surname))
    };
    rest.len() < 2 && words.iter().all(plain) && (surname(-1) || surname(-2))
}

/// The word so many words behind or before another.
fn beside(word: Word, steps: isize, reading: &Reading) -> Option<Word> {
    let at = reading.words.partition_point(|other| other.span.start < word.span.start);
    reading.words.get(at.checked_add_signed(steps)?).copied()
}

/// Tells whether nothing but characters stands between two words that are so many words apart.
fn is_joined(word: Word, other: Word, steps: isize) -> bool {
    const BYTES: usize = 3;
    let (first, last) = if steps < 0 { (other, word) } else { (word, other) };
    (last.span.start - first.span.start) as usize == steps.unsigned_abs() * BYTES
}
