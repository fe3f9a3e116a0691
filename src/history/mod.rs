//! The versions of an article told to a reader: changes, the notes that announce them, and what is left over.

mod spelling;
mod lexicon;
mod words;
mod change;
mod segment;
mod facets;
mod severity;
mod linking;
mod matching;
mod rows;
mod lines;
mod comparison;
mod entry;
mod announce;
mod bounds;
mod away;
mod changelog;
mod triage;
pub mod policy;
mod check;
mod blame;

pub use away::{Away, away_now};
pub use blame::{Blame, Gone, Passage, Stretch};
pub use bounds::{Bounds, Lag, Stated};
pub use change::{Change, ChangeKind, Facet, Place, Severity};
pub use changelog::Changelog;
pub use check::{Fate, Finding, FindingKind, FollowedNote, NoteEvent, Review, check, check_against, review};
pub use comparison::{Comparison, compare};
pub use entry::{Entry, Standing};
pub use lines::NoteLines;
pub use linking::{ChangeRef, Link, Outcome, Reason, Tier, Unbacked, Verdict, Weighed};
pub use rows::FieldRow;
pub use severity::SeverityRule;
pub use triage::{Decision, Misfit, Ruling, Rulings, Subject, Trace};
