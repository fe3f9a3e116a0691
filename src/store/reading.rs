//! Versions read while others are made: each once, and those that are not on the disk yet from memory.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::error::StoreError;
use super::git::Repo;
use super::index::VersionRow;
use super::plan::Known;
use super::read::read_version;
use crate::article::Version;
use crate::cores;

/// Versions that were read or made, by their commits.
#[derive(Debug)]
pub(super) struct Reading<'r> {
    repo: &'r Repo,
    versions: RefCell<HashMap<String, Arc<Version>>>,
}

impl<'r> Reading<'r> {
    /// Begins in a repository.
    pub(super) fn begin(repo: &'r Repo) -> Self {
        Self { repo, versions: RefCell::default() }
    }

    /// Returns the repository, which knows nothing of what is not on the disk yet.
    pub(super) fn repo(&self) -> &'r Repo {
        self.repo
    }

    /// Reads a version of an article that is known.
    pub(super) fn version(&self, known: &Known, row: &VersionRow) -> Result<Arc<Version>, StoreError> {
        if let Some(version) = self.versions.borrow().get(&row.commit) {
            return Ok(Arc::clone(version));
        }
        let nameless =
            || StoreError::Damaged { what: format!("commit {}", row.commit), problem: "of no article".into() };
        let article = known.article.as_ref().ok_or_else(nameless)?;
        let version = Arc::new(read_version(self.repo, article, row)?);
        self.versions.borrow_mut().insert(row.commit.clone(), Arc::clone(&version));
        Ok(version)
    }

    /// Takes in a version that was made.
    pub(super) fn made(&self, commit: String, version: Version) {
        self.versions.borrow_mut().insert(commit, Arc::new(version));
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        cores::let_go(self.versions.take());
    }
}
