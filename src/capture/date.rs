//! Dates as files and pages state them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};

use crate::article::Moment;

/// The years a stated date is believed in; the first web pages are older than none of the articles kept.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2099;

/// Forms of a date with a time and an offset, beside RFC 3339 and RFC 2822.
const WITH_OFFSET: [&str; 5] = [
    "%Y-%m-%dT%H:%M:%S%.f%z",
    "%Y-%m-%dT%H:%M%z",
    "%Y-%m-%d %H:%M:%S%.f %z",
    "%Y-%m-%d %H:%M %z",
    "%Y-%m-%d %H:%M:%S%.f%z",
];

/// Forms of a date with a time and no offset.
const WITHOUT_OFFSET: [&str; 5] =
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y%m%dT%H%M%S"];

/// Forms of a date without a time.
const DAYS: [&str; 5] = ["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d"];

/// A date as stated: a moment, or a local time whose offset is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    /// With its offset.
    Full(Moment),
    /// Without one; a day alone stands as its midnight.
    Local(NaiveDateTime),
}

impl Stated {
    /// Settles the moment; a time without an offset takes `sibling`'s, else UTC.
    pub(super) fn settle(self, sibling: Option<FixedOffset>) -> Option<Moment> {
        match self {
            Self::Full(moment) => Some(moment),
            Self::Local(time) => {
                let offset = sibling.or_else(|| FixedOffset::east_opt(0))?;
                offset.from_local_datetime(&time).single()
            }
        }
    }

    /// Returns the offset, if stated.
    pub(super) fn offset(self) -> Option<FixedOffset> {
        match self {
            Self::Full(moment) => Some(*moment.offset()),
            Self::Local(_) => None,
        }
    }

    fn year(self) -> i32 {
        match self {
            Self::Full(moment) => moment.year(),
            Self::Local(time) => time.year(),
        }
    }
}

/// Reads a date in one of the forms that files and pages use; none for an impossible one or one nobody believes.
pub(super) fn read(text: &str) -> Option<Stated> {
    let text = text.trim();
    let zoned = text.strip_suffix(['Z', 'z']).map(|bare| format!("{bare}+00:00"));
    let zoned = zoned.as_deref().unwrap_or(text);
    let full = DateTime::parse_from_rfc3339(zoned)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .ok()
        .or_else(|| WITH_OFFSET.iter().find_map(|form| DateTime::parse_from_str(zoned, form).ok()));
    let stated = full.map(Stated::Full).or_else(|| local(text).map(Stated::Local))?;
    Some(stated).filter(|stated| YEARS.contains(&stated.year()))
}

fn local(text: &str) -> Option<NaiveDateTime> {
    let timed = WITHOUT_OFFSET.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = || DAYS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    timed.or_else(|| day().and_then(|day| day.and_hms_opt(0, 0, 0)))
}

/// Tells whether a local time lies in the years that are believed.
pub(super) fn is_believable(time: NaiveDateTime) -> bool {
    YEARS.contains(&time.year())
}

/// Settles several dates of one page together: a time without an offset takes that of the first that has one.
pub(super) fn settle_all<const N: usize>(stated: [Option<Stated>; N]) -> [Option<Moment>; N] {
    let sibling = stated.iter().flatten().find_map(|stated| stated.offset());
    stated.map(|stated| stated.and_then(|stated| stated.settle(sibling)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        read(text)?.settle(None).map(|moment| moment.to_rfc3339())
    }

    #[test]
    fn offsets_are_read_with_and_without_a_colon() {
        assert_eq!(told("2026-02-17T13:09:00-0800").as_deref(), Some("2026-02-17T13:09:00-08:00"));
        assert_eq!(told("2026-02-17T13:09:00.120Z").as_deref(), Some("2026-02-17T13:09:00.120+00:00"));
        assert_eq!(told("2026-02-17T13:09Z").as_deref(), Some("2026-02-17T13:09:00+00:00"));
        assert_eq!(told("Tue, 17 Feb 2026 13:09:00 GMT").as_deref(), Some("2026-02-17T13:09:00+00:00"));
    }

    #[test]
    fn a_time_without_an_offset_takes_its_siblings() {
        let [published, modified] = settle_all([read("2026-02-17"), read("2026-02-18T09:00:00+01:00")]);
        assert_eq!(published.unwrap().to_rfc3339(), "2026-02-17T00:00:00+01:00");
        assert_eq!(modified.unwrap().to_rfc3339(), "2026-02-18T09:00:00+01:00");
    }

    #[test]
    fn impossible_and_unbelievable_dates_are_none() {
        for text in ["0001-01-01T00:00:00Z", "2026-02-30", "2026-13-01T00:00:00Z", "yesterday", "", "1771362540000"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
