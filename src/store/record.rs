//! How a version is kept.
//!
//! Outside the lock: read, hash, compare, describe. Inside: objects, then refs, each on the disk before the next. Only
//! then is the version acknowledged; the index follows.

use super::archive::{Archive, CAPTURES, FORMAT, MAIN, REFS, Warning};
use super::creation::{self, Cradle};
use super::error::StoreError;
use super::git::{Moved, NewCommit, ObjectId, Repo};
use super::lock::WriteLock;
use super::message;
use super::plan::{Known, Plan, Purpose, Verdict, judge};
use super::submission::{Describe, Submission};
use crate::article::{ArticleId, Moment, Recorded, RecordedKind};

/// How far ahead the newest version may be dated before it is warned about, in seconds.
const DAY: i64 = 24 * 60 * 60;

impl Archive {
    /// Keeps a snapshot, durably, unless its content equals that of its neighbour in time.
    ///
    /// An archive from [`Archive::open_or_create`] that is not there yet comes into being with its first version.
    ///
    /// # Errors
    ///
    /// When it could not be written; nothing is changed then.
    pub fn record(&mut self, submission: &Submission, describe: &Describe<'_>) -> Result<Recorded, StoreError> {
        self.check_format()?;
        let purpose = Purpose::Version(describe);
        loop {
            let recorded = match self.repo {
                Some(_) => self.record_here(submission, &purpose)?,
                None => self.record_first(submission, &purpose)?,
            };
            if let Some(recorded) = recorded {
                return Ok(recorded);
            }
        }
    }

    /// Keeps snapshots one after the other, in the order given, as [`Archive::record`] does each of them.
    ///
    /// What stands in the way of one submission is told in its place, and the others are kept.
    ///
    /// # Errors
    ///
    /// When nothing more can be written; what was kept before stays kept.
    pub fn record_all(
        &mut self,
        submissions: &[Submission],
        describe: &Describe<'_>,
    ) -> Result<Vec<Result<Recorded, StoreError>>, StoreError> {
        Ok(submissions.iter().map(|submission| self.record(submission, describe)).collect())
    }

    /// Makes the archive with this version in it; none when another process made it meanwhile.
    fn record_first(&mut self, submission: &Submission, purpose: &Purpose<'_>) -> Result<Option<Recorded>, StoreError> {
        let mut made = None;
        if creation::is_free(&self.dir) {
            let cradle = Cradle::begin(&self.dir)?;
            let named = |error: StoreError| error.renamed(cradle.dir(), &self.dir);
            let mut inner = Self::around(cradle.dir(), Some(Repo::init(cradle.dir(), FORMAT).map_err(named)?));
            let recorded = inner.record_here(submission, purpose).map_err(named)?;
            drop(inner);
            made = if cradle.put()? { recorded } else { None };
        }
        let opened = Self::open(&self.dir)?;
        (self.repo, self.warnings) = (opened.repo, opened.warnings);
        self.check_format()?;
        Ok(made)
    }

    /// Records in an archive that is there; none when a technical version was overtaken by another version.
    pub(super) fn record_here(
        &mut self,
        submission: &Submission,
        purpose: &Purpose<'_>,
    ) -> Result<Option<Recorded>, StoreError> {
        let Some(repo) = &self.repo else { return Ok(None) };
        let mut known = self.known(&submission.article)?;
        let mut verdict = judge(repo, &known, submission, purpose)?;
        if let Verdict::Write(_) = verdict {
            let lock = WriteLock::take(&self.dir.join("variorum"), &self.manners)?;
            lock.recover(&self.dir, &REFS)?;
            while let Verdict::Write(plan) = &verdict {
                let now = self.known(&submission.article)?;
                if now == known {
                    if self.write(repo, &lock, submission, plan)? {
                        break;
                    }
                } else if let Purpose::Technical(..) = purpose {
                    return Ok(None);
                } else {
                    known = now;
                    verdict = judge(repo, &known, submission, purpose)?;
                }
            }
        }
        // The version is kept; an index that cannot follow now follows when it is asked.
        drop(self.ask(|_, _| Ok(())));
        Ok(Some(acknowledge(&submission.article, &verdict)))
    }

    /// Returns the versions there are of an article, which may be none.
    pub(super) fn known(&self, article: &ArticleId) -> Result<Known, StoreError> {
        let found = self.ask(|_, index| Ok((index.article(article)?, index.versions(article)?)))?;
        let (article, rows) = found.unwrap_or_default();
        Ok(Known { article, rows })
    }

    /// Writes a planned version; false when a ref moved meanwhile.
    fn write(&self, repo: &Repo, lock: &WriteLock, submission: &Submission, plan: &Plan) -> Result<bool, StoreError> {
        let main = repo.tip(MAIN)?;
        self.warn_of_the_future(repo, main, submission.recorded)?;
        if let (Some(capture), Some((path, _))) = (&submission.capture, &plan.facts.capture) {
            let tip = repo.tip(CAPTURES)?;
            let kept = tip.map(|tip| repo.entry(tip, path)).transpose()?.flatten().is_some();
            if !kept {
                let blob = repo.write_blob(&capture.bytes)?;
                let message = format!("{}: capture of version {}\n", submission.article.slug(), plan.facts.number);
                if !self.advance(repo, lock, CAPTURES, &plan.commit(tip, path, blob, &message))? {
                    return Ok(false);
                }
            }
        }
        let blob = repo.write_blob(plan.page.as_bytes())?;
        let message = message::write(&plan.facts, &plan.description);
        self.advance(repo, lock, MAIN, &plan.commit(main, &plan.facts.path, blob, &message))
    }

    /// Writes a commit and moves a ref from its parent to it; false when somebody else moved the ref.
    pub(super) fn advance(
        &self,
        repo: &Repo,
        lock: &WriteLock,
        name: &str,
        new: &NewCommit<'_>,
    ) -> Result<bool, StoreError> {
        let commit = repo.write_commit(new)?;
        // libgit2 syncs each new folder of objects, but not the folder that it stands in.
        creation::sync_dir(&self.dir.join("objects"))?;
        loop {
            lock.declare(&commit.to_string())?;
            match repo.move_ref(name, new.parent, commit)? {
                Moved::Locked => self.manners.await_ref(&self.dir, name)?,
                moved => {
                    lock.clear();
                    return Ok(moved == Moved::Done);
                }
            }
        }
    }

    fn warn_of_the_future(&self, repo: &Repo, main: Option<ObjectId>, now: Moment) -> Result<(), StoreError> {
        let tip = main.map(|main| repo.commit(main)).transpose()?.map(|commit| commit.time);
        let mut warnings = self.warnings.borrow_mut();
        let told = warnings.iter().any(|warning| matches!(warning, Warning::TipInFuture { .. }));
        if let Some(tip) = tip.filter(|tip| *tip > now.timestamp() + DAY && !told) {
            warnings.push(Warning::TipInFuture { tip, now });
        }
        Ok(())
    }
}

impl Plan {
    /// Returns the commit that puts a file at a path.
    fn commit<'a>(
        &'a self,
        parent: Option<ObjectId>,
        path: &'a str,
        blob: ObjectId,
        message: &'a str,
    ) -> NewCommit<'a> {
        let author = (self.author.as_str(), self.facts.article.site());
        NewCommit { parent, path, blob, author, at: self.facts.at, recorded: self.facts.recorded, message }
    }
}

fn acknowledge(article: &ArticleId, verdict: &Verdict) -> Recorded {
    let (number, kind) = match verdict {
        Verdict::Unchanged(number) => (*number, RecordedKind::Unchanged),
        Verdict::Write(plan) if plan.facts.number == 1 => (1, RecordedKind::First),
        Verdict::Write(plan) => (plan.facts.number, RecordedKind::Next),
    };
    Recorded { article: article.clone(), number, kind }
}
