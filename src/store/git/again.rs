//! Commits made once more in another place, of files that are stored already.

use chrono::{DateTime, FixedOffset};
use git2::{Oid, Time};

use super::making::Draft;
use super::object::{ObjectId, signature};
use super::order::file_name;
use super::workshop::Workshop;
use crate::article::Moment;
use crate::store::error::StoreError;

/// A commit to be made once more.
#[derive(Clone, Debug)]
pub(in crate::store) struct Again<'a> {
    /// The one it is made of.
    pub(in crate::store) of: ObjectId,
    /// The commit before it.
    pub(in crate::store) parent: Option<ObjectId>,
    /// The files it puts, by path.
    pub(in crate::store) files: &'a [(String, ObjectId)],
    /// The committer date, if not that of the first.
    pub(in crate::store) recorded: Option<Moment>,
    /// The message.
    pub(in crate::store) message: &'a str,
}

impl Workshop {
    /// Makes a commit once more in another place: its author and his date are those of the one it is made of.
    pub(in crate::store) fn commit_again(&self, again: &Again<'_>) -> Result<ObjectId, StoreError> {
        let git = &self.repo().inner;
        self.made(&format!("commit {}", again.of), |making| {
            let first = git.find_commit(again.of.0)?;
            let parent = again.parent.map(|id| making.known(git, id.0)).transpose()?;
            let files: Vec<(&str, Oid)> = again.files.iter().map(|(path, id)| (path.as_str(), id.0)).collect();
            let tree = making.folder(git, parent.map(|parent| parent.tree), "", &files)?;
            let recorded = again.recorded.or_else(|| moment(first.committer().when())).unwrap_or_default();
            let since = parent.map_or(0, |parent| parent.time);
            let committer = signature("variorum", "variorum", recorded.timestamp().max(since).max(0), recorded)?;
            let (parent, author) = (again.parent.map(|id| id.0), first.author());
            let draft = Draft { tree, parent, author: &author, committer: &committer, message: again.message };
            making.commit(git, &draft)
        })
    }

    /// Makes a file, for a commit to put somewhere.
    pub(in crate::store) fn file(&self, path: &str, content: &[u8]) -> Result<ObjectId, StoreError> {
        self.made("a file", |making| making.file(&self.repo().inner, &file_name(path), content))
    }

    /// Takes a commit into the pack that is stored elsewhere already: the pack of a writer tells, should he die, which
    /// commits he was leading refs to.
    pub(in crate::store) fn vouch(&self, id: ObjectId) -> Result<(), StoreError> {
        let taken = self.made(&format!("commit {id}"), |making| {
            making.take_in(&self.repo().inner, id.0)?;
            Ok(id.0)
        });
        taken.map(drop)
    }
}

/// Reads a date of git's.
fn moment(time: Time) -> Option<Moment> {
    let zone = FixedOffset::east_opt(time.offset_minutes() * 60)?;
    Some(DateTime::from_timestamp(time.seconds(), 0)?.with_timezone(&zone))
}
