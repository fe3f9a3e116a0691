//! One writer at a time, and what a dead one leaves behind.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::StoreError;

/// How long to wait for a live writer.
const PATIENCE: Duration = Duration::from_secs(60);

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
pub(super) type OnWait<'a> = dyn Fn(&Waiting) + 'a;

/// The right to write, held while this value lives; the system takes it back when the process dies.
#[derive(Debug)]
pub(super) struct WriteLock {
    dir: PathBuf,
    _file: File,
}

impl WriteLock {
    /// Takes the lock in `dir`, waiting for whoever holds it.
    pub(super) fn take(dir: &Path, on_wait: &OnWait<'_>) -> Result<Self, StoreError> {
        fs::create_dir_all(dir).map_err(|error| StoreError::io(dir, error))?;
        let path = dir.join("lock");
        let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = file.map_err(|error| StoreError::io(&path, error))?;
        let mut told = false;
        let held = wait(|| match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => {
                if !told {
                    on_wait(&Waiting { path: path.clone(), pid: holder(&path) });
                    told = true;
                }
                Ok(false)
            }
            Err(TryLockError::Error(error)) => Err(StoreError::io(&path, error)),
        })?;
        if !held {
            return Err(StoreError::Locked { pid: holder(&path), path });
        }
        // Who holds the lock is only told to those who wait: failing to write it harms nothing.
        let id = format!("{}\n", std::process::id());
        drop(file.rewind().and_then(|()| file.set_len(0)).and_then(|()| file.write_all(id.as_bytes())));
        Ok(Self { dir: dir.to_owned(), _file: file })
    }

    /// Notes which commits refs are about to be moved to, so that lock files left by this process can be known.
    pub(super) fn declare(&self, targets: &[String]) -> Result<(), StoreError> {
        let path = self.intent();
        fs::write(&path, targets.join("\n")).map_err(|error| StoreError::io(&path, error))
    }

    /// Forgets what was declared; one that stays is the mark of a writer that died.
    pub(super) fn clear(&self) {
        drop(fs::remove_file(self.intent()));
    }

    /// Waits for git's lock file of a ref to go; removes it when a dead writer of ours left it.
    ///
    /// Whoever holds this lock is the only live writer of ours, so a declaration found here is that of a dead one. Its
    /// lock file is empty or holds what it declared; one that plain git made in between holds something else or goes
    /// within a second.
    pub(super) fn free_ref(&self, git_dir: &Path, name: &str, on_wait: &OnWait<'_>) -> Result<(), StoreError> {
        let path = git_dir.join(format!("{name}.lock"));
        on_wait(&Waiting { path: path.clone(), pid: None });
        let declared = fs::read_to_string(self.intent()).unwrap_or_default();
        let begun = Instant::now();
        let gone = wait(|| {
            let Ok(content) = fs::read_to_string(&path) else { return Ok(!path.exists()) };
            let ours = !declared.is_empty() && (content.is_empty() || declared.lines().any(|id| id == content.trim()));
            if ours && begun.elapsed() > Duration::from_secs(1) {
                fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
                return Ok(true);
            }
            Ok(false)
        })?;
        if gone { Ok(()) } else { Err(StoreError::Locked { path, pid: None }) }
    }

    fn intent(&self) -> PathBuf {
        self.dir.join("intent")
    }
}

/// Tries again and again until it is done or patience ends; tells which.
fn wait(mut attempt: impl FnMut() -> Result<bool, StoreError>) -> Result<bool, StoreError> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    while begun.elapsed() < PATIENCE {
        if attempt()? {
            return Ok(true);
        }
        sleep(pause);
        pause = (pause * 2).min(PAUSE);
    }
    Ok(false)
}

/// Reads which process says it holds a lock.
fn holder(path: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(path).ok()?.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
