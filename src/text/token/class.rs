//! What a character is to the tokeniser.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// What the first byte of a character tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// An ASCII letter, digit or underscore.
    Word,
    /// An ASCII blank or line break.
    Space,
    /// An ASCII mark that may begin or join a longer token: `$3`, `...`, `@name`.
    Mark,
    /// An ASCII mark that is a token by itself wherever one begins with it.
    Lone,
    /// A character beyond ASCII.
    Wide,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0_u8;
    loop {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Word,
            b' ' | 9..=13 => Class::Space,
            128.. => Class::Wide,
            b'$' | b'-' | b'@' | b'#' | b'.' | b'=' | b'*' | b'~' | b'`' | b'+' => Class::Mark,
            _ => Class::Lone,
        };
        if byte == u8::MAX {
            return classes;
        }
        byte += 1;
    }
}

/// Tells the class of a character by its first byte.
#[inline]
pub(super) fn of_byte(byte: u8) -> Class {
    CLASSES[byte as usize]
}

/// Counts the ASCII letters, digits and underscores that a text begins with.
#[inline]
pub(super) fn word_length(text: &[u8]) -> usize {
    let mut length = 0;
    if let Some(first) = text.first_chunk::<8>() {
        let others = others_of(u64::from_le_bytes(*first));
        if others != 0 {
            return others.trailing_zeros() as usize / 8;
        }
        length = 8;
    }
    length + text[length..].iter().take_while(|byte| of_byte(**byte) == Class::Word).count()
}

/// Sets the highest bit of each of eight bytes that is no ASCII letter, digit or underscore.
///
/// Each byte is looked at by sums that carry into its highest bit, all eight at once (Lamport 1975).
#[inline]
fn others_of(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let low = bytes & !HIGH;
    let at_least = |low: u64, byte: u8| low + ONES * u64::from(0x80 - byte);
    let small = low | (0x20 * ONES);
    let letters = at_least(small, b'a') & !at_least(small, b'z' + 1);
    let digits = at_least(low, b'0') & !at_least(low, b'9' + 1);
    let underscores = at_least(low, b'_') & !at_least(low, b'_' + 1);
    !(letters | digits | underscores) & HIGH | bytes & HIGH
}

/// Finds the end of the letters and digits that begin at a byte: those of ASCII, and the accented ones of Latin-1.
#[inline]
pub(super) fn letters_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match of_byte(*byte) {
            Class::Word => at += 1,
            // U+00C0 to U+00FF but for `×` and `÷`.
            Class::Wide if *byte == 0xc3 && !matches!(bytes.get(at + 1), Some(0x97 | 0xb7)) => at += 2,
            _ => break,
        }
    }
    at
}

/// Returns the character at a byte, if the text goes on there.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Returns the character that ends at a byte, if there is one.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Tells whether a character parts words without being seen: white space and invisible separators.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Tells whether a name or figure with a sign before it can begin behind a character: a blank, an opening bracket, a
/// quotation mark, a dash that parts clauses, or the star or bar of markup.
pub(super) fn is_opener(character: char) -> bool {
    is_space(character)
        || matches!(character, '(' | '[' | '{' | '"' | '\'' | '*' | '|' | '«' | '»' | '‹' | '›' | '–' | '—')
        || matches!(character, '\u{2018}'..='\u{201f}')
}

/// Finds the end of the run of spaces that begins at `start`.
pub(super) fn spaces_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match of_byte(*byte) {
            Class::Space => at += 1,
            Class::Wide => match char_at(text, at) {
                Some(wide) if is_space(wide) => at += wide.len_utf8(),
                _ => break,
            },
            _ => break,
        }
    }
    at
}

/// Tells whether a character only changes the one before it: combining marks, joiners, variation selectors.
pub(super) fn is_extender(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
        || (character > '\u{2ff}' && is_combining_mark(character))
}

/// Carries the end of a token past the extenders that follow it.
pub(super) fn extended(text: &str, mut end: usize) -> usize {
    while text.as_bytes().get(end).is_some_and(|byte| *byte >= 128) {
        match char_at(text, end) {
            Some(next) if is_extender(next) => end += next.len_utf8(),
            _ => break,
        }
    }
    end
}

/// Finds the end of a symbol, mark or emoji sequence beyond ASCII.
pub(super) fn symbol_end(text: &str, start: usize, first: char) -> usize {
    let alone = start + first.len_utf8();
    if matches!(first, '\u{80}'..='\u{bf}' | '\u{2010}'..='\u{206f}') {
        return extended(text, alone);
    }
    let cluster = text[start..].graphemes(true).next().map_or(first.len_utf8(), str::len);
    extended(text, start + cluster)
}

/// Tells whether a character is a sign of money beyond ASCII.
pub(super) fn is_money(character: char) -> bool {
    matches!(character, '£' | '¥' | '¢' | '\u{20a0}'..='\u{20cf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bytes_at_once_are_told_apart_like_one() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut text = *b"abcXYZ_9 ";
                text[place] = byte;
                let expected = text.iter().take_while(|byte| of_byte(**byte) == Class::Word).count();
                assert_eq!(word_length(&text), expected, "{byte:#x} at {place}");
            }
        }
    }
}
