//! A statement of an article about itself.

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::origin::NoteOrigin;
use super::stamp::Stamp;
use crate::text::Span;

/// A statement of an article about its own publication history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What the publication calls it.
    pub kind: NoteKind,
    /// The words as published, on one line.
    pub text: String,
    /// Where it stands in the text it was found in.
    pub span: Span,
    /// The time it states, if any.
    pub stamp: Option<Stamp>,
    /// The verbatim stretch that tells what changed.
    pub summary: Option<String>,
    /// What it says was changed; empty for a bare time, a standing notice and a note of first publication.
    pub claims: Vec<Claim>,
    /// Where in [`Note::text`] these were read.
    pub origin: NoteOrigin,
}

/// What the publication calls a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// First publication.
    Published,
    /// Something was added or brought up to date.
    Update,
    /// An error was put right.
    Correction,
    /// Something was made clearer.
    Clarification,
    /// A neutral label.
    EditorsNote,
    /// The article was taken back.
    Retraction,
    /// The text was changed, without calling it an error.
    Amendment,
    /// Something was taken down.
    Removal,
    /// Standing notices, and notes about something else than this article.
    Other,
}

impl NoteKind {
    /// Returns the kind's name, e.g. `editors-note`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Update => "update",
            Self::Correction => "correction",
            Self::Clarification => "clarification",
            Self::EditorsNote => "editors-note",
            Self::Retraction => "retraction",
            Self::Amendment => "amendment",
            Self::Removal => "removal",
            Self::Other => "other",
        }
    }

    /// Tells whether a note of this kind says that this article was changed, so that changes are to be expected.
    #[must_use]
    pub fn announces_changes(self) -> bool {
        !matches!(self, Self::Published | Self::Other)
    }
}
