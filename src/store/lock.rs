//! One writer at a time, and what a dead one leaves behind.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::creation::{self, is_at, sync_dir};
use super::error::StoreError;
use super::git;
use super::spool::{Answer, Asking};

/// How long to wait for a live writer, unless told otherwise.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// The longest pause between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// The longest pause of somebody who may be answered at any moment.
const QUICK: Duration = Duration::from_millis(1);

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
    /// Whether to write nothing together with others.
    pub(super) alone: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Self { patience: PATIENCE, on_wait: Box::new(|_| {}), alone: false }
    }
}

/// What waiting for the right to write came to.
#[derive(Debug)]
pub(super) enum Turn {
    /// The right to write.
    Mine(WriteLock),
    /// Whoever had it has seen to the version that was laid out.
    Answered(Answer),
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
        manners.hold(&dir.join("lock")).map(Self::of)
    }

    /// Takes the lock in `dir` unless somebody holds it.
    pub(super) fn try_take(dir: &Path) -> Result<Option<Self>, StoreError> {
        fs::create_dir_all(dir).map_err(|error| StoreError::io(dir, error))?;
        Ok(try_hold(&dir.join("lock"))?.map(Self::of))
    }

    /// Takes the lock in `dir`, or an answer to what this process has laid out for whoever holds it, whichever comes first.
    pub(super) fn take_or_answer(dir: &Path, manners: &Manners, asking: &Asking) -> Result<Turn, StoreError> {
        let path = dir.join("lock");
        (manners.on_wait)(&Waiting { path: path.clone(), pid: holder(&path) });
        let mut turn = None;
        loop {
            manners.wait(QUICK, || {
                let lock = Self::try_take(dir)?;
                // Asked after the lock was seen free: whoever held it has answered before.
                turn = match (asking.answer(), lock) {
                    (Some(answer), _) => Some(Turn::Answered(answer)),
                    (None, lock) => lock.map(Turn::Mine),
                };
                Ok(turn.is_some())
            })?;
            match turn {
                Some(turn) => return Ok(turn),
                None if asking.withdraw() => return Err(StoreError::Locked { pid: holder(&path), path }),
                // It is being written at this moment: an answer comes, or the lock falls free.
                None => {}
            }
        }
    }

    /// Holds a file that is locked.
    fn of(mut file: File) -> Self {
        // Who holds the lock is only told to those who wait: failing to write it harms nothing.
        let id = format!("{}\n", std::process::id());
        drop(file.rewind().and_then(|()| file.set_len(0)).and_then(|()| file.write_all(id.as_bytes())));
        Self { _file: file }
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
        self.wait(PAUSE, || {
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
        if self.wait(PAUSE, || Ok(!path.exists()))? { Ok(()) } else { Err(StoreError::Locked { path, pid: None }) }
    }

    /// Tries again and again until it is done or patience ends; tells which.
    fn wait(
        &self,
        longest: Duration,
        mut attempt: impl FnMut() -> Result<bool, StoreError>,
    ) -> Result<bool, StoreError> {
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
            pause = (pause * 2).min(longest);
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

/// Waits a moment before something is tried again that others were in the way of.
pub(super) fn pause() {
    sleep(PAUSE * 10);
}

/// Waits a moment for others who write the index; false when they were waited for as long as it takes to make that of a
/// large archive, more than a million versions: a minute.
///
/// The pauses of SQLite itself grow to a tenth of a second, which is as long as ten versions take.
pub(super) fn wait_for_index(times: i32) -> bool {
    sleep(QUICK);
    u128::try_from(times).unwrap_or_default() * QUICK.as_millis() < PATIENCE.as_millis()
}

/// Reads which process says it holds a lock.
fn holder(path: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(path).ok()?.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
