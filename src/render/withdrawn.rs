//! Versions that were withdrawn: that they were there, and why they are not shown.

use serde::Serialize;

use super::moment::day;
use crate::article::{Moment, Withdrawal, WithdrawnVersion};

/// A withdrawn version as JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WithdrawnJson<'a> {
    /// Its number.
    pub version: u32,
    /// When it was on show.
    pub at: Moment,
    /// When it was withdrawn.
    pub withdrawn: Moment,
    /// Who did.
    pub by: &'a str,
    /// Why.
    pub why: &'a str,
    /// Whether its text was erased.
    pub erased: bool,
}

/// Makes the JSON of a withdrawn version.
#[must_use]
pub fn withdrawn_json<'a>(version: &WithdrawnVersion, of: &'a Withdrawal) -> WithdrawnJson<'a> {
    let (withdrawn, by, why, erased) = (of.on, of.by.as_str(), of.why.as_str(), of.erased);
    WithdrawnJson { version: version.number, at: version.at, withdrawn, by, why, erased }
}

/// Says of versions that they were withdrawn: `version 3 withdrawn on 1 March 2026 by Ada: a wrong paste`.
#[must_use]
pub fn withdrawn(numbers: &[u32], of: &Withdrawal) -> String {
    let noun = if numbers.len() == 1 { "version" } else { "versions" };
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let done = if of.erased { "erased" } else { "withdrawn" };
    format!("{noun} {} {done} on {} by {}: {}", numbers.join(", "), day(of.on), of.by, of.why)
}
