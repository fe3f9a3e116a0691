//! How long to wait before a request is made again.

use std::time::Duration;

use chrono::DateTime;

use super::clock::until;
use crate::article::Moment;

/// The first pause; each one after is four times as long.
const FIRST_PAUSE: Duration = Duration::from_secs(2);

/// The longest pause that is waited out at once; a server that asks for more is asked again another time.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Returns the pause after the try with this number, from 0.
pub(super) fn backoff(attempt: u32) -> Duration {
    FIRST_PAUSE * 4_u32.saturating_pow(attempt.min(6))
}

/// Reads how long a server asks to be left alone: in seconds, or until a date.
pub(super) fn retry_after(value: &str, now: Moment) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    DateTime::parse_from_rfc2822(value).ok().map(|date| until(now, date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_when_to_come_back_in_seconds_or_by_a_date() {
        let now = Moment::parse_from_rfc3339("2026-03-01T12:00:00Z").unwrap();
        assert_eq!(retry_after(" 120 ", now), Some(Duration::from_mins(2)));
        assert_eq!(retry_after("Sun, 01 Mar 2026 12:05:00 GMT", now), Some(Duration::from_mins(5)));
        assert_eq!(retry_after("Sun, 01 Mar 2026 11:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }

    #[test]
    fn pauses_grow() {
        let pauses: Vec<u64> = (0..4).map(|attempt| backoff(attempt).as_secs()).collect();
        assert_eq!(pauses, [2, 8, 32, 128]);
    }
}
