//! A language table ready for use.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};
use rust_stemmers::{Algorithm, Stemmer};

use super::super::spelling::fold;
use super::compound::Joining;
use super::meaning::Meaning;
use super::pattern::{Pattern, Phrase};
use super::source::{Capitals, Source, TABLES};

/// A language table ready for use.
pub(in crate::history) struct Lexicon {
    /// Whether decimals are written with a comma.
    pub(in crate::history) comma_decimals: bool,
    /// Which words are written with a capital inside a sentence.
    pub(in crate::history) capitals: Capitals,
    /// Whether a word that ends in s is most often a plural.
    pub(in crate::history) plural_s: bool,
    /// Whether nouns are joined to one word: Hafenbehörde.
    pub(in crate::history) compounds: bool,
    stemmer: Option<Stemmer>,
    whole: HashMap<String, Meaning>,
    begins: Affixes,
    ends: Affixes,
    phrases: HashMap<String, Vec<Phrase>>,
    numbers: HashMap<String, i64>,
    scales: HashMap<String, i64>,
    joining: Option<Joining>,
}

/// Beginnings or ends of words, by their length in bytes.
#[derive(Default)]
struct Affixes {
    meanings: HashMap<String, Meaning>,
    lengths: BTreeSet<usize>,
}

impl Lexicon {
    /// Returns the table for a language tag such as `en-GB`; a language without one has an empty table.
    pub(in crate::history) fn of(language: Option<&str>) -> &'static Self {
        static READ: [OnceLock<Lexicon>; TABLES.len()] = [const { OnceLock::new() }; TABLES.len()];
        static STEMMED: [OnceLock<Lexicon>; STEMMERS.len()] = [const { OnceLock::new() }; STEMMERS.len()];
        static EMPTY: OnceLock<Lexicon> = OnceLock::new();
        let code = language.unwrap_or("en").split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let bare = || Self::build(&code, &Source::default());
        if let Some(at) = TABLES.iter().position(|(known, _)| *known == code) {
            READ[at].get_or_init(|| Self::read(&code, TABLES[at].1))
        } else if let Some(at) = STEMMERS.iter().position(|(known, _)| *known == code) {
            STEMMED[at].get_or_init(bare)
        } else {
            EMPTY.get_or_init(bare)
        }
    }

    fn read(code: &str, text: &str) -> Self {
        Self::build(code, &toml::from_str(text).expect("a test reads every table"))
    }

    fn build(code: &str, source: &Source) -> Self {
        let mut table = Self {
            comma_decimals: source.comma_decimals,
            capitals: source.capitals,
            plural_s: source.plural_s,
            compounds: source.compounds,
            stemmer: STEMMERS
                .iter()
                .find(|(known, _)| *known == code)
                .map(|(_, algorithm)| Stemmer::create(*algorithm)),
            whole: HashMap::new(),
            begins: Affixes::default(),
            ends: Affixes::default(),
            phrases: HashMap::new(),
            numbers: source.numbers.iter().map(|(word, worth)| (fold(word), worth * 1000)).collect(),
            scales: source.scales.iter().map(|(word, times)| (fold(word), *times)).collect(),
            joining: Joining::of(code).filter(|_| !source.numbers.is_empty()),
        };
        for (cue, list) in &source.cues {
            entries(list).for_each(|entry| table.put(&entry, |meaning| meaning.cues.insert(*cue)));
        }
        for (number, list) in (0..).zip(&source.same) {
            entries(list).for_each(|entry| table.put(&entry, |meaning| meaning.same = Some(number)));
        }
        for (number, list) in (0..).zip(&source.persons) {
            entries(list).for_each(|entry| table.put(&entry, |meaning| meaning.person = Some(number)));
        }
        for (number, list) in (0..).zip(&source.senses) {
            entries(list).for_each(|entry| table.put(&entry, |meaning| meaning.sense = Some(number)));
        }
        for (number, list) in (0..).zip(source.synonyms.iter().chain(&source.senses)) {
            entries(list).for_each(|entry| table.put(&entry, |meaning| meaning.groups.push(number)));
        }
        table
    }

    /// Puts what `say` says of an entry into the table; a phrase carries cues only.
    fn put(&mut self, entry: &[Pattern], say: impl Fn(&mut Meaning)) {
        match entry {
            [Pattern::Whole(word)] => say(self.whole.entry(word.clone()).or_default()),
            [Pattern::Begins(start)] => self.begins.put(start, say),
            [Pattern::Ends(end)] => self.ends.put(end, say),
            [Pattern::Whole(first), rest @ ..] => {
                let mut meaning = Meaning::default();
                say(&mut meaning);
                let phrase = Phrase { rest: rest.to_vec(), meaning };
                self.phrases.entry(first.clone()).or_default().push(phrase);
            }
            [] | [Pattern::Begins(_) | Pattern::Ends(_), ..] => {}
        }
    }

    /// Returns what the table says of a folded word.
    pub(in crate::history) fn meaning(&self, word: &str) -> Meaning {
        let mut meaning = self.whole.get(word).cloned().unwrap_or_default();
        for length in self.begins.lengths.iter().take_while(|length| **length <= word.len()) {
            meaning.join(word.get(..*length).and_then(|start| self.begins.meanings.get(start)));
        }
        for length in self.ends.lengths.iter().take_while(|length| **length <= word.len()) {
            meaning.join(word.get(word.len() - *length..).and_then(|end| self.ends.meanings.get(end)));
        }
        meaning
    }

    /// Returns the phrases that begin with a folded word.
    pub(in crate::history) fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// Returns what a number in words is worth, in thousandths.
    pub(in crate::history) fn number(&self, word: &str) -> Option<i64> {
        let joined = || self.joining?.number(word, &self.numbers)?.checked_mul(1000);
        self.numbers.get(word).copied().or_else(joined)
    }

    /// Returns how many times the number before a folded word is meant: 1,000,000 of "million".
    pub(in crate::history) fn scale(&self, word: &str) -> Option<i64> {
        self.scales.get(word).copied()
    }

    /// Cuts a folded word to its stem.
    pub(in crate::history) fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        self.stemmer.as_ref().map_or(Cow::Borrowed(word), |stemmer| stemmer.stem(word))
    }
}

impl Affixes {
    fn put(&mut self, affix: &str, say: impl Fn(&mut Meaning)) {
        self.lengths.insert(affix.len());
        say(self.meanings.entry(affix.to_owned()).or_default());
    }
}

/// Reads a list of entries parted by commas.
fn entries(list: &str) -> impl Iterator<Item = Vec<Pattern>> + '_ {
    list.split([',', '\n']).map(Pattern::read).filter(|entry| !entry.is_empty())
}

/// The Snowball stemmers, by language code.
const STEMMERS: [(&str, Algorithm); 13] = [
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fr", Algorithm::French),
    ("it", Algorithm::Italian),
    ("nb", Algorithm::Norwegian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::lexicon::Cue;

    #[test]
    fn every_table_reads_and_a_phrase_begins_with_a_whole_word() {
        for (code, text) in TABLES {
            let source: Source = toml::from_str(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert!(source.cues.contains_key(&Cue::Negation), "{code} has no negations");
            for list in source
                .cues
                .values()
                .chain(&source.same)
                .chain(&source.senses)
                .chain(&source.synonyms)
                .chain(&source.persons)
            {
                for entry in entries(list) {
                    assert!(entry.len() == 1 || matches!(entry[0], Pattern::Whole(_)), "{code}: {entry:?}");
                }
            }
        }
    }

    #[test]
    fn a_language_without_a_table_has_its_own_stemmer_whatever_language_was_asked_for_before() {
        assert_eq!(Lexicon::of(Some("xx")).stem("rørledningene"), "rørledningene");
        assert_eq!(Lexicon::of(Some("no")).stem("rørledningene"), "rørledning");
        assert_eq!(Lexicon::of(Some("sv-FI")).stem("ledningarna"), "ledning");
    }

    #[test]
    fn words_are_known_whole_by_their_beginning_and_by_their_end() {
        let german = Lexicon::of(Some("de-AT"));
        assert!(german.meaning("hafenbehorde").cues.has(Cue::Regulator));
        assert!(Lexicon::of(Some("en")).meaning("statements").cues.has(Cue::AsksSpeech));
        assert!(Lexicon::of(Some("xx")).meaning("not").cues.is_empty());
    }
}
