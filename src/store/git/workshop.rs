//! Commits being made: their objects stay in memory until they are written as one pack.

use std::cell::RefCell;

use git2::Oid;

use super::making::{Draft, Making};
use super::object::{NewCommit, ObjectId, clamped, signature};
use super::order::file_name;
use super::pack::Guarded;
use super::repo::Repo;
use crate::store::error::StoreError;

/// Before all other places where objects are.
const FIRST: i32 = 1000;

/// A repository, opened for making commits; nothing of them is on the disk before the pack is written.
#[derive(Debug)]
pub(in crate::store) struct Workshop {
    repo: Repo,
    making: RefCell<Making>,
}

impl Workshop {
    /// Opens the repository in a folder once more.
    pub(in crate::store) fn open(dir: &std::path::Path) -> Result<Self, StoreError> {
        let repo = Repo::open(dir)?;
        let memory = repo.inner.odb().and_then(|odb| odb.add_new_mempack_backend(FIRST).map(drop));
        memory.map_err(|error| repo.failed("memory", &error))?;
        Ok(Self { repo, making: RefCell::new(Making::begin()) })
    }

    /// Returns the repository, in which what was made can be read already, but for what was only laid out.
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
        self.made("a commit", |making| self.make(making, new, None, others))
    }

    /// Makes a commit as [`Self::commit`] does, but does not let the repository know before the pack is written: many
    /// are made so in less time. The name of its file need not be found out where it is known.
    pub(in crate::store) fn lay(&self, new: &NewCommit<'_>, file: Option<ObjectId>) -> Result<ObjectId, StoreError> {
        let made = self.make(&mut self.making.borrow_mut(), new, file, &[]);
        made.map(ObjectId).map_err(|error| self.repo.failed("a commit", &error))
    }

    /// Tells whether there is a file at a path in a commit, laid out or stored.
    pub(in crate::store) fn has_file(&self, commit: ObjectId, path: &str) -> Result<bool, StoreError> {
        let (git, mut making) = (&self.repo.inner, self.making.borrow_mut());
        let found = making.known(git, commit.0).and_then(|known| making.find(git, known.tree, path));
        let failed = |error| self.repo.failed(&format!("the tree of commit {commit} at {path}"), &error);
        found.map(|file| file.is_some()).map_err(failed)
    }

    /// Tells whether a commit was made here.
    pub(in crate::store) fn has_made(&self, id: ObjectId) -> bool {
        self.making.borrow().holds(id.0)
    }

    /// Reads what was made here, laid out or known to the repository, or what is stored.
    pub(super) fn read(&self, id: ObjectId) -> Result<Vec<u8>, StoreError> {
        let read = self.making.borrow_mut().read(&self.repo.inner, id.0);
        read.map(|bytes| bytes.to_vec()).map_err(|error| self.repo.failed(&format!("object {id}"), &error))
    }

    /// Writes everything that was made as one pack, durably; plain git leaves it alone until it is released. Refs are to
    /// move to its `tips`.
    pub(in crate::store) fn write_pack(&self, tips: &[ObjectId]) -> Result<Guarded, StoreError> {
        self.repo.write_pack(self.making.replace(Making::begin()).end(), tips)
    }

    /// Makes something, and lets libgit2 know.
    pub(super) fn made(
        &self,
        what: &str,
        work: impl FnOnce(&mut Making) -> Result<Oid, git2::Error>,
    ) -> Result<ObjectId, StoreError> {
        let mut making = self.making.borrow_mut();
        let done = work(&mut making).and_then(|id| making.tell(&self.repo.inner).map(|()| id));
        done.map(ObjectId).map_err(|error| self.repo.failed(what, &error))
    }

    fn make(
        &self,
        making: &mut Making,
        new: &NewCommit<'_>,
        file: Option<ObjectId>,
        others: &[(String, Vec<u8>)],
    ) -> Result<Oid, git2::Error> {
        let git = &self.repo.inner;
        let id = match file {
            Some(ObjectId(id)) => making.named_file(git, id, &file_name(new.path), new.content).map(|()| id)?,
            None => making.file(git, &file_name(new.path), new.content)?,
        };
        let mut files = vec![(new.path, id)];
        for (path, content) in others {
            files.push((path, making.file(git, &file_name(path), content)?));
        }
        let parent = new.parent.map(|id| making.known(git, id.0)).transpose()?;
        let tree = making.folder(git, parent.map(|parent| parent.tree), "", &files)?;
        let (name, mail) = new.author;
        let author = signature(name, mail, clamped(new.at), new.at)?;
        let date = new.recorded.timestamp().max(parent.map_or(0, |parent| parent.time)).max(0);
        let committer = signature("variorum", "variorum", date, new.recorded)?;
        let (parent, message) = (new.parent.map(|id| id.0), new.message);
        making.commit(git, &Draft { tree, parent, author: &author, committer: &committer, message })
    }
}

#[cfg(test)]
mod tests {
    use git2::build::TreeUpdateBuilder;
    use git2::{FileMode, Repository};
    use tempfile::TempDir;

    use super::*;
    use crate::article::Moment;

    /// Makes a commit as libgit2 does.
    fn by_libgit2(git: &Repository, new: &NewCommit<'_>) -> Oid {
        let parent = new.parent.map(|id| git.find_commit(id.0).unwrap());
        let base = parent.as_ref().map_or_else(
            || git.find_tree(git.treebuilder(None).unwrap().write().unwrap()).unwrap(),
            |parent| parent.tree().unwrap(),
        );
        let mut update = TreeUpdateBuilder::new();
        update.upsert(new.path, git.blob(new.content).unwrap(), FileMode::Blob);
        let tree = git.find_tree(update.create_updated(git, &base).unwrap()).unwrap();
        let author = signature(new.author.0, new.author.1, clamped(new.at), new.at).unwrap();
        let date =
            new.recorded.timestamp().max(parent.as_ref().map_or(0, |parent| parent.committer().when().seconds()));
        let committer = signature("variorum", "variorum", date, new.recorded).unwrap();
        git.commit(None, &author, &committer, new.message, &tree, &parent.iter().collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn commits_are_those_that_libgit2_would_make_and_can_be_read() {
        let folder = TempDir::new().unwrap();
        Repo::init(folder.path(), 1).unwrap();
        let (shop, other) = (Workshop::open(folder.path()).unwrap(), TempDir::new().unwrap());
        let git = Repository::init_bare(other.path()).unwrap();
        let moment = |text: &str| Moment::parse_from_rfc3339(text).unwrap();
        let mut parent = None;
        for (path, content, author, at) in [
            ("b.example/2031/05/03/ferry.md", "One boat.", "Ada", "2031-05-03T09:00:00-03:30"),
            ("a.example/2031/05/03/ferry.md", "Two boats.", " Ada, Jr. ", "1931-05-03T09:00:00+05:45"),
            ("b.example/2031/05/03/ferry.md", "Two boats.", "Ada", "2031-05-03T10:00:00Z"),
            ("b.example/2031/05/02/ferry.md", "", "Eve", "2031-05-03T08:00:00Z"),
        ] {
            let (content, message) = (content.as_bytes(), "ferry: sank\n\nFormat: 1\n");
            let (at, author) = (moment(at), (author, "b.example"));
            let new = NewCommit { parent, path, content, author, at, recorded: at, message };
            let made = shop.commit(&new).unwrap();
            assert_eq!(made.0, by_libgit2(&git, &new), "{path}");
            let blob = shop.repo().entry(made, path).unwrap().unwrap();
            assert_eq!(shop.repo().blob(blob).unwrap(), content);
            parent = Some(made);
        }
        shop.write_pack(&[]).unwrap().release();
        let repo = Repo::open(folder.path()).unwrap();
        let files: Vec<String> = repo.files(parent.unwrap()).unwrap().into_iter().map(|(path, _)| path).collect();
        let paths = ["a.example/2031/05/03/ferry.md", "b.example/2031/05/02/ferry.md", "b.example/2031/05/03/ferry.md"];
        assert_eq!(files, paths);
    }

    #[test]
    fn a_file_is_not_put_where_a_folder_is_nor_the_other_way_round() {
        let folder = TempDir::new().unwrap();
        Repo::init(folder.path(), 1).unwrap();
        let shop = Workshop::open(folder.path()).unwrap();
        let at = Moment::parse_from_rfc3339("2031-05-03T09:00:00Z").unwrap();
        let put = |parent, path| {
            let author = ("Ada", "a.example");
            shop.commit(&NewCommit { parent, path, content: b"x", author, at, recorded: at, message: "x\n" })
        };
        let parent = Some(put(None, "a/b").unwrap());
        for (path, problem) in [("a/b/c", "a/b is no folder"), ("a", "a is a folder"), ("a/../c", "a/.. is no name")] {
            let error = put(parent, path).unwrap_err().to_string();
            assert!(error.contains(problem), "{path}: {error}");
        }
    }
}
