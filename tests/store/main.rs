//! What the archive promises: nothing acknowledged is lost, and plain git reads it.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod addresses;
mod batches;
mod birth;
mod damage;
mod desk;
mod guests;
mod index;
mod keeping;
mod laws;
mod leftovers;
mod sharing;
mod triage;
mod writers;
