//! Commits made once more: the same but for what went before them.

use std::collections::BTreeSet;

use git2::ErrorCode;

use super::making::Draft;
use super::object::ObjectId;
use super::repo::Repo;
use super::workshop::Workshop;
use crate::store::error::StoreError;

impl Workshop {
    /// Makes a commit with author, committer and dates of another one; no ref is moved.
    pub(in crate::store) fn commit_like(
        &self,
        of: ObjectId,
        parent: Option<ObjectId>,
        tree: ObjectId,
        message: &str,
    ) -> Result<ObjectId, StoreError> {
        let git = &self.repo().inner;
        self.made(&format!("commit {of}"), |making| {
            let model = git.find_commit(of.0)?;
            let (author, committer) = (model.author(), model.committer());
            let parent = parent.map(|id| id.0);
            making.commit(git, &Draft { tree: tree.0, parent, author: &author, committer: &committer, message })
        })
    }

    /// Returns the tree of a commit; none when there is nothing in it.
    pub(in crate::store) fn tree_of(&self, commit: ObjectId) -> Result<Option<ObjectId>, StoreError> {
        let tree = self.repo().inner.find_commit(commit.0).and_then(|commit| commit.tree());
        let tree = tree.map_err(|error| self.repo().failed(&format!("the tree of commit {commit}"), &error))?;
        Ok(Some(ObjectId(tree.id())).filter(|_| !tree.is_empty()))
    }

    /// Makes the tree of a commit with a file put at a path.
    pub(in crate::store) fn tree_with(
        &self,
        commit: Option<ObjectId>,
        path: &str,
        blob: ObjectId,
    ) -> Result<ObjectId, StoreError> {
        let git = &self.repo().inner;
        self.made(&format!("a tree with {path}"), |making| {
            let base = commit.map(|id| making.known(git, id.0)).transpose()?;
            making.folder(git, base.map(|base| base.tree), "", &[(path, blob.0)])
        })
    }

    /// Makes the tree of a commit without the files at some paths, and without folders that are empty then; none when
    /// nothing is left.
    pub(in crate::store) fn tree_without(
        &self,
        commit: ObjectId,
        gone: &BTreeSet<String>,
    ) -> Result<Option<ObjectId>, StoreError> {
        let (git, mut left) = (&self.repo().inner, None);
        let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
        let made = self.made(&format!("the tree of {commit}"), |making| {
            let tree = making.known(git, commit.0)?.tree;
            left = making.without(git, tree, &gone)?;
            Ok(tree)
        });
        made.map(|_| left.map(ObjectId))
    }
}

impl Repo {
    /// Lists all refs by name, each with the commit it leads to; one that leads to none is left out.
    pub(in crate::store) fn refs(&self) -> Result<Vec<(String, ObjectId)>, StoreError> {
        let failed = |error: git2::Error| self.failed("the refs", &error);
        let mut found = Vec::new();
        for reference in self.inner.references().map_err(failed)? {
            let reference = reference.map_err(failed)?;
            let (Ok(name), Ok(commit)) = (reference.name().map(str::to_owned), reference.peel_to_commit()) else {
                continue;
            };
            found.push((name, ObjectId(commit.id())));
        }
        found.sort();
        Ok(found)
    }

    /// Takes a ref away.
    pub(in crate::store) fn delete_ref(&self, name: &str) -> Result<(), StoreError> {
        match self.inner.find_reference(name).and_then(|mut reference| reference.delete()) {
            Err(error) if error.code() != ErrorCode::NotFound => Err(self.failed(name, &error)),
            _ => Ok(()),
        }
    }
}
