//! Reading versions.

use std::collections::BTreeMap;

use super::archive::Archive;
use super::error::StoreError;
use super::git::{ObjectId, Repo};
use super::index::{ArticleRow, VersionRow};
use super::message;
use super::reread::told;
use super::summary::{ArticleSummary, VersionSummary};
use crate::article::{ArticleId, Snapshot, Version, VersionRef, page};

/// How many articles are looked at in one go.
const STRETCH: u32 = 512;

/// What the index knows of an article, with the repository that holds it.
type Rows<'r> = (&'r Repo, ArticleRow, Vec<VersionRow>);

impl Archive {
    /// Lists the articles, by site and slug.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn articles(&self) -> Result<Vec<ArticleSummary>, StoreError> {
        let mut articles = Vec::new();
        self.each_article(|summary| {
            articles.push(summary);
            Ok::<(), StoreError>(())
        })?;
        Ok(articles)
    }

    /// Hands on one article after the other, by site and slug, in memory that does not grow with their number.
    ///
    /// What is recorded meanwhile may be met or not.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read, or `visit` fails.
    pub fn each_article<E: From<StoreError>>(
        &self,
        mut visit: impl FnMut(ArticleSummary) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut next = Some(String::new());
        while let Some(after) = next {
            let some = self.ask_of_pages(|_, index| Ok(index.summaries(&after, STRETCH)?))?;
            let (summaries, last) = some.unwrap_or_default();
            summaries.into_iter().try_for_each(&mut visit)?;
            self.let_go_of_packs();
            next = last;
        }
        Ok(())
    }

    /// Counts the articles.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn count_articles(&self) -> Result<usize, StoreError> {
        Ok(self.ask(|_, index| Ok(index.count()?))?.unwrap_or_default())
    }

    /// Lists the newest versions of all articles by the time they were on show, newest first, technical ones left out.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn latest(&self, most: u32) -> Result<Vec<VersionSummary>, StoreError> {
        let (Some(repo), Some(rows)) = (&self.repo, self.ask(|_, index| Ok(index.latest(most)?))?) else {
            return Ok(Vec::new());
        };
        let summary = |(article, row): (ArticleId, VersionRow)| {
            let commit = ObjectId::parse(&row.commit).map(|id| repo.commit(id)).transpose()?;
            // One that cannot be read stands in the list with what the index knows.
            let told = commit.map(|commit| message::told(&commit.message, &article)).unwrap_or_default();
            Ok(VersionSummary { article, number: row.number, at: row.at, recorded: row.recorded, told })
        };
        rows.into_iter().map(summary).collect()
    }

    /// Reads all versions of an article, in the order of (`at`, number), technical ones included; none when there is
    /// no such article.
    ///
    /// Of a version whose capture was read again, the text is that of the last reading, so that versions are compared as
    /// one reader reads them. Its name, its content's hash, stays the one it was recorded with.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn versions(&self, article: &ArticleId) -> Result<Vec<Version>, StoreError> {
        let Some((repo, known, rows)) = self.rows_if_any(article)? else { return Ok(Vec::new()) };
        let texts: BTreeMap<u32, &VersionRow> = told(&rows).iter().map(|one| (one.version.number, one.text)).collect();
        let read = |row: &VersionRow| {
            let mut version = read_version(repo, &known, row)?;
            if let Some(text) = texts.get(&row.number).filter(|text| text.number != row.number) {
                version.snapshot = read_version(repo, &known, text)?.snapshot;
            }
            Ok(version)
        };
        rows.iter().map(read).collect()
    }

    /// Reads all versions of an article as [`Archive::versions`] does, but each with the text it was recorded with.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn versions_as_recorded(&self, article: &ArticleId) -> Result<Vec<Version>, StoreError> {
        let Some((repo, known, rows)) = self.rows_if_any(article)? else { return Ok(Vec::new()) };
        rows.iter().map(|row| read_version(repo, &known, row)).collect()
    }

    /// Reads one version of an article, with the text it was recorded with.
    ///
    /// # Errors
    ///
    /// When there is no such article or version, several are meant, or the archive cannot be read.
    pub fn version(&self, article: &ArticleId, asked: &VersionRef) -> Result<Version, StoreError> {
        let (known, rows) = self.rows(article)?;
        let repo = self.repo.as_ref().ok_or_else(|| self.unknown(article))?;
        read_version(repo, &known, self.pick(article, &rows, asked)?)
    }

    /// Finds the version that is asked for, or tells that it was withdrawn.
    pub(super) fn pick<'a>(
        &self,
        article: &ArticleId,
        rows: &'a [VersionRow],
        asked: &VersionRef,
    ) -> Result<&'a VersionRow, StoreError> {
        find(article, rows, asked).map_err(|error| self.or_withdrawn(error))
    }

    /// Returns what the index knows of an article that is there.
    pub(super) fn rows(&self, article: &ArticleId) -> Result<(ArticleRow, Vec<VersionRow>), StoreError> {
        let (_, known, rows) = self.rows_if_any(article)?.ok_or_else(|| self.unknown(article))?;
        Ok((known, rows))
    }

    /// Returns what the index knows of an article, if it is there.
    fn rows_if_any(&self, article: &ArticleId) -> Result<Option<Rows<'_>>, StoreError> {
        let found = self.ask(|_, index| Ok((index.article(article)?, index.versions(article)?)))?;
        match (&self.repo, found) {
            (Some(repo), Some((Some(known), rows))) => Ok(Some((repo, known, rows))),
            _ => Ok(None),
        }
    }
}

/// Reads the version that a row stands for.
pub(super) fn read_version(repo: &Repo, known: &ArticleRow, row: &VersionRow) -> Result<Version, StoreError> {
    Ok(Version {
        article: known.article.clone(),
        number: row.number,
        recorded: row.recorded,
        content_sha256: row.content.clone(),
        technical: row.technical,
        snapshot: read_snapshot(repo, &known.article, &known.path, row)?,
    })
}

/// Reads the page of a version.
fn read_snapshot(repo: &Repo, article: &ArticleId, path: &str, version: &VersionRow) -> Result<Snapshot, StoreError> {
    let damaged = |problem: String| StoreError::Damaged {
        what: format!("the page of {article}@{} ({path})", version.number),
        problem,
    };
    let commit = ObjectId::parse(&version.commit).ok_or_else(|| damaged("no commit".to_owned()))?;
    let blob = repo.entry(commit, path)?.ok_or_else(|| damaged("not in its commit".to_owned()))?;
    let bytes = repo.blob(blob).map_err(|error| damaged(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| damaged(error.to_string()))?;
    page::read_stored(&text).map_err(|error| damaged(error.to_string()))
}

/// Finds the version that is asked for among those of an article, which stand in the order of (`at`, number).
pub(super) fn find<'a>(
    article: &ArticleId,
    rows: &'a [VersionRow],
    asked: &VersionRef,
) -> Result<&'a VersionRow, StoreError> {
    let found = match asked {
        VersionRef::Number(number) => rows.iter().find(|row| row.number == *number),
        VersionRef::FromLatest(place) => {
            rows.iter().rev().filter(|row| !row.technical).nth(place.saturating_sub(1) as usize)
        }
        VersionRef::At(moment) => rows.iter().rev().find(|row| !row.technical && row.at <= *moment),
        VersionRef::Content(prefix) => by_content(article, rows, prefix, asked)?,
    };
    found.ok_or_else(|| StoreError::UnknownVersion {
        article: article.clone(),
        asked: asked.clone(),
        versions: u32::try_from(rows.len()).unwrap_or(u32::MAX),
    })
}

/// Finds the first version written with a content; a later one with the same content is a repeat of it.
fn by_content<'a>(
    article: &ArticleId,
    rows: &'a [VersionRow],
    prefix: &str,
    asked: &VersionRef,
) -> Result<Option<&'a VersionRow>, StoreError> {
    let mut fitting: Vec<&VersionRow> = rows.iter().filter(|row| row.content.starts_with(prefix)).collect();
    fitting.sort_by_key(|row| row.number);
    if fitting.iter().any(|row| row.content != fitting[0].content) {
        let numbers = fitting.iter().map(|row| row.number).collect();
        return Err(StoreError::AmbiguousVersion { article: article.clone(), asked: asked.clone(), numbers });
    }
    Ok(fitting.first().copied())
}
