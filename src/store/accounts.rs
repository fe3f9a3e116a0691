//! Whether the archive has something already, for those who give it the same things twice.

use super::archive::Archive;
use super::error::StoreError;
use super::reread::told;
use crate::article::{ArticleId, Moment};

impl Archive {
    /// Tells whether a content is accounted for at a moment: an article has a version with it at that moment, or has
    /// other versions there and the one before them has it, so that it was then no change.
    ///
    /// With this, versions given again in the same order make nothing new, even where several states of an article
    /// bear one time.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn accounts_for(&self, article: &ArticleId, at: Moment, content_sha256: &str) -> Result<bool, StoreError> {
        let rows = self.ask(|_, index| Ok(index.all_versions(article)?))?.unwrap_or_default();
        let there = rows.iter().filter(|row| row.at == at);
        let before = told(&rows).into_iter().rev().find(|one| one.version.at < at);
        let has = there.clone().any(|row| row.content == content_sha256);
        Ok(has || (there.count() > 0 && before.is_some_and(|one| one.text.content == content_sha256)))
    }
}
