//! Lists of captures as CDX servers and files hold them: a capture a row.

use chrono::NaiveDateTime;
use serde_json::Value;
use thiserror::Error;

use super::clean::clean_line;
use super::listing::address;
use super::timemap::{Memento, TimeMapError};
use crate::article::Moment;

/// The most rows read of one list.
const MOST: usize = 100_000;

/// The columns of a list that does not name them, in their order.
const COLUMNS: [&str; 7] = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"];

/// A capture that a row tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CdxCapture {
    /// The address that was fetched.
    pub original: String,
    /// When, as the archive writes it: 14 digits.
    pub stamp: String,
    /// When.
    pub at: Moment,
    /// The status it was answered with; none where the archive holds it to be that of an earlier capture.
    pub status: Option<u16>,
    /// Its kind, where told.
    pub kind: Option<String>,
    /// The digest of its bytes, where told.
    pub digest: Option<String>,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CdxRow {
    /// The number of its line, from 1; in JSON that of the row.
    pub line: usize,
    /// What it says.
    pub capture: Result<CdxCapture, BadCdxRow>,
}

/// Why a row tells of no capture.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadCdxRow {
    /// It lacks a column that must be there.
    #[error("no {column}")]
    Missing {
        /// The name of the column.
        column: &'static str,
    },
    /// Its time is not 14 digits of one.
    #[error("{stamp} is no time")]
    Time {
        /// What stands there.
        stamp: String,
    },
    /// Its address is none of the web.
    #[error("{original} is no address of the web")]
    Address {
        /// What stands there.
        original: String,
    },
}

impl CdxCapture {
    /// Tells where an archive shows the capture that shows them all below `replay`, e.g. `https://web.archive.org/web/`.
    #[must_use]
    pub fn memento(&self, replay: &str) -> Memento {
        let slash = if replay.ends_with('/') { "" } else { "/" };
        let url = format!("{replay}{slash}{}/{}", self.stamp, self.original);
        Memento { url, at: self.at, original: Some(self.original.clone()) }
    }
}

/// Reads the rows of a CDX list: of the server of the Wayback Machine, as lines or JSON, of a CDX file with its legend, or
/// of the kind whose lines end in an object of JSON.
///
/// ```
/// use variorum::capture::read_cdx;
/// let rows = read_cdx("example,a)/ferry 20260301120000 https://a.example/ferry text/html 200 ABC 1234")?;
/// assert_eq!(rows[0].capture.as_ref().map(|capture| capture.status), Ok(Some(200)));
/// # Ok::<(), variorum::capture::TimeMapError>(())
/// ```
///
/// # Errors
///
/// When it is no such list, or an empty one.
pub fn read_cdx(text: &str) -> Result<Vec<CdxRow>, TimeMapError> {
    let text = text.trim_start_matches('\u{feff}');
    let rows = if text.trim_start().starts_with('[') {
        let rows: Vec<Value> = serde_json::from_str(text).map_err(|_| TimeMapError::NotOne)?;
        from_json(&rows)?
    } else {
        from_lines(text)?
    };
    if rows.is_empty() { Err(TimeMapError::Empty) } else { Ok(rows) }
}

/// Reads rows of JSON, whose first names the columns.
fn from_json(rows: &[Value]) -> Result<Vec<CdxRow>, TimeMapError> {
    let Some((names, rows)) = rows.split_first() else { return Err(TimeMapError::Empty) };
    let names: Vec<&str> =
        names.as_array().ok_or(TimeMapError::NotOne)?.iter().map(|name| name.as_str().unwrap_or_default()).collect();
    if !(names.contains(&"timestamp") && names.contains(&"original")) {
        return Err(TimeMapError::NotOne);
    }
    let read = |(index, row): (usize, &Value)| {
        let cell = |name: &str| row.get(names.iter().position(|column| *column == name)?)?.as_str();
        CdxRow { line: index + 2, capture: capture(cell) }
    };
    Ok(rows.iter().take(MOST).enumerate().map(read).collect())
}

fn from_lines(text: &str) -> Result<Vec<CdxRow>, TimeMapError> {
    let mut names: Vec<&str> = COLUMNS.to_vec();
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.split_whitespace().collect();
        match cells.as_slice() {
            [] => continue,
            ["CDX", letters @ ..] if rows.is_empty() => {
                names = letters.iter().map(|letter| column(letter)).collect();
                continue;
            }
            _ => {}
        }
        let objects = line.find('{').filter(|_| cells.get(2).is_some_and(|cell| cell.starts_with('{')));
        let capture = match objects.and_then(|at| serde_json::from_str::<Value>(&line[at..]).ok()) {
            Some(object) => capture(|name| match name {
                "timestamp" => cells.get(1).copied(),
                "original" => object.get("url")?.as_str(),
                "mimetype" => object.get("mime")?.as_str(),
                "statuscode" => object.get("status")?.as_str(),
                other => object.get(other)?.as_str(),
            }),
            None => capture(|name| cells.get(names.iter().position(|column| *column == name)?).copied()),
        };
        rows.push(CdxRow { line: index + 1, capture });
        if rows.len() == MOST {
            break;
        }
    }
    // A page, or prose, is no list with many bad rows.
    let good = rows.iter().any(|row| row.capture.is_ok());
    if good || rows.is_empty() { Ok(rows) } else { Err(TimeMapError::NotOne) }
}

/// Names the column that a letter of a legend stands for.
fn column(letter: &str) -> &'static str {
    match letter {
        "N" => "urlkey",
        "b" => "timestamp",
        "a" => "original",
        "m" => "mimetype",
        "s" => "statuscode",
        "k" => "digest",
        _ => "",
    }
}

/// Reads a row by its columns.
fn capture<'r>(cell: impl Fn(&str) -> Option<&'r str>) -> Result<CdxCapture, BadCdxRow> {
    let told = |name: &str| cell(name).filter(|value| !matches!(*value, "" | "-"));
    let must = |column: &'static str| told(column).ok_or(BadCdxRow::Missing { column });
    let (stamp, original) = (must("timestamp")?, must("original")?);
    let bad_time = || BadCdxRow::Time { stamp: clean_line(stamp) };
    if stamp.len() != 14 || !stamp.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad_time());
    }
    let at = NaiveDateTime::parse_from_str(stamp, "%Y%m%d%H%M%S").map_err(|_| bad_time())?;
    let bad_address = || BadCdxRow::Address { original: clean_line(original) };
    Ok(CdxCapture {
        original: address("", original).ok_or_else(bad_address)?,
        stamp: stamp.to_owned(),
        at: at.and_utc().fixed_offset(),
        status: told("statuscode").and_then(|status| status.parse().ok()),
        kind: told("mimetype").map(clean_line),
        digest: told("digest").map(clean_line),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(usize, Result<String, String>)> {
        let row = |row: CdxRow| {
            let capture = row.capture.map_err(|error| error.to_string());
            let words = |capture: CdxCapture| {
                let (status, digest) = (capture.status.unwrap_or(0), capture.digest.unwrap_or_default());
                format!("{} {} {status} {digest}", capture.stamp, capture.original)
            };
            (row.line, capture.map(words))
        };
        read_cdx(text).unwrap().into_iter().map(row).collect()
    }

    #[test]
    fn lines_are_read_and_bad_ones_named() {
        let list = "example,a)/f 20260301120000 https://a.example/f text/html 200 A 10\n\
                    example,a)/f 20260302120000 https://a.example/f warc/revisit - A 10\n\
                    example,a)/f 2026 https://a.example/f text/html 200 A 10\n\n\
                    example,a)/f 20260303120000 mailto:x text/html 200 A 10\n\
                    example%2Ca+20260304\n";
        assert_eq!(
            told(list),
            [
                (1, Ok("20260301120000 https://a.example/f 200 A".to_owned())),
                (2, Ok("20260302120000 https://a.example/f 0 A".to_owned())),
                (3, Err("2026 is no time".to_owned())),
                (5, Err("mailto:x is no address of the web".to_owned())),
                (6, Err("no timestamp".to_owned())),
            ]
        );
    }

    #[test]
    fn json_a_legend_and_lines_with_objects_name_their_columns() {
        let row = vec![(2, Ok("20260301120000 https://a.example/f 404 A".to_owned()))];
        let json =
            r#"[["original","statuscode","timestamp","digest"],["https://a.example/f","404","20260301120000","A"]]"#;
        assert_eq!(told(json), row);
        assert_eq!(
            told(" CDX N b a m s k r M S V g\nx 20260301120000 https://a.example/f text/html 404 A - - 10 0 x.warc.gz"),
            row
        );
        let object = r#"{"url": "https://a.example/f", "mime": "text/html", "status": "404", "digest": "A"}"#;
        assert_eq!(told(&format!("\nexample,a)/f 20260301120000 {object}")), row);
    }

    #[test]
    fn a_capture_is_shown_below_the_archive() {
        let rows = read_cdx("x 20260301120000 https://a.example/f?a=1 text/html 200 A 10").unwrap();
        let memento = rows[0].capture.as_ref().unwrap().memento("https://web.example/web");
        assert_eq!(memento.url, "https://web.example/web/20260301120000/https://a.example/f?a=1");
        assert_eq!(
            memento.raw_url().as_deref(),
            Some("https://web.example/web/20260301120000id_/https://a.example/f?a=1")
        );
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        for text in ["<html><body>Sorry", "{}", "[1]", "[[\"a\"]]", "Sorry, no list\ntoday"] {
            assert_eq!(read_cdx(text), Err(TimeMapError::NotOne), "{text}");
        }
        for text in ["", "\n", "[]", "[[\"timestamp\",\"original\"]]"] {
            assert_eq!(read_cdx(text), Err(TimeMapError::Empty), "{text}");
        }
    }
}
