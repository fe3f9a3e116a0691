//! How an archive comes into being: built beside its place, made durable, then put there in one step.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::error::StoreError;

/// The file that its maker keeps locked while an archive is built.
const CRADLE_LOCK: &str = "variorum/creating";

/// How often to begin again when a sweeper took the folder away.
const TRIES: u32 = 8;

/// How many were begun by this process: each has its own name, so that no thread builds in the folder of another.
static CRADLES: AtomicU32 = AtomicU32::new(0);

/// A folder in which an archive is built; removed when dropped, unless it was put in its place.
#[derive(Debug)]
pub(super) struct Cradle {
    /// Where the archive shall be.
    place: PathBuf,
    /// Where it is built.
    built: PathBuf,
    /// Folders above the place that were made for it, outermost first.
    parents: Vec<PathBuf>,
    /// Held so that nobody takes the folder for a leftover.
    lock: Option<File>,
    kept: bool,
}

impl Cradle {
    /// Begins an archive for a place that is free.
    pub(super) fn begin(place: &Path) -> Result<Self, StoreError> {
        // A link to an empty folder cannot be replaced, its target can.
        let place = fs::canonicalize(place).or_else(|_| std::path::absolute(place));
        let place = place.map_err(|error| StoreError::io(Path::new(""), error))?;
        let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else {
            return Err(StoreError::NotEmpty { dir: place });
        };
        let parents = make_parents(parent)?;
        let prefix = format!(".{}.variorum-new-", name.to_string_lossy());
        sweep(parent, &prefix);
        let mut cradle = Self { built: PathBuf::new(), place: place.clone(), parents, lock: None, kept: false };
        for _ in 0..TRIES {
            let cradle_number = CRADLES.fetch_add(1, Ordering::Relaxed);
            let built = parent.join(format!("{prefix}{}-{cradle_number}", std::process::id()));
            match occupy(&built) {
                Ok(lock) => {
                    (cradle.built, cradle.lock) = (built, Some(lock));
                    return Ok(cradle);
                }
                Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {}
                Err(error) => {
                    // What there is of it goes with the cradle.
                    cradle.built.clone_from(&built);
                    return Err(StoreError::io(&built, error));
                }
            }
        }
        Err(StoreError::Locked { path: cradle.place.clone(), pid: None })
    }

    /// Returns the folder to build in.
    pub(super) fn dir(&self) -> &Path {
        &self.built
    }

    /// Makes what was built durable and puts it in its place; tells whether it got there before anybody else.
    pub(super) fn put(mut self) -> Result<bool, StoreError> {
        sync_all(&self.built)?;
        match fs::rename(&self.built, &self.place) {
            Ok(()) => self.kept = true,
            Err(_) if !is_free(&self.place) => return Ok(false),
            Err(error) => return Err(StoreError::io(&self.place, error)),
        }
        sync_above(&self.place)?;
        self.lock = None;
        // Left behind, it is an empty file in the archive's own folder.
        drop(fs::remove_file(self.place.join(CRADLE_LOCK)));
        Ok(true)
    }
}

impl Drop for Cradle {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        // What cannot be removed is swept by the next one who comes.
        if !self.built.as_os_str().is_empty() {
            drop(fs::remove_dir_all(&self.built));
        }
        for folder in self.parents.iter().rev() {
            drop(fs::remove_dir(folder));
        }
    }
}

/// Tells whether an archive may be made at a place: nothing is there, or an empty folder.
pub(super) fn is_free(place: &Path) -> bool {
    match fs::read_dir(place) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(place).is_err(),
    }
}

/// Syncs a folder, so that the names in it last.
pub(super) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    // Only Unix opens folders as files; elsewhere, and on file systems that refuse, names last with the files.
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(dir).and_then(|folder| folder.sync_all()) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Err(StoreError::io(dir, error))
        }
        _ => Ok(()),
    }
}

/// Tells whether an archive may not be sure to stay in its place: its maker has not got that far, or died before.
pub(super) fn is_unsettled(archive: &Path) -> bool {
    archive.join(CRADLE_LOCK).exists()
}

/// Makes sure that an archive stays in its place, where its maker may have died before it did.
pub(super) fn settle(archive: &Path) -> Result<(), StoreError> {
    let marker = archive.join(CRADLE_LOCK);
    let Ok(lock) = File::open(&marker) else { return Ok(()) };
    let archive = fs::canonicalize(archive).map_err(|error| StoreError::io(archive, error))?;
    sync_above(&archive)?;
    // A maker that lives takes the mark away itself.
    if lock.try_lock().is_ok() {
        drop(fs::remove_file(&marker));
    }
    Ok(())
}

/// Syncs the folders above a place, so that the names on the way to it last: any of them may have been made just now,
/// by whoever.
fn sync_above(place: &Path) -> Result<(), StoreError> {
    for (above, folder) in place.ancestors().skip(1).enumerate() {
        match sync_dir(folder) {
            // Folders further up that may not even be opened were not made for it.
            Err(StoreError::ReadOnly { .. }) if above > 0 => return Ok(()),
            other => other?,
        }
    }
    Ok(())
}

fn make_parents(parent: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut missing: Vec<PathBuf> =
        parent.ancestors().take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
    missing.reverse();
    fs::create_dir_all(parent).map_err(|error| StoreError::io(parent, error))?;
    Ok(missing)
}

/// Makes a folder and locks the file in it that says somebody is at work.
fn occupy(built: &Path) -> io::Result<File> {
    fs::create_dir(built)?;
    fs::create_dir(built.join("variorum"))?;
    let path = built.join(CRADLE_LOCK);
    let lock = OpenOptions::new().write(true).create_new(true).open(&path)?;
    lock.lock()?;
    // A sweeper may have held it first and have taken it away, and somebody else have made another of that name.
    if is_at(&lock, &path) { Ok(lock) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// Tells whether an open file is the one at a path.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |found: fs::Metadata| (found.dev(), found.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(one), Ok(other)) => identity(one) == identity(other),
        _ => false,
    }
}

/// Tells whether a file is at a path; an open one cannot be taken away here.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Removes what makers that died left beside a place.
fn sweep(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)) {
        let folder = entry.path();
        // A maker locks its file before it builds anything: what was built without one was left when the power went.
        let begun = holds_more_than_the_lock(&folder);
        if let Ok(lock) = File::open(folder.join(CRADLE_LOCK)) {
            if lock.try_lock().is_ok() {
                drop(fs::remove_dir_all(&folder));
            }
        } else if begun {
            drop(fs::remove_dir_all(&folder));
        } else {
            // Somebody has just begun, or died at once: only empty folders go.
            drop(fs::remove_dir(folder.join("variorum")));
            drop(fs::remove_dir(&folder));
        }
    }
}

/// Tells whether anything but the folder of the lock is in a folder in which an archive is built.
fn holds_more_than_the_lock(folder: &Path) -> bool {
    let names = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names(folder).any(|name| name != "variorum") || names(&folder.join("variorum")).any(|name| name != "creating")
}

/// Syncs every file and folder of a small tree.
fn sync_all(dir: &Path) -> Result<(), StoreError> {
    for entry in fs::read_dir(dir).map_err(|error| StoreError::io(dir, error))? {
        let entry = entry.map_err(|error| StoreError::io(dir, error))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| StoreError::io(&path, error))?;
        if kind.is_dir() {
            sync_all(&path)?;
        } else if kind.is_file() {
            File::open(&path).and_then(|file| file.sync_all()).map_err(|error| StoreError::io(&path, error))?;
        }
    }
    sync_dir(dir)
}
