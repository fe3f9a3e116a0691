//! The language tables as written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::cue::Cue;

/// One language table as written; lists are words or phrases parted by commas.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    /// Whether decimals are written with a comma.
    #[serde(default)]
    pub(super) comma_decimals: bool,
    /// Which words are written with a capital inside a sentence.
    #[serde(default)]
    pub(super) capitals: Capitals,
    /// Whether a word that ends in s is most often a plural.
    #[serde(default)]
    pub(super) plural_s: bool,
    /// Whether nouns are joined to one word: Hafenbehörde.
    #[serde(default)]
    pub(super) compounds: bool,
    /// What words are signs of.
    pub(super) cues: BTreeMap<Cue, String>,
    /// Numbers in words.
    #[serde(default)]
    pub(super) numbers: BTreeMap<String, i64>,
    /// Words behind a number that say how many times it is meant: million, bn.
    #[serde(default)]
    pub(super) scales: BTreeMap<String, i64>,
    /// Words a reader takes for the same: about, around.
    #[serde(default)]
    pub(super) same: Vec<String>,
    /// Words of one sense that matters in the news; another sense in its place is another fact.
    #[serde(default)]
    pub(super) senses: Vec<String>,
    /// Pronouns of one person each; another in its place speaks of somebody else.
    #[serde(default)]
    pub(super) persons: Vec<String>,
    /// Words that speak of one thing, so that a note in one may announce a text in the other.
    #[serde(default)]
    pub(super) synonyms: Vec<String>,
}

/// Which words a language writes with a capital inside a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::history) enum Capitals {
    /// Names alone.
    #[default]
    Names,
    /// Names and months, so that a small month is another word: may, march.
    NamesAndMonths,
    /// All nouns.
    Nouns,
}

/// The tables, by language code.
pub(super) const TABLES: [(&str, &str); 9] = [
    ("de", include_str!("de.toml")),
    ("en", include_str!("en.toml")),
    ("es", include_str!("es.toml")),
    ("fr", include_str!("fr.toml")),
    ("it", include_str!("it.toml")),
    ("ja", include_str!("ja.toml")),
    ("nl", include_str!("nl.toml")),
    ("pt", include_str!("pt.toml")),
    ("zh", include_str!("zh.toml")),
];
