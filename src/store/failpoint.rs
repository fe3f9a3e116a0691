//! Where a test may have a writer die.

/// Marks a boundary between two steps of writing.
///
/// A debug build whose `VARIORUM_DIE_AT` names the step dies here at once, as by `kill -9`: nothing is flushed, dropped or
/// tidied. Any other build does nothing.
pub(super) fn reach(step: &str) {
    if cfg!(debug_assertions) && std::env::var_os("VARIORUM_DIE_AT").is_some_and(|asked| asked == step) {
        std::process::abort();
    }
}
