//! Triage: what an editor decided on a change or a note, kept so that it is found again.
//!
//! A [`Ruling`] rests on what its [`Subject`] was (a [`Trace`]), never on its number alone: an engine that numbers the
//! changes otherwise finds it again, and one that finds it no more says so.

mod subject;
mod trace;
mod ruling;

pub use ruling::{Decision, Ruling, Rulings};
pub use subject::Subject;
pub use trace::{Misfit, Trace};
