//! A cue file as it is written.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::claim::{Action, Content};
use super::date::DateTable;
use super::note::NoteKind;

/// A cue file as written; `languages/README.md` says what each part is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) language: String,
    pub(super) zone: Option<String>,
    /// Its words begin and end with ASCII letters, so that word boundaries need not know others, which is faster.
    #[serde(default)]
    pub(super) ascii: bool,
    #[serde(default)]
    pub(super) stopwords: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "they are read before the tables are"))]
    pub(super) triggers: Vec<String>,
    pub(super) dates: DateTable,
    #[serde(default)]
    pub(super) macros: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) label: Vec<LabelRow>,
    #[serde(default)]
    pub(super) sentence: Vec<SentenceRow>,
    #[serde(default)]
    pub(super) verb: Vec<VerbRow>,
    #[serde(default)]
    pub(super) action: Vec<ActionRow>,
    #[serde(default)]
    pub(super) kind_of: Vec<KindRow>,
    #[serde(default)]
    pub(super) patterns: Patterns,
    #[serde(default)]
    pub(super) target: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) content: Vec<ContentRow>,
    #[serde(default)]
    pub(super) articles: Vec<String>,
    #[serde(default)]
    pub(super) plain_words: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests try the examples"))]
    pub(super) example: Vec<Example>,
}

/// The cue files, English first; the order decides where a text fits several equally.
const TEXTS: [(&str, &str); FILES] = [
    ("en", include_str!("languages/en.toml")),
    ("de", include_str!("languages/de.toml")),
    ("fr", include_str!("languages/fr.toml")),
    ("es", include_str!("languages/es.toml")),
    ("pt", include_str!("languages/pt.toml")),
    ("it", include_str!("languages/it.toml")),
    ("nl", include_str!("languages/nl.toml")),
    ("ja", include_str!("languages/ja.toml")),
    ("zh", include_str!("languages/zh.toml")),
];

/// How many languages have a cue file.
pub(super) const FILES: usize = 9;

/// The labels of languages that have no file.
pub(super) const UNKNOWN: &str = include_str!("languages/und.toml");

/// Returns the text of a cue file.
pub(super) fn file(index: usize) -> &'static str {
    TEXTS[index].1
}

/// Returns the language of a cue file.
pub(super) fn language(index: usize) -> &'static str {
    TEXTS[index].0
}

/// The languages that have a cue file, in their order.
#[cfg(test)]
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|(language, _)| *language)
}

/// Where the file of a language stands, else the place behind all files.
pub(super) fn index_of(language: &str) -> usize {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    TEXTS.iter().position(|(known, _)| *known == primary).unwrap_or(FILES)
}

/// Tells whether words for notes are known in a language.
pub(super) fn is_known(language: &str) -> bool {
    index_of(language) < FILES
}

impl Table {
    /// Returns a cue file, read when it is first needed.
    pub(super) fn of(index: usize) -> &'static Self {
        static TABLES: [OnceLock<Table>; FILES] = [const { OnceLock::new() }; FILES];
        TABLES[index].get_or_init(|| Self::read(file(index)))
    }

    /// What a language without a file is read with: the first file, and labels of many languages.
    pub(super) fn unknown() -> Self {
        let (mut table, labels) = (Self::read(file(0)), Self::read(UNKNOWN));
        table.label.extend(labels.label);
        table.language = labels.language;
        // What English words give grounds says nothing there.
        table.patterns.grounds.clear();
        table.patterns.news.clear();
        #[cfg(test)]
        {
            table.example = labels.example;
        }
        // Every language's words are looked at beside its own.
        table.ascii = false;
        table
    }

    fn read(text: &str) -> Self {
        toml::from_str(text).expect("a test reads every cue file")
    }
}

/// Patterns for the parts of a note.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Patterns {
    pub(super) published_inside: Vec<String>,
    pub(super) continues: Vec<String>,
    pub(super) time_inside: Vec<String>,
    pub(super) neutral: Vec<String>,
    pub(super) grounds: Vec<String>,
    pub(super) news: Vec<String>,
    pub(super) own: Vec<String>,
    pub(super) carry: Vec<String>,
    pub(super) elsewhere: Vec<String>,
    pub(super) doubt: Vec<String>,
    pub(super) veto: Vec<String>,
    pub(super) lead: Vec<String>,
    pub(super) tail: Vec<String>,
    pub(super) value: Vec<String>,
    pub(super) source: Vec<String>,
    pub(super) no_source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelRow {
    pub(super) words: String,
    pub(super) kind: NoteKind,
    #[serde(default)]
    pub(super) needs_time: bool,
    #[serde(default)]
    pub(super) heads: bool,
    #[serde(default)]
    pub(super) needs_grounds: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentenceRow {
    pub(super) words: String,
    /// None: by the verb.
    pub(super) kind: Option<NoteKind>,
    /// With a time it is of first publication, without one of some other place.
    #[serde(default)]
    pub(super) published: bool,
    /// A wire's parenthesis: in brackets, or alone on its line.
    #[serde(default)]
    pub(super) wire: bool,
    /// What must stand before it in its line.
    pub(super) after: Option<String>,
    /// Words that it holds wherever it begins, for the gate alone: where its own would need too many states.
    pub(super) gate: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerbRow {
    pub(super) words: String,
    pub(super) kind: NoteKind,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionRow {
    pub(super) words: String,
    pub(super) action: Action,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindRow {
    pub(super) words: String,
    pub(super) kind: NoteKind,
    #[serde(default)]
    pub(super) neutral_only: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentRow {
    pub(super) words: String,
    pub(super) content: Content,
}

/// A note the file must read, or with no kind a sentence in which there is none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "only tests try the examples"))]
pub(super) struct Example {
    pub(super) text: String,
    pub(super) kind: Option<NoteKind>,
    pub(super) action: Option<Action>,
}
