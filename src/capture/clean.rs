//! What is no text is left out of a text: control characters, and blanks around lines.

use crate::article::Draft;
use crate::text::{Body, one_line};

/// Leaves control characters out of a text but for line breaks and tabs, and makes every line break a line feed.
///
/// An escape sequence loses the character that makes a terminal obey it, and stays visible as what it is.
#[must_use]
pub fn clean_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|character| if matches!(character, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') { '\n' } else { character })
        .filter(|&character| !is_no_text(character))
        .collect()
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
    if draft.body.text().chars().any(is_no_text) {
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
    }

    #[test]
    fn no_break_spaces_and_joiners_stay() {
        let text = "10\u{a0}km \u{200d}\u{ad}\u{202f}%";
        assert_eq!(clean_line(text), text);
    }
}
