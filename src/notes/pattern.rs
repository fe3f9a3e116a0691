//! The patterns of cue files, compiled when they are first needed.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use regex::{CaptureNames, Captures, Match, Regex, RegexBuilder};

use super::needs::{Folded, Needs};

/// A pattern of a cue file, compiled when a text holds what it needs: a run compiles few of them.
#[derive(Debug)]
pub(super) struct Pattern {
    text: String,
    needs: OnceLock<Needs>,
    /// How many bytes were held against what it needs.
    seen: AtomicUsize,
    regex: OnceLock<Regex>,
}

/// So many bytes are held against what a pattern needs before it is compiled: from there on it is quicker.
const WORTH_COMPILING: usize = 64 << 10;

impl Pattern {
    /// Returns the pattern as written, its macros put in.
    pub(super) fn source(&self) -> &str {
        &self.text
    }

    /// Tells whether the pattern fits somewhere in a text.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.for_text(text).is_some_and(|regex| regex.is_match(text))
    }

    /// Finds the first place it fits.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.for_text(text)?.find(text)
    }

    /// Finds the first place it fits, with its groups.
    pub(super) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.for_text(text)?.captures(text)
    }

    /// Finds the first place it fits from `start` on, with its groups.
    pub(super) fn captures_at<'t>(&self, text: &'t str, start: usize) -> Option<Captures<'t>> {
        self.for_text(text)?.captures_at(text, start)
    }

    /// Finds all places it fits, with its groups.
    pub(super) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.for_text(text).into_iter().flat_map(|regex| regex.captures_iter(text))
    }

    /// Lists the names of its groups, in their order.
    pub(super) fn capture_names(&self) -> CaptureNames<'_> {
        self.regex().capture_names()
    }

    /// Returns what finds it; none if it cannot fit in a text.
    fn for_text(&self, text: &str) -> Option<&Regex> {
        if self.regex.get().is_none() && self.seen.fetch_add(text.len(), Ordering::Relaxed) < WORTH_COMPILING {
            let needs = self.needs.get_or_init(|| Needs::of(&self.text));
            if !needs.are_met(&Folded::new(text)) {
                return None;
            }
        }
        Some(self.regex())
    }

    /// Returns what finds it in any text.
    pub(super) fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| build(&self.text).expect("a test compiles every pattern"))
    }
}

/// The name of the macro that is there if word boundaries know ASCII letters only.
pub(super) const ASCII: &str = "ascii boundaries";

/// Puts the macros into a pattern.
pub(super) fn compile(pattern: &str, macros: &BTreeMap<String, String>) -> Result<Pattern, String> {
    let mut text = with_macros(pattern, macros).replace('’', "'").replace('\'', "['’]");
    if macros.contains_key(ASCII) {
        text = text.replace(r"\b", r"(?-u:\b)");
    }
    if cfg!(test) {
        build(&text)?;
    }
    Ok(Pattern { text, needs: OnceLock::new(), seen: AtomicUsize::new(0), regex: OnceLock::new() })
}

/// Puts the macros' words in the place of their names, and of the names in these.
fn with_macros(pattern: &str, macros: &BTreeMap<String, String>) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let named = behind.split_once('}').and_then(|(name, behind)| Some((macros.get(name)?, behind)));
        rest = if let Some((words, behind)) = named {
            text.push_str("(?:");
            text.push_str(&with_macros(words, macros));
            text.push(')');
            behind
        } else {
            text.push('{');
            behind
        };
    }
    text.push_str(rest);
    text
}

/// Compiles a pattern; capitals and small letters are alike.
fn build(text: &str) -> Result<Regex, String> {
    RegexBuilder::new(text)
        .case_insensitive(true)
        .size_limit(64 << 20)
        .build()
        .map_err(|error| format!("{text:?}: {error}"))
}
