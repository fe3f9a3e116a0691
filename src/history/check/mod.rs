//! What readers were not told.

mod kind;
mod ledger;
mod notes;
mod reason;

use super::change::{Place, Severity};
use super::changelog::Changelog;
use super::entry::Entry;
use super::linking::{Tier, Verdict};
use super::policy::{Breach, Profile, breaches};
use crate::article::ArticleId;

pub use kind::FindingKind;
pub use ledger::{Fate, FollowedNote, NoteEvent};
pub(super) use reason::{quoted, shortened};

/// Something a standards editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The article.
    pub article: ArticleId,
    /// The version.
    pub version: u32,
    /// Where in the article, when it is about one place.
    pub place: Option<Place>,
    /// How much it matters.
    pub severity: Severity,
    /// The reason, one line of words.
    pub reason: String,
    /// The rule and the clause it breaks, when it is a breach of a policy.
    pub breach: Option<Breach>,
}

/// Finds what readers were not told, in the order of version and place.
///
/// The first version, notes of first publication, standing notices and notes carried over never make a finding. A
/// change that a later note announces is a late note, not an unannounced change; one that a note announces only
/// possibly is neither.
#[must_use]
pub fn check(changelog: &Changelog) -> Vec<Finding> {
    check_against(changelog, None)
}

/// Finds what readers were not told, and after it, version by version, where a policy is not kept.
#[must_use]
pub fn check_against(changelog: &Changelog, policy: Option<&Profile>) -> Vec<Finding> {
    let followed = changelog.followed_notes();
    let steps = changelog.entries.iter().enumerate().skip(1);
    steps.flat_map(|(index, entry)| findings(changelog, index, entry, &followed, policy)).collect()
}

fn findings(
    changelog: &Changelog,
    index: usize,
    entry: &Entry,
    followed: &[FollowedNote],
    policy: Option<&Profile>,
) -> Vec<Finding> {
    let make = |kind, place, severity, reason| Finding {
        kind,
        article: changelog.article.clone(),
        version: entry.version.number,
        place,
        severity,
        reason,
        breach: None,
    };
    let mut found = Vec::new();
    for change in entry.unannounced.iter().filter(|change| !is_announced_later(changelog, index, **change)) {
        let change = &entry.changes()[*change];
        let reason = reason::unannounced(change, entry);
        found.push(make(FindingKind::UnannouncedChange, Some(change.place), change.severity, reason));
    }
    for unbacked in &entry.unbacked {
        let (kind, severity) = match unbacked.verdict {
            Verdict::Contradicted => (FindingKind::NoteContradicted, Severity::Substantive),
            Verdict::NotFound => (FindingKind::NoMatchingChange, Severity::Minor),
            Verdict::Vacuous => (FindingKind::NoMatchingChange, Severity::Cosmetic),
        };
        found.push(make(kind, None, severity, reason::unbacked(unbacked, entry)));
    }
    for late in entry.links.iter().filter(|link| link.change.entry != index && link.tier > Tier::Possible) {
        let Some(change) = changelog.change(late.change) else { continue };
        let reason = reason::late(changelog, late, change, entry);
        found.push(make(FindingKind::LateNote, Some(change.place), change.severity, reason));
    }
    found.extend(notes::edited(entry).map(|(severity, reason)| make(FindingKind::NoteEdited, None, severity, reason)));
    found.extend(notes::removed(entry, followed).map(|(kind, severity, reason)| make(kind, None, severity, reason)));
    let breaches = policy.map_or_else(Vec::new, |policy| breaches(changelog, index, policy));
    found.extend(breaches.into_iter().map(|breach| Finding {
        breach: Some(breach.breach),
        ..make(FindingKind::PolicyBreach, breach.place, breach.severity, breach.reason)
    }));
    found
}

/// Tells whether a later note announces a change, surely or likely.
pub(super) fn is_announced_later(changelog: &Changelog, entry: usize, change: usize) -> bool {
    let mut later = changelog.entries.iter().skip(entry + 1).flat_map(|later| &later.links);
    later.any(|link| link.tier > Tier::Possible && (link.change.entry, link.change.change) == (entry, change))
}
