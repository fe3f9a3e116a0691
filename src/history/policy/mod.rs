//! What a house has promised its readers of its notes, and where a version does not keep to it.

mod rule;
mod profile;
mod bad_profile;
mod parse;
mod built_in;
mod step;
mod rules;
#[cfg(test)]
pub(super) mod story;

pub use bad_profile::{BadProfile, ProfileProblem};
pub use built_in::{built_in, built_in_names};
pub use profile::{Breach, Demand, Profile};
pub use rule::{Order, Rule};

use super::change::{Place, Severity};
use super::changelog::Changelog;
use step::Step;

/// A breach at one version, before it is made a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where in the article, when it is about one place.
    pub(super) place: Option<Place>,
    /// How much it matters to the house.
    pub(super) severity: Severity,
    /// What is not kept, one line of words.
    pub(super) reason: String,
    /// The rule and its clause.
    pub(super) breach: Breach,
}

/// Finds where the version at `index` does not keep to a profile, in the order of the profile's demands.
///
/// The first version makes none, nor does a note that was there before.
pub(super) fn breaches(changelog: &Changelog, index: usize, profile: &Profile) -> Vec<Found> {
    let Some(step) = Step::at(changelog, index) else { return Vec::new() };
    let demands = profile.demands.iter();
    let found = demands.flat_map(|demand| {
        rules::broken(demand.rule, &step).into_iter().map(|(place, reason)| Found {
            place,
            severity: demand.severity,
            reason,
            breach: Breach { profile: profile.name.clone(), rule: demand.rule, clause: demand.clause.clone() },
        })
    });
    found.collect()
}
