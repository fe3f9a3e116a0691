//! Blobs, trees and commits.

use std::fmt;

use git2::build::TreeUpdateBuilder;
use git2::{FileMode, ObjectType, Oid, Signature, Time};

use super::repo::Repo;
use crate::article::Moment;
use crate::store::error::StoreError;

/// The tree without entries, which every git knows without its being stored.
const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// The earliest and latest author date written, in seconds since 1970: what every git in use can read.
const AUTHOR_DATES: (i64, i64) = (0, 4_102_444_799);

/// The name of a git object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::store) struct ObjectId(pub(super) Oid);

impl ObjectId {
    /// Reads forty hex digits.
    pub(in crate::store) fn parse(text: &str) -> Option<Self> {
        if text.len() == 40 { Oid::from_str(text).ok().map(Self) } else { None }
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A commit as read.
#[derive(Clone, Debug)]
pub(in crate::store) struct Commit {
    /// Its parents.
    pub(in crate::store) parents: Vec<ObjectId>,
    /// Its committer date in seconds since 1970.
    pub(in crate::store) time: i64,
    /// Its message.
    pub(in crate::store) message: String,
}

/// A commit to be written.
#[derive(Clone, Debug)]
pub(in crate::store) struct NewCommit<'a> {
    /// The commit before it.
    pub(in crate::store) parent: Option<ObjectId>,
    /// Where its one new file lies.
    pub(in crate::store) path: &'a str,
    /// The file.
    pub(in crate::store) blob: ObjectId,
    /// The author's name and mail address.
    pub(in crate::store) author: (&'a str, &'a str),
    /// The author date.
    pub(in crate::store) at: Moment,
    /// The committer date.
    pub(in crate::store) recorded: Moment,
    /// The message.
    pub(in crate::store) message: &'a str,
}

impl Repo {
    /// Stores bytes.
    pub(in crate::store) fn write_blob(&self, bytes: &[u8]) -> Result<ObjectId, StoreError> {
        self.inner.blob(bytes).map(ObjectId).map_err(|error| self.failed("a blob", &error))
    }

    /// Stores a commit that adds or replaces one file; no ref is moved.
    pub(in crate::store) fn write_commit(&self, new: &NewCommit<'_>) -> Result<ObjectId, StoreError> {
        let failed = |error: git2::Error| self.failed("a commit", &error);
        let parent = new.parent.map(|id| self.inner.find_commit(id.0)).transpose().map_err(failed)?;
        let base = match &parent {
            Some(parent) => parent.tree(),
            None => Oid::from_str(EMPTY_TREE).and_then(|id| self.inner.find_tree(id)),
        };
        let mut update = TreeUpdateBuilder::new();
        update.upsert(new.path, new.blob.0, FileMode::Blob);
        let tree = update.create_updated(&self.inner, &base.map_err(failed)?).map_err(failed)?;
        let tree = self.inner.find_tree(tree).map_err(failed)?;
        let (name, mail) = new.author;
        let author = signature(name, mail, clamped(new.at), new.at).map_err(failed)?;
        let since = parent.as_ref().map_or(0, |parent| parent.committer().when().seconds());
        let date = new.recorded.timestamp().max(since).max(0);
        let committer = signature("variorum", "variorum", date, new.recorded).map_err(failed)?;
        let parents: Vec<_> = parent.iter().collect();
        let id = self.inner.commit(None, &author, &committer, new.message, &tree, &parents);
        id.map(ObjectId).map_err(failed)
    }

    /// Reads a commit.
    pub(in crate::store) fn commit(&self, id: ObjectId) -> Result<Commit, StoreError> {
        let commit = self.inner.find_commit(id.0).map_err(|error| self.failed(&format!("commit {id}"), &error))?;
        Ok(Commit {
            parents: commit.parent_ids().map(ObjectId).collect(),
            time: commit.committer().when().seconds(),
            message: String::from_utf8_lossy(commit.message_bytes()).into_owned(),
        })
    }

    /// Finds the file at a path in a commit's tree.
    pub(in crate::store) fn entry(&self, commit: ObjectId, path: &str) -> Result<Option<ObjectId>, StoreError> {
        let tree = self.inner.find_commit(commit.0).and_then(|commit| commit.tree());
        let tree = tree.map_err(|error| self.failed(&format!("the tree of commit {commit}"), &error))?;
        match tree.get_path(path.as_ref()) {
            Ok(entry) if entry.kind() == Some(ObjectType::Blob) => Ok(Some(ObjectId(entry.id()))),
            Ok(_) => Ok(None),
            Err(error) if error.class() == git2::ErrorClass::Tree && error.code() == git2::ErrorCode::NotFound => {
                Ok(None)
            }
            Err(error) => Err(self.failed(&format!("the tree of commit {commit} at {path}"), &error)),
        }
    }

    /// Reads a file.
    pub(in crate::store) fn blob(&self, id: ObjectId) -> Result<Vec<u8>, StoreError> {
        let blob = self.inner.find_blob(id.0).map_err(|error| self.failed(&format!("blob {id}"), &error))?;
        Ok(blob.content().to_vec())
    }

    /// Lists the paths in which a commit's tree differs from that of its first parent.
    pub(in crate::store) fn changed_paths(&self, id: ObjectId) -> Result<Vec<String>, StoreError> {
        let paths = || {
            let commit = self.inner.find_commit(id.0)?;
            let before = commit.parents().next().map(|parent| parent.tree()).transpose()?;
            let diff = self.inner.diff_tree_to_tree(before.as_ref(), Some(&commit.tree()?), None)?;
            let path =
                |delta: git2::DiffDelta<'_>| delta.new_file().path().or(delta.old_file().path()).map(ToOwned::to_owned);
            Ok(diff.deltas().filter_map(path).map(|path| path.to_string_lossy().into_owned()).collect())
        };
        paths().map_err(|error: git2::Error| self.failed(&format!("the tree of commit {id}"), &error))
    }
}

/// Returns the seconds of an author date that every git can read.
fn clamped(moment: Moment) -> i64 {
    moment.timestamp().clamp(AUTHOR_DATES.0, AUTHOR_DATES.1)
}

fn signature(name: &str, mail: &str, seconds: i64, zone: Moment) -> Result<Signature<'static>, git2::Error> {
    let minutes = zone.offset().local_minus_utc() / 60;
    Signature::new(name, mail, &Time::new(seconds, minutes))
}
