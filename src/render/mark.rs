//! In a word: whether readers were told of a version.

use serde::Serialize;

use super::role::Role;
use super::words::count;
use crate::history::{Changelog, Decision, Entry, Finding, FindingKind, Review, Severity, Subject, Tier, review};

/// Whether readers were told of what changed in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Mark {
    /// There is no version before it.
    First,
    /// Its notes announce all its changes of substance.
    Announced,
    /// A note may mean one of its changes of substance, but does not say so.
    PerhapsAnnounced,
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
    /// An editor flagged something in it.
    Flagged,
    /// Nothing in it bears out one of its notes.
    NoteWithoutChange,
    /// A note is gone that told of a change.
    NoteRemoved,
    /// Its note announces a change of an earlier version.
    AnnouncesEarlier {
        /// The earlier version.
        version: u32,
    },
    /// An editor says that its changes of substance were announced elsewhere.
    AnnouncedElsewhere,
    /// An editor has set aside its changes of substance.
    SetAside,
    /// No change of substance, and no note that tells of one.
    Slight,
    /// Nothing but its notes changed.
    NotesAlone,
}

impl Mark {
    /// Judges every entry of a changelog by what was found wrong with it, in the order of the entries.
    #[must_use]
    pub fn all(changelog: &Changelog) -> Vec<Self> {
        Self::by(changelog, &review(changelog, None))
    }

    /// Judges every entry by a review of its changelog.
    pub(super) fn by(changelog: &Changelog, review: &Review) -> Vec<Self> {
        let found = |index: usize| {
            let number = changelog.entries[index].version.number;
            review.findings.iter().filter(move |finding| finding.version == number).collect::<Vec<_>>()
        };
        (0..changelog.entries.len()).map(|index| Self::of(changelog, index, &found(index))).collect()
    }

    fn of(changelog: &Changelog, index: usize, findings: &[&Finding]) -> Self {
        let entry = &changelog.entries[index];
        let count = |kind: FindingKind, least: Severity| {
            findings.iter().filter(|finding| finding.kind == kind && finding.severity >= least).count()
        };
        let unannounced = count(FindingKind::UnannouncedChange, Severity::Substantive);
        let unbacked = count(FindingKind::NoteContradicted, Severity::Minor)
            + count(FindingKind::NoMatchingChange, Severity::Minor);
        let later = || {
            let told = |change: &usize| announced_later(changelog, index, *change);
            let open =
                |change: &&usize| is_substantive(entry, **change) && settled(changelog, index, **change).is_none();
            entry.unannounced.iter().filter(open).filter_map(told).max()
        };
        if entry.previous.is_none() {
            Self::First
        } else if unannounced > 0 {
            Self::Unannounced { changes: unannounced }
        } else if let Some(by) = later() {
            Self::AnnouncedLater { by }
        } else if findings.iter().any(|finding| finding.kind == FindingKind::Flagged) {
            Self::Flagged
        } else if unbacked > 0 {
            Self::NoteWithoutChange
        } else if count(FindingKind::CorrectionRemoved, Severity::Minor)
            + count(FindingKind::NoteRemoved, Severity::Minor)
            > 0
        {
            Self::NoteRemoved
        } else {
            Self::quiet(changelog, index, count(FindingKind::PossiblyAnnounced, Severity::Minor) > 0)
        }
    }

    /// Judges an entry with which nothing is wrong; `possible` tells whether a change is announced only possibly.
    fn quiet(changelog: &Changelog, index: usize, possible: bool) -> Self {
        let entry = &changelog.entries[index];
        let settled = || {
            let open = entry.unannounced.iter().filter(|change| is_substantive(entry, **change));
            open.filter_map(|change| settled(changelog, index, *change))
        };
        let sure = || entry.links.iter().filter(|link| link.tier > Tier::Possible).map(|link| link.change.entry);
        if possible {
            Self::PerhapsAnnounced
        } else if sure().any(|of| of == index) {
            Self::Announced
        } else if let Some(earlier) = sure().filter(|of| *of < index).max() {
            Self::AnnouncesEarlier { version: changelog.entries[earlier].version.number }
        } else if settled().any(|decision| decision == Decision::Announced) {
            Self::AnnouncedElsewhere
        } else if settled().next().is_some() {
            Self::SetAside
        } else if entry.changes().is_empty() {
            Self::NotesAlone
        } else {
            Self::Slight
        }
    }

    /// Returns how the mark is drawn: a sign that stands without colour, and words.
    pub(super) fn drawn(self) -> (Role, String) {
        match self {
            Self::First => (Role::Faint, "· first version recorded".to_owned()),
            Self::Announced => (Role::Good, "✓ announced".to_owned()),
            Self::PerhapsAnnounced => (Role::Same, "? perhaps announced".to_owned()),
            Self::AnnouncedLater { by } => (Role::Alert, format!("! announced later, in version {by}")),
            Self::Unannounced { changes: 1 } => (Role::Alert, "! unannounced".to_owned()),
            Self::Unannounced { changes } => {
                (Role::Alert, format!("! {}", count(changes, "unannounced", "unannounced")))
            }
            Self::Flagged => (Role::Alert, "! flagged by an editor".to_owned()),
            Self::AnnouncedElsewhere => (Role::Good, "✓ announced elsewhere".to_owned()),
            Self::SetAside => (Role::Faint, "· set aside by an editor".to_owned()),
            Self::NoteWithoutChange => (Role::Alert, "! note without a change".to_owned()),
            Self::NoteRemoved => (Role::Alert, "! note removed".to_owned()),
            Self::AnnouncesEarlier { version } => (Role::Good, format!("✓ announces a change of version {version}")),
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

/// Returns what an editor decided on a change that is no finding for it.
fn settled(changelog: &Changelog, entry: usize, change: usize) -> Option<Decision> {
    let ruling = changelog.ruling(entry, Subject::Change(change))?;
    ruling.decision.settles().then_some(ruling.decision)
}

fn is_substantive(entry: &Entry, change: usize) -> bool {
    entry.changes().get(change).is_some_and(|change| change.severity == Severity::Substantive)
}
