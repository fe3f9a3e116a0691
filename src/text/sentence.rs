//! The sentences of a text.

use super::span::Span;
use super::token::{Token, TokenKind, tokens};

/// Words that open a sentence even behind an abbreviation: "left at 5 p.m. The ferry".
const OPENERS: &[&str] = &[
    "A", "After", "An", "And", "As", "At", "Before", "But", "By", "For", "He", "Her", "His", "However", "I", "If",
    "In", "It", "Its", "No", "On", "She", "Since", "That", "The", "Their", "Then", "There", "These", "They", "This",
    "Those", "To", "We", "What", "When", "While", "Who", "With", "You", "Der", "Die", "Das", "Ein", "Eine", "Es", "Er",
    "Sie", "Le", "La", "Les", "Il", "Elle", "Un", "Une", "El", "Los", "Las",
];

/// Cuts a text into its sentences, which tile it: blanks behind a sentence belong to it.
///
/// A line break alone ends no sentence, an empty line does.
///
/// ```
/// use variorum::text::sentences;
/// let text = "The U.S. paid Dr. Lee $3.2 million at 5 p.m. The rest followed. “Why?” she asked.";
/// let found: Vec<_> = sentences(text).iter().map(|span| span.of(text).trim_end()).collect();
/// assert_eq!(found[0], "The U.S. paid Dr. Lee $3.2 million at 5 p.m.");
/// assert_eq!(found[2], "“Why?” she asked.");
/// ```
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let tokens: Vec<Token> = tokens(text).collect();
    let mut found = Vec::new();
    let mut start = 0;
    for index in 1..tokens.len() {
        if begins_sentence(text, &tokens, index) {
            let at = tokens[index].span.start as usize;
            found.push(Span::new(start, at));
            start = at;
        }
    }
    if start < text.len() {
        found.push(Span::new(start, text.len()));
    }
    found
}

/// Tells whether a sentence begins with the token at `index`; the first token of the slice is taken to.
pub(crate) fn begins_sentence(text: &str, tokens: &[Token], index: usize) -> bool {
    if index == 0 {
        return true;
    }
    let token = tokens[index];
    if token.kind == TokenKind::Space {
        return false;
    }
    let blank = tokens[index - 1].kind == TokenKind::Space;
    let Some(mut last) = index.checked_sub(1 + usize::from(blank)) else { return true };
    if blank && breaks(tokens[index - 1].span.of(text)) >= 2 {
        return true;
    }
    while last > 0 && tokens[last].kind == TokenKind::Punctuation && is_closer(tokens[last].span.of(text)) {
        last -= 1;
    }
    let end = tokens[last].span.of(text);
    let next = token.span.of(text);
    if tokens[last].kind == TokenKind::Punctuation {
        is_full_width_stop(end) && !is_closer(next) || (blank && is_stop(end) && can_open(next))
    } else {
        blank && tokens[last].kind == TokenKind::Word && end.ends_with('.') && OPENERS.contains(&next)
    }
}

/// Counts the line breaks in a run of blanks.
pub(crate) fn breaks(blanks: &str) -> usize {
    blanks.bytes().filter(|byte| *byte == b'\n').count()
}

fn is_stop(mark: &str) -> bool {
    matches!(mark, "!" | "?" | "…" | "؟" | "۔" | "।" | "။" | "។") || mark.bytes().all(|byte| byte == b'.')
}

fn is_full_width_stop(mark: &str) -> bool {
    matches!(mark, "。" | "！" | "？" | "｡")
}

fn is_closer(mark: &str) -> bool {
    matches!(mark, "\"" | "'" | ")" | "]" | "”" | "’" | "»" | "«" | "“" | "」" | "』" | "）" | "*" | "**" | "›")
}

/// Tells whether a token can open a sentence: it is no small letter and no mark that goes on with one.
fn can_open(token: &str) -> bool {
    token.starts_with(|first: char| {
        !first.is_lowercase() && !matches!(first, ',' | ';' | ':' | '.' | ')' | ']' | '–' | '—')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).iter().map(|span| span.of(text).trim_end()).collect()
    }

    #[test]
    fn abbreviations_and_figures_end_no_sentence() {
        assert_eq!(
            cut("Gov. J. Doe of the U.S. Army paid 3.5 in Feb. He left."),
            ["Gov. J. Doe of the U.S. Army paid 3.5 in Feb.", "He left."]
        );
    }

    #[test]
    fn quotations_stay_with_their_speakers() {
        assert_eq!(cut("“It sank!” she said. “Why?” He knew."), ["“It sank!” she said.", "“Why?”", "He knew."]);
    }

    #[test]
    fn sentences_without_blanks_between_them_are_told_apart() {
        assert_eq!(cut("今日は雨です。明日は晴れ。"), ["今日は雨です。", "明日は晴れ。"]);
    }

    #[test]
    fn an_empty_line_ends_a_sentence() {
        assert_eq!(cut("A heading\n\nthe text\nof it"), ["A heading", "the text\nof it"]);
        assert!(cut("").is_empty());
    }
}
