//! The files of one folder.

use git2::{ErrorClass, ErrorCode, ObjectType};

use super::object::ObjectId;
use super::repo::Repo;
use crate::store::error::StoreError;

impl Repo {
    /// Lists the files of a folder in a commit's tree by name, in git's order; none when there is no such folder.
    pub(in crate::store) fn folder(&self, commit: ObjectId, path: &str) -> Result<Vec<(String, ObjectId)>, StoreError> {
        let failed = |error: git2::Error| self.failed(&format!("the tree of commit {commit} at {path}"), &error);
        let root = self.inner.find_commit(commit.0).and_then(|commit| commit.tree()).map_err(failed)?;
        let entry = match root.get_path(path.as_ref()) {
            Err(error) if error.class() == ErrorClass::Tree && error.code() == ErrorCode::NotFound => {
                return Ok(Vec::new());
            }
            other => other.map_err(failed)?,
        };
        if entry.kind() != Some(ObjectType::Tree) {
            return Ok(Vec::new());
        }
        let folder = self.inner.find_tree(entry.id()).map_err(failed)?;
        let files = folder.iter().filter(|entry| entry.kind() == Some(ObjectType::Blob));
        Ok(files
            .map(|entry| (String::from_utf8_lossy(entry.name_bytes()).into_owned(), ObjectId(entry.id())))
            .collect())
    }

    /// Lists all files in a commit's tree by path.
    pub(in crate::store) fn files(&self, commit: ObjectId) -> Result<Vec<(String, ObjectId)>, StoreError> {
        let mut files = Vec::new();
        self.each_file(commit, &mut |path, blob| files.push((path, blob)))?;
        Ok(files)
    }

    /// Hands on all files in a commit's tree, by path, one after the other.
    pub(in crate::store) fn each_file(
        &self,
        commit: ObjectId,
        visit: &mut dyn FnMut(String, ObjectId),
    ) -> Result<(), StoreError> {
        let failed = |error: git2::Error| self.failed(&format!("the tree of commit {commit}"), &error);
        let root = self.inner.find_commit(commit.0).and_then(|commit| commit.tree()).map_err(failed)?;
        let mut take = |folder: &str, entry: &git2::TreeEntry<'_>| {
            if entry.kind() == Some(ObjectType::Blob) {
                let name = String::from_utf8_lossy(entry.name_bytes());
                visit(format!("{folder}{name}"), ObjectId(entry.id()));
            }
            git2::TreeWalkResult::Ok
        };
        root.walk(git2::TreeWalkMode::PreOrder, |folder, entry| take(folder, entry)).map_err(failed)
    }
}
