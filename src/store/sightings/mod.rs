//! Sightings that changed nothing, kept beside the versions: that an article was still the same is worth knowing too.
//!
//! They lie on a ref of their own, [`SIGHTINGS`]: ordinary commits in one line, a file an article, a line a state that was
//! seen from one moment to another. A file may be replaced by the union of its lines with those of any other state of it
//! ([`merge_sightings`]): no look that a line begins or ends with is ever forgotten but for a longer run of the same
//! observer. A pack for each look would cost far more than the look is worth, so they wait in a spool, durably, until many
//! are written together.

mod line;
mod spool;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use chrono::{DateTime, Utc};

use self::spool::Spool;
use super::archive::{Archive, FORMAT, REFS};
use super::batch::Step;
use super::error::StoreError;
use super::failpoint::reach;
use super::git::{NewCommit, ObjectId, Repo, Shelf, Workshop};
use super::lock::WriteLock;
use super::upkeep::Wrote;
use crate::article::{ArticleId, Sighting, State, grow, unite};

pub(super) use line::read_file;
pub(super) use spool::{lines as spool_lines, peek as peek_spool};

/// The ref that holds the sightings.
pub(super) const SIGHTINGS: &str = "refs/variorum/sightings";

/// How many bytes may wait in the spool: about seven hundred sightings.
const FULL: u64 = 128 << 10;

/// How the name of an article's file ends.
const ENDING: &str = ".jsonl";

impl Archive {
    /// Keeps that an article was seen in a state, durably; no version is touched.
    ///
    /// It costs one append. When many wait, they are written to their ref together.
    ///
    /// # Errors
    ///
    /// When there is no such article, or it could not be written.
    pub fn keep_sighting(&mut self, article: &ArticleId, sighting: &Sighting) -> Result<(), StoreError> {
        self.check_writable()?;
        self.rows(article)?;
        let waiting = Spool::hold(&self.dir)?.add(article, sighting)?;
        if waiting > FULL {
            // The sighting is safe; if the others cannot be moved now, whoever comes next tries again.
            drop(self.fold_sightings());
        }
        Ok(())
    }

    /// Reads the sightings of an article, those that wait included, in the order of time.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub fn sightings(&self, article: &ArticleId) -> Result<Vec<Sighting>, StoreError> {
        let Some(repo) = &self.repo else { return Ok(Vec::new()) };
        // The spool first: what is folded in between is then met twice, and not missed.
        let waiting = waiting_of(&peek_spool(&self.dir)?, article);
        let kept = kept(repo, repo.tip(SIGHTINGS)?, article)?;
        Ok(unite(&kept, &waiting))
    }

    /// Finds those of some articles that have sightings, those that wait included; quick where they are in order.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub fn sighted_among<'a>(
        &self,
        articles: impl IntoIterator<Item = &'a ArticleId>,
    ) -> Result<BTreeSet<ArticleId>, StoreError> {
        let Some(repo) = &self.repo else { return Ok(BTreeSet::new()) };
        let waiting: BTreeSet<ArticleId> =
            spool_lines(&peek_spool(&self.dir)?).filter_map(|line| Some(line.ok()?.0)).collect();
        let mut files = repo.tip(SIGHTINGS)?.map(|tip| Shelf::open(repo, tip)).transpose()?;
        let mut found = BTreeSet::new();
        for article in articles {
            let kept = files.as_mut().map(|files| files.entry(&sightings_path(article))).transpose()?.flatten();
            if kept.is_some() || waiting.contains(article) {
                found.insert(article.clone());
            }
        }
        Ok(found)
    }

    /// Writes the sightings that wait to their ref, as one commit; returns how many waited.
    ///
    /// # Errors
    ///
    /// When they could not be written; they wait on then.
    pub fn fold_sightings(&mut self) -> Result<usize, StoreError> {
        if self.repo.is_none() || peek_spool(&self.dir)?.is_empty() {
            return Ok(0);
        }
        self.check_writable()?;
        let lock = WriteLock::take(&self.dir.join("variorum"), &self.manners)?;
        lock.recover(&self.dir, &REFS)?;
        let mut spool = Spool::hold(&self.dir)?;
        let waiting = spool.read()?;
        while !self.fold(&lock, &waiting)? {}
        // Whoever dies here folds the same once more, which changes nothing.
        reach("sightings-kept");
        spool.clear()?;
        drop((spool, lock));
        self.tidy(Wrote::One);
        Ok(waiting.len())
    }

    /// Writes sightings to their ref; false when the ref was moved meanwhile.
    fn fold(&self, lock: &WriteLock, waiting: &[(ArticleId, Sighting)]) -> Result<bool, StoreError> {
        let shop = Workshop::open(&self.dir)?;
        let mut step = Step::from(SIGHTINGS, shop.repo().tip(SIGHTINGS)?);
        let files = self.folded(shop.repo(), step.from, waiting)?;
        let last = waiting.iter().map(|(_, sighting)| sighting.last).max();
        let (Some(((path, content), others)), Some(last)) = (files.split_first(), last) else { return Ok(true) };
        let (author, at) = (("variorum", "variorum"), last.fixed_offset());
        let message = told(waiting.len(), files.len(), last);
        let (parent, message) = (step.from, message.as_str());
        let commit = NewCommit { parent, path, content, author, at, recorded: at, message };
        step.to = Some(shop.commit_all(&commit, others)?);
        self.publish(lock, &shop, &[&step])
    }

    /// Makes the files of the articles that were seen, as they are with what waited; those that stay as they are are left out.
    fn folded(
        &self,
        repo: &Repo,
        tip: Option<ObjectId>,
        waiting: &[(ArticleId, Sighting)],
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let mut by_article: BTreeMap<&ArticleId, Vec<&Sighting>> = BTreeMap::new();
        for (article, sighting) in waiting {
            by_article.entry(article).or_default().push(sighting);
        }
        let mut files = Vec::new();
        for (article, mut new) in by_article {
            let known = kept(repo, tip, article)?;
            let versions = self.versions(article)?;
            let others: Vec<(DateTime<Utc>, State)> = versions
                .into_iter()
                .map(|version| (version.snapshot.times.seen.to_utc(), State::Content(version.content_sha256)))
                .collect();
            new.sort();
            let grown = new.into_iter().fold(known.clone(), |known, sighting| grow(&known, &others, sighting));
            if grown != known {
                files.push((sightings_path(article), line::write_file(&grown)));
            }
        }
        Ok(files)
    }
}

/// Joins two states of the file of an article; the order, and how often, makes no difference.
///
/// # Errors
///
/// When one of them cannot be read, with what is wrong.
pub fn merge_sightings(ours: &[u8], theirs: &[u8]) -> Result<Vec<u8>, String> {
    Ok(line::write_file(&unite(&read_file(ours)?, &read_file(theirs)?)))
}

/// Returns where the sightings of an article lie on their ref.
pub(super) fn sightings_path(article: &ArticleId) -> String {
    format!("{article}{ENDING}")
}

/// Returns the article whose sightings lie at a path.
pub(super) fn article_at(path: &str) -> Option<ArticleId> {
    ArticleId::parse(path.strip_suffix(ENDING)?).ok()
}

/// Reads the sightings of an article that are on the ref.
fn kept(repo: &Repo, tip: Option<ObjectId>, article: &ArticleId) -> Result<Vec<Sighting>, StoreError> {
    let path = sightings_path(article);
    let Some(blob) = tip.map(|tip| repo.entry(tip, &path)).transpose()?.flatten() else { return Ok(Vec::new()) };
    let damaged = |problem| StoreError::Damaged { what: format!("the file {path} on {SIGHTINGS}"), problem };
    Ok(unite(&read_file(&repo.blob(blob)?).map_err(damaged)?, &[]))
}

/// Reads the sightings of an article that wait.
fn waiting_of(spool: &[u8], article: &ArticleId) -> Vec<Sighting> {
    // Few lines are of one article: the others are not read at all.
    if memchr::memmem::find(spool, article.to_string().as_bytes()).is_none() {
        return Vec::new();
    }
    spool_lines(spool).filter_map(Result::ok).filter(|(of, _)| of == article).map(|(_, sighting)| sighting).collect()
}

/// Tells the commit of sightings to whoever reads the history with plain git.
fn told(sightings: usize, articles: usize, last: DateTime<Utc>) -> String {
    let mut message = format!("{sightings} sightings of {articles} articles\n");
    // Writing to a string cannot fail.
    let _ = write!(message, "\nFormat: {FORMAT}\nSightings: {sightings}\nUntil: {}\n", last.to_rfc3339());
    message
}
