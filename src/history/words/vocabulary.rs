//! The different words of one article, each worked out once.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::lexicon::{Cue, Lexicon, Meaning};
use super::super::spelling::{Shape, fold, thousandths};

/// The different words of one article, each worked out once.
///
/// What is equal is held as equal numbers: a *canon* for the same word in another dress (capitals, accents, `5` and
/// `five`, `about` and `around`), a *concept* for the same stem, and groups for words of one meaning.
pub(in crate::history) struct Vocabulary {
    pub(in crate::history) lexicon: &'static Lexicon,
    words: HashMap<String, usize>,
    entries: Vec<Entry>,
    codes: RefCell<HashMap<String, u32>>,
}

/// One word of the vocabulary.
#[derive(Clone, Debug)]
pub(in crate::history) struct Entry {
    /// The spelling as first seen.
    pub(in crate::history) spelling: String,
    /// The folded spelling.
    pub(in crate::history) fold: String,
    /// The same number for every dress of the word.
    pub(in crate::history) canon: u32,
    /// The same number for every form of the word.
    pub(in crate::history) concept: u32,
    /// What the lexicon knows of it.
    pub(in crate::history) meaning: Meaning,
    /// The groups of words of one meaning it belongs to.
    pub(in crate::history) groups: Vec<u32>,
    /// What it is worth as a number, in thousandths.
    pub(in crate::history) worth: Option<i64>,
    /// Whether it is a number, in digits or words.
    pub(in crate::history) number: bool,
    /// What it is made of.
    shape: Shape,
    /// Whether it begins with a capital.
    pub(in crate::history) capital: bool,
    /// How often it was seen with a capital inside a sentence.
    pub(in crate::history) inside: u32,
}

impl Vocabulary {
    /// Makes an empty vocabulary for a language.
    pub(in crate::history) fn new(lexicon: &'static Lexicon) -> Self {
        Self { lexicon, words: HashMap::new(), entries: Vec::new(), codes: RefCell::default() }
    }

    /// Returns the word numbered `index`.
    pub(in crate::history) fn entry(&self, index: usize) -> &Entry {
        &self.entries[index]
    }

    /// Numbers a word, working it out when it is new.
    pub(in crate::history) fn learn(&mut self, word: &str, shape: Shape, fresh: bool) -> usize {
        let index = if let Some(&index) = self.words.get(word) {
            index
        } else {
            let entry = self.work_out(word, shape);
            self.entries.push(entry);
            self.words.insert(word.to_owned(), self.entries.len() - 1);
            self.entries.len() - 1
        };
        let entry = &mut self.entries[index];
        if !fresh && entry.capital {
            entry.inside += 1;
        }
        index
    }

    /// Returns the number for a spelling of a concept, the same for the same spelling.
    pub(in crate::history) fn code(&self, spelling: &str) -> u32 {
        let mut codes = self.codes.borrow_mut();
        if let Some(&code) = codes.get(spelling) {
            return code;
        }
        let code = u32::try_from(codes.len()).unwrap_or(u32::MAX);
        codes.insert(spelling.to_owned(), code);
        code
    }

    fn work_out(&self, word: &str, shape: Shape) -> Entry {
        let fold = fold(word);
        let mut meaning = self.lexicon.meaning(&fold);
        let worth = match shape {
            Shape::Digits => thousandths(word, self.lexicon.comma_decimals),
            _ => self.lexicon.number(&fold),
        };
        if shape == Shape::Sign {
            meaning.cues.insert(Cue::Unit);
        }
        let stem = if shape == Shape::Letters { self.lexicon.stem(&fold) } else { fold.clone() };
        let number = worth.map(|worth| format!("#{worth}"));
        let same = meaning.same.map(|same| format!("={same}"));
        let canon = self.code(number.as_deref().or(same.as_deref()).unwrap_or(&format!("'{fold}")));
        let concept = self.code(number.as_deref().unwrap_or(&stem));
        let groups = meaning.groups.iter().map(|group| self.code(&format!("@{group}"))).collect();
        Entry {
            spelling: word.to_owned(),
            canon,
            concept,
            groups,
            worth,
            number: worth.is_some() || shape == Shape::Digits,
            shape,
            capital: word.starts_with(char::is_uppercase),
            inside: 0,
            fold,
            meaning,
        }
    }
}

impl Entry {
    /// Tells whether the lexicon knows the word by this cue.
    pub(in crate::history) fn has(&self, cue: Cue) -> bool {
        self.meaning.cues.has(cue)
    }

    /// Tells whether it stands in digits: an amount, a time, a date.
    pub(in crate::history) fn is_digits(&self) -> bool {
        self.shape == Shape::Digits
    }

    /// Tells whether it is one character of Chinese or Japanese.
    pub(in crate::history) fn is_ideograph(&self) -> bool {
        self.shape == Shape::Ideograph
    }
}
