//! The different words of one article, each worked out once.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::hash::Hash;

use foldhash::{HashMap, HashMapExt};

use super::super::lexicon::{Cue, Lexicon, Meaning, Phrase};
use super::super::spelling::{Shape, fold, thousandths};

/// The different words of one article, each worked out once.
///
/// What is equal is held as equal numbers: a *canon* for the same word in another dress (capitals, accents, `5` and
/// `five`, `about` and `around`), a *concept* for the same stem, and groups for words of one meaning.
pub(in crate::history) struct Vocabulary {
    pub(in crate::history) lexicon: &'static Lexicon,
    words: HashMap<String, usize>,
    entries: Vec<Entry>,
    folds: Codes<String>,
    stems: Codes<String>,
    numbers: Codes<i64>,
}

/// Numbers for what counts as one, in the order it is met; each kind has numbers of its own.
struct Codes<T> {
    kind: u32,
    known: RefCell<HashMap<T, u32>>,
}

/// The kinds of codes, above the numbers of each.
const STEM: u32 = 0;
const FOLD: u32 = 1 << 28;
const NUMBER: u32 = 2 << 28;
const SAME: u32 = 3 << 28;
const GROUP: u32 = 4 << 28;

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
    /// The phrases that begin with it.
    pub(in crate::history) phrases: &'static [Phrase],
    /// What it is worth as a number, in thousandths.
    pub(in crate::history) worth: Option<i64>,
    /// How many times a number before it is meant: 1,000,000 of "million".
    pub(in crate::history) scale: Option<i64>,
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
        Self {
            lexicon,
            words: HashMap::new(),
            entries: Vec::new(),
            folds: Codes::new(FOLD),
            stems: Codes::new(STEM),
            numbers: Codes::new(NUMBER),
        }
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

    /// Returns the canon of a number, in thousandths, however it is written.
    pub(in crate::history) fn amount(&self, worth: i64) -> u32 {
        self.numbers.code(&worth)
    }

    /// Returns the number for a concept spelled so, the same for the same spelling.
    pub(in crate::history) fn concept(&self, spelling: &str) -> u32 {
        self.stems.code(spelling)
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
        let number = worth.map(|worth| self.numbers.code(&worth));
        let same = meaning.same.map(|same| SAME + u32::from(same));
        let stem = || match shape {
            Shape::Letters => self.stems.code(self.lexicon.stem(&fold).as_ref()),
            _ => self.stems.code(fold.as_str()),
        };
        let canon = number.or(same).unwrap_or_else(|| self.folds.code(fold.as_str()));
        let concept = number.unwrap_or_else(stem);
        let groups = meaning.groups.iter().map(|group| GROUP + u32::from(*group)).collect();
        Entry {
            spelling: word.to_owned(),
            canon,
            concept,
            groups,
            phrases: self.lexicon.phrases(&fold),
            worth,
            scale: self.lexicon.scale(&fold),
            number: worth.is_some() || shape == Shape::Digits,
            shape,
            capital: word.starts_with(char::is_uppercase),
            inside: 0,
            fold,
            meaning,
        }
    }
}

impl<T: Eq + Hash> Codes<T> {
    fn new(kind: u32) -> Self {
        Self { kind, known: RefCell::default() }
    }

    /// Returns the number of something, the same for the same.
    fn code<Q: Eq + Hash + ToOwned<Owned = T> + ?Sized>(&self, item: &Q) -> u32
    where
        T: Borrow<Q>,
    {
        let mut known = self.known.borrow_mut();
        if let Some(&code) = known.get(item) {
            return code;
        }
        let code = self.kind + u32::try_from(known.len()).unwrap_or(u32::MAX >> 4).min(FOLD - 1);
        known.insert(item.to_owned(), code);
        code
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
