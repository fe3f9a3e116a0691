//! Signatures of commits: made and found.

use git2::ErrorCode;

use super::object::ObjectId;
use super::repo::Repo;
use super::signer::{Kind, Signer};
use super::workshop::Workshop;
use crate::store::error::StoreError;

/// The key of git's configuration that says whether commits are signed; the archive's own is heard, no other.
const SIGN_KEY: &str = "commit.gpgSign";

/// A commit that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Signed {
    /// Its name.
    pub(in crate::store) id: ObjectId,
    /// Of which kind the signature is; none when it is of none that git knows.
    pub(super) kind: Option<Kind>,
}

impl Signed {
    /// Names the kind of the signature for a person.
    pub(in crate::store) fn kind_name(&self) -> &'static str {
        self.kind.map_or("unknown", Kind::name)
    }
}

impl Repo {
    /// Tells whether commits are signed here.
    pub(in crate::store) fn signs(&self) -> bool {
        let config = self.inner.config().and_then(|mut config| config.snapshot());
        config.is_ok_and(|config| config.get_bool(SIGN_KEY).unwrap_or(false))
    }

    /// Has commits signed from now on.
    pub(in crate::store) fn sign_commits(&self) -> Result<(), StoreError> {
        let set = || self.inner.config()?.set_bool(SIGN_KEY, true);
        set().map_err(|error: git2::Error| self.failed("config", &error))
    }

    /// Tells whether a commit is signed, and how.
    pub(in crate::store) fn signed(&self, id: ObjectId) -> Result<Option<Signed>, StoreError> {
        match self.inner.extract_signature(&id.0, None) {
            Ok((signature, _)) => Ok(Some(Signed { id, kind: Kind::of(&signature) })),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(self.failed(&format!("commit {id}"), &error)),
        }
    }
}

impl Workshop {
    /// Signs a commit that was made here and that nothing made here comes after; returns the signed one, which is another.
    pub(in crate::store) fn sign(&self, id: ObjectId, signer: &Signer) -> Result<ObjectId, StoreError> {
        let content = String::from_utf8_lossy(&self.repo().raw(id)?).into_owned();
        let signature = signer.sign(content.as_bytes())?;
        let made = self.repo().inner.commit_signed(&content, &signature, None);
        let made = made.map_err(|error| self.repo().failed(&format!("commit {id}"), &error))?;
        self.replace(id.0, made);
        Ok(ObjectId(made))
    }
}
