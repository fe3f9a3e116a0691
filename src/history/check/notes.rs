//! Notes that were reworded or taken out.

use super::super::change::Severity;
use super::super::entry::{Entry, Standing};
use super::FindingKind;
use super::ledger::{Fate, FollowedNote, is_correction};
use super::reason::{quoted, shortened};
use crate::notes::NoteKind;
use crate::text::fold;

/// The notes of an entry that were reworded, by their index, with how much that matters.
///
/// A note that only gained words, or only another time, was kept up, not changed behind the reader's back.
pub(super) fn edited(entry: &Entry) -> impl Iterator<Item = (usize, Severity, String)> + '_ {
    let notes = entry.notes.iter().zip(&entry.standing).enumerate();
    let told = notes.filter_map(|(index, (note, standing))| match standing {
        Standing::Edited(lines) if note.kind.announces_changes() => Some((index, lines)),
        _ => None,
    });
    let told = told.filter(|(_, lines)| loses_words(&lines.before, &lines.after));
    told.map(|(index, lines)| {
        let reason = format!("the note {} reads now {}", quoted(&lines.before), quoted(&lines.after));
        (index, Severity::Minor, reason)
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

/// The notes that are gone at an entry, if they said what was changed, each with the index of its line among those gone.
///
/// A correction that is gone is told apart: with it, readers are no longer told of an error.
pub(super) fn removed<'a>(
    entry: &'a Entry,
    followed: &'a [FollowedNote],
) -> impl Iterator<Item = (FindingKind, Option<usize>, Severity, String)> + 'a {
    let number = entry.version.number;
    let gone = followed.iter().flat_map(move |followed| {
        let here = followed.history.iter().enumerate();
        { here }
            .filter(move |(_, event)| event.version == number && event.fate == Fate::Removed)
            .map(move |(at, _)| (&followed.note, followed.words_before(at)))
    });
    gone.filter_map(|(note, words)| {
        let line = line_of(entry, words);
        let words = quoted(&shortened(words));
        if is_correction(note) {
            let what =
                if note.kind == NoteKind::Update { "update that puts an error right" } else { spoken(note.kind) };
            let reason = format!("the {what} {words} was taken out; readers are no longer told");
            return Some((FindingKind::CorrectionRemoved, line, Severity::Substantive, reason));
        }
        let tells = note.kind.announces_changes() && !note.claims.is_empty();
        tells.then(|| (FindingKind::NoteRemoved, line, Severity::Minor, format!("the note {words} is gone")))
    })
}

/// Finds the line of a note among those that are gone at an entry; a line may have held several notes.
fn line_of(entry: &Entry, words: &str) -> Option<usize> {
    let removed = &entry.comparison.as_ref()?.notes.removed;
    let words = fold(words);
    removed.iter().position(|line| fold(line).contains(words.trim()))
}

/// Names a kind of note in a sentence.
fn spoken(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Correction => "correction",
        NoteKind::Clarification => "clarification",
        NoteKind::Retraction => "retraction",
        NoteKind::EditorsNote => "editor's note",
        NoteKind::Removal => "note on a removal",
        _ => "note on a correction",
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::policy::story::{page, told};
    use super::super::{Finding, check};
    use super::*;

    fn removals(before: &[&str], after: &[&str]) -> Vec<(FindingKind, Severity, String)> {
        let body = page("The ferry carried 310 people.");
        let with = |notes: &[&str]| notes.iter().fold(body.clone(), |page, note| page.note(note));
        let told = told(&[&with(before), &with(after)]);
        let gone =
            |finding: &Finding| matches!(finding.kind, FindingKind::NoteRemoved | FindingKind::CorrectionRemoved);
        let found = check(&told).into_iter().filter(gone);
        found.map(|finding| (finding.kind, finding.severity, finding.reason)).collect()
    }

    #[test]
    fn a_correction_taken_out_is_told_apart_from_an_update_taken_out() {
        let found = removals(
            &["Correction: It carried 310 people, not 300.", "Updated May 3 at 5 p.m. with a reply of the owner."],
            &[],
        );
        let correction =
            "the correction “Correction: It carried 310 people, not 300.” was taken out; readers are no longer told";
        let update = "the note “Updated May 3 at 5 p.m. with a reply of the owner.” is gone";
        assert_eq!(
            found,
            [
                (FindingKind::CorrectionRemoved, Severity::Substantive, correction.to_owned()),
                (FindingKind::NoteRemoved, Severity::Minor, update.to_owned())
            ]
        );
    }

    #[test]
    fn a_standing_notice_and_a_correction_with_another_date_are_not_gone() {
        assert!(removals(&["This is a developing story. Check back for updates."], &[]).is_empty());
        let dated = "Correction, May 4: It carried 310 people, not 300.";
        assert!(removals(&["Correction: It carried 310 people, not 300."], &[dated]).is_empty());
    }
}
