//! Commits among others: their bytes, what came after, and who else has them.

use git2::BranchType;

use super::object::ObjectId;
use super::repo::Repo;
use crate::store::error::StoreError;

impl Repo {
    /// Reads an object byte for byte, without the header git hashes with it.
    pub(in crate::store) fn raw(&self, id: ObjectId) -> Result<Vec<u8>, StoreError> {
        let read = || self.inner.odb()?.read(id.0).map(|object| object.data().to_vec());
        read().map_err(|error: git2::Error| self.failed(&format!("object {id}"), &error))
    }

    /// Counts the commits that a later one has and an earlier one has not.
    pub(in crate::store) fn commits_between(&self, early: ObjectId, late: ObjectId) -> Result<usize, StoreError> {
        let counted = self.inner.graph_ahead_behind(late.0, early.0).map(|(ahead, _)| ahead);
        counted.map_err(|error| self.failed(&format!("the commits after {early}"), &error))
    }

    /// Finds the remote-tracking branches whose history holds a commit, by name, each with its newest commit.
    pub(in crate::store) fn branches_elsewhere_with(&self, id: ObjectId) -> Result<Vec<(String, String)>, StoreError> {
        let failed = |error: git2::Error| self.failed("the branches of remotes", &error);
        let mut found = Vec::new();
        for branch in self.inner.branches(Some(BranchType::Remote)).map_err(failed)? {
            let (branch, _) = branch.map_err(failed)?;
            let (Some(tip), Ok(Some(name))) = (branch.get().target(), branch.name()) else { continue };
            if tip == id.0 || self.inner.graph_descendant_of(tip, id.0).map_err(failed)? {
                found.push((name.to_owned(), tip.to_string()));
            }
        }
        found.sort();
        Ok(found)
    }
}
