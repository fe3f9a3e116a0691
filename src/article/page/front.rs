//! The front matter of a page.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Label, PAGE_FORMAT, PageError, scalar, written};
use crate::article::draft::Draft;
use crate::article::fields::{Fields, Hyperlink};
use crate::article::id::ArticleId;
use crate::article::snapshot::{Moment, Snapshot};

/// The keys of format 1, in the order they are written in.
pub(super) const KEYS: [&str; 14] = [
    "format",
    "article",
    "urls",
    "headline",
    "dek",
    "byline",
    "published",
    "modified",
    "at",
    "seen",
    "language",
    "captions",
    "links",
    "notes",
];

#[derive(Deserialize)]
struct Front {
    format: Option<u32>,
    article: Option<String>,
    urls: Option<Vec<String>>,
    headline: Option<String>,
    dek: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    at: Option<String>,
    seen: Option<String>,
    language: Option<String>,
    captions: Option<Vec<String>>,
    links: Option<Vec<Hyperlink>>,
    notes: Option<Vec<String>>,
}

/// The lines that [`label`] reads.
#[derive(Deserialize)]
struct LabelLines {
    urls: Option<Vec<String>>,
    headline: Option<String>,
}

/// Writes the lines between the fences.
pub(super) fn write(page: &mut String, article: &ArticleId, snapshot: &Snapshot) {
    let Snapshot { fields, notes, urls, language, times, .. } = snapshot;
    text(page, "format", Some(&PAGE_FORMAT.to_string()));
    text(page, "article", Some(&article.to_string()));
    list(page, "urls", urls);
    quoted(page, "headline", Some(fields.headline.as_str()).filter(|headline| !headline.is_empty()));
    quoted(page, "dek", fields.dek.as_deref());
    quoted(page, "byline", fields.byline.as_deref());
    time(page, "published", times.published);
    time(page, "modified", times.modified);
    time(page, "at", Some(times.at));
    time(page, "seen", Some(times.seen));
    quoted(page, "language", language.as_deref());
    list(page, "captions", &fields.captions);
    links(page, &fields.links);
    list(page, "notes", notes);
}

fn text(page: &mut String, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        page.extend([key, ": ", text, "\n"]);
    }
}

fn quoted(page: &mut String, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        page.extend([key, ": "]);
        scalar::write(page, text);
        page.push('\n');
    }
}

fn time(page: &mut String, key: &str, moment: Option<Moment>) {
    text(page, key, moment.map(|moment| moment.to_rfc3339()).as_deref());
}

fn list(page: &mut String, key: &str, texts: &[String]) {
    if !texts.is_empty() {
        page.extend([key, ":\n"]);
    }
    for text in texts {
        page.push_str("  - ");
        scalar::write(page, text);
        page.push('\n');
    }
}

fn links(page: &mut String, links: &[Hyperlink]) {
    if !links.is_empty() {
        page.push_str("links:\n");
    }
    for link in links {
        page.push_str("  - text: ");
        scalar::write(page, &link.text);
        page.push_str("\n    href: ");
        scalar::write(page, &link.href);
        page.push('\n');
    }
}

/// Reads the lines between the fences.
pub(super) fn read(matter: &str) -> Result<Draft, PageError> {
    written::read(matter).map_or_else(|| read_yaml(matter), Ok)
}

/// Reads the lines between the fences as YAML, which a person may write in many ways.
pub(super) fn read_yaml(matter: &str) -> Result<Draft, PageError> {
    no_repeated_key(matter)?;
    let front: Front = yaml_serde::from_str(matter).map_err(|error| bad_yaml(matter, &error))?;
    let format = front.format.ok_or(PageError::NoFormat)?;
    if format <= PAGE_FORMAT {
        no_unknown_key(matter)?;
    }
    let moment = |key, text: &Option<String>| text.as_deref().map(|text| moment(matter, key, text)).transpose();
    Ok(Draft {
        published: moment("published", &front.published)?,
        modified: moment("modified", &front.modified)?,
        at: moment("at", &front.at)?,
        seen: moment("seen", &front.seen)?,
        article: front.article,
        fields: Fields {
            headline: front.headline.unwrap_or_default(),
            dek: front.dek,
            byline: front.byline,
            captions: front.captions.unwrap_or_default(),
            links: front.links.unwrap_or_default(),
        },
        notes: front.notes.unwrap_or_default(),
        urls: front.urls.unwrap_or_default(),
        language: front.language,
        ..Draft::default()
    })
}

/// Reads the headline and the addresses, and none of the other lines.
pub(super) fn label(matter: &str) -> Result<Label, PageError> {
    let wanted = |key: &str| matches!(key, "urls" | "headline");
    let (mut lines, mut taken) = (String::new(), false);
    for line in matter.split_inclusive('\n') {
        taken = key(line).map_or(taken, wanted);
        if taken {
            lines.push_str(line);
        }
    }
    if lines.is_empty() {
        return Ok(Label::default());
    }
    let lines: LabelLines = yaml_serde::from_str(&lines).map_err(|error| bad_yaml(matter, &error))?;
    Ok(Label { headline: lines.headline.unwrap_or_default(), urls: lines.urls.unwrap_or_default() })
}

fn bad_yaml(matter: &str, error: &yaml_serde::Error) -> PageError {
    // Front matter begins on line 2; an error without a place is one of the whole.
    let line = error.location().map_or(1, |place| place.line().min(matter.lines().count().max(1)) + 1);
    let text = error.to_string();
    let problem = text.split(" at line ").next().unwrap_or(&text).to_owned();
    PageError::BadYaml { line, problem }
}

/// Refuses a key that is not one of [`KEYS`], as it is most likely one of them misspelt.
fn no_unknown_key(matter: &str) -> Result<(), PageError> {
    match keys(matter).find(|(_, key)| !KEYS.contains(key)) {
        Some((line, key)) => Err(PageError::UnknownKey { line, key: key.to_owned() }),
        None => Ok(()),
    }
}

fn no_repeated_key(matter: &str) -> Result<(), PageError> {
    let mut seen = BTreeSet::new();
    match keys(matter).find(|(_, key)| !seen.insert(*key)) {
        Some((line, key)) => Err(PageError::RepeatedKey { line, key: key.to_owned() }),
        None => Ok(()),
    }
}

/// Returns the keys of the outermost level, with their lines in the page.
fn keys(matter: &str) -> impl Iterator<Item = (usize, &str)> {
    matter.lines().enumerate().filter_map(|(index, line)| Some((index + 2, key(line)?)))
}

/// Returns the key that a line of the outermost level begins with.
fn key(line: &str) -> Option<&str> {
    line.split_once(':').map(|(key, _)| key).filter(|key| is_key(key))
}

fn is_key(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(char::is_alphanumeric)
}

fn moment(matter: &str, key: &'static str, text: &str) -> Result<Moment, PageError> {
    Moment::parse_from_rfc3339(text).map_err(|_| {
        let index = matter.lines().position(|line| line.starts_with(key) && line[key.len()..].starts_with(':'));
        PageError::BadTime { line: index.unwrap_or(0) + 2, key, text: text.to_owned() }
    })
}
