//! The words two stretches share; the one file that names `similar`.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::gap::Gap;
use super::sides::Sides;

/// Finds what is not shared, by the numbers of the words.
pub(super) fn gaps(ids: Sides<&[u32]>) -> Vec<Gap> {
    capture_diff_slices(Algorithm::Myers, ids.before, ids.after)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| Gap { before: op.old_range(), after: op.new_range() })
        .collect()
}
