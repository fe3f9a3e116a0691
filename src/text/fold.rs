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

/// The longest text that [`fold_simple`] folds, in bytes.
pub(crate) const LONGEST_FOLDED: usize = 64;

/// Folds a word of plain letters like [`fold`], without an allocation; what needs more than a look at each letter is
/// left to it.
pub(crate) fn fold_simple<'r>(text: &str, room: &'r mut [u8; LONGEST_FOLDED]) -> Option<&'r [u8]> {
    // An ASCII text may be `--`, which reads as a dash.
    if text.is_ascii() || !text.chars().all(is_simple) {
        return None;
    }
    let mut length = 0;
    let mut put = |letter: char| {
        let end = length + letter.len_utf8();
        letter.encode_utf8(room.get_mut(length..end)?);
        length = end;
        Some(())
    };
    for character in text.chars() {
        match if is_dash(character) { '-' } else { fold_quote(character) } {
            // These have no capitals to look up, or are none.
            plain @ ('à'..='ö' | 'ø'..='ÿ' | '\u{2e80}'..='\u{9fff}') => put(plain)?,
            ascii if ascii.is_ascii() => put(ascii.to_ascii_lowercase())?,
            other => other.to_lowercase().try_for_each(&mut put)?,
        }
    }
    Some(&room[..length])
}

/// Tells whether a character is no blank and stays itself in normal form C, whatever stands beside it: such letters
/// change only when a mark that combines follows, which is not one of them.
fn is_simple(character: char) -> bool {
    matches!(character,
        '!'..='_' | 'a'..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' // Latin
        | '\u{391}'..='\u{3ce}' | '\u{400}'..='\u{482}' | '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{64a}'
        | '\u{2010}'..='\u{2027}' | '\u{20a0}'..='\u{20bf}'
        | '\u{3001}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff5e}')
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

/// Brings a text into Unicode normal form C; soft hyphens fall away, joiners stay, since they part words.
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
    fn the_short_way_folds_like_the_long_one() {
        for character in ('\u{80}'..='\u{ffff}').filter(|character| is_simple(*character)) {
            for text in [character.to_string(), format!("a{character}b"), format!("{character}é")] {
                let mut room = [0; LONGEST_FOLDED];
                let short = fold_simple(&text, &mut room).map(|folded| String::from_utf8_lossy(folded).into_owned());
                assert_eq!(short.as_deref(), Some(&*fold(&text)), "{text:?}");
            }
        }
    }

    #[test]
    fn style_folds_away_and_meaning_stays() {
        assert_eq!(fold("Cafe\u{301} — L’été"), "café - l'été");
        assert_eq!(fold("no\u{a0}break\n\nhere"), "no break here");
        for (one, other) in [("can", "can't"), ("5", "-5"), ("5 km", "5 m"), ("\"a\"", "'a'"), ("Ann", "Anna")] {
            assert_ne!(fold(one), fold(other), "{one} is not {other}");
        }
    }
}
