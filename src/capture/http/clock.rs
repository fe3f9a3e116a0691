//! Time, as it is asked and waited for.

use std::time::Duration;

use crate::article::Moment;

/// Somebody asked to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// A clock that can be waited by; the program has the real one, a test one that jumps.
pub trait Clock {
    /// Returns the moment taken as now.
    fn now(&self) -> Moment;

    /// Waits, unless told to stop before or meanwhile.
    ///
    /// # Errors
    ///
    /// When told to stop.
    fn wait(&self, how_long: Duration) -> Result<(), Stopped>;
}

/// Returns how long it is from one moment to another; nothing when that has passed.
pub(super) fn until(from: Moment, to: Moment) -> Duration {
    (to - from).to_std().unwrap_or_default()
}

/// Returns the moment after a wait; the same moment when the wait is longer than there is time.
#[must_use]
pub fn after(now: Moment, wait: Duration) -> Moment {
    chrono::Duration::from_std(wait).ok().and_then(|wait| now.checked_add_signed(wait)).unwrap_or(now)
}
