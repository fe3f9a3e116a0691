//! A version a line of JSON.

use serde_json::{Map, Value};

use super::row::{self, RowError};
use super::zone::Zone;
use crate::article::{Draft, Hyperlink, Moment};
use crate::text::Body;

/// Reads a version from a line of JSON.
///
/// `{"article","at","headline","dek"?,"byline"?,"body":[…],"notes"?:[…],"captions"?:[…],"links"?:[{"text","href"}],
/// "url"?,"language"?}`; beside it `published`, `modified` and `seen` are heard, a body may be one text, and other
/// fields are passed over.
///
/// ```
/// use variorum::capture::{Zone, read_json_line};
/// let line = br#"{"article":"a.example/ferry","at":"2026-02-18T10:15Z","headline":"Ferry","body":["It sank."]}"#;
/// let draft = read_json_line(line, Zone::default())?;
/// assert_eq!(draft.body.text(), "It sank.");
/// # Ok::<(), variorum::capture::RowError>(())
/// ```
///
/// # Errors
///
/// When the line is no such object, or lacks article, time or text.
pub fn read_json_line(line: &[u8], zone: Zone) -> Result<Draft, RowError> {
    let object = object(line)?;
    let row = Row { object: &object, zone };
    let mut draft = Draft {
        article: row.text("article")?,
        urls: row.text("url")?.into_iter().collect(),
        language: row.text("language")?,
        at: Some(row.time("at")?.ok_or_else(|| missing("at"))?),
        seen: row.time("seen")?,
        published: row.time("published")?,
        modified: row.time("modified")?,
        notes: row.texts("notes")?,
        ..Draft::default()
    };
    if draft.article.is_none() && draft.urls.is_empty() {
        return Err(missing("article"));
    }
    draft.fields.headline = row.text("headline")?.unwrap_or_default();
    draft.fields.dek = row.text("dek")?;
    draft.fields.byline = row.text("byline")?;
    draft.fields.captions = row.texts("captions")?;
    draft.fields.links = row.links()?;
    match object.get("body") {
        Some(Value::String(text)) => row::body(text, &mut draft)?,
        _ => draft.body = Body::from_paragraphs(row.texts("body")?),
    }
    row::finished(draft)
}

/// Reads the time alone of a line, to put lines in order.
///
/// # Errors
///
/// When the line is no object with a time.
pub fn json_line_time(line: &[u8], zone: Zone) -> Result<Moment, RowError> {
    /// All other fields are passed over without being kept.
    #[derive(serde::Deserialize)]
    struct Timed {
        #[serde(default)]
        at: Value,
    }
    // A list would be taken for the fields in their order.
    if line.trim_ascii_start().starts_with(b"[") {
        return Err(RowError::NotAnObject);
    }
    let timed: Timed = match serde_json::from_slice(line) {
        Ok(timed) => timed,
        Err(error) => return Err(not_json(line, &error)),
    };
    let object = Map::from_iter([("at".to_owned(), timed.at)]);
    Row { object: &object, zone }.time("at")?.ok_or_else(|| missing("at"))
}

fn object(line: &[u8]) -> Result<Map<String, Value>, RowError> {
    match serde_json::from_slice(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(RowError::NotAnObject),
        Err(error) => Err(not_json(line, &error)),
    }
}

fn not_json(line: &[u8], error: &serde_json::Error) -> RowError {
    if std::str::from_utf8(line).is_err() {
        return RowError::NotUtf8;
    }
    if error.is_data() {
        return RowError::NotAnObject;
    }
    // The line of its file is told elsewhere; here it is always the first.
    let text = error.to_string();
    let problem = text.split(" at line ").next().unwrap_or(&text).to_owned();
    RowError::NotJson { problem: format!("{problem} at column {}", error.column()) }
}

fn missing(field: &str) -> RowError {
    RowError::Missing { field: field.to_owned() }
}

/// The fields of a line.
struct Row<'a> {
    object: &'a Map<String, Value>,
    zone: Zone,
}

impl Row<'_> {
    /// Reads a text; an empty one is none.
    fn text(&self, field: &str) -> Result<Option<String>, RowError> {
        match self.object.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            // Tables number their articles.
            Some(Value::Number(number)) if field == "article" => Ok(Some(number.to_string())),
            Some(_) => Err(RowError::WrongKind { field: field.to_owned(), expected: "a text" }),
        }
    }

    fn texts(&self, field: &str) -> Result<Vec<String>, RowError> {
        let wrong = || RowError::WrongKind { field: field.to_owned(), expected: "a list of texts" };
        match self.object.get(field) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(list)) => {
                list.iter().map(|text| text.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
            }
            Some(_) => Err(wrong()),
        }
    }

    fn links(&self) -> Result<Vec<Hyperlink>, RowError> {
        let wrong = || RowError::WrongKind {
            field: "links".to_owned(),
            expected: "a list of objects with \"text\" and \"href\"",
        };
        let list = match self.object.get("links") {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(list) => list.as_array().ok_or_else(wrong)?,
        };
        let link = |link: &Value| {
            let part = |name: &str| link.get(name).and_then(Value::as_str).map(str::to_owned);
            Some(Hyperlink { text: part("text").unwrap_or_default(), href: part("href")? })
        };
        list.iter().map(|value| link(value).ok_or_else(wrong)).collect()
    }

    fn time(&self, field: &str) -> Result<Option<Moment>, RowError> {
        let bad = |value: &Value| RowError::BadTime {
            field: field.to_owned(),
            value: value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        };
        match self.object.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(value @ Value::String(text)) => self.zone.moment(text).map(Some).ok_or_else(|| bad(value)),
            Some(value) => {
                value.as_i64().and_then(|seconds| self.zone.seconds(seconds)).map(Some).ok_or_else(|| bad(value))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Draft, RowError> {
        read_json_line(line.as_bytes(), Zone::default())
    }

    #[test]
    fn every_field_of_a_line_is_read() {
        let draft = read(
            r#"{"article":"a.example/ferry","at":"2026-02-18T10:15:00-08:00","headline":"Ferry","dek":"It sank","byline":"By Ada",
                "body":["It sank.","It was old."],"notes":["Updated."],"captions":["The ferry"],
                "links":[{"text":"port","href":"https://a.example/port"}],"url":"https://a.example/ferry","language":"en",
                "published":"2026-02-18T09:00:00-08:00","extra":1}"#,
        )
        .unwrap();
        assert_eq!(draft.article.as_deref(), Some("a.example/ferry"));
        assert_eq!(
            (draft.body.text(), draft.notes.as_slice()),
            ("It sank.\n\nIt was old.", &["Updated.".to_owned()][..])
        );
        assert_eq!((draft.fields.captions.len(), draft.fields.links[0].href.as_str()), (1, "https://a.example/port"));
        assert_eq!(draft.at.unwrap().to_rfc3339(), "2026-02-18T10:15:00-08:00");
        assert_eq!((draft.urls.len(), draft.language.as_deref()), (1, Some("en")));
        assert!(draft.published < draft.at);
    }

    #[test]
    fn a_line_that_is_no_version_says_why() {
        let problem = |line: &str| read(line).unwrap_err().to_string();
        assert_eq!(problem("[1]"), "not a JSON object");
        assert_eq!(problem(r#"{"a":"#), "not JSON: EOF while parsing a value at column 5");
        assert_eq!(problem(r#"{"article":"x","headline":"H"}"#), "at is missing");
        assert_eq!(problem(r#"{"article":"x","at":"noon","headline":"H"}"#), "at is no time: noon");
        assert_eq!(problem(r#"{"at":"2026-02-18","headline":"H"}"#), "article is missing");
        assert_eq!(problem(r#"{"article":"x","at":"2026-02-18"}"#), "neither headline nor body");
        assert_eq!(problem(r#"{"article":"x","at":"2026-02-18","body":[1]}"#), "body is not a list of texts");
        assert_eq!(read_json_line(b"{\"a\":\"\xff\"}", Zone::default()), Err(RowError::NotUtf8));
    }

    #[test]
    fn the_time_of_a_line_is_read_alone() {
        let time = |line: &str| json_line_time(line.as_bytes(), Zone::default());
        assert_eq!(time(r#"{"body":{"x":[1]},"at":1771409700}"#).unwrap().to_rfc3339(), "2026-02-18T10:15:00+00:00");
        assert_eq!(time(r#"{"body":[]}"#), Err(missing("at")));
        assert_eq!(time("3"), Err(RowError::NotAnObject));
        assert_eq!(time("[]"), Err(RowError::NotAnObject));
    }
}
