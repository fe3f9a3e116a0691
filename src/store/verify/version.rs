//! Looking at one version after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::Indexed;
use super::damage::{Damage, DamageKind, VerifyReport};
use crate::article::{ArticleId, Withdrawal, page, sha256_hex};
use crate::store::archive::CAPTURES;
use crate::store::error::StoreError;
use crate::store::git::{Commit, ObjectId, Repo};
use crate::store::message::{self, Facts};
use crate::store::withdrawal::Erased;

/// The last version seen of an article.
struct Last {
    number: u32,
    commit: String,
    path: String,
}

/// A look at all versions, in the order they were written.
pub(super) struct Inspection<'a> {
    repo: &'a Repo,
    report: &'a mut VerifyReport,
    captures: Option<ObjectId>,
    erased: Erased,
    /// Whether captures may be missing that were written before this: when the first one of a plain clone was, which has
    /// none of what it was cloned from; at any time where they are left out on purpose.
    captures_elsewhere: Option<i64>,
    last: BTreeMap<ArticleId, Last>,
    seen_captures: BTreeSet<String>,
    found: Vec<Indexed>,
    /// Something before could not be read, so that an article may begin with any number.
    broken: bool,
}

impl<'a> Inspection<'a> {
    /// Begins a look.
    pub(super) fn new(repo: &'a Repo, report: &'a mut VerifyReport, withdrawals: &[Withdrawal]) -> Self {
        let captures = repo.tip(CAPTURES).unwrap_or_else(|error| {
            report.damages.push(Damage::of_ref(CAPTURES, DamageKind::unreadable(&error)));
            None
        });
        let captures_elsewhere = captures_elsewhere(repo, captures);
        Self {
            erased: Erased::of(withdrawals),
            repo,
            report,
            captures,
            captures_elsewhere,
            last: BTreeMap::new(),
            seen_captures: BTreeSet::new(),
            found: Vec::new(),
            broken: false,
        }
    }

    /// Notes a commit that cannot be read.
    pub(super) fn unreadable(&mut self, id: ObjectId, version: Option<(ArticleId, u32)>, problem: &StoreError) {
        let (article, number) = version.clone().unzip();
        let path = article.as_ref().and_then(|article| self.last.get(article)).map(|last| last.path.clone());
        let (commit, kind) = (Some(id.to_string()), DamageKind::unreadable(problem));
        self.report.damages.push(Damage { article, version: number, path, commit, kind });
        self.broken = true;
        if let Some((article, number)) = version {
            self.found.push((id.to_string(), article.clone(), number));
            if let Some(last) = self.last.get_mut(&article) {
                (last.number, last.commit) = (number, id.to_string());
            }
        }
    }

    /// Looks at a version.
    pub(super) fn version(&mut self, id: ObjectId, commit: &Commit) {
        let facts = match message::read(&commit.message) {
            Ok(facts) => facts,
            Err(error) => {
                let kind = DamageKind::NotAVersion { problem: error.to_string() };
                let commit = Some(id.to_string());
                self.report.damages.push(Damage { article: None, version: None, path: None, commit, kind });
                return;
            }
        };
        self.report.versions += 1;
        let damage = |kind| Damage {
            article: Some(facts.article.clone()),
            version: Some(facts.number),
            path: Some(facts.path.clone()),
            commit: Some(id.to_string()),
            kind,
        };
        let mut kinds = Vec::new();
        if commit.parents.len() > 1 {
            kinds.push(DamageKind::NotLinear);
        }
        self.chain(&facts, &mut kinds);
        self.changes(id, &facts, &mut kinds);
        let is_erased = self.erased.holds(&facts);
        kinds.extend(self.page(id, &facts).err().filter(|_| !is_erased));
        self.report.damages.extend(kinds.into_iter().map(damage));
        if let Some((path, kind)) = self.capture(&facts).filter(|_| !is_erased) {
            self.report.damages.push(Damage { path: Some(path), ..damage(kind) });
        }
        self.found.push((id.to_string(), facts.article.clone(), facts.number));
        let last = Last { number: facts.number, commit: id.to_string(), path: facts.path };
        self.last.insert(facts.article, last);
    }

    /// Ends the look; returns the versions found.
    pub(super) fn finish(self) -> Vec<Indexed> {
        self.report.articles = self.last.len();
        self.report.captures = self.seen_captures.len() - self.report.captures_elsewhere;
        self.found
    }

    /// Compares a version with the one before it.
    fn chain(&self, facts: &Facts, kinds: &mut Vec<DamageKind>) {
        let last = self.last.get(&facts.article);
        if last.is_none() && self.broken {
            return;
        }
        let mut expected = last.map_or(1, |last| last.number + 1);
        // An erased version that is still there has its number all the same.
        while expected < facts.number && self.erased.took(&facts.article, expected) {
            expected += 1;
        }
        if facts.number != expected {
            kinds.push(DamageKind::WrongNumber { expected });
        }
        let previous = last.map(|last| last.commit.clone());
        if facts.previous != previous {
            kinds.push(DamageKind::WrongPrevious { expected: previous, stated: facts.previous.clone() });
        }
        if let Some(last) = last.filter(|last| last.path != facts.path) {
            kinds.push(DamageKind::WrongPath { expected: last.path.clone() });
        }
    }

    /// Looks for changes of anything but the article.
    fn changes(&self, id: ObjectId, facts: &Facts, kinds: &mut Vec<DamageKind>) {
        match self.repo.changed_paths(id) {
            Ok(paths) => kinds.extend(
                paths.into_iter().filter(|path| *path != facts.path).map(|path| DamageKind::ForeignChange { path }),
            ),
            Err(error) => kinds.push(DamageKind::unreadable(&error)),
        }
    }

    /// Compares the page with its hashes.
    fn page(&self, id: ObjectId, facts: &Facts) -> Result<(), DamageKind> {
        let unreadable = |error: StoreError| DamageKind::unreadable(&error);
        let blob = self.repo.entry(id, &facts.path).map_err(unreadable)?.ok_or(DamageKind::Missing)?;
        let bytes = self.repo.blob(blob).map_err(unreadable)?;
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

    /// Compares the capture with its hash; returns its path and what is wrong.
    fn capture(&mut self, facts: &Facts) -> Option<(String, DamageKind)> {
        let (path, expected) = facts.capture.clone()?;
        if !self.seen_captures.insert(path.clone()) {
            return None;
        }
        let read = |blob: Option<ObjectId>| blob.map(|blob| self.repo.blob(blob)).transpose();
        let entry = self.captures.map(|tip| self.repo.entry(tip, &path)).transpose().map(Option::flatten);
        let kind = match entry.and_then(read) {
            Ok(Some(bytes)) => {
                let found = sha256_hex(&bytes);
                if found == expected {
                    return None;
                }
                DamageKind::WrongCapture { expected, found }
            }
            Ok(None) if self.captures_elsewhere.is_some_and(|until| facts.recorded.timestamp() <= until) => {
                self.report.captures_elsewhere += 1;
                return None;
            }
            Ok(None) => DamageKind::Missing,
            Err(error) => DamageKind::unreadable(&error),
        };
        Some((path, kind))
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
    let line = repo.line(None, captures).unwrap_or_default();
    let first = line.first().and_then(|first| repo.commit(*first).ok());
    Some(first.map_or(i64::MAX, |first| first.time))
}
