//! One look at an article, and what follows from it.

use std::time::Duration;

use super::super::describe::describe;
use super::super::fetch::{Absence, Found, Web, behind_paywall, fetch};
use super::super::intake::{Input, Intake, IntakeError, Problem, Told, read_fetched};
use super::super::preview::{Preview, preview};
use super::event::{Event, NewVersion, Trouble, What};
use super::round::{End, Round, key as key_of};
use super::state::{ArticleState, Kept, Pending, Seen};
use crate::article::{ArticleId, Moment, Recorded, RecordedKind, Sighting, State, Version};
use crate::capture::CaptureError;
use crate::capture::http::{FetchError, FetchProblem, Validators, after};
use crate::history::{Changelog, Finding, check};
use crate::store::StoreError;

/// How often a page that is another one at each look is looked at before it is given up for now.
const MOST_LOOKS: u32 = 4;

/// A look that is done: what it showed, and how long to wait before the next unless the pace says.
struct Look {
    what: What,
    wait: Option<Duration>,
}

impl Look {
    fn paced(what: What) -> Self {
        Self { what, wait: None }
    }
}

impl Round<'_> {
    /// Looks at an article once.
    pub(super) fn look_at_article(&mut self, key: &str) -> Result<(), End> {
        let Some(mut article) = self.state.articles.get(key).cloned() else { return Ok(()) };
        let was_absent = article.absent;
        let look = match self.visit(key, &mut article) {
            Ok(look) => look,
            Err(Trouble::Fetch(FetchError { problem: FetchProblem::Stopped, .. })) => return Err(End::Stopped),
            Err(problem) => {
                article.failures += 1;
                article.refused = problem.refused();
                Look { wait: Some(self.after_failure(key, &article, &problem)), what: What::Failed { problem } }
            }
        };
        let now = self.clock.now();
        if !matches!(look.what, What::Failed { .. }) {
            (article.failures, article.refused) = (0, None);
        }
        let wait = look.wait.unwrap_or_else(|| self.interval(key, &article, now));
        article.next = self.is_followed(&article, now).then(|| after(now, wait));
        let back_from = was_absent.filter(|_| article.absent.is_none());
        let (url, next) = (article.url.clone(), article.next);
        let findings = match &look.what {
            What::Version(version) if !version.first => self.findings(version),
            _ => Vec::new(),
        };
        self.watched.versions += usize::from(matches!(look.what, What::Version(_)));
        // What was seen is remembered before it is told: whoever is told may end the watch.
        self.state.articles.insert(key.to_owned(), article);
        self.tell(&Event { what: look.what, url: url.clone(), time: now, back_from, next })?;
        for finding in findings {
            let what = What::Finding { finding: Box::new(finding) };
            self.tell(&Event { what, url: url.clone(), time: now, back_from: None, next })?;
        }
        Ok(())
    }

    fn visit(&mut self, key: &str, article: &mut ArticleState) -> Result<Look, Trouble> {
        // A second look is to see the page itself, and one whose page is not known has to be.
        let anew = article.pending.is_some() || article.kept.is_none();
        let known = if anew { Validators::default() } else { article.validators.clone() };
        let visit = fetch(&mut self.fetcher, &article.url, &known, self.clock)?;
        match visit.found {
            Found::Same => {
                article.seen = Some(visit.at);
                article.absent = None;
                self.saw_content(article, visit.at, visit.at)?;
                Ok(Look::paced(What::Unchanged { article: None, version: None, technical: None, not_modified: true }))
            }
            Found::Absent(absence) => Ok(self.absent(article, absence, visit.at)?),
            Found::Page { input, web, validators } => self.page(key, article, input, web, validators),
        }
    }

    /// Deals with a page: unchanged, the first, changed for the first time, or changed and confirmed.
    fn page(
        &mut self,
        key: &str,
        article: &mut ArticleState,
        input: Input,
        mut web: Web,
        validators: Validators,
    ) -> Result<Look, Trouble> {
        let fetched = web.seen;
        // A confirmed version was seen first when the change was.
        let first_seen = article.pending.as_ref().filter(|pending| matches!(pending.seen, Seen::Content(_)));
        web.seen = first_seen.map_or(fetched, |pending| pending.since);
        let (mut intake, mut preview) = self.read(key, input.clone(), web.clone(), fetched)?;
        let content = Seen::Content(preview.after.content_sha256.clone());
        if web.seen != fetched && article.pending.as_ref().is_some_and(|pending| pending.seen != content) {
            web.seen = fetched;
            (intake, preview) = self.read(key, input, web, fetched)?;
        }
        if behind_paywall(&intake, &preview) {
            return Ok(self.absent(article, Absence::Paywall, fetched)?);
        }
        if preview.kind == RecordedKind::Next && !is_confirmed(article, &content) {
            return Ok(self.unconfirmed(article, content, fetched));
        }
        let pending = article.pending.take();
        let last_seen = article.seen.or(preview.before.as_ref().map(|version| version.snapshot.times.seen));
        (article.seen, article.absent, article.validators) = (Some(fetched), None, validators);
        let Version { article: id, content_sha256, .. } = &preview.after;
        article.kept = Some(Kept { article: id.to_string(), content: content_sha256.clone() });
        if preview.kind == RecordedKind::Unchanged {
            self.saw_content(article, fetched, fetched)?;
            article.since = preview.before.as_ref().map_or(fetched, |version| version.snapshot.times.at);
            let other = |pending: &Pending| matches!(pending.seen, Seen::Content(_)) && pending.seen != content;
            if pending.as_ref().is_some_and(other) {
                return Ok(Look::paced(What::Reverted));
            }
            let technical = self.archive.keep_metadata(&intake.submission)?;
            let (article, version) = (Some(preview.after.article), Some(preview.after.number));
            return Ok(Look::paced(What::Unchanged { article, version, technical, not_modified: false }));
        }
        // A list may know better than a page without dates how old its article is.
        let first = preview.kind == RecordedKind::First;
        article.since = if first { intake.dated.at.min(article.since) } else { intake.dated.at };
        let recorded = self.record(&intake, &preview, last_seen);
        if recorded.is_err() {
            // What could not be kept must be fetched again, and not be taken for known.
            (article.validators, article.kept) = (Validators::default(), None);
        }
        let recorded = recorded?;
        let first = intake.submission.snapshot.times.seen;
        // A version dated by its first sighting says so itself; the look that confirmed it is one more. The version is
        // kept and has to be told of, whether that look can be kept or not.
        if first != fetched || intake.dated.at != first {
            drop(self.saw_content(article, first, fetched));
        }
        Ok(Look::paced(recorded))
    }

    /// Keeps that an article was seen as the archive has it.
    fn saw_content(&mut self, article: &ArticleState, first: Moment, last: Moment) -> Result<(), StoreError> {
        let Some(kept) = &article.kept else { return Ok(()) };
        let Ok(id) = ArticleId::parse(&kept.article) else { return Ok(()) };
        self.saw(&id, State::Content(kept.content.clone()), first, last)
    }

    fn saw(&mut self, id: &ArticleId, state: State, first: Moment, last: Moment) -> Result<(), StoreError> {
        let (first, last, by) = (first.to_utc(), last.to_utc().max(first.to_utc()), self.recorded_by.to_owned());
        match self.archive.keep_sighting(id, &Sighting { first, last, state, by }) {
            // One whose versions are all gone is seen by nobody.
            Err(StoreError::UnknownArticle { .. }) => Ok(()),
            other => other,
        }
    }

    /// Keeps that an article was absent, if the archive has it.
    fn saw_absence(
        &mut self,
        article: &ArticleState,
        absence: Absence,
        first: Moment,
        last: Moment,
    ) -> Result<(), StoreError> {
        let kept = article.kept.as_ref().and_then(|kept| ArticleId::parse(&kept.article).ok());
        match kept.map_or_else(|| self.archive.resolve(&article.url), Ok) {
            Ok(id) => self.saw(&id, State::Absent(absence), first, last),
            Err(StoreError::UnknownArticle { .. } | StoreError::AmbiguousArticle { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn read(&self, key: &str, input: Input, web: Web, now: Moment) -> Result<(Intake, Preview), Trouble> {
        let named = self.plan.article.iter().find(|article| key_of(&article.url) == key);
        let told = Told {
            article: named.and_then(|article| article.name.clone()),
            recorded_by: self.recorded_by.to_owned(),
            ..Told::default()
        };
        let mut intakes = read_fetched(vec![(input, Some(web))], &told, self.archive, now)?;
        let mut previews = preview(&intakes, self.archive)?;
        let nothing = || IntakeError { input: key.to_owned(), problem: Problem::Unreadable(CaptureError::Empty) };
        Ok(intakes.pop().zip(previews.pop()).ok_or_else(nothing)?)
    }

    fn record(&mut self, intake: &Intake, preview: &Preview, last_seen: Option<Moment>) -> Result<What, StoreError> {
        let Recorded { article, number: version, kind } = self.archive.record(&intake.submission, &describe)?;
        if kind == RecordedKind::Unchanged {
            // Somebody else recorded the same in the meantime.
            let (article, version) = (Some(article), Some(version));
            return Ok(What::Unchanged { article, version, technical: None, not_modified: false });
        }
        let snapshot = &intake.submission.snapshot;
        let description = describe(preview.before.as_ref(), snapshot);
        Ok(What::Version(NewVersion {
            article,
            version,
            first: kind == RecordedKind::First,
            headline: snapshot.fields.headline.clone(),
            summary: description.subject,
            notes: description.notes,
            at: intake.dated.at,
            last_seen: last_seen.filter(|_| kind == RecordedKind::Next),
        }))
    }

    /// Puts a change off until it is seen again.
    fn unconfirmed(&self, article: &mut ArticleState, seen: Seen, now: Moment) -> Look {
        let others = article.pending.take().map_or(0, |pending| pending.others + 1);
        if others + 1 >= MOST_LOOKS {
            article.validators = Validators::default();
            return Look::paced(What::Unsettled { looks: others + 1 });
        }
        let absent = if let Seen::Absent(absence) = seen { Some(absence) } else { None };
        article.pending = Some(Pending { seen, since: now, others });
        Look { what: What::Unconfirmed { absent }, wait: Some(self.plan.confirm) }
    }

    /// Deals with an article that is not there.
    fn absent(&mut self, article: &mut ArticleState, absence: Absence, now: Moment) -> Result<Look, StoreError> {
        let last_seen = article.seen;
        if article.absent == Some(absence) {
            article.pending = None;
            self.saw_absence(article, absence, now, now)?;
            return Ok(Look::paced(What::Gone { absence, last_seen, still: true }));
        }
        let seen = Seen::Absent(absence);
        if !is_confirmed(article, &seen) {
            return Ok(self.unconfirmed(article, seen, now));
        }
        let first = article.pending.as_ref().map_or(now, |pending| pending.since);
        self.saw_absence(article, absence, first, now)?;
        (article.pending, article.absent, article.validators) = (None, Some(absence), Validators::default());
        Ok(Look::paced(What::Gone { absence, last_seen, still: false }))
    }

    /// Finds what a new version brings that readers were not told.
    fn findings(&self, version: &NewVersion) -> Vec<Finding> {
        // One that cannot be read now is read by the next `check`.
        let id = &version.article;
        let told = self.archive.versions(id).and_then(|versions| {
            let told = Changelog::tell(id.clone(), versions).with_sightings(&self.archive.sightings(id)?);
            Ok(told.with_rulings(self.archive.rulings(id)?))
        });
        let Ok(told) = told else { return Vec::new() };
        let findings = check(&told);
        let counts =
            |finding: &Finding| finding.version == version.version && finding.severity >= self.plan.hooks.severity;
        findings.into_iter().filter(counts).collect()
    }

    fn interval(&self, key: &str, article: &ArticleState, now: Moment) -> Duration {
        let named = self.plan.article.iter().find(|article| key_of(&article.url) == key);
        let every = named.and_then(|article| article.every);
        every.unwrap_or_else(|| self.plan.pace().interval(article.since, now))
    }

    fn after_failure(&self, key: &str, article: &ArticleState, problem: &Trouble) -> Duration {
        let now = self.clock.now();
        if let Trouble::Fetch(FetchError { problem: FetchProblem::Later { until }, .. }) = problem {
            return (*until - now).to_std().unwrap_or_default();
        }
        self.plan.pace().after_failures(self.interval(key, article, now), article.failures)
    }

    /// Tells whether an article is still looked at: one that a list named is let go when it has not changed for long.
    fn is_followed(&self, article: &ArticleState, now: Moment) -> bool {
        article.from.is_none() || article.pending.is_some() || after(article.since, self.plan.follow) > now
    }
}

/// Tells whether what is seen now was seen at the look before.
fn is_confirmed(article: &ArticleState, seen: &Seen) -> bool {
    article.pending.as_ref().is_some_and(|pending| pending.seen == *seen)
}
