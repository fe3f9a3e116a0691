//! What can be ruled on.

use std::fmt;

use super::super::change::{Change, Place};
use super::super::entry::Entry;
use crate::diff::Sides;

/// One thing of a version that can be ruled on; counted from 0, named from 1.
///
/// ```
/// use variorum::history::Subject;
/// assert_eq!(Subject::parse("c3"), Some(Subject::Change(2)));
/// assert_eq!(Subject::parse("3"), Some(Subject::Change(2)));
/// assert_eq!(Subject::Note(0).to_string(), "n1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A change against the version before: an index into [`Entry::changes`]; named `c1`, or by its number alone.
    Change(usize),
    /// A note of the version: an index into [`Entry::notes`]; named `n1`.
    Note(usize),
    /// A note line of the version before that is gone: an index into [`super::super::NoteLines::removed`]; named `g1`.
    Gone(usize),
}

impl Subject {
    /// Reads a name: `c3` or `3`, `n1`, `g1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches(['c', 'n', 'g']);
        let plain = text.len() - digits.len() <= 1 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let index = digits.parse::<usize>().ok().filter(|_| plain)?.checked_sub(1)?;
        Some(match text.as_bytes().first()? {
            b'n' => Self::Note(index),
            b'g' => Self::Gone(index),
            _ => Self::Change(index),
        })
    }

    /// Lists what can be ruled on at an entry: its changes, its notes, the notes that are gone.
    #[must_use]
    pub fn all(entry: &Entry) -> Vec<Self> {
        let gone = entry.comparison.as_ref().map_or(0, |comparison| comparison.notes.removed.len());
        let changes = (0..entry.changes().len()).map(Self::Change);
        changes.chain((0..entry.notes.len()).map(Self::Note)).chain((0..gone).map(Self::Gone)).collect()
    }

    /// Returns the change this is, if it is one of the entry's.
    #[must_use]
    pub fn change(self, entry: &Entry) -> Option<&Change> {
        if let Self::Change(index) = self { entry.changes().get(index) } else { None }
    }

    /// Returns where this is in the article; a note has no place.
    #[must_use]
    pub fn place(self, entry: &Entry) -> Option<Place> {
        self.change(entry).map(|change| change.place)
    }

    /// Returns what this read and reads: a change's words on both sides, a note's words on the side that has it; none
    /// when the entry has no such thing.
    #[must_use]
    pub fn texts(self, entry: &Entry) -> Option<Sides<&str>> {
        match self {
            Self::Change(index) => Some(entry.changes().get(index)?.excerpts.as_ref().map(String::as_str)),
            Self::Note(index) => Some(Sides::new("", entry.notes.get(index)?.text.as_str())),
            Self::Gone(index) => {
                let removed = &entry.comparison.as_ref()?.notes.removed;
                Some(Sides::new(removed.get(index)?.as_str(), ""))
            }
        }
    }

    /// Tells whether two subjects are of one sort.
    pub(super) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Change(index) => write!(out, "c{}", index + 1),
            Self::Note(index) => write!(out, "n{}", index + 1),
            Self::Gone(index) => write!(out, "g{}", index + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_as_it_is_named_and_nothing_else_is_one() {
        for subject in [Subject::Change(0), Subject::Note(11), Subject::Gone(2)] {
            assert_eq!(Subject::parse(&subject.to_string()), Some(subject));
        }
        for text in ["", "0", "c0", "c", "cn1", "c-1", "+1", "x1", "1c", "n1 ", "é1", "99999999999999999999999"] {
            assert_eq!(Subject::parse(text), None, "{text}");
        }
    }
}
