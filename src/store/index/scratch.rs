//! What a look at everything has to remember, in tables on the disk: it takes no more memory for more articles.

use rusqlite::{Connection, OptionalExtension, params};

use super::IndexError;
use super::packed::Hash;
use crate::article::ArticleId;

/// The tables.
const TABLES: &str = "
CREATE TABLE article(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, number INTEGER, commit_id BLOB, path TEXT);
CREATE TABLE number(article INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(article, number)) WITHOUT ROWID;
CREATE TABLE capture(path TEXT PRIMARY KEY) WITHOUT ROWID;
";

/// The last version of an article that was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Met {
    /// Its number.
    pub(in crate::store) number: u32,
    /// Its commit, in hex.
    pub(in crate::store) commit: String,
    /// Where its page lies.
    pub(in crate::store) path: String,
}

/// Tables that go with the process. SQLite puts them into its folder for temporary files once they are large.
#[derive(Debug)]
pub(in crate::store) struct Scratch {
    connection: Connection,
}

impl Scratch {
    /// Makes empty ones.
    pub(in crate::store) fn begin() -> Result<Self, IndexError> {
        let connection = Connection::open("")?;
        // Whatever becomes of them does not matter when this ends early.
        connection
            .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384; BEGIN")?;
        connection.execute_batch(TABLES)?;
        Ok(Self { connection })
    }

    /// Returns the last version of an article; none when none was met.
    pub(in crate::store) fn last(&self, article: &ArticleId) -> Result<Option<Met>, IndexError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT number, commit_id, path FROM article WHERE name = ?1 AND path IS NOT NULL")?;
        let found = query.query_row([article.to_string()], |row| {
            let commit: Hash<String> = row.get(1)?;
            Ok(Met { number: row.get(0)?, commit: commit.0, path: row.get(2)? })
        });
        Ok(found.optional()?)
    }

    /// Takes in the last version of an article.
    pub(in crate::store) fn meet(&self, article: &ArticleId, last: &Met) -> Result<(), IndexError> {
        let mut query = self.connection.prepare_cached(
            "INSERT INTO article(name, number, commit_id, path) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET number = ?2, commit_id = ?3, path = ?4",
        )?;
        query.execute(params![article.to_string(), last.number, Hash(&last.commit), last.path])?;
        Ok(())
    }

    /// Tells whether an article was met, if only by a number.
    pub(in crate::store) fn knows(&self, article: &ArticleId) -> Result<bool, IndexError> {
        let mut query = self.connection.prepare_cached("SELECT 1 FROM article WHERE name = ?1")?;
        Ok(query.exists([article.to_string()])?)
    }

    /// Counts the articles of which a version was met.
    pub(in crate::store) fn articles(&self) -> Result<usize, IndexError> {
        let count: i64 = self.connection.query_row("SELECT count(path) FROM article", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// Takes in the number of a version; false when another one of the article had it.
    pub(in crate::store) fn number(&self, article: &ArticleId, number: u32) -> Result<bool, IndexError> {
        let name = article.to_string();
        self.connection.prepare_cached("INSERT OR IGNORE INTO article(name) VALUES (?1)")?.execute([&name])?;
        let mut query = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO number SELECT id, ?2 FROM article WHERE name = ?1")?;
        Ok(query.execute(params![name, number])? > 0)
    }

    /// Takes in the path of a capture; false when it was met before.
    pub(in crate::store) fn capture(&self, path: &str) -> Result<bool, IndexError> {
        let mut query = self.connection.prepare_cached("INSERT OR IGNORE INTO capture VALUES (?1)")?;
        Ok(query.execute([path])? > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_is_remembered_and_nothing_else() {
        let scratch = Scratch::begin().unwrap();
        let [ferry, boat] =
            ["a.example/ferry-1111111111", "a.example/boat-2222222222"].map(|name| ArticleId::parse(name).unwrap());
        let met = |number: u32| Met { number, commit: format!("{number:040x}"), path: format!("{number}.md") };
        for number in [1, 2, 7] {
            scratch.meet(&ferry, &met(number)).unwrap();
            assert_eq!([true, false], [0; 2].map(|_| scratch.number(&ferry, number).unwrap()), "{number}");
        }
        assert_eq!((scratch.last(&ferry).unwrap(), scratch.last(&boat).unwrap()), (Some(met(7)), None));
        assert!(!scratch.knows(&boat).unwrap());
        assert!(scratch.number(&boat, 1).unwrap(), "each article has its own numbers");
        assert!(scratch.knows(&boat).unwrap() && scratch.last(&boat).unwrap().is_none());
        assert_eq!(scratch.articles().unwrap(), 1, "of the other one there is no version");
        assert_eq!([true, false], [0; 2].map(|_| scratch.capture("a.html").unwrap()));
    }
}
