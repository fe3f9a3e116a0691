//! How a version is kept.
//!
//! Outside the lock: read, hash, compare, describe. Inside: objects, then refs, each on the disk before the next. Only
//! then is the version acknowledged; the index follows.

use super::archive::{Archive, CAPTURES, FORMAT, MAIN, Warning};
use super::creation::{self, Cradle};
use super::error::StoreError;
use super::git::{Moved, NewCommit, ObjectId, Repo};
use super::index::{ArticleRow, VersionRow};
use super::lock::WriteLock;
use super::message::{self, Facts};
use super::place::{capture_path, page_path};
use super::read::read_version;
use super::submission::{Describe, Description, Submission};
use crate::article::{Address, ArticleId, Moment, Recorded, RecordedKind, Snapshot, page, sha256_hex};

/// How far ahead the newest version may be dated before it is warned about, in seconds.
const DAY: i64 = 24 * 60 * 60;

/// What is to be written for a submission.
struct Plan {
    facts: Facts,
    page: String,
    description: Description,
    author: String,
}

/// What becomes of a submission, judged against the versions there are.
enum Verdict {
    Unchanged(u32),
    Write(Box<Plan>),
}

/// The versions of an article as they were when a submission was judged.
#[derive(PartialEq, Eq)]
struct Known {
    article: Option<ArticleRow>,
    rows: Vec<VersionRow>,
}

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
        while self.repo.is_none() {
            if let Some(recorded) = self.record_first(submission, describe)? {
                return Ok(recorded);
            }
        }
        self.record_here(submission, describe, None)
    }

    /// Lets a further address find an article, by a technical version of its latest one.
    ///
    /// Returns what was recorded; an address that finds the article already changes nothing.
    ///
    /// # Errors
    ///
    /// When the address is none, finds another article, or could not be written.
    pub fn add_url(
        &mut self,
        article: &ArticleId,
        url: &str,
        recorded: Moment,
        recorded_by: &str,
    ) -> Result<Recorded, StoreError> {
        self.check_format()?;
        let address = Address::parse(url)?;
        let (known, rows) = self.rows(article)?;
        let holders = self.ask(|_, index| Ok(index.by_address(&address)?))?.unwrap_or_default();
        if let Some(other) = holders.iter().find(|holder| *holder != article) {
            return Err(StoreError::AddressTaken { url: url.to_owned(), article: other.clone() });
        }
        let (Some(latest), Some(repo)) = (rows.last(), &self.repo) else { return Err(self.unknown(article)) };
        let number = latest.number;
        let addresses = self.ask(|_, index| Ok(index.addresses(article)?))?.unwrap_or_default();
        if addresses.iter().any(|known| known == address.as_str()) {
            return Ok(Recorded { article: article.clone(), number, kind: RecordedKind::Unchanged });
        }
        let mut snapshot = read_version(repo, &known, latest)?.snapshot;
        snapshot.urls.push(url.to_owned());
        let submission = Submission {
            article: article.clone(),
            snapshot,
            capture: None,
            extractor: "alias 1".to_owned(),
            recorded,
            recorded_by: recorded_by.to_owned(),
        };
        let subject = format!("also at {}", address.as_str());
        let describe = move |_: Option<&_>, _: &Snapshot| Description { subject: subject.clone(), notes: Vec::new() };
        self.record_here(&submission, &describe, Some("alias"))
    }

    /// Makes the archive with this version in it; none when another process made it meanwhile.
    fn record_first(
        &mut self,
        submission: &Submission,
        describe: &Describe<'_>,
    ) -> Result<Option<Recorded>, StoreError> {
        let made = if creation::is_free(&self.dir) {
            let cradle = Cradle::begin(&self.dir)?;
            let mut inner = Self::around(cradle.dir(), Some(Repo::init(cradle.dir(), FORMAT)?));
            let recorded = inner.record_here(submission, describe, None)?;
            drop(inner);
            cradle.put()?.then_some(recorded)
        } else {
            None
        };
        let opened = Self::open(&self.dir)?;
        (self.repo, self.warnings) = (opened.repo, opened.warnings);
        self.check_format()?;
        Ok(made)
    }

    fn record_here(
        &mut self,
        submission: &Submission,
        describe: &Describe<'_>,
        technical: Option<&str>,
    ) -> Result<Recorded, StoreError> {
        let mut known = self.known(&submission.article)?;
        let mut verdict = self.judge(submission, &known, describe, technical)?;
        let lock = match verdict {
            Verdict::Unchanged(_) => None,
            Verdict::Write(_) => Some(WriteLock::take(&self.dir.join("variorum"), &self.manners)?),
        };
        if let Some(lock) = &lock {
            lock.recover(&self.dir, &[MAIN, CAPTURES])?;
        }
        while let (Verdict::Write(plan), Some(lock)) = (&verdict, &lock) {
            let now = self.known(&submission.article)?;
            if now == known {
                if self.write(lock, submission, plan)? {
                    break;
                }
            } else {
                known = now;
                verdict = self.judge(submission, &known, describe, technical)?;
            }
        }
        drop(lock);
        // The version is kept; an index that cannot follow now follows when it is asked.
        drop(self.ask(|_, _| Ok(())));
        Ok(acknowledge(&submission.article, &verdict))
    }

    fn known(&self, article: &ArticleId) -> Result<Known, StoreError> {
        let found = self.ask(|_, index| Ok((index.article(article)?, index.versions(article)?)))?;
        let (article, rows) = found.unwrap_or_default();
        Ok(Known { article, rows })
    }

    /// Judges a submission against its neighbour in time, and plans the version if there is to be one.
    fn judge(
        &self,
        submission: &Submission,
        known: &Known,
        describe: &Describe<'_>,
        technical: Option<&str>,
    ) -> Result<Verdict, StoreError> {
        let content_sha256 = submission.snapshot.content_sha256();
        let at = submission.snapshot.times.at;
        let neighbor = known.rows.iter().rev().find(|row| row.at <= at);
        if let Some(neighbor) = neighbor.filter(|row| technical.is_none() && row.content == content_sha256) {
            return Ok(Verdict::Unchanged(neighbor.number));
        }
        let snapshot = Snapshot { urls: self.urls(submission, known)?, ..submission.snapshot.clone() };
        let page = page::write(&submission.article, &snapshot);
        check_page(&page, &snapshot)?;
        let path = match &known.article {
            Some(row) => row.path.clone(),
            None => page_path(&submission.article, &snapshot),
        };
        let newest = known.rows.iter().max_by_key(|row| row.number);
        let repeated = known.rows.iter().rfind(|row| row.at <= at && !row.technical && row.content == content_sha256);
        let capture = submission.capture.as_ref().map(|capture| {
            let sha256 = sha256_hex(&capture.bytes);
            (capture_path(&path, &sha256, capture.extension), sha256)
        });
        let facts = Facts {
            format: FORMAT,
            article: submission.article.clone(),
            path,
            number: newest.map_or(0, |row| row.number) + 1,
            previous: newest.map(|row| row.commit.clone()),
            at,
            recorded: submission.recorded,
            content_sha256,
            page_sha256: sha256_hex(page.as_bytes()),
            capture,
            extractor: message::clean(&submission.extractor),
            recorded_by: message::clean(&submission.recorded_by),
            reverts: repeated.filter(|_| technical.is_none()).map(|row| row.number),
            technical: technical.map(ToOwned::to_owned),
        };
        let description = self.describe(&snapshot, known, neighbor, describe)?;
        let author = message::author(snapshot.fields.byline.as_deref(), submission.article.site());
        Ok(Verdict::Write(Box::new(Plan { facts, page, description, author })))
    }

    fn describe(
        &self,
        snapshot: &Snapshot,
        known: &Known,
        neighbor: Option<&VersionRow>,
        describe: &Describe<'_>,
    ) -> Result<Description, StoreError> {
        let before = match (&self.repo, &known.article, neighbor) {
            (Some(repo), Some(article), Some(row)) => Some(read_version(repo, article, row)?),
            _ => None,
        };
        Ok(describe(before.as_ref(), snapshot))
    }

    /// Returns the addresses of a version: its own, then those its article had before.
    fn urls(&self, submission: &Submission, known: &Known) -> Result<Vec<String>, StoreError> {
        let mut urls = submission.snapshot.urls.clone();
        let newest = known.rows.iter().max_by_key(|row| row.number);
        if let (Some(repo), Some(article), Some(newest)) = (&self.repo, &known.article, newest) {
            urls.extend(read_version(repo, article, newest)?.snapshot.urls);
        }
        let same =
            |url: &String| Address::parse(url).map_or_else(|_| url.clone(), |address| address.as_str().to_owned());
        let mut seen = Vec::new();
        urls.retain(|url| {
            let key = same(url);
            let new = !seen.contains(&key);
            seen.push(key);
            new
        });
        Ok(urls)
    }

    /// Writes a planned version; false when `main` moved meanwhile.
    fn write(&self, lock: &WriteLock, submission: &Submission, plan: &Plan) -> Result<bool, StoreError> {
        let Some(repo) = &self.repo else { return Ok(false) };
        let main = repo.tip(MAIN)?;
        self.warn_of_the_future(repo, main, submission.recorded)?;
        if let (Some(capture), Some((path, _))) = (&submission.capture, &plan.facts.capture) {
            let tip = repo.tip(CAPTURES)?;
            let kept = tip.map(|tip| repo.entry(tip, path)).transpose()?.flatten().is_some();
            let message = format!("{}: capture of version {}\n", submission.article.slug(), plan.facts.number);
            let blob = repo.write_blob(&capture.bytes)?;
            if !kept && !self.advance(lock, CAPTURES, tip, &plan.commit(tip, path, blob, &message, submission))? {
                return Ok(false);
            }
        }
        let blob = repo.write_blob(plan.page.as_bytes())?;
        let message = message::write(&plan.facts, &plan.description);
        self.advance(lock, MAIN, main, &plan.commit(main, &plan.facts.path, blob, &message, submission))
    }

    /// Writes a commit and moves a ref to it; false when the ref was moved by somebody else.
    fn advance(
        &self,
        lock: &WriteLock,
        name: &str,
        from: Option<ObjectId>,
        new: &NewCommit<'_>,
    ) -> Result<bool, StoreError> {
        let Some(repo) = &self.repo else { return Ok(false) };
        let commit = repo.write_commit(new)?;
        // libgit2 syncs each new folder of objects, but not the folder that it stands in.
        creation::sync_dir(&self.dir.join("objects"))?;
        loop {
            lock.declare(&commit.to_string())?;
            match repo.move_ref(name, from, commit)? {
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
        submission: &'a Submission,
    ) -> NewCommit<'a> {
        let author = (self.author.as_str(), submission.article.site());
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

/// Makes sure that what is written will be read as what was meant.
fn check_page(page: &str, snapshot: &Snapshot) -> Result<(), StoreError> {
    match page::read_stored(page) {
        Ok(back) if back == *snapshot => Ok(()),
        Ok(_) => Err(StoreError::Unkeepable { problem: "it does not read back as it was".to_owned() }),
        Err(error) => Err(StoreError::Unkeepable { problem: error.to_string() }),
    }
}
