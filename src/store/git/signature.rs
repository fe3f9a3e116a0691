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
        let content = self.read(id)?;
        let bytes = with_signature(&content, &signer.sign(&content)?);
        self.made(&format!("commit {id}"), |making| making.instead_of(&self.repo().inner, id.0, &bytes))
    }
}

/// Puts a signature into a commit as git does: the last of its headers, each further line indented by a blank.
fn with_signature(content: &[u8], signature: &str) -> Vec<u8> {
    let header = format!("\ngpgsig {}", signature.replace('\n', "\n "));
    let end = content.windows(2).position(|pair| pair == b"\n\n").unwrap_or(content.len());
    [&content[..end], header.as_bytes(), &content[end..]].concat()
}

#[cfg(test)]
mod tests {
    use git2::{ObjectType, Repository, Signature, Time};
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_signature_stands_where_libgit2_would_put_it() {
        let folder = TempDir::new().unwrap();
        let git = Repository::init_bare(folder.path()).unwrap();
        let tree = git.find_tree(git.treebuilder(None).unwrap().write().unwrap()).unwrap();
        let ada = Signature::new("Ada", "a.example", &Time::new(7, 60)).unwrap();
        let content = git.commit_create_buffer(&ada, &ada, "ferry: sank\n\nFormat: 1\n", &tree, &[]).unwrap();
        let signature = "-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----";
        let theirs = git.commit_signed(std::str::from_utf8(&content).unwrap(), signature, None).unwrap();
        let odb = git.odb().unwrap();
        assert_eq!(odb.write(ObjectType::Commit, &with_signature(&content, signature)).unwrap(), theirs);
        let (found, signed) = git.extract_signature(&theirs, None).unwrap();
        assert_eq!((&found[..], &signed[..]), (signature.as_bytes(), &content[..]));
    }
}
