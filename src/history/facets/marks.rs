//! Marks that mean something: quotation marks, signs before numbers.

use super::touched::Touched;
use crate::diff::Sides;
use crate::text::Span;

/// Tells whether quotation marks were put round words or taken off them.
pub(super) fn quotation_differs(touched: &Touched<'_>) -> bool {
    let marks = stretches(touched).map(marks);
    marks.before.is_fewer(marks.after) || marks.after.is_fewer(marks.before)
}

/// Tells whether the sign of a number differs.
pub(super) fn sign_differs(touched: &Touched<'_>) -> bool {
    let count = stretches(touched).map(signs);
    count.before != count.after
}

/// The changed stretch of each side, with the character before and behind it.
fn stretches<'t>(touched: &Touched<'t>) -> Sides<&'t str> {
    let side = |text: &'t str, span: Span| {
        let start = text[..span.start as usize].char_indices().next_back().map_or(0, |(at, _)| at);
        let end = span.end as usize + text[span.end as usize..].chars().next().map_or(0, char::len_utf8);
        &text[start..end]
    };
    let hunk = touched.hunk;
    Sides::new(side(touched.texts.before, hunk.at.before), side(touched.texts.after, hunk.at.after))
}

/// How many quotation marks a stretch has; a single one may be an apostrophe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    sure: usize,
    perhaps: usize,
}

impl Marks {
    /// Tells whether there are fewer marks here than there, however the single ones are read.
    fn is_fewer(self, other: Self) -> bool {
        self.sure + self.perhaps < other.sure
    }
}

/// Counts quotation marks; a single one counts where it opens a word, or closes what one opened.
fn marks(text: &str) -> Marks {
    let letters: Vec<char> = text.chars().collect();
    let is_word = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphanumeric());
    let (mut marks, mut open) = (Marks::default(), 0);
    for (at, mark) in letters.iter().enumerate() {
        match mark {
            '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '‹' | '›' => {
                marks.sure += 1;
            }
            '‘' | '‚' => {
                marks.sure += 1;
                open += 1;
            }
            '\'' | '’' if is_word(at.checked_sub(1)) && is_word(Some(at + 1)) => {}
            '\'' | '’' if is_word(Some(at + 1)) => {
                // ’s ochtends, ’90s
                let short = !is_word(Some(at + 2)) || letters[at + 1].is_ascii_digit();
                if *mark == '’' || short {
                    marks.perhaps += 1;
                } else {
                    marks.sure += 1;
                    open += 1;
                }
            }
            '\'' | '’' if open > 0 => {
                marks.sure += 1;
                open -= 1;
            }
            '\'' | '’' => marks.perhaps += 1,
            _ => {}
        }
    }
    marks
}

/// Tells whether a word stands between single quotation marks: ‘We closed the gates,’ said the guard.
pub(super) fn is_single_quoted(text: &str, word: Span) -> bool {
    const FARTHEST: usize = 600;
    let apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let mut next = text[word.range()].chars().next();
    let before =
        text[..word.start as usize].char_indices().rev().take(FARTHEST).take_while(|(_, letter)| *letter != '\n');
    for (at, letter) in before {
        if matches!(letter, '‘' | '\'' | '’' | '‚') {
            let last = text[..at].chars().next_back();
            if letter != '’' && apart(last) && !apart(next) {
                return closes_single(&text[word.end as usize..]);
            }
            if apart(next) {
                return false;
            }
        }
        next = Some(letter);
    }
    false
}

/// Tells whether a single mark closes a quotation in a text before its block ends.
fn closes_single(text: &str) -> bool {
    let mut letters = text.chars().take_while(|letter| *letter != '\n').peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek();
        if matches!(letter, '’' | '\'' | '‘') && next.is_none_or(|next| !next.is_alphanumeric()) {
            return true;
        }
    }
    false
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

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(one: &str, other: &str) -> bool {
        marks(one).is_fewer(marks(other)) || marks(other).is_fewer(marks(one))
    }

    #[test]
    fn an_apostrophe_is_no_quotation_mark_in_any_style() {
        for (one, other) in [("dogs'", "dogs’"), ("'s ochtends", "’s ochtends"), ("’90s", "'90s"), ("it's", "it’s")]
        {
            assert!(!differ(one, other), "{one} {other}");
        }
        assert!(!differ("\"No\"", "‘No’") && !differ("“No”", "'No'") && !differ("„Nein“", "‚Nein‘"));
        assert!(differ("reform", "‘reform’") && differ("reform", "'reform'") && differ("\"reform\"", "reform"));
    }

    #[test]
    fn a_word_between_single_marks_is_quoted_and_one_behind_an_apostrophe_is_not() {
        let quoted = |text: &str, word: &str| {
            let at = text.find(word).expect("the word");
            is_single_quoted(text, Span::new(at, at + word.len()))
        };
        assert!(quoted("‘We closed the gates,’ said Dell.", "closed"));
        assert!(quoted("‚Wir haben es geprüft‘, sagte sie.", "geprüft"));
        assert!(!quoted("The owner's gates were closed, the owners' men said.", "closed"));
        assert!(!quoted("‘We did,’ said Dell and closed them.", "closed"));
    }
}
