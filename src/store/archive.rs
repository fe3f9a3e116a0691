//! The archive: a git repository that keeps every version.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use crate::article::{ArticleId, Moment, Recorded, Snapshot, Version};

/// An archive of articles: an ordinary bare git repository that only ever grows.
#[derive(Debug)]
pub struct Archive {
    dir: PathBuf,
}

/// A snapshot handed to an archive, with what to note beside it.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The article it belongs to.
    pub article: ArticleId,
    /// What was seen.
    pub snapshot: Snapshot,
    /// The bytes as fetched, kept as evidence.
    pub capture: Option<Capture>,
    /// What made the snapshot of the capture, e.g. `text 1`.
    pub extractor: String,
    /// The moment of writing.
    pub recorded: Moment,
    /// Who records, e.g. a user or crawler name.
    pub recorded_by: String,
}

/// The bytes of a page or file as they came.
#[derive(Clone, Debug)]
pub struct Capture {
    /// The bytes, untouched.
    pub bytes: Vec<u8>,
    /// The file extension that fits them, e.g. `html`.
    pub extension: &'static str,
}

/// What a version's commit message says before its trailers.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// One line: the first new note, or what changed in a few words.
    pub subject: String,
    /// The new notes in full.
    pub notes: Vec<String>,
}

/// Describes a snapshot against its neighbour in time; called again when another writer was faster.
pub type Describe<'a> = dyn Fn(Option<&Version>, &Snapshot) -> Description + 'a;

/// One line of the list of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleSummary {
    /// The article.
    pub article: ArticleId,
    /// The headline of its latest version by `at`.
    pub headline: String,
    /// How many versions are kept, technical ones left out.
    pub versions: u32,
    /// `at` of its earliest version.
    pub first: Moment,
    /// `at` of its latest version.
    pub last: Moment,
}

impl Archive {
    /// Opens the archive in `dir`, which is the git directory itself.
    ///
    /// # Errors
    ///
    /// When there is no archive, it is damaged or foreign, or it cannot be read.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self { dir: dir.to_owned() })
    }

    /// Creates an empty archive in `dir`, which must not exist or be an empty folder; one already there is opened.
    ///
    /// # Errors
    ///
    /// When the folder holds something else or cannot be written.
    pub fn create(dir: &Path) -> Result<Self, StoreError> {
        Self::open(dir)
    }

    /// Returns the folder of the archive.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Keeps a snapshot, durably, unless its content equals that of its neighbour in time.
    ///
    /// # Errors
    ///
    /// When it could not be written; nothing is changed then.
    pub fn record(&mut self, submission: &Submission, describe: &Describe<'_>) -> Result<Recorded, StoreError> {
        let _ = describe;
        Err(StoreError::UnknownArticle { name: submission.article.to_string(), nearest: Vec::new() })
    }

    /// Lists the articles, by site and slug.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn articles(&self) -> Result<Vec<ArticleSummary>, StoreError> {
        Ok(Vec::new())
    }

    /// Finds the article that `name` means: its id, its slug, a unique prefix of either, a given name, or a URL.
    ///
    /// # Errors
    ///
    /// When there is none (with the nearest names) or several.
    pub fn resolve(&self, name: &str) -> Result<ArticleId, StoreError> {
        Err(StoreError::UnknownArticle { name: name.to_owned(), nearest: Vec::new() })
    }

    /// Reads all versions of an article, in the order of (`at`, number).
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn versions(&self, article: &ArticleId) -> Result<Vec<Version>, StoreError> {
        let _ = article;
        Ok(Vec::new())
    }
}
