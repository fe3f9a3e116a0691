//! What changed between two texts, word by word, the way a reader would say it.

mod sides;
mod edit;
mod noise;
mod number;
mod weight;
mod stretch;
mod chain;
mod narrow;
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
mod reflow;
mod tally;
mod provenance;

pub use edit::{Edit, EditKind, Move, Noise};
pub use provenance::{Provenance, Strand};
pub use reflow::{Reflow, ReflowKind};
pub use sides::Sides;
pub use tally::Tally;

/// What leads from one text to another.
///
/// Applying [`Diff::edits`] to the text before gives the text after, byte for byte ([`Diff::apply`]).
///
/// To draw it, walk the edits in order with a place on each side: what lies from there to the next edit is kept and the
/// same on both; then comes what was taken out (`at.before`), then what was put in (`at.after`). An edit stays within
/// one paragraph, with at most the break that came or went with it. [`Edit::noise`] is drawn faint; an edit of blanks
/// alone is always noise, and [`Diff::reflows`] says which of them split or merge paragraphs. [`Diff::moves`] change
/// nothing in that walk: each names a stretch of deleted and a stretch of inserted text as one passage, and
/// [`Move::edits`] is what changed inside it, for whoever draws it once, at its new place.
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
