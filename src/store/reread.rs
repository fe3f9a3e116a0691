//! Captures read again: what a version reads from then on, while what was recorded stays.
//!
//! A later reading is a technical version of the same moment. It names the content it is a reading of, and takes the place
//! of that version's text wherever versions are compared: else a better reader would look like a change of the article.

use super::archive::Archive;
use super::error::StoreError;
use super::git::ObjectId;
use super::index::VersionRow;
use super::message;
use super::plan::Purpose;
use super::proof::{Captured, captured};
use super::read::read_version;
use super::submission::{Capture, Submission};
use crate::article::{ArticleId, Moment, Recorded, Snapshot};

/// A version, and the row that its text is read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'r> {
    /// The version.
    pub(super) version: &'r VersionRow,
    /// It, or the last reading of its capture.
    pub(super) text: &'r VersionRow,
}

/// A version with what it was read from and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReading {
    /// Its number.
    pub number: u32,
    /// Whether it is a technical version.
    pub technical: bool,
    /// What it says, as it was recorded.
    pub recorded: Snapshot,
    /// What read it then, e.g. `html 1`.
    pub recorded_by: String,
    /// What it says by the last reading.
    pub told: Snapshot,
    /// What read it last.
    pub told_by: String,
    /// The file it was read from, when one was kept.
    pub capture: Option<Captured>,
}

/// A technical version, told apart from those of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Technical {
    /// Its number.
    pub number: u32,
    /// When it was recorded.
    pub recorded: Moment,
    /// Why it was kept, in a word: `alias`, `extractor` or `metadata`.
    pub why: String,
    /// The version it is a later reading of.
    pub of: Option<u32>,
}

/// Lists the versions that are no technical ones, in their order, each with the row that its text is read from.
pub(super) fn told(rows: &[VersionRow]) -> Vec<Told<'_>> {
    let readings: Vec<&VersionRow> = rows.iter().filter(|row| row.rereads.is_some()).collect();
    let text = |version: &VersionRow| readings.iter().rev().find(|row| is_reading_of(row, version)).copied();
    let versions = rows.iter().filter(|row| !row.technical);
    versions.map(|version| Told { version, text: text(version).unwrap_or(version) }).collect()
}

/// Tells whether a row is a later reading of a version.
fn is_reading_of(row: &VersionRow, version: &VersionRow) -> bool {
    row.at == version.at && !version.technical && row.rereads.as_ref() == Some(&version.content)
}

impl Archive {
    /// Returns a version with its capture and what read it.
    ///
    /// # Errors
    ///
    /// When there is no such article or version, the archive cannot be read, or the capture is not the one that was kept.
    pub fn reading(&self, article: &ArticleId, number: u32) -> Result<KeptReading, StoreError> {
        let (known, rows) = self.rows(article)?;
        let repo = self.repo.as_ref().ok_or_else(|| self.unknown(article))?;
        let asked = crate::article::VersionRef::Number(number);
        let row = super::read::find(article, &rows, &asked)?;
        let text = told(&rows).into_iter().find(|one| one.version.number == number).map_or(row, |one| one.text);
        let facts = |row: &VersionRow| {
            let torn = |problem: String| StoreError::Damaged { what: format!("commit {}", row.commit), problem };
            let id = ObjectId::parse(&row.commit).ok_or_else(|| torn("its name is no hash".to_owned()))?;
            message::read(&repo.commit(id)?.message).map_err(|error| torn(error.to_string()))
        };
        let recorded = facts(row)?;
        Ok(KeptReading {
            number,
            technical: row.technical,
            capture: captured(repo, &recorded)?,
            recorded_by: recorded.extractor,
            recorded: read_version(repo, &known, row)?.snapshot,
            told: read_version(repo, &known, text)?.snapshot,
            told_by: facts(text)?.extractor,
        })
    }

    /// Keeps a later reading of a version's capture, unless it says the same as the last one.
    ///
    /// # Errors
    ///
    /// When there is no such version, or it could not be written.
    pub fn reread(
        &mut self,
        article: &ArticleId,
        reading: &KeptReading,
        snapshot: Snapshot,
        extractor: String,
        recorded: Moment,
        recorded_by: &str,
    ) -> Result<Recorded, StoreError> {
        self.check_writable()?;
        let capture = reading.capture.as_ref().and_then(|captured| {
            Some(Capture { bytes: captured.bytes.clone()?, extension: extension(&captured.path) })
        });
        let recorded_by = recorded_by.to_owned();
        let submission = Submission { article: article.clone(), snapshot, capture, extractor, recorded, recorded_by };
        let answers = self.record_here(&[submission], &Purpose::Reread(reading.number))?;
        let none = || Err(self.unknown(article));
        answers.and_then(|answers| answers.into_iter().next()).unwrap_or_else(none)
    }

    /// Lists the technical versions of an article, in the order they were written.
    ///
    /// # Errors
    ///
    /// When there is no such article, or the archive cannot be read.
    pub fn technical(&self, article: &ArticleId) -> Result<Vec<Technical>, StoreError> {
        let (_, rows) = self.rows(article)?;
        let Some(repo) = &self.repo else { return Ok(Vec::new()) };
        let mut technical = Vec::new();
        for row in rows.iter().filter(|row| row.technical) {
            let commit = ObjectId::parse(&row.commit).map(|id| repo.commit(id)).transpose()?;
            let facts = commit.and_then(|commit| message::read(&commit.message).ok());
            let why = facts.and_then(|facts| facts.technical).unwrap_or_default();
            let of = rows.iter().find(|version| is_reading_of(row, version)).map(|version| version.number);
            technical.push(Technical { number: row.number, recorded: row.recorded, why, of });
        }
        technical.sort_by_key(|one| one.number);
        Ok(technical)
    }
}

/// Returns the extension of a capture's path: one of those that captures are written with.
fn extension(path: &str) -> &'static str {
    let known = ["html", "md", "txt", "xml", "json"];
    let given = path.rsplit('.').next().unwrap_or_default();
    known.into_iter().find(|extension| *extension == given).unwrap_or("bin")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, hour: u32, content: &str, rereads: Option<&str>) -> VersionRow {
        let at: Moment = format!("2026-02-18T{hour:02}:00:00Z").parse().unwrap();
        let (content, rereads) = (content.to_owned(), rereads.map(str::to_owned));
        VersionRow { number, commit: String::new(), content, at, recorded: at, technical: rereads.is_some(), rereads }
    }

    #[test]
    fn a_version_reads_as_its_last_reading_does() {
        // Two versions at ten, one of them read again twice, beside one at eleven with the same content.
        let rows = [
            row(1, 10, "a", None),
            row(2, 10, "b", None),
            row(4, 10, "a+", Some("a")),
            row(5, 10, "a++", Some("a")),
            row(3, 11, "a", None),
        ];
        let told: Vec<(u32, &str)> =
            told(&rows).iter().map(|one| (one.version.number, one.text.content.as_str())).collect();
        assert_eq!(told, [(1, "a++"), (2, "b"), (3, "a")]);
    }
}
