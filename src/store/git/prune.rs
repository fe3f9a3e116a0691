//! Objects that nothing leads to, taken away for good.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use git2::{ObjectType, Oid};

use super::list::loose;
use super::repo::Repo;
use crate::store::creation::sync_dir;
use crate::store::error::StoreError;
use crate::store::failpoint::reach;

impl Repo {
    /// Makes one pack of everything that refs lead to, and takes away every other object, wherever it lies.
    ///
    /// Only for who has the right to write and to tidy: what others are about to lead a ref to would be lost.
    pub(in crate::store) fn keep_reachable(&self) -> Result<(), StoreError> {
        let ids: Vec<Oid> = self.reachable()?.into_iter().collect();
        let folder = self.pack_folder();
        let kept = if ids.is_empty() { String::new() } else { self.gather(&ids)? };
        reach("erase-placed");
        let failed = |error| StoreError::io(&folder, error);
        let is_kept = |name: &str| !kept.is_empty() && name.split('.').next() == Some(kept.as_str());
        // The lists go first, so that nobody looks for what is gone.
        let mut files: Vec<_> = fs::read_dir(&folder).map_err(failed)?.flatten().map(|entry| entry.path()).collect();
        files.sort_by_key(|path| path.extension().is_none_or(|part| part != "idx"));
        for path in files {
            if path.file_name().is_none_or(|name| !is_kept(&name.to_string_lossy())) {
                remove(&path)?;
                reach("erase-removing");
            }
        }
        let objects = self.dir.join("objects");
        for path in loose(&objects).map_err(|error| StoreError::io(&objects, error))? {
            remove(&path)?;
        }
        // What plain git knows by heart of commits that are gone, and what writers left when they died.
        for name in ["info/commit-graph", "info/commit-graphs", "variorum"] {
            remove(&objects.join(name))?;
        }
        sync_dir(&folder)?;
        sync_dir(&objects)
    }

    /// Lists the objects that refs lead to.
    fn reachable(&self) -> Result<BTreeSet<Oid>, StoreError> {
        let list = || {
            let (mut found, mut next) = (BTreeSet::new(), Vec::new());
            for reference in self.inner.references()? {
                next.extend(reference?.target());
            }
            while let Some(id) = next.pop() {
                if !found.insert(id) {
                    continue;
                }
                let object = self.inner.find_object(id, None)?;
                match object.kind() {
                    Some(ObjectType::Commit) => {
                        let commit = self.inner.find_commit(id)?;
                        next.push(commit.tree_id());
                        next.extend(commit.parent_ids());
                    }
                    Some(ObjectType::Tree) => {
                        let tree = self.inner.find_tree(id)?;
                        // A commit of another repository is not in this one.
                        let inside = tree.iter().filter(|entry| entry.kind() != Some(ObjectType::Commit));
                        next.extend(inside.map(|entry| entry.id()));
                    }
                    Some(ObjectType::Tag) => next.push(self.inner.find_tag(id)?.target_id()),
                    _ => {}
                }
            }
            Ok(found)
        };
        list().map_err(|error: git2::Error| self.failed("an object that a ref leads to", &error))
    }
}

/// Removes a file or folder that may be gone already.
fn remove(path: &Path) -> Result<(), StoreError> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io(path, error)),
        _ => Ok(()),
    }
}
