//! Which note announces a change, and how sure that is.

use crate::history::{ChangeRef, Changelog, Link, Tier};
use crate::notes::{Action, NoteKind};
use crate::render::moment::lag;
use crate::render::words::beginning;

use super::escape::escaped;
use super::heading::new_notes;

/// The words of a note that name it where several are meant.
const WORDS_OF_A_NAME: usize = 6;

/// A link with the entry whose note it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announcement<'a> {
    pub(super) by: usize,
    pub(super) link: &'a Link,
}

/// Finds what announces a change: the surest link, the earliest among equals.
pub(super) fn announcement(changelog: &Changelog, change: ChangeRef) -> Option<Announcement<'_>> {
    let mut best: Option<Announcement<'_>> = None;
    for (by, entry) in changelog.entries.iter().enumerate().skip(change.entry) {
        for link in entry.links.iter().filter(|link| link.change == change) {
            if best.is_none_or(|best| link.tier > best.link.tier) {
                best = Some(Announcement { by, link });
            }
        }
    }
    best
}

impl Announcement<'_> {
    /// Tells whether the link may be told as a fact, or as likely one.
    pub(super) fn counts(&self) -> bool {
        self.link.tier > Tier::Possible
    }

    /// Tells whether the note puts an error right.
    pub(super) fn corrects(&self, changelog: &Changelog) -> bool {
        let Some(note) = changelog.entries[self.by].notes.get(self.link.note) else { return false };
        let claim = note.claims.get(self.link.claim).map(|claim| claim.action);
        note.kind == NoteKind::Correction || claim == Some(Action::Correct)
    }

    /// Says how sure it is that a change of the entry `of` is announced, and how late, in a few words.
    pub(super) fn said(&self, changelog: &Changelog, of: usize) -> String {
        if self.link.tier == Tier::Possible {
            return format!("perhaps meant by {}", self.note_name(changelog));
        }
        if self.by != of {
            return format!("{}, in version {}", self.said_late(changelog), changelog.entries[self.by].version.number);
        }
        self.sure().to_owned()
    }

    /// Returns the note of the change's own version that it is told under, where several announce something there.
    pub(super) fn heads(&self, changelog: &Changelog, of: usize) -> Option<usize> {
        let several = || new_notes(&changelog.entries[of]).filter(|note| note.kind.announces_changes()).count() > 1;
        (self.by == of && self.counts() && several()).then_some(self.link.note)
    }

    /// Says how late a change of an earlier entry is announced: `announced 3 days later`.
    pub(super) fn said_late(&self, changelog: &Changelog) -> String {
        let took = changelog.lag(self.link, self.by).map(|took| [took.least, took.most].map(lag));
        let took = took.map(|[least, most]| if least == most { least } else { format!("{least} to {most}") });
        format!("{} {} later", self.sure(), took.unwrap_or_default())
    }

    fn sure(&self) -> &'static str {
        if self.link.tier == Tier::Strong { "announced" } else { "likely announced" }
    }

    fn note_name(&self, changelog: &Changelog) -> String {
        let note = changelog.entries[self.by].notes.get(self.link.note);
        note.map_or_else(
            || "a note".to_owned(),
            |note| format!("“{}”", escaped(&beginning(&note.text, WORDS_OF_A_NAME))),
        )
    }
}
