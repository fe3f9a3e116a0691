//! Times that come without a zone.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::date::{self, Stated};
use crate::article::Moment;

/// The zone of times that are stated without one.
///
/// ```
/// use variorum::capture::Zone;
/// let zone = Zone::parse("America/New_York").unwrap();
/// assert_eq!(zone.moment("2026-02-18 10:15").unwrap().to_rfc3339(), "2026-02-18T10:15:00-05:00");
/// assert_eq!(zone.moment("2026-02-18T10:15:00Z").unwrap().to_rfc3339(), "2026-02-18T10:15:00+00:00");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// One offset, all year.
    Fixed(FixedOffset),
    /// A zone of the world, with its changes of clocks.
    Named(Tz),
}

impl Default for Zone {
    fn default() -> Self {
        Self::Fixed(Utc.fix())
    }
}

impl Zone {
    /// Reads `UTC`, an offset such as `+01:00`, or a name such as `Europe/Berlin`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let offset = || DateTime::parse_from_str(&format!("2000-01-01T00:00:00{text}"), "%Y-%m-%dT%H:%M:%S%z").ok();
        match text {
            "UTC" | "Z" => Some(Self::default()),
            _ => text.parse().ok().map(Self::Named).or_else(|| offset().map(|moment| Self::Fixed(*moment.offset()))),
        }
    }

    /// Reads a time in any of the forms that files state it in, or in seconds since 1970; none for what is no time.
    #[must_use]
    pub fn moment(self, text: &str) -> Option<Moment> {
        let text = text.trim();
        if (9..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.seconds(text.parse().ok()?);
        }
        match date::read(text)? {
            Stated::Full(moment) => Some(moment),
            Stated::Local(time) => self.settle(time),
        }
    }

    /// Returns the moment so many seconds after 1970 began.
    #[must_use]
    pub fn seconds(self, seconds: i64) -> Option<Moment> {
        let moment = DateTime::from_timestamp(seconds, 0)?;
        Some(match self {
            Self::Fixed(offset) => moment.with_timezone(&offset),
            Self::Named(zone) => moment.with_timezone(&zone).fixed_offset(),
        })
    }

    /// Finds a time in the name of a file: `2026-02-18T10-15-00Z`, `20260218101500`, `ferry_2026-02-18`, `1771409700`.
    #[must_use]
    pub fn in_name(self, name: &str) -> Option<Moment> {
        let stem = name.split('.').next().unwrap_or(name);
        let starts = stem.char_indices().filter(|(at, letter)| {
            let before = stem[..*at].chars().next_back();
            letter.is_ascii_digit() && before.is_none_or(|before| !before.is_ascii_digit())
        });
        { starts }.find_map(|(at, _)| self.at_start(&stem[at..]))
    }

    /// Reads the time that a text begins with, whatever parts its numbers.
    fn at_start(self, text: &str) -> Option<Moment> {
        let run = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        if run == 10 {
            return self.seconds(text[..run].parse().ok()?);
        }
        let mut digits = String::new();
        let mut rest = text;
        while digits.len() < 14 {
            let next = rest.trim_start_matches(['-', '_', ':', 'T', 't', ' ', 'h']);
            let parted = rest.len() - next.len();
            match next.chars().next().filter(char::is_ascii_digit) {
                Some(digit) if parted <= 1 => digits.push(digit),
                _ => break,
            }
            rest = &next[1..];
        }
        // A day alone stands for its first moment, as does a minute.
        let stated = match digits.len() {
            14 => digits,
            12 | 13 => format!("{}00", &digits[..12]),
            8..=11 => format!("{}000000", &digits[..8]),
            _ => return None,
        };
        let time = NaiveDateTime::parse_from_str(&stated, "%Y%m%d%H%M%S").ok()?;
        let universal = rest.starts_with(['Z', 'z']);
        if !date::is_believable(time) {
            return None;
        }
        if universal { Some(time.and_utc().fixed_offset()) } else { self.settle(time) }
    }

    /// Settles a time of this zone; the earlier of two, none in the hour a change of clocks leaves out.
    fn settle(self, time: NaiveDateTime) -> Option<Moment> {
        match self {
            Self::Fixed(offset) => offset.from_local_datetime(&time).single(),
            Self::Named(zone) => zone.from_local_datetime(&time).earliest().map(|moment| moment.fixed_offset()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(zone: &str, text: &str) -> Option<String> {
        Zone::parse(zone).unwrap().moment(text).map(|moment| moment.to_rfc3339())
    }

    #[test]
    fn a_time_without_a_zone_takes_the_one_said_and_its_summer_time() {
        assert_eq!(told("UTC", "2026-02-18 10:15:00").as_deref(), Some("2026-02-18T10:15:00+00:00"));
        assert_eq!(told("+05:30", "2026-02-18 10:15:00").as_deref(), Some("2026-02-18T10:15:00+05:30"));
        assert_eq!(told("Europe/Berlin", "2026-07-18").as_deref(), Some("2026-07-18T00:00:00+02:00"));
        assert_eq!(told("Europe/Berlin", "1771409700").as_deref(), Some("2026-02-18T11:15:00+01:00"));
        assert_eq!(told("UTC", "soon"), None);
        assert_eq!(Zone::parse("Mars/Olympus"), None);
        assert_eq!(Zone::parse("+25:00"), None);
    }

    #[test]
    fn names_of_files_hold_times_in_many_forms() {
        let told = |name: &str| Zone::default().in_name(name).map(|moment| moment.to_rfc3339());
        let quarter = Some("2026-02-18T10:15:00+00:00".to_owned());
        for name in [
            "2026-02-18T10-15-00Z.html",
            "20260218101500.html",
            "2026-02-18_10-15.md",
            "20260218T101500Z-3.txt",
            "ferry-2026-02-18T10:15.md",
            "v3_1771409700.txt",
        ] {
            assert_eq!(told(name), quarter, "{name}");
        }
        assert_eq!(told("2026-02-18.md").as_deref(), Some("2026-02-18T00:00:00+00:00"));
        assert_eq!(told("ferry-12-2026-02-18.md").as_deref(), Some("2026-02-18T00:00:00+00:00"));
        for name in ["1.md", "ferry.md", "2026.md", "2026-13-40.md", "99991231.md", ""] {
            assert_eq!(told(name), None, "{name}");
        }
    }
}
