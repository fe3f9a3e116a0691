//! What a subject was when it was ruled on.

use super::super::change::Place;
use super::super::changelog::Changelog;
use super::super::entry::Entry;
use super::subject::Subject;
use crate::article::{Moment, sha256_hex};
use crate::diff::Sides;

/// How many hex digits name a trace.
const KEY_DIGITS: usize = 16;

/// What a subject was when it was ruled on: its versions by content, its place, its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What it was, by the number it had.
    pub subject: Subject,
    /// The version's number.
    pub version: u32,
    /// When that version was on show.
    pub at: Moment,
    /// The content hashes of the version before and of this one; none before the first.
    pub contents: Sides<Option<String>>,
    /// Where it was; none for a note.
    pub place: Option<Place>,
    /// What it read on both sides.
    pub texts: Sides<String>,
    /// Which one it was among those that read the same, from 1.
    pub nth: usize,
    /// How many read the same.
    pub of: usize,
}

/// Why a subject is not found any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// No version was on show at that time with that content.
    NoVersion,
    /// The version is compared with another one now.
    OtherNeighbor,
    /// Nothing of the version fits, or several things do.
    NoSubject,
}

impl Trace {
    /// Takes down what a subject of an entry is; none when there is no such subject.
    #[must_use]
    pub fn of(changelog: &Changelog, entry: usize, subject: Subject) -> Option<Self> {
        let of = changelog.entries.get(entry)?;
        let texts = subject.texts(of)?;
        let twins = alike(of, subject, subject.place(of), texts);
        Some(Self {
            subject,
            version: of.version.number,
            at: of.version.snapshot.times.at,
            contents: contents(changelog, entry),
            place: subject.place(of),
            texts: texts.map(str::to_owned),
            nth: twins.iter().position(|twin| *twin == subject)? + 1,
            of: twins.len(),
        })
    }

    /// Finds the subject again: by the two contents, the sort of place and the words, whatever its number is now.
    ///
    /// # Errors
    ///
    /// When it is not there, or cannot be told from others: it is never taken for something else.
    pub fn find(&self, changelog: &Changelog) -> Result<(usize, Subject), Misfit> {
        let mut entries = changelog.entries.iter().enumerate();
        let shown = |entry: &Entry| {
            entry.version.snapshot.times.at == self.at
                && Some(&entry.version.content_sha256) == self.contents.after.as_ref()
        };
        let (index, entry) = entries.find(|(_, entry)| shown(entry)).ok_or(Misfit::NoVersion)?;
        if contents(changelog, index).before != self.contents.before {
            return Err(Misfit::OtherNeighbor);
        }
        let twins = alike(entry, self.subject, self.place, self.texts.as_ref().map(String::as_str));
        if twins.len() == self.of
            && let Some(twin) = self.nth.checked_sub(1).and_then(|at| twins.get(at))
        {
            return Ok((index, *twin));
        }
        match twins.iter().filter(|twin| twin.place(entry) == self.place).collect::<Vec<_>>().as_slice() {
            [only] => Ok((index, **only)),
            _ => Err(Misfit::NoSubject),
        }
    }

    /// Returns the name of what this is a trace of, the same on every machine whatever numbers it gives.
    #[must_use]
    pub fn key(&self) -> String {
        let sort = match self.subject {
            Subject::Change(_) => "change",
            Subject::Note(_) => "note",
            Subject::Gone(_) => "gone",
        };
        let content = |content: &Option<String>| content.clone().unwrap_or_default();
        let facts = [
            sort.to_owned(),
            self.at.timestamp().to_string(),
            content(&self.contents.before),
            content(&self.contents.after),
            self.place.map_or("", Place::name).to_owned(),
            self.texts.before.clone(),
            self.texts.after.clone(),
            self.nth.to_string(),
        ];
        // Each with its length before it, so that no two lists of facts read the same.
        let facts = facts.map(|fact| format!("{}:{fact}\n", fact.len()));
        let mut key = sha256_hex(facts.concat().as_bytes());
        key.truncate(KEY_DIGITS);
        key
    }
}

/// Returns the content hashes of the version before an entry and of its own.
fn contents(changelog: &Changelog, entry: usize) -> Sides<Option<String>> {
    let content = |index: usize| changelog.entries.get(index).map(|entry| entry.version.content_sha256.clone());
    Sides::new(entry.checked_sub(1).and_then(content), content(entry))
}

/// Lists the subjects of an entry that are of one sort, stand in one sort of place and read the same.
fn alike(entry: &Entry, subject: Subject, place: Option<Place>, texts: Sides<&str>) -> Vec<Subject> {
    let sort = |place: Option<Place>| place.map(Place::name);
    let mut all = Subject::all(entry);
    all.retain(|other| {
        other.is_like(subject) && sort(other.place(entry)) == sort(place) && other.texts(entry) == Some(texts)
    });
    all
}

#[cfg(test)]
mod tests {
    use super::super::super::policy::story::{page, told};
    use super::*;

    const BEFORE: &str = "The ferry carried 300 people.\n\nIt sank at noon.\n\nThe owner has 300 ferries.";
    const AFTER: &str = "The ferry carried 310 people.\n\nIt sank at one.\n\nThe owner has 310 ferries.";

    fn changelog() -> Changelog {
        told(&[&page(BEFORE).note("Updated at noon."), &page(AFTER)])
    }

    fn changes(changelog: &Changelog) -> Vec<&str> {
        changelog.entries[1].changes().iter().map(|change| change.excerpts.after.as_str()).collect()
    }

    /// Tells the same story with one change less, as an engine of another day might.
    fn without(mut changelog: Changelog, change: usize) -> Changelog {
        changelog.entries[1].comparison.as_mut().unwrap().changes.remove(change);
        changelog
    }

    #[test]
    fn everything_that_can_be_ruled_on_is_found_again() {
        let told = changelog();
        assert_eq!(changes(&told), ["310", "one", "310"]);
        for (index, entry) in told.entries.iter().enumerate() {
            let subjects = Subject::all(entry);
            assert_eq!(subjects.len(), [1, 4][index]);
            for subject in subjects {
                let trace = Trace::of(&told, index, subject).unwrap();
                assert_eq!(trace.find(&told), Ok((index, subject)), "{trace:?}");
            }
        }
    }

    #[test]
    fn a_change_is_found_under_another_number_and_never_taken_for_another() {
        let told = changelog();
        let noon = Trace::of(&told, 1, Subject::Change(1)).unwrap();
        assert_eq!(noon.find(&without(told.clone(), 0)), Ok((1, Subject::Change(0))));
        assert_eq!(noon.find(&without(told.clone(), 1)), Err(Misfit::NoSubject));
        // One of two that read the same is known by its paragraph when the other is gone, and lost when it is itself.
        let last = Trace::of(&told, 1, Subject::Change(2)).unwrap();
        assert_eq!((last.nth, last.of), (2, 2));
        assert_eq!(last.find(&without(told.clone(), 0)), Ok((1, Subject::Change(1))));
        assert_eq!(last.find(&without(told, 2)), Err(Misfit::NoSubject));
    }

    #[test]
    fn other_versions_make_a_trace_fit_no_more() {
        let told = changelog();
        let noon = Trace::of(&told, 1, Subject::Change(1)).unwrap();
        let other = super::super::super::policy::story::told(&[&page(BEFORE), &page(AFTER)]);
        assert_eq!(noon.find(&other), Err(Misfit::OtherNeighbor));
        let other = super::super::super::policy::story::told(&[&page(BEFORE), &page("It sank at one.")]);
        assert_eq!(noon.find(&other), Err(Misfit::NoVersion));
    }

    #[test]
    fn a_key_tells_subjects_apart_and_does_not_hold_their_numbers() {
        let told = changelog();
        let key = |told: &Changelog, subject| Trace::of(told, 1, subject).unwrap().key();
        let mut keys: Vec<String> =
            Subject::all(&told.entries[1]).into_iter().map(|subject| key(&told, subject)).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), 4);
        assert_eq!(key(&told, Subject::Change(1)), key(&without(told.clone(), 0), Subject::Change(0)));
    }
}
