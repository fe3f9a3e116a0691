//! The patterns of cue files, compiled when they are first needed.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// A pattern of a cue file, compiled when it is first needed: a run needs few of them.
#[derive(Debug)]
pub(super) struct Pattern {
    text: String,
    regex: OnceLock<Regex>,
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.regex.get_or_init(|| build(&self.text).expect("a test compiles every pattern"))
    }
}

impl Pattern {
    /// Returns the pattern as written, its macros put in.
    pub(super) fn source(&self) -> &str {
        &self.text
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
    Ok(Pattern { text, regex: OnceLock::new() })
}

/// Puts the macros' words in the place of their names.
fn with_macros(pattern: &str, macros: &BTreeMap<String, String>) -> String {
    let mut text = pattern.to_owned();
    for _ in 0..6 {
        if !text.contains('{') {
            break;
        }
        for (name, value) in macros {
            text = text.replace(&format!("{{{name}}}"), &format!("(?:{value})"));
        }
    }
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
