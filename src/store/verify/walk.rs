//! The commits of `main`, oldest first, past those that cannot be read where the index knows what was before them.

use super::Indexed;
use crate::article::ArticleId;
use crate::store::error::StoreError;
use crate::store::git::{ObjectId, Repo};

/// A commit to be looked at.
pub(super) enum Suspect {
    /// One that can be read.
    Commit {
        /// Its name.
        id: ObjectId,
    },
    /// One that cannot.
    Unreadable {
        /// Its name.
        id: ObjectId,
        /// The article and version it holds, where the index knows.
        version: Option<(ArticleId, u32)>,
        /// What git says.
        problem: StoreError,
    },
}

/// Lists the commits up to `tip`, oldest first.
pub(super) fn commits(repo: &Repo, tip: Option<ObjectId>, indexed: &[Indexed]) -> Vec<Suspect> {
    let (mut suspects, mut next) = (Vec::new(), tip);
    while let Some(id) = next {
        match repo.commit(id) {
            Ok(commit) => {
                next = commit.parents.first().copied();
                suspects.push(Suspect::Commit { id });
            }
            Err(problem) => {
                let place = indexed.iter().position(|(commit, ..)| *commit == id.to_string());
                let before = place.and_then(|place| place.checked_sub(1)).map(|before| &indexed[before].0);
                next = before.and_then(|commit| ObjectId::parse(commit));
                let version = place.map(|place| (indexed[place].1.clone(), indexed[place].2));
                suspects.push(Suspect::Unreadable { id, version, problem });
            }
        }
    }
    suspects.reverse();
    suspects
}
