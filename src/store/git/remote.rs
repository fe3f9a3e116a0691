//! Other repositories by name, as git's own configuration keeps them, and the refs kept for them.

use super::object::ObjectId;
use super::repo::Repo;
use crate::store::error::StoreError;

impl Repo {
    /// Lists the remotes and their addresses, by name.
    pub(in crate::store) fn remotes(&self) -> Result<Vec<(String, String)>, StoreError> {
        let failed = |error: git2::Error| self.failed("config", &error);
        let mut found = Vec::new();
        for name in self.inner.remotes().map_err(failed)?.iter().filter_map(|name| name.ok().flatten()) {
            let remote = self.inner.find_remote(name).map_err(failed)?;
            found.push((name.to_owned(), remote.url().unwrap_or_default().to_owned()));
        }
        found.sort();
        Ok(found)
    }

    /// Adds a remote; plain git knows it by the same name, and keeps where its `main` was last seen.
    pub(in crate::store) fn add_remote(&self, name: &str, url: &str) -> Result<(), StoreError> {
        let seen = format!("+refs/heads/main:refs/remotes/{name}/main");
        self.inner.remote_with_fetch(name, url, &seen).map(drop).map_err(|error| self.failed("config", &error))
    }

    /// Removes a remote and what plain git keeps for it.
    pub(in crate::store) fn remove_remote(&self, name: &str) -> Result<(), StoreError> {
        self.inner.remote_delete(name).map_err(|error| self.failed("config", &error))
    }

    /// Tells whether captures are left out of this archive on purpose.
    pub(in crate::store) fn leaves_out_captures(&self) -> bool {
        let config = self.inner.config().and_then(|mut config| config.snapshot());
        config.is_ok_and(|config| config.get_bool(CAPTURES_KEY).is_ok_and(|kept| !kept))
    }

    /// Notes whether captures are left out of this archive on purpose.
    pub(in crate::store) fn leave_out_captures(&self, left_out: bool) -> Result<(), StoreError> {
        let set = || self.inner.config()?.set_bool(CAPTURES_KEY, !left_out);
        set().map_err(|error: git2::Error| self.failed("config", &error))
    }

    /// Lists the refs below a folder, by name.
    pub(in crate::store) fn refs_below(&self, folder: &str) -> Result<Vec<(String, ObjectId)>, StoreError> {
        let failed = |error: git2::Error| self.failed(folder, &error);
        let mut found = Vec::new();
        for reference in self.inner.references_glob(&format!("{folder}/*")).map_err(failed)? {
            let reference = reference.map_err(failed)?;
            if let (Ok(name), Some(id)) = (reference.name(), reference.target()) {
                found.push((name.to_owned(), ObjectId(id)));
            }
        }
        found.sort();
        Ok(found)
    }
}

/// The key of the git configuration that says whether captures are kept here.
const CAPTURES_KEY: &str = "variorum.captures";
