//! Refs, moved one step at a time.

use std::fs;
use std::io;

use git2::ErrorCode;

use super::object::ObjectId;
use super::repo::Repo;
use crate::store::creation::sync_dir;
use crate::store::error::StoreError;

/// What became of moving a ref.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Moved {
    /// It is where it should be, durably.
    Done,
    /// It was no longer where it was expected.
    Elsewhere,
    /// Its lock file is there.
    Locked,
}

impl Repo {
    /// Returns where a ref points to.
    pub(in crate::store) fn tip(&self, name: &str) -> Result<Option<ObjectId>, StoreError> {
        match self.inner.refname_to_id(name) {
            Ok(id) => Ok(Some(ObjectId(id))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(self.failed(name, &error)),
        }
    }

    /// Returns the branch that `HEAD` stands for.
    pub(in crate::store) fn head(&self) -> Result<Option<String>, StoreError> {
        let head = self.inner.find_reference("HEAD").map_err(|error| self.failed("HEAD", &error))?;
        Ok(head.symbolic_target().ok().flatten().map(ToOwned::to_owned))
    }

    /// Moves a ref from where it is expected to be to a tip that [`Workshop::write_pack`](super::Workshop::write_pack) has
    /// just been told of.
    ///
    /// What it is to hold was synced with the pack, so that the disk need not be waited for again: that file becomes git's
    /// lock file, and then the ref.
    pub(in crate::store) fn move_ref_to_tip(
        &self,
        name: &str,
        from: Option<ObjectId>,
        to: ObjectId,
    ) -> Result<Moved, StoreError> {
        let (file, prepared) = (self.dir.join(name), self.prepared(to));
        let lock = self.dir.join(format!("{name}.lock"));
        // A ref that is new, or packed, may lack its folder; who keeps a log of it wants this step in there.
        if !file.is_file() || self.inner.reference_has_log(name).unwrap_or(true) {
            return self.move_ref(name, from, to);
        }
        match fs::hard_link(&prepared, &lock) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(Moved::Locked),
            // Where files have one name only, it is written there.
            Err(_) => return self.move_ref(name, from, to),
            Ok(()) => {}
        }
        let moved = self.tip(name).and_then(|tip| {
            if tip != from {
                return Ok(Moved::Elsewhere);
            }
            fs::rename(&lock, &file).map_err(|error| StoreError::io(&file, error)).map(|()| Moved::Done)
        });
        if !matches!(moved, Ok(Moved::Done)) {
            drop(fs::remove_file(&lock));
        }
        sync_dir(file.parent().unwrap_or(&self.dir))?;
        moved
    }

    /// Takes away what refs to tips would have been made of, once they are where they are to be, or will not get there.
    pub(in crate::store) fn let_go_of_tips(&self, tips: &[ObjectId]) {
        // What stays is swept before the next pack is written.
        for tip in tips {
            drop(fs::remove_file(self.prepared(*tip)));
        }
    }

    /// Moves a ref from where it is expected to be; git's own lock file makes read, comparison and writing one step.
    ///
    /// A transaction, because every other way rescans all refs.
    pub(in crate::store) fn move_ref(
        &self,
        name: &str,
        from: Option<ObjectId>,
        to: ObjectId,
    ) -> Result<Moved, StoreError> {
        let failed = |error: git2::Error| self.failed(name, &error);
        let mut transaction = self.inner.transaction().map_err(failed)?;
        match transaction.lock_ref(name) {
            Err(error) if error.code() == ErrorCode::Locked => return Ok(Moved::Locked),
            other => other.map_err(failed)?,
        }
        if self.tip(name)? != from {
            return Ok(Moved::Elsewhere);
        }
        transaction.set_target(name, to.0, None, "variorum").map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(Moved::Done)
    }
}
