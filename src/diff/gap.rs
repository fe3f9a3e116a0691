//! What is not kept: the gap between two kept runs of words.

use std::ops::Range;

/// Words of both sides that stand between two kept runs, by their numbers in the stretches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// Words taken out.
    pub(super) before: Range<usize>,
    /// Words put in.
    pub(super) after: Range<usize>,
}
