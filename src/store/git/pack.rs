//! Packs: new objects reach the disk as one, and small ones are folded into larger ones.
//!
//! A pack is written and synced beside the others, in a folder of its own, and only then renamed into its place, the
//! objects before the list of them: whatever dies when, there is never a list without its objects. Until the ref has
//! moved, a `.keep` file keeps plain git from taking the pack, which nothing leads to yet, for waste.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use git2::{Oid, PackBuilder};

use super::list::{PackList, Stock};
use super::repo::Repo;
use crate::store::creation::sync_dir;
use crate::store::error::StoreError;
use crate::store::failpoint::reach;

/// What stands in a `.keep` file of ours.
const KEPT_BY: &str = "variorum\n";

/// A pack in its place that plain git must leave alone for now.
#[derive(Debug)]
pub(in crate::store) struct Guarded {
    keep: PathBuf,
}

impl Guarded {
    /// Lets plain git do with the pack as it likes: a ref leads to it.
    pub(in crate::store) fn release(self) {
        // One that stays is taken away by the next writer.
        drop(fs::remove_file(self.keep));
    }
}

/// Removes the guards that writers left when they died; only whoever may write can know that they are dead.
pub(in crate::store) fn release_all(git_dir: &Path) -> Result<(), StoreError> {
    let folder = git_dir.join("objects/pack");
    for entry in fs::read_dir(&folder).map_err(|error| StoreError::io(&folder, error))?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "keep")
            && fs::read_to_string(&path).is_ok_and(|text| text == KEPT_BY)
        {
            fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
        }
    }
    Ok(())
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
        let keep = self.pack_folder().join(format!("{name}.keep"));
        fs::write(&keep, KEPT_BY).map_err(|error| StoreError::io(&keep, error))?;
        reach("guarded");
        self.place(&stage, &name)?;
        Ok(Guarded { keep })
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
        builder.write(&stage, 0).map_err(failed)?;
        reach("staged");
        let name = builder.name().ok().flatten().unwrap_or_default();
        Ok((stage, format!("pack-{name}")))
    }

    /// Renames a pack into its place, durably.
    pub(super) fn place(&self, stage: &Path, name: &str) -> Result<(), StoreError> {
        let folder = self.pack_folder();
        for part in ["pack", "idx"] {
            let file = format!("{name}.{part}");
            fs::rename(stage.join(&file), folder.join(&file)).map_err(|error| StoreError::io(&folder, error))?;
            reach(part);
        }
        sync_dir(&folder)
    }
}
