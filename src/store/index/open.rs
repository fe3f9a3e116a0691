//! Opening an index, and putting a new one in the place of one that is damaged.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{Index, IndexError, schema};
use crate::store::creation::sync_dir;
use crate::store::lock::wait_for_index;

/// How many bytes of its log may be left to the next program: as many as are read in a millisecond.
const LONGEST_LOG: u64 = 1 << 20;

/// How many questions are kept ready; there are not that many.
const STATEMENTS: usize = 64;

impl Index {
    /// Opens the index in a file, made when it is missing, of another layout, or no database.
    pub(in crate::store) fn open(file: &Path) -> Result<Self, IndexError> {
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(with_suffix(file, ".lock"))?;
        lock.lock_shared()?;
        match Self::connect(file) {
            Ok(connection) => Ok(Self { connection, _lock: Some(lock), named: Cell::default() }),
            Err(error) if error.passing => Err(error),
            Err(_) => Self::replace(file, &lock).map(|connection| Self {
                connection,
                _lock: Some(lock),
                named: Cell::default(),
            }),
        }
    }

    /// Makes the index in a file anew, unless somebody else has it open.
    pub(in crate::store) fn open_anew(file: &Path) -> Result<Self, IndexError> {
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(with_suffix(file, ".lock"))?;
        Self::replace(file, &lock).map(|connection| Self { connection, _lock: Some(lock), named: Cell::default() })
    }

    /// Makes an empty index that lives as long as the process.
    pub(in crate::store) fn in_memory() -> Result<Self, IndexError> {
        let connection = Connection::open_in_memory()?;
        make_tables(&connection)?;
        Ok(Self { connection, _lock: None, named: Cell::default() })
    }

    /// Opens an index for reading alone, for a user or a medium that cannot write.
    ///
    /// While a writer has it open, SQLite follows the writer's log; with no log there, nobody writes, and it may be
    /// read as a file that does not change.
    pub(in crate::store) fn open_sealed(file: &Path) -> Result<Self, IndexError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let open = |mode: &str| {
            let mut connection = Connection::open_with_flags(format!("file:{}?{mode}", schema::uri_path(file)), flags)?;
            connection.busy_handler(Some(wait_for_index))?;
            Ok((layout(&connection)?, connection))
        };
        let opened: Result<_, IndexError> = open("mode=ro").or_else(|_| open("immutable=1"));
        match opened? {
            (schema::LAYOUT, connection) => Ok(Self { connection, _lock: None, named: Cell::default() }),
            (other, _) => Err(IndexError { problem: format!("of layout {other}"), passing: false }),
        }
    }

    /// Opens the index in a file as it is, and asks SQLite whether it is whole; none when there is none of this layout.
    pub(in crate::store) fn examine(file: &Path) -> Result<Option<Self>, IndexError> {
        if !file.exists() {
            return Ok(None);
        }
        let opened = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(IndexError::from);
        let connection = opened.and_then(|mut connection| {
            connection.busy_handler(Some(wait_for_index))?;
            Ok((layout(&connection)?, connection))
        });
        let index = match connection {
            Ok((schema::LAYOUT, connection)) => Self { connection, _lock: None, named: Cell::default() },
            Ok(_) => return Ok(None),
            // A medium that takes no writes is no damage.
            Err(error) if error.passing => Self::open_sealed(file)?,
            Err(error) => return Err(error),
        };
        index.integrity()?;
        Ok(Some(index))
    }

    /// Opens a file as an index, and makes the tables if it is new.
    fn connect(file: &Path) -> Result<Connection, IndexError> {
        let mut connection = Connection::open(file)?;
        connection.busy_handler(Some(wait_for_index))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        // Each program records one version and ends: its last act would be to bring the log into the database, which costs
        // the disk as much waiting as half the version. Whoever leaves the log grown does so for all.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // Each question keeps its plan: SQLite would make one anew for each value that it is asked with.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        match layout(&connection)? {
            schema::LAYOUT => {}
            0 => {
                make_tables(&connection)?;
                // They are in the log, whose name is to last before anything else is.
                drop(file.parent().map(sync_dir));
            }
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
}

impl Drop for Index {
    /// Has SQLite bring a log that has grown into the database, if this is the last connection to it.
    fn drop(&mut self) {
        let log = self.connection.path().map(|file| with_suffix(Path::new(file), "-wal"));
        if log.is_some_and(|log| fs::metadata(log).is_ok_and(|log| log.len() > LONGEST_LOG)) {
            drop(self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false));
        }
    }
}

/// Makes the tables of a new index, in one step.
fn make_tables(connection: &Connection) -> Result<(), IndexError> {
    let (tables, finders, layout) = (schema::TABLES, schema::FINDERS, schema::LAYOUT);
    Ok(connection.execute_batch(&format!("BEGIN; {tables} {finders} PRAGMA user_version = {layout}; COMMIT;"))?)
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
