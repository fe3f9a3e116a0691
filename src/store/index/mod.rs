//! The index: what the commits say, in tables. A cache; the one folder that knows SQLite.

mod find;
mod open;
mod packed;
mod pile;
mod schema;
mod scratch;
mod unread;
mod withdrawn;

use std::cell::Cell;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::creation::sync_dir;
use super::message::Facts;
use crate::article::{ArticleId, Moment};
pub(super) use find::Written;
use packed::{Hash, moment, parts};
pub(super) use scratch::{Met, Scratch};

/// The index could not be used; it is made anew then.
#[derive(Debug)]
pub(super) struct IndexError {
    /// What SQLite says.
    pub(super) problem: String,
    /// Whether it is not the index that is at fault, but somebody who uses it, or the medium.
    pub(super) passing: bool,
}

impl From<rusqlite::Error> for IndexError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, PermissionDenied, ReadOnly};
        let code = error.sqlite_error_code();
        let outside = [CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, PermissionDenied, ReadOnly];
        Self { problem: error.to_string(), passing: code.is_some_and(|code| outside.contains(&code)) }
    }
}

impl From<io::Error> for IndexError {
    fn from(error: io::Error) -> Self {
        Self { problem: error.to_string(), passing: true }
    }
}

/// An article as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ArticleRow {
    /// Its name.
    pub(super) article: ArticleId,
    /// Where its page lies.
    pub(super) path: String,
    /// The headline of its latest version; none until its pages are read.
    pub(super) headline: Option<String>,
}

/// A version as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VersionRow {
    /// Its number.
    pub(super) number: u32,
    /// Its commit, in hex.
    pub(super) commit: String,
    /// SHA-256 of its content.
    pub(super) content: String,
    /// When it was on show.
    pub(super) at: Moment,
    /// When it was written.
    pub(super) recorded: Moment,
    /// Whether it is a technical one.
    pub(super) technical: bool,
    /// SHA-256 of the content that it is a later reading of, if it is one.
    pub(super) rereads: Option<String>,
}

/// The tables, in a file or in memory.
#[derive(Debug)]
pub(super) struct Index {
    connection: Connection,
    /// Held, shared, so that nobody takes the file away meanwhile.
    _lock: Option<File>,
    /// Whether the name of its log is on the disk.
    named: Cell<bool>,
}

impl Index {
    /// Returns the commit it was last brought up to.
    pub(super) fn tip(&self) -> Result<Option<String>, IndexError> {
        self.meta("tip")
    }

    /// Notes something about the whole index.
    fn set_meta(&self, key: &str, value: &str) -> Result<(), IndexError> {
        self.connection
            .prepare_cached("INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2")?
            .execute([key, value])?;
        Ok(())
    }

    fn meta(&self, key: &str) -> Result<Option<String>, IndexError> {
        let found = self.connection.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// Runs `fill` as one step that no other process sees half of.
    pub(super) fn in_one_step<E: From<IndexError>>(&self, fill: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(IndexError::from)?;
        self.name_log();
        match fill() {
            Ok(()) => Ok(self.connection.execute_batch("COMMIT").map_err(IndexError::from)?),
            Err(error) => {
                // The step's own error is the one to tell.
                drop(self.connection.execute_batch("ROLLBACK"));
                Err(error)
            }
        }
    }

    /// Makes sure, before the first change, that the log of changes has its name on the disk: SQLite syncs what is in it
    /// and not that, and without it the power could go with half of the changes in the tables and nothing telling so.
    fn name_log(&self) {
        let Some(file) = self.connection.path().filter(|_| !self.named.replace(true)) else { return };
        // Whoever wrote the first change into it has seen to this before.
        let log = fs::metadata(format!("{file}-wal"));
        if let (Some(folder), true) = (Path::new(file).parent(), log.map_or(true, |log| log.len() == 0)) {
            // Where folders cannot be synced, names last with the files.
            drop(sync_dir(folder));
        }
    }

    /// Runs a question so that all its parts see one state, whatever other processes write meanwhile.
    pub(super) fn at_one_moment<T, E: From<IndexError>>(
        &self,
        question: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.hold_moment()?;
        let answer = question();
        self.let_moment_go();
        answer
    }

    /// Has all questions see one state from now on.
    pub(super) fn hold_moment(&self) -> Result<(), IndexError> {
        Ok(self.connection.execute_batch("BEGIN DEFERRED")?)
    }

    /// Has questions see what others write again.
    pub(super) fn let_moment_go(&self) {
        // Nothing was changed; how the step ends does not matter.
        drop(self.connection.execute_batch("ROLLBACK"));
    }

    /// Runs a question that may put into the index what nobody else sees, and what is gone afterwards unless its answer
    /// says that it is to stay.
    ///
    /// An index that cannot keep it is as it was before: it follows the commits when it is asked again.
    pub(super) fn aside<T, E: From<IndexError>>(
        &self,
        question: impl FnOnce() -> Result<(T, bool), E>,
    ) -> Result<T, E> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(IndexError::from)?;
        self.name_log();
        let answer = question();
        let stays = matches!(answer, Ok((_, true))) && self.connection.execute_batch("COMMIT").is_ok();
        if !stays {
            drop(self.connection.execute_batch("ROLLBACK"));
        }
        answer.map(|(answer, _)| answer)
    }

    /// Forgets everything, and makes room for many rows, after which [`Index::make_finders`] is due.
    pub(super) fn clear(&self) -> Result<(), IndexError> {
        self.connection.execute_batch(schema::NO_TABLES)?;
        Ok(self.connection.execute_batch(schema::TABLES)?)
    }

    /// Makes what finds rows by other than their keys.
    pub(super) fn make_finders(&self) -> Result<(), IndexError> {
        Ok(self.connection.execute_batch(schema::FINDERS)?)
    }

    /// Holds no more of the file in memory than this, in KiB.
    pub(super) fn hold_at_most(&self, kibibytes: u32) -> Result<(), IndexError> {
        Ok(self.connection.pragma_update(None, "cache_size", -i64::from(kibibytes))?)
    }

    /// Notes that everything up to a commit is in it.
    pub(super) fn set_tip(&self, commit: &str) -> Result<(), IndexError> {
        self.set_meta("tip", commit)
    }

    /// Adds a version; one whose number is taken is damage for `verify` to name, and must not hide the others.
    pub(super) fn add_version(&self, facts: &Facts, commit: &str) -> Result<(), IndexError> {
        self.add(facts, commit, None).map(drop)
    }

    /// Adds a version that is the latest of its article, and what its page says: its headline and addresses.
    pub(super) fn add_latest(
        &self,
        facts: &Facts,
        commit: &str,
        (headline, urls): (&str, &[String]),
    ) -> Result<(), IndexError> {
        let article = self.add(facts, commit, Some(headline))?;
        self.add_addresses(article, urls)
    }

    /// Adds a version, and its article unless it is there, with its headline; returns the row of the article.
    fn add(&self, facts: &Facts, commit: &str, headline: Option<&str>) -> Result<i64, IndexError> {
        let article = self.add_article(&facts.article, &facts.path, headline)?;
        let (at, recorded) = (parts(facts.at), parts(facts.recorded));
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO version(article, number, commit_id, content, at_seconds, at_nanos, at_zone,
                    recorded_seconds, recorded_nanos, recorded_zone, technical, rereads)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                article,
                facts.number,
                Hash(commit),
                Hash(&facts.content_sha256),
                at.0,
                at.1,
                at.2,
                recorded.0,
                recorded.1,
                recorded.2,
                facts.technical.is_some(),
                facts.rereads.as_ref().map(Hash)
            ])?;
        Ok(article)
    }

    /// Adds an article unless it is there, and sets its headline: none when its pages are to be read; returns its row.
    fn add_article(&self, article: &ArticleId, path: &str, headline: Option<&str>) -> Result<i64, IndexError> {
        let name = article.to_string();
        let mut known = self.connection.prepare_cached("SELECT id, headline IS ?2 FROM article WHERE name = ?1")?;
        let known = known.query_row(params![name, headline], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match known {
            Some((id, true)) => Ok(id),
            Some((id, false)) => {
                let mut set = self.connection.prepare_cached("UPDATE article SET headline = ?2 WHERE id = ?1")?;
                set.execute(params![id, headline])?;
                Ok(id)
            }
            None => {
                let mut add = self.connection.prepare_cached(
                    "INSERT INTO article(name, slug, hash, path, headline) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?;
                Ok(add.insert(params![name, article.slug(), article.hash(), path, headline])?)
            }
        }
    }

    /// Returns an article.
    pub(super) fn article(&self, article: &ArticleId) -> Result<Option<ArticleRow>, IndexError> {
        let mut query = self.connection.prepare_cached("SELECT name, path, headline FROM article WHERE name = ?1")?;
        Ok(query.query_row([article.to_string()], article_row).optional()?)
    }

    /// Returns the versions of an article in the order of (`at`, number), without those that were withdrawn.
    pub(super) fn versions(&self, article: &ArticleId) -> Result<Vec<VersionRow>, IndexError> {
        self.rows_of("shown", article)
    }

    /// Returns the versions of an article in the order of (`at`, number), those that were withdrawn included.
    pub(super) fn all_versions(&self, article: &ArticleId) -> Result<Vec<VersionRow>, IndexError> {
        self.rows_of("version", article)
    }

    fn rows_of(&self, table: &str, article: &ArticleId) -> Result<Vec<VersionRow>, IndexError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {table} AS version JOIN article ON article.id = version.article WHERE name = ?1
             ORDER BY at_seconds, at_nanos, number",
        ))?;
        let rows = query.query_map([article.to_string()], |row| version(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Reads an article from its name, path and headline.
fn article_row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow { article: name(row, 0)?, path: row.get(1)?, headline: row.get(2)? })
}

/// The columns that [`version`] reads.
const COLUMNS: &str = "number, commit_id, content, at_seconds, at_nanos, at_zone, recorded_seconds, recorded_nanos,
    recorded_zone, technical, rereads";

/// Reads a version from its columns.
fn version(row: &Row<'_>, first: usize) -> rusqlite::Result<VersionRow> {
    let hash = |column: usize| row.get(first + column).map(|hash: Hash<String>| hash.0);
    Ok(VersionRow {
        number: row.get(first)?,
        commit: hash(1)?,
        content: hash(2)?,
        at: moment(row, first + 3)?,
        recorded: moment(row, first + 6)?,
        technical: row.get(first + 9)?,
        rereads: row.get(first + 10).map(|hash: Option<Hash<String>>| hash.map(|hash| hash.0))?,
    })
}

/// Reads the name of an article.
fn name(row: &Row<'_>, column: usize) -> rusqlite::Result<ArticleId> {
    let text: String = row.get(column)?;
    ArticleId::parse(&text).map_err(|_| rusqlite::Error::InvalidQuery)
}
