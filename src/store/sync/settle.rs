//! Bringing together what is here and what came in, under the lock of writers.

use std::collections::{BTreeSet, HashSet};

use chrono::DateTime;

use super::addresses;
use super::erased::{commits, rulings};
use super::error::SyncError;
use super::exchange::{Push, beside, exchanged};
use super::lines::{self, Pairs, ids};
use super::remotes::Remote;
use super::replay::{Joined, Joining, Lines, check_dates};
use super::sides::{SIDES, Tips};
use super::{Errand, Synced};
use crate::article::Moment;
use crate::store::archive::{Archive, CAPTURES, MAIN, REFS};
use crate::store::batch::Step;
use crate::store::creation::sync_dir;
use crate::store::error::StoreError;
use crate::store::failpoint::reach;
use crate::store::git::{Moved, ObjectId, Repo, Workshop};
use crate::store::lock::{WriteLock, pause};
use crate::store::triage::TRIAGE;
use crate::store::withdrawal::{Erased, WITHDRAWN, is_marked};

/// The folder of the refs that keep what was here before it was put on top of what a remote has.
const PRE_SYNC: &str = "refs/variorum/pre-sync";

/// How often to wait for somebody who reads from the index.
const PATIENCE: u32 = 50;

/// What was brought together.
#[derive(Debug)]
pub(super) struct Settled {
    /// What is to be sent.
    pub(super) pushes: Vec<Push>,
    /// What came of it.
    pub(super) synced: Synced,
    /// Whether what was erased was found here or came in.
    stained: bool,
}

impl Archive {
    /// Brings together what is here and what came in: all refs are read, joined and moved while nobody else writes.
    pub(super) fn settle(&self, errand: Errand<'_>) -> Result<Settled, SyncError> {
        let lock = WriteLock::take(&self.dir.join("variorum"), &self.manners)?;
        lock.recover(&self.dir, &REFS)?;
        loop {
            let shop = Workshop::open(&self.dir)?;
            let (steps, settled) = self.joined(&shop, errand)?;
            for target in steps.iter().filter(|step| step.to != step.from).filter_map(|step| step.to) {
                shop.vouch(target)?;
            }
            if settled.stained {
                self.mark_erasing()?;
            }
            if let Some(main) = steps.iter().find(|step| step.name == MAIN) {
                self.keep(shop.repo(), main, errand.terms.now)?;
            }
            reach("sync-kept");
            if self.publish(&lock, &shop, &steps.iter().collect::<Vec<_>>())? {
                let repo = Repo::open(&self.dir)?;
                for emptied in steps.iter().filter(|step| step.to.is_none()) {
                    repo.delete_ref(emptied.name)?;
                }
                for name in exchanged(errand.captures) {
                    let found = repo.tip(&beside(&errand.remote.incoming(), name))?;
                    self.agree(&repo, errand.remote, name, found)?;
                }
                return Ok(settled);
            }
        }
    }

    /// Notes what a remote has taken; what was kept until then is let go.
    pub(super) fn note(&self, remote: &Remote, pushes: &[Push]) -> Result<(), SyncError> {
        let repo = Repo::open(&self.dir)?;
        let kept = repo.refs_below(PRE_SYNC)?;
        if pushes.is_empty() && kept.is_empty() {
            return Ok(());
        }
        let _lock = WriteLock::take(&self.dir.join("variorum"), &self.manners)?;
        for push in pushes {
            self.agree(&repo, remote, push.name, push.to)?;
        }
        for (name, _) in kept {
            repo.delete_ref(&name)?;
        }
        Ok(())
    }

    /// Takes what was erased out of every pack, where it was found here or came in; refs of other archives go with it, and
    /// what was agreed with this one is noted again.
    pub(super) fn forget_erased(&mut self, errand: Errand<'_>) -> Result<(), SyncError> {
        if !is_marked(&self.dir) {
            return Ok(());
        }
        let (folder, mut agreed) = (errand.remote.agreed(), Vec::new());
        let repo = Repo::open(&self.dir)?;
        for name in exchanged(errand.captures) {
            agreed.push((name, repo.tip(&beside(&folder, name))?));
        }
        for tries in 0.. {
            match self.finish_erasures() {
                // Somebody is reading from the index, which has to go: that takes a moment.
                Err(StoreError::Locked { .. }) if tries < PATIENCE => pause(),
                other => {
                    other?;
                    break;
                }
            }
        }
        let repo = Repo::open(&self.dir)?;
        for (name, found) in agreed {
            self.agree(&repo, errand.remote, name, found)?;
        }
        Ok(())
    }

    /// Notes where a remote has a ref, now that it is known to be in order.
    fn agree(&self, repo: &Repo, remote: &Remote, name: &str, to: Option<ObjectId>) -> Result<(), StoreError> {
        let name = beside(&remote.agreed(), name);
        match to {
            Some(to) => self.lead(repo, &name, to),
            None => repo.delete_ref(&name),
        }
    }

    /// Keeps what was here in a ref of its own, where `main` will not lead to it.
    fn keep(&self, repo: &Repo, main: &Step, now: Moment) -> Result<(), StoreError> {
        let Some(ours) = main.from.filter(|_| main.to != main.from) else { return Ok(()) };
        if repo.common(Some(ours), main.to)? == Some(ours) {
            return Ok(());
        }
        let time = format!("{PRE_SYNC}/{}", now.to_utc().format("%Y%m%dT%H%M%SZ"));
        let (mut name, mut again) = (time.clone(), 1);
        while repo.tip(&name)?.is_some_and(|there| there != ours) {
            again += 1;
            name = format!("{time}-{again}");
        }
        self.lead(repo, &name, ours)
    }

    /// Leads a ref of our own to a commit that is on the disk, durably.
    fn lead(&self, repo: &Repo, name: &str, to: ObjectId) -> Result<(), StoreError> {
        loop {
            let from = repo.tip(name)?;
            if from == Some(to) {
                return Ok(());
            }
            match repo.move_ref(name, from, to)? {
                Moved::Locked => self.manners.await_ref(&self.dir, name)?,
                Moved::Elsewhere => {}
                Moved::Done => break,
            }
        }
        let file = self.dir.join(name);
        file.ancestors().skip(1).take_while(|folder| *folder != self.dir).try_for_each(sync_dir)
    }

    /// Joins all refs, in memory; says in which order they are to be moved: the versions once all is there that stands
    /// beside them.
    fn joined(&self, shop: &Workshop, errand: Errand<'_>) -> Result<(Vec<Step>, Settled), SyncError> {
        let Errand { remote, captures, .. } = errand;
        let repo = shop.repo();
        let tips = |name: &str| {
            let theirs = repo.tip(&beside(&remote.incoming(), name))?;
            Ok::<_, StoreError>(Tips { ours: repo.tip(name)?, theirs })
        };
        let Tips { ours, theirs } = tips(WITHDRAWN)?;
        let erased = Erased::gather(repo, [ours, theirs].into_iter().flatten())?;
        let main = self.join_versions(shop, errand, tips(MAIN)?, &erased)?;
        let mut synced = Synced::of(remote, &main, self.signs());
        let mut stained = main.stained;
        let (mut steps, mut pushes) = (Vec::new(), Vec::new());
        for side in SIDES.into_iter().filter(|side| captures || side.name != CAPTURES) {
            let Tips { ours, theirs } = tips(side.name)?;
            let (files, gone) = match side.name {
                CAPTURES => (&mut synced.captures, main.captures.clone()),
                TRIAGE => (&mut synced.rulings, rulings(repo, tips(TRIAGE)?, &erased.and(&main.gone))?),
                _ => (&mut synced.others, BTreeSet::new()),
            };
            stained |= !gone.is_empty();
            let to = side.join(shop, Tips { ours, theirs }, &gone)?;
            files.fetched += repo.new_files(ours, to)?;
            files.sent += repo.new_files(theirs, to)?;
            steps.push(Step { to, ..Step::from(side.name, ours) });
        }
        steps.push(Step { to: main.tip, ..Step::from(MAIN, tips(MAIN)?.ours) });
        for step in &mut steps {
            self.sign(shop, step)?;
            let (name, expected, to) = (step.name, tips(step.name)?.theirs, step.to);
            pushes.extend((to != expected).then_some(Push { name, expected, to }));
        }
        Ok((steps, Settled { pushes, synced, stained }))
    }

    /// Joins the two lines of versions.
    fn join_versions(
        &self,
        shop: &Workshop,
        Errand { remote, terms, tell, .. }: Errand<'_>,
        tips: Tips,
        erased: &Erased,
    ) -> Result<Joined, SyncError> {
        let repo = shop.repo();
        let seen = seen(repo, remote, tips.theirs, erased)?;
        let base = self.parting(repo, tips, erased)?;
        let theirs = lines::theirs(repo, &remote.name, base, tips.theirs)?;
        let lines = Lines { base, ours: lines::ours(repo, base, tips.ours)?, theirs, seen };
        let dated = tips.theirs.map(|tip| repo.commit(tip)).transpose()?.map(|commit| commit.time);
        if let Some(tip) = dated.filter(|tip| terms.is_future(*tip)) {
            let tip = DateTime::from_timestamp(tip, 0).unwrap_or_default().fixed_offset();
            return Err(SyncError::RemoteInFuture { remote: remote.name.clone(), tip, now: terms.now });
        }
        check_dates(&lines.ours, terms)?;
        let mut joining = Joining::begin(self, shop, (&lines, erased), tell);
        joining.join()?;
        if !lines.theirs.is_empty() {
            addresses::gather(&mut joining, shop, tips, terms)?;
        }
        Ok(joining.joined)
    }

    /// Finds the newest commit that both lines share and before which nothing was erased.
    fn parting(&self, repo: &Repo, tips: Tips, erased: &Erased) -> Result<Option<ObjectId>, StoreError> {
        let Some(shared) = repo.common(tips.ours, tips.theirs)? else { return Ok(None) };
        let mut stained = HashSet::new();
        for commit in commits(self, erased)? {
            if repo.common(Some(commit), Some(shared))? == Some(commit) {
                stained.insert(commit);
            }
        }
        let mut base = Some(shared);
        while let Some(commit) = base.filter(|_| !stained.is_empty()) {
            stained.remove(&commit);
            base = repo.parent(commit)?;
        }
        Ok(base)
    }
}

/// Makes sure that a remote has all versions it was last agreed to have, but those that were erased; returns their
/// commits where it has been written anew.
fn seen(
    repo: &Repo,
    remote: &Remote,
    theirs: Option<ObjectId>,
    erased: &Erased,
) -> Result<HashSet<ObjectId>, SyncError> {
    let agreed = repo.tip(&beside(&remote.agreed(), MAIN))?;
    let shared = repo.common(agreed, theirs)?;
    if shared == agreed {
        return Ok(HashSet::new());
    }
    let (had, mut there) = (lines::ours(repo, shared, agreed)?, Pairs::default());
    for entry in lines::theirs(repo, &remote.name, shared, theirs)? {
        there.put(&entry.facts, entry.facts.number);
    }
    let lost = had.iter().filter(|entry| there.take(&entry.facts).is_none() && !erased.holds(&entry.facts));
    let versions: Vec<_> = lost.map(|entry| (entry.facts.article.clone(), entry.facts.number)).collect();
    if versions.is_empty() { Ok(ids(&had)) } else { Err(SyncError::Vanished { remote: remote.name.clone(), versions }) }
}
