//! Byline, dek and notes are parted from the blocks around the body.

use crate::article::Fields;
use crate::notes::is_note_line;
use crate::text::{BlockKind, Body, one_line};

/// A block as read: its lines are kept apart, since a note may be one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "a block read as lines has lines")]
pub(super) struct Lines {
    /// What the block is.
    pub(super) kind: BlockKind,
    /// Its lines, at least one.
    pub(super) lines: Vec<String>,
    /// Whether the page marks it as a note of the article on itself, whatever its words.
    pub(super) marked: bool,
}

/// How many blocks after the headline are looked at for the byline.
const BYLINE_WITHIN: usize = 2;

/// The longest block between the last notes that does not end them, in characters: a credit, a rule, a call to follow.
const LONGEST_TAIL: usize = 120;

/// How many such blocks may stand between two notes, or after the last.
const MOST_BETWEEN: usize = 3;

/// Words a byline begins with.
const BYLINE_CUES: [&str; 6] = ["by", "von", "par", "por", "di", "door"];

/// Small words inside a name or between two.
const NAME_PARTICLES: [&str; 18] =
    ["and", "und", "et", "y", "e", "en", "&", "de", "del", "della", "der", "den", "van", "von", "da", "di", "la", "al"];

impl Lines {
    /// Makes a block of a text that may hold line breaks; none of blanks alone.
    pub(super) fn new(kind: BlockKind, text: &str) -> Option<Self> {
        let lines: Vec<String> = text.lines().map(one_line).filter(|line| !line.is_empty()).collect();
        (!lines.is_empty()).then_some(Self { kind, lines, marked: false })
    }

    /// Returns the block on one line.
    pub(super) fn joined(&self) -> String {
        self.lines.join(" ")
    }

    /// Returns the line of a block that has but one.
    pub(super) fn single(&self) -> Option<&str> {
        if let [line] = self.lines.as_slice() { Some(line) } else { None }
    }

    fn has_note(&self) -> bool {
        self.marked || is_note_line(&self.joined()) || self.lines.iter().any(|line| is_note_line(line))
    }

    fn is_all_notes(&self) -> bool {
        self.marked || is_note_line(&self.joined()) || self.lines.iter().all(|line| is_note_line(line))
    }

    /// Tells whether the block may stand among the last notes without ending them.
    fn is_short(&self) -> bool {
        self.lines.iter().map(|line| line.chars().count()).sum::<usize>() <= LONGEST_TAIL
    }
}

/// Takes the blocks of notes that stand before anything else; a text of notes alone keeps them.
pub(super) fn take_leading_notes(blocks: &mut Vec<Lines>) -> Vec<String> {
    let count = blocks.iter().take_while(|block| block.is_all_notes()).count();
    if count == blocks.len() {
        return Vec::new();
    }
    let (mut rest, mut notes) = (Vec::new(), Vec::new());
    for block in blocks.drain(..count) {
        part(&block, &mut rest, &mut notes);
    }
    notes
}

/// Takes the byline from the first blocks after the headline, and as the dek the block before it.
pub(super) fn take_byline(blocks: &mut Vec<Lines>, fields: &mut Fields) {
    let is_byline = |block: &Lines| block.kind == BlockKind::Paragraph && block.single().is_some_and(is_byline);
    let Some(at) = blocks.iter().take(BYLINE_WITHIN).position(is_byline) else { return };
    fields.byline = Some(blocks.remove(at).joined());
    if at > 0 && fields.dek.is_none() {
        fields.dek = Some(blocks.remove(0).joined());
    }
}

/// Parts the last notes, and those marked as notes, from the body; a short block among the last notes stays body.
pub(super) fn part_trailing_notes(blocks: &[Lines]) -> (Body, Vec<String>) {
    let tail = tail_length(blocks);
    let (mut body, mut notes) = (Vec::new(), Vec::new());
    for (index, block) in blocks.iter().enumerate() {
        if index + tail < blocks.len() && !block.marked {
            body.push((block.kind, block.joined()));
        } else {
            part(block, &mut body, &mut notes);
        }
    }
    (body.into_iter().collect(), notes)
}

/// Counts the last blocks, back to a note that only few and short blocks part from the next note or from the end.
fn tail_length(blocks: &[Lines]) -> usize {
    let (mut tail, mut others) = (0, 0);
    for (index, block) in blocks.iter().rev().enumerate() {
        if block.has_note() {
            (tail, others) = (index + 1, 0);
        } else if block.is_short() && others < MOST_BETWEEN {
            others += 1;
        } else {
            break;
        }
    }
    tail
}

/// Parts a block: each note line begins a note, lines before the first are body, lines after one belong to it.
fn part(block: &Lines, body: &mut Vec<(BlockKind, String)>, notes: &mut Vec<String>) {
    if block.marked && !block.lines.iter().any(|line| is_note_line(line)) {
        notes.push(block.joined());
        return;
    }
    let starts: Vec<bool> = block.lines.iter().map(|line| is_note_line(line)).collect();
    let Some(first) = starts.iter().position(|&start| start) else {
        let whole = block.joined();
        if is_note_line(&whole) {
            notes.push(whole);
        } else {
            body.push((block.kind, whole));
        }
        return;
    };
    if first > 0 {
        body.push((block.kind, block.lines[..first].join(" ")));
    }
    let begun = notes.len();
    for (line, start) in block.lines.iter().zip(starts).skip(first) {
        if start || notes.len() == begun {
            notes.push(line.clone());
        } else if let Some(note) = notes.last_mut() {
            note.push(' ');
            note.push_str(line);
        }
    }
}

/// Tells whether a line ends as a sentence does; the stop of an abbreviation such as `U.S.` is none.
pub(super) fn ends_with_stop(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', ')', '»']);
    let last = line.rsplit(' ').next().unwrap_or(line);
    let abbreviation = last.strip_suffix('.').is_some_and(|word| word.contains('.') && !word.starts_with('.'));
    line.ends_with(['.', '。', '।']) && !abbreviation
}

/// Tells whether a line is a byline: it begins with `By` or its like, or is two to five capitalised words.
pub(super) fn is_byline(line: &str) -> bool {
    if ends_with_stop(line) || line.ends_with(['?', '!', ':', '…']) || is_note_line(line) {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some(first) = words.first() else { return false };
    let names = words.iter().filter(|word| starts_upper(word)).count();
    if BYLINE_CUES.contains(&first.trim_end_matches(':').to_lowercase().as_str()) {
        return words.len() > 1 && starts_upper(words[1]) && words.len() <= 16;
    }
    let all_names = words.iter().all(|word| is_name(word) || NAME_PARTICLES.contains(word));
    (2..=5).contains(&words.len()) && names >= 2 && all_names && starts_upper(first)
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Tells whether a word looks like a part of a name: capitalised, of letters and the marks names have.
fn is_name(word: &str) -> bool {
    starts_upper(word) && word.chars().all(|letter| letter.is_alphabetic() || "-'’.,".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_of_several_tongues_are_known() {
        for line in
            ["By Ada Moreau and Li Wen, Harl Gazette", "Von Jana Weiß", "Jan van der Berg", "Ada Moreau and Li Wen"]
        {
            assert!(is_byline(line), "{line}");
        }
        for line in ["By noon it had sunk", "Breaking", "Seven were 2 Late", "It Was Old.", "Who Is Next?"] {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn an_abbreviation_is_no_end() {
        assert!(!ends_with_stop("Ferry sinks in the U.S."));
        assert!(ends_with_stop("He said: \"It sank.\""));
    }
}
