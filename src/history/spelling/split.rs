//! Where the words of a text stand.

use std::ops::Range;

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::history) enum Shape {
    /// Letters.
    Letters,
    /// Digits, with the separators between them.
    Digits,
    /// One character of Chinese or Japanese.
    Ideograph,
    /// A sign that stands for a word: a currency or percent sign.
    Sign,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::history) struct Piece {
    /// Where it stands, in bytes.
    pub(in crate::history) range: Range<usize>,
    /// What it is made of.
    pub(in crate::history) shape: Shape,
    /// Whether a sentence may begin with it, so that its capital says nothing.
    pub(in crate::history) fresh: bool,
}

/// Finds the words of a text, in order; blanks and punctuation belong to none.
pub(in crate::history) fn split(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(text.len() / 6);
    let (mut at, mut fresh) = (0, true);
    while let Some(first) = text[at..].chars().next() {
        let Some(shape) = shape(first) else {
            fresh |= opens_sentence(first, text, pieces.last());
            at += first.len_utf8();
            continue;
        };
        let end = at
            + match shape {
                Shape::Letters => letters(&text[at..]),
                Shape::Digits => digits(&text[at..]),
                Shape::Ideograph | Shape::Sign => first.len_utf8(),
            };
        pieces.push(Piece { range: at..end, shape, fresh });
        fresh = false;
        at = end + possessive(&text[end..]);
    }
    pieces
}

/// Tells what a word that begins with this character is made of.
fn shape(first: char) -> Option<Shape> {
    if is_ideograph(first) {
        Some(Shape::Ideograph)
    } else if first.is_ascii_digit() {
        Some(Shape::Digits)
    } else if matches!(first, '%' | '％' | '$' | '£' | '€' | '¥' | '₹' | '°') {
        Some(Shape::Sign)
    } else if first.is_alphanumeric() {
        Some(Shape::Letters)
    } else {
        None
    }
}

/// Tells whether a character is written without blanks between words.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Tells whether a sentence may begin after this character; the stop of a short capitalised word ends none.
fn opens_sentence(mark: char, text: &str, last: Option<&Piece>) -> bool {
    match mark {
        '!' | '?' | '…' | ':' | '\n' | '•' | '"' | '“' | '„' | '«' | '»' | '。' => true,
        '.' => last.is_none_or(|piece| {
            let word = &text[piece.range.clone()];
            word.chars().count() > 4 || !word.starts_with(char::is_uppercase)
        }),
        _ => false,
    }
}

/// Measures a word of letters: apostrophes inside belong to it, except after an elided article and before an English s.
fn letters(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let joins = match character {
            '\'' | '’' | 'ʼ' => joins_over_apostrophe(&text[..at], &text[at + character.len_utf8()..]),
            '.' => {
                let letters = &text[..at];
                let dotted = letters.contains('.') || letters.chars().count() == 1;
                dotted
                    && (is_lone_letter(&text[at + 1..])
                        || letters.contains('.') && next.is_none_or(|next| !next.is_alphanumeric()))
            }
            _ => character.is_alphanumeric() && !is_ideograph(character) || is_mark(character),
        };
        if !joins {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// Tells whether the text begins with one letter that no other follows: the `S` of `U.S.`.
fn is_lone_letter(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_alphabetic)
        && characters.next().is_none_or(|second| !second.is_alphanumeric())
}

/// Longer words that lose their last letter before a vowel, in Italian and French: `dell'azienda`, `jusqu'à`.
const ELIDED: [&str; 14] = [
    "all", "coll", "dall", "dell", "nell", "sull", "quell", "quest", "sant", "tutt", "jusqu", "lorsqu", "puisqu",
    "quoiqu",
];

/// Tells whether an apostrophe between two stretches keeps them one word: `didn't`, but not `l'usine` or `owner's`.
fn joins_over_apostrophe(before: &str, after: &str) -> bool {
    let follows = after.chars().take_while(|character| character.is_alphabetic()).count();
    let short = before.chars().count() <= 2 && follows > 1;
    let elided = short || ELIDED.iter().any(|elided| before.eq_ignore_ascii_case(elided));
    follows > 0 && !elided && !(follows == 1 && after.starts_with(['s', 'S']))
}

/// Measures an English possessive, which belongs to no word.
fn possessive(rest: &str) -> usize {
    let Some(mark) = rest.chars().next().filter(|mark| matches!(mark, '\'' | '’')) else { return 0 };
    let tail = &rest[mark.len_utf8()..];
    let ends = tail.chars().nth(1).is_none_or(|next| !next.is_alphanumeric());
    if tail.starts_with(['s', 'S']) && ends { mark.len_utf8() + 1 } else { 0 }
}

/// Measures a number with its separators: `2,300`, `10:15`, `2/18`, `1.1`, `11 200` with a no-break space.
fn digits(text: &str) -> usize {
    let run = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = run(0);
    while let Some(separator) = text[end..].chars().next() {
        let next = end + separator.len_utf8();
        let follows = run(next);
        let joins = match separator {
            '.' | ',' | ':' | '/' => follows > 0,
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '’' => follows == 3,
            _ => false,
        };
        if !joins {
            break;
        }
        end = next + follows;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|piece| &text[piece.range]).collect()
    }

    #[test]
    fn words_keep_what_belongs_together() {
        assert_eq!(words("The U.S. didn't pay $3.2m."), ["The", "U.S.", "didn't", "pay", "$", "3.2", "m"]);
        assert_eq!(
            words("l'usine du maire: the owner's 11\u{a0}200 l."),
            ["l", "usine", "du", "maire", "the", "owner", "11\u{a0}200", "l"]
        );
        assert_eq!(
            words("dell'azienda jusqu’à they've aujourd'hui"),
            ["dell", "azienda", "jusqu", "à", "they've", "aujourd'hui"]
        );
        assert_eq!(words("at 10:15 a.m. on 2/18"), ["at", "10:15", "a.m.", "on", "2/18"]);
    }

    #[test]
    fn chinese_and_japanese_stand_a_character_a_word() {
        assert_eq!(words("3人死亡"), ["3", "人", "死", "亡"]);
    }

    #[test]
    fn a_sentence_begins_after_a_stop_but_not_after_an_abbreviation() {
        let text = "Gov. Malloy spoke. Then rain fell.";
        let fresh: Vec<_> =
            split(text).into_iter().filter(|piece| piece.fresh).map(|piece| &text[piece.range]).collect();
        assert_eq!(fresh, ["Gov", "Then"]);
    }
}
