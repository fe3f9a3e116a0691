//! The versions of an article as they were written, whatever is shown of them.

use super::{Index, IndexError};
use crate::article::ArticleId;

/// A version as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Written {
    /// Its number.
    pub(in crate::store) number: u32,
    /// Its commit, in hex.
    pub(in crate::store) commit: String,
    /// SHA-256 of its content.
    pub(in crate::store) content: String,
}

impl Index {
    /// Lists the versions of an article in the order they were written.
    pub(in crate::store) fn written(&self, article: &ArticleId) -> Result<Vec<Written>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT number, commit_id, content FROM version JOIN article ON article.id = version.article
             WHERE name = ?1 ORDER BY number",
        )?;
        let rows = query.query_map([article.to_string()], |row| {
            Ok(Written { number: row.get(0)?, commit: row.get(1)?, content: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
