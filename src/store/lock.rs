//! One writer at a time, and what a dead one leaves behind.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::StoreError;
use super::git;

/// How long to wait for a live writer, unless told otherwise.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// The longest pause between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// Another process is being waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The lock.
    pub path: PathBuf,
    /// The process that holds it, when known.
    pub pid: Option<u32>,
}

/// What is called, once, when another writer must be waited for.
pub(super) type OnWait = dyn Fn(&Waiting) + Send;

/// How to wait for others.
pub(super) struct Manners {
    /// How long at most.
    pub(super) patience: Duration,
    /// What to call when it begins.
    pub(super) on_wait: Box<OnWait>,
}

impl Default for Manners {
    fn default() -> Self {
        Self { patience: PATIENCE, on_wait: Box::new(|_| {}) }
    }
}

/// The right to write, held while this value lives; the system takes it back when the process dies.
#[derive(Debug)]
pub(super) struct WriteLock {
    dir: PathBuf,
    _file: File,
}

impl WriteLock {
    /// Takes the lock in `dir`, waiting for whoever holds it.
    pub(super) fn take(dir: &Path, manners: &Manners) -> Result<Self, StoreError> {
        fs::create_dir_all(dir).map_err(|error| StoreError::io(dir, error))?;
        let mut file = manners.hold(&dir.join("lock"))?;
        // Who holds the lock is only told to those who wait: failing to write it harms nothing.
        let id = format!("{}\n", std::process::id());
        drop(file.rewind().and_then(|()| file.set_len(0)).and_then(|()| file.write_all(id.as_bytes())));
        Ok(Self { dir: dir.to_owned(), _file: file })
    }

    /// Notes the commits that refs are about to be moved to, so that a lock file left by this process can be known.
    pub(super) fn declare(&self, targets: &[String]) -> Result<(), StoreError> {
        let path = self.intent();
        fs::write(&path, targets.join("\n")).map_err(|error| StoreError::io(&path, error))
    }

    /// Forgets what was declared; one that stays is the mark of a writer that died.
    pub(super) fn clear(&self) {
        drop(fs::remove_file(self.intent()));
    }

    /// Removes lock files of refs and guards of packs that a writer of ours left when it died.
    ///
    /// Whoever holds this lock is the only live writer of ours, so a declaration found now is that of a dead one. Its
    /// lock file holds what it declared, or nothing yet; one that plain git has just made may hold nothing either, and
    /// is gone within a second.
    pub(super) fn recover(&self, git_dir: &Path, refs: &[&str]) -> Result<(), StoreError> {
        let Ok(declared) = fs::read_to_string(self.intent()) else { return Ok(()) };
        for path in refs.iter().map(|name| git_dir.join(format!("{name}.lock"))) {
            let Ok(mut content) = fs::read_to_string(&path) else { continue };
            if content.is_empty() {
                sleep(Duration::from_secs(1));
                content = fs::read_to_string(&path).unwrap_or_else(|_| "gone".to_owned());
            }
            if content.is_empty() || declared.lines().any(|target| target == content.trim()) {
                fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
            }
        }
        git::release_all(git_dir)?;
        self.clear();
        Ok(())
    }

    fn intent(&self) -> PathBuf {
        self.dir.join("intent")
    }
}

impl Manners {
    /// Locks a file, waiting for whoever has; the lock lasts as long as the file is open.
    pub(super) fn hold(&self, path: &Path) -> Result<File, StoreError> {
        let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path);
        let file = file.map_err(|error| StoreError::io(path, error))?;
        let mut told = false;
        let held = self.wait(|| match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => {
                if !told {
                    (self.on_wait)(&Waiting { path: path.to_owned(), pid: holder(path) });
                    told = true;
                }
                Ok(false)
            }
            Err(TryLockError::Error(error)) => Err(StoreError::io(path, error)),
        })?;
        if held { Ok(file) } else { Err(StoreError::Locked { pid: holder(path), path: path.to_owned() }) }
    }

    /// Waits for git's lock file of a ref to go; somebody who lives has made it.
    pub(super) fn await_ref(&self, git_dir: &Path, name: &str) -> Result<(), StoreError> {
        let path = git_dir.join(format!("{name}.lock"));
        (self.on_wait)(&Waiting { path: path.clone(), pid: None });
        if self.wait(|| Ok(!path.exists()))? { Ok(()) } else { Err(StoreError::Locked { path, pid: None }) }
    }

    /// Tries again and again until it is done or patience ends; tells which.
    fn wait(&self, mut attempt: impl FnMut() -> Result<bool, StoreError>) -> Result<bool, StoreError> {
        let begun = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            if attempt()? {
                return Ok(true);
            }
            if begun.elapsed() >= self.patience {
                return Ok(false);
            }
            sleep(pause);
            pause = (pause * 2).min(PAUSE);
        }
    }
}

/// Reads which process says it holds a lock.
fn holder(path: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(path).ok()?.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
