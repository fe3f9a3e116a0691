//! In a word: whether readers were told of a version.

use serde::Serialize;

use super::role::Role;
use super::words::count;
use crate::history::{Changelog, Entry, Severity, Tier, Verdict};

/// Whether readers were told of what changed in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Mark {
    /// There is no version before it.
    First,
    /// Its notes announce all its changes of substance.
    Announced,
    /// A change of substance is announced only by a note of a later version.
    AnnouncedLater {
        /// The later version.
        by: u32,
    },
    /// Changes of substance that no note announces.
    Unannounced {
        /// How many.
        changes: usize,
    },
    /// Nothing in it bears out one of its notes.
    NoteWithoutChange,
    /// No change of substance, and no note that tells of one.
    Slight,
    /// Nothing but its notes changed.
    NotesAlone,
}

impl Mark {
    /// Judges the entry numbered `index` of a changelog.
    #[must_use]
    pub fn of(changelog: &Changelog, index: usize) -> Self {
        let entry = &changelog.entries[index];
        let Some(comparison) = &entry.comparison else { return Self::First };
        let substantive = |change: &&usize| {
            comparison.changes.get(**change).is_some_and(|change| change.severity == Severity::Substantive)
        };
        let silent: Vec<usize> = entry.unannounced.iter().filter(substantive).copied().collect();
        let later: Vec<Option<u32>> = silent.iter().map(|change| announced_later(changelog, index, *change)).collect();
        let untold = later.iter().filter(|by| by.is_none()).count();
        if untold > 0 {
            return Self::Unannounced { changes: untold };
        }
        if let Some(by) = later.into_iter().flatten().max() {
            return Self::AnnouncedLater { by };
        }
        let unbacked = |entry: &Entry| entry.unbacked.iter().any(|unbacked| unbacked.verdict != Verdict::Vacuous);
        match () {
            () if unbacked(entry) => Self::NoteWithoutChange,
            () if entry.links.iter().any(|link| link.change.entry == index && link.tier > Tier::Possible) => {
                Self::Announced
            }
            () if comparison.changes.is_empty() => Self::NotesAlone,
            () => Self::Slight,
        }
    }

    /// Returns how the mark is drawn: a sign that stands without colour, and words.
    pub(super) fn drawn(self) -> (Role, String) {
        match self {
            Self::First => (Role::Faint, "· first version recorded".to_owned()),
            Self::Announced => (Role::Good, "✓ announced".to_owned()),
            Self::AnnouncedLater { by } => (Role::Alert, format!("! announced later, in version {by}")),
            Self::Unannounced { changes: 1 } => (Role::Alert, "! unannounced".to_owned()),
            Self::Unannounced { changes } => {
                (Role::Alert, format!("! {}", count(changes, "unannounced", "unannounced")))
            }
            Self::NoteWithoutChange => (Role::Alert, "! note without a change".to_owned()),
            Self::Slight => (Role::Faint, "· nothing of substance".to_owned()),
            Self::NotesAlone => (Role::Faint, "· notes alone".to_owned()),
        }
    }
}

/// Finds the version whose note announces a change of an earlier entry, surely or likely.
pub(super) fn announced_later(changelog: &Changelog, entry: usize, change: usize) -> Option<u32> {
    changelog.entries.iter().skip(entry + 1).find_map(|later| {
        let tells = |link: &crate::history::Link| {
            link.tier > Tier::Possible && link.change.entry == entry && link.change.change == change
        };
        later.links.iter().any(tells).then_some(later.version.number)
    })
}
