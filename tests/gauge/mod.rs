//! Scores what is told of the gold cases: which links, unannounced changes and bare notes are right.

mod gold;
mod tally;

pub(crate) use gold::{Case, cases, cases_in, tell, tell_versions};
pub(crate) use tally::score;
