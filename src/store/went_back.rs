//! A branch that leads to less than it did.

use super::git::{ObjectId, Repo};

/// How far `main` went back: somebody put an older state back, or its file was lost while an older state of it stands among
/// the packed refs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WentBack {
    /// The commit it led to when the index last followed it.
    pub from: String,
    /// How many versions were recorded up to there that it does not lead to any more.
    pub versions: usize,
}

impl WentBack {
    /// Tells whether `main` leads to an ancestor of where it led; what was erased cannot be read any more.
    pub(super) fn of(repo: &Repo, known: ObjectId, tip: ObjectId) -> Option<Self> {
        let shared = repo.common(Some(known), Some(tip)).ok().flatten();
        if known == tip || shared != Some(tip) {
            return None;
        }
        let versions = repo.commits_between(tip, known).ok()?;
        Some(Self { from: known.to_string(), versions })
    }
}
