//! A cue file as it is written.

use std::collections::BTreeMap;

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
