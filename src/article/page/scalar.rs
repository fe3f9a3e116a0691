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

/// Reads a text back; none where it is not as it would be written here.
pub(super) fn read(written: &str) -> Option<String> {
    let Some(quoted) = written.strip_prefix('"') else {
        return is_plain(written).then(|| written.to_owned());
    };
    let quoted = quoted.strip_suffix('"')?;
    let (mut text, mut rest) = (String::with_capacity(quoted.len()), quoted.chars());
    while let Some(character) = rest.next() {
        let digits = match character {
            '\\' => match rest.next()? {
                'n' => Err('\n'),
                't' => Err('\t'),
                'r' => Err('\r'),
                same @ ('"' | '\\') => Err(same),
                'x' => Ok(2),
                'u' => Ok(4),
                'U' => Ok(8),
                _ => return None,
            },
            '"' => return None,
            _ if is_special(character) => return None,
            _ => Err(character),
        };
        text.push(match digits {
            Err(character) => character,
            Ok(count) => {
                let digits =
                    rest.as_str().get(..count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
                rest = rest.as_str()[count..].chars();
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
        });
    }
    Some(text)
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
