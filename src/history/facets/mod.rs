//! What a change touches.

mod kinds;
mod marks;
mod touched;

pub(super) use kinds::{cues, facets, is_slip};
pub(super) use touched::{Touched, is_name};
