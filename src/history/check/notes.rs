//! Notes that were reworded or taken out.

use super::super::change::Severity;
use super::super::entry::{Entry, Standing};
use super::reason::{quoted, shortened};
use crate::notes::Note;
use crate::text::fold;

/// The notes of an entry that were reworded, with how much that matters.
///
/// A note that only gained words, or only another time, was kept up, not changed behind the reader's back.
pub(super) fn edited(entry: &Entry) -> impl Iterator<Item = (Severity, String)> + '_ {
    let told = entry.notes.iter().zip(&entry.standing).filter_map(|(note, standing)| match standing {
        Standing::Edited(lines) if note.kind.announces_changes() => Some(lines),
        _ => None,
    });
    let told = told.filter(|lines| loses_words(&lines.before, &lines.after));
    told.map(|lines| {
        (Severity::Minor, format!("the note {} reads now {}", quoted(&lines.before), quoted(&lines.after)))
    })
}

/// Tells whether a note lost words other than figures.
fn loses_words(before: &str, after: &str) -> bool {
    let words = |text: &str| {
        let text = fold(text).into_owned();
        let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 2);
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let kept = words(after);
    words(before).iter().any(|word| !kept.contains(word))
}

/// The notes of the version before that are gone, if they said what was changed.
pub(super) fn removed<'a>(entry: &'a Entry, last: &'a Entry) -> impl Iterator<Item = String> + 'a {
    let gone = entry.comparison.iter().flat_map(|comparison| &comparison.notes.removed);
    let said = |line: &String| last.notes.iter().any(|note| tells(note) && line.contains(note.text.trim()));
    gone.filter(move |line| said(line)).map(|line| format!("the note {} is gone", quoted(&shortened(line))))
}

fn tells(note: &Note) -> bool {
    note.kind.announces_changes() && !note.claims.is_empty()
}
