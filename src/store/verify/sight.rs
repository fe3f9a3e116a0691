//! What is seen in one version by itself, on any core: its page, its capture, what it changes, how it is signed.

use super::damage::{Damage, DamageKind, VerifyReport};
use crate::article::{page, sha256_hex};
use crate::store::archive::CAPTURES;
use crate::store::error::StoreError;
use crate::store::git::{Commit, ObjectId, Repo, Signed};
use crate::store::message::{self, Facts};

/// Where captures are looked for.
pub(super) struct View {
    /// The commit that has all of them.
    captures: Option<ObjectId>,
    /// Whether captures may be missing that were written before this: when the first one of a plain clone was, which has
    /// none of what it was cloned from; at any time where they are left out on purpose.
    elsewhere: Option<i64>,
}

/// What is seen in a commit.
pub(super) struct Sight {
    /// What its message says, or why no version made it.
    pub(super) facts: Result<Facts, String>,
    /// Whether it has several parents.
    pub(super) is_joint: bool,
    /// What is wrong with the paths it changes.
    pub(super) changes: Vec<DamageKind>,
    /// What is wrong with its page.
    pub(super) page: Option<DamageKind>,
    /// The path of its capture, if it has one, and what became of that.
    pub(super) capture: Option<(String, Kept)>,
    /// How it is signed.
    pub(super) signed: Option<Signed>,
}

/// What became of a capture.
pub(super) enum Kept {
    /// It is as it was kept.
    Whole,
    /// It is not here, and need not be.
    Elsewhere,
    /// It is damaged.
    Damaged(DamageKind),
}

impl View {
    /// Finds the captures.
    pub(super) fn of(repo: &Repo, report: &mut VerifyReport) -> Self {
        let captures = repo.tip(CAPTURES).unwrap_or_else(|error| {
            report.damages.push(Damage::of_ref(CAPTURES, DamageKind::unreadable(&error)));
            None
        });
        Self { captures, elsewhere: captures_elsewhere(repo, captures) }
    }
}

impl Sight {
    /// Looks at a commit.
    pub(super) fn of(repo: &Repo, id: ObjectId, commit: &Commit, view: &View) -> Self {
        let is_joint = commit.parents.len() > 1;
        let facts = message::read(&commit.message).map_err(|error| error.to_string());
        let Ok(known) = &facts else {
            return Self { facts, is_joint, changes: Vec::new(), page: None, capture: None, signed: None };
        };
        let (changes, page) = (changes(repo, id, known), page(repo, id, known).err());
        let capture = known
            .capture
            .as_ref()
            .map(|(path, sha256)| (path.clone(), view.capture(repo, path, sha256, known.recorded.timestamp())));
        // One whose signature cannot be read is named already.
        let signed = repo.signed(id).ok().flatten();
        Self { facts, is_joint, changes, page, capture, signed }
    }
}

/// Looks for changes of anything but the article.
fn changes(repo: &Repo, id: ObjectId, facts: &Facts) -> Vec<DamageKind> {
    match repo.changed_paths(id) {
        Ok(paths) => paths
            .into_iter()
            .filter(|path| *path != facts.path)
            .map(|path| DamageKind::ForeignChange { path })
            .collect(),
        Err(error) => vec![DamageKind::unreadable(&error)],
    }
}

/// Compares a page with its hashes.
fn page(repo: &Repo, id: ObjectId, facts: &Facts) -> Result<(), DamageKind> {
    let unreadable = |error: StoreError| DamageKind::unreadable(&error);
    let blob = repo.entry(id, &facts.path).map_err(unreadable)?.ok_or(DamageKind::Missing)?;
    let bytes = repo.blob(blob).map_err(unreadable)?;
    let found = sha256_hex(&bytes);
    if found != facts.page_sha256 {
        return Err(DamageKind::WrongPage { expected: facts.page_sha256.clone(), found });
    }
    let problem = |problem: String| DamageKind::Unreadable { problem };
    let text = String::from_utf8(bytes).map_err(|error| problem(error.to_string()))?;
    let found = page::read_stored(&text).map_err(|error| problem(error.to_string()))?.content_sha256();
    if found == facts.content_sha256 {
        Ok(())
    } else {
        Err(DamageKind::WrongContent { expected: facts.content_sha256.clone(), found })
    }
}

impl View {
    /// Compares a capture, of a version recorded at some time, with its hash.
    fn capture(&self, repo: &Repo, path: &str, expected: &str, recorded: i64) -> Kept {
        let read = |blob: Option<ObjectId>| blob.map(|blob| repo.blob(blob)).transpose();
        let entry = self.captures.map(|tip| repo.entry(tip, path)).transpose().map(Option::flatten);
        match entry.and_then(read) {
            Ok(Some(bytes)) => {
                let found = sha256_hex(&bytes);
                if found == expected {
                    return Kept::Whole;
                }
                Kept::Damaged(DamageKind::WrongCapture { expected: expected.to_owned(), found })
            }
            Ok(None) if self.elsewhere.is_some_and(|until| recorded <= until) => Kept::Elsewhere,
            Ok(None) => Kept::Damaged(DamageKind::Missing),
            Err(error) => Kept::Damaged(DamageKind::unreadable(&error)),
        }
    }
}

/// Returns until when captures may have been written that are not here, without any damage.
fn captures_elsewhere(repo: &Repo, captures: Option<ObjectId>) -> Option<i64> {
    if repo.leaves_out_captures() {
        return Some(i64::MAX);
    }
    // An archive that was made here, or cloned by us, says so in its configuration.
    if repo.format().is_some() {
        return None;
    }
    let first = captures.and_then(|tip| repo.first(tip).ok()).and_then(|first| repo.commit(first).ok());
    Some(first.map_or(i64::MAX, |first| first.time))
}
