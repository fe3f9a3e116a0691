//! Several archives kept as one.
//!
//! Versions are texts that were on show, not changes to one another, so two archives never contradict: what is here alone
//! is put on top of what the remote has, in the order it was recorded, and sent. The remote's line is the one that lasts;
//! numbers are given anew, and so are the names of commits. Network is waited for without the lock of writers; whoever
//! records meanwhile is heard, because all is read again once the lock is held.

mod addresses;
mod clone;
mod erased;
mod error;
mod exchange;
mod lines;
mod remotes;
mod replay;
mod retell;
mod settle;
mod sides;

pub use error::SyncError;
pub use remotes::Remote;

use std::fs::File;

use exchange::Reply;
use replay::Joined;

use super::archive::Archive;
use super::error::StoreError;
use super::failpoint::reach;
use super::lock::pause;
use super::upkeep::Wrote;
use crate::article::{ArticleId, Moment};

/// How often to begin again when others were faster.
const TRIES: usize = 32;

/// How often a remote may reject what is sent though it has not moved: another may be about to move it.
const REFUSALS: usize = 5;

/// How far ahead a version may be dated, in seconds.
const DAY: i64 = 24 * 60 * 60;

/// How archives are brought together.
#[derive(Clone, Debug)]
pub struct SyncTerms {
    /// What becomes of captures.
    pub captures: Captures,
    /// Go on though a version is dated more than a day after now.
    pub any_clock: bool,
    /// The moment taken as now.
    pub now: Moment,
    /// Who asks for it.
    pub recorded_by: String,
}

impl SyncTerms {
    /// Tells whether a date is more than a day after now.
    fn is_future(&self, seconds: i64) -> bool {
        !self.any_clock && seconds > self.now.timestamp() + DAY
    }
}

/// What becomes of captures when archives are brought together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Captures {
    /// What the archive did before; at first they are taken.
    #[default]
    AsBefore,
    /// They are taken and sent.
    Take,
    /// They are neither taken nor sent, from now on.
    LeaveOut,
}

/// How far bringing archives together has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headway {
    /// What is being done, e.g. `fetched`.
    pub doing: &'static str,
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// What came of bringing two archives together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// The remote's name.
    pub remote: String,
    /// Its address, without a password.
    pub url: String,
    /// How many versions came from it.
    pub fetched: usize,
    /// How many versions went to it.
    pub sent: usize,
    /// How many versions were recorded here that it had already.
    pub dropped: usize,
    /// Versions recorded here that go by another number now.
    pub renumbered: Vec<Renumbered>,
    /// Versions recorded here that were erased elsewhere, by the numbers they had: they are kept no longer.
    pub erased: Vec<(ArticleId, u32)>,
    /// How many versions lost a signature of their own, since their commits were made anew.
    pub unsigned: usize,
    /// Whether the newest of those is signed anew, which vouches for all.
    pub signed_anew: bool,
    /// Files of captures.
    pub captures: Exchanged,
    /// Files of rulings.
    pub rulings: Exchanged,
    /// Files of sightings and withdrawn versions.
    pub others: Exchanged,
}

/// How many files went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// From the remote.
    pub fetched: usize,
    /// To the remote.
    pub sent: usize,
}

/// A version that goes by another number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered {
    /// Its article.
    pub article: ArticleId,
    /// The number it had.
    pub from: u32,
    /// The number it has.
    pub to: u32,
}

/// One bringing together: with whom, on which terms, and who hears of it.
#[derive(Clone, Copy)]
struct Errand<'a> {
    remote: &'a Remote,
    /// Whether captures are exchanged.
    captures: bool,
    terms: &'a SyncTerms,
    tell: &'a dyn Fn(&Headway),
}

impl Synced {
    /// Tells what came of joining the versions.
    fn of(remote: &Remote, joined: &Joined, signs: bool) -> Self {
        Self {
            remote: remote.name.clone(),
            url: remote.shown_url(),
            fetched: joined.fetched,
            sent: joined.fresh,
            dropped: joined.dropped,
            renumbered: joined.renumbered.clone(),
            erased: joined.erased.iter().cloned().collect(),
            unsigned: joined.unsigned,
            signed_anew: joined.unsigned > 0 && signs,
            ..Self::default()
        }
    }

    /// Adds what came of a later round; what is sent in one is what was not taken in those before.
    fn and_then(mut self, later: Self) -> Self {
        self.fetched += later.fetched;
        self.dropped += later.dropped;
        self.sent = later.sent;
        self.erased.extend(later.erased);
        // A later round makes the commits of the first anew once more, and the one it signed.
        self.unsigned = self.unsigned.max(later.unsigned);
        self.signed_anew |= later.signed_anew;
        for Renumbered { article, from, to } in later.renumbered {
            match self.renumbered.iter_mut().find(|known| known.article == article && known.to == from) {
                Some(known) => known.to = to,
                None => self.renumbered.push(Renumbered { article, from, to }),
            }
        }
        for (mine, its) in
            [(&mut self.captures, later.captures), (&mut self.rulings, later.rulings), (&mut self.others, later.others)]
        {
            *mine = Exchanged { fetched: mine.fetched + its.fetched, sent: its.sent };
        }
        self
    }
}

impl Archive {
    /// Brings this archive and a remote one together: both hold all versions of both afterwards.
    ///
    /// The remote meant is the one named, else `origin`, else the only one. `tell` hears how far it is.
    ///
    /// # Errors
    ///
    /// When the remote cannot be reached or takes nothing, is no archive, has lost versions, or a version is dated more
    /// than a day after now. Everything recorded here stays in any case.
    pub fn sync(
        &mut self,
        remote: Option<&str>,
        terms: &SyncTerms,
        tell: &dyn Fn(&Headway),
    ) -> Result<Synced, SyncError> {
        self.check_writable()?;
        let remote = self.remote(remote)?;
        let captures = self.takes_captures(terms.captures)?;
        let errand = Errand { remote: &remote, captures, terms, tell };
        let _one = self.hold_sync()?;
        // Sightings that wait are sent like those that lie on their ref.
        self.fold_sightings()?;
        let (mut synced, mut before, mut refusals) = (None::<Synced>, None, 0);
        for _ in 0..TRIES {
            let there = self.fetch(errand)?;
            reach("sync-fetched");
            let settled = self.settle(errand)?;
            reach("sync-settled");
            let told = match synced.take() {
                Some(earlier) => earlier.and_then(settled.synced),
                None => settled.synced,
            };
            let reply = match settled.pushes.as_slice() {
                [] => Reply::Taken,
                pushes => self.send(errand, pushes)?,
            };
            reach("sync-sent");
            let Reply::Rejected { reason } = reply else {
                self.note(&remote, &settled.pushes)?;
                self.forget_erased(errand)?;
                // All is kept and sent; an index that cannot follow now follows when it is asked.
                drop(self.ask(|_, _| Ok(())));
                self.tidy(Wrote::Many);
                return Ok(told);
            };
            refusals = if before.as_ref() == Some(&there) { refusals + 1 } else { 0 };
            if refusals == REFUSALS {
                return Err(SyncError::Refused { remote: remote.name, reason });
            }
            (synced, before) = (Some(told), Some(there));
            pause();
        }
        Err(SyncError::Busy { remote: remote.name, tries: TRIES })
    }

    /// Takes the lock of this: two at once would take each other's fetched refs for their own. Nobody is kept from
    /// recording by it.
    fn hold_sync(&self) -> Result<File, SyncError> {
        let folder = self.dir.join("variorum");
        std::fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
        let held = self.manners.hold(&folder.join("sync"))?;
        self.sweep_locks()?;
        Ok(held)
    }

    /// Removes lock files of refs that are led by whoever holds the lock of this, and by nobody else: one that is there
    /// now was left by somebody who died.
    fn sweep_locks(&self) -> Result<(), SyncError> {
        let mut folders: Vec<_> =
            ["remotes", "incoming", "pre-sync"].map(|name| self.dir.join("refs/variorum").join(name)).into();
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "lock") {
                    std::fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
                }
            }
        }
        Ok(())
    }

    /// Decides on captures, and keeps what was decided.
    fn takes_captures(&self, asked: Captures) -> Result<bool, SyncError> {
        let Some(repo) = &self.repo else { return Ok(true) };
        let left_out = repo.leaves_out_captures();
        let leave_out = match asked {
            Captures::AsBefore => left_out,
            Captures::Take => false,
            Captures::LeaveOut => true,
        };
        if leave_out != left_out {
            repo.leave_out_captures(leave_out)?;
        }
        Ok(!leave_out)
    }
}
