//! The time a note states.

use serde::{Deserialize, Serialize};

use crate::article::Moment;

/// The time a note states, with what had to be inferred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The words it was read from.
    pub text: String,
    /// The moment; none when it is impossible or stays ambiguous, with the reason in [`Stamp::unsettled`].
    pub at: Option<Moment>,
    /// How finely it is stated.
    pub precision: Precision,
    /// Whether a zone is printed for this time.
    pub zone_given: bool,
    /// What was not stated, and where it was taken from: first the date's parts, then the zone.
    ///
    /// Each is `part:from source`. Parts: `year`, `month`, `day`, `order` (of the two numbers of `2/3`), `zone`. Sources:
    /// `published` (first publication), `sighting` (when the text was seen, where publication is not known), `sibling
    /// note` (another note of the same text), `the date beside it` (an unlabelled date right before the label),
    /// `language`, `outlet` (its home zone). A part that is stated is not listed.
    pub inferred: Vec<String>,
    /// Why there is no moment.
    pub unsettled: Option<String>,
}

/// How finely a time is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// To the month.
    Month,
    /// To the day.
    Day,
    /// To the hour.
    Hour,
    /// To the minute.
    Minute,
}
