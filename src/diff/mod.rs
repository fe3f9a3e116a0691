//! What changed between two texts, word by word, the way a reader would say it.

mod sides;
mod edit;
mod noise;
mod number;
mod weight;
mod stretch;
mod chain;
mod lines;
mod gap;
mod grid;
mod anchors;
mod furthest;
mod words;
mod border;
mod tidy;
mod script;
mod passage;
mod moves;
mod align;
mod apply;
mod tally;

pub use edit::{Edit, EditKind, Move, Noise};
pub use sides::Sides;
pub use tally::Tally;

/// What leads from one text to another.
///
/// Applying [`Diff::edits`] to the text before gives the text after, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Diff {
    /// The steps, in order; kept text lies between them.
    pub edits: Vec<Edit>,
    /// Passages among the deleted and inserted ones that are one passage in another place.
    pub moves: Vec<Move>,
}

/// Compares two texts word by word.
///
/// ```
/// use variorum::diff::{EditKind, Sides, diff};
/// let texts = Sides::new("The ferry sank at noon.", "The ferry sank at 1 p.m.");
/// let found = diff(texts);
/// assert_eq!(found.edits[0].kind(), EditKind::Replace);
/// ```
#[must_use]
pub fn diff(texts: Sides<&str>) -> Diff {
    align::diff(texts)
}
