//! How a version of an article is asked for.

use chrono::{NaiveDate, NaiveDateTime};
use thiserror::Error;

use super::snapshot::Moment;

/// The fewest digits of a content hash that name a version; fewer are a number.
const FEWEST_DIGITS: usize = 7;

/// Forms of a time without a zone, read in the zone of whoever asks.
const LOCAL_FORMS: [&str; 4] = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];

/// How a version of an article is asked for: `3`, `-1`, a time, or the beginning of its content hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionRef {
    /// The version of that number, in the order of writing, from 1.
    Number(u32),
    /// The version that stands there from the end when ordered by time: 1 is the latest; technical ones do not count.
    FromLatest(u32),
    /// The version on show at that moment.
    At(Moment),
    /// The version whose content hash begins with these hex digits.
    Content(String),
}

/// A text that asks for no version.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{text:?} is neither a version's number, -1, a time, nor a content hash")]
pub struct BadVersionRef {
    /// The text.
    pub text: String,
}

impl VersionRef {
    /// Reads what was asked for; `local` places a time without a zone.
    ///
    /// A date alone means the end of that day. Digits are a number when fewer than seven, else a content hash.
    ///
    /// # Errors
    ///
    /// When it is none of the forms, or a local time that does not exist.
    pub fn parse(text: &str, local: &dyn Fn(NaiveDateTime) -> Option<Moment>) -> Result<Self, BadVersionRef> {
        let text = text.trim();
        number(text)
            .or_else(|| content(text))
            .or_else(|| moment(text, local).map(Self::At))
            .ok_or_else(|| BadVersionRef { text: text.to_owned() })
    }
}

fn number(text: &str) -> Option<VersionRef> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.len() >= FEWEST_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = digits.parse().ok().filter(|&number| number > 0)?;
    Some(if text.starts_with('-') { VersionRef::FromLatest(number) } else { VersionRef::Number(number) })
}

fn content(text: &str) -> Option<VersionRef> {
    let fits = (FEWEST_DIGITS..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| VersionRef::Content(text.to_ascii_lowercase()))
}

fn moment(text: &str, local: &dyn Fn(NaiveDateTime) -> Option<Moment>) -> Option<Moment> {
    let zoned = || Moment::parse_from_rfc3339(text).ok();
    // RFC 3339 asks for seconds; people leave them out.
    let short = || {
        Moment::parse_from_str(text, "%Y-%m-%dT%H:%M%:z").or(Moment::parse_from_str(text, "%Y-%m-%d %H:%M %:z")).ok()
    };
    let naive = || LOCAL_FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(|day| day.and_hms_opt(23, 59, 59));
    zoned().or_else(short).or_else(|| naive().or_else(day).and_then(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<VersionRef> {
        VersionRef::parse(text, &|time| Some(time.and_utc().fixed_offset())).ok()
    }

    fn at(text: &str) -> VersionRef {
        VersionRef::At(Moment::parse_from_rfc3339(text).unwrap())
    }

    #[test]
    fn numbers_count_from_the_first_or_from_the_latest() {
        assert_eq!(parsed("3"), Some(VersionRef::Number(3)));
        assert_eq!(parsed("-1"), Some(VersionRef::FromLatest(1)));
        assert_eq!(parsed("0"), None);
        assert_eq!(parsed("-0"), None);
    }

    #[test]
    fn times_are_read_with_and_without_a_zone() {
        assert_eq!(parsed("2026-02-18T10:15:00-08:00"), Some(at("2026-02-18T10:15:00-08:00")));
        assert_eq!(parsed("2026-02-18T10:15-08:00"), Some(at("2026-02-18T10:15:00-08:00")));
        assert_eq!(parsed("2026-02-18 10:15"), Some(at("2026-02-18T10:15:00Z")));
        assert_eq!(parsed("2026-02-18"), Some(at("2026-02-18T23:59:59Z")));
        assert_eq!(parsed("2026-02-30"), None);
    }

    #[test]
    fn seven_hex_digits_are_a_content_hash() {
        assert_eq!(parsed("1A2b3c4"), Some(VersionRef::Content("1a2b3c4".to_owned())));
        assert_eq!(parsed("1a2b3c"), None);
        assert_eq!(parsed("latest"), None);
    }

    #[test]
    fn a_local_time_that_does_not_exist_names_no_version() {
        assert!(VersionRef::parse("2026-03-29 02:30", &|_| None).is_err());
    }
}
