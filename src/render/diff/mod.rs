//! Two texts side by side, drawn.

mod pieces;
mod rows;
mod lines;
mod body;
mod runs;
mod header;
mod inline;
mod side;
mod side_by_side;
mod unified;
mod stat;
mod brief;

pub use brief::brief;
pub use inline::inline;
pub use side_by_side::side_by_side;
pub use stat::stat;
pub use unified::unified;

pub(super) use body::{Part, body};
pub(super) use header::{headline, sum, typography};
pub(super) use lines::{Block, Passage, Stretch};
pub(super) use rows::RowKind;
pub use runs::{MoveJson, RowJson, RunJson};
pub(super) use runs::{moves_json, rows_json, runs_json};

use super::page::Run;
use crate::article::Snapshot;
use crate::diff::{Diff, Sides};
use crate::history::Comparison;

/// A comparison with the names of what is compared.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The article's id; none when files are compared.
    pub article: Option<String>,
    /// What each side is called, e.g. `version 2, 2026-02-18 10:15 -08:00`.
    pub names: Sides<String>,
    /// The two sides.
    pub snapshots: Sides<&'a Snapshot>,
    /// What differs.
    pub comparison: &'a Comparison,
}

/// Makes the stretches of a text that has no blocks, as they are drawn.
pub(super) fn runs_between(texts: Sides<&str>, diff: &Diff) -> Vec<Run> {
    lines::runs_of(&pieces::pieces(texts, diff), false)
}

/// Makes the stretches of a text that has no blocks, with differences that readers take as none shown or folded.
pub(super) fn stretches_between(texts: Sides<&str>, diff: &Diff, noise: Noise) -> Vec<lines::Stretch> {
    lines::stretches_of(&pieces::pieces(texts, diff), noise == Noise::Folded)
}

/// What becomes of differences that readers take as none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// They are shown faintly.
    Shown,
    /// Only the later side is shown; they are counted.
    Folded,
}
