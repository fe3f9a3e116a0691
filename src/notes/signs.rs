//! The signs of a language: the words that tell in which languages a line may be a note.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::Deserialize;

use super::table::{FILES, UNKNOWN, file, index_of, language};

/// What of a cue file tells its language; it stands before the file's tables, so that these need not be read for it.
#[derive(Debug, Deserialize)]
struct Signs {
    /// The common words of the language.
    #[serde(default)]
    stopwords: Vec<String>,
    /// The words without which there is no note in it.
    triggers: Vec<String>,
}

impl Signs {
    fn of(file: &str) -> Self {
        let above_tables = file.split("\n[").next().unwrap_or(file);
        toml::from_str(above_tables).expect("a test reads every cue file")
    }
}

/// The signs of each file.
fn signs() -> &'static [Signs] {
    static SIGNS: OnceLock<Vec<Signs>> = OnceLock::new();
    SIGNS.get_or_init(|| (0..FILES).map(|index| Signs::of(file(index))).collect())
}

/// Finds the triggers of a language.
#[derive(Debug)]
struct Triggers {
    /// Quickly made.
    small: OnceLock<AhoCorasick>,
    /// At reading speed.
    fast: OnceLock<AhoCorasick>,
    /// How many bytes were read without the fast one.
    seen: AtomicUsize,
}

/// So many bytes are read before the fast one is worth making.
const WORTH_MAKING: usize = 64 << 10;

/// Returns what finds the triggers of the file at an index in a text of so many bytes; behind all files, it finds those
/// of a language that has none.
fn triggers(index: usize, bytes: usize) -> &'static AhoCorasick {
    static TRIGGERS: [Triggers; FILES + 1] =
        [const { Triggers { small: OnceLock::new(), fast: OnceLock::new(), seen: AtomicUsize::new(0) } }; FILES + 1];
    let triggers = &TRIGGERS[index];
    let make = |kind| {
        let more = if index < FILES { Vec::new() } else { Signs::of(UNKNOWN).triggers };
        let words = signs()[if index < FILES { index } else { 0 }].triggers.iter().chain(&more);
        let builder = &mut AhoCorasick::builder();
        builder
            .ascii_case_insensitive(true)
            .kind(Some(kind))
            .build(words)
            .expect("a few short words make a small automaton")
    };
    let fast = triggers.fast.get();
    if fast.is_none() && triggers.seen.fetch_add(bytes, Ordering::Relaxed) < WORTH_MAKING {
        return triggers.small.get_or_init(|| make(AhoCorasickKind::NoncontiguousNFA));
    }
    triggers.fast.get_or_init(|| make(AhoCorasickKind::DFA))
}

/// Tells whether a text holds a word without which there is no note in a language.
pub(super) fn is_triggered(language: &str, text: &str) -> bool {
    triggers(index_of(language), text.len()).is_match(text)
}

/// Tells which languages count a word among their common ones, a bit each.
fn common_words() -> &'static HashMap<&'static str, u16> {
    static WORDS: OnceLock<HashMap<&str, u16>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: HashMap<&str, u16> = HashMap::new();
        for (index, signs) in signs().iter().enumerate() {
            for word in &signs.stopwords {
                *words.entry(word).or_default() |= 1 << index;
            }
        }
        words
    })
}

/// Counts the common words of each language in a text of small letters.
fn common_words_in(text: &str) -> [usize; FILES] {
    let mut counts = [0_usize; FILES];
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let languages = common_words().get(word).copied().unwrap_or(0);
        for (index, count) in counts.iter_mut().enumerate() {
            *count += usize::from(languages >> index & 1);
        }
    }
    counts
}

/// Lists the languages in which a line could be a note: those that have a word in it without which there is none.
///
/// A language is left out whose common words the line hardly has where it has many of another, and one that has no such
/// word but inside another word or as one of a language that reads the line anyway: `ndr` in Andrew, `update` in
/// `updated`. To make a language ready takes longer than to read a page.
pub(super) fn candidates(line: &str) -> Vec<&'static str> {
    /// So many common words are many.
    const MANY: usize = 3;
    let found: Vec<usize> = (0..FILES).filter(|index| triggers(*index, line.len()).is_match(line)).collect();
    let Some(first) = found.first().copied() else { return Vec::new() };
    let counts = common_words_in(&line.to_lowercase());
    let most = counts.iter().max().copied().unwrap_or(0);
    let reads = |index: usize| if most == 0 { index == first } else { counts[index] == most };
    let places = |index: usize| triggers(index, line.len()).find_iter(line).map(|found| found.range());
    let read: Vec<Range<usize>> =
        found.iter().filter(|index| reads(**index)).flat_map(|index| places(*index)).collect();
    // Of one word, languages state more or less: `updat` and `update` are the same, `correct` and `correctie` are not.
    let is_in = |word: &Range<usize>, other: &Range<usize>| other.start <= word.start && word.end <= other.end + 1;
    let is_own = |word: Range<usize>| {
        !line[..word.start].ends_with(char::is_alphanumeric) && !read.iter().any(|other| is_in(&word, other))
    };
    let fits = |index: usize| counts[index] * 2 >= most || most < MANY;
    let may = |index: usize| reads(index) || (fits(index) && places(index).any(is_own));
    found.into_iter().filter(|index| may(*index)).map(|index| language(index)).collect()
}

/// Guesses the language of a text by its script and common words; English where nothing speaks for another.
pub(super) fn guess(text: &str) -> &'static str {
    let sample: String = text.chars().take(1200).flat_map(char::to_lowercase).collect();
    let kana = sample.chars().filter(|c| ('\u{3040}'..='\u{30ff}').contains(c)).count();
    let han = sample.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    if kana + han > 4 {
        return if kana * 20 > han { "ja" } else { "zh" };
    }
    let counts = common_words_in(&sample);
    // A line too short to tell is read in the first language that knows its words.
    let knows = |index: usize| text.len() > 400 || triggers(index, text.len()).is_match(text);
    let candidates = counts.iter().enumerate().filter(|(index, _)| knows(*index));
    let best = candidates.reduce(|best, next| if next.1 > best.1 { next } else { best });
    language(best.map_or(0, |(index, _)| index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::table::Table;

    #[test]
    fn the_signs_of_a_file_stand_above_its_tables() {
        for index in 0..FILES {
            let (signs, table) = (&signs()[index], Table::of(index));
            assert_eq!((&signs.stopwords, &signs.triggers), (&table.stopwords, &table.triggers), "{}", language(index));
        }
    }

    #[test]
    fn a_line_is_held_against_the_languages_it_may_be_a_note_in() {
        let cases: [(&str, &[&str]); 6] = [
            ("The truth comes out in the interview of Prince Andrew, said Andrew.", &[]),
            ("This story has been updated with the names of the crew.", &["en"]),
            ("Updated 10:15 a.m.", &["en"]),
            ("Published 11:11 PM EST Nov 19, 2019", &["en"]),
            ("Correctie (18 februari 2026)", &["en", "nl"]),
            ("Der Artikel wurde um die Angaben der Stadt ergänzt.", &["de"]),
        ];
        for (line, languages) in cases {
            assert_eq!(candidates(line), languages, "{line}");
        }
    }
}
