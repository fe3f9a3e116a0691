//! Text that HTML reads as text.

use crate::render::visible::visible;

/// Writes a text so that HTML reads it as that text, between tags and in a quoted attribute.
///
/// What would steer a terminal or turn the text round it is made visible on the way.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for character in visible(text).chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            _ => written.push(character),
        }
    }
    written
}

/// Returns a language tag for a `lang` attribute; empty, which says “unknown”, where there is none to be trusted.
pub(super) fn language(tag: Option<&str>) -> &str {
    tag.filter(|tag| tag.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_html_are_text() {
        assert_eq!(escaped("<b title='x'>&\"\u{202e}"), "&lt;b title=&#39;x&#39;&gt;&amp;&quot;&lt;U+202E&gt;");
    }

    #[test]
    fn a_language_tag_holds_nothing_else() {
        assert_eq!(language(Some("pt-BR")), "pt-BR");
        assert_eq!(language(Some("en\" onload=\"x")), "");
        assert_eq!(language(None), "");
    }
}
