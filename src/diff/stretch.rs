//! A stretch of text, cut into what is compared: words and marks, each with a number for what it reads as.

use crate::text::{Span, TokenKind, fold, tokens_within};

/// One word or mark of a stretch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub(super) span: Span,
    /// What it reads as: equal for words that readers take as the same.
    pub(super) id: u32,
}

/// A stretch of one side's text with its words; blanks are what lies between them.
#[derive(Clone, Debug)]
pub(super) struct Stretch<'a> {
    /// The whole text of the side.
    pub(super) text: &'a str,
    /// Where the stretch lies in it.
    pub(super) span: Span,
    /// Its words and marks, in order.
    pub(super) words: Vec<Word>,
}

impl<'a> Stretch<'a> {
    /// Cuts a stretch into words, numbering them by `names`.
    pub(super) fn read(text: &'a str, span: Span, names: &mut Names) -> Self {
        let words = tokens_within(text, span)
            .filter(|token| token.kind != TokenKind::Space)
            .map(|token| Word { span: token.span, id: names.number(token.span.of(text), token.kind) })
            .collect();
        Self { text, span, words }
    }

    /// Returns the text of the word numbered `index`.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.words[index].span.of(self.text)
    }

    /// Returns the blanks before the word numbered `index`; past the last word, the blanks at the end.
    pub(super) fn blanks_before(&self, index: usize) -> Span {
        Span { start: self.end_before(index), end: self.start_of(index) }
    }

    /// Returns where the word before the one numbered `index` ends.
    pub(super) fn end_before(&self, index: usize) -> u32 {
        if index == 0 { self.span.start } else { self.words[index - 1].span.end }
    }

    /// Returns where the word numbered `index` begins, or where the stretch ends.
    pub(super) fn start_of(&self, index: usize) -> u32 {
        self.words.get(index).map_or(self.span.end, |word| word.span.start)
    }
}

/// Gives each word a number by what it reads as.
///
/// Words are told apart by a 64-bit hash alone; whoever keeps a pair of them compares the texts.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Hash and number, by open addressing; the length is a power of two, number 0 marks a free place.
    places: Vec<(u64, u32)>,
    count: u32,
}

impl Names {
    /// Returns the number of a word.
    fn number(&mut self, word: &str, kind: TokenKind) -> u32 {
        self.number_of_hash(reading_hash(word, kind))
    }

    /// Returns the number for a hash, a new one when it was not met before; numbers begin with 1.
    pub(super) fn number_of_hash(&mut self, hash: u64) -> u32 {
        if self.count as usize * 2 >= self.places.len() {
            self.grow();
        }
        let mask = self.places.len() - 1;
        let mut at = place(hash, mask);
        loop {
            let (known, number) = self.places[at];
            if number == 0 {
                self.count += 1;
                self.places[at] = (hash, self.count);
                return self.count;
            }
            if known == hash {
                return number;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.places.len() * 4).max(256);
        let old = std::mem::replace(&mut self.places, vec![(0, 0); size]);
        for (hash, number) in old.into_iter().filter(|(_, number)| *number != 0) {
            let mut at = place(hash, size - 1);
            while self.places[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            self.places[at] = (hash, number);
        }
    }
}

/// Finds where a hash is first looked for.
fn place(hash: u64, mask: usize) -> usize {
    usize::try_from(hash >> 32).unwrap_or(0) & mask
}

/// Hashes what a word reads as, so that words which differ in style alone have one hash.
fn reading_hash(word: &str, kind: TokenKind) -> u64 {
    let bytes = word.as_bytes();
    if !word.is_ascii() || (kind == TokenKind::Punctuation && matches!(bytes, b"`" | b"--" | b"---")) {
        return hash(fold(word).as_bytes(), 0);
    }
    hash(bytes, 0x2020_2020_2020_2020)
}

/// Hashes bytes the same way on every machine; bits of `letters` are set in every byte of a letter.
pub(super) fn hash(bytes: &[u8], letters: u64) -> u64 {
    const KEY: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = KEY ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        state = mix(state ^ lower(u64::from_le_bytes(word), letters), KEY);
    }
    let mut word = [0; 8];
    word[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(state ^ lower(u64::from_le_bytes(word), letters), KEY ^ 0x5851_f42d_4c95_7f2d)
}

/// Makes the ASCII capitals among eight bytes small, when `letters` holds the bit for it in each byte.
fn lower(bytes: u64, letters: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let low = bytes & !HIGH;
    let from_a = low + ONES * (0x80 - 0x41);
    let past_z = low + ONES * (0x80 - 0x5b);
    let capitals = from_a & !past_z & !bytes & HIGH;
    bytes | (capitals >> 2 & letters)
}

fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(names: &mut Names, word: &str) -> u32 {
        names.number(word, TokenKind::Word)
    }

    #[test]
    fn words_that_differ_in_style_alone_have_one_number() {
        let mut names = Names::default();
        assert_eq!(number(&mut names, "Government"), number(&mut names, "government"));
        assert_eq!(number(&mut names, "don’t"), number(&mut names, "don't"));
        assert_ne!(number(&mut names, "Ann"), number(&mut names, "Anna"));
        assert_ne!(number(&mut names, "[["), number(&mut names, "{{"));
    }

    #[test]
    fn numbers_last_while_the_table_grows() {
        let mut names = Names::default();
        let first: Vec<u32> = (0..5000).map(|word| number(&mut names, &word.to_string())).collect();
        let again: Vec<u32> = (0..5000).map(|word| number(&mut names, &word.to_string())).collect();
        assert_eq!(first, again);
    }
}
