//! What bringing archives together promises: both end equal, nothing is lost, no page is altered.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../desk/mod.rs"]
mod desk;

mod beside;
mod clones;
mod command;
mod crash;
mod erased;
mod joining;
mod laws;
mod newsroom;
mod refusals;
