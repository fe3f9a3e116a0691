//! Signed commits: who vouches for what was written.
//!
//! The name of a commit is a hash of all that came before it, so that one signature vouches for every version up to its
//! own. The newest commit of each step is signed: that of every version recorded alone, and the last of a batch.

use thiserror::Error;

use super::archive::{Archive, MAIN, REFS};
use super::batch::Step;
use super::error::StoreError;
use super::git::{Repo, Signer, Workshop};
use super::lock::WriteLock;
use super::triage::TRIAGE;
use super::withdrawal::WITHDRAWN;

/// The refs whose commits are signed: those that hold the words of people. Captures are vouched for by the versions that
/// name their hashes.
pub(super) const SIGNED: [&str; 3] = [MAIN, TRIAGE, WITHDRAWN];

/// Why a commit could not be signed; facts only, the words for a person are found at the top floor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SigningProblem {
    /// The git program is not there, whose configuration names the key.
    #[error("git is missing")]
    NoGit,
    /// The configuration of git cannot be read.
    #[error("git's configuration cannot be read: {reason}")]
    Configuration {
        /// What git gives as the reason.
        reason: String,
    },
    /// The configuration names a kind of signature that git does not have.
    #[error("gpg.format is {format:?}")]
    UnknownFormat {
        /// What it names.
        format: String,
    },
    /// The configuration names no key.
    #[error("user.signingKey is not set")]
    NoKey,
    /// The program that signs is not there.
    #[error("{program} is missing")]
    NoProgram {
        /// The program.
        program: String,
    },
    /// The program did not sign.
    #[error("{program} does not sign with {key}: {reason}")]
    Refused {
        /// The program.
        program: String,
        /// The key it was to sign with.
        key: String,
        /// What it gives as the reason.
        reason: String,
    },
}

impl Archive {
    /// Has every commit signed from now on that holds versions, rulings or withdrawals, with the key of git's own
    /// configuration; one signature is made to see that it can be.
    ///
    /// # Errors
    ///
    /// When no signature can be made or the archive cannot be written; nothing is changed then.
    pub fn sign_from_now_on(&mut self) -> Result<(), StoreError> {
        self.check_writable()?;
        let Some(repo) = &self.repo else { return Ok(()) };
        let lock = WriteLock::take(&self.dir.join("variorum"), &self.manners)?;
        lock.recover(&self.dir, &REFS)?;
        try_signing(repo, &lock)?;
        repo.sign_commits()
    }

    /// Tells whether commits are signed here: whoever writes then signs for themselves alone.
    pub(super) fn signs(&self) -> bool {
        self.repo.as_ref().is_some_and(Repo::signs)
    }

    /// Makes sure that what is about to be written can be signed, where commits are.
    pub(super) fn check_signing(&self, lock: &WriteLock) -> Result<(), StoreError> {
        self.repo.as_ref().filter(|repo| repo.signs()).map_or(Ok(()), |repo| try_signing(repo, lock))
    }

    /// Signs the commit that a ref is about to be moved to, if commits are signed here and a workshop has made it.
    pub(super) fn sign(&self, shop: &Workshop, step: &mut Step) -> Result<(), StoreError> {
        let made = step.to.filter(|tip| SIGNED.contains(&step.name) && shop.has_made(*tip));
        let Some(tip) = made.filter(|_| self.signs()) else { return Ok(()) };
        step.to = Some(shop.sign(tip, &Signer::of(shop.repo())?)?);
        Ok(())
    }
}

fn try_signing(repo: &Repo, _lock: &WriteLock) -> Result<(), StoreError> {
    Signer::of(repo)?.sign(b"variorum\n").map(drop)
}
