//! The files of one commit, read one after the other.

use git2::{ErrorClass, ErrorCode, ObjectType, Tree};

use super::object::ObjectId;
use super::repo::Repo;
use crate::store::error::StoreError;

/// The tree of one commit, with the folder that was looked into last: files that lie together are found without reading
/// the way to them again.
pub(in crate::store) struct Shelf<'r> {
    repo: &'r Repo,
    commit: ObjectId,
    root: Tree<'r>,
    /// The folder's path, and the folder if there is one.
    folder: Option<(String, Option<Tree<'r>>)>,
}

impl<'r> Shelf<'r> {
    /// Opens the tree of a commit.
    pub(in crate::store) fn open(repo: &'r Repo, commit: ObjectId) -> Result<Self, StoreError> {
        let root = repo.inner.find_commit(commit.0).and_then(|commit| commit.tree());
        let root = root.map_err(|error| repo.failed(&format!("the tree of commit {commit}"), &error))?;
        Ok(Self { repo, commit, root, folder: None })
    }

    /// Finds the file at a path.
    pub(in crate::store) fn entry(&mut self, path: &str) -> Result<Option<ObjectId>, StoreError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if self.folder.as_ref().is_none_or(|(known, _)| known != folder) {
            self.folder = Some((folder.to_owned(), self.find(folder)?));
        }
        let tree = self.folder.as_ref().and_then(|(_, tree)| tree.as_ref());
        let entry = tree.and_then(|tree| tree.get_name(name)).filter(|entry| entry.kind() == Some(ObjectType::Blob));
        Ok(entry.map(|entry| ObjectId(entry.id())))
    }

    /// Reads a folder.
    fn find(&self, folder: &str) -> Result<Option<Tree<'r>>, StoreError> {
        if folder.is_empty() {
            return Ok(Some(self.root.clone()));
        }
        let found = match self.root.get_path(folder.as_ref()) {
            Ok(entry) if entry.kind() == Some(ObjectType::Tree) => self.repo.inner.find_tree(entry.id()).map(Some),
            Ok(_) => Ok(None),
            Err(error) if error.class() == ErrorClass::Tree && error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        };
        found.map_err(|error| self.repo.failed(&format!("the tree of commit {} at {folder}", self.commit), &error))
    }
}
