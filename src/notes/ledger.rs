//! The notes of an article across its versions: first seen, edited, moved, removed.

use std::collections::BTreeMap;

/// The share of a vanished note's words, in hundredths, that a new note must hold to be the same note edited.
const SAME_NOTE: usize = 60;

/// What became of one note from version to version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The note's words in the last version that has it.
    pub text: String,
    /// What became of it, in the order of the versions; the first is always [`LedgerEvent::Seen`].
    pub events: Vec<(usize, LedgerEvent)>,
}

/// One thing that became of a note; the number beside it is the index of the version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerEvent {
    /// It is there for the first time.
    Seen,
    /// Its words changed.
    Edited {
        /// The words before.
        before: String,
        /// The words after.
        after: String,
    },
    /// It stands before or after other notes than it did.
    Moved,
    /// It is no longer there.
    Removed,
    /// It is there again, word for word.
    Restored,
}

impl LedgerEntry {
    /// Tells whether the last version still has the note.
    #[must_use]
    pub fn stands(&self) -> bool {
        !matches!(self.events.last(), Some((_, LedgerEvent::Removed)))
    }
}

/// Follows the notes of an article through its versions, given the notes of each in page order.
///
/// A note is followed word for word; a new one that holds at least 60 % of the words of a vanished one is that one
/// edited. Entries come in the order in which the notes were first seen.
///
/// ```
/// use variorum::notes::{LedgerEvent, ledger};
/// let first = vec!["Correction: The ferry seats 300.".to_owned()];
/// let followed = ledger(&[first, Vec::new()]);
/// assert_eq!(followed[0].events, [(0, LedgerEvent::Seen), (1, LedgerEvent::Removed)]);
/// ```
#[must_use]
pub fn ledger(versions: &[Vec<String>]) -> Vec<LedgerEntry> {
    let mut entries: Vec<LedgerEntry> = Vec::new();
    // The entries on show, in page order.
    let mut shown: Vec<usize> = Vec::new();
    for (version, notes) in versions.iter().enumerate() {
        let mut left = shown.clone();
        let mut now: Vec<Option<usize>> = notes.iter().map(|note| take_equal(&entries, &mut left, note)).collect();
        for (place, note) in now.iter_mut().zip(notes).filter(|(place, _)| place.is_none()) {
            if let Some(entry) = take_alike(&entries, &mut left, note) {
                let before = std::mem::replace(&mut entries[entry].text, note.clone());
                entries[entry].events.push((version, LedgerEvent::Edited { before, after: note.clone() }));
                *place = Some(entry);
            }
        }
        for entry in left {
            entries[entry].events.push((version, LedgerEvent::Removed));
        }
        let known: Vec<usize> = now.iter().flatten().copied().collect();
        for entry in moved(&shown, &known) {
            entries[entry].events.push((version, LedgerEvent::Moved));
        }
        shown = now
            .into_iter()
            .zip(notes)
            .map(|(place, note)| place.unwrap_or_else(|| enter(&mut entries, version, note)))
            .collect();
    }
    entries
}

/// Takes the entry on show that has the very words of a note.
fn take_equal(entries: &[LedgerEntry], left: &mut Vec<usize>, note: &str) -> Option<usize> {
    let at = left.iter().position(|entry| entries[*entry].text == note)?;
    Some(left.remove(at))
}

/// Takes the entry on show that is most alike, if it is alike enough; the earlier of two equals.
fn take_alike(entries: &[LedgerEntry], left: &mut Vec<usize>, note: &str) -> Option<usize> {
    let scores = left.iter().map(|entry| alike(&entries[*entry].text, note));
    let (at, score) = scores.enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    (score >= SAME_NOTE).then(|| left.remove(at))
}

/// Enters a note that is not on show: a removed one with its very words comes back, any other is new.
fn enter(entries: &mut Vec<LedgerEntry>, version: usize, note: &str) -> usize {
    if let Some(at) = entries.iter().position(|entry| !entry.stands() && entry.text == note) {
        entries[at].events.push((version, LedgerEvent::Restored));
        return at;
    }
    entries.push(LedgerEntry { text: note.to_owned(), events: vec![(version, LedgerEvent::Seen)] });
    entries.len() - 1
}

/// Returns the share of the words of `before` that `after` holds, in hundredths.
fn alike(before: &str, after: &str) -> usize {
    let (words, there) = (words(before), words(after));
    let total: usize = words.values().sum();
    let shared: usize = words.iter().map(|(word, count)| (*count).min(there.get(word).copied().unwrap_or(0))).sum();
    (shared * 100).checked_div(total).unwrap_or(0)
}

/// Counts the words of a note, letter case aside; each CJK character is a word.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let dense = run.chars().any(|c| (0x3040..=0x9fff).contains(&(c as u32)));
        if dense {
            for character in run.chars() {
                *counts.entry(character.to_string()).or_insert(0) += 1;
            }
        } else {
            *counts.entry(run.to_lowercase()).or_insert(0) += 1;
        }
    }
    counts
}

/// Tells which notes stand elsewhere among those that stayed: those outside a longest run that kept its order.
fn moved(before: &[usize], after: &[usize]) -> Vec<usize> {
    let ranks: Vec<usize> = after.iter().filter_map(|entry| before.iter().position(|known| known == entry)).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(ranks.len());
    for (index, rank) in ranks.iter().enumerate() {
        let previous = (0..index)
            .filter(|earlier| ranks[*earlier] < *rank)
            .max_by_key(|earlier| (best[*earlier].0, usize::MAX - earlier));
        best.push((previous.map_or(1, |earlier| best[earlier].0 + 1), previous));
    }
    let mut at = (0..best.len()).max_by_key(|index| (best[*index].0, usize::MAX - index));
    let mut kept = Vec::new();
    while let Some(index) = at {
        kept.push(ranks[index]);
        at = best[index].1;
    }
    ranks.into_iter().filter(|rank| !kept.contains(rank)).map(|rank| before[rank]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_note_that_keeps_most_of_its_words_is_the_same_note_edited() {
        let before = "Correction: The ferry seats 300 people, not 400.";
        let after = "Correction, May 5: The ferry seats 310 people, not 400.";
        let followed = ledger(&[lines(&[before]), lines(&[after])]);
        let edited = LedgerEvent::Edited { before: before.to_owned(), after: after.to_owned() };
        assert_eq!(followed.len(), 1);
        assert_eq!(followed[0].events, [(0, LedgerEvent::Seen), (1, edited)]);
    }

    #[test]
    fn a_note_that_shares_few_words_is_another() {
        let followed =
            ledger(&[lines(&["Updated at 5 p.m. with a reply."]), lines(&["Correction: The mayor is Ada Roe."])]);
        assert_eq!(followed[0].events, [(0, LedgerEvent::Seen), (1, LedgerEvent::Removed)]);
        assert_eq!(followed[1].events, [(1, LedgerEvent::Seen)]);
    }

    #[test]
    fn a_note_put_above_the_others_has_not_moved_them() {
        let (first, second, third) = ("Posted at noon.", "Updated at one.", "Corrected at two.");
        let followed =
            ledger(&[lines(&[first, second]), lines(&[third, first, second]), lines(&[third, second, first])]);
        let moves: Vec<_> = followed
            .iter()
            .map(|entry| entry.events.iter().filter(|(_, event)| *event == LedgerEvent::Moved).count())
            .collect();
        assert_eq!(moves.iter().sum::<usize>(), 1, "one of two that changed places moved");
    }

    #[test]
    fn a_removed_note_that_comes_back_is_the_same_note() {
        let note = lines(&["Correction: It is 12, not 21."]);
        let followed = ledger(&[note.clone(), Vec::new(), note]);
        assert_eq!(followed[0].events.last(), Some(&(2, LedgerEvent::Restored)));
        assert!(followed[0].stands());
    }
}
