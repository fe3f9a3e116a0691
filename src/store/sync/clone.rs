//! A remote archive taken as a whole.

use std::path::Path;

use super::error::SyncError;
use super::{Headway, SyncTerms, Synced};
use crate::store::archive::{Archive, FORMAT};
use crate::store::creation::{self, Cradle};
use crate::store::error::StoreError;
use crate::store::git::Repo;

/// The name that the archive goes by which another was cloned from.
const ORIGIN: &str = "origin";

impl Archive {
    /// Makes an archive in `dir`, which must not exist or be an empty folder, that holds all that the one at `url` holds
    /// and has it as its remote `origin`.
    ///
    /// It is built beside its place and put there in one step: what fails or dies on the way leaves no archive.
    ///
    /// # Errors
    ///
    /// When the folder holds something else or cannot be written, or as [`Archive::sync`] does.
    pub fn clone_from(url: &str, dir: &Path, terms: &SyncTerms, tell: &dyn Fn(&Headway)) -> Result<Synced, SyncError> {
        let taken = || SyncError::Store(StoreError::NotEmpty { dir: dir.to_owned() });
        if !creation::is_free(dir) {
            return Err(taken());
        }
        let cradle = Cradle::begin(dir)?;
        let named = |error: SyncError| match error {
            SyncError::Store(error) => SyncError::Store(error.renamed(cradle.dir(), dir)),
            other => other,
        };
        let repo = Repo::init(cradle.dir(), FORMAT)?;
        let mut inner = Self::around(cradle.dir(), Some(repo));
        inner.add_remote(ORIGIN, url).map_err(named)?;
        let synced = inner.sync(Some(ORIGIN), terms, tell).map_err(named)?;
        drop(inner);
        if cradle.put()? { Ok(synced) } else { Err(taken()) }
    }
}
