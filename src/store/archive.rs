//! The archive: a git repository that keeps every version.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::creation::{self, Cradle};
use super::error::StoreError;
use super::git::Repo;
use super::index::Index;
use super::lock::{Manners, Waiting};
use super::message;
use super::mount;
use super::sightings::SIGHTINGS;
use super::triage::TRIAGE;
use super::went_back::WentBack;
use super::withdrawal::WITHDRAWN;
use crate::article::Moment;

/// The format written here.
pub(super) const FORMAT: u32 = 1;

/// The branch that holds the versions.
pub(super) const MAIN: &str = "refs/heads/main";

/// The ref that holds the captures.
pub(super) const CAPTURES: &str = "refs/variorum/captures";

/// All refs that are written here: a lock of any of them may be left by a dead writer.
pub(super) const REFS: [&str; 5] = [MAIN, CAPTURES, TRIAGE, SIGHTINGS, WITHDRAWN];

/// An archive of articles: an ordinary bare git repository that only ever grows.
pub struct Archive {
    pub(super) dir: PathBuf,
    /// None until the first record, in an archive that is to be made by it.
    pub(super) repo: Option<Repo>,
    pub(super) index: RefCell<Option<Index>>,
    /// Whether the index answers as of one moment for longer than one question.
    pub(super) holding: Cell<bool>,
    pub(super) warnings: RefCell<Vec<Warning>>,
    pub(super) manners: Manners,
}

/// Something a person should know of an archive that can be used all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// It was written by a newer Variorum: it is read as far as it is known, and not written.
    NewerFormat {
        /// The format it states.
        format: u32,
        /// The newest format known here.
        known: u32,
    },
    /// Its newest version was written more than a day after now: some machine's clock is wrong.
    TipInFuture {
        /// The date of the newest version, in seconds since 1970.
        tip: i64,
        /// The moment taken as now.
        now: Moment,
    },
    /// Its branch leads to less than it did: it is read as it is now.
    WentBack(WentBack),
}

impl fmt::Debug for Archive {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Archive").field("dir", &self.dir).field("repo", &self.repo).finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens the archive in `dir`, which is the git directory itself.
    ///
    /// # Errors
    ///
    /// When there is no archive, it is damaged or foreign, or it cannot be read.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        if let Err(source) = fs::metadata(dir) {
            return Err(match source.kind() {
                std::io::ErrorKind::NotFound => StoreError::NotAnArchive { dir: dir.to_owned() },
                _ => StoreError::Io { path: dir.to_owned(), source },
            });
        }
        let repo = Repo::open(dir)?;
        let format = stated_format(&repo)?;
        let archive = Self::around(dir, Some(repo));
        if format > FORMAT {
            archive.warnings.borrow_mut().push(Warning::NewerFormat { format, known: FORMAT });
        }
        Ok(archive)
    }

    /// Creates an empty archive in `dir`, which must not exist or be an empty folder; one already there is opened.
    ///
    /// # Errors
    ///
    /// When the folder holds something else or cannot be written.
    pub fn create(dir: &Path) -> Result<Self, StoreError> {
        while creation::is_free(dir) {
            let cradle = Cradle::begin(dir)?;
            Repo::init(cradle.dir(), FORMAT)?;
            if cradle.put()? {
                break;
            }
        }
        Self::open_if_any(dir)
    }

    /// Opens the archive in `dir`; where nothing or an empty folder is, the first version recorded will create it.
    ///
    /// Until then it reads as an empty archive, and a record that fails leaves nothing behind.
    ///
    /// # Errors
    ///
    /// When the folder holds something else, or the archive cannot be read.
    pub fn open_or_create(dir: &Path) -> Result<Self, StoreError> {
        if creation::is_free(dir) { Ok(Self::around(dir, None)) } else { Self::open_if_any(dir) }
    }

    /// Returns the folder of the archive.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Tells whether the archive is there, or waits for its first version.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.repo.is_some()
    }

    /// Returns what a person should know of the archive.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        self.warnings.borrow().clone()
    }

    /// Has `hook` called whenever another process must be waited for.
    pub fn on_wait(&mut self, hook: impl Fn(&Waiting) + Send + 'static) {
        self.manners.on_wait = Box::new(hook);
    }

    /// Waits no longer than this for another process; a minute if nothing is said.
    pub fn wait_at_most(&mut self, patience: Duration) {
        self.manners.patience = patience;
    }

    /// Writes nothing together with other writers, and has none of them write for this one.
    ///
    /// Otherwise versions that several record at the same time share one pack and one step of `main`.
    pub fn write_alone(&mut self) {
        self.manners.alone = true;
    }

    /// Opens an archive and says of a folder without one that it holds something else.
    fn open_if_any(dir: &Path) -> Result<Self, StoreError> {
        match Self::open(dir) {
            Err(StoreError::NotAnArchive { dir }) if dir.exists() => Err(StoreError::NotEmpty { dir }),
            other => other,
        }
    }

    pub(super) fn around(dir: &Path, repo: Option<Repo>) -> Self {
        let (index, warnings) = (RefCell::new(None), RefCell::new(Vec::new()));
        Self { dir: dir.to_owned(), repo, index, holding: Cell::new(false), warnings, manners: Manners::default() }
    }

    /// Refuses to write what a newer Variorum has written, and where no write is safe.
    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        let newer = |warning: &Warning| match warning {
            Warning::NewerFormat { format, known } => Some((*format, *known)),
            Warning::TipInFuture { .. } | Warning::WentBack(_) => None,
        };
        match self.warnings.borrow().iter().find_map(newer) {
            Some((format, known)) => Err(StoreError::NewerFormat { dir: self.dir.clone(), format, known }),
            None => match mount::network(&self.dir) {
                Some(kind) => Err(StoreError::Networked { dir: self.dir.clone(), kind }),
                None => Ok(()),
            },
        }
    }
}

/// Finds the format of a repository: by its configuration, or, in a plain clone, by its newest version.
fn stated_format(repo: &Repo) -> Result<u32, StoreError> {
    if let Some(format) = repo.format() {
        return Ok(format);
    }
    let foreign = || StoreError::ForeignRepository { dir: repo.dir().to_owned(), problem: None };
    let tip = repo.tip(MAIN)?.ok_or_else(foreign)?;
    message::read(&repo.commit(tip)?.message).map(|facts| facts.format).map_err(|_| foreign())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_can_be_handed_to_another_thread() {
        let folder = tempfile::TempDir::new().unwrap();
        let archive = Archive::create(&folder.path().join("archive")).unwrap();
        let articles = std::thread::spawn(move || archive.articles().unwrap()).join().unwrap();
        assert_eq!(articles, []);
    }
}
