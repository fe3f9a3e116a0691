//! Amounts that several words write: `1.2 million`, `40bn`, `1 240`.

use super::super::words::{Vocabulary, Word};

/// An amount that several words write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::history) struct Amount {
    /// Its first word: an index into the words.
    pub(super) first: usize,
    /// How many words it takes.
    pub(super) len: usize,
    /// The canon of its worth, which is that of the same amount in one word.
    pub(in crate::history) canon: u32,
}

impl Amount {
    /// Tells whether the word at a place is part of it.
    pub(super) fn holds(&self, at: usize) -> bool {
        (self.first..self.first + self.len).contains(&at)
    }

    /// Tells whether it is written as figures in groups.
    pub(super) fn is_grouped(&self, words: &[Word], vocabulary: &Vocabulary) -> bool {
        words.get(self.first + 1).is_some_and(|word| word.entry(vocabulary).is_digits())
    }
}

/// Finds the amounts that several words write, in order.
pub(in crate::history) fn amounts(words: &[Word], vocabulary: &Vocabulary) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < words.len() {
        let read = grouped(&words[first..], vocabulary).or_else(|| scaled(&words[first..], vocabulary));
        let (len, worth) = read.unwrap_or((1, 0));
        if len > 1 {
            found.push(Amount { first, len, canon: vocabulary.amount(worth) });
        }
        first += len;
    }
    found
}

/// Reads a number with the words behind it that say how many times it is meant: `1.2 million`, `dos mil millones`.
fn scaled(words: &[Word], vocabulary: &Vocabulary) -> Option<(usize, i64)> {
    let mut worth = words.first()?.entry(vocabulary).worth?;
    let mut len = 1;
    while let Some(next) = words.get(len).filter(|next| gap(words[len - 1], **next) <= 1) {
        let entry = next.entry(vocabulary);
        // A single letter belongs to a number only where it stands against it: 40m, not 40 m.
        let letter = entry.fold.len() == 1 && gap(words[len - 1], *next) > 0;
        let Some(scale) = entry.scale.filter(|_| !letter) else { break };
        worth = worth.checked_mul(scale)?;
        len += 1;
    }
    (len > 1).then_some((len, worth))
}

/// Reads figures in groups of three with plain blanks between them: `1 240`, `12 500 000`.
fn grouped(words: &[Word], vocabulary: &Vocabulary) -> Option<(usize, i64)> {
    const GROUP: usize = 3;
    let figures = |word: &Word| {
        let entry = word.entry(vocabulary);
        entry.worth.filter(|_| entry.spelling.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let first = words.first()?;
    let mut worth = figures(first).filter(|worth| *worth > 0 && first.span.len() <= GROUP)?;
    let mut len = 1;
    while let Some(next) = words.get(len).filter(|next| next.span.len() == GROUP && gap(words[len - 1], **next) == 1) {
        let Some(more) = figures(next) else { break };
        worth = worth.checked_mul(1000)?.checked_add(more)?;
        len += 1;
    }
    (len > 1).then_some((len, worth))
}

/// How many bytes stand between two words that follow each other.
fn gap(one: Word, next: Word) -> u32 {
    next.span.start.saturating_sub(one.span.end)
}

#[cfg(test)]
mod tests {
    use super::super::super::lexicon::Lexicon;
    use super::super::super::words::Reading;
    use super::*;

    /// Tells whether two texts write the same amounts, the first in several words, the second in one.
    fn same(language: &str, several: &str, one: &str) -> bool {
        let mut vocabulary = Vocabulary::new(Lexicon::of(Some(language)));
        let words = Reading::new(several, &mut vocabulary).words;
        let found: Vec<u32> = amounts(&words, &vocabulary).iter().map(|amount| amount.canon).collect();
        let word = Reading::new(one, &mut vocabulary).words;
        let figures = word.iter().filter(|word| word.entry(&vocabulary).number);
        found == figures.map(|word| word.entry(&vocabulary).canon).collect::<Vec<_>>()
    }

    #[test]
    fn an_amount_in_several_words_is_that_in_one() {
        assert!(same("en", "It cost $1.2 million.", "It cost $1,200,000."));
        assert!(same("en", "It cost £40bn, they said.", "40,000,000,000"));
        assert!(same("en", "It won 1 240 votes", "1240"));
        assert!(same("en", "two million people", "2,000,000 people"));
        assert!(same("de", "1,5 Mio. Euro und 3 Milliarden", "1.500.000 Euro und 3.000.000.000"));
        assert!(same("es", "dos mil millones", "2.000.000.000"));
        assert!(same("fr", "2,5 milliards d'euros", "2.500.000.000"));
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        let mut vocabulary = Vocabulary::new(Lexicon::of(Some("en")));
        for text in
            ["a 40 m pool", "12 345678", "In 2031 400 people came", "May 3 1962", "millions of people", "3, 400"]
        {
            let words = Reading::new(text, &mut vocabulary).words;
            assert_eq!(amounts(&words, &vocabulary), [], "{text}");
        }
    }
}
