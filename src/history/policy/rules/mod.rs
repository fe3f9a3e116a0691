//! The rules, a file for each sort of promise.

mod vague;
mod called_update;
mod figure;
mod error_said;
mod form;
mod order;
mod dates;

use super::rule::Rule;
use super::step::Step;
use crate::history::change::Place;

/// Where a rule is broken, and in which words.
pub(super) type Broken = Vec<(Option<Place>, String)>;

/// Finds where a version breaks a rule.
pub(super) fn broken(rule: Rule, step: &Step<'_>) -> Broken {
    match rule {
        Rule::VagueNote => vague::broken(step),
        Rule::CorrectionCalledUpdate => called_update::broken(step),
        Rule::FigureUnderUpdate => figure::broken(step),
        Rule::CorrectionWithoutError => error_said::broken(step),
        Rule::CorrectionWithoutDate => form::without_date(step),
        Rule::TimeWithoutZone => form::without_zone(step),
        Rule::NoteOrder(order) => order::broken(order, step),
        Rule::DateMovedWithoutChange => dates::moved_alone(step),
        Rule::ChangeWithoutDate => dates::not_moved(step),
    }
}
