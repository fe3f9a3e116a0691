//! What is known of the words of a language, whatever article they stand in.

use std::cell::RefCell;
use std::hash::Hash;
use std::ptr;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};

use super::super::lexicon::{Cue, CueSet, Lexicon, Phrase};
use super::super::spelling::{Shape, fold, thousandths};

/// What is known of a word, whatever article it stands in.
#[derive(Debug)]
pub(in crate::history) struct Known {
    /// Its spelling.
    pub(in crate::history) spelling: String,
    /// The folded spelling.
    pub(in crate::history) fold: String,
    /// The same number for every dress of the word.
    pub(in crate::history) canon: u32,
    /// The same number for every form of the word.
    pub(in crate::history) concept: u32,
    /// What it is a sign of.
    pub(in crate::history) cues: CueSet,
    /// The group of words a reader takes for the same.
    pub(in crate::history) same: Option<u16>,
    /// The person it stands for, if it is a pronoun.
    pub(in crate::history) person: Option<u16>,
    /// Its sense, if it matters in the news.
    pub(in crate::history) sense: Option<u16>,
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
}

/// The words of a language met so far, each worked out once: articles have most of theirs in common.
///
/// What is equal is held as equal numbers: a *canon* for the same word in another dress (capitals, accents, `5` and
/// `five`, `about` and `around`), a *concept* for the same stem, and groups for words of one meaning. The numbers tell
/// what is equal and nothing else: which word has which depends on what was read before.
pub(super) struct Dictionary {
    lexicon: &'static Lexicon,
    words: HashMap<String, usize>,
    known: Vec<Rc<Known>>,
    folds: Codes<String>,
    stems: Codes<String>,
    numbers: Codes<i64>,
}

/// Numbers for what counts as one, in the order it is met; each kind has numbers of its own.
struct Codes<T> {
    kind: u32,
    known: HashMap<T, u32>,
}

/// The kinds of codes, above the numbers of each.
const STEM: u32 = 0;
const FOLD: u32 = 1 << 28;
const NUMBER: u32 = 2 << 28;
const SAME: u32 = 3 << 28;
const GROUP: u32 = 4 << 28;

/// Returns the code of a group of words of one meaning.
pub(super) fn group_code(group: u16) -> u32 {
    GROUP + u32::from(group)
}

/// A dictionary of so many words, some ten megabytes, serves no further article.
const MOST: usize = 1 << 15;

impl Dictionary {
    /// Returns the dictionary of a language that serves this thread.
    pub(super) fn of(lexicon: &'static Lexicon) -> Rc<RefCell<Self>> {
        thread_local! {
            static OPEN: RefCell<Vec<Rc<RefCell<Dictionary>>>> = const { RefCell::new(Vec::new()) };
        }
        OPEN.with_borrow_mut(|open| {
            open.retain(|dictionary| dictionary.borrow().len() < MOST);
            let found = open.iter().find(|dictionary| ptr::eq(dictionary.borrow().lexicon, lexicon));
            found.cloned().unwrap_or_else(|| {
                let new = Rc::new(RefCell::new(Self::new(lexicon)));
                open.push(Rc::clone(&new));
                new
            })
        })
    }

    fn new(lexicon: &'static Lexicon) -> Self {
        Self {
            lexicon,
            words: HashMap::new(),
            known: Vec::new(),
            folds: Codes::new(FOLD),
            stems: Codes::new(STEM),
            numbers: Codes::new(NUMBER),
        }
    }

    fn len(&self) -> usize {
        self.known.len().max(self.stems.known.len()).max(self.numbers.known.len())
    }

    /// Numbers a word, working it out when it is new.
    pub(super) fn number(&mut self, word: &str, shape: Shape) -> usize {
        if let Some(&number) = self.words.get(word) {
            return number;
        }
        let known = self.work_out(word, shape);
        self.known.push(Rc::new(known));
        self.words.insert(word.to_owned(), self.known.len() - 1);
        self.known.len() - 1
    }

    /// Returns what is known of a word by its number.
    pub(super) fn known(&self, number: usize) -> &Rc<Known> {
        &self.known[number]
    }

    /// Returns the canon of a number, in thousandths, however it is written.
    pub(super) fn amount(&mut self, worth: i64) -> u32 {
        self.numbers.code(&worth)
    }

    /// Returns the number for a concept spelled so, the same for the same spelling.
    pub(super) fn concept(&mut self, spelling: &str) -> u32 {
        self.stems.code(spelling)
    }

    fn work_out(&mut self, word: &str, shape: Shape) -> Known {
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
        let canon = number.or(same).unwrap_or_else(|| self.folds.code(fold.as_str()));
        let concept = number.unwrap_or_else(|| match shape {
            Shape::Letters => self.stems.code(self.lexicon.stem(&fold).as_ref()),
            _ => self.stems.code(fold.as_str()),
        });
        Known {
            spelling: word.to_owned(),
            canon,
            concept,
            cues: meaning.cues,
            same: meaning.same,
            person: meaning.person,
            sense: meaning.sense,
            groups: meaning.groups.iter().map(|group| group_code(*group)).collect(),
            phrases: self.lexicon.phrases(&fold),
            worth,
            scale: self.lexicon.scale(&fold),
            number: worth.is_some() || shape == Shape::Digits,
            shape,
            capital: word.starts_with(char::is_uppercase),
            fold,
        }
    }
}

impl<T: Eq + Hash> Codes<T> {
    fn new(kind: u32) -> Self {
        Self { kind, known: HashMap::new() }
    }

    /// Returns the number of something, the same for the same.
    fn code<Q: Eq + Hash + ToOwned<Owned = T> + ?Sized>(&mut self, item: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
    {
        if let Some(&code) = self.known.get(item) {
            return code;
        }
        let code = self.kind + u32::try_from(self.known.len()).unwrap_or(u32::MAX >> 4).min(FOLD - 1);
        self.known.insert(item.to_owned(), code);
        code
    }
}

impl Known {
    /// Tells whether the lexicon knows the word by this cue.
    pub(in crate::history) fn has(&self, cue: Cue) -> bool {
        self.cues.has(cue)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_another_dress_has_the_same_canon_and_in_another_form_the_same_concept() {
        let mut english = Dictionary::new(Lexicon::of(Some("en")));
        let mut known = |word: &str, shape| {
            let number = english.number(word, shape);
            Rc::clone(english.known(number))
        };
        let five = known("five", Shape::Letters);
        assert_eq!(known("Five", Shape::Letters).canon, five.canon);
        assert_eq!(known("5", Shape::Digits).canon, five.canon);
        assert_eq!(known("boats", Shape::Letters).concept, known("boat", Shape::Letters).concept);
        assert_ne!(known("boats", Shape::Letters).canon, known("boat", Shape::Letters).canon);
    }

    #[test]
    fn articles_of_one_language_share_a_dictionary_until_it_has_grown_large() {
        let english = Dictionary::of(Lexicon::of(Some("en")));
        assert!(Rc::ptr_eq(&english, &Dictionary::of(Lexicon::of(Some("en")))));
        assert!(!Rc::ptr_eq(&english, &Dictionary::of(Lexicon::of(Some("de")))));
        for number in 0..MOST {
            english.borrow_mut().number(&number.to_string(), Shape::Digits);
        }
        assert!(!Rc::ptr_eq(&english, &Dictionary::of(Lexicon::of(Some("en")))));
    }
}
