//! How a table spells a word: whole, by its beginning (`statement*`) or by its end (`*behörde`).

use super::super::spelling::{fold, split};
use super::meaning::Meaning;

/// How a table spells one word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::history) enum Pattern {
    /// The whole folded word.
    Whole(String),
    /// Its beginning.
    Begins(String),
    /// Its end.
    Ends(String),
}

/// The words after the first of a phrase, and what the phrase is a sign of.
#[derive(Clone, Debug)]
pub(in crate::history) struct Phrase {
    /// The words after the first.
    pub(in crate::history) rest: Vec<Pattern>,
    /// What the phrase says.
    pub(in crate::history) meaning: Meaning,
}

impl Pattern {
    /// Tells whether a folded word is spelled so.
    pub(in crate::history) fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => word == whole,
            Self::Begins(start) => word.starts_with(start.as_str()),
            Self::Ends(end) => word.ends_with(end.as_str()),
        }
    }

    /// Reads an entry of a table: the words of a phrase, or one word.
    pub(super) fn read(entry: &str) -> Vec<Self> {
        entry
            .split_whitespace()
            .flat_map(|word| match (word.strip_suffix('*'), word.strip_prefix('*')) {
                (Some(start), _) => vec![Self::Begins(fold(start))],
                (_, Some(end)) => vec![Self::Ends(fold(end))],
                _ => split(word).into_iter().map(|piece| Self::Whole(fold(&word[piece.range]))).collect(),
            })
            .collect()
    }
}
