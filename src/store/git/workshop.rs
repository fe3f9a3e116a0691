//! Commits being made: their objects stay in memory until they are written as one pack.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use git2::{FileMode, ObjectType, Oid, Tree};

use super::object::{NewCommit, ObjectId, clamped, signature};
use super::order::{file_name, folder_name};
use super::pack::Guarded;
use super::repo::Repo;
use crate::store::error::StoreError;

/// Before all other places where objects are.
const FIRST: i32 = 1000;

/// A repository, opened for making commits; nothing of them is on the disk before the pack is written.
#[derive(Debug)]
pub(in crate::store) struct Workshop {
    repo: Repo,
    /// What was made, with the name it goes by.
    made: RefCell<Vec<(Oid, String)>>,
}

impl Workshop {
    /// Opens the repository in a folder once more.
    pub(in crate::store) fn open(dir: &Path) -> Result<Self, StoreError> {
        let repo = Repo::open(dir)?;
        let memory = repo.inner.odb().and_then(|odb| odb.add_new_mempack_backend(FIRST).map(drop));
        memory.map_err(|error| repo.failed("memory", &error))?;
        Ok(Self { repo, made: RefCell::default() })
    }

    /// Returns the repository, in which what was made can be read already.
    pub(in crate::store) fn repo(&self) -> &Repo {
        &self.repo
    }

    /// Makes a commit that adds or replaces one file; no ref is moved.
    pub(in crate::store) fn commit(&self, new: &NewCommit<'_>) -> Result<ObjectId, StoreError> {
        self.commit_all(new, &[])
    }

    /// Makes a commit that adds or replaces one file and others beside it; no ref is moved.
    pub(in crate::store) fn commit_all(
        &self,
        new: &NewCommit<'_>,
        others: &[(String, Vec<u8>)],
    ) -> Result<ObjectId, StoreError> {
        self.make(new, others).map(ObjectId).map_err(|error| self.repo.failed("a commit", &error))
    }

    /// Writes everything that was made as one pack, durably; plain git leaves it alone until it is released.
    pub(in crate::store) fn write_pack(&self) -> Result<Guarded, StoreError> {
        self.repo.write_pack(&self.made.borrow())
    }

    fn make(&self, new: &NewCommit<'_>, others: &[(String, Vec<u8>)]) -> Result<Oid, git2::Error> {
        let git = &self.repo.inner;
        let mut files = vec![(new.path, self.note(git.blob(new.content)?, &file_name(new.path)))];
        for (path, content) in others {
            files.push((path, self.note(git.blob(content)?, &file_name(path))));
        }
        let parent = new.parent.map(|id| git.find_commit(id.0)).transpose()?;
        let base = parent.as_ref().map(git2::Commit::tree).transpose()?;
        let tree = git.find_tree(self.put(base.as_ref(), "", &files)?)?;
        let (name, mail) = new.author;
        let author = signature(name, mail, clamped(new.at), new.at)?;
        let since = parent.as_ref().map_or(0, |parent| parent.committer().when().seconds());
        let date = new.recorded.timestamp().max(since).max(0);
        let committer = signature("variorum", "variorum", date, new.recorded)?;
        let parents: Vec<_> = parent.iter().collect();
        Ok(self.note(git.commit(None, &author, &committer, new.message, &tree, &parents)?, ""))
    }

    /// Makes a folder with files put at paths in it, and the folders on the way.
    pub(super) fn put(&self, base: Option<&Tree<'_>>, folder: &str, files: &[(&str, Oid)]) -> Result<Oid, git2::Error> {
        let git = &self.repo.inner;
        let mut builder = git.treebuilder(base)?;
        let mut folders: BTreeMap<&str, Vec<(&str, Oid)>> = BTreeMap::new();
        for &(path, blob) in files {
            match path.split_once('/') {
                Some((name, rest)) => folders.entry(name).or_default().push((rest, blob)),
                None => drop(builder.insert(path, blob, FileMode::Blob.into())?),
            }
        }
        for (name, files) in folders {
            let entry = base.and_then(|base| base.get_name(name));
            if entry.as_ref().is_some_and(|entry| entry.kind() != Some(ObjectType::Tree)) {
                return Err(git2::Error::from_str(&format!("{folder}{name} is no folder")));
            }
            let inner = entry.map(|entry| git.find_tree(entry.id())).transpose()?;
            let inner = self.put(inner.as_ref(), &format!("{folder}{name}/"), &files)?;
            builder.insert(name, inner, FileMode::Tree.into())?;
        }
        Ok(self.note(builder.write()?, &folder_name(folder.trim_end_matches('/'))))
    }

    /// Tells whether a commit was made here.
    pub(in crate::store) fn has_made(&self, id: ObjectId) -> bool {
        self.made.borrow().iter().any(|(made, _)| *made == id.0)
    }

    /// Takes another commit for one that was made here and that nothing leads to.
    pub(super) fn replace(&self, old: Oid, new: Oid) {
        self.made.borrow_mut().retain(|(made, _)| *made != old);
        self.note(new, "");
    }

    /// Notes what was made.
    pub(super) fn note(&self, id: Oid, name: &str) -> Oid {
        self.made.borrow_mut().push((id, name.to_owned()));
        id
    }
}
