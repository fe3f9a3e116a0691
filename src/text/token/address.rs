//! Links, mail addresses and `@names`.

use super::class::{self, Class};
use super::script;

/// How far ahead a mail address is looked for behind a `+`; longer ones are cut there.
const LONGEST_LOCAL_PART: usize = 64;

/// Finds the end of the link or mail address that began at `start` and shows itself by the mark at `at`.
pub(super) fn end(text: &str, start: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes[at] {
        b':' if bytes[at..].starts_with(b"://") => {
            let scheme = &bytes[start..at];
            (scheme.iter().all(u8::is_ascii_alphabetic) && !scheme.is_empty() && !is_code(text, start))
                .then(|| link_end(text, at + 3))
        }
        b'.' if at == start + 3 && bytes[start..at].eq_ignore_ascii_case(b"www") && !text[..start].ends_with('/') => {
            bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric).then(|| link_end(text, at + 1))
        }
        b'/' if is_host(&bytes[start..at]) && stands_in_prose(text, start) => {
            bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric).then(|| link_end(text, at + 1))
        }
        b'@' if at > start => domain_end(text, at + 1),
        b'+' if at > start => mail_end(text, at),
        b':' if bytes[start..at].eq_ignore_ascii_case(b"mailto") => mail_end(text, at + 1),
        _ => None,
    }
}

/// Finds the end of a mail address whose local part is read up to `at`.
fn mail_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let local = rest.iter().take(LONGEST_LOCAL_PART).take_while(|byte| is_local(**byte)).count();
    (rest.get(local) == Some(&b'@')).then(|| domain_end(text, at + local + 1))?
}

/// Tells whether bytes are the name of a host, as it stands in a link without `https://`: `example.org`.
fn is_host(bytes: &[u8]) -> bool {
    let Some(dot) = bytes.iter().rposition(|byte| *byte == b'.') else { return false };
    let top = &bytes[dot + 1..];
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    top.len() >= 2 && top.iter().all(u8::is_ascii_lowercase) && bytes[..dot].iter().all(name)
}

/// Tells whether the link that begins at `start` is the target in a piece of markup, which readers do not see:
/// `[text](link)`, `[1]: link`, `href="link"`. It is code, not text, and is cut into its parts.
fn is_code(text: &str, start: usize) -> bool {
    let before = text.as_bytes()[..start].trim_ascii_end();
    [b"](".as_slice(), b"]:", b"](<", b"=\"", b"='"].iter().any(|opening| before.ends_with(opening))
}

/// Tells whether a link without a scheme at `start` is one that readers see: not the rest of a longer one, no markup.
fn stands_in_prose(text: &str, start: usize) -> bool {
    class::char_before(text, start).is_none_or(class::is_opener) && !is_code(text, start)
}

/// Tells whether an `@` or `#` begins a name or tag.
pub(super) fn starts_name(text: &str, start: usize) -> bool {
    class::char_at(text, start + 1).is_some_and(|next| next.is_alphanumeric() && !script::is_unspaced(next))
        && class::char_before(text, start).is_none_or(class::is_opener)
}

/// Finds the end of a name that begins with the mark at `start`; a second `@` names its server (`@ann@example.org`).
pub(super) fn name_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while let Some(next) = class::char_at(text, at) {
        let inner = next == '-' && bytes.get(at + 1).is_some_and(|byte| class::of_byte(*byte) == Class::Word);
        let wide =
            !next.is_ascii() && !script::is_unspaced(next) && (next.is_alphanumeric() || class::is_extender(next));
        if next == '_' || next.is_ascii_alphanumeric() || wide || inner {
            at += next.len_utf8();
        } else {
            break;
        }
    }
    let server = bytes[start] == b'@' && bytes.get(at) == Some(&b'@');
    server.then(|| domain_end(text, at + 1)).flatten().unwrap_or(at)
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'-')
}

/// Finds the end of the domain that begins at `start`: two parts at least, parted by a full stop.
fn domain_end(text: &str, start: usize) -> Option<usize> {
    let letter = |next: char| next.is_alphanumeric() && !script::is_unspaced(next);
    let rest = &text[start..];
    let long = rest.find(|next: char| !letter(next) && !matches!(next, '.' | '-')).unwrap_or(rest.len());
    let domain = rest[..long].trim_end_matches(['.', '-']);
    domain.trim_start_matches('.').contains('.').then_some(start + domain.len())
}

/// Tells whether a character that is no bracket or quotation mark stands in no link.
fn parts_links(character: char) -> bool {
    character == '—' || class::is_space(character) || character.is_control() || script::is_unspaced(character)
}

/// Finds the end of a link that is read up to `at`: brackets inside it are kept in pairs, marks behind it left out.
fn link_end(text: &str, at: usize) -> usize {
    let mut open = 0_usize;
    let mut end = at;
    for (offset, character) in text[at..].char_indices() {
        match character {
            '(' | '[' => open += 1,
            ')' | ']' if open > 0 => open -= 1,
            ')' | ']' | '<' | '>' | '"' | '`' | '|' | '{' | '}' | '\\' | '^' | '«' | '»' | '\u{2018}'..='\u{201f}' => {
                break;
            }
            _ if parts_links(character) => break,
            _ => {}
        }
        if !matches!(character, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '(' | '[' | '…') {
            end = at + offset + character.len_utf8();
        }
    }
    end
}
