//! A repository, opened or made.

use std::fmt;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode, Odb, Repository, RepositoryInitOptions, RepositoryOpenFlags};

use super::{engine, sound};
use crate::store::error::StoreError;

/// The key of the git configuration that states the format.
const FORMAT_KEY: &str = "variorum.format";

/// A bare git repository.
pub(in crate::store) struct Repo {
    pub(super) dir: PathBuf,
    pub(super) inner: Repository,
}

impl fmt::Debug for Repo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Repo").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Repo {
    /// Makes an empty repository in a folder that exists, with the settings of an archive.
    pub(in crate::store) fn init(dir: &Path, format: u32) -> Result<Self, StoreError> {
        engine::set_up();
        let mut options = RepositoryInitOptions::new();
        options.bare(true).external_template(false).no_reinit(true).initial_head("main");
        let inner = Repository::init_opts(dir, &options).map_err(|error| failed(dir, "the repository", &error))?;
        let repo = Self { dir: dir.to_owned(), inner };
        repo.configure(format)?;
        Ok(repo)
    }

    /// Opens the repository that `dir` itself is.
    pub(in crate::store) fn open(dir: &Path) -> Result<Self, StoreError> {
        engine::set_up();
        match open(dir) {
            Ok(inner) => sound::check(dir).map(|()| Self { dir: dir.to_owned(), inner }),
            Err(error) if error.code() == ErrorCode::NotFound && !looks_like_git(dir) => {
                Err(StoreError::NotAnArchive { dir: dir.to_owned() })
            }
            Err(error) => {
                let problem = Some(error.message().to_owned());
                Err(StoreError::ForeignRepository { dir: dir.to_owned(), problem })
            }
        }
    }

    /// Has all handles of a process on one repository let go of the packs that were looked into, which are opened again.
    ///
    /// libgit2 keeps up to 16 MiB of each pack that objects were read from, however many packs there are, until no handle
    /// has it open any more: all have to be closed before the first is opened again.
    pub(in crate::store) fn let_go<'r>(handles: impl Iterator<Item = &'r Self> + Clone) {
        let is_sound = handles.clone().next().is_some_and(|first| sound::check(&first.dir).is_ok());
        let Ok(none) = Odb::new() else { return };
        // Where packs cannot be opened again, what is open serves on.
        if !is_sound || handles.clone().any(|handle| open(&handle.dir).is_err()) {
            return;
        }
        for handle in handles.clone() {
            drop(handle.inner.set_odb(&none));
        }
        for handle in handles {
            let fresh = open(&handle.dir);
            let changed = fresh.and_then(|fresh| fresh.odb().and_then(|objects| handle.inner.set_odb(&objects)));
            if changed.is_err() {
                drop(none.add_disk_alternate(&handle.dir.join("objects").to_string_lossy()));
            }
        }
    }

    /// Writes the settings of an archive into its git configuration.
    pub(in crate::store) fn configure(&self, format: u32) -> Result<(), StoreError> {
        let failed = |error: git2::Error| self.failed("config", &error);
        let mut config = self.inner.config().map_err(failed)?;
        config.set_i32("gc.auto", 0).map_err(failed)?;
        config.set_bool("core.logAllRefUpdates", false).map_err(failed)?;
        config.set_bool("core.quotePath", false).map_err(failed)?;
        config.set_i64(FORMAT_KEY, i64::from(format)).map_err(failed)
    }

    /// Returns the format that the configuration states.
    pub(in crate::store) fn format(&self) -> Option<u32> {
        let config = self.inner.config().and_then(|mut config| config.snapshot()).ok()?;
        config.get_i64(FORMAT_KEY).ok().map(|format| u32::try_from(format).unwrap_or(u32::MAX))
    }

    /// Returns the folder.
    pub(in crate::store) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Puts a failure of git into our words.
    pub(super) fn failed(&self, what: &str, error: &git2::Error) -> StoreError {
        failed(&self.dir, what, error)
    }
}

fn open(dir: &Path) -> Result<Repository, git2::Error> {
    let flags = RepositoryOpenFlags::NO_SEARCH | RepositoryOpenFlags::NO_DOTGIT | RepositoryOpenFlags::BARE;
    let none: [&Path; 0] = [];
    Repository::open_ext(dir, flags, none)
}

/// Tells whether a folder has the marks of a git repository, as itself or inside.
fn looks_like_git(dir: &Path) -> bool {
    dir.join(".git").exists() || (dir.join("objects").is_dir() && dir.join("refs").is_dir())
}

/// Puts a failure of git into our words; libgit2 gives what the system said as text only.
fn failed(dir: &Path, what: &str, error: &git2::Error) -> StoreError {
    let says = |texts: &[&str]| texts.iter().any(|text| error.message().contains(text));
    let path = dir.to_owned();
    if error.class() == ErrorClass::None {
        // Where libgit2 has no words, the disk is asked.
        let probe = dir.join("variorum/probe");
        let taken = File::create(&probe).and_then(|mut file| {
            file.write_all(&vec![0; 1 << 16])?;
            file.sync_all()
        });
        drop(std::fs::remove_file(&probe));
        let unknown = || io::Error::other("the system gave no reason");
        return StoreError::io(dir, taken.err().unwrap_or_else(unknown));
    }
    if says(&["No space left on device", "Disk quota exceeded", "disc quota exceeded"]) {
        StoreError::DiskFull { path }
    } else if says(&["Permission denied", "Read-only file system", "Operation not permitted"]) {
        StoreError::ReadOnly { path }
    } else if error.code() == ErrorCode::Locked {
        StoreError::Locked { path: dir.join(what), pid: None }
    } else {
        StoreError::Damaged { what: what.to_owned(), problem: error.message().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use git2::Error;

    use super::*;

    #[test]
    fn what_the_system_said_is_read_from_what_git_says() {
        let told = |code, text: &str| failed(Path::new("archive"), "main", &Error::new(code, ErrorClass::Os, text));
        let full = told(ErrorCode::GenericError, "failed to write to file: No space left on device");
        assert!(matches!(full, StoreError::DiskFull { .. }));
        let sealed = told(ErrorCode::GenericError, "could not open 'x' for writing: Read-only file system");
        assert!(matches!(sealed, StoreError::ReadOnly { .. }));
        let locked = told(ErrorCode::Locked, "failed to lock file 'main.lock' for writing");
        assert!(matches!(locked, StoreError::Locked { pid: None, .. }));
        let torn = told(ErrorCode::GenericError, "object hash mismatch");
        assert!(matches!(torn, StoreError::Damaged { what, .. } if what == "main"));
    }
}
