//! One writer at a time, and what a dead one leaves behind.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::creation::{self, is_at, sync_dir};
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
        Ok(Self { _file: file })
    }

    /// Settles what a writer of ours left when it died: lock files of refs, guards of packs, a place that may not last.
    ///
    /// Whoever holds this lock is the only live writer of ours, so a guarded pack found now is that of a dead one. A lock
    /// file of its names a commit of that pack, or nothing whole yet; one that plain git has just made may hold nothing
    /// either, and is gone within a second.
    #[expect(clippy::unused_self, reason = "only whoever holds the lock can know who is dead")]
    pub(super) fn recover(&self, git_dir: &Path, refs: &[&str]) -> Result<(), StoreError> {
        creation::settle(git_dir)?;
        let guards = git::guards(git_dir)?;
        if guards.is_empty() {
            return Ok(());
        }
        for name in refs {
            let file = git_dir.join(name);
            let lock = git_dir.join(format!("{name}.lock"));
            if is_left(&lock, &guards) {
                fs::remove_file(&lock).map_err(|error| StoreError::io(&lock, error))?;
            }
            // It may have moved the ref and died before that was on the disk.
            for folder in file.ancestors().skip(1).take_while(|folder| *folder != git_dir && folder.exists()) {
                sync_dir(folder)?;
            }
        }
        guards.into_iter().for_each(git::Guarded::release);
        Ok(())
    }
}

/// Tells whether something is not yet sure to last: somebody is writing it, or died at it.
pub(super) fn is_unsettled(git_dir: &Path) -> bool {
    creation::is_unsettled(git_dir) || git::guards(git_dir).is_ok_and(|guards| !guards.is_empty())
}

/// Tells whether the lock file of a ref is that of a dead writer.
fn is_left(lock: &Path, guards: &[git::Guarded]) -> bool {
    let target = || Some(git::ObjectId::parse(fs::read_to_string(lock).ok()?.trim()));
    let found = match target() {
        Some(None) => {
            sleep(Duration::from_secs(1));
            target()
        }
        found => found,
    };
    found.is_some_and(|target| target.is_none_or(|target| guards.iter().any(|guard| guard.holds(target))))
}

impl Manners {
    /// Locks a file, waiting for whoever has; the lock lasts as long as the file is open.
    pub(super) fn hold(&self, path: &Path) -> Result<File, StoreError> {
        let (mut told, mut held) = (false, None);
        self.wait(|| {
            held = try_hold(path)?;
            if held.is_none() && !told {
                (self.on_wait)(&Waiting { path: path.to_owned(), pid: holder(path) });
                told = true;
            }
            Ok(held.is_some())
        })?;
        held.ok_or_else(|| StoreError::Locked { pid: holder(path), path: path.to_owned() })
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

/// Locks a file unless somebody has.
fn try_hold(path: &Path) -> Result<Option<File>, StoreError> {
    let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path);
    let file = file.map_err(|error| StoreError::io(path, error))?;
    match file.try_lock() {
        // Whoever held it may have taken the file away: then others lock the new one.
        Ok(()) => Ok(Some(file).filter(|file| is_at(file, path))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(StoreError::io(path, error)),
    }
}

/// Reads which process says it holds a lock.
fn holder(path: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(path).ok()?.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
