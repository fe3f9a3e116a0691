//! How often an article is looked at: often while it is young, seldom when it is old.

use std::time::Duration;

use crate::article::Moment;

/// An article is looked at again after one part in so many of its age.
const PARTS_OF_AGE: i32 = 12;

/// The bounds between which the pace adapts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace {
    /// The shortest time between two looks.
    pub(super) fastest: Duration,
    /// The longest.
    pub(super) slowest: Duration,
}

impl Pace {
    /// Returns how long to wait before the next look at an article that last changed, or was published, at `since`.
    ///
    /// A twelfth of its age: every five minutes in its first hour, every two hours after a day, once a week after
    /// twelve. Each time the age doubles costs the same few looks.
    pub(super) fn interval(self, since: Moment, now: Moment) -> Duration {
        let age = (now - since).max(chrono::Duration::zero());
        let part = (age / PARTS_OF_AGE).to_std().unwrap_or_default();
        part.clamp(self.fastest, self.slowest.max(self.fastest))
    }

    /// Returns how long to wait after so many failures in a row.
    pub(super) fn after_failures(self, interval: Duration, failures: u32) -> Duration {
        interval.saturating_mul(2_u32.saturating_pow(failures.min(12))).min(self.slowest.max(interval))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace { fastest: Duration::from_mins(5), slowest: Duration::from_hours(7 * 24) };

    fn minutes(age: chrono::Duration) -> u64 {
        let since = Moment::parse_from_rfc3339("2026-03-01T12:00:00Z").unwrap();
        PACE.interval(since, since + age).as_secs() / 60
    }

    #[test]
    fn the_young_are_looked_at_often_and_the_old_seldom() {
        assert_eq!(minutes(chrono::Duration::minutes(-5)), 5);
        assert_eq!(minutes(chrono::Duration::minutes(30)), 5);
        assert_eq!(minutes(chrono::Duration::hours(6)), 30);
        assert_eq!(minutes(chrono::Duration::days(1)), 2 * 60);
        assert_eq!(minutes(chrono::Duration::days(30)), 60 * 60);
        assert_eq!(minutes(chrono::Duration::days(3650)), 7 * 24 * 60);
    }

    #[test]
    fn what_fails_is_tried_less_and_less_often() {
        let hour = Duration::from_hours(1);
        assert_eq!(PACE.after_failures(hour, 1), hour * 2);
        assert_eq!(PACE.after_failures(hour, 3), hour * 8);
        assert_eq!(PACE.after_failures(hour, 99), PACE.slowest);
    }
}
