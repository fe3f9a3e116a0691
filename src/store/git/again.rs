//! Commits made once more in another place, of files that are stored already.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid, Time, Tree};

use super::object::{ObjectId, signature};
use super::order::{file_name, folder_name};
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
        let made = || {
            let git = &self.repo().inner;
            let first = git.find_commit(again.of.0)?;
            let parent = again.parent.map(|id| git.find_commit(id.0)).transpose()?;
            let base = match &parent {
                Some(parent) => parent.tree()?,
                None => git.find_tree(git.treebuilder(None)?.write()?)?,
            };
            let tree = git.find_tree(self.put_again(&base, again.files)?)?;
            let recorded = again.recorded.or_else(|| moment(first.committer().when())).unwrap_or_default();
            let since = parent.as_ref().map_or(0, |parent| parent.committer().when().seconds());
            let committer = signature("variorum", "variorum", recorded.timestamp().max(since).max(0), recorded)?;
            let parents: Vec<_> = parent.iter().collect();
            Ok(self.note(git.commit(None, &first.author(), &committer, again.message, &tree, &parents)?, ""))
        };
        made().map(ObjectId).map_err(|error| self.repo().failed(&format!("commit {}", again.of), &error))
    }

    /// Makes a file, for a commit to put somewhere.
    pub(in crate::store) fn file(&self, path: &str, content: &[u8]) -> Result<ObjectId, StoreError> {
        let blob = self.repo().inner.blob(content).map_err(|error| self.repo().failed("a file", &error))?;
        Ok(ObjectId(self.note(blob, &file_name(path))))
    }

    /// Takes a commit into the pack that is stored elsewhere already: the pack of a writer tells, should he die, which
    /// commits he was leading refs to.
    pub(in crate::store) fn vouch(&self, id: ObjectId) {
        self.note(id.0, "");
    }

    /// Makes a tree with files put at paths in it.
    fn put_again(&self, base: &Tree<'_>, files: &[(String, ObjectId)]) -> Result<Oid, git2::Error> {
        let git = &self.repo().inner;
        let mut update = TreeUpdateBuilder::new();
        for (path, blob) in files {
            update.upsert(path, blob.0, FileMode::Blob);
        }
        let root = self.note(update.create_updated(git, base)?, &folder_name(""));
        let tree = git.find_tree(root)?;
        for (path, _) in files {
            let folders = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
            for folder in folders {
                self.note(tree.get_path(folder)?.id(), &folder_name(&folder.to_string_lossy()));
            }
        }
        Ok(root)
    }
}

/// Reads a date of git's.
fn moment(time: Time) -> Option<Moment> {
    let zone = FixedOffset::east_opt(time.offset_minutes() * 60)?;
    Some(DateTime::from_timestamp(time.seconds(), 0)?.with_timezone(&zone))
}
