//! What the pages of an article say: read once there are new ones, and not before somebody asks.

use rusqlite::{OptionalExtension, params};

use super::{ArticleRow, Index, IndexError, article_row};
use crate::article::{Address, ArticleId};

impl Index {
    /// Tells whether there are pages that it has not read.
    pub(in crate::store) fn has_unread(&self) -> Result<bool, IndexError> {
        let mut query = self.connection.prepare_cached("SELECT 1 FROM article WHERE headline IS NULL LIMIT 1")?;
        Ok(query.exists([])?)
    }

    /// Lists at most so many articles with unread pages, by path, so that those of one folder follow one another.
    pub(in crate::store) fn unread(&self, most: u32) -> Result<Vec<ArticleRow>, IndexError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT name, path, headline FROM article WHERE headline IS NULL ORDER BY path LIMIT ?1")?;
        let rows = query.query_map([most], article_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Sets what the pages of an article say: its headline and the addresses that find it.
    pub(in crate::store) fn describe(
        &self,
        article: &ArticleId,
        headline: &str,
        urls: &[String],
    ) -> Result<(), IndexError> {
        let mut set =
            self.connection.prepare_cached("UPDATE article SET headline = ?2 WHERE name = ?1 RETURNING id")?;
        let described = set.query_row([article.to_string().as_str(), headline], |row| row.get(0)).optional()?;
        described.map_or(Ok(()), |article| self.add_addresses(article, urls))
    }

    /// Has addresses find an article.
    pub(super) fn add_addresses(&self, article: i64, urls: &[String]) -> Result<(), IndexError> {
        let mut add = self.connection.prepare_cached("INSERT OR IGNORE INTO address VALUES (?1, ?2, ?3)")?;
        for address in urls.iter().filter_map(|url| Address::parse(url).ok()) {
            add.execute(params![address.bare(), address.as_str(), article])?;
        }
        Ok(())
    }
}
