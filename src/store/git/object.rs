//! Blobs, trees and commits.

use std::fmt;

use git2::{ObjectType, Oid, Signature, Time};

use super::entry::Kind;
use super::packing::name;
use super::repo::Repo;
use crate::article::Moment;
use crate::store::error::StoreError;

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

    /// Names a file by its bytes, as git does; the problem is that they were made to bear another file's name.
    pub(in crate::store) fn of_file(bytes: &[u8]) -> Result<Self, String> {
        name(Kind::Blob, bytes).map(Self).map_err(|error| error.message().to_owned())
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
    /// What is in the file.
    pub(in crate::store) content: &'a [u8],
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
}

/// Returns the seconds of an author date that every git can read.
pub(super) fn clamped(moment: Moment) -> i64 {
    moment.timestamp().clamp(AUTHOR_DATES.0, AUTHOR_DATES.1)
}

/// Returns who did something when.
pub(super) fn signature(name: &str, mail: &str, seconds: i64, zone: Moment) -> Result<Signature<'static>, git2::Error> {
    let minutes = zone.offset().local_minus_utc() / 60;
    Signature::new(name, mail, &Time::new(seconds, minutes))
}
