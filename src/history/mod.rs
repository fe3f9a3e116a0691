//! The versions of an article told to a reader: changes, the notes that announce them, and what is left over.

mod change;
mod changelog;
mod check;
mod comparison;
mod entry;
mod linking;

pub use change::{Change, ChangeKind, Facet, Place, Severity};
pub use changelog::Changelog;
pub use check::{Finding, FindingKind, check};
pub use comparison::{Comparison, FieldRow, NoteLines, compare};
pub use entry::{Entry, Standing};
pub use linking::{ChangeRef, Link, Tier, Unbacked, Verdict};
