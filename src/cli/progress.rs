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
    begun: Instant,
    /// When to say it next; never where nobody would see it.
    next: Option<Instant>,
    /// How many columns the line takes that was said last.
    width: usize,
}

impl Progress {
    /// Begins to count up to `total`; `verb` says what is done to each, e.g. `checked`.
    pub(super) fn new(settings: &Settings, verb: &'static str, total: usize) -> Self {
        let begun = Instant::now();
        Self { verb, total, done: 0, begun, next: settings.progress.then(|| begun + PATIENCE), width: 0 }
    }

    /// Begins to count something else; `total` is 0 where it is not known.
    pub(super) fn turn_to(&mut self, verb: &'static str, total: usize) {
        (self.verb, self.total, self.done, self.begun) = (verb, total, 0, Instant::now());
    }

    /// Counts up to a number of some other total than at first.
    pub(super) fn reach_of(&mut self, done: usize, total: usize) {
        self.total = total;
        self.reach(done);
    }

    /// Counts one more.
    pub(super) fn step(&mut self) {
        self.reach(self.done + 1);
    }

    /// Counts up to a number.
    pub(super) fn reach(&mut self, done: usize) {
        self.done = done;
        let Some(next) = self.next else { return };
        let now = Instant::now();
        if now >= next {
            self.next = Some(now + PACE);
            let line = told(self.verb, done, self.total, now - self.begun);
            // Whoever waits can do without.
            let _ = write!(io::stderr(), "\r{line:width$}", width = self.width);
            self.width = self.width.max(line.len());
        }
    }
}

/// Says how far it is, how fast it goes, and how long it will take at that pace.
fn told(verb: &str, done: usize, total: usize, elapsed: Duration) -> String {
    if total == 0 {
        return format!("{verb} {done}");
    }
    let line = format!("{verb} {done} of {total}");
    let millis = u128::max(elapsed.as_millis(), 1);
    let rate = done as u128 * 1000 / millis;
    if rate == 0 || done >= total {
        return line;
    }
    let seconds = (total - done) as u128 / rate;
    let left = match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    };
    format!("{line}, {rate} a second, {left} left")
}

impl Progress {
    /// Takes the line back, before something else is written.
    pub(super) fn hide(&mut self) {
        if self.width > 0 {
            let _ = write!(io::stderr(), "\r{:1$}\r", "", self.width);
            self.width = 0;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.hide();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_tells_the_pace_and_the_time_left_once_they_are_known() {
        let after = |seconds: u64, done, total| told("imported", done, total, Duration::from_secs(seconds));
        assert_eq!(after(2, 0, 900), "imported 0 of 900");
        assert_eq!(after(2, 300, 900), "imported 300 of 900, 150 a second, 4 s left");
        assert_eq!(after(1, 100, 100_100), "imported 100 of 100100, 100 a second, 16 min left");
        assert_eq!(after(1, 100, 1_000_000), "imported 100 of 1000000, 100 a second, 2 h 46 min left");
        assert_eq!(after(2, 900, 900), "imported 900 of 900");
        assert_eq!(after(2, 900, 0), "imported 900");
    }
}
