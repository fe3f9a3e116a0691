//! Texts as YAML writes them: plain where nothing can be misread, else in double quotes.

use std::fmt::Write;

/// Words that YAML takes for something other than a text.
const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// Writes a text on one line; equal texts give equal bytes.
pub(super) fn write(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    out.push('"');
    text.chars().for_each(|character| escape(out, character));
    out.push('"');
}

/// Tells whether a text may stand without quotes.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
        && !text.chars().any(is_special)
}

fn escape(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        // Writing into a string cannot fail.
        _ if is_special(character) => drop(match u32::from(character) {
            code @ 0..=0xff => write!(out, "\\x{code:02X}"),
            code @ 0..=0xffff => write!(out, "\\u{code:04X}"),
            code => write!(out, "\\U{code:08X}"),
        }),
        _ => out.push(character),
    }
}

/// Tells whether a character may only stand escaped: controls, line and paragraph separators, byte order marks and
/// code points that are no characters.
fn is_special(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        write(&mut out, text);
        out
    }

    #[test]
    fn a_text_is_quoted_only_where_it_must_be() {
        assert_eq!(written("Ferry sinks, \"badly\""), "Ferry sinks, \"badly\"");
        assert_eq!(written("https://example.org/a#b"), "https://example.org/a#b");
        assert_eq!(written("Ferry: it sank"), "\"Ferry: it sank\"");
        assert_eq!(written("7 dead"), "\"7 dead\"");
        assert_eq!(written("No"), "\"No\"");
        assert_eq!(written(""), "\"\"");
        assert_eq!(written("a\u{1b}[2J\u{2028}\"\\"), "\"a\\x1B[2J\\u2028\\\"\\\\\"");
    }
}
