//! Versions as they stand in a line of commits, and when two of them are the same one.

use std::collections::{HashMap, HashSet, VecDeque};

use super::error::SyncError;
use crate::article::ArticleId;
use crate::store::archive::FORMAT;
use crate::store::error::StoreError;
use crate::store::git::{ObjectId, Repo};
use crate::store::message::{self, Facts};
use crate::store::withdrawal::ContentOf;

/// A version in a line of commits.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its commit.
    pub(super) id: ObjectId,
    /// What its trailers say.
    pub(super) facts: Facts,
}

impl Entry {
    /// Returns its article and number.
    pub(super) fn name(&self) -> (ArticleId, u32) {
        (self.facts.article.clone(), self.facts.number)
    }

    /// Returns its article and content.
    pub(super) fn content(&self) -> ContentOf {
        (self.facts.article.clone(), self.facts.content_sha256.clone())
    }

    /// Returns where its capture lies.
    pub(super) fn capture(&self) -> Option<String> {
        self.facts.capture.as_ref().map(|(path, _)| path.clone())
    }
}

/// What makes a version the same in two archives: the article, the content, the moment it was on show; a technical one
/// has the content of another, and is known by its page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    article: String,
    content: String,
    at: (i64, u32),
    technical: Option<(String, String)>,
}

impl Identity {
    /// Returns that of a version.
    pub(super) fn of(facts: &Facts) -> Self {
        Self {
            article: facts.article.to_string(),
            content: facts.content_sha256.clone(),
            at: (facts.at.timestamp(), facts.at.timestamp_subsec_nanos()),
            technical: facts.technical.clone().map(|why| (why, facts.page_sha256.clone())),
        }
    }
}

/// What tells one writing of a version from another of the same: who wrote it, and when. A commit that is made anew keeps
/// it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Writing {
    version: Identity,
    recorded: i64,
    recorded_by: String,
}

impl Writing {
    /// Returns that of a version.
    pub(super) fn of(facts: &Facts) -> Self {
        let recorded_by = facts.recorded_by.clone();
        Self { version: Identity::of(facts), recorded: facts.recorded.timestamp(), recorded_by }
    }
}

/// Versions waiting for their like: an article may have had one content twice at one moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    waiting: HashMap<Identity, VecDeque<u32>>,
}

impl Pairs {
    /// Has a version wait, by the number it goes by.
    pub(super) fn put(&mut self, facts: &Facts, number: u32) {
        self.waiting.entry(Identity::of(facts)).or_default().push_back(number);
    }

    /// Takes the first that is like a version; each is taken once.
    pub(super) fn take(&mut self, facts: &Facts) -> Option<u32> {
        self.waiting.get_mut(&Identity::of(facts)).and_then(VecDeque::pop_front)
    }
}

/// Reads the versions of our own line after a commit.
pub(super) fn ours(repo: &Repo, base: Option<ObjectId>, tip: Option<ObjectId>) -> Result<Vec<Entry>, StoreError> {
    let read = |id: ObjectId| {
        let problem = |error: message::BadMessage| StoreError::Damaged {
            what: format!("commit {id}"),
            problem: error.to_string(),
        };
        Ok(Entry { id, facts: message::read(&repo.commit(id)?.message).map_err(problem)? })
    };
    repo.line(base, tip)?.into_iter().map(read).collect()
}

/// Reads the versions of a remote's line after a commit, and makes sure that they are versions in one line.
pub(super) fn theirs(
    repo: &Repo,
    remote: &str,
    base: Option<ObjectId>,
    tip: Option<ObjectId>,
) -> Result<Vec<Entry>, SyncError> {
    let mut entries = Vec::new();
    for id in repo.line(base, tip)? {
        let commit = repo.commit(id)?;
        let foreign = |problem: String| SyncError::Foreign {
            remote: remote.to_owned(),
            commit: Some(id.to_string()),
            problem: Some(problem),
        };
        if commit.parents.len() > 1 {
            return Err(foreign("it has several parents".to_owned()));
        }
        let facts = message::read(&commit.message).map_err(|error| foreign(error.to_string()))?;
        if !is_plain(&facts.path) {
            return Err(foreign(format!("its page lies at {:?}", facts.path)));
        }
        if facts.format > FORMAT {
            let (remote, format) = (remote.to_owned(), facts.format);
            return Err(SyncError::NewerFormat { remote, format, known: FORMAT });
        }
        entries.push(Entry { id, facts });
    }
    Ok(entries)
}

/// Tells whether a path can be one of a page: names parted by slashes, none of which leads elsewhere.
fn is_plain(path: &str) -> bool {
    let plain = |name: &str| !name.is_empty() && !name.starts_with('.') && !name.contains(char::is_control);
    path.strip_suffix(".md").is_some_and(|path| path.split('/').all(plain))
}

/// Returns the commits of versions.
pub(super) fn ids(entries: &[Entry]) -> HashSet<ObjectId> {
    entries.iter().map(|entry| entry.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_archive_lies_nowhere_else() {
        assert!(is_plain("a.example/2026/02/18/ferry-1a2b3c4d5e.md"));
        for path in ["", "/a.md", "a//b.md", "../a.md", "a/.git/x.md", "a/./b.md", "a/b", "a/\u{1b}[2J.md"] {
            assert!(!is_plain(path), "{path}");
        }
    }
}
