//! Erasing: the text of a version goes, and what is known of it stays.
//!
//! First a mark says that somebody is at it, then the file of the withdrawn content says that it is erased; then the
//! histories without it are written and the refs moved to them, and last the objects go that nothing leads to any more.
//! Each step is on the disk before the next, and all of them can be done again: whoever finds the mark, or an erased
//! version in the history, does.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::erased::Erased;
use super::{Order, all, rewrite};
use crate::article::{ArticleId, VersionRef, Withdrawal};
use crate::store::archive::{Archive, CAPTURES, MAIN, REFS};
use crate::store::batch::Step;
use crate::store::creation::sync_dir;
use crate::store::error::StoreError;
use crate::store::failpoint::reach;
use crate::store::git::{ObjectId, Repo, Workshop};
use crate::store::index::Index;
use crate::store::lock::WriteLock;
use crate::store::message;
use crate::store::spool;
use crate::store::triage::TRIAGE;

/// Refs of this kind are copies of what another archive has, and are fetched anew.
const FETCHED: [&str; 2] = ["refs/remotes/", "refs/variorum/"];

/// What came of erasing versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasure {
    /// What was erased now.
    pub erased: Vec<Withdrawal>,
    /// Refs that led to erased versions and are gone: copies of other archives, which are fetched anew, and a person's own.
    pub refs: Vec<String>,
    /// How many versions that stay lost a signature of their own, since their commits were made anew.
    pub unsigned: usize,
    /// Whether the newest of those is signed anew, which vouches for all.
    pub signed_anew: bool,
}

impl Archive {
    /// Withdraws versions as [`Archive::withdraw`] does, and erases their text from the archive: pages, captures, rulings
    /// that quote them, and everything that an older state of the archive still held.
    ///
    /// All other versions keep number, page and times; the commits after the erased ones get other names. An erasure that
    /// was cut short is completed first.
    ///
    /// # Errors
    ///
    /// When there is no such version, or something could not be written; what was begun then is completed by the next
    /// erasure or by [`Archive::tidy_all`].
    pub fn erase(
        &mut self,
        article: &ArticleId,
        asked: Option<&VersionRef>,
        order: &Order,
    ) -> Result<Erasure, StoreError> {
        let _upkeep = self.hold_upkeep()?;
        // Whoever has the index open keeps its text: better to learn that before anything is done.
        self.forget_index()?;
        let lock = self.lock_to_withdraw(article)?;
        // What is begun must be completed: better to learn before that it cannot be signed.
        self.check_signing(&lock)?;
        self.mark_erasing()?;
        reach("erasing");
        let erased = self.put_withdrawals(&lock, article, asked, order, true)?;
        Ok(Erasure { erased, ..self.complete(&lock)? })
    }

    /// Completes an erasure that was cut short; returns whether there was one.
    ///
    /// # Errors
    ///
    /// When it could not be completed; the next attempt goes on from there.
    pub fn finish_erasures(&mut self) -> Result<bool, StoreError> {
        let Some(repo) = &self.repo else { return Ok(false) };
        if !is_unfinished(&self.dir, repo)? {
            return Ok(false);
        }
        self.check_writable()?;
        let _upkeep = self.hold_upkeep()?;
        let lock = WriteLock::take(&self.dir.join("variorum"), &self.manners)?;
        lock.recover(&self.dir, &REFS)?;
        self.mark_erasing()?;
        self.complete(&lock)?;
        Ok(true)
    }

    /// Folders of packs are nobody else's to tidy meanwhile.
    fn hold_upkeep(&self) -> Result<File, StoreError> {
        let folder = self.dir.join("variorum");
        fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
        self.manners.hold(&folder.join("upkeep"))
    }

    /// Notes, durably, that text is about to go which refs may lead to no more; whoever finds the mark completes that.
    pub(in crate::store) fn mark_erasing(&self) -> Result<(), StoreError> {
        let path = mark(&self.dir);
        File::create(&path).and_then(|file| file.sync_all()).map_err(|error| StoreError::io(&path, error))?;
        sync_dir(&self.dir.join("variorum"))
    }

    /// Writes the histories without what is erased, and takes everything away that nothing leads to any more.
    fn complete(&mut self, lock: &WriteLock) -> Result<Erasure, StoreError> {
        let erased = Erased::of(&all(&Repo::open(&self.dir)?)?);
        let mut erasure = loop {
            if let Some(moved) = self.move_on(lock, &erased)? {
                break moved;
            }
        };
        reach("erase-moved");
        erasure.refs = self.forget_refs(&erased)?;
        reach("erase-forgot");
        self.forget_index()?;
        // What dead writers had laid out may be what is erased.
        drop(spool::take(&self.dir.join("variorum"), lock));
        // Opened anew: it must not know of objects that only memory held, or of packs that are gone.
        let repo = Repo::open(&self.dir)?;
        repo.keep_reachable()?;
        for name in ["logs", "FETCH_HEAD", "ORIG_HEAD", "variorum/signing"] {
            remove(&self.dir.join(name))?;
        }
        self.repo = Some(Repo::open(&self.dir)?);
        reach("erase-swept");
        remove(&mark(&self.dir))?;
        Ok(erasure)
    }

    /// Moves the refs to histories without what is erased; none when one was moved meanwhile.
    fn move_on(&self, lock: &WriteLock, erased: &Erased) -> Result<Option<Erasure>, StoreError> {
        let shop = Workshop::open(&self.dir)?;
        let from = |name| Ok::<_, StoreError>(Step::from(name, shop.repo().tip(name)?));
        let (mut captures, mut triage, mut main) = (from(CAPTURES)?, from(TRIAGE)?, from(MAIN)?);
        let versions = rewrite::versions(&shop, main.from, erased)?;
        captures.to = rewrite::without(&shop, captures.from, &versions.captures)?;
        // A later reading that this archive did not know when its text was erased may be quoted too.
        let rulings = rewrite::rulings(shop.repo(), triage.from, &erased.and(&versions.gone))?;
        triage.to = rewrite::without(&shop, triage.from, &rulings)?;
        main.to = versions.tip;
        // That text must go matters more than that what is left is signed: it goes where there is no key, too.
        let signed = [&mut triage, &mut main].map(|step| self.sign(&shop, step).is_ok());
        // Where nothing is left, there is nothing for a ref to lead to. The versions are last: they tell what is to be done.
        let emptied = |step: &Step| step.from.is_some() && step.to.is_none();
        for step in [&captures, &triage].into_iter().filter(|step| emptied(step)) {
            shop.repo().delete_ref(step.name)?;
        }
        if !self.publish(lock, &shop, &[&captures, &triage, &main])? {
            return Ok(None);
        }
        if emptied(&main) {
            shop.repo().delete_ref(main.name)?;
        }
        let signed_anew = versions.unsigned > 0 && self.signs() && signed[1];
        Ok(Some(Erasure { unsigned: versions.unsigned, signed_anew, ..Erasure::default() }))
    }

    /// Takes away refs that lead to what is erased: copies of other archives, and those somebody made.
    fn forget_refs(&self, erased: &Erased) -> Result<Vec<String>, StoreError> {
        let repo = Repo::open(&self.dir)?;
        let mut gone = Vec::new();
        for (name, tip) in repo.refs()? {
            if REFS.contains(&name.as_str()) {
                continue;
            }
            if FETCHED.iter().any(|kind| name.starts_with(kind)) || leads_to(&repo, tip, erased) {
                repo.delete_ref(&name)?;
                gone.push(name);
            }
        }
        Ok(gone)
    }

    /// Makes the index anew: what was deleted in it would still be in its file.
    fn forget_index(&self) -> Result<(), StoreError> {
        *self.index.borrow_mut() = None;
        let path = self.index_file();
        if !path.exists() {
            return Ok(());
        }
        match Index::open_anew(&path) {
            Ok(_) => Ok(()),
            Err(error) if error.passing => Err(StoreError::Locked { path, pid: None }),
            Err(error) => Err(StoreError::Io { path, source: io::Error::other(error.problem) }),
        }
    }
}

/// Tells whether the mark is there of somebody who is erasing, or died at it.
pub(in crate::store) fn is_marked(dir: &Path) -> bool {
    mark(dir).exists()
}

/// Tells whether an erasure was cut short.
pub(in crate::store) fn is_unfinished(dir: &Path, repo: &Repo) -> Result<bool, StoreError> {
    if is_marked(dir) {
        return Ok(true);
    }
    let withdrawals = all(repo)?;
    if !withdrawals.iter().any(|withdrawal| withdrawal.erased) {
        return Ok(false);
    }
    Ok(repo.tip(MAIN)?.is_some_and(|tip| leads_to(repo, tip, &Erased::of(&withdrawals))))
}

/// Tells whether a history holds a version that is erased; what cannot be read is no version.
fn leads_to(repo: &Repo, tip: ObjectId, erased: &Erased) -> bool {
    let mut next = Some(tip);
    while let Some(id) = next {
        let Ok(commit) = repo.commit(id) else { return false };
        if message::read(&commit.message).is_ok_and(|facts| erased.holds(&facts)) {
            return true;
        }
        next = commit.parents.first().copied();
    }
    false
}

/// Returns the file that says that somebody is erasing, or died at it.
fn mark(dir: &Path) -> PathBuf {
    dir.join("variorum").join("erasing")
}

fn remove(path: &Path) -> Result<(), StoreError> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io(path, error)),
        _ => Ok(()),
    }
}
