//! Questions to the index: which articles there are, and which one is meant.

use rusqlite::params;

use super::{Index, IndexError, moment, name};
use crate::article::{Address, ArticleId};
use crate::store::summary::ArticleSummary;

/// The most articles that one question gives.
const MANY: u32 = 20;

impl Index {
    /// Lists the articles by site and slug.
    pub(in crate::store) fn summaries(&self) -> Result<Vec<ArticleSummary>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "WITH ordered AS (
                SELECT article, at, technical,
                       row_number() OVER (PARTITION BY article ORDER BY at_seconds, at_nanos, number) AS place,
                       count(*) OVER (PARTITION BY article) AS places
                FROM shown)
             SELECT name, headline, sum(NOT technical), max(CASE WHEN place = 1 THEN at END),
                    max(CASE WHEN place = places THEN at END)
             FROM article JOIN ordered ON ordered.article = article.id GROUP BY article.id ORDER BY name",
        )?;
        let rows = query.query_map([], |row| {
            Ok(ArticleSummary {
                article: name(row, 0)?,
                headline: row.get(1)?,
                versions: row.get(2)?,
                first: moment(row, 3)?,
                last: moment(row, 4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Finds the articles known by an address: exactly, else with another scheme or `www.`.
    pub(in crate::store) fn by_address(&self, address: &Address) -> Result<Vec<ArticleId>, IndexError> {
        let found =
            self.names("JOIN address ON article.id = address.article WHERE canonical = ?1", address.as_str())?;
        if !found.is_empty() {
            return Ok(found);
        }
        self.names("JOIN address ON article.id = address.article WHERE bare = ?1", address.bare())
    }

    /// Finds the articles with exactly this slug, or this site and slug.
    pub(in crate::store) fn by_slug(&self, slug: &str) -> Result<Vec<ArticleId>, IndexError> {
        if slug.contains('/') {
            return self.names("WHERE name > ?1 || '-' AND name < ?1 || '-~' AND length(name) = length(?1) + 11", slug);
        }
        self.names("WHERE slug = ?1", slug)
    }

    /// Finds the articles whose id, slug or hash begins with this text.
    pub(in crate::store) fn by_prefix(&self, prefix: &str) -> Result<Vec<ArticleId>, IndexError> {
        // Ids are plain ASCII, so `{` and `~` stand behind everything that can follow.
        let mut query = self.connection.prepare_cached(
            "SELECT DISTINCT name FROM article
             WHERE (name >= ?1 AND name < ?1 || '~') OR (short >= ?1 AND short < ?1 || '~')
                OR (hash >= ?1 AND hash < ?1 || '~') ORDER BY name LIMIT ?2",
        )?;
        let rows = query.query_map(params![prefix, MANY], |row| name(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Hands every article to `visit`.
    pub(in crate::store) fn each_article(&self, mut visit: impl FnMut(ArticleId)) -> Result<(), IndexError> {
        let mut query = self.connection.prepare_cached("SELECT name FROM article ORDER BY name")?;
        for article in query.query_map([], |row| name(row, 0))? {
            visit(article?);
        }
        Ok(())
    }

    /// Lists the addresses of an article.
    pub(in crate::store) fn addresses(&self, article: &ArticleId) -> Result<Vec<String>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT canonical FROM address JOIN article ON article.id = address.article WHERE name = ?1 ORDER BY 1",
        )?;
        let rows = query.query_map([article.to_string()], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists every commit with its version, in the order they were written.
    pub(in crate::store) fn commits(&self) -> Result<Vec<(String, ArticleId, u32)>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT commit_id, name, number FROM version JOIN article ON article.id = version.article ORDER BY seq",
        )?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, name(row, 1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Asks SQLite whether the file is whole.
    pub(super) fn integrity(&self) -> Result<(), IndexError> {
        let found: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if found == "ok" { Ok(()) } else { Err(IndexError { problem: found, passing: false }) }
    }

    fn names(&self, condition: &str, value: &str) -> Result<Vec<ArticleId>, IndexError> {
        let sql = format!("SELECT DISTINCT name FROM article {condition} ORDER BY name LIMIT ?2");
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map(params![value, MANY], |row| name(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
