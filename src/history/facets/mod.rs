//! What a change touches.

mod amount;
mod dress;
mod kinds;
mod marks;
mod names;
mod touched;

pub(super) use kinds::{cues, facets, is_slip};
pub(super) use touched::{Touched, is_name};
