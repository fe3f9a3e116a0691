//! One step in the history of an article.

use super::change::{Change, Severity};
use super::comparison::Comparison;
use super::linking::{Link, Unbacked, Weighed};
use crate::article::Version;
use crate::diff::Sides;
use crate::notes::Note;

/// One version of an article, told against the version before it in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The version.
    pub version: Version,
    /// The number of the version before it in time; none for the first.
    pub previous: Option<u32>,
    /// What differs from the version before; none for the first.
    pub comparison: Option<Comparison>,
    /// All notes of the version as read, in page order.
    pub notes: Vec<Note>,
    /// What each of them is at this version, by the same index.
    pub standing: Vec<Standing>,
    /// Which note announces which change; ties and order are stable.
    pub links: Vec<Link>,
    /// Every new claim against every change of this version, best first; then, where that gave nothing sure, against
    /// the changes of earlier versions that nobody had announced.
    pub weighed: Vec<Weighed>,
    /// The changes no note announces: indexes into the comparison's changes.
    ///
    /// Those that a later note announces are here too; the later entry's link tells of it.
    pub unannounced: Vec<usize>,
    /// The new notes that nothing bears out.
    pub unbacked: Vec<Unbacked>,
}

/// What a note is at a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was not there before.
    New,
    /// It was there in other words.
    Edited(Sides<String>),
    /// It was there already.
    Carried,
}

impl Entry {
    /// Returns the changes against the version before; none for the first.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        self.comparison.as_ref().map_or(&[], |comparison| &comparison.changes)
    }

    /// Counts the changes of each severity: cosmetic, minor, substantive.
    #[must_use]
    pub fn severities(&self) -> [usize; 3] {
        let count = |severity| self.changes().iter().filter(|change| change.severity == severity).count();
        [count(Severity::Cosmetic), count(Severity::Minor), count(Severity::Substantive)]
    }
}
