//! Many versions at once: each source is listed, put in the order of time, read in batches on all cores, and kept.
//!
//! An import can be run again: what is kept already makes nothing new, so one that was stopped is taken up by running
//! it once more. What cannot be read is skipped, and the report says why; the rest is kept.

mod archived;
mod batch;
mod changes;
mod csv;
mod feed;
mod folder;
mod git;
mod guest;
mod jsonl;
mod known;
mod page;
mod problem;
mod reading;
mod report;
mod text;
mod warc;

use crate::article::{Draft, Moment};
use crate::capture::http::FetchError;
use crate::store::Archive;

pub use archived::ArchivedPages;
pub use csv::{Csv, CsvLayout};
pub use feed::Feeds;
pub use folder::Folder;
pub use git::GitHistory;
pub use guest::{Guest, Location};
pub use jsonl::JsonLines;
pub use problem::{ImportError, Problem};
pub use report::{Report, Skipped};
pub use text::Text;
pub use warc::Warc;

use batch::Batch;
use known::without_known;
use reading::{Piece, in_parts};

/// How many versions are read and kept at a time: a quarter of a second's work, for which other writers wait, and some
/// thirty megabytes, held until they are on the disk; as many more are read meanwhile. States of an article that are kept together are packed as differences.
const BATCH: usize = 2048;

/// What is said of an import as a whole.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The moment taken as now.
    pub now: Moment,
    /// Who imports.
    pub recorded_by: String,
    /// The article that all versions are of, by an id, a name or an address; else each says its own.
    pub article: Option<String>,
    /// The site of articles that are named without one, e.g. `example.org`.
    pub site: Option<String>,
    /// The language of versions that state none, as a tag, e.g. `en`; else it is guessed.
    pub language: Option<String>,
    /// Whether to keep nothing, and only say what could be.
    pub dry_run: bool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many versions were found so far.
    Listed(usize),
    /// Of all that were found, so many were dealt with.
    Done {
        /// How many.
        done: usize,
        /// Of how many.
        total: usize,
    },
}

/// One version of a source, before it is read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// When it was on show.
    pub at: Moment,
    /// What the source knows it by.
    pub place: usize,
}

/// A version of a source, read.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it says.
    pub draft: Draft,
    /// The article, where the source names it beside what the version says.
    pub article: Option<String>,
    /// What read it, e.g. `jsonl 1`.
    pub extractor: String,
    /// The extension of a file that is to be kept as evidence; none where the version holds all there is.
    pub evidence: Option<&'static str>,
}

/// Where versions come from.
pub trait Source: Send + Sync {
    /// Lists the versions in the order in which they stand there; what is none is skipped with its problem.
    ///
    /// # Errors
    ///
    /// When the source as a whole cannot be read.
    fn list(&mut self, listing: &mut Listing<'_>) -> Result<(), ImportError>;

    /// Returns the bytes of a version that was listed.
    ///
    /// # Errors
    ///
    /// When they cannot be read any more.
    fn fetch(&mut self, place: usize) -> Result<Vec<u8>, Problem>;

    /// Reads a version from its bytes.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn read(&self, place: usize, bytes: &[u8]) -> Result<Read, Problem>;

    /// Names a version for a person, e.g. `dump.jsonl:17`.
    fn name(&self, place: usize) -> String;

    /// Returns how many versions are read and held at a time.
    fn at_once(&self) -> usize {
        BATCH
    }

    /// Tells whether versions may be fetched while those before them are kept: not where each costs a request, since what
    /// was fetched is to be on the disk before the next is asked for.
    fn is_at_hand(&self) -> bool {
        true
    }

    /// Returns the address of the page whose bytes cost a request; one that the archive has at that moment is not asked
    /// for once more.
    fn asks_for(&self, _: usize) -> Option<&str> {
        None
    }
}

/// Takes in what a source lists.
pub struct Listing<'a> {
    found: Vec<Listed>,
    report: &'a mut Report,
    on_step: &'a mut dyn FnMut(Step),
}

impl Listing<'_> {
    /// Takes in a version.
    pub fn found(&mut self, at: Moment, place: usize) {
        self.found.push(Listed { at, place });
        (self.on_step)(Step::Listed(self.found.len()));
    }

    /// Takes in a version that is said to be the same as the one before it.
    pub fn repeat(&mut self) {
        self.report.unchanged += 1;
    }

    /// Passes over a file of another kind.
    pub fn pass_over(&mut self) {
        self.report.passed_over += 1;
    }

    /// Takes in what is no version.
    pub fn skip(&mut self, place: usize, name: String, problem: Problem) {
        self.report.skip(place, name, problem);
    }
}

/// Keeps all versions of a source, in the order of their time; the report tells what became of them, an error or not.
///
/// # Errors
///
/// When the source as a whole cannot be read, or the archive cannot be written.
pub fn import(
    source: &mut dyn Source,
    archive: &mut Archive,
    terms: &Terms,
    report: &mut Report,
    on_step: &mut dyn FnMut(Step),
) -> Result<(), ImportError> {
    let mut listing = Listing { found: Vec::new(), report, on_step };
    source.list(&mut listing)?;
    let mut listed = listing.found;
    listed.sort_by_key(|version| (version.at, version.place));
    let (mut batch, total) = (Batch::new(terms), listed.len());
    let listed = without_known(listed, source, archive, terms, report)?;
    let mut done = total - listed.len();
    on_step(Step::Done { done, total });
    in_parts(source, &listed, terms.language.as_deref(), |part| {
        done += part.len();
        let halted = take_all(&mut batch, part, archive, report)?;
        batch.keep(archive, report)?;
        if let Some(error) = halted {
            return Err(ImportError::Halted(error));
        }
        on_step(Step::Done { done, total });
        Ok(())
    })
}

/// Takes versions that were read into a batch; returns what stands in the way of all that would follow.
fn take_all(
    batch: &mut Batch<'_>,
    part: Vec<Piece>,
    archive: &Archive,
    report: &mut Report,
) -> Result<Option<Box<FetchError>>, ImportError> {
    let mut halted = None;
    let take = |Piece { listed, origin, read }| match read {
        Ok((read, bytes)) => batch.take(listed, origin, read, bytes, archive),
        Err(problem) => Err((origin, problem)),
    };
    let taken: Vec<_> = archive.at_one_moment(|| part.into_iter().map(take).collect())?;
    for (origin, problem) in taken.into_iter().filter_map(Result::err) {
        match problem {
            Problem::Store(error) => return Err(ImportError::Store(*error)),
            Problem::Fetch(error) if Problem::halts(&error.problem) => halted = halted.or(Some(error)),
            problem => report.skip(origin.place, origin.name, problem),
        }
    }
    Ok(halted)
}
