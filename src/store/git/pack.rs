//! Packs: new objects reach the disk as one, and small ones are folded into larger ones.
//!
//! A pack is written and synced beside the others, in a folder of its own, and only then renamed into its place, the
//! objects before the list of them: whatever dies when, there is never a list without its objects. Until the ref has
//! moved, a `.keep` file keeps plain git from taking the pack, which nothing leads to yet, for waste.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::list::PackList;
use super::object::ObjectId;
use super::packing::{PackFile, Packing};
use super::repo::Repo;
use crate::store::creation::sync_dir;
use crate::store::error::StoreError;
use crate::store::failpoint::reach;

/// What stands in a `.keep` file of ours.
const KEPT_BY: &str = "variorum\n";

/// The folder beside the packs in which a new one is written.
const NEW: &str = "new";

/// What a pack that is placed consists of, in this order: the objects before the list of them.
const PARTS: [&str; 2] = ["pack", "idx"];

/// A pack that plain git must leave alone for now.
#[derive(Debug)]
pub(in crate::store) struct Guarded {
    keep: PathBuf,
    /// Whether the pack was not there before.
    new: bool,
}

impl Guarded {
    /// Guards a pack that is about to be placed.
    ///
    /// The guard is the mark of a writer that is at work, or died at it: its name lasts with those of the pack, before any
    /// ref is locked. That its words last too, it is another name of one file that was synced long ago.
    fn put(git_dir: &Path, name: &str) -> Result<Self, StoreError> {
        let keep = git_dir.join("objects/pack").join(format!("{name}.keep"));
        let new = !keep.with_extension("pack").exists();
        // One of that name is that of a dead writer who made the same.
        drop(fs::remove_file(&keep));
        let words = git_dir.join("variorum/guard");
        if fs::read_to_string(&words).is_ok_and(|text| text == KEPT_BY) && fs::hard_link(&words, &keep).is_ok() {
            return Ok(Self { keep, new });
        }
        let guard = Self { keep: keep.clone(), new };
        let written = File::create(&keep).and_then(|mut file| {
            file.write_all(KEPT_BY.as_bytes())?;
            file.sync_all()
        });
        if let Err(error) = written {
            guard.release();
            return Err(StoreError::io(&keep, error));
        }
        // The next ones need no sync; where files have one name only, each is written.
        drop(fs::remove_file(&words));
        drop(fs::hard_link(&keep, &words));
        Ok(guard)
    }

    /// Tells whether an object is in the pack.
    pub(in crate::store) fn holds(&self, id: ObjectId) -> bool {
        let name = self.keep.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = self.keep.parent().unwrap_or(Path::new(""));
        PackList::read(folder, &name).is_ok_and(|list| list.holds(id.0))
    }

    /// Lets plain git do with the pack as it likes: a ref leads to it.
    pub(in crate::store) fn release(self) {
        // One that stays is taken away by the next writer.
        drop(fs::remove_file(self.keep));
    }

    /// Takes the pack away, as no ref leads to it.
    pub(in crate::store) fn discard(self) {
        for part in PARTS.iter().rev().filter(|_| self.new) {
            drop(fs::remove_file(self.keep.with_extension(part)));
        }
        self.release();
    }
}

/// Lists the guards of ours; only whoever may write can know that those who put them are dead.
pub(in crate::store) fn guards(git_dir: &Path) -> Result<Vec<Guarded>, StoreError> {
    let folder = git_dir.join("objects/pack");
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(StoreError::io(&folder, error)),
        other => other.into_iter().flatten().flatten(),
    };
    let keeps = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|part| part == "keep"));
    let ours = keeps.filter(|path| fs::read_to_string(path).is_ok_and(|text| text == KEPT_BY));
    Ok(ours.map(|keep| Guarded { keep, new: false }).collect())
}

impl Repo {
    /// Writes what was laid out as one pack, guarded and durable; refs are to move to its `tips`.
    pub(super) fn write_pack(&self, packing: Packing, tips: &[ObjectId]) -> Result<Guarded, StoreError> {
        let count = packing.count();
        let staged = self.stage(NEW, count, packing, tips, |_, _| Ok(()))?;
        let guard = Guarded::put(&self.dir, &staged.name)?;
        reach("guarded");
        match self.place(&staged) {
            Ok(()) => Ok(guard),
            Err(error) => {
                guard.discard();
                drop(fs::remove_dir_all(&staged.folder));
                Err(error)
            }
        }
    }

    /// Returns the folder of the packs.
    pub(in crate::store) fn pack_folder(&self) -> PathBuf {
        self.dir.join("objects").join("pack")
    }

    /// Returns the file that is to become a ref which points to a commit of the pack written last.
    pub(super) fn prepared(&self, tip: ObjectId) -> PathBuf {
        self.dir.join("objects/variorum").join(NEW).join(tip.to_string())
    }

    /// Writes a pack of so many objects into an empty folder beside the others, and what refs to its tips will be, synced;
    /// `fill` lays out what is not yet.
    pub(super) fn stage(
        &self,
        folder: &str,
        count: usize,
        mut packing: Packing,
        tips: &[ObjectId],
        fill: impl FnOnce(&mut Packing, &mut PackFile) -> Result<(), StoreError>,
    ) -> Result<Staged, StoreError> {
        let folder = self.dir.join("objects").join("variorum").join(folder);
        // Whatever is in it was left by somebody who died.
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(StoreError::io(&folder, error)),
            _ => fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?,
        }
        let failed = |error| StoreError::io(&folder, error);
        let written = || {
            let mut pack = PackFile::begin(&folder.join("new.pack"), count).map_err(failed)?;
            fill(&mut packing, &mut pack)?;
            packing.write_to(&mut pack).map_err(failed)?;
            let refs = tips.iter().map(|tip| {
                let mut holder = File::create(folder.join(tip.to_string()))?;
                writeln!(holder, "{tip}").map(|()| holder)
            });
            refs.collect::<io::Result<_>>().and_then(|refs| packing.end(pack, refs)).map_err(failed)
        };
        let name = written().inspect_err(|_| {
            // What was written takes the room of which there was none.
            drop(fs::remove_dir_all(&folder));
        })?;
        reach("staged");
        Ok(Staged { folder, name: format!("pack-{name}") })
    }

    /// Renames a pack into its place, durably.
    pub(super) fn place(&self, staged: &Staged) -> Result<(), StoreError> {
        let folder = self.pack_folder();
        for part in PARTS {
            let (from, to) = (staged.folder.join("new"), folder.join(&staged.name));
            let renamed = fs::rename(from.with_extension(part), to.with_extension(part));
            renamed.map_err(|error| StoreError::io(&folder, error))?;
            reach(part);
        }
        sync_dir(&folder)
    }
}

/// A pack that is written, and not yet in its place.
#[derive(Debug)]
pub(super) struct Staged {
    folder: PathBuf,
    /// Its name, without an ending.
    pub(super) name: String,
}
