//! The different words of one article.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};

use super::super::lexicon::Lexicon;
use super::super::spelling::Shape;
use super::dictionary::{Dictionary, Known};

/// The different words of one article, numbered in the order they are met.
pub(in crate::history) struct Vocabulary {
    pub(in crate::history) lexicon: &'static Lexicon,
    dictionary: Rc<RefCell<Dictionary>>,
    /// The words by their numbers in the dictionary.
    numbers: HashMap<usize, usize>,
    entries: Vec<Entry>,
}

/// One word of the vocabulary.
#[derive(Clone, Debug)]
pub(in crate::history) struct Entry {
    known: Rc<Known>,
    /// How often it was seen with a capital inside a sentence.
    pub(in crate::history) inside: u32,
}

impl Deref for Entry {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.known
    }
}

impl Vocabulary {
    /// Makes an empty vocabulary for a language.
    pub(in crate::history) fn new(lexicon: &'static Lexicon) -> Self {
        Self { lexicon, dictionary: Dictionary::of(lexicon), numbers: HashMap::new(), entries: Vec::new() }
    }

    /// Returns the word numbered `index`.
    pub(in crate::history) fn entry(&self, index: usize) -> &Entry {
        &self.entries[index]
    }

    /// Numbers a word.
    pub(in crate::history) fn learn(&mut self, word: &str, shape: Shape, fresh: bool) -> usize {
        let mut dictionary = self.dictionary.borrow_mut();
        let number = dictionary.number(word, shape);
        let index = *self.numbers.entry(number).or_insert_with(|| {
            self.entries.push(Entry { known: Rc::clone(dictionary.known(number)), inside: 0 });
            self.entries.len() - 1
        });
        let entry = &mut self.entries[index];
        if !fresh && entry.capital {
            entry.inside += 1;
        }
        index
    }

    /// Returns the canon of a number, in thousandths, however it is written.
    pub(in crate::history) fn amount(&self, worth: i64) -> u32 {
        self.dictionary.borrow_mut().amount(worth)
    }

    /// Returns the number for a concept spelled so, the same for the same spelling.
    pub(in crate::history) fn concept(&self, spelling: &str) -> u32 {
        self.dictionary.borrow_mut().concept(spelling)
    }
}
