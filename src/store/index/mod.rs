//! The index: what the commits say, in tables. A cache; the one folder that knows SQLite.

mod find;
mod schema;

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};

use super::message::Facts;
use crate::article::{Address, ArticleId, Moment};

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
    /// Held, shared, so that nobody takes the file away meanwhile.
    _lock: Option<File>,
}

impl Index {
    /// Opens the index in a file, made when it is missing, of another layout, or no database.
    pub(super) fn open(file: &Path) -> Result<Self, IndexError> {
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(with_suffix(file, ".lock"))?;
        lock.lock_shared()?;
        match Self::connect(file) {
            Ok(connection) => Ok(Self { connection, _lock: Some(lock) }),
            Err(error) if error.passing => Err(error),
            Err(_) => Self::replace(file, &lock).map(|connection| Self { connection, _lock: Some(lock) }),
        }
    }

    /// Makes the index in a file anew, unless somebody else has it open.
    pub(super) fn open_anew(file: &Path) -> Result<Self, IndexError> {
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(with_suffix(file, ".lock"))?;
        Self::replace(file, &lock).map(|connection| Self { connection, _lock: Some(lock) })
    }

    /// Makes an empty index that lives as long as the process.
    pub(super) fn in_memory() -> Result<Self, IndexError> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(schema::TABLES)?;
        Ok(Self { connection, _lock: None })
    }

    /// Opens an index that is there for reading alone, on a medium that takes no writes.
    pub(super) fn open_sealed(file: &Path) -> Result<Self, IndexError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let uri = format!("file:{}?immutable=1", schema::uri_path(file));
        let connection = Connection::open_with_flags(uri, flags)?;
        if layout(&connection)? == schema::LAYOUT {
            Ok(Self { connection, _lock: None })
        } else {
            Err(IndexError { problem: "of another layout".to_owned(), passing: false })
        }
    }

    /// Opens the index in a file as it is, and asks SQLite whether it is whole; none when there is none of this layout.
    pub(super) fn examine(file: &Path) -> Result<Option<Self>, IndexError> {
        if !file.exists() {
            return Ok(None);
        }
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.busy_timeout(schema::PATIENCE)?;
        if layout(&connection)? != schema::LAYOUT {
            return Ok(None);
        }
        let index = Self { connection, _lock: None };
        index.integrity()?;
        Ok(Some(index))
    }

    /// Opens a file as an index, and makes the tables if it is new.
    fn connect(file: &Path) -> Result<Connection, IndexError> {
        let connection = Connection::open(file)?;
        connection.busy_timeout(schema::PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        match layout(&connection)? {
            schema::LAYOUT => {}
            0 => connection.execute_batch(schema::TABLES)?,
            other => return Err(IndexError { problem: format!("of layout {other}"), passing: false }),
        }
        Ok(connection)
    }

    /// Puts an empty index in the place of one that cannot be used, unless somebody else has it open: taken away under
    /// an open connection, its log would be mixed with that of the new one.
    fn replace(file: &Path, lock: &File) -> Result<Connection, IndexError> {
        lock.unlock()?;
        lock.try_lock().map_err(|_| IndexError { problem: "damaged, and in use".to_owned(), passing: true })?;
        for suffix in ["", "-wal", "-shm", "-journal"] {
            match fs::remove_file(with_suffix(file, suffix)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        let connection = Self::connect(file)?;
        lock.lock_shared()?;
        Ok(connection)
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

/// Returns the layout that a database states; 0 is a new one.
fn layout(connection: &Connection) -> Result<i64, IndexError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
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
