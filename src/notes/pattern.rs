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

/// A pattern on bytes, without knowledge of letters beyond ASCII: it runs at reading speed.
#[derive(Debug)]
pub(super) struct Gate {
    text: String,
    regex: OnceLock<regex::bytes::Regex>,
}

impl Gate {
    /// Keeps a pattern, which tests compile at once.
    pub(super) fn new(text: String) -> Result<Self, String> {
        if cfg!(test) {
            build_gate(&text)?;
        }
        Ok(Self { text, regex: OnceLock::new() })
    }

    /// Tells whether it is found in a text.
    pub(super) fn opens(&self, text: &str) -> bool {
        self.regex.get_or_init(|| build_gate(&self.text).expect("a test compiles every gate")).is_match(text.as_bytes())
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
pub(super) fn with_macros(pattern: &str, macros: &BTreeMap<String, String>) -> String {
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

fn build_gate(text: &str) -> Result<regex::bytes::Regex, String> {
    regex::bytes::RegexBuilder::new(text)
        .unicode(false)
        .case_insensitive(true)
        .dfa_size_limit(16 << 20)
        .build()
        .map_err(|error| format!("{text:?}: {error}"))
}

/// Compiles a pattern; capitals and small letters are alike.
fn build(text: &str) -> Result<Regex, String> {
    RegexBuilder::new(text)
        .case_insensitive(true)
        .size_limit(64 << 20)
        .build()
        .map_err(|error| format!("{text:?}: {error}"))
}
