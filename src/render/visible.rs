//! Characters that would steer a terminal, made visible.

use std::borrow::Cow;
use std::fmt::Write;

/// Replaces every character that could steer a terminal or turn text round by one that shows it.
///
/// Control characters become their pictures (`␛`), others their number (`<U+202E>`). No output of the tool may carry an
/// article's text without this.
///
/// ```
/// use variorum::render::visible;
/// assert_eq!(visible("a\u{1b}[31mb"), "a␛[31mb");
/// assert_eq!(visible("plain"), "plain");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match picture(character) {
            Some(picture) => shown.push(picture),
            // Writing to a string cannot fail.
            None if steers(character) => drop(write!(shown, "<U+{:04X}>", u32::from(character))),
            None => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// Shows a stretch that is nothing but blanks or unseen characters, since its difference could not be seen otherwise.
pub(super) fn visible_blanks(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        match character {
            ' ' => shown.push('␣'),
            '\u{a0}' => shown.push('⍽'),
            '\n' => shown.push('¶'),
            _ => drop(write!(shown, "<U+{:04X}>", u32::from(character))),
        }
    }
    shown
}

/// Tells whether a reader would see nothing of a text.
pub(super) fn is_unseen(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_zero_width(character))
}

fn is_zero_width(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Tells whether a character steers the terminal or turns the text round it.
pub(super) fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(character, '\u{e0000}'..='\u{e007f}')
}

/// Returns the picture that Unicode has for an ASCII control character.
fn picture(character: char) -> Option<char> {
    match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7f}' => Some('␡'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_escape_a_bell_and_a_turned_text_are_seen() {
        assert_eq!(visible("\u{1b}]0;owned\u{7}"), "␛]0;owned␇");
        assert_eq!(visible("\u{9b}31m"), "<U+009B>31m");
        assert_eq!(visible("abc\u{202e}fed"), "abc<U+202E>fed");
        assert_eq!(visible("a\nb\r"), "a␊b␍");
    }

    #[test]
    fn letters_of_every_script_pass() {
        let text = "Fähre 渡し船 паром עברית \u{200f} 👩\u{200d}👩";
        assert_eq!(visible(text), text);
    }

    #[test]
    fn blanks_that_differ_are_shown() {
        assert_eq!(visible_blanks(" \u{a0}\u{200b}"), "␣⍽<U+200B>");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_passes(text in any::<String>()) {
            prop_assert!(!visible(&text).chars().any(steers));
        }
    }
}
