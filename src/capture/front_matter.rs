//! The front matter people write: other names for the same fields, and YAML that is nearly right.

use yaml_serde::{Mapping, Value};

use super::date::{self, Stated};
use super::error::CaptureError;
use crate::article::{Draft, Hyperlink};

/// Names the same field goes by; the first that is there wins.
const HEADLINE: &[&str] = &["headline", "title"];
const DEK: &[&str] = &["dek", "standfirst", "subtitle", "subheadline", "subhead", "description", "summary", "excerpt"];
const BYLINE: &[&str] = &["byline", "author", "authors", "by"];
const PUBLISHED: &[&str] = &["published", "date", "datepublished", "published_at", "pubdate", "created"];
const MODIFIED: &[&str] =
    &["modified", "updated", "lastmod", "datemodified", "modified_at", "updated_at", "last_modified_at"];
const URLS: &[&str] = &["urls", "url", "canonical", "canonical_url", "permalink", "link"];
const LANGUAGE: &[&str] = &["language", "lang", "locale"];
const NOTES: &[&str] = &["notes", "note", "updates", "corrections", "correction"];

/// Reads the lines between the two `---`.
///
/// # Errors
///
/// When they are no list of keys and values, or a date among them is none.
pub(super) fn read(front: &str) -> Result<Draft, CaptureError> {
    let keys = Keys(parse(front)?);
    let mut draft = Draft { article: keys.line(&["article"]), ..Draft::default() };
    draft.fields.headline = keys.line(HEADLINE).unwrap_or_default();
    draft.fields.dek = keys.line(DEK);
    draft.fields.byline = keys.line(BYLINE);
    draft.fields.captions = keys.lines(&["captions"]);
    draft.fields.links = keys.links();
    draft.urls = keys.lines(URLS).into_iter().filter(|url| url.contains("://")).collect();
    draft.language = keys.line(LANGUAGE);
    draft.notes = keys.lines(NOTES);
    let stated = [keys.date(PUBLISHED)?, keys.date(MODIFIED)?, keys.date(&["at"])?, keys.date(&["seen"])?];
    [draft.published, draft.modified, draft.at, draft.seen] = date::settle_all(stated);
    Ok(draft)
}

/// Reads YAML; where a line such as `title: Ferry sinks: all saved` makes it invalid, reads it line by line.
fn parse(front: &str) -> Result<Mapping, CaptureError> {
    match yaml_serde::from_str::<Value>(front) {
        Ok(Value::Mapping(mapping)) => Ok(mapping),
        Ok(_) => Err(CaptureError::FrontMatter { reason: "it holds no keys with values".to_owned() }),
        Err(error) => {
            let plain = front.lines().all(|line| !line.starts_with([' ', '\t', '-', '[', '{']) && line.contains(':'));
            if !plain {
                return Err(CaptureError::FrontMatter { reason: error.to_string() });
            }
            let entry = |line: &str| line.split_once(':').map(|(key, value)| (key.trim().into(), bare(value).into()));
            Ok(front.lines().filter_map(entry).collect())
        }
    }
}

/// Takes the quotation marks off a value that stands between them.
fn bare(value: &str) -> &str {
    let value = value.trim();
    let between = |mark| value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
    between('"').or_else(|| between('\'')).unwrap_or(value)
}

struct Keys(Mapping);

impl Keys {
    /// Finds the value of the first of `names` that is there and not empty; the names' case does not matter.
    fn find(&self, names: &[&str]) -> Option<(&str, &Value)> {
        names.iter().find_map(|&name| {
            let same = |key: &Value| key.as_str().is_some_and(|key| key.eq_ignore_ascii_case(name));
            self.0
                .iter()
                .find(|(key, value)| same(key) && !value.is_null())
                .and_then(|(key, value)| Some((key.as_str()?, value)))
        })
    }

    fn line(&self, names: &[&str]) -> Option<String> {
        let lines = self.lines(names);
        (!lines.is_empty()).then(|| lines.join(", "))
    }

    fn lines(&self, names: &[&str]) -> Vec<String> {
        let texts = |value: &Value| match value {
            Value::Sequence(values) => values.iter().filter_map(text).collect(),
            value => text(value).into_iter().collect(),
        };
        self.find(names).map(|(_, value)| texts(value)).unwrap_or_default()
    }

    fn links(&self) -> Vec<Hyperlink> {
        let Some((_, Value::Sequence(values))) = self.find(&["links"]) else { return Vec::new() };
        let part = |value: &Value, name: &str| value.get(name).and_then(text).unwrap_or_default();
        values.iter().map(|value| Hyperlink { text: part(value, "text"), href: part(value, "href") }).collect()
    }

    fn date(&self, names: &[&str]) -> Result<Option<Stated>, CaptureError> {
        let Some((key, value)) = self.find(names) else { return Ok(None) };
        let value = text(value).unwrap_or_default();
        match date::read(&value) {
            Some(stated) => Ok(Some(stated)),
            None => Err(CaptureError::FrontMatterDate { key: key.to_owned(), value }),
        }
    }
}

/// Reads a value as text: a string, a number, or the `name` of a mapping.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Mapping(_) => value.get("name").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}
