//! A language table ready for use.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::super::spelling::fold;
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
    stemmer: Option<Stemmer>,
    whole: HashMap<String, Meaning>,
    begins: Affixes,
    ends: Affixes,
    phrases: HashMap<String, Vec<Phrase>>,
    numbers: HashMap<String, i64>,
}

/// Beginnings or ends of words, by their length in bytes.
#[derive(Default)]
struct Affixes {
    meanings: HashMap<String, Meaning>,
    lengths: BTreeSet<usize>,
}

impl Lexicon {
    /// Returns the table for a language tag such as `en-GB`; an unknown language has an empty one.
    pub(in crate::history) fn of(language: Option<&str>) -> &'static Self {
        static TABLES_READ: OnceLock<Vec<(&str, Lexicon)>> = OnceLock::new();
        static EMPTY: OnceLock<Lexicon> = OnceLock::new();
        let tables =
            TABLES_READ.get_or_init(|| TABLES.iter().map(|(code, text)| (*code, Self::read(code, text))).collect());
        let code = language.unwrap_or("en").split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let found = tables.iter().find(|(known, _)| *known == code).map(|(_, table)| table);
        found.unwrap_or_else(|| EMPTY.get_or_init(|| Self::build(&code, &Source::default())))
    }

    fn read(code: &str, text: &str) -> Self {
        Self::build(code, &toml::from_str(text).expect("a test reads every table"))
    }

    fn build(code: &str, source: &Source) -> Self {
        let mut table = Self {
            comma_decimals: source.comma_decimals,
            capitals: source.capitals,
            plural_s: source.plural_s,
            stemmer: algorithm(code).map(Stemmer::create),
            whole: HashMap::new(),
            begins: Affixes::default(),
            ends: Affixes::default(),
            phrases: HashMap::new(),
            numbers: source.numbers.iter().map(|(word, worth)| (fold(word), worth * 1000)).collect(),
        };
        for (cue, list) in &source.cues {
            entries(list).for_each(|entry| table.put(&entry, |meaning| meaning.cues.insert(*cue)));
        }
        for (number, list) in (0..).zip(&source.same) {
            entries(list).for_each(|entry| table.put(&entry, |meaning| meaning.same = Some(number)));
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
        self.numbers.get(word).copied()
    }

    /// Cuts a folded word to its stem.
    pub(in crate::history) fn stem(&self, word: &str) -> String {
        self.stemmer.as_ref().map_or_else(|| word.to_owned(), |stemmer| stemmer.stem(word).into_owned())
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

/// Returns the Snowball stemmer of a language.
fn algorithm(code: &str) -> Option<Algorithm> {
    Some(match code {
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fr" => Algorithm::French,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" | "nb" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::lexicon::Cue;

    #[test]
    fn every_table_reads_and_a_phrase_begins_with_a_whole_word() {
        for (code, text) in TABLES {
            let source: Source = toml::from_str(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert!(source.cues.contains_key(&Cue::Negation), "{code} has no negations");
            for list in source.cues.values().chain(&source.same).chain(&source.senses).chain(&source.synonyms) {
                for entry in entries(list) {
                    assert!(entry.len() == 1 || matches!(entry[0], Pattern::Whole(_)), "{code}: {entry:?}");
                }
            }
        }
    }

    #[test]
    fn words_are_known_whole_by_their_beginning_and_by_their_end() {
        let german = Lexicon::of(Some("de-AT"));
        assert!(german.meaning("hafenbehorde").cues.has(Cue::Regulator));
        assert!(Lexicon::of(Some("en")).meaning("statements").cues.has(Cue::AsksSpeech));
        assert!(Lexicon::of(Some("xx")).meaning("not").cues.is_empty());
    }
}
