//! What a submission comes to by itself, whatever the archive knows: hashes, and the page it would be.
//!
//! Most of the time that a version takes goes into this, and none of it has to wait for the version before: where many are
//! made, another core works it out ahead.

use std::sync::OnceLock;

use super::error::StoreError;
use super::git::ObjectId;
use super::submission::Submission;
use crate::article::{ArticleId, Snapshot, page, sha256_hex};

/// A submission, and what was worked out of it so far.
pub(super) struct Candidate<'s> {
    pub(super) submission: &'s Submission,
    content_sha256: OnceLock<String>,
    capture_sha256: OnceLock<Option<String>>,
    page: OnceLock<Result<Page, String>>,
}

/// A page as it is stored.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// What it says.
    pub(super) text: String,
    /// SHA-256 of that.
    pub(super) sha256: String,
    /// The name of the file in git.
    pub(super) id: ObjectId,
}

impl<'s> Candidate<'s> {
    pub(super) fn of(submission: &'s Submission) -> Self {
        let (content_sha256, capture_sha256, page) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { submission, content_sha256, capture_sha256, page }
    }

    /// Returns the SHA-256 of its content.
    pub(super) fn content_sha256(&self) -> &str {
        self.content_sha256.get_or_init(|| self.submission.snapshot.content_sha256())
    }

    /// Returns the SHA-256 of its capture, if it has one.
    pub(super) fn capture_sha256(&self) -> Option<&str> {
        let capture = self.submission.capture.as_ref();
        self.capture_sha256.get_or_init(|| capture.map(|capture| sha256_hex(&capture.bytes))).as_deref()
    }

    /// Returns the page of a snapshot that differs from the submission's in its addresses at most.
    pub(super) fn page(&self, snapshot: &Snapshot) -> Result<Page, StoreError> {
        let Submission { article, snapshot: own, .. } = self.submission;
        let page = if snapshot.urls == own.urls {
            self.page.get_or_init(|| Page::of(article, own)).clone()
        } else {
            Page::of(article, snapshot)
        };
        page.map_err(|problem| StoreError::Unkeepable { problem })
    }

    /// Works out all of it.
    pub(super) fn work_out(&self) {
        self.content_sha256();
        self.capture_sha256();
        self.page.get_or_init(|| Page::of(&self.submission.article, &self.submission.snapshot));
    }
}

impl Page {
    /// Writes a page, and makes sure that it will be read as what was meant; else the problem.
    fn of(article: &ArticleId, snapshot: &Snapshot) -> Result<Self, String> {
        let text = page::write(article, snapshot);
        match page::read_stored(&text) {
            Ok(back) if back == *snapshot => Self::stored(text),
            Ok(_) => Err("it does not read back as it was".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Names a page that was written before; else the problem.
    pub(super) fn stored(text: String) -> Result<Self, String> {
        Ok(Self { sha256: sha256_hex(text.as_bytes()), id: ObjectId::of_file(text.as_bytes())?, text })
    }
}
