//! Lines of commits: where two part, what each has that the other has not.

use git2::Delta;

use super::object::ObjectId;
use super::repo::Repo;
use crate::store::error::StoreError;

impl Repo {
    /// Lists the commits from one, left out, to a later one, oldest first, by their first parents; without an early one,
    /// all of them.
    pub(in crate::store) fn line(
        &self,
        early: Option<ObjectId>,
        late: Option<ObjectId>,
    ) -> Result<Vec<ObjectId>, StoreError> {
        let (mut commits, mut next) = (Vec::new(), late);
        while let Some(commit) = next.filter(|commit| Some(*commit) != early) {
            commits.push(commit);
            next = self.parent(commit)?;
        }
        commits.reverse();
        Ok(commits)
    }

    /// Finds the commit that the line up to another one begins with.
    pub(in crate::store) fn first(&self, late: ObjectId) -> Result<ObjectId, StoreError> {
        let mut first = late;
        while let Some(before) = self.parent(first)? {
            first = before;
        }
        Ok(first)
    }

    /// Returns the first parent of a commit.
    pub(in crate::store) fn parent(&self, id: ObjectId) -> Result<Option<ObjectId>, StoreError> {
        let commit = self.inner.find_commit(id.0).map_err(|error| self.failed(&format!("commit {id}"), &error))?;
        Ok(commit.parent_ids().next().map(ObjectId))
    }

    /// Finds the newest commit that two lines share.
    pub(in crate::store) fn common(
        &self,
        one: Option<ObjectId>,
        other: Option<ObjectId>,
    ) -> Result<Option<ObjectId>, StoreError> {
        let (Some(one), Some(other)) = (one, other) else { return Ok(None) };
        match self.inner.merge_base(one.0, other.0) {
            Ok(id) => Ok(Some(ObjectId(id))),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(self.failed(&format!("the commits before {one} and {other}"), &error)),
        }
    }

    /// Counts the files of a later tree that an earlier one has not, or has otherwise; without a commit, there is none.
    pub(in crate::store) fn new_files(
        &self,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
    ) -> Result<usize, StoreError> {
        let counted = || {
            let tree = |id: ObjectId| self.inner.find_commit(id.0)?.tree();
            let (before, after) = (before.map(tree).transpose()?, after.map(tree).transpose()?);
            let diff = self.inner.diff_tree_to_tree(before.as_ref(), after.as_ref(), None)?;
            Ok(diff.deltas().filter(|delta| delta.status() != Delta::Deleted).count())
        };
        if before == after { Ok(0) } else { counted().map_err(|error: git2::Error| self.failed("a tree", &error)) }
    }
}
