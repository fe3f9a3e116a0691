//! What one house asks of its notes.

use super::rule::Rule;
use crate::history::change::Severity;

/// What one house asks of its notes; see `profiles/README.md` for how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// What it is called on the command line and in output.
    pub name: String,
    /// Whose promise it is, for a person.
    pub title: String,
    /// What it asks for, each rule at most once.
    pub demands: Vec<Demand>,
}

/// One thing a house asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The rule.
    pub rule: Rule,
    /// How much a breach matters to the house.
    pub severity: Severity,
    /// The document it rests on, and what that asks, in our words.
    pub clause: String,
}

/// What a finding of a policy breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The profile's name.
    pub profile: String,
    /// The rule.
    pub rule: Rule,
    /// The clause it rests on.
    pub clause: String,
}
