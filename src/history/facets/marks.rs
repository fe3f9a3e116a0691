//! Marks that mean something: quotation marks, signs before numbers.

use super::touched::Touched;
use crate::diff::Sides;

/// Tells whether quotation marks were put round words or taken off them.
pub(super) fn quotation_differs(touched: &Touched<'_>) -> bool {
    let count = counts(touched, quotation_marks);
    count.before != count.after
}

/// Tells whether the sign of a number differs.
pub(super) fn sign_differs(touched: &Touched<'_>) -> bool {
    let count = counts(touched, signs);
    count.before != count.after
}

fn counts(touched: &Touched<'_>, count: fn(&str) -> usize) -> Sides<usize> {
    let side = |text: &str, span: crate::text::Span| {
        let start = text[..span.start as usize].char_indices().next_back().map_or(0, |(at, _)| at);
        let end = span.end as usize + text[span.end as usize..].chars().next().map_or(0, char::len_utf8);
        count(&text[start..end])
    };
    let hunk = touched.hunk;
    Sides::new(side(touched.texts.before, hunk.at.before), side(touched.texts.after, hunk.at.after))
}

/// Counts quotation marks, and single ones where they open or close a word.
fn quotation_marks(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let word = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphanumeric());
    let is_mark = |(at, mark): (usize, &char)| match mark {
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '‘' => true,
        '\'' => !word(at.checked_sub(1)) && word(Some(at + 1)),
        _ => false,
    };
    letters.iter().enumerate().filter(|(at, mark)| is_mark((*at, mark))).count()
}

/// Counts plus and minus signs that stand before a number and behind no word.
fn signs(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let is_sign = |at: usize| {
        let behind = at.checked_sub(1).and_then(|at| letters.get(at)).is_some_and(|letter| !letter.is_whitespace());
        matches!(letters[at], '-' | '−' | '+' | '±' | '<' | '>' | '≤' | '≥' | '~')
            && !behind
            && letters.get(at + 1).is_some_and(char::is_ascii_digit)
    };
    (0..letters.len()).filter(|at| is_sign(*at)).count()
}
