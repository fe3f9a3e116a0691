//! The versions of an article.

use serde::Serialize;

use crate::history::{Away, Changelog};
use crate::render::log::{LogEntry, log_entries};
use crate::render::withdrawn::{WithdrawnJson, withdrawn_json};

/// The versions of an article, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct LogJson<'a> {
    /// The article's id.
    pub article: String,
    /// Its latest headline.
    pub headline: Option<&'a str>,
    /// Its versions.
    pub versions: Vec<LogEntry>,
    /// When it was absent, oldest first.
    pub away: &'a [Away],
    /// Its versions that are not shown any more, by number.
    pub withdrawn: Vec<WithdrawnJson<'a>>,
}

/// Makes the JSON of an article's log, with no more versions than `most`.
#[must_use]
pub fn log(changelog: &Changelog, most: usize) -> LogJson<'_> {
    let mut versions = log_entries(changelog);
    versions.truncate(most);
    LogJson {
        article: changelog.article.to_string(),
        headline: changelog.entries.last().map(|entry| entry.version.snapshot.fields.headline.as_str()),
        versions,
        away: changelog.away(),
        withdrawn: changelog.withdrawn().into_iter().map(|(version, of)| withdrawn_json(version, of)).collect(),
    }
}
