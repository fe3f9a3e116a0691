//! The note lines of two snapshots, told apart.

use super::spelling::{Shape, fold, split};
use crate::diff::Sides;

/// A line that keeps this share of the words of one that vanished is that line, edited; in percent.
const SAME_NOTE: usize = 60;

/// The note lines of two snapshots, told apart; each list in page order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteLines {
    /// Lines only the later snapshot has.
    pub added: Vec<String>,
    /// Lines only the earlier snapshot has.
    pub removed: Vec<String>,
    /// Lines that stayed with other words.
    pub edited: Vec<Sides<String>>,
    /// Lines both have.
    pub carried: Vec<String>,
}

/// What became of a line of the later snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineStanding {
    /// It was not there.
    Added,
    /// It read otherwise.
    Edited(String),
    /// It was there.
    Carried,
}

/// Tells what became of each line of the later side, and which lines of the earlier side are gone.
pub(super) fn standings(lines: Sides<&[String]>) -> (Vec<LineStanding>, Vec<String>) {
    let mut left: Vec<Option<&String>> = lines.before.iter().map(Some).collect();
    let mut found: Vec<LineStanding> = lines
        .after
        .iter()
        .map(|line| {
            let same = left.iter_mut().find(|other| other.is_some_and(|other| fold_line(other) == fold_line(line)));
            same.and_then(Option::take).map_or(LineStanding::Added, |_| LineStanding::Carried)
        })
        .collect();
    for (line, standing) in lines.after.iter().zip(&mut found) {
        if *standing != LineStanding::Added {
            continue;
        }
        let nearest = left
            .iter_mut()
            .filter_map(|other| Some((kept_share((*other)?, line), other)))
            .filter(|(share, _)| *share >= SAME_NOTE)
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some(old) = nearest.and_then(|(_, slot)| slot.take()) {
            *standing = LineStanding::Edited(old.clone());
        }
    }
    (found, left.into_iter().flatten().cloned().collect())
}

/// Tells the note lines of two snapshots apart.
pub(super) fn note_lines(lines: Sides<&[String]>) -> NoteLines {
    let (found, removed) = standings(lines);
    let mut told = NoteLines { removed, ..NoteLines::default() };
    for (line, standing) in lines.after.iter().zip(found) {
        match standing {
            LineStanding::Added => told.added.push(line.clone()),
            LineStanding::Edited(old) => told.edited.push(Sides::new(old, line.clone())),
            LineStanding::Carried => told.carried.push(line.clone()),
        }
    }
    told
}

/// Folds a line so that blanks, capitals and the style of marks make no other line of it.
fn fold_line(line: &str) -> String {
    crate::text::fold(line).trim().to_owned()
}

/// Returns how much of the words of an old line a new one keeps, in percent; figures of times and dates count little.
pub(super) fn kept_share(old: &str, new: &str) -> usize {
    let words = |line: &str| {
        let pieces = split(line);
        let letters = pieces.iter().filter(|piece| piece.shape != Shape::Digits);
        letters.map(|piece| fold(&line[piece.range.clone()])).collect::<Vec<_>>()
    };
    let (old, mut new) = (words(old), words(new));
    let total = old.len();
    let kept = old.iter().filter(|word| {
        let at = new.iter().position(|other| other == *word);
        at.map(|at| new.swap_remove(at)).is_some()
    });
    (kept.count() * 100).checked_div(total).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &[&str], after: &[&str]) -> NoteLines {
        let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let (before, after) = (own(before), own(after));
        note_lines(Sides::new(&before, &after))
    }

    #[test]
    fn a_line_with_more_words_is_edited_and_one_without_a_partner_is_removed() {
        let found = told(
            &["Updated with manager quotes.", "Published Monday.", "Correction: the year was wrong."],
            &["Updated with manager quotes and injury news.", "Published  Monday."],
        );
        assert_eq!(found.edited.len(), 1);
        assert_eq!(found.removed, ["Correction: the year was wrong."]);
        assert_eq!(found.carried, ["Published  Monday."]);
        assert!(found.added.is_empty());
    }
}
