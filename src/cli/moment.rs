//! A time as typed on the command line.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use thiserror::Error;
use variorum::article::Moment;

use super::settings;

/// Forms of a time without a zone, which is local.
const LOCAL_FORMS: [&str; 4] = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];

/// Forms of a time with a zone beside RFC 3339.
const ZONED_FORMS: [&str; 5] =
    ["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M %z", "%Y-%m-%d %H:%M%z"];

/// Why a text is no time.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum BadTime {
    /// It has the form of a time, but names a day, an hour or a minute that does not exist.
    #[error("{text} does not exist")]
    Impossible { text: String },
    /// It has none of the forms.
    #[error("{text} is not a time")]
    Unknown { text: String },
}

/// Reads a time; one without a zone is local, a day alone is its first moment.
pub(super) fn parse(text: &str) -> Result<Moment, BadTime> {
    let text = text.trim();
    let zoned = text.strip_suffix(['Z', 'z']).map(|bare| format!("{bare}+00:00"));
    let zoned = zoned.as_deref().unwrap_or(text);
    let with_zone = DateTime::parse_from_rfc3339(zoned)
        .ok()
        .or_else(|| ZONED_FORMS.iter().find_map(|form| DateTime::parse_from_str(zoned, form).ok()));
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    let local = || {
        let time = LOCAL_FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()).or_else(day);
        time.and_then(settings::local)
    };
    with_zone.or_else(local).ok_or_else(|| {
        let text = text.to_owned();
        if looks_like_a_time(&text) { BadTime::Impossible { text } } else { BadTime::Unknown { text } }
    })
}

/// Tells whether a text begins as a time does: four digits, two, two.
fn looks_like_a_time(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(3, '-').collect();
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, rest] if digits(year, 4) && digits(month, 2)
        && rest.get(..2).is_some_and(|day| digits(day, 2)) && rest.bytes().skip(2).all(|byte| b" T:+-.Zz0123456789".contains(&byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_in_every_spelling() {
        for text in
            ["2026-02-18T10:15-08:00", "2026-02-18T10:15:00-0800", "2026-02-18 10:15 -08:00", "2026-02-18T18:15Z"]
        {
            assert_eq!(
                parse(text).unwrap(),
                "2026-02-18T18:15:00Z".parse::<DateTime<chrono::Utc>>().unwrap(),
                "{text}"
            );
        }
    }

    #[test]
    fn an_impossible_time_is_told_from_a_text_that_is_none() {
        assert_eq!(parse("2026-02-30"), Err(BadTime::Impossible { text: "2026-02-30".to_owned() }));
        assert_eq!(parse("2026-02-18T25:00Z"), Err(BadTime::Impossible { text: "2026-02-18T25:00Z".to_owned() }));
        assert_eq!(parse("yesterday"), Err(BadTime::Unknown { text: "yesterday".to_owned() }));
    }
}
