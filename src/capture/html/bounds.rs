//! Pages that would take a parser for ever are refused before they are parsed.

/// The deepest nesting of elements that is parsed. Real pages stay below 100; a parser looks through all open elements
/// at nearly every tag, so that time grows with the square of the depth.
const DEEPEST: usize = 1000;

/// The most attributes that an element may have, for the same reason.
const MOST_ATTRIBUTES: usize = 2000;

/// The most elements and comments of a page, of which each may have an end: each takes some hundred bytes when it is parsed, however short it is. Real
/// pages stay below 50,000.
const MOST_NODES: usize = 300_000;

/// Elements without an end, and those that the next of their kind ends.
const NEVER_DEEP: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// How long the longest of these names is.
const LONGEST_NEVER_DEEP: usize = 6;

/// As much of the name of an element is read.
const LONGEST_NAME: usize = 40;

/// Tells whether a page can be parsed in a time, and a memory, that grows with its length and no faster.
pub(super) fn are_kept(page: &str) -> bool {
    let bytes = page.as_bytes();
    let (mut depth, mut nodes, mut at) = (0_usize, 0, 0);
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        nodes += 1;
        if depth > DEEPEST || nodes > 2 * MOST_NODES {
            return false;
        }
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at += memchr::memmem::find(rest, b"-->").unwrap_or(rest.len());
            continue;
        }
        let closes = rest.first() == Some(&b'/');
        let mut room = [0; LONGEST_NAME];
        let name = name_of(&rest[usize::from(closes)..], &mut room);
        if name.is_empty() {
            continue;
        }
        let tag = Tag::read(rest);
        at += tag.length;
        if tag.attributes > MOST_ATTRIBUTES {
            return false;
        }
        if matches!(name, b"script" | b"style") && !closes {
            let end: &[u8] = if name == b"script" { b"</script" } else { b"</style" };
            at += memchr::memmem::find(&bytes[at..], end).unwrap_or(bytes.len() - at);
        } else if closes {
            depth = depth.saturating_sub(usize::from(!is_never_deep(name)));
        } else if !tag.ends_itself && !is_never_deep(name) {
            depth += 1;
        }
    }
    depth <= DEEPEST
}

fn is_never_deep(name: &[u8]) -> bool {
    name.len() <= LONGEST_NEVER_DEEP && NEVER_DEEP.iter().any(|known| known.as_bytes() == name)
}

/// Reads the name of an element into a room, in small letters; nothing where none begins.
fn name_of<'r>(bytes: &[u8], room: &'r mut [u8; LONGEST_NAME]) -> &'r [u8] {
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return &[];
    }
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
    let mut length = 0;
    for (place, letter) in room.iter_mut().zip(letters) {
        *place = letter.to_ascii_lowercase();
        length += 1;
    }
    &room[..length]
}

/// What stands between `<` and `>`.
struct Tag {
    length: usize,
    attributes: usize,
    ends_itself: bool,
}

impl Tag {
    fn read(bytes: &[u8]) -> Self {
        let (mut quote, mut before) = (None, b'<');
        let mut attributes = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            match (quote, byte) {
                (Some(mark), _) => quote = quote.filter(|_| mark != byte),
                (None, b'>') => return Self { length: at, attributes, ends_itself: before == b'/' },
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (None, _) if begins_attribute(before, byte) => attributes += 1,
                _ => {}
            }
            if !byte.is_ascii_whitespace() || quote.is_some() || before != b'=' {
                before = byte;
            }
        }
        Self { length: bytes.len(), attributes, ends_itself: false }
    }
}

fn begins_attribute(before: u8, byte: u8) -> bool {
    let parts = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
    parts(before) && !parts(byte) && byte != b'='
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_kept() {
        let page =
            "<!-- <div> --><script>if (a < b) '<div>'</script><div class='a b' id=x><p>a<p>b<br/></div>".repeat(3000);
        assert!(are_kept(&page));
        assert!(are_kept(&"<p><li><td>".repeat(5000)));
    }

    #[test]
    fn depth_attributes_and_elements_without_measure_are_not() {
        assert!(!are_kept(&"<br>".repeat(1_000_000)));
        assert!(!are_kept(&"<!---->".repeat(1_000_000)));
        assert!(!are_kept(&"<div>".repeat(5000)));
        assert!(!are_kept(&format!("<div {}>", "a=\"1\" ".repeat(5000))));
        assert!(are_kept(&format!("<div title=\"{}\">", "word ".repeat(100_000))));
    }
}
