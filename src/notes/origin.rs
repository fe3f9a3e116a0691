//! Where in a note's words each thing was read.

use std::ops::Range;

use crate::text::{Span, one_line};

/// Where in [`Note::text`](super::Note::text) a note's own values were read, by byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteOrigin {
    /// The label, verb or phrase that made its kind; none for a line that says nothing of it.
    pub kind: Option<Span>,
    /// The words of its time; none where it states none, or where they stand outside the note ("2 May | Updated").
    pub time: Option<Span>,
    /// Its summary.
    pub summary: Option<Span>,
}

/// Where in [`Note::text`](super::Note::text) a claim's values were read, by byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimOrigin {
    /// The words of the claim.
    pub text: Option<Span>,
    /// Who supplied what was added.
    pub source: Option<Span>,
    /// The wrong text.
    pub before: Option<Span>,
    /// The right text.
    pub after: Option<Span>,
    /// The terms, in their order.
    pub terms: Vec<Option<Span>>,
}

impl ClaimOrigin {
    /// Turns places counted from elsewhere into places counted by `place`.
    pub(super) fn placed(self, place: impl Fn(Span) -> Option<Span>) -> Self {
        Self {
            text: self.text.and_then(&place),
            source: self.source.and_then(&place),
            before: self.before.and_then(&place),
            after: self.after.and_then(&place),
            terms: self.terms.into_iter().map(|term| term.and_then(&place)).collect(),
        }
    }
}

/// Tells where a part of a text stands in it, by its address; none if it is not cut from it.
pub(super) fn place_in(whole: &str, part: &str) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let end = start + part.len();
    (end <= whole.len()).then_some(start..end)
}

/// Finds a place of a text in the same text put on one line; `at` counts from where `text` begins.
pub(super) fn on_one_line(text: &str, at: Range<usize>) -> Option<Span> {
    let part = text.get(at.clone())?;
    let first = at.start + part.len() - part.trim_start().len();
    let initial = part.trim_start().chars().next()?.len_utf8();
    let start = one_line(&text[..first + initial]).len() - initial;
    let end = one_line(&text[..first + part.trim().len()]).len();
    Some(Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_again_when_the_lines_are_joined() {
        let text = "\n Update:\n  the ferry \t sank ";
        let at = on_one_line(text, text.find("the").unwrap_or(0)..text.len()).expect("it is there");
        assert_eq!(at.of(&one_line(text)), "the ferry sank");
        assert_eq!(on_one_line(text, 0..99), None);
    }

    #[test]
    fn what_is_not_cut_from_a_text_has_no_place_in_it() {
        let text = "the ferry sank";
        assert_eq!(place_in(text, &text[4..9]), Some(4..9));
        assert_eq!(place_in(&text[4..], &text[..3]), None);
    }
}
