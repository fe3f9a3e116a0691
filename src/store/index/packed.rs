//! Hashes and moments as the tables hold them: in half the room that their text takes.

use chrono::{DateTime, FixedOffset};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Error, Row};

use crate::article::Moment;

/// A hash, in hex: held as its bytes, or as it is where it is no hash in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hash<T>(pub(super) T);

impl<T: AsRef<str>> ToSql for Hash<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = self.0.as_ref();
        Ok(bytes(text).map_or_else(|| ToSqlOutput::from(text), |bytes| ToSqlOutput::Owned(Value::Blob(bytes))))
    }
}

impl FromSql for Hash<String> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Blob(bytes) => Ok(Self(hex(bytes))),
            other => Ok(Self(other.as_str()?.to_owned())),
        }
    }
}

/// Reads pairs of hex digits in lower case; none if the text is anything else.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pair = |pair: &[u8]| match pair {
        &[high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

/// Writes bytes as hex digits.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)]));
    bytes.iter().flat_map(digits).collect()
}

/// Parts a moment into seconds since 1970, nanoseconds beyond, and its zone in seconds.
pub(super) fn parts(moment: Moment) -> (i64, u32, i32) {
    (moment.timestamp(), moment.timestamp_subsec_nanos(), moment.offset().local_minus_utc())
}

/// Reads a moment from three columns.
pub(super) fn moment(row: &Row<'_>, first: usize) -> rusqlite::Result<Moment> {
    let zone = FixedOffset::east_opt(row.get(first + 2)?).ok_or(Error::InvalidQuery)?;
    let moment = DateTime::from_timestamp(row.get(first)?, row.get(first + 1)?).ok_or(Error::InvalidQuery)?;
    Ok(moment.with_timezone(&zone))
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn a_hash_comes_back_as_it_was_whatever_it_is() {
        let connection = Connection::open_in_memory().unwrap();
        for (text, takes) in [("", 0), ("00ff9a", 3), ("00FF", 4), ("abc", 3), ("no hash", 7)] {
            let (back, length): (Hash<String>, i64) = connection
                .query_row("SELECT ?1, length(?1)", [Hash(text)], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap();
            assert_eq!((back.0.as_str(), length), (text, takes));
        }
    }

    #[test]
    fn a_moment_comes_back_with_its_zone() {
        let connection = Connection::open_in_memory().unwrap();
        for text in ["2026-02-18T10:15:00.250-08:00", "0001-01-01T00:00:00+14:00", "2016-12-31T23:59:60Z"] {
            let moment = Moment::parse_from_rfc3339(text).unwrap();
            let back = connection.query_row("SELECT ?1, ?2, ?3", parts(moment), |row| super::moment(row, 0)).unwrap();
            assert_eq!((back, back.offset()), (moment, moment.offset()), "{text}");
        }
    }
}
