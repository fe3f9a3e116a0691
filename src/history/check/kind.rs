//! What a finding is.

use serde::{Deserialize, Serialize};

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// A change that no note announces.
    UnannouncedChange,
    /// A change of substance that a note only possibly announces.
    PossiblyAnnounced,
    /// A note whose claim the article contradicts.
    NoteContradicted,
    /// A note for which no matching change was found.
    NoMatchingChange,
    /// A change announced only in a later version.
    LateNote,
    /// A note whose words were changed.
    NoteEdited,
    /// A note that was taken out, and told of something else than an error.
    NoteRemoved,
    /// A correction that was taken out: readers are no longer told of an error.
    CorrectionRemoved,
    /// Something that an editor flagged, and nothing else would have found.
    Flagged,
    /// A note or date that does not keep to the policy asked for.
    PolicyBreach,
}

impl FindingKind {
    /// Returns the kind's name, e.g. `unannounced-change`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::UnannouncedChange => "unannounced-change",
            Self::PossiblyAnnounced => "possibly-announced",
            Self::NoteContradicted => "note-contradicted",
            Self::NoMatchingChange => "no-matching-change",
            Self::LateNote => "late-note",
            Self::NoteEdited => "note-edited",
            Self::NoteRemoved => "note-removed",
            Self::CorrectionRemoved => "correction-removed",
            Self::Flagged => "flagged",
            Self::PolicyBreach => "policy-breach",
        }
    }

    /// Says in a sentence what a finding of this kind is.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::PossiblyAnnounced => {
                "A change of substance is announced by no note, unless one means it that does not say so."
            }
            Self::UnannouncedChange => "The article changed and no note was found that announces it.",
            Self::NoteContradicted => "The article does not show what a note says was changed.",
            Self::NoMatchingChange => "No change was found that matches a note.",
            Self::LateNote => "A change was announced only in a later version.",
            Self::NoteEdited => "A published note was reworded.",
            Self::NoteRemoved => "A published note was taken out.",
            Self::CorrectionRemoved => "A published correction was taken out, so that readers are no longer told.",
            Self::Flagged => "An editor flagged a change or a note.",
            Self::PolicyBreach => "A note or date does not keep to the policy asked for.",
        }
    }
}
