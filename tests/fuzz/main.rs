//! Laws held against inputs that nobody wrote: a fuzz target a module, and a corpus of nasty texts that is replayed first.
//!
//! Under `cargo test` every target takes its corpus (`tests/fuzz/corpus/<target>/`) and a fixed number of inputs made
//! from a fixed seed, so a run takes seconds and is the same everywhere. To go on from there:
//!
//! ```text
//! BOLERO_RANDOM_ITERATIONS=100000 cargo test --test fuzz diff
//! cargo bolero test --test fuzz --corpus-dir tests/fuzz/corpus/diff diff::any_two_texts
//! ```
//!
//! What a fuzzer finds is mended, and kept in the corpus under a name that says what it is. `tests/laws.rs` says some
//! of these laws for proptest too: it shrinks a broken one to a few words, which a fuzzer's bytes do not.

mod archive;
mod changelog;
mod diff;
mod html;
mod inputs;
mod notes;
mod pieces;
mod tokens;
