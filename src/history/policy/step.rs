//! One version beside the one before it, as rules look at it.

use crate::history::change::{Change, Severity};
use crate::history::changelog::Changelog;
use crate::history::check::is_announced_later;
use crate::history::entry::{Entry, Standing};
use crate::history::linking::{Link, Tier};
use crate::notes::{Note, NoteKind};

/// One version beside the one before it.
pub(super) struct Step<'a> {
    changelog: &'a Changelog,
    index: usize,
    /// The version.
    pub(super) entry: &'a Entry,
    /// The version before it in time.
    pub(super) last: &'a Entry,
}

impl<'a> Step<'a> {
    /// Makes the step to the entry at `index`; the first version has none.
    pub(super) fn at(changelog: &'a Changelog, index: usize) -> Option<Self> {
        let last = changelog.entries.get(index.checked_sub(1)?)?;
        Some(Self { changelog, index, entry: changelog.entries.get(index)?, last })
    }

    /// The notes that are new at the version and say that it was changed, each wording once.
    pub(super) fn fresh(&self) -> Vec<(usize, &'a Note)> {
        let mut found: Vec<(usize, &Note)> = Vec::new();
        for (index, (note, standing)) in self.entry.notes.iter().zip(&self.entry.standing).enumerate() {
            let twin = found.iter().any(|(_, other)| other.text == note.text);
            if *standing == Standing::New && note.kind.announces_changes() && !twin {
                found.push((index, note));
            }
        }
        found
    }

    /// The new notes that are updates, if no new note of another kind stands beside them.
    pub(super) fn updates_alone(&self) -> Vec<(usize, &'a Note)> {
        let fresh = self.fresh();
        if fresh.iter().all(|(_, note)| note.kind == NoteKind::Update) { fresh } else { Vec::new() }
    }

    /// The changes of the version that no note announces, not even possibly, and no later one surely.
    pub(super) fn open(&self) -> impl Iterator<Item = &'a Change> {
        let changes = self.entry.unannounced.iter();
        let open = changes.filter(|change| !is_announced_later(self.changelog, self.index, **change));
        open.filter_map(|change| self.entry.changes().get(*change))
    }

    /// The open changes of substance.
    pub(super) fn open_of_substance(&self) -> impl Iterator<Item = &'a Change> {
        self.open().filter(|change| change.severity == Severity::Substantive)
    }

    /// The changes a note announces surely or likely, of this version or an earlier one, with the claim that does.
    pub(super) fn announced_by(&self, note: usize) -> impl Iterator<Item = (&'a Link, &'a Change)> {
        let changelog = self.changelog;
        let links = self.entry.links.iter().filter(move |link| link.note == note && link.tier > Tier::Possible);
        links.filter_map(move |link| Some((link, changelog.change(link.change)?)))
    }

    /// Tells whether a link leads to a change of this version.
    pub(super) fn is_own(&self, link: &Link) -> bool {
        link.change.entry == self.index
    }
}
