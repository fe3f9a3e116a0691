//! The times notes state: our own grammar, and what is inferred where they leave something unsaid.

mod parts;
mod words;
mod zone;
mod clock;
mod calendar;
mod scan;
mod local;
mod settle;

pub(super) use parts::Parts;
pub(super) use scan::{Found, scan};
pub(super) use settle::{Stated, settle};
pub(super) use words::{DateTable, DateWords};
