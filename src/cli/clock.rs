//! The real clock, and the signals that end a wait.

use std::cell::Cell;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag;
use variorum::article::Moment;
use variorum::capture::http::{Clock, Stopped};

use super::settings;

/// How long a wait may go on after somebody said stop.
const SLICE: Duration = Duration::from_millis(100);

/// The exit code of a program that was told to stop twice.
const STOPPED_TWICE: i32 = 130;

/// The real clock; `VARIORUM_NOW` stops it, and the waits stay as long as they are.
pub(super) struct WallClock {
    last: Cell<Moment>,
    stop: Arc<AtomicBool>,
}

impl WallClock {
    /// A clock whose waits nothing but the end of the program ends.
    pub(super) fn new(now: Moment) -> Self {
        Self { last: Cell::new(now), stop: Arc::default() }
    }

    /// A clock whose waits end when the program is told to stop; told twice, the program ends at once.
    pub(super) fn until_told(now: Moment) -> io::Result<Self> {
        let clock = Self::new(now);
        for signal in TERM_SIGNALS {
            // The order counts: the first signal finds the flag down and passes, the second finds it up.
            flag::register_conditional_shutdown(*signal, STOPPED_TWICE, Arc::clone(&clock.stop))?;
            flag::register(*signal, Arc::clone(&clock.stop))?;
        }
        Ok(clock)
    }
}

impl Clock for WallClock {
    fn now(&self) -> Moment {
        // A clock that was read once can be read again; if not, time stands still.
        self.last.set(settings::now().unwrap_or_else(|_| self.last.get()));
        self.last.get()
    }

    fn wait(&self, how_long: Duration) -> Result<(), Stopped> {
        let mut left = how_long;
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(Stopped);
            }
            if left.is_zero() {
                return Ok(());
            }
            let slice = left.min(SLICE);
            sleep(slice);
            left -= slice;
        }
    }
}
