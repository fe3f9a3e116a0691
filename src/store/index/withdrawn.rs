//! What was withdrawn, as the index knows it: it leaves such versions out of every answer.

use rusqlite::{OptionalExtension, params};

use super::packed::Hash;
use super::{Index, IndexError, name};
use crate::article::{ArticleId, Withdrawal};

impl Index {
    /// Returns the commit up to which it knows what was withdrawn.
    pub(in crate::store) fn withdrawn_tip(&self) -> Result<Option<String>, IndexError> {
        self.meta("withdrawn")
    }

    /// Takes in what is withdrawn as of a commit, in the place of what it knew; the pages of the articles of both are to be
    /// read again.
    pub(in crate::store) fn set_withdrawn(
        &self,
        tip: Option<&str>,
        withdrawals: &[Withdrawal],
    ) -> Result<(), IndexError> {
        let mut query = self.connection.prepare_cached("SELECT DISTINCT article FROM withdrawn")?;
        let known = query.query_map([], |row| name(row, 0))?.collect::<Result<Vec<_>, _>>()?;
        self.connection
            .execute_batch("DELETE FROM withdrawn; DELETE FROM taken; DELETE FROM meta WHERE key = 'withdrawn'")?;
        let mut unread = self.connection.prepare_cached("UPDATE article SET headline = NULL WHERE name = ?1")?;
        for article in known {
            unread.execute([article.to_string()])?;
        }
        for withdrawal in withdrawals {
            // An article of which nothing is shown still goes by its name.
            self.add_article(&withdrawal.article, &withdrawal.path, None)?;
            let article = withdrawal.article.to_string();
            self.connection
                .prepare_cached("INSERT OR REPLACE INTO withdrawn VALUES (?1, ?2, ?3)")?
                .execute(params![article, Hash(&withdrawal.content_sha256), withdrawal.erased])?;
            let mut take = self.connection.prepare_cached("INSERT OR IGNORE INTO taken VALUES (?1, ?2)")?;
            for number in withdrawal.numbers() {
                take.execute(params![article, number])?;
            }
        }
        if let Some(tip) = tip {
            self.set_meta("withdrawn", tip)?;
        }
        Ok(())
    }

    /// Lists the contents of an article that are withdrawn.
    pub(in crate::store) fn withdrawn(&self, article: &ArticleId) -> Result<Vec<String>, IndexError> {
        let mut query =
            self.connection.prepare_cached("SELECT content FROM withdrawn WHERE article = ?1 ORDER BY 1")?;
        let rows = query.query_map([article.to_string()], |row| row.get(0))?;
        Ok(rows.map(|row| row.map(|hash: Hash<String>| hash.0)).collect::<Result<_, _>>()?)
    }

    /// Returns the number after which the next version of an article is numbered, and the commit of the version there is
    /// that was written last; the numbers of erased versions that follow it are taken.
    pub(in crate::store) fn newest(&self, article: &ArticleId) -> Result<(u32, Option<String>), IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT number, commit_id FROM version JOIN article ON article.id = version.article WHERE name = ?1
             ORDER BY number DESC LIMIT 1",
        )?;
        let found = query.query_row([article.to_string()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let (number, commit): (u32, Option<Hash<String>>) = found.unwrap_or_default();
        let mut query = self
            .connection
            .prepare_cached("SELECT number FROM taken WHERE article = ?1 AND number > ?2 ORDER BY number")?;
        let taken = query.query_map(params![article.to_string(), number], |row| row.get::<_, u32>(0))?;
        let mut last = number;
        for taken in taken {
            if taken? != last + 1 {
                break;
            }
            last += 1;
        }
        Ok((last, commit.map(|commit| commit.0)))
    }

    /// Tells whether every version it knows is erased.
    pub(in crate::store) fn all_erased(&self) -> Result<bool, IndexError> {
        let left: u32 = self.connection.query_row(
            "SELECT count(*) FROM version JOIN article ON article.id = version.article WHERE NOT EXISTS (
                SELECT 1 FROM withdrawn WHERE erased AND withdrawn.article = name AND withdrawn.content = version.content)",
            [],
            |row| row.get(0),
        )?;
        Ok(left == 0)
    }
}
