//! Commits made once more: the same but for what went before them.

use std::collections::BTreeSet;

use git2::{ErrorCode, ObjectType, Oid, Tree};

use super::object::ObjectId;
use super::order::folder_name;
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
        let build = || {
            let model = git.find_commit(of.0)?;
            let parents = parent.map(|id| git.find_commit(id.0)).transpose()?;
            let (parents, tree) = (parents.iter().collect::<Vec<_>>(), git.find_tree(tree.0)?);
            git.commit(None, &model.author(), &model.committer(), message, &tree, &parents)
        };
        let made = build().map_err(|error| self.repo().failed(&format!("commit {of}"), &error))?;
        Ok(ObjectId(self.note(made, "")))
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
        let build = || {
            let base = commit.map(|id| self.repo().inner.find_commit(id.0)?.tree()).transpose()?;
            self.put(base.as_ref(), "", &[(path, blob.0)])
        };
        build().map(ObjectId).map_err(|error: git2::Error| self.repo().failed(&format!("a tree with {path}"), &error))
    }

    /// Makes the tree of a commit without the files at some paths, and without folders that are empty then; none when
    /// nothing is left.
    pub(in crate::store) fn tree_without(
        &self,
        commit: ObjectId,
        gone: &BTreeSet<String>,
    ) -> Result<Option<ObjectId>, StoreError> {
        let build = || {
            let tree = self.repo().inner.find_commit(commit.0)?.tree()?;
            let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
            self.take(&tree, "", &gone)
        };
        let made =
            build().map_err(|error: git2::Error| self.repo().failed(&format!("the tree of {commit}"), &error))?;
        Ok(made.map(ObjectId))
    }

    fn take(&self, base: &Tree<'_>, folder: &str, gone: &[&str]) -> Result<Option<Oid>, git2::Error> {
        let git = &self.repo().inner;
        let mut builder = git.treebuilder(Some(base))?;
        let mut names: Vec<&str> = gone.iter().map(|path| path.split('/').next().unwrap_or(path)).collect();
        names.dedup();
        for name in names {
            let Some(entry) = base.get_name(name) else { continue };
            if entry.kind() != Some(ObjectType::Tree) {
                if gone.contains(&name) {
                    builder.remove(name)?;
                }
                continue;
            }
            let inside: Vec<&str> = gone.iter().filter_map(|path| path.strip_prefix(name)?.strip_prefix('/')).collect();
            match self.take(&git.find_tree(entry.id())?, &format!("{folder}{name}/"), &inside)? {
                Some(inner) => drop(builder.insert(name, inner, entry.filemode())?),
                None => builder.remove(name)?,
            }
        }
        if builder.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.note(builder.write()?, &folder_name(folder.trim_end_matches('/')))))
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
