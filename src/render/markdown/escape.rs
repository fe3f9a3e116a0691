//! Text that Markdown reads as text.

use crate::render::visible::visible;

/// Writes a text so that Markdown reads it as that text, wherever it stands on a line.
///
/// What would steer a terminal is made visible on the way.
pub(super) fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut written = String::with_capacity(text.len() + 8);
    let mut digits_alone = true;
    for (index, character) in text.char_indices() {
        let starts_block = index == 0 && matches!(character, '#' | '+' | '-' | '=' | ':' | '|');
        let ends_number = digits_alone && index > 0 && matches!(character, '.' | ')');
        let steers = matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '#' | '|');
        if starts_block || ends_number || steers {
            written.push('\\');
        }
        digits_alone = digits_alone && character.is_ascii_digit();
        written.push(character);
    }
    written
}

/// Writes an address as a link, or as text where Markdown has no link for it.
pub(super) fn address(url: &str) -> String {
    let links = url.starts_with("http://") || url.starts_with("https://");
    let plain = |character: char| character.is_ascii_graphic() && !matches!(character, '<' | '>' | '\\' | '&');
    if links && url.chars().all(plain) { format!("<{url}>") } else { escaped(url) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    /// The text a reader sees, and whether it is one paragraph of plain text.
    fn read(markdown: &str) -> Option<String> {
        let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        let mut text = String::new();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(pulldown_cmark::Tag::Paragraph) | Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                _ => return None,
            }
        }
        Some(text)
    }

    #[test]
    fn signs_of_markdown_are_text() {
        for text in ["# One", "1. Two", "- three", "*a* _b_ ~~c~~ `d`", "<b>&amp; [x](y) | z", "=", "1) x", "\\"] {
            assert_eq!(read(&escaped(text)).as_deref(), Some(text));
        }
    }

    proptest! {
        #[test]
        fn any_line_reads_as_itself(text in r"[ -~é渡“”\u{1b}\u{a0}]{1,40}") {
            let text = text.trim();
            prop_assert_eq!(read(&escaped(text)).unwrap_or_default(), visible(text));
        }
    }
}
