//! Looking for damage, and naming exactly what is damaged.

mod damage;
mod sightings;
mod signatures;
mod triage;
mod version;
mod walk;
mod withdrawn;

use std::collections::BTreeSet;

pub use damage::{Damage, DamageKind, Signatures, Standing, VerifyReport};

use version::Inspection;
use walk::{Suspect, commits};

use super::archive::{Archive, MAIN};
use super::error::StoreError;
use super::git::{ObjectId, Repo, damaged_lists};
use super::index::{Index, IndexError};
use super::went_back::WentBack;
use crate::article::ArticleId;

/// A version as the index has it: commit, article, number.
type Indexed = (String, ArticleId, u32);

impl Archive {
    /// Looks at every version, page and capture, at the chain of commits, and at the index.
    ///
    /// What is damaged is told in the report. A damaged index is made anew: it is a cache.
    ///
    /// # Errors
    ///
    /// Never at present; a folder that cannot be read at all is told when the archive is opened.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        let mut report = VerifyReport::default();
        let Some(repo) = &self.repo else { return Ok(report) };
        // Before anything asks the index, and heals it.
        *self.index.borrow_mut() = None;
        let (indexed, known_tip) = self.examine_index(&mut report);
        if let Some(kind) = head_damage(repo) {
            report.damages.push(Damage::of_ref("HEAD", kind));
        }
        for pack in damaged_lists(&self.dir) {
            let list = pack.with_extension("idx").to_string_lossy().into_owned();
            report.damages.push(Damage::of_ref(&list, DamageKind::WrongList));
        }
        let tip = match repo.tip(MAIN) {
            Ok(None) if known_tip.is_some() => {
                report.damages.push(Damage::of_ref(MAIN, DamageKind::Missing));
                known_tip
            }
            Ok(Some(tip)) if known_tip.is_some_and(|known| repo.commit(known).is_ok()) && repo.commit(tip).is_err() => {
                let problem = format!("it leads to {tip}, which cannot be read");
                report.damages.push(Damage::of_ref(MAIN, DamageKind::Unreadable { problem }));
                known_tip
            }
            Ok(tip) => tip,
            Err(error) => {
                report.damages.push(Damage::of_ref(MAIN, DamageKind::unreadable(&error)));
                known_tip
            }
        };
        // What the index knew of that is gone once it has followed.
        report.went_back = known_tip.and_then(|known| WentBack::of(repo, known, tip?));
        let withdrawals = withdrawn::inspect(self, repo, &mut report);
        let mut inspection = Inspection::new(repo, &mut report, &withdrawals);
        for suspect in commits(repo, tip, &indexed) {
            match suspect {
                Suspect::Commit { id } => match repo.commit(id) {
                    Ok(commit) => inspection.version(id, &commit),
                    Err(problem) => inspection.unreadable(id, None, &problem),
                },
                Suspect::Unreadable { id, version, problem } => inspection.unreadable(id, version, &problem),
            }
        }
        let found = inspection.finish();
        // One that knows another history is behind the times, and made anew when it is asked.
        let known_tip = known_tip.map(|tip| tip.to_string());
        if found.iter().any(|(commit, ..)| Some(commit) == known_tip.as_ref()) {
            compare(&mut report, &indexed, &found);
        }
        signatures::inspect(repo, &found, &mut report);
        triage::inspect(repo, &mut report);
        let withdrawn = withdrawals.into_iter().map(|withdrawal| withdrawal.article);
        let known = found.iter().map(|(_, article, _)| article.clone()).chain(withdrawn).collect();
        sightings::inspect(self, repo, &known, &mut report);
        self.heal_index(&report);
        Ok(report)
    }

    /// Has a damaged index made anew by whoever asks it next.
    fn heal_index(&self, report: &VerifyReport) {
        let damaged = |damage: &Damage| matches!(damage.kind, DamageKind::Index { .. });
        if report.damages.iter().any(damaged) {
            // One that cannot be replaced now is in use; it will be found damaged again.
            drop(Index::open_anew(&self.index_file()));
        }
    }

    /// Reads what the index has, as it is on the disk; a missing one is no damage.
    fn examine_index(&self, report: &mut VerifyReport) -> (Vec<Indexed>, Option<ObjectId>) {
        let examined = Index::examine(&self.index_file()).and_then(|index| match index {
            Some(index) => Ok((index.commits()?, index.tip()?)),
            None => Ok((Vec::new(), None)),
        });
        match examined {
            Ok((rows, tip)) => (rows, tip.as_deref().and_then(ObjectId::parse)),
            Err(IndexError { problem, .. }) => {
                report.damages.push(Damage::of_index(problem));
                (Vec::new(), None)
            }
        }
    }
}

/// Tells what is wrong with `HEAD`, which plain git reads first.
fn head_damage(repo: &Repo) -> Option<DamageKind> {
    match repo.head() {
        Ok(Some(branch)) if branch == MAIN => None,
        Ok(other) => Some(DamageKind::Unreadable { problem: format!("it leads to {other:?}") }),
        Err(error) => Some(DamageKind::unreadable(&error)),
    }
}

/// Compares what the index has with what the commits say; an index that merely lags behind is whole.
fn compare(report: &mut VerifyReport, indexed: &[Indexed], found: &[Indexed]) {
    // The index has no second version of one number, which was named already.
    let mut numbers = BTreeSet::new();
    let found: Vec<&Indexed> = found.iter().filter(|(_, article, number)| numbers.insert((article, *number))).collect();
    let differing = indexed.iter().zip(&found).find(|(row, version)| row != *version).map(|(row, _)| row);
    if let Some((commit, article, number)) = differing.or_else(|| indexed.get(found.len())) {
        report.damages.push(Damage {
            article: Some(article.clone()),
            version: Some(*number),
            commit: Some(commit.clone()),
            ..Damage::of_index("it does not agree with the commits".to_owned())
        });
    }
}
