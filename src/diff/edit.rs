//! One step of an edit script.

use serde::{Deserialize, Serialize};

use super::sides::Sides;
use crate::text::Span;

/// One step that leads from the text before to the text after.
///
/// Edits are in order and share no byte; what lies between two of them is the same on both sides, byte for byte. Two
/// may touch: an inserted paragraph is an edit of its own, and so is a line break beside a changed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What is taken out (before) and what is put in (after); an insertion is empty before, a deletion empty after.
    pub at: Sides<Span>,
    /// The class of noise, when a reader takes both sides as the same.
    pub noise: Option<Noise>,
}

/// What an edit does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditKind {
    /// Something new stands where nothing stood.
    Insert,
    /// Something was taken out.
    Delete,
    /// One thing stands in the place of another.
    Replace,
}

/// A difference that readers take as none; never a number, name, negation, unit or quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Noise {
    /// Blanks and line breaks of another kind or number.
    Space,
    /// The style of quotation marks and apostrophes.
    QuoteStyle,
    /// The style of dashes and hyphens.
    Dash,
    /// The Unicode normal form.
    NormalForm,
    /// Capitals.
    Case,
}

impl Edit {
    /// Tells what the edit does to the text.
    #[must_use]
    pub fn kind(&self) -> EditKind {
        match (self.at.before.is_empty(), self.at.after.is_empty()) {
            (true, _) => EditKind::Insert,
            (_, true) => EditKind::Delete,
            _ => EditKind::Replace,
        }
    }
}

/// One passage that stands elsewhere now, perhaps edited on the way.
///
/// It explains a stretch that the edits delete and a stretch that they insert; the edits stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Move {
    /// Where the passage stood, and where it stands.
    pub at: Sides<Span>,
    /// What changed inside it, in order; empty when it moved as it was.
    pub edits: Vec<Edit>,
}
