//! Section headings: the time as published, and the words of the note.

use crate::article::Moment;
use crate::history::{Changelog, Entry, Standing};
use crate::notes::{Note, Stamp};
use crate::render::moment::in_prose;
use crate::render::words::beginning;

use super::escape::escaped;

/// The longest note, in characters, that a heading carries whole.
const LONGEST: usize = 120;

/// The words of a longer one that it carries.
const WORDS_OF_A_LONG_ONE: usize = 12;

/// Writes the heading of an entry.
pub(super) fn heading(changelog: &Changelog, entry: &Entry) -> String {
    let time = time(changelog, entry.version.snapshot.times.at);
    let words = match (leading_note(entry), entry.previous) {
        (_, None) => "first version recorded".to_owned(),
        (Some(note), _) if fits(note) => escaped(&note.text),
        (Some(note), _) => escaped(&beginning(&note.text, WORDS_OF_A_LONG_ONE)),
        (None, _) => "no new note".to_owned(),
    };
    format!("## {time} · {words}")
}

/// Writes a moment in prose, with the zone's name where a note prints one for that offset.
pub(super) fn time(changelog: &Changelog, moment: Moment) -> String {
    let notes = changelog.entries.iter().flat_map(|entry| &entry.notes);
    let zone = notes.filter_map(|note| note.stamp.as_ref()).find_map(|stamp| {
        let fits = stamp.at.is_some_and(|at| at.offset() == moment.offset());
        zone_name(stamp).filter(|_| fits)
    });
    escaped(&in_prose(moment, zone))
}

/// Returns the note that a heading carries: the first new one that tells of changes, else the first new one.
pub(super) fn leading_note(entry: &Entry) -> Option<&Note> {
    let tells = |note: &&Note| note.kind.announces_changes();
    new_notes(entry).find(tells).or_else(|| new_notes(entry).next())
}

/// Returns the notes that are new or reworded at an entry.
pub(super) fn new_notes(entry: &Entry) -> impl Iterator<Item = &Note> {
    let notes = entry.notes.iter().zip(&entry.standing);
    notes.filter(|(_, standing)| **standing != Standing::Carried).map(|(note, _)| note)
}

/// Tells whether a heading carries a note whole.
pub(super) fn fits(note: &Note) -> bool {
    note.text.chars().count() <= LONGEST
}

/// Finds the zone's name in the words of a time: `PT` in `1:09 p.m. PT`.
fn zone_name(stamp: &Stamp) -> Option<&str> {
    if !stamp.zone_given {
        return None;
    }
    let words = stamp.text.split(|letter: char| !letter.is_alphanumeric()).rev();
    let named = |word: &&str| {
        (2..=5).contains(&word.len())
            && word.bytes().all(|letter| letter.is_ascii_uppercase())
            && !matches!(*word, "AM" | "PM")
    };
    words.into_iter().find(named)
}
