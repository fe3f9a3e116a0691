//! A stretch of text, cut into what is compared: words and marks, each with a number for what it reads as.

use std::ops::Range;

use super::number::{Numbers, hash, hash_letters};
use super::weight;
use crate::text::{LONGEST_FOLDED, Span, Token, TokenKind, fold, fold_simple, tokens_within};

/// How many bytes of text there are for each word or mark, at the least in most texts.
const BYTES_A_WORD: usize = 4;

/// A stretch of one side's text with its words and marks; blanks are what lies between them.
#[derive(Clone, Debug)]
pub(super) struct Stretch<'a> {
    /// The whole text of the side.
    pub(super) text: &'a str,
    /// Where the stretch lies in it.
    pub(super) span: Span,
    /// Where each word stands.
    pub(super) words: Vec<Span>,
    /// What each word reads as: equal for words that readers take as the same.
    pub(super) ids: Vec<u32>,
}

impl<'a> Stretch<'a> {
    /// The number of a text that was not cut into words.
    pub(super) const UNCUT: u32 = 0;

    /// Cuts a stretch into words, numbering them by `names`.
    pub(super) fn read(text: &'a str, span: Span, names: &mut Names) -> Self {
        let room = span.len() / BYTES_A_WORD + 1;
        let (mut words, mut ids) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut tokens = tokens_within(text, span);
        while let Some(token) = tokens.next_solid() {
            words.push(token.span);
            ids.push(names.number(text, token));
        }
        Self { text, span, words, ids }
    }

    /// Takes a stretch as one word, all but the blanks around it; for what has nothing to be compared with.
    pub(super) fn whole(text: &'a str, span: Span) -> Self {
        let inner = span.of(text);
        let start = span.start as usize + inner.len() - inner.trim_start_matches(crate::text::is_space).len();
        let inner = inner.trim_matches(crate::text::is_space);
        let words: Vec<Span> = (!inner.is_empty()).then(|| Span::new(start, start + inner.len())).into_iter().collect();
        Self { text, span, ids: vec![Self::UNCUT; words.len()], words }
    }

    /// Cuts out some words and what lies between them.
    pub(super) fn part(&self, words: Range<usize>) -> Self {
        let span = Span { start: self.start_of(words.start), end: self.end_before(words.end) };
        Self { text: self.text, span, words: self.words[words.clone()].to_vec(), ids: self.ids[words].to_vec() }
    }

    /// Returns the text of the word numbered `index`.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.words[index].of(self.text)
    }

    /// Returns the blanks before the word numbered `index`; past the last word, the blanks at the end.
    pub(super) fn blanks_before(&self, index: usize) -> Span {
        Span { start: self.end_before(index), end: self.start_of(index) }
    }

    /// Returns where the word before the one numbered `index` ends.
    pub(super) fn end_before(&self, index: usize) -> u32 {
        if index == 0 { self.span.start } else { self.words[index - 1].end }
    }

    /// Returns where the word numbered `index` begins, or where the stretch ends.
    pub(super) fn start_of(&self, index: usize) -> u32 {
        self.words.get(index).map_or(self.span.end, |word| word.start)
    }
}

/// Gives each word a number by what it reads as, and knows what each weighs.
///
/// Words are told apart by a 64-bit hash alone; whoever keeps a pair of them compares the texts.
#[derive(Debug)]
pub(super) struct Names {
    numbers: Numbers,
    /// The weight of each number; number 0 is no word.
    weights: Vec<u8>,
}

impl Default for Names {
    fn default() -> Self {
        Self { numbers: Numbers::default(), weights: Vec::with_capacity(1024) }
    }
}

impl Names {
    /// Returns the number of a word of `text`.
    #[inline]
    fn number(&mut self, text: &str, token: Token) -> u32 {
        let number = self.numbers.number(reading_hash(text, token));
        if number as usize >= self.weights.len() {
            self.weights.resize(number as usize + 1, weight::of(token.span.of(text), token.kind));
        }
        number
    }

    /// Returns what the word with a number weighs.
    #[inline]
    pub(super) fn weight(&self, number: u32) -> u32 {
        u32::from(self.weights[number as usize])
    }

    /// Adds up what words weigh.
    pub(super) fn weigh(&self, ids: &[u32]) -> u32 {
        ids.iter().map(|id| self.weight(*id)).sum()
    }
}

/// Hashes what a word reads as, so that words which differ in style alone have one hash.
#[inline]
fn reading_hash(text: &str, token: Token) -> u64 {
    let bytes = text.as_bytes();
    let dashes = || matches!(&bytes[token.span.range()], b"`" | b"--" | b"---");
    match hash_letters(bytes, token.span.range()) {
        Some(hash) if token.kind != TokenKind::Punctuation || !dashes() => hash,
        _ => folded_hash(token.span.of(text)),
    }
}

/// Hashes a word in the style that [`fold`] brings it to.
fn folded_hash(word: &str) -> u64 {
    let mut room = [0; LONGEST_FOLDED];
    match fold_simple(word, &mut room) {
        Some(folded) => hash(folded),
        None => hash(fold(word).as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_in_style_alone_have_one_number() {
        let mut names = Names::default();
        let mut number =
            |word: &str| names.number(word, Token { span: Span::new(0, word.len()), kind: TokenKind::Word });
        assert_eq!(number("Government"), number("government"));
        assert_eq!(number("don’t"), number("don't"));
        assert_ne!(number("Ann"), number("Anna"));
        assert_eq!(number("ÉTÉ"), number("e\u{301}te\u{301}"), "composed on the short way and on the long one");
        assert_eq!(number("Straße-"), number("straße-"));
    }
}
