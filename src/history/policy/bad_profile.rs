//! Why a text is no profile.

use thiserror::Error;

/// Why a text is no profile, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {problem}")]
pub struct BadProfile {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: ProfileProblem,
}

/// What can be wrong with a profile.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProfileProblem {
    /// It is no TOML.
    #[error("this is no TOML ({message}); put text in double quotes and each rule under [[rule]]")]
    Syntax {
        /// What the reader of TOML says.
        message: String,
    },
    /// A key that means nothing here.
    #[error("the key `{key}` is not known here; use {}", listed(.known))]
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that are.
        known: Vec<&'static str>,
    },
    /// A key with a value of another type.
    #[error("`{key}` must be {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// What it must be.
        expected: &'static str,
    },
    /// A key with a word that means nothing.
    #[error("`{key}` cannot be {value:?}; use {}", listed(.known))]
    UnknownValue {
        /// The key.
        key: &'static str,
        /// The word.
        value: String,
        /// The words that can stand there.
        known: Vec<&'static str>,
    },
    /// A key that has to be there.
    #[error("`{key}` is missing; add {example}")]
    Missing {
        /// The key.
        key: &'static str,
        /// How it could read.
        example: &'static str,
    },
    /// A rule that stands there twice.
    #[error("the rule `{name}` stands here a second time; keep one of the two")]
    Repeated {
        /// The rule's name.
        name: &'static str,
    },
    /// An order of notes beside a rule that knows none.
    #[error("`order` belongs to the rule `note-order` alone; take it out of `{rule}`")]
    IdleOrder {
        /// The rule's name.
        rule: &'static str,
    },
}

fn listed(words: &[&'static str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
