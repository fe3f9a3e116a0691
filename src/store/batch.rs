//! Versions made together: one pack, and one step of each ref.

use super::archive::{Archive, CAPTURES, MAIN};
use super::creation::sync_dir;
use super::error::StoreError;
use super::failpoint::reach;
use super::git::{Moved, NewCommit, ObjectId, Repo, Workshop};
use super::lock::WriteLock;
use super::plan::Plan;
use super::spool;
use crate::article::Recorded;

/// A ref, and where it goes.
#[derive(Debug)]
pub(super) struct Step {
    /// The name of the ref.
    pub(super) name: &'static str,
    /// Where it was found.
    pub(super) from: Option<ObjectId>,
    /// Where it goes.
    pub(super) to: Option<ObjectId>,
}

impl Step {
    /// Begins at a place.
    pub(super) fn from(name: &'static str, place: Option<ObjectId>) -> Self {
        Self { name, from: place, to: place }
    }
}

/// Versions that are made, and not yet on the disk.
#[derive(Debug)]
pub(super) struct Batch {
    shop: Workshop,
    captures: Step,
    main: Step,
    /// What became of each submission.
    pub(super) answers: Vec<Result<Recorded, StoreError>>,
    /// What became of each version that others had laid out.
    pub(super) shared: Vec<spool::Answer>,
}

impl Batch {
    /// Begins one on top of the version that `main` was last seen at.
    pub(super) fn begin(archive: &Archive, main: Option<ObjectId>) -> Result<Self, StoreError> {
        let shop = Workshop::open(&archive.dir)?;
        let captures = Step::from(CAPTURES, shop.repo().tip(CAPTURES)?);
        Ok(Self { shop, captures, main: Step::from(MAIN, main), answers: Vec::new(), shared: Vec::new() })
    }

    /// Makes a planned version, after its capture; returns its commit.
    pub(super) fn add(&mut self, plan: &Plan, capture: Option<&[u8]>) -> Result<ObjectId, StoreError> {
        if let (Some(capture), Some((path, _))) = (capture, &plan.facts.capture) {
            let tip = self.captures.to;
            if !tip.map(|tip| self.shop.has_file(tip, path)).transpose()?.unwrap_or_default() {
                let message = format!("{}: capture of version {}\n", plan.facts.article.slug(), plan.facts.number);
                self.captures.to = Some(self.shop.lay(&plan.commit(tip, path, capture, &message), None)?);
            }
        }
        let new = plan.commit(self.main.to, &plan.facts.path, plan.page.text.as_bytes(), &plan.message);
        let commit = self.shop.lay(&new, Some(plan.page.id))?;
        self.main.to = Some(commit);
        Ok(commit)
    }

    /// Returns the commit that `main` leads to once the batch is kept.
    pub(super) fn tip(&self) -> Option<ObjectId> {
        self.main.to
    }

    /// Makes the batch durable: the pack, then the captures, then the versions; false when a ref was moved meanwhile.
    pub(super) fn keep(&mut self, archive: &Archive, lock: &WriteLock) -> Result<bool, StoreError> {
        archive.sign(&self.shop, &mut self.main)?;
        archive.publish(lock, &self.shop, &[&self.captures, &self.main])
    }
}

impl Plan {
    /// Returns the commit that puts a file at a path.
    fn commit<'a>(
        &'a self,
        parent: Option<ObjectId>,
        path: &'a str,
        content: &'a [u8],
        message: &'a str,
    ) -> NewCommit<'a> {
        let author = (self.author.as_str(), self.facts.article.site());
        NewCommit { parent, path, content, author, at: self.facts.at, recorded: self.facts.recorded, message }
    }
}

impl Archive {
    /// Writes what a workshop made as one pack, then moves refs to it, one after the other; false when one of them was no
    /// longer where it was found.
    ///
    /// The lock is not asked for anything: it must be held.
    pub(super) fn publish(&self, _lock: &WriteLock, shop: &Workshop, steps: &[&Step]) -> Result<bool, StoreError> {
        let moving: Vec<(&Step, ObjectId)> =
            steps.iter().filter(|step| step.from != step.to).filter_map(|step| Some((*step, step.to?))).collect();
        if moving.is_empty() {
            return Ok(true);
        }
        let tips: Vec<ObjectId> = moving.iter().map(|(_, to)| *to).collect();
        let pack = shop.write_pack(&tips)?;
        reach("packed");
        let (mut moved, mut done) = (Ok(true), 0);
        for (step, to) in &moving {
            moved = self.advance(shop.repo(), step, *to);
            reach(step.name);
            if !matches!(moved, Ok(true)) {
                break;
            }
            done += 1;
        }
        shop.repo().let_go_of_tips(&tips);
        // One that failed may be on its way to the disk all the same.
        let stands =
            || moving.get(done).is_some_and(|(step, _)| shop.repo().tip(step.name).is_ok_and(|tip| tip == step.from));
        match &moved {
            Err(_) if !stands() => {} // The next writer sees to it.
            Err(_) if done == 0 => pack.discard(),
            _ => pack.release(),
        }
        reach("released");
        moved
    }

    /// Moves a ref, durably; false when somebody else moved it.
    fn advance(&self, repo: &Repo, step: &Step, to: ObjectId) -> Result<bool, StoreError> {
        let file = self.dir.join(step.name);
        let folders = || file.ancestors().skip(1).take_while(|folder| *folder != self.dir);
        // A new ref may stand in a new folder, and plain git takes away one whose refs it packs.
        let new = step.from.is_none() || folders().any(|folder| !folder.exists());
        loop {
            match repo.move_ref_to_tip(step.name, step.from, to)? {
                Moved::Locked => self.manners.await_ref(&self.dir, step.name)?,
                Moved::Elsewhere => {
                    // That the lock file is gone must last as long as that the guard of the pack is.
                    folders().next().map_or(Ok(()), sync_dir)?;
                    return Ok(false);
                }
                Moved::Done => break,
            }
        }
        if new {
            // The folder of the ref is synced, but not the one that it stands in.
            folders().try_for_each(sync_dir)?;
        }
        Ok(true)
    }
}
