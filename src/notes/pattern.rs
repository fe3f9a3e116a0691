//! The patterns of cue files, compiled when they are first needed.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use regex_automata::meta::{Config, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;
use regex_automata::{Input, Match};

use super::needs::{Folded, Needs};

/// A pattern of a cue file, compiled when a text holds what it needs: a run compiles few of them.
#[derive(Debug)]
pub(super) struct Pattern {
    text: String,
    needs: OnceLock<Needs>,
    /// How many bytes were read before it was made fast.
    seen: AtomicUsize,
    /// Made in half the time.
    small: OnceLock<Regex>,
    /// At reading speed.
    fast: OnceLock<Regex>,
}

/// So many bytes are read before the fast form of a pattern is worth making.
const WORTH_COMPILING: usize = 64 << 10;

/// How many bytes a compiled pattern may take.
const LARGEST: usize = 64 << 20;

/// A place where a pattern fits in a text, with its groups.
#[derive(Clone, Debug)]
pub(super) struct Fit<'t> {
    text: &'t str,
    captures: Captures,
}

impl<'t> Fit<'t> {
    /// Returns the whole place.
    pub(super) fn range(&self) -> Range<usize> {
        self.captures.get_match().map_or(0..0, |found| found.range())
    }

    /// Returns where a group stands, if it took part.
    pub(super) fn group(&self, name: &str) -> Option<Range<usize>> {
        self.captures.get_group_by_name(name).map(|found| found.range())
    }

    /// Returns the words of a group, if it took part.
    pub(super) fn words(&self, name: &str) -> Option<&'t str> {
        self.group(name).map(|at| &self.text[at])
    }

    /// Lists the names of the groups that took part, in their order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let pattern = self.captures.pattern();
        let names = pattern.into_iter().flat_map(|id| self.captures.group_info().pattern_names(id));
        names.zip(self.captures.iter()).filter_map(|(name, found)| found.and(name))
    }
}

impl Pattern {
    /// Takes a pattern as written; tests compile it at once.
    pub(super) fn new(text: String) -> Result<Self, String> {
        if cfg!(test) {
            build(&text, Config::new())?;
        }
        let (small, fast) = (OnceLock::new(), OnceLock::new());
        Ok(Self { text, needs: OnceLock::new(), seen: AtomicUsize::new(0), small, fast })
    }

    /// Returns the pattern as written, its macros put in.
    pub(super) fn source(&self) -> &str {
        &self.text
    }

    /// Tells whether the pattern fits somewhere in a text.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.for_text(text).is_some_and(|regex| regex.is_match(text))
    }

    /// Finds the first place it fits.
    pub(super) fn find(&self, text: &str) -> Option<Match> {
        self.for_text(text)?.find(text)
    }

    /// Finds the first place it fits, with its groups.
    pub(super) fn fit<'t>(&self, text: &'t str) -> Option<Fit<'t>> {
        self.fit_from(text, 0)
    }

    /// Finds the first place it fits from `start` on, with its groups.
    pub(super) fn fit_from<'t>(&self, text: &'t str, start: usize) -> Option<Fit<'t>> {
        let regex = self.for_text(text)?;
        let mut captures = regex.create_captures();
        regex.captures(Input::new(text).range(start..), &mut captures);
        captures.is_match().then_some(Fit { text, captures })
    }

    /// Finds all places it fits, with its groups.
    pub(super) fn fits<'t>(&self, text: &'t str) -> impl Iterator<Item = Fit<'t>> {
        let places = self.for_text(text).into_iter().flat_map(move |regex| regex.captures_iter(text));
        places.map(|captures| Fit { text, captures })
    }

    /// Returns what finds it; none if it cannot fit in a text.
    fn for_text(&self, text: &str) -> Option<&Regex> {
        if !self.needs.get_or_init(|| Needs::of(&self.text)).are_met(&Folded::new(text)) {
            return None;
        }
        if self.fast.get().is_none() && self.seen.fetch_add(text.len(), Ordering::Relaxed) < WORTH_COMPILING {
            let small = Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false);
            return Some(self.small.get_or_init(|| self.made(small)));
        }
        Some(self.fast.get_or_init(|| self.made(Config::new())))
    }

    /// Compiles it.
    pub(super) fn made(&self, config: Config) -> Regex {
        build(&self.text, config).expect("a test compiles every pattern")
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
    Pattern::new(text)
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
fn build(text: &str, config: Config) -> Result<Regex, String> {
    Regex::builder()
        .syntax(syntax::Config::new().case_insensitive(true))
        .configure(config.nfa_size_limit(Some(LARGEST)))
        .build(text)
        .map_err(|error| format!("{text:?}: {error}"))
}
