//! Packs: new objects reach the disk as one, and small ones are folded into larger ones.
//!
//! A pack is written and synced beside the others, in a folder of its own, and only then renamed into its place, the
//! objects before the list of them: whatever dies when, there is never a list without its objects. Until the ref has
//! moved, a `.keep` file keeps plain git from taking the pack, which nothing leads to yet, for waste.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use git2::{Oid, PackBuilder};

use super::list::{PackList, Stock};
use super::object::ObjectId;
use super::repo::Repo;
use crate::store::creation::sync_dir;
use crate::store::error::StoreError;
use crate::store::failpoint::reach;

/// What stands in a `.keep` file of ours.
const KEPT_BY: &str = "variorum\n";

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

/// What came of folding packs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Fold {
    /// How many packs and loose objects became one pack.
    pub(in crate::store) folded: usize,
    /// The bytes they took.
    pub(in crate::store) before: u64,
    /// The bytes the one pack takes.
    pub(in crate::store) after: u64,
}

impl Repo {
    /// Writes objects as one pack, guarded and durable.
    pub(super) fn write_pack(&self, objects: &[(Oid, String)]) -> Result<Guarded, StoreError> {
        let failed = |error: git2::Error| self.failed("a pack", &error);
        let mut builder = self.inner.packbuilder().map_err(failed)?;
        for (id, name) in objects {
            builder.insert_object(*id, Some(name)).map_err(failed)?;
        }
        let (stage, name) = self.build(&mut builder, "new")?;
        let guard = Guarded::put(&self.dir, &name)?;
        reach("guarded");
        match self.place(&stage, &name) {
            Ok(()) => Ok(guard),
            Err(error) => {
                guard.discard();
                drop(fs::remove_dir_all(&stage));
                Err(error)
            }
        }
    }

    /// Makes one pack of several and of loose objects, and takes those away once it is durable.
    ///
    /// Every object is read and held against its name on the way: what is damaged stops the fold and is left as it is.
    pub(in crate::store) fn fold(&self, stock: &Stock) -> Result<Fold, StoreError> {
        let failed = |error: git2::Error| self.failed("a pack", &error);
        let ids = stock.ids().map_err(|error| StoreError::io(&self.pack_folder(), error))?;
        let mut builder = self.inner.packbuilder().map_err(failed)?;
        for (id, name) in self.in_order(&ids) {
            builder.insert_object(id, Some(&name)).map_err(failed)?;
        }
        let (stage, name) = self.build(&mut builder, "fold")?;
        reach("folded");
        self.place(&stage, &name)?;
        let made = PackList::read(&self.pack_folder(), &name).map_err(|error| StoreError::io(&stage, error))?;
        let missing = ids.iter().find(|id| !made.holds(**id));
        if let Some(id) = missing {
            let problem = "an object is not in the pack it was written to".to_owned();
            return Err(StoreError::Damaged { what: format!("object {id}"), problem });
        }
        reach("fold-placed");
        let fold = Fold { folded: stock.count(), before: stock.bytes(), after: made.bytes };
        // Plain git looks for packs in its list of several before anything else.
        let lists = ["multi-pack-index", "multi-pack-index.d"].map(|name| self.pack_folder().join(name));
        drop((fs::remove_file(&lists[0]), fs::remove_dir_all(&lists[1])));
        stock.remove_but(&name).map_err(|error| StoreError::io(&self.pack_folder(), error))?;
        Ok(fold)
    }

    /// Returns the folder of the packs.
    pub(in crate::store) fn pack_folder(&self) -> PathBuf {
        self.dir.join("objects").join("pack")
    }

    /// Writes a pack into an empty folder beside the others, synced; returns the folder and the name of the pack.
    pub(super) fn build(&self, builder: &mut PackBuilder<'_>, folder: &str) -> Result<(PathBuf, String), StoreError> {
        let failed = |error: git2::Error| self.failed("a pack", &error);
        let stage = self.dir.join("objects").join("variorum").join(folder);
        // Whatever is in it was left by somebody who died.
        match fs::remove_dir_all(&stage) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(StoreError::io(&stage, error)),
            _ => fs::create_dir_all(&stage).map_err(|error| StoreError::io(&stage, error))?,
        }
        if let Err(error) = builder.write(&stage, 0).map_err(failed) {
            // What was written takes the room of which there was none.
            drop(fs::remove_dir_all(&stage));
            return Err(error);
        }
        reach("staged");
        let name = builder.name().ok().flatten().unwrap_or_default();
        Ok((stage, format!("pack-{name}")))
    }

    /// Renames a pack into its place, durably.
    pub(super) fn place(&self, stage: &Path, name: &str) -> Result<(), StoreError> {
        let folder = self.pack_folder();
        for part in PARTS {
            let file = format!("{name}.{part}");
            fs::rename(stage.join(&file), folder.join(&file)).map_err(|error| StoreError::io(&folder, error))?;
            reach(part);
        }
        sync_dir(&folder)
    }
}
