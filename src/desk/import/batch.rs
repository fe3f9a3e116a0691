//! A batch of versions: named, made submissions, and kept.

use std::cell::RefCell;
use std::collections::HashMap;

use super::changes::Changes;
use super::problem::Problem;
use super::reading::Origin;
use super::report::Report;
use super::{ImportError, Listed, Read, Terms};
use crate::article::{Address, ArticleId, Moment, RecordedKind, Sighting, Snapshot, State, Version};
use crate::cores;
use crate::desk::dating::{Known, date_with};
use crate::desk::describe::{changes, describe_with};
use crate::desk::naming::{self, Unnamed};
use crate::notes::Reader;
use crate::store::{Archive, Capture, StoreError, Submission};

/// Versions that wait to be kept, in the order of their time.
pub(super) struct Batch<'a> {
    terms: &'a Terms,
    waiting: Vec<(Origin, Submission)>,
    /// The articles of those by the names and addresses that tell them: the archive does not know these yet.
    named: HashMap<String, ArticleId>,
    /// Reads the notes that these carry on from one to the next.
    reader: RefCell<Reader>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(terms: &'a Terms) -> Self {
        Self { terms, waiting: Vec::new(), named: HashMap::new(), reader: RefCell::default() }
    }

    /// Takes in a version.
    pub(super) fn take(
        &mut self,
        version: Listed,
        origin: Origin,
        read: Read,
        bytes: Vec<u8>,
        archive: &Archive,
    ) -> Result<(), (Origin, Problem)> {
        let article = match self.name(&read, archive) {
            Ok(article) => article,
            Err(problem) => return Err((origin, problem)),
        };
        let capture = read.evidence.map(|extension| Capture { bytes, extension });
        self.waiting.push((origin, self.submission(article, read, capture, version.at)));
        Ok(())
    }

    /// Tells the article of a version, as `record` would once those before it are kept.
    fn name(&mut self, read: &Read, archive: &Archive) -> Result<ArticleId, Problem> {
        let said = self.terms.article.as_ref().or(read.article.as_ref()).or(read.draft.article.as_ref());
        let said = said.map(|name| self.sited(name));
        let keys: Vec<String> = match &said {
            Some(said) => vec![Address::spelled(said)],
            None => read.draft.urls.iter().map(|url| Address::spelled(url)).collect(),
        };
        if let Some(article) = keys.iter().find_map(|key| self.named.get(key)) {
            return Ok(article.clone());
        }
        let named = naming::name(&read.draft, said.as_deref(), None, archive);
        let article = named.map_err(|reason| match reason {
            Unnamed::Nothing => Problem::NoArticle,
            Unnamed::Bad(problem) => Problem::BadName(problem),
            Unnamed::Store(error) => Problem::Store(Box::new(error)),
        })?;
        for key in keys.into_iter().chain(read.draft.urls.iter().map(|url| Address::spelled(url))) {
            self.named.entry(key).or_insert_with(|| article.clone());
        }
        Ok(article)
    }

    /// Puts the site that was said before a name without one.
    fn sited(&self, name: &str) -> String {
        match &self.terms.site {
            Some(site) if !name.contains('/') => format!("{site}/{name}"),
            _ => name.to_owned(),
        }
    }

    fn submission(&self, article: ArticleId, read: Read, capture: Option<Capture>, at: Moment) -> Submission {
        let mut draft = read.draft;
        let now = self.terms.now;
        let known = Known { now, said: Some(at), published: None, by_weekday: false, latest: None };
        draft.published = date_with(&mut self.reader.borrow_mut(), &draft, &known).published;
        // Whoever kept it until now saw it then: the day of the import says nothing of the article.
        let seen = draft.seen.unwrap_or(at);
        Submission {
            article,
            snapshot: draft.into_snapshot(at, seen),
            capture,
            extractor: read.extractor,
            recorded: now,
            recorded_by: self.terms.recorded_by.clone(),
        }
    }

    /// Keeps what waits, but for what the archive has already.
    pub(super) fn keep(&mut self, archive: &mut Archive, report: &mut Report) -> Result<(), ImportError> {
        self.named.clear();
        let mut fresh = Vec::new();
        let waiting = std::mem::take(&mut self.waiting);
        archive.at_one_moment(|| {
            for (origin, submission) in waiting {
                if archive.accounts_for(&submission.article, &submission.snapshot)? {
                    report.known += 1;
                } else {
                    fresh.push((origin, submission));
                }
            }
            Ok::<_, StoreError>(())
        })??;
        if self.terms.dry_run {
            report.fresh += fresh.len();
            return Ok(());
        }
        let (origins, fresh): (Vec<Origin>, Vec<Submission>) = fresh.into_iter().unzip();
        let (reader, told) = (RefCell::new(self.reader.take()), Changes::within(&fresh));
        let describe = |before: Option<&Version>, snapshot: &Snapshot| {
            describe_with(&mut reader.borrow_mut(), before, snapshot, |old, new| {
                let told = before.and_then(|before| told.between(before, new));
                told.map_or_else(|| changes(old, new), str::to_owned)
            })
        };
        let answers = told.meanwhile(|| archive.record_all(&fresh, &describe))?;
        for ((origin, submission), answer) in origins.into_iter().zip(&fresh).zip(answers) {
            match answer {
                Ok(recorded) => {
                    let at = submission.snapshot.times.at;
                    if recorded.kind == RecordedKind::Unchanged {
                        report.technical += usize::from(archive.keep_metadata(submission)?.is_some());
                        if origin.requested {
                            keep_look(archive, &recorded.article, at, submission, origin.name)?;
                        }
                    }
                    report.kept(recorded, at);
                }
                Err(StoreError::Unkeepable { problem }) => {
                    report.skip(origin.place, origin.name, Problem::Unkeepable(problem));
                }
                Err(error @ StoreError::Refused { .. }) => {
                    report.skip(origin.place, origin.name, Problem::Store(Box::new(error)));
                }
                Err(error) => return Err(error.into()),
            }
        }
        cores::let_go(fresh);
        Ok(())
    }
}

/// Keeps that a capture showed what was there before: it costs a request, and need not be fetched again.
///
/// Each capture is its own observer, so that no two of them become one run in which single looks are lost.
fn keep_look(
    archive: &mut Archive,
    article: &ArticleId,
    at: Moment,
    submission: &Submission,
    capture: String,
) -> Result<(), StoreError> {
    let state = State::Content(submission.snapshot.content_sha256());
    archive.keep_sighting(article, &Sighting { first: at.to_utc(), last: at.to_utc(), state, by: capture })
}
