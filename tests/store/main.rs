//! What the archive promises: nothing acknowledged is lost, and plain git reads it.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod addresses;
mod batches;
mod birth;
mod damage;
mod desk;
mod keeping;
mod laws;
mod triage;
mod writers;
