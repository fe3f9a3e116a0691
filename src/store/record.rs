//! How versions are kept.
//!
//! Outside the lock: read, hash, compare, describe. Inside: one pack, then refs, each on the disk before the next. Only
//! then is a version acknowledged; the index follows, and the upkeep of the packs.

use std::collections::HashMap;
use std::rc::Rc;

use super::archive::{Archive, FORMAT, REFS, Warning};
use super::batch::Batch;
use super::candidate::Candidate;
use super::catch_up::Trouble;
use super::creation::{self, Cradle};
use super::error::StoreError;
use super::git::{ObjectId, Repo};
use super::index::{Index, IndexError};
use super::lock::{Turn, WriteLock, is_unsettled};
use super::plan::{Known, Plan, Purpose, Verdict, judge};
use super::reading::Reading;
use super::spool::{self, Asking, Laid, Taken};
use super::submission::{Describe, Submission};
use super::upkeep::Wrote;
use crate::article::{ArticleId, Moment, Recorded, RecordedKind};
use crate::cores;

/// How far ahead the newest version may be dated before it is warned about, in seconds.
const DAY: i64 = 24 * 60 * 60;

/// What became of a submission.
type Answer = Result<Recorded, StoreError>;

impl Archive {
    /// Keeps a snapshot, durably, unless its content equals that of its neighbour in time.
    ///
    /// An archive from [`Archive::open_or_create`] that is not there yet comes into being with its first version.
    ///
    /// # Errors
    ///
    /// When it could not be written; nothing is changed then.
    pub fn record(&mut self, submission: &Submission, describe: &Describe<'_>) -> Result<Recorded, StoreError> {
        let answers = self.record_all(std::slice::from_ref(submission), describe)?;
        // One submission has one answer; where there were none, nothing was written.
        let none = || Err(StoreError::Damaged { what: "the batch".into(), problem: "it has no answer".into() });
        answers.into_iter().next().unwrap_or_else(none)
    }

    /// Keeps snapshots, in the order given, as one batch: all of them are durable when this returns, or none.
    ///
    /// A batch costs the disk as much waiting as one version does, and is held in memory until it is written. What stands
    /// in the way of one submission is told in its place, and the others are kept.
    ///
    /// # Errors
    ///
    /// When the batch could not be written; nothing is changed then.
    pub fn record_all(
        &mut self,
        submissions: &[Submission],
        describe: &Describe<'_>,
    ) -> Result<Vec<Answer>, StoreError> {
        self.check_writable()?;
        let purpose = Purpose::Version(describe);
        loop {
            let answers = match self.repo {
                _ if submissions.is_empty() => Some(Vec::new()),
                Some(_) => self.record_here(submissions, &purpose)?,
                None => self.record_first(submissions, &purpose)?,
            };
            if let Some(answers) = answers {
                return Ok(answers);
            }
        }
    }

    /// Makes the archive with these versions in it; none when another process made it meanwhile.
    fn record_first(
        &mut self,
        submissions: &[Submission],
        purpose: &Purpose<'_>,
    ) -> Result<Option<Vec<Answer>>, StoreError> {
        let mut made = None;
        if creation::is_free(&self.dir) {
            let cradle = Cradle::begin(&self.dir)?;
            let named = |error: StoreError| error.renamed(cradle.dir(), &self.dir);
            let mut inner = Self::around(cradle.dir(), Some(Repo::init(cradle.dir(), FORMAT).map_err(named)?));
            let answers = inner.record_here(submissions, purpose).map_err(named)?.unwrap_or_default();
            drop(inner);
            let answers: Vec<Answer> = answers.into_iter().map(|answer| answer.map_err(named)).collect();
            if answers.iter().all(Result::is_err) {
                return Ok(Some(answers));
            }
            made = if cradle.put()? { Some(answers) } else { None };
        }
        let opened = Self::open(&self.dir)?;
        (self.repo, self.warnings) = (opened.repo, opened.warnings);
        self.check_writable()?;
        Ok(made)
    }

    /// Records in an archive that is there; none when a technical version was overtaken by another version.
    pub(super) fn record_here(
        &mut self,
        submissions: &[Submission],
        purpose: &Purpose<'_>,
    ) -> Result<Option<Vec<Answer>>, StoreError> {
        let candidates: Vec<Candidate<'_>> = submissions.iter().map(Candidate::of).collect();
        match candidates.as_slice() {
            [only] => self.record_one(only, purpose),
            // Helpers must not be waited for under the lock: they may be at something else.
            all => cores::ahead(all, Candidate::work_out, || self.record_in_turn(all, purpose, None)),
        }
    }

    /// Records one version, which is judged before the lock is taken: most sightings change nothing.
    fn record_one(&mut self, only: &Candidate<'_>, purpose: &Purpose<'_>) -> Result<Option<Vec<Answer>>, StoreError> {
        let Some(repo) = &self.repo else { return Ok(None) };
        match self.look(repo, only, purpose) {
            // What somebody is just writing is not sure to last before the lock is free again.
            Ok((_, verdict @ Verdict::Unchanged(_))) if !is_unsettled(&self.dir) => {
                Ok(Some(vec![Ok(acknowledge(only.submission, &verdict))]))
            }
            Ok(looked) => self.record_in_turn(std::slice::from_ref(only), purpose, Some(&looked)),
            Err(error) => Ok(Some(vec![Err(error)])),
        }
    }

    /// Records versions under the lock, with those that others have laid out.
    fn record_in_turn(
        &mut self,
        candidates: &[Candidate<'_>],
        purpose: &Purpose<'_>,
        looked: Option<&(Known, Verdict)>,
    ) -> Result<Option<Vec<Answer>>, StoreError> {
        let lock = match self.turn(candidates, purpose, looked)? {
            Turn::Mine(lock) => lock,
            Turn::Answered(spool::Answer::Again) => return Ok(None),
            Turn::Answered(spool::Answer::Kept(number)) => {
                let answer = |one: &Candidate<'_>| Ok(kept(&one.submission.article, number));
                return Ok(Some(candidates.iter().map(answer).collect()));
            }
        };
        lock.recover(&self.dir, &REFS)?;
        let others = if self.writes_alone() { Vec::new() } else { spool::take(&self.dir.join("variorum"), &lock) };
        let batch = loop {
            match self.make(candidates, purpose, looked, (&others, &lock))? {
                Made::Overtaken => return Ok(None),
                Made::Elsewhere => {}
                Made::Kept(batch) => break batch,
            }
        };
        for (other, answer) in others.into_iter().zip(batch.shared) {
            other.answer(answer);
        }
        drop(lock);
        // The versions are kept; an index that cannot follow now follows when it is asked. Who cannot write to it reads
        // addresses too, so the pages are read here.
        drop(self.ask_of_pages(|_, _| Ok(())));
        self.tidy(if candidates.len() > 1 { Wrote::Many } else { Wrote::One });
        Ok(Some(batch.answers))
    }

    /// Takes the lock; while somebody else has it, a version that is planned is laid out for them.
    fn turn(
        &self,
        candidates: &[Candidate<'_>],
        purpose: &Purpose<'_>,
        looked: Option<&(Known, Verdict)>,
    ) -> Result<Turn, StoreError> {
        let dir = self.dir.join("variorum");
        // Elsewhere what is locked cannot be read by others.
        let shared = cfg!(unix) && !self.writes_alone() && matches!(purpose, Purpose::Version(_));
        if let ([only], Some((known, Verdict::Write(plan))), true) = (candidates, looked, shared) {
            if let Some(lock) = WriteLock::try_take(&dir)? {
                return Ok(Turn::Mine(lock));
            }
            // Where nothing can be laid out, one waits for the lock.
            if let Ok(asking) = Asking::begin(&dir, only.submission, plan, known) {
                let dated = self.ask(|repo, index| {
                    let tip = index.tip()?.as_deref().and_then(ObjectId::parse);
                    Ok(tip.map(|tip| repo.commit(tip)).transpose()?.map(|commit| commit.time))
                })?;
                self.warn_of_the_future(dated.flatten(), only.submission.recorded);
                return WriteLock::take_or_answer(&dir, &self.manners, &asking);
            }
        }
        WriteLock::take(&dir, &self.manners).map(Turn::Mine)
    }

    /// Tells whether versions are written together with nobody else's: whoever signs does so for their own.
    fn writes_alone(&self) -> bool {
        self.manners.alone || self.signs()
    }

    /// Judges a submission as things are.
    fn look(
        &self,
        repo: &Repo,
        candidate: &Candidate<'_>,
        purpose: &Purpose<'_>,
    ) -> Result<(Known, Verdict), StoreError> {
        let known = self.ask(|_, index| Ok(Known::of(index, &candidate.submission.article)?))?.unwrap_or_default();
        let verdict = judge(&Reading::begin(repo), &known, candidate, purpose)?;
        Ok((known, verdict))
    }

    /// Makes the versions of a batch, in memory, and keeps them.
    ///
    /// Each is put into the index when it is made, so that those after it are judged by it too; they stay there once all
    /// are on the disk. An index that cannot keep them follows when it is asked.
    fn make(
        &self,
        candidates: &[Candidate<'_>],
        purpose: &Purpose<'_>,
        looked: Option<&(Known, Verdict)>,
        (others, lock): (&[Taken], &WriteLock),
    ) -> Result<Made, StoreError> {
        let made = self.ask_aside(|repo, index| {
            let tip = index.tip()?.as_deref().and_then(ObjectId::parse);
            let mut making = Making::begin(index, Reading::begin(repo), Batch::begin(self, tip)?);
            let dated = tip.map(|tip| repo.commit(tip)).transpose()?.map(|commit| commit.time);
            for candidate in candidates {
                let submission = candidate.submission;
                let known = making.known(&submission.article)?;
                let verdict = match (looked, purpose) {
                    (Some((then, verdict)), _) if *then == *known => Ok(verdict.clone()),
                    (Some(_), Purpose::Technical(..)) => return Ok((Made::Overtaken, false)),
                    _ => judge(&making.reading, &known, candidate, purpose),
                };
                if let Ok(Verdict::Write(plan)) = &verdict {
                    self.warn_of_the_future(dated, submission.recorded);
                    let capture = submission.capture.as_ref().map(|capture| capture.bytes.as_slice());
                    making.add(&known, plan, capture)?;
                }
                making.batch.answers.push(verdict.map(|verdict| acknowledge(submission, &verdict)));
            }
            for other in others {
                let answer = making.add_laid(other)?;
                making.batch.shared.push(answer);
            }
            let mut batch = making.batch;
            let made = batch.tip();
            if !batch.keep(self, lock)? {
                return Ok((Made::Elsewhere, false));
            }
            // From here on nothing may fail: what is kept must not be made once more. A commit that was signed is another
            // than the index was told of.
            let as_told = batch.tip() == made;
            let follows = as_told && batch.tip().is_none_or(|tip| index.set_tip(&tip.to_string()).is_ok());
            Ok((Made::Kept(Box::new(batch)), follows))
        })?;
        Ok(made.unwrap_or(Made::Overtaken))
    }

    /// Warns when the newest version is dated more than a day after now.
    fn warn_of_the_future(&self, dated: Option<i64>, now: Moment) {
        let mut warnings = self.warnings.borrow_mut();
        let told = warnings.iter().any(|warning| matches!(warning, Warning::TipInFuture { .. }));
        if let Some(tip) = dated.filter(|tip| *tip > now.timestamp() + DAY && !told) {
            warnings.push(Warning::TipInFuture { tip, now });
        }
    }
}

/// What became of a batch.
enum Made {
    /// A technical version was overtaken by another version.
    Overtaken,
    /// A ref was moved meanwhile, by somebody who does not ask for the lock.
    Elsewhere,
    /// It is durable.
    Kept(Box<Batch>),
}

/// Versions that are being made.
struct Making<'a> {
    index: &'a Index,
    reading: Reading<'a>,
    batch: Batch,
    /// What is known of the articles that were asked for.
    known: HashMap<ArticleId, Rc<Known>>,
}

impl<'a> Making<'a> {
    fn begin(index: &'a Index, reading: Reading<'a>, batch: Batch) -> Self {
        Self { index, reading, batch, known: HashMap::new() }
    }

    /// Returns what is known of an article, with the versions that were made.
    fn known(&mut self, article: &ArticleId) -> Result<Rc<Known>, IndexError> {
        if let Some(known) = self.known.get(article) {
            debug_assert_eq!(**known, Known::of(self.index, article)?, "{article}");
            return Ok(Rc::clone(known));
        }
        let known = Rc::new(Known::of(self.index, article)?);
        self.known.insert(article.clone(), Rc::clone(&known));
        Ok(known)
    }

    /// Makes a planned version and puts it into the index.
    fn add(&mut self, known: &Known, plan: &Plan, capture: Option<&[u8]>) -> Result<(), Trouble> {
        let commit = self.batch.add(plan, capture)?.to_string();
        self.enter(known, plan, commit)
    }

    /// Puts a version that was made into the index.
    fn enter(&mut self, known: &Known, plan: &Plan, commit: String) -> Result<(), Trouble> {
        let (article, known) = (&plan.facts.article, known.with(plan, &commit));
        if known.is_latest(plan.facts.number) {
            self.index.add_latest(&plan.facts, &commit, (&plan.snapshot.fields.headline, &plan.snapshot.urls))?;
        } else {
            // The page of another version tells of the article; it is read once somebody asks.
            self.index.add_version(&plan.facts, &commit)?;
        }
        // Numbers of versions that were erased may follow, which only the index knows.
        if known.withdrawn.is_empty() {
            self.known.insert(article.clone(), Rc::new(known));
        } else {
            self.known.remove(article);
        }
        self.reading.made(commit, plan.version());
        Ok(())
    }

    /// Makes a version that somebody else has planned, if things are as they were then.
    fn add_laid(&mut self, other: &Taken) -> Result<spool::Answer, Trouble> {
        let Some(Laid { plan, capture, known: then }) = &other.laid else { return Ok(spool::Answer::Again) };
        let known = self.known(&plan.facts.article)?;
        if known.print() != *then {
            return Ok(spool::Answer::Again);
        }
        // What stands in its way is told to whoever planned it, when they try by themselves.
        let Ok(commit) = self.batch.add(plan, capture.as_deref()) else { return Ok(spool::Answer::Again) };
        self.enter(&known, plan, commit.to_string())?;
        Ok(spool::Answer::Kept(plan.facts.number))
    }
}

fn acknowledge(Submission { article, .. }: &Submission, verdict: &Verdict) -> Recorded {
    match verdict {
        Verdict::Unchanged(number) => {
            Recorded { article: article.clone(), number: *number, kind: RecordedKind::Unchanged }
        }
        Verdict::Write(plan) => kept(article, plan.facts.number),
    }
}

fn kept(article: &ArticleId, number: u32) -> Recorded {
    let kind = if number == 1 { RecordedKind::First } else { RecordedKind::Next };
    Recorded { article: article.clone(), number, kind }
}
