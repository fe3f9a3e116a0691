//! Moments as people read them, in the offset they were stated in.

use chrono::{Datelike, Timelike};

use crate::article::Moment;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes a moment for a table: `2026-02-18 10:15 -08:00`.
#[must_use]
pub fn in_table(moment: Moment) -> String {
    moment.format("%Y-%m-%d %H:%M %:z").to_string()
}

/// Writes a moment for a sentence: `18 February 2026, 10:15 a.m. UTC−08:00`, or with the zone's name as published.
#[must_use]
pub fn in_prose(moment: Moment, zone: Option<&str>) -> String {
    let zone = zone.map_or_else(|| offset(moment), str::to_owned);
    format!("{}, {} {zone}", day(moment), half_day(moment))
}

/// Writes the time of day of a moment: `10:15 a.m.`.
pub(super) fn half_day(moment: Moment) -> String {
    let (afternoon, hour) = moment.hour12();
    format!("{hour}:{:02} {}", moment.minute(), if afternoon { "p.m." } else { "a.m." })
}

/// Writes the day of a moment: `18 February 2026`.
pub(super) fn day(moment: Moment) -> String {
    format!("{} {} {}", moment.day(), MONTHS[moment.month0() as usize], moment.year())
}

/// Writes how long something took, in its largest units: `42 min`, `3 h 5 min`, `2 days`.
pub(super) fn lag(minutes: i64) -> String {
    let minutes = minutes.max(0);
    let (days, hours) = (minutes / (24 * 60), minutes / 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, _) if minutes % 60 == 0 => format!("{hours} h"),
        (0, _) => format!("{hours} h {} min", minutes % 60),
        (1, _) => "1 day".to_owned(),
        _ => format!("{days} days"),
    }
}

/// Writes an offset from UTC: `UTC−08:00`; none is `UTC`.
fn offset(moment: Moment) -> String {
    let seconds = moment.offset().local_minus_utc();
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    match seconds {
        0 => "UTC".to_owned(),
        1.. => format!("UTC+{hours:02}:{minutes:02}"),
        _ => format!("UTC−{hours:02}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn moments_keep_their_own_zone() {
        let morning = moment("2026-02-18T10:15:00-08:00");
        assert_eq!(in_table(morning), "2026-02-18 10:15 -08:00");
        assert_eq!(in_prose(morning, None), "18 February 2026, 10:15 a.m. UTC−08:00");
        assert_eq!(in_prose(morning, Some("PT")), "18 February 2026, 10:15 a.m. PT");
        assert_eq!(in_prose(moment("2026-02-18T00:05:00Z"), None), "18 February 2026, 12:05 a.m. UTC");
        assert_eq!(in_prose(moment("2026-02-18T12:05:00+05:30"), None), "18 February 2026, 12:05 p.m. UTC+05:30");
    }

    #[test]
    fn lags_are_told_in_their_largest_units() {
        assert_eq!([42, 185, 180, 2880, -60].map(lag), ["42 min", "3 h 5 min", "3 h", "2 days", "0 min"]);
    }
}
