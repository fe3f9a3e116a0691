//! The notes of an article followed through its versions, with what was read of each.

use super::super::changelog::Changelog;
use super::super::entry::{Entry, Standing};
use super::super::lines::kept_share;
use crate::article::Moment;
use crate::diff::Sides;
use crate::notes::{Action, LedgerEntry, LedgerEvent, Note, NoteKind, ledger};
use crate::text::fold;

/// A note that keeps this share of the words of one that is gone tells what that one told; in percent.
const STILL_TOLD: usize = 75;

/// A note followed through the versions of its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedNote {
    /// The note as read in the last version that has it.
    pub note: Note,
    /// What became of it, in the order of the versions; the first is always [`Fate::Seen`].
    pub history: Vec<NoteEvent>,
}

/// What became of a note at a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEvent {
    /// The version's number.
    pub version: u32,
    /// When that version was on show.
    pub at: Moment,
    /// What became of it.
    pub fate: Fate,
}

/// What can become of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is there for the first time.
    Seen,
    /// Its words changed.
    Edited(Sides<String>),
    /// It stands before or after other notes than it did.
    Moved,
    /// It is no longer there as a note of its own, but what it says still is, in another note or in the text.
    Merged,
    /// It is no longer there.
    Removed,
    /// It is there again, word for word.
    Restored,
}

impl FollowedNote {
    /// Tells whether the last version still has the note.
    #[must_use]
    pub fn stands(&self) -> bool {
        !matches!(self.history.last().map(|event| &event.fate), Some(Fate::Removed | Fate::Merged))
    }

    /// The words of the note up to the event at `at`.
    pub(super) fn words_before(&self, at: usize) -> &str {
        let later = self.history.iter().skip(at).find_map(|event| match &event.fate {
            Fate::Edited(texts) => Some(texts.before.as_str()),
            _ => None,
        });
        later.unwrap_or(&self.note.text)
    }

    /// Tells whether a correction is gone: an admission that readers no longer see.
    #[must_use]
    pub fn is_correction_gone(&self) -> bool {
        self.history.last().is_some_and(|event| event.fate == Fate::Removed) && is_correction(&self.note)
    }
}

/// Tells whether a note admits something: an error, something unclear, something taken down.
pub(super) fn is_correction(note: &Note) -> bool {
    let admits = |action| matches!(action, Action::Correct | Action::Clarify | Action::Remove);
    match note.kind {
        NoteKind::Correction
        | NoteKind::Clarification
        | NoteKind::Retraction
        | NoteKind::EditorsNote
        | NoteKind::Removal => true,
        NoteKind::Amendment | NoteKind::Update => note.claims.iter().any(|claim| admits(claim.action)),
        NoteKind::Published | NoteKind::Other => false,
    }
}

impl Changelog {
    /// Follows the notes of the article through its versions: those of the last version in page order, then those that
    /// are gone, in the order in which they were first seen.
    #[must_use]
    pub fn followed_notes(&self) -> Vec<FollowedNote> {
        let texts: Vec<Vec<String>> = self.entries.iter().map(note_texts).collect();
        let mut found: Vec<FollowedNote> = ledger(&texts).into_iter().filter_map(|entry| self.follow(entry)).collect();
        self.join_edited(&mut found);
        let place = |followed: &FollowedNote| {
            let last = self.entries.last().filter(|_| followed.stands())?;
            last.notes.iter().position(|note| note.text == followed.note.text)
        };
        found.sort_by_key(|followed| place(followed).unwrap_or(usize::MAX));
        found
    }

    /// Puts the note as last read to what became of its words.
    fn follow(&self, entry: LedgerEntry) -> Option<FollowedNote> {
        let note = self.entries.iter().rev().flat_map(|entry| &entry.notes).find(|note| note.text == entry.text)?;
        let first = entry.events.iter().find_map(|(_, event)| match event {
            LedgerEvent::Edited { before, .. } => Some(before.clone()),
            _ => None,
        });
        let mut words = first.unwrap_or(entry.text);
        let events = entry.events.into_iter().filter_map(|(index, event)| {
            if let LedgerEvent::Edited { after, .. } = &event {
                words.clone_from(after);
            }
            self.event(index, event, &words)
        });
        Some(FollowedNote { history: events.collect(), note: note.clone() })
    }

    /// Tells what became of a note at an entry; `text` is what it read before, or reads after an edit.
    fn event(&self, index: usize, event: LedgerEvent, text: &str) -> Option<NoteEvent> {
        let entry = self.entries.get(index)?;
        let fate = match event {
            LedgerEvent::Seen => Fate::Seen,
            LedgerEvent::Edited { before, after } => Fate::Edited(Sides::new(before, after)),
            LedgerEvent::Moved => Fate::Moved,
            LedgerEvent::Removed => {
                let last = self.entries.get(index.checked_sub(1)?)?;
                if is_still_told(text, last, entry) { Fate::Merged } else { Fate::Removed }
            }
            LedgerEvent::Restored => Fate::Restored,
        };
        Some(NoteEvent { version: entry.version.number, at: entry.version.snapshot.times.at, fate })
    }

    /// Joins a note that is gone with the new one its line was edited into, so that all commands tell the same.
    fn join_edited(&self, found: &mut Vec<FollowedNote>) {
        let mut at = 0;
        while at < found.len() {
            let older = found[..at].iter().position(|older| self.is_edited_into(older, &found[at]));
            let Some(older) = older else {
                at += 1;
                continue;
            };
            let newer = found.remove(at);
            let older = &mut found[older];
            let texts = Sides::new(older.note.text.clone(), first_words(&newer));
            older.history.pop();
            let first = newer.history.first().map(|event| NoteEvent { fate: Fate::Edited(texts), ..event.clone() });
            older.history.extend(first.into_iter().chain(newer.history.into_iter().skip(1)));
            older.note = newer.note;
        }
    }

    /// Tells whether a note went at the very version at which its line was edited into that of another.
    fn is_edited_into(&self, older: &FollowedNote, newer: &FollowedNote) -> bool {
        let (Some(gone), Some(seen)) = (older.history.last(), newer.history.first()) else { return false };
        let went = matches!(gone.fate, Fate::Removed | Fate::Merged) && gone.version == seen.version;
        let entry = self.entries.iter().find(|entry| entry.version.number == seen.version);
        let Some(entry) = entry.filter(|_| went) else { return false };
        let words = first_words(newer);
        entry.notes.iter().zip(&entry.standing).any(|(note, standing)| match standing {
            Standing::Edited(lines) => {
                note.text == words && fold(&lines.before).trim() == fold(&older.note.text).trim()
            }
            _ => false,
        })
    }
}

/// The words a note had when it was first seen.
fn first_words(followed: &FollowedNote) -> String {
    let edited = followed.history.iter().find_map(|event| match &event.fate {
        Fate::Edited(texts) => Some(texts.before.clone()),
        _ => None,
    });
    edited.unwrap_or_else(|| followed.note.text.clone())
}

fn note_texts(entry: &Entry) -> Vec<String> {
    entry.notes.iter().map(|note| note.text.clone()).collect()
}

/// Tells whether readers of a version still find what a note of the version before said: within a note or the text, or
/// in most of the words of a note that is new. A like note that stood beside it all along tells something else.
fn is_still_told(text: &str, last: &Entry, entry: &Entry) -> bool {
    let snapshot = &entry.version.snapshot;
    let fields = [Some(snapshot.fields.headline.as_str()), snapshot.fields.dek.as_deref()];
    let blocks = snapshot.body.iter().map(|(_, block)| block);
    let lines = snapshot.notes.iter().map(String::as_str);
    let whole = fold(text);
    let mut shown = fields.into_iter().flatten().chain(blocks).chain(lines);
    let is_new = |line: &str| last.version.snapshot.notes.iter().all(|old| fold(old).trim() != fold(line).trim());
    let holds_most = |line: &String| is_new(line) && kept_share(text, line) >= STILL_TOLD;
    shown.any(|shown| fold(shown).contains(whole.trim())) || snapshot.notes.iter().any(holds_most)
}

#[cfg(test)]
mod tests {
    use super::super::super::policy::story::{page, told};
    use super::*;

    const CORRECTION: &str = "Correction, May 3: The ferry carried 310 people, not 300.";
    const UPDATE: &str = "Updated May 3 at 5 p.m. with a reply of the owner.";

    fn fates(followed: &FollowedNote) -> Vec<(u32, &Fate)> {
        followed.history.iter().map(|event| (event.version, &event.fate)).collect()
    }

    #[test]
    fn a_note_that_is_gone_comes_after_those_that_stand() {
        let body = "The ferry carried 310 people.";
        let pages = [page(body).note(CORRECTION), page(body).note(CORRECTION).note(UPDATE), page(body).note(UPDATE)];
        let followed = told(&pages.each_ref()).followed_notes();
        assert_eq!(followed.len(), 2);
        assert_eq!((followed[0].note.text.as_str(), followed[0].stands()), (UPDATE, true));
        assert_eq!(fates(&followed[1]), [(1, &Fate::Seen), (3, &Fate::Removed)]);
        assert!(followed[1].is_correction_gone());
    }

    #[test]
    fn two_notes_made_one_are_not_gone() {
        let both = format!("{CORRECTION} The owner is Ida Sund, not Ada Sund.");
        let body = "The ferry carried 310 people.";
        let second = "Correction, May 4: The owner is Ida Sund, not Ada Sund.";
        let pages = [page(body).note(CORRECTION).note(second), page(body).note(&both)];
        let followed = told(&pages.each_ref()).followed_notes();
        assert!(followed.iter().all(|followed| !followed.is_correction_gone()), "{followed:#?}");
    }

    #[test]
    fn a_like_correction_that_stood_beside_it_does_not_hide_that_one_is_gone() {
        let other = "Correction, May 2: The ferry carried 12 dogs, not 21.";
        let first = "Correction, May 3: The ferry carried 12 cats, not 21.";
        let pages = [page("It sank.").note(other).note(first), page("It sank.").note(other)];
        let followed = told(&pages.each_ref()).followed_notes();
        assert_eq!((followed[0].stands(), followed[1].is_correction_gone()), (true, true), "{followed:#?}");
    }

    #[test]
    fn a_note_that_became_a_paragraph_is_not_gone() {
        let pages = [page("It sank.").note(CORRECTION), page(&format!("It sank.\n\n{CORRECTION}"))];
        let followed = told(&pages.each_ref()).followed_notes();
        assert_eq!(fates(&followed[0]).last(), Some(&(2, &Fate::Merged)));
    }

    #[test]
    fn an_update_that_puts_an_error_right_is_a_correction_and_one_with_a_reply_is_none() {
        let body = "The ferry carried 310 people.";
        let right = "Updated May 3 to correct the number of people.";
        let pages = [page(body).note(UPDATE).note(right), page(body)];
        let followed = told(&pages.each_ref()).followed_notes();
        let gone: Vec<bool> = followed.iter().map(FollowedNote::is_correction_gone).collect();
        assert_eq!(gone, [false, true]);
    }
}
