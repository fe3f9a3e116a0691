//! A text in which each time is one sign, so that a pattern need not know how times are printed.

use std::ops::Range;

use super::date::{DateWords, Found, scan};

/// The signs that stand for times: private-use characters, three bytes each.
pub(super) const FIRST_SIGN: u32 = 0xE000;
const LAST_SIGN: u32 = 0xF8FF;

/// What stands for a time in a pattern.
pub(super) const TIME_CLASS: &str = r"[\u{E000}-\u{F8FF}]";

/// Tells whether a character stands for a time.
pub(super) fn is_time(character: char) -> bool {
    (FIRST_SIGN..=LAST_SIGN).contains(&(character as u32))
}

/// A text with its times masked.
#[derive(Debug)]
pub(super) struct Masked {
    /// The text, with a sign for each time and line breaks as blanks.
    pub(super) text: String,
    /// The times, in text order, with their places in the text as it was.
    pub(super) times: Vec<Found>,
    /// For each time: where its sign ends here, and where the time ends in the text as it was.
    ends: Vec<(usize, usize)>,
}

impl Masked {
    /// Masks the times of a text.
    pub(super) fn new(text: &str, words: &DateWords) -> Self {
        let times = scan(text, words);
        let mut masked = String::with_capacity(text.len());
        let mut ends = Vec::with_capacity(times.len());
        let mut from = 0;
        for (sign, time) in (FIRST_SIGN..=LAST_SIGN).zip(&times) {
            push_plain(&mut masked, &text[from..time.at.start]);
            masked.push(char::from_u32(sign).expect("private-use characters are characters"));
            ends.push((masked.len(), time.at.end));
            from = time.at.end;
        }
        push_plain(&mut masked, &text[from..]);
        Self { text: masked, times, ends }
    }

    /// Returns the place in the text as it was of a place here that is not inside a sign.
    pub(super) fn place(&self, at: usize) -> usize {
        let after = self.ends.partition_point(|(end, _)| *end <= at);
        match after.checked_sub(1).map(|index| self.ends[index]) {
            Some((end, was)) => was + (at - end),
            None => at,
        }
    }

    /// Returns the range in the text as it was.
    pub(super) fn range(&self, at: Range<usize>) -> Range<usize> {
        // The start of a sign is the start of its time.
        self.place(at.start)..self.place(at.end)
    }

    /// Returns the time whose sign is `character`.
    pub(super) fn time(&self, character: char) -> Option<&Found> {
        let index = (character as u32).checked_sub(FIRST_SIGN)?;
        self.times.get(usize::try_from(index).ok()?)
    }

    /// Returns the first time whose sign stands in a stretch.
    pub(super) fn time_in(&self, at: Range<usize>) -> Option<&Found> {
        self.text.get(at)?.chars().find_map(|character| if is_time(character) { self.time(character) } else { None })
    }
}

/// Adds text in which no character is taken for a sign; lengths stay the same.
fn push_plain(masked: &mut String, text: &str) {
    masked.extend(text.chars().map(|character| match character {
        '\n' | '\r' => ' ',
        _ if is_time(character) => '\u{FFFC}',
        _ => character,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::cues::Cues;

    #[test]
    fn places_behind_a_masked_time_are_those_of_the_text() {
        let text = "Updated 2/18 at 10:15 a.m. with a statement";
        let masked = Masked::new(text, &Cues::of("en").words);
        assert_eq!(masked.text, "Updated \u{E000} with a statement");
        let with = masked.text.find("with").expect("it is there");
        assert_eq!(&text[masked.place(with)..], "with a statement");
    }
}
