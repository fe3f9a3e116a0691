//! What becomes of a submission: judged against the versions there are, before anything is written.

use super::archive::FORMAT;
use super::candidate::{Candidate, Page};
use super::error::StoreError;
use super::index::{ArticleRow, Index, IndexError, VersionRow};
use super::message::{self, Facts};
use super::place::{capture_path, page_path};
use super::reading::Reading;
use super::reread::told;
use super::submission::{Describe, Description, Submission};
use super::withdrawal;
use crate::article::{Address, ArticleId, Snapshot, Version, sha256_hex};

/// What a submission is recorded for.
pub(super) enum Purpose<'a> {
    /// To be a version, unless its content is known.
    Version(&'a Describe<'a>),
    /// For what stands beside the content: why, in a word, and for a person.
    Technical(&'static str, Description),
    /// To be what a version reads from now on, unless it reads so already: the number of that version.
    Reread(u32),
}

/// The versions of an article as they were when a submission was judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// The article, if there is one.
    pub(super) article: Option<ArticleRow>,
    /// Its versions in the order of (`at`, number), without those that were withdrawn.
    pub(super) rows: Vec<VersionRow>,
    /// The highest number that one of its versions ever had.
    pub(super) taken: u32,
    /// The commit of the version written last, withdrawn or not.
    pub(super) newest: Option<String>,
    /// Its contents that are withdrawn.
    pub(super) withdrawn: Vec<String>,
}

/// What is to be written for a submission.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The trailers.
    pub(super) facts: Facts,
    /// What the page says.
    pub(super) snapshot: Snapshot,
    /// The page.
    pub(super) page: Page,
    /// The message of its commit.
    pub(super) message: String,
    /// The author's name.
    pub(super) author: String,
}

/// What becomes of a submission.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// Nothing: its content is that of this version.
    Unchanged(u32),
    /// It is written.
    Write(Box<Plan>),
}

/// Judges a submission against its neighbour in time, and plans the version if there is to be one.
pub(super) fn judge(
    reading: &Reading<'_>,
    known: &Known,
    candidate: &Candidate<'_>,
    purpose: &Purpose<'_>,
) -> Result<Verdict, StoreError> {
    let (submission, content_sha256) = (candidate.submission, candidate.content_sha256());
    if let (Purpose::Version(_), true) = (purpose, known.withdrawn.iter().any(|hash| hash == content_sha256))
        && let Some(withdrawal) = withdrawal::of_content(reading.repo(), &submission.article, content_sha256)?
    {
        return Err(StoreError::Refused { withdrawal: Box::new(withdrawal) });
    }
    let told = told(&known.rows);
    let earlier = || told.iter().rev().filter(|one| one.version.at <= submission.snapshot.times.at);
    let neighbor = earlier().next();
    let repeated = match purpose {
        Purpose::Version(_) => neighbor,
        Purpose::Technical(..) => None,
        Purpose::Reread(number) => told.iter().find(|one| one.version.number == *number),
    };
    if let Some(repeated) = repeated.filter(|one| one.text.content == content_sha256) {
        return Ok(Verdict::Unchanged(repeated.version.number));
    }
    let snapshot = Snapshot { urls: urls(reading, known, submission)?, ..submission.snapshot.clone() };
    let page = candidate.page(&snapshot)?;
    let description = match purpose {
        Purpose::Version(describe) => {
            let neighbor = neighbor.map(|one| reading.version(known, one.text)).transpose()?;
            describe(neighbor.as_deref(), &snapshot)
        }
        Purpose::Technical(_, description) => description.clone(),
        Purpose::Reread(_) => {
            // A number may be another once archives were brought together; the trailers say which version it is.
            let subject = format!("read again by {}", submission.extractor);
            Description { subject, notes: Vec::new() }
        }
    };
    let same = earlier().find(|one| one.text.content == content_sha256);
    let reverts = same.map(|one| one.version.number).filter(|_| matches!(purpose, Purpose::Version(_)));
    let facts = Facts { reverts, ..facts(known, candidate, &snapshot, &page, purpose) };
    let message = message::write(&facts, &description);
    let author = message::author(snapshot.fields.byline.as_deref(), submission.article.site());
    Ok(Verdict::Write(Box::new(Plan { facts, snapshot, page, message, author })))
}

/// Collects the facts of a version that does not repeat another.
fn facts(known: &Known, candidate: &Candidate<'_>, snapshot: &Snapshot, page: &Page, purpose: &Purpose<'_>) -> Facts {
    let submission = candidate.submission;
    let path = match &known.article {
        Some(row) => row.path.clone(),
        None => page_path(&submission.article, snapshot),
    };
    let capture = submission.capture.as_ref().zip(candidate.capture_sha256());
    let capture = capture.map(|(capture, sha256)| (capture_path(&path, sha256, capture.extension), sha256.to_owned()));
    Facts {
        format: FORMAT,
        article: submission.article.clone(),
        path,
        number: known.taken + 1,
        previous: known.newest.clone(),
        at: snapshot.times.at,
        recorded: submission.recorded,
        content_sha256: candidate.content_sha256().to_owned(),
        page_sha256: page.sha256.clone(),
        capture,
        extractor: message::clean(&submission.extractor),
        recorded_by: message::clean(&submission.recorded_by),
        reverts: None,
        technical: match purpose {
            Purpose::Version(_) => None,
            Purpose::Technical(why, _) => Some((*why).to_owned()),
            Purpose::Reread(_) => Some("extractor".to_owned()),
        },
        rereads: match purpose {
            Purpose::Reread(number) => {
                known.rows.iter().find(|row| row.number == *number).map(|row| row.content.clone())
            }
            _ => None,
        },
    }
}

impl Plan {
    /// Returns what will be read of the version once it is kept.
    pub(super) fn version(&self) -> Version {
        Version {
            article: self.facts.article.clone(),
            number: self.facts.number,
            recorded: self.facts.recorded,
            content_sha256: self.facts.content_sha256.clone(),
            technical: self.facts.technical.is_some(),
            snapshot: self.snapshot.clone(),
        }
    }
}

impl Known {
    /// Asks the index what it knows of an article.
    pub(super) fn of(index: &Index, article: &ArticleId) -> Result<Self, IndexError> {
        let (rows, withdrawn) = (index.versions(article)?, index.withdrawn(article)?);
        let (taken, newest) = index.newest(article)?;
        Ok(Self { article: index.article(article)?, rows, taken, newest, withdrawn })
    }

    /// Returns what is known with a version more.
    pub(super) fn with(&self, plan: &Plan, commit: &str) -> Self {
        let Facts { number, at, recorded, .. } = plan.facts;
        let mut rows = self.rows.clone();
        rows.push(VersionRow {
            number,
            commit: commit.to_owned(),
            content: plan.facts.content_sha256.clone(),
            at,
            recorded,
            technical: plan.facts.technical.is_some(),
            rereads: plan.facts.rereads.clone(),
        });
        rows.sort_by_key(|row| (row.at, row.number));
        let Facts { article, path, .. } = plan.facts.clone();
        let headline = is_latest(&rows, number).then(|| plan.snapshot.fields.headline.clone());
        Self {
            article: Some(ArticleRow { article, path, headline }),
            rows,
            taken: number,
            newest: Some(commit.to_owned()),
            withdrawn: self.withdrawn.clone(),
        }
    }

    /// Tells whether a version is the latest of its article, by time.
    pub(super) fn is_latest(&self, number: u32) -> bool {
        is_latest(&self.rows, number)
    }

    /// Names a state of an article: two are equal when their names are.
    pub(super) fn print(&self) -> String {
        let path = self.article.as_ref().map(|article| article.path.as_str()).unwrap_or_default();
        let rows: Vec<String> = self.rows.iter().map(|row| format!("{} {}", row.number, row.commit)).collect();
        let Self { taken, newest, withdrawn, .. } = self;
        // What is withdrawn has no commit of its own that would tell.
        sha256_hex(format!("{path}\n{}\n{taken:?} {newest:?} {withdrawn:?}", rows.join("\n")).as_bytes())
    }
}

/// Returns the addresses of a version: its own, then those its article had before.
fn urls(reading: &Reading<'_>, known: &Known, submission: &Submission) -> Result<Vec<String>, StoreError> {
    let mut urls = submission.snapshot.urls.clone();
    if let Some(newest) = known.rows.iter().max_by_key(|row| row.number) {
        urls.extend(reading.version(known, newest)?.snapshot.urls.iter().cloned());
    }
    let mut seen = Vec::new();
    urls.retain(|url| {
        let same = Address::spelled(url);
        let new = !seen.contains(&same);
        seen.push(same);
        new
    });
    Ok(urls)
}

fn is_latest(rows: &[VersionRow], number: u32) -> bool {
    told(rows).pop().is_some_and(|latest| latest.text.number == number)
}
