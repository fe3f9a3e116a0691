//! What is no text is left out of a text: control characters, and blanks around lines.

use crate::article::Draft;
use crate::text::{Body, one_line};

/// Leaves control characters out of a text but for line breaks and tabs, and makes every line break a line feed.
///
/// An escape sequence loses the character that makes a terminal obey it, and stays visible as what it is.
#[must_use]
pub fn clean_text(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut clean = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, letter) in suspects(text) {
        clean.push_str(&text[copied..at]);
        copied = at + letter.len_utf8();
        match letter {
            '\r' if bytes.get(at + 1) == Some(&b'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            letter if is_no_text(letter) => {}
            letter => clean.push(letter),
        }
    }
    clean.push_str(&text[copied..]);
    clean
}

/// Lists the characters that may be ones that [`clean_text`] changes, with their places.
fn suspects(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    // Most stretches hold no such byte, which is told of many bytes at once.
    let stretches = bytes
        .chunks(STRETCH)
        .enumerate()
        .filter(|(_, stretch)| stretch.iter().fold(false, |any, byte| any | is_suspect(*byte)));
    let places = stretches.flat_map(|(number, stretch)| (number * STRETCH..).take(stretch.len()));
    let places = places.filter(|&at| is_suspect(bytes[at]) && may_begin_no_text(&bytes[at..]));
    places.filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

/// How many bytes are looked at together.
const STRETCH: usize = 64;

/// Tells of a byte whether a character that begins with it may be one that [`clean_text`] changes.
#[expect(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at at once")]
fn is_suspect(byte: u8) -> bool {
    ((byte < 0x20) & (byte != b'\n') & (byte != b'\t'))
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xe2)
        | (byte == 0xef)
}

/// Tells by its first bytes whether a character may be one that [`clean_text`] changes, which few are.
fn may_begin_no_text(bytes: &[u8]) -> bool {
    match bytes[0] {
        b'\n' | b'\t' => false,
        0..0x20 | 0x7f | 0xef => true,
        0xc2 => bytes.get(1).is_some_and(|next| *next < 0xa0),
        0xe2 => bytes.get(1) == Some(&0x80) && matches!(bytes.get(2), Some(0xa8 | 0xa9)),
        _ => false,
    }
}

/// Leaves control characters out of a text and puts it on one line.
#[must_use]
pub fn clean_line(text: &str) -> String {
    one_line(&clean_text(text))
}

/// Cleans every text of a draft; what is left empty is dropped.
pub(super) fn clean_draft(draft: &mut Draft) {
    let line = |text: &mut String| *text = clean_line(text);
    let optional = |text: &mut Option<String>| {
        *text = text.take().map(|text| clean_line(&text)).filter(|text| !text.is_empty());
    };
    let fields = &mut draft.fields;
    line(&mut fields.headline);
    optional(&mut fields.dek);
    optional(&mut fields.byline);
    fields.captions.iter_mut().for_each(line);
    fields.captions.retain(|caption| !caption.is_empty());
    for link in &mut fields.links {
        line(&mut link.text);
        line(&mut link.href);
    }
    fields.links.retain(|link| !link.href.is_empty());
    draft.notes.iter_mut().for_each(line);
    draft.notes.retain(|note| !note.is_empty());
    draft.urls.iter_mut().for_each(line);
    draft.urls.retain(|url| !url.is_empty());
    optional(&mut draft.language);
    if suspects(draft.body.text()).any(|(_, letter)| is_no_text(letter)) {
        let blocks: Vec<_> = draft.body.iter().map(|(kind, text)| (kind, clean_line(text))).collect();
        draft.body = blocks.into_iter().collect::<Body>();
    }
}

/// Tells whether a character has no place in a text: C0 and C1 controls, the delete character, and non-characters.
fn is_no_text(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_loses_its_escape() {
        assert_eq!(clean_text("a\u{1b}[31mred\u{7}\u{9b}2J\r\nb\tc"), "a[31mred2J\nb\tc");
        assert_eq!(clean_text("\u{feff}é\r\u{85}“b”\u{2028}\u{7f}ｃ\u{ffff}\r\n"), "é\n\n“b”\nｃ\n");
    }

    #[test]
    fn no_break_spaces_and_joiners_stay() {
        let text = "10\u{a0}km \u{200d}\u{ad}\u{202f}%";
        assert_eq!(clean_line(text), text);
    }
}
