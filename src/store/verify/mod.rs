//! Looking for damage, and naming exactly what is damaged.

mod damage;
mod indexed;
mod sight;
mod sightings;
mod signatures;
mod triage;
mod version;
mod walk;
mod withdrawn;

use std::io;

pub use damage::{Damage, DamageKind, Signatures, Standing, VerifyReport};

use indexed::Indexed;
use sight::View;
use signatures::Vouching;
use version::Inspection;
use walk::{Suspect, Way};

use super::archive::{Archive, MAIN};
use super::error::StoreError;
use super::git::{ObjectId, Readers, Repo, damaged_lists};
use super::index::{Index, IndexError};
use super::went_back::WentBack;
use crate::article::{ArticleId, Withdrawal};

/// How many stretches of commits are looked at before libgit2 lets go of what it holds of their packs.
const ROUND: usize = 16;

/// How far a look at an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyStep {
    /// So many commits were found so far.
    Found(usize),
    /// Of all commits, so many were looked at.
    Looked {
        /// How many.
        done: usize,
        /// Of how many.
        total: usize,
    },
}

impl Archive {
    /// Looks at every version, page and capture, at the chain of commits, and at the index.
    ///
    /// What is damaged is told in the report. A damaged index is made anew: it is a cache.
    ///
    /// # Errors
    ///
    /// When there is no room for temporary files; a folder that cannot be read at all is told when the archive is opened.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        self.verify_telling(&mut |_| ())
    }

    /// Looks at everything as [`Archive::verify`] does, and tells how far it is.
    ///
    /// # Errors
    ///
    /// As [`Archive::verify`].
    pub fn verify_telling(&self, on_step: &mut dyn FnMut(VerifyStep)) -> Result<VerifyReport, StoreError> {
        let mut report = VerifyReport::default();
        let Some(repo) = &self.repo else { return Ok(report) };
        // Before anything asks the index, and heals it.
        *self.index.borrow_mut() = None;
        let indexed = Indexed::examine(&self.index_file(), &mut report);
        if let Some(kind) = head_damage(repo) {
            report.damages.push(Damage::of_ref("HEAD", kind));
        }
        for pack in damaged_lists(&self.dir) {
            let list = pack.with_extension("idx").to_string_lossy().into_owned();
            report.damages.push(Damage::of_ref(&list, DamageKind::WrongList));
        }
        let tip = find_tip(repo, indexed.tip, &mut report);
        // What the index knew of that is gone once it has followed.
        report.went_back = indexed.tip.and_then(|known| WentBack::of(repo, known, tip?));
        let withdrawals = withdrawn::inspect(self, repo, &mut report);
        self.inspect(repo, tip, indexed, &withdrawals, &mut report, on_step)?;
        self.heal_index(&report);
        Ok(report)
    }

    /// Looks at the versions up to a commit, and at what stands beside them.
    fn inspect(
        &self,
        repo: &Repo,
        tip: Option<ObjectId>,
        indexed: Indexed,
        withdrawals: &[Withdrawal],
        report: &mut VerifyReport,
        on_step: &mut dyn FnMut(VerifyStep),
    ) -> Result<(), StoreError> {
        let view = View::of(repo, report);
        let way = Way::back(repo, tip, &indexed, &mut |found| on_step(VerifyStep::Found(found)));
        let mut inspection = Inspection::begin(report, indexed, Vouching::begin(repo), withdrawals).map_err(no_room)?;
        let (mut readers, mut done) = (Readers::beside(repo, way.stretches.len()), 0);
        for round in way.stretches.chunks(ROUND) {
            let look = |repo: &Repo, stretch: &_| way.look(repo, stretch, &view);
            let looked = readers.each(round, look, |suspects| {
                for (id, suspect) in suspects {
                    match (suspect, way.lost.get(&id)) {
                        (Suspect::Seen(sight), _) => inspection.version(id, *sight)?,
                        (Suspect::Gone(problem), _) => inspection.unreadable(id, None, &problem)?,
                        (Suspect::Lost, None) => {}
                        (Suspect::Lost, Some(lost)) => {
                            inspection.unreadable(id, lost.version.clone(), &lost.problem)?;
                        }
                    }
                    done += 1;
                }
                on_step(VerifyStep::Looked { done, total: way.count });
                Ok(())
            });
            looked.map_err(no_room)?;
            readers.let_go();
        }
        let scratch = inspection.end().map_err(no_room)?;
        triage::inspect(repo, report);
        let is_withdrawn = |article: &ArticleId| withdrawals.iter().any(|withdrawal| withdrawal.article == *article);
        // Where that cannot be told, nobody is to be accused.
        let knows = |article: &ArticleId| scratch.knows(article).unwrap_or(true) || is_withdrawn(article);
        sightings::inspect(self, repo, &knows, report);
        Ok(())
    }

    /// Has a damaged index made anew by whoever asks it next.
    fn heal_index(&self, report: &VerifyReport) {
        let damaged = |damage: &Damage| matches!(damage.kind, DamageKind::Index { .. });
        if report.damages.iter().any(damaged) {
            // One that cannot be replaced now is in use; it will be found damaged again.
            drop(Index::open_anew(&self.index_file()));
        }
    }
}

/// Finds the newest commit: that of the branch, else the one that the index knew.
fn find_tip(repo: &Repo, known: Option<ObjectId>, report: &mut VerifyReport) -> Option<ObjectId> {
    match repo.tip(MAIN) {
        Ok(None) if known.is_some() => {
            report.damages.push(Damage::of_ref(MAIN, DamageKind::Missing));
            known
        }
        Ok(Some(tip)) if known.is_some_and(|known| repo.commit(known).is_ok()) && repo.commit(tip).is_err() => {
            let problem = format!("it leads to {tip}, which cannot be read");
            report.damages.push(Damage::of_ref(MAIN, DamageKind::Unreadable { problem }));
            known
        }
        Ok(tip) => tip,
        Err(error) => {
            report.damages.push(Damage::of_ref(MAIN, DamageKind::unreadable(&error)));
            known
        }
    }
}

/// Says that what a look has to remember could not be kept.
fn no_room(error: IndexError) -> StoreError {
    StoreError::Io { path: std::env::temp_dir(), source: io::Error::other(error.problem) }
}

/// Tells what is wrong with `HEAD`, which plain git reads first.
fn head_damage(repo: &Repo) -> Option<DamageKind> {
    match repo.head() {
        Ok(Some(branch)) if branch == MAIN => None,
        Ok(other) => Some(DamageKind::Unreadable { problem: format!("it leads to {other:?}") }),
        Err(error) => Some(DamageKind::unreadable(&error)),
    }
}
