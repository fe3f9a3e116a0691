//! How far a long command is, on standard error, for a person who waits.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::settings::Settings;

/// How long a command may take before it says how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it says so then.
const PACE: Duration = Duration::from_millis(200);

/// Says on one line of standard error how far a command is, and takes the line back when it is done.
pub(super) struct Progress {
    verb: &'static str,
    total: usize,
    done: usize,
    /// When to say it next; never where nobody would see it.
    next: Option<Instant>,
    said: bool,
}

impl Progress {
    /// Begins to count up to `total`; `verb` says what is done to each, e.g. `checked`.
    pub(super) fn new(settings: &Settings, verb: &'static str, total: usize) -> Self {
        let next = settings.progress.then(|| Instant::now() + PATIENCE);
        Self { verb, total, done: 0, next, said: false }
    }

    /// Counts one more.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let Some(next) = self.next else { return };
        let now = Instant::now();
        if now >= next {
            self.next = Some(now + PACE);
            self.said = true;
            // Whoever waits can do without.
            let _ = write!(io::stderr(), "\r{} {} of {}", self.verb, self.done, self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.said {
            let blanks = self.verb.len() + 2 * self.total.to_string().len() + 8;
            let _ = write!(io::stderr(), "\r{:blanks$}\r", "");
        }
    }
}
