//! What readers take as the same: quotation marks, dashes, normal forms and capitals of every style.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Folds a text to what is the same for a reader: straight quotes, plain hyphens, one space for a run, NFC, small letters.
///
/// Letters, digits and signs that mean something are never dropped, so texts that differ in a figure, a name, a
/// negation or a unit never fold to the same.
///
/// ```
/// use variorum::text::fold;
/// assert_eq!(fold("“It’s 3–5 Miles”"), fold("\"it's 3-5 miles\""));
/// assert_ne!(fold("3-5"), fold("35"));
/// ```
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(is_folded) && !text.contains("  ") && !text.contains("--") {
        return Cow::Borrowed(text);
    }
    let composed = fold_normal_form(text);
    let marks = fold_dashes(&composed).chars().map(fold_quote).collect::<String>();
    let mut folded = String::with_capacity(marks.len());
    for character in marks.chars() {
        if character.is_whitespace() {
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            folded.extend(character.to_lowercase());
        }
    }
    Cow::Owned(folded)
}

fn is_folded(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_uppercase() && !matches!(byte, b'\t'..=b'\r' | b'`')
}

/// Folds a quotation mark or apostrophe to the straight one; single and double ones stay apart.
pub(crate) fn fold_quote(character: char) -> char {
    match character {
        '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '´' | '`' | '＇' | '\u{2bc}' => '\'',
        _ => character,
    }
}

/// Folds dashes and hyphens of every length to `-`; `--` and `---` count as dashes.
pub(crate) fn fold_dashes(text: &str) -> Cow<'_, str> {
    if matches!(text, "--" | "---") {
        return Cow::Borrowed("-");
    }
    if text.contains(|character| is_dash(character) && character != '-') {
        return Cow::Owned(text.chars().map(|character| if is_dash(character) { '-' } else { character }).collect());
    }
    Cow::Borrowed(text)
}

/// Tells whether a character is a dash, hyphen or minus.
fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Brings a text into Unicode normal form C; soft hyphens and joiners between letters fall away.
pub(crate) fn fold_normal_form(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || (is_nfc(text) && !text.contains('\u{ad}')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|character| *character != '\u{ad}').nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_folds_away_and_meaning_stays() {
        assert_eq!(fold("Cafe\u{301} — L’été"), "café - l'été");
        assert_eq!(fold("no\u{a0}break\n\nhere"), "no break here");
        for (one, other) in [("can", "can't"), ("5", "-5"), ("5 km", "5 m"), ("\"a\"", "'a'"), ("Ann", "Anna")] {
            assert_ne!(fold(one), fold(other), "{one} is not {other}");
        }
    }
}
