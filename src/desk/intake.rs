//! Files become submissions: what they say, what was said of them, and the clock.

use thiserror::Error;

use super::dating::{Dated, Known, TimeSource, date, sighted};
use super::extractor::{ByHand, Extractor};
use super::fetch::Web;
use super::naming::{self, Unnamed};
use crate::article::{ArticleId, BadId, Draft, Moment, Recorded, RecordedKind, Sighting, State};
use crate::capture::{self, CaptureError, Format, Reading, clean_line};
use crate::store::{Archive, Capture, StoreError, Submission};
use crate::text::language;

/// One file as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is called for a person.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What was said of the files on the command line.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The article, by an id, a name or an address.
    pub article: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// When the version was on show.
    pub at: Option<Moment>,
    /// Notes that the article publishes on itself, beside those read.
    pub notes: Vec<String>,
    /// The headline instead of the one read.
    pub headline: Option<String>,
    /// The dek instead of the one read.
    pub dek: Option<String>,
    /// The byline instead of the one read.
    pub byline: Option<String>,
    /// How to read the files; by their content if not said.
    pub format: Option<Format>,
    /// Who records.
    pub recorded_by: String,
}

/// A file, read and ready to be recorded.
#[derive(Clone, Debug)]
pub struct Intake {
    /// What the file is called for a person.
    pub name: String,
    /// How it was read.
    pub format: Format,
    /// The encoding it was in.
    pub encoding: &'static str,
    /// When it was on show, and how that is known.
    pub dated: Dated,
    /// When it was fetched, if it comes from the web.
    pub fetched: Option<Moment>,
    /// What goes to the archive.
    pub submission: Submission,
}

/// Why a file cannot be recorded.
#[derive(Debug, Error)]
#[error("{input}: {problem:?}")]
pub struct IntakeError {
    /// The file, as it is called for a person.
    pub input: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug)]
pub enum Problem {
    /// It cannot be read as an article.
    Unreadable(CaptureError),
    /// Nothing tells which article it is a version of.
    NoArticle {
        /// A name it might be given.
        suggestion: String,
    },
    /// The name or address of the article cannot be one.
    BadName(BadId),
    /// The archive could not be asked.
    Store(Box<StoreError>),
}

/// Reads and checks all files, before any is recorded, and puts them in the order of their time.
///
/// # Errors
///
/// For the first file that cannot be recorded.
pub fn read_all(inputs: Vec<Input>, told: &Told, archive: &Archive, now: Moment) -> Result<Vec<Intake>, IntakeError> {
    read_fetched(inputs.into_iter().map(|input| (input, None)).collect(), told, archive, now)
}

/// Reads and checks files and fetched pages as [`read_all`] does; a page is dated and named by its fetch too.
///
/// # Errors
///
/// For the first that cannot be recorded.
pub fn read_fetched(
    inputs: Vec<(Input, Option<Web>)>,
    told: &Told,
    archive: &Archive,
    now: Moment,
) -> Result<Vec<Intake>, IntakeError> {
    let mut read = Vec::new();
    for (input, web) in inputs {
        let failed = |problem| IntakeError { input: input.name.clone(), problem };
        let charset = web.as_ref().and_then(|web| web.charset.as_deref());
        let reading = capture::read_declared(&input.bytes, told.format, charset);
        let reading = reading.map_err(|error| failed(Problem::Unreadable(error)))?;
        let mut extractor = Extractor::of(&reading, charset);
        let Reading { mut draft, format, encoding, .. } = reading;
        if let Some(web) = &web {
            web.complete(&mut draft);
        }
        let draft = completed(draft, told, &mut extractor.by_hand);
        let article = naming::name(&draft, told.article.as_deref(), told.url.as_deref(), archive);
        let article = article.map_err(|reason| failed(unnamed(reason, &draft, &input.name)))?;
        read.push(Read { input, web, draft, article, format, encoding, extractor });
    }
    let mut facts = Vec::new();
    for one in &read {
        let known = known(one, &read, archive, now, told.at)
            .map_err(|error| IntakeError { input: one.input.name.clone(), problem: Problem::Store(Box::new(error)) })?;
        facts.push((known, date(&one.draft, &known)));
    }
    let mut intakes = Vec::new();
    for (one, (known, _)) in read.iter().zip(&facts) {
        let beside =
            || read.iter().zip(&facts).filter(|(other, _)| other.article == one.article).map(|(_, (_, dated))| dated);
        let published = known.published.or_else(|| beside().filter_map(|dated| dated.published).min());
        let by_weekday = known.published.is_none() && beside().any(|dated| dated.by_weekday);
        let known = Known { published, by_weekday, ..*known };
        let dated = date(&one.draft, &known);
        let dated = one.web.as_ref().map_or(dated.clone(), |web| sighted(dated, web.seen, &known));
        intakes.push(one.intake(dated, now, &told.recorded_by));
    }
    intakes.sort_by_key(|intake| intake.dated.at);
    Ok(intakes)
}

/// A file that was read and named, but not yet dated.
struct Read {
    input: Input,
    web: Option<Web>,
    draft: Draft,
    article: ArticleId,
    format: Format,
    encoding: &'static str,
    extractor: Extractor,
}

impl Read {
    fn intake(&self, dated: Dated, now: Moment, recorded_by: &str) -> Intake {
        let mut draft = self.draft.clone();
        draft.published = dated.published;
        draft.language = draft.language.or_else(|| language(draft.body.text()).map(str::to_owned));
        let seen = draft.seen.unwrap_or(now);
        let capture = Capture { bytes: self.input.bytes.clone(), extension: self.format.extension() };
        Intake {
            name: self.input.name.clone(),
            format: self.format,
            encoding: self.encoding,
            fetched: self.web.as_ref().map(|web| web.seen),
            submission: Submission {
                article: self.article.clone(),
                snapshot: draft.into_snapshot(dated.at, seen),
                capture: Some(capture),
                extractor: self.extractor.to_string(),
                // A page fetched since then is not recorded before it was seen.
                recorded: self.web.as_ref().map_or(now, |web| now.max(web.seen)),
                recorded_by: recorded_by.to_owned(),
            },
            dated,
        }
    }
}

impl Intake {
    /// Returns what its being recorded says of when the article was seen, beside what its version says.
    ///
    /// A page from the web was on show when it was fetched; a file was when somebody says so, or when it is recorded
    /// without any time. A file dated by its own notes says nothing of today. A version says when it was seen itself,
    /// and is taken at its word where it is dated by that.
    #[must_use]
    pub fn sighting(&self, recorded: &Recorded) -> Option<Sighting> {
        let said =
            matches!(self.dated.source, TimeSource::Said | TimeSource::File | TimeSource::Seen | TimeSource::Clock);
        let at = self.fetched.or(Some(self.dated.at).filter(|_| said))?;
        if recorded.kind != RecordedKind::Unchanged && self.dated.at == at {
            return None;
        }
        let Submission { snapshot, recorded_by, .. } = &self.submission;
        let state = State::Content(snapshot.content_sha256());
        Some(Sighting { first: at.to_utc(), last: at.to_utc(), state, by: recorded_by.clone() })
    }
}

/// Puts what was said in the place of what was read, and tells what that was.
fn completed(mut draft: Draft, told: &Told, by_hand: &mut ByHand) -> Draft {
    let said = |text: &Option<String>| text.as_deref().map(clean_line);
    if let Some(headline) = said(&told.headline) {
        draft.fields.headline = headline;
    }
    let optional = |field: &mut Option<String>, text: &Option<String>| {
        if let Some(text) = said(text) {
            *field = Some(text).filter(|text| !text.is_empty());
        }
    };
    optional(&mut draft.fields.dek, &told.dek);
    optional(&mut draft.fields.byline, &told.byline);
    let notes = told.notes.iter().map(|note| clean_line(note)).filter(|note| !note.is_empty());
    let new: Vec<String> = notes.filter(|note| !draft.notes.contains(note)).collect();
    *by_hand = ByHand {
        headline: told.headline.is_some(),
        dek: told.dek.is_some(),
        byline: told.byline.is_some(),
        notes: new.len(),
    };
    draft.notes.extend(new);
    let address = told.url.iter().chain(told.article.iter().filter(|name| name.contains("://")));
    for url in address.map(|url| clean_line(url)) {
        if !draft.urls.contains(&url) {
            draft.urls.insert(0, url);
        }
    }
    draft
}

fn unnamed(reason: Unnamed, draft: &Draft, input: &str) -> Problem {
    match reason {
        Unnamed::Nothing => Problem::NoArticle { suggestion: naming::suggestion(draft, input) },
        Unnamed::Bad(error) => Problem::BadName(error),
        Unnamed::Store(error) => Problem::Store(error.into()),
    }
}

/// Gathers what the archive and the other files know of the article's dates.
fn known(one: &Read, all: &[Read], archive: &Archive, now: Moment, said: Option<Moment>) -> Result<Known, StoreError> {
    let versions = archive.versions(&one.article)?;
    let kept = versions.iter().find_map(|version| version.snapshot.times.published);
    let beside = || all.iter().filter(|other| other.article == one.article).find_map(|other| other.draft.published);
    let latest = versions.last().map(|version| version.snapshot.times.at);
    Ok(Known { now, said, published: kept.or_else(beside), by_weekday: false, latest })
}
