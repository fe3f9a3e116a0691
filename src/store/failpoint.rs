//! Where a test may have a writer die, or others be faster.

/// Marks a boundary between two steps of writing.
///
/// A debug build whose `VARIORUM_DIE_AT` names the step dies here at once, as by `kill -9`: nothing is flushed, dropped or
/// tidied. Any other build does nothing.
pub(super) fn reach(step: &str) {
    #[cfg(test)]
    happening::happen(step);
    if cfg!(debug_assertions) && std::env::var_os("VARIORUM_DIE_AT").is_some_and(|asked| asked == step) {
        std::process::abort();
    }
}

/// What a test has happen between two steps.
#[cfg(test)]
pub(super) mod happening {
    use std::cell::RefCell;

    type Awaited = (&'static str, Box<dyn FnOnce()>);

    thread_local! {
        static AWAITED: RefCell<Option<Awaited>> = const { RefCell::new(None) };
    }

    /// Has something happen, once, when this thread comes to a step.
    pub(in crate::store) fn at(step: &'static str, happens: impl FnOnce() + 'static) {
        AWAITED.with(|awaited| awaited.replace(Some((step, Box::new(happens)))));
    }

    /// Tells whether it did not happen yet.
    pub(in crate::store) fn is_awaited() -> bool {
        AWAITED.with(|awaited| awaited.borrow().is_some())
    }

    pub(super) fn happen(step: &str) {
        let happens = AWAITED.with(|awaited| awaited.borrow_mut().take_if(|(awaited, _)| *awaited == step));
        if let Some((_, happens)) = happens {
            happens();
        }
    }
}
