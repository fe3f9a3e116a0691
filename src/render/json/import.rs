//! What became of the versions of an import.

use serde::Serialize;

use crate::article::Moment;
use crate::render::import::Imported;

/// What became of the versions of an import.
#[derive(Clone, Debug, Serialize)]
pub struct ImportedJson<'a> {
    /// How many were kept as versions.
    pub recorded: usize,
    /// How many of those were the first of their article.
    pub first: usize,
    /// Of how many articles they are.
    pub articles: usize,
    /// When the earliest of them was on show; none when none was kept.
    pub from: Option<Moment>,
    /// When the latest of them was on show.
    pub to: Option<Moment>,
    /// How many differ in nothing from the version before them.
    pub unchanged: usize,
    /// For how many of those a technical version was kept, since their metadata moved.
    pub technical: usize,
    /// How many the archive had already.
    pub known: usize,
    /// How many would be given to the archive; left out where versions were to be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fresh: Option<usize>,
    /// How many files of other kinds were passed over.
    pub passed_over: usize,
    /// How many were skipped.
    pub skipped: usize,
    /// Those, in the order of the source, as far as they are told one by one.
    pub skips: Vec<SkipJson<'a>>,
}

/// A version that was skipped.
#[derive(Clone, Debug, Serialize)]
pub struct SkipJson<'a> {
    /// Where it stands, e.g. `dump.jsonl:17`.
    pub name: &'a str,
    /// Why, in words.
    pub reason: &'a str,
}

/// Makes the JSON of an import's report.
#[must_use]
pub fn imported(imported: &Imported) -> ImportedJson<'_> {
    ImportedJson {
        recorded: imported.recorded,
        first: imported.first,
        articles: imported.articles,
        from: imported.span.map(|(first, _)| first),
        to: imported.span.map(|(_, last)| last),
        unchanged: imported.unchanged,
        technical: imported.technical,
        known: imported.known,
        fresh: imported.fresh,
        passed_over: imported.passed_over,
        skipped: imported.skipped,
        skips: imported.skips.iter().map(|(name, reason)| SkipJson { name, reason }).collect(),
    }
}
