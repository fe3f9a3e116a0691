//! Whether a page keeps its text from those who have not paid.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// A page that says it is not free, in JSON-LD or in the `content_tier` of its head.
static SAYS_NOT_FREE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i-u)"isAccessibleForFree"\s*:\s*"?(?:https?://schema\.org/)?false|content_tier["'][^>]{0,40}content=["'](?:locked|metered)"#,
    )
    .ok()
});

/// The fewest words of a text that is more than a beginning, where no earlier version says how long it is.
const FEWEST_WORDS: usize = 60;

/// Tells whether a page shows the beginning of its article only: it says that it is not free, and has less than half the
/// words of the version known, or hardly any when none is known.
///
/// A page that says so and has its whole text is an article like any other.
#[must_use]
pub fn is_behind_paywall(page: &[u8], words: usize, known_words: Option<usize>) -> bool {
    let short = known_words.map_or(words < FEWEST_WORDS, |known| words * 2 < known);
    short && SAYS_NOT_FREE.as_ref().is_some_and(|says| says.is_match(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKED: &[u8] = br#"<script type="application/ld+json">{"isAccessibleForFree" : "False"}</script>"#;

    #[test]
    fn a_beginning_on_a_page_that_is_not_free_is_behind_a_paywall() {
        assert!(is_behind_paywall(LOCKED, 40, None));
        assert!(is_behind_paywall(LOCKED, 140, Some(600)));
        assert!(is_behind_paywall(br#"<meta property="article:content_tier" content="locked">"#, 40, None));
    }

    #[test]
    fn a_whole_text_is_not_whatever_the_page_says() {
        assert!(!is_behind_paywall(LOCKED, 590, Some(600)));
        assert!(!is_behind_paywall(LOCKED, 300, None));
        assert!(!is_behind_paywall(br#"{"isAccessibleForFree":true}"#, 10, Some(600)));
    }
}
