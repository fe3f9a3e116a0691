//! What a watch remembers between two runs, beside the archive; lose it, and nothing is lost but politeness.
//!
//! Without it every address is looked at once more, hosts are asked for their `robots.txt` anew, and an article that is
//! gone is told of again.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::fetch::Absence;
use crate::article::Moment;
use crate::capture::http::{Host, Validators};

/// The form this is written in; what is in another form is forgotten.
const FORM: u32 = 1;

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    form: u32,
    /// Articles, by their canonical address.
    #[serde(default)]
    pub(super) articles: BTreeMap<String, ArticleState>,
    /// Feeds and sitemaps, by their canonical address.
    #[serde(default)]
    pub(super) lists: BTreeMap<String, ListState>,
    /// Hosts.
    #[serde(default)]
    pub(super) hosts: BTreeMap<String, Host>,
}

/// What is remembered of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ArticleState {
    /// Its address as it was named.
    pub(super) url: String,
    /// The feed or sitemap that named it; none for one named by the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    /// When to look next; never, when it is let go.
    pub(super) next: Option<Moment>,
    /// When it was last changed or published, as far as is known; its age counts from here.
    pub(super) since: Moment,
    /// When it was last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) seen: Option<Moment>,
    /// What to ask by.
    #[serde(default)]
    pub(super) validators: Validators,
    /// What the archive has of it, as it was last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kept: Option<Kept>,
    /// A change that waits to be confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pending: Option<Pending>,
    /// How it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) absent: Option<Absence>,
    /// How often in a row it failed.
    #[serde(default)]
    pub(super) failures: u32,
    /// The address of its host, where that was refused as not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) refused: Option<IpAddr>,
}

/// What the archive has of an article, as it was last seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The article's id.
    pub(super) article: String,
    /// The content, by its hash.
    pub(super) content: String,
}

/// A change that waits to be confirmed by another look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pending {
    /// What was seen.
    pub(super) seen: Seen,
    /// When first.
    pub(super) since: Moment,
    /// How often something else was seen before.
    pub(super) others: u32,
}

/// What was seen at one look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Seen {
    /// A page, by the hash of its content.
    Content(String),
    /// No article.
    Absent(Absence),
}

/// What is remembered of a feed or sitemap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ListState {
    /// Its address as it was named.
    pub(super) url: String,
    /// Whether it is a sitemap.
    pub(super) is_sitemap: bool,
    /// The sitemap of sitemaps that named it; none for one named by the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    /// When to read it next.
    pub(super) next: Moment,
    /// What to ask by.
    #[serde(default)]
    pub(super) validators: Validators,
    /// How often in a row it failed.
    #[serde(default)]
    pub(super) failures: u32,
    /// The address of its host, where that was refused as not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) refused: Option<IpAddr>,
}

/// Where the state is kept, held for one watch at a time.
#[derive(Debug)]
pub(super) struct Shelf {
    path: PathBuf,
    _lock: File,
}

impl Shelf {
    /// Takes hold of the state beside an archive; none when another watch has it.
    pub(super) fn take(archive: &Path) -> io::Result<Option<Self>> {
        let folder = archive.join("variorum");
        fs::create_dir_all(&folder)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("watch.lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self { path: folder.join("watch.json"), _lock: lock })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Reads the state; one that cannot be read is forgotten.
    pub(super) fn read(&self) -> State {
        let read = fs::read(&self.path).ok().and_then(|bytes| serde_json::from_slice::<State>(&bytes).ok());
        read.filter(|state| state.form == FORM).unwrap_or_default()
    }

    /// Writes the state, whole or not at all.
    pub(super) fn write(&self, state: &mut State) -> io::Result<()> {
        state.form = FORM;
        let beside = self.path.with_extension("json.new");
        let mut file = File::create(&beside)?;
        file.write_all(&serde_json::to_vec(state)?)?;
        drop(file);
        fs::rename(beside, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_or_foreign_state_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::take(folder.path()).unwrap().unwrap();
        let mut state = State::default();
        state.hosts.insert("https://a.example".to_owned(), Host::default());
        shelf.write(&mut state).unwrap();
        assert_eq!(shelf.read(), state);
        for text in ["", "{", "{\"form\":99}", "[]"] {
            fs::write(&shelf.path, text).unwrap();
            assert_eq!(shelf.read(), State::default(), "{text}");
        }
    }

    #[test]
    fn one_watch_at_a_time_has_the_state() {
        let folder = tempfile::tempdir().unwrap();
        let held = Shelf::take(folder.path()).unwrap();
        assert!(held.is_some() && Shelf::take(folder.path()).unwrap().is_none());
        drop(held);
        assert!(Shelf::take(folder.path()).unwrap().is_some());
    }
}
