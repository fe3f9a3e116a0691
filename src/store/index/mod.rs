//! The index: what the commits say, in tables. A cache; the one folder that knows SQLite.

mod find;
mod schema;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::message::Facts;
use crate::article::{Address, ArticleId, Moment};

/// The index could not be used; it is made anew then.
#[derive(Debug)]
pub(super) struct IndexError {
    /// What SQLite says.
    pub(super) problem: String,
}

impl From<rusqlite::Error> for IndexError {
    fn from(error: rusqlite::Error) -> Self {
        Self { problem: error.to_string() }
    }
}

/// An article as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ArticleRow {
    /// Its name.
    pub(super) article: ArticleId,
    /// Where its page lies.
    pub(super) path: String,
    /// The headline of its latest version.
    pub(super) headline: String,
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
}

/// The tables, in a file or in memory.
#[derive(Debug)]
pub(super) struct Index {
    connection: Connection,
}

impl Index {
    /// Opens the index in a file, made when it is missing, of another layout, or no database.
    pub(super) fn open(file: &Path) -> Result<Self, IndexError> {
        let opened = Self::try_open(file);
        if opened.as_ref().is_ok_and(|index| index.is_current()) {
            return opened;
        }
        drop(opened);
        Self::remove(file);
        let index = Self::try_open(file)?;
        index.connection.execute_batch(schema::TABLES)?;
        Ok(index)
    }

    /// Makes an empty index that lives as long as the process.
    pub(super) fn in_memory() -> Result<Self, IndexError> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(schema::TABLES)?;
        Ok(Self { connection })
    }

    /// Opens an index that is there for reading alone, on a medium that takes no writes.
    pub(super) fn open_sealed(file: &Path) -> Result<Self, IndexError> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_URI;
        let uri = format!("file:{}?immutable=1", schema::uri_path(file));
        let connection = Connection::open_with_flags(uri, flags)?;
        let index = Self { connection };
        if index.is_current() { Ok(index) } else { Err(IndexError { problem: "of another layout".to_owned() }) }
    }

    fn try_open(file: &Path) -> Result<Self, IndexError> {
        let connection = Connection::open(file)?;
        connection.busy_timeout(schema::PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        Ok(Self { connection })
    }

    fn is_current(&self) -> bool {
        let version = self.connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
        version.is_ok_and(|version| version == schema::LAYOUT)
    }

    /// Removes the files of an index; what cannot be removed is no index that will be used.
    pub(super) fn remove(file: &Path) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = file.as_os_str().to_owned();
            name.push(suffix);
            drop(std::fs::remove_file(PathBuf::from(name)));
        }
    }

    /// Returns the commit it was last brought up to.
    pub(super) fn tip(&self) -> Result<Option<String>, IndexError> {
        let tip = "SELECT value FROM meta WHERE key = 'tip'";
        Ok(self.connection.query_row(tip, [], |row| row.get(0)).optional()?)
    }

    /// Runs `fill` as one step that no other process sees half of.
    pub(super) fn in_one_step<E: From<IndexError>>(&self, fill: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(IndexError::from)?;
        match fill() {
            Ok(()) => Ok(self.connection.execute_batch("COMMIT").map_err(IndexError::from)?),
            Err(error) => {
                // The step's own error is the one to tell.
                drop(self.connection.execute_batch("ROLLBACK"));
                Err(error)
            }
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&self) -> Result<(), IndexError> {
        Ok(self
            .connection
            .execute_batch("DELETE FROM address; DELETE FROM version; DELETE FROM article; DELETE FROM meta")?)
    }

    /// Notes that everything up to a commit is in it.
    pub(super) fn set_tip(&self, commit: &str) -> Result<(), IndexError> {
        self.connection
            .prepare_cached("INSERT INTO meta VALUES ('tip', ?1) ON CONFLICT DO UPDATE SET value = ?1")?
            .execute([commit])?;
        Ok(())
    }

    /// Adds a version.
    pub(super) fn add_version(&self, facts: &Facts, commit: &str) -> Result<(), IndexError> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO article(name, slug, short, hash, path, headline)
                 VALUES (?1, ?2, ?2 || '-' || ?3, ?3, ?4, '')",
            )?
            .execute(params![facts.article.to_string(), facts.article.slug(), facts.article.hash(), facts.path])?;
        let (at, recorded) = (facts.at.to_rfc3339(), facts.recorded.to_rfc3339());
        self.connection
            .prepare_cached(
                "INSERT INTO version(article, number, commit_id, content, at, at_seconds, at_nanos, recorded, technical)
                 SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM article WHERE name = ?1",
            )?
            .execute(params![
                facts.article.to_string(),
                facts.number,
                commit,
                facts.content_sha256,
                at,
                facts.at.timestamp(),
                facts.at.timestamp_subsec_nanos(),
                recorded,
                facts.technical.is_some()
            ])?;
        Ok(())
    }

    /// Sets what the pages of an article say: its headline and the addresses that find it.
    pub(super) fn describe(&self, article: &ArticleId, headline: &str, urls: &[String]) -> Result<(), IndexError> {
        let name = article.to_string();
        self.connection
            .prepare_cached("UPDATE article SET headline = ?2 WHERE name = ?1")?
            .execute(params![name, headline])?;
        let mut add = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO address(canonical, bare, article) SELECT ?2, ?3, id FROM article WHERE name = ?1",
        )?;
        for address in urls.iter().filter_map(|url| Address::parse(url).ok()) {
            add.execute(params![name, address.as_str(), address.bare()])?;
        }
        Ok(())
    }

    /// Returns an article.
    pub(super) fn article(&self, article: &ArticleId) -> Result<Option<ArticleRow>, IndexError> {
        let mut query = self.connection.prepare_cached("SELECT name, path, headline FROM article WHERE name = ?1")?;
        let row = query.query_row([article.to_string()], |row| {
            Ok(ArticleRow { article: name(row, 0)?, path: row.get(1)?, headline: row.get(2)? })
        });
        Ok(row.optional()?)
    }

    /// Returns the versions of an article in the order of (`at`, number).
    pub(super) fn versions(&self, article: &ArticleId) -> Result<Vec<VersionRow>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT number, commit_id, content, at, recorded, technical
             FROM version JOIN article ON article.id = version.article WHERE name = ?1
             ORDER BY at_seconds, at_nanos, number",
        )?;
        let rows = query.query_map([article.to_string()], |row| {
            Ok(VersionRow {
                number: row.get(0)?,
                commit: row.get(1)?,
                content: row.get(2)?,
                at: moment(row, 3)?,
                recorded: moment(row, 4)?,
                technical: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Reads the name of an article.
fn name(row: &Row<'_>, column: usize) -> rusqlite::Result<ArticleId> {
    let text: String = row.get(column)?;
    ArticleId::parse(&text).map_err(|_| rusqlite::Error::InvalidQuery)
}

/// Reads a moment with its zone.
fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Moment> {
    let text: String = row.get(column)?;
    Moment::parse_from_rfc3339(&text).map_err(|_| rusqlite::Error::InvalidQuery)
}
