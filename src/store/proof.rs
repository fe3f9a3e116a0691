//! What shows that a version was kept, and has not been touched since.

use super::archive::{Archive, CAPTURES, MAIN};
use super::error::StoreError;
use super::git::{ObjectId, Repo};
use super::message::{self, Facts};
use super::read::read_version;
use crate::article::{ArticleId, Version, VersionRef, sha256_hex};

/// What shows that a version was kept: the bytes, their hashes, and the commits that hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The version.
    pub version: Version,
    /// Where its page lies in the archive.
    pub path: String,
    /// The bytes of the page.
    pub page: Vec<u8>,
    /// SHA-256 of the page, as the commit states it.
    pub page_sha256: String,
    /// The file it was read from, when one was kept.
    pub capture: Option<Captured>,
    /// The name of the commit.
    pub commit: String,
    /// The commit itself, byte for byte; its name is a hash of them.
    pub object: Vec<u8>,
    /// The first signature that vouches for it, its own or that of a version recorded later.
    pub signature: Option<ProvenSignature>,
    /// How many versions, of any article, were recorded after it.
    pub later: usize,
    /// The newest of them, or the commit itself.
    pub tip: String,
    /// The branches of other archives known to hold it, each with the commit it was last seen at.
    pub held_by: Vec<(String, String)>,
}

/// A signature that vouches for a version, which is not judged here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenSignature {
    /// The name of the commit that has it.
    pub commit: String,
    /// Of which kind it is, e.g. `SSH`.
    pub kind: &'static str,
}

/// The file a version was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// Where it lies among the captures.
    pub path: String,
    /// SHA-256 of its bytes, as the commit states it.
    pub sha256: String,
    /// Its bytes; none in an archive without captures, such as a plain clone.
    pub bytes: Option<Vec<u8>>,
}

impl Archive {
    /// Gathers what shows that a version was kept; every hash is worked out again and compared.
    ///
    /// # Errors
    ///
    /// When there is no such article or version, the archive cannot be read, or a hash is not what the commit states.
    pub fn prove(&self, article: &ArticleId, asked: &VersionRef) -> Result<Proof, StoreError> {
        let (known, rows) = self.rows(article)?;
        let repo = self.repo.as_ref().ok_or_else(|| self.unknown(article))?;
        let row = self.pick(article, &rows, asked)?;
        let version = read_version(repo, &known, row)?;
        let torn = |problem: &str| damaged(&format!("commit {}", row.commit), problem);
        let id = ObjectId::parse(&row.commit).ok_or_else(|| torn("its name is no hash"))?;
        let facts = message::read(&repo.commit(id)?.message).map_err(|error| torn(&error.to_string()))?;
        let blob = repo.entry(id, &facts.path)?.ok_or_else(|| torn("it does not hold the page it names"))?;
        let page = checked(repo.blob(blob)?, &facts.page_sha256, &facts.path)?;
        let tip = repo.tip(MAIN)?.ok_or_else(|| torn("there is no branch main"))?;
        Ok(Proof {
            version,
            page,
            capture: captured(repo, &facts)?,
            path: facts.path,
            page_sha256: facts.page_sha256,
            commit: row.commit.clone(),
            object: repo.raw(id)?,
            signature: first_signature(repo, id, tip)?,
            later: repo.commits_between(id, tip)?,
            tip: tip.to_string(),
            held_by: repo.branches_elsewhere_with(id)?,
        })
    }
}

/// Finds the first signature from a commit up to a later one.
fn first_signature(repo: &Repo, id: ObjectId, tip: ObjectId) -> Result<Option<ProvenSignature>, StoreError> {
    for id in std::iter::once(id).chain(repo.line(Some(id), Some(tip))?) {
        if let Some(signed) = repo.signed(id)? {
            return Ok(Some(ProvenSignature { commit: id.to_string(), kind: signed.kind_name() }));
        }
    }
    Ok(None)
}

/// Reads the capture of a version, if there is one here.
pub(super) fn captured(repo: &Repo, facts: &Facts) -> Result<Option<Captured>, StoreError> {
    let Some((path, sha256)) = facts.capture.clone() else { return Ok(None) };
    let blob = repo.tip(CAPTURES)?.map(|tip| repo.entry(tip, &path)).transpose()?.flatten();
    let bytes = blob.map(|blob| repo.blob(blob)).transpose()?;
    let bytes = bytes.map(|bytes| checked(bytes, &sha256, &path)).transpose()?;
    Ok(Some(Captured { path, sha256, bytes }))
}

/// Returns bytes whose hash is the one stated.
fn checked(bytes: Vec<u8>, stated: &str, path: &str) -> Result<Vec<u8>, StoreError> {
    let found = sha256_hex(&bytes);
    if found == stated {
        Ok(bytes)
    } else {
        Err(damaged(path, &format!("its SHA-256 is {found}, and the commit states {stated}")))
    }
}

fn damaged(what: &str, problem: &str) -> StoreError {
    StoreError::Damaged { what: what.to_owned(), problem: problem.to_owned() }
}
