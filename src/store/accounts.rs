//! Whether the archive has something already, for those who give it the same things twice.

use super::archive::Archive;
use super::error::StoreError;
use super::reread::told;
use crate::article::{ArticleId, Snapshot};

impl Archive {
    /// Tells whether a snapshot is accounted for: an article has a version with its content at its moment, or has other
    /// versions there and the one before them has it, so that it was then no change.
    ///
    /// With this, versions given again in the same order make nothing new, even where several states of an article
    /// bear one time.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn accounts_for(&self, article: &ArticleId, snapshot: &Snapshot) -> Result<bool, StoreError> {
        let at = snapshot.times.at;
        let rows = self.ask(|_, index| Ok(index.all_versions(article)?))?.unwrap_or_default();
        let mut there = rows.iter().filter(|row| row.at == at).peekable();
        if there.peek().is_none() {
            return Ok(false);
        }
        let content = snapshot.content_sha256();
        let before = told(&rows).into_iter().rev().find(|one| one.version.at < at);
        Ok(there.any(|row| row.content == content) || before.is_some_and(|one| one.text.content == content))
    }
}
