//! The readable part of an article's name.

use deunicode::deunicode_with_tofu;

/// The greatest length of a slug, in characters.
pub(super) const LONGEST_SLUG: usize = 60;

/// Segments of a path that name a technique, not an article.
const MEANINGLESS: [&str; 10] =
    ["index", "default", "amp", "home", "main", "print", "story", "article", "full", "html"];

/// Turns a text into a slug: ASCII letters, digits and single hyphens, at most [`LONGEST_SLUG`], cut at a word.
///
/// Letters of other scripts are spelled in Latin ones, accents are dropped; what has no spelling is left out, so the
/// slug of a text can be empty.
pub(super) fn slug_of(text: &str) -> String {
    let mut slug = String::new();
    for character in deunicode_with_tofu(text, " ").chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !matches!(character, '\'' | '"') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    cut_at_word(slug.trim_end_matches('-')).to_owned()
}

fn cut_at_word(slug: &str) -> &str {
    let Some(head) = slug.get(..LONGEST_SLUG).filter(|head| head.len() < slug.len()) else { return slug };
    if slug.as_bytes()[LONGEST_SLUG] == b'-' {
        return head;
    }
    head.rfind('-').map_or(head, |hyphen| &head[..hyphen])
}

/// Finds the slug of an address's path: that of its last segment which says something of the article.
///
/// Behind a segment that says nothing (`index.html`, `12345`) only one of several words is taken, as what stands there
/// is more often the name of a section.
pub(super) fn slug_of_path(path: &str) -> Option<String> {
    let mut passed = false;
    for segment in path.rsplit('/').filter(|segment| !segment.is_empty()) {
        let slug = slug_of(without_extension(&percent_decoded(segment)));
        let meaningful = slug.contains(|character: char| character.is_ascii_alphabetic())
            && !MEANINGLESS.contains(&slug.as_str())
            && (!passed || slug.contains('-'));
        if meaningful {
            return Some(slug);
        }
        passed = true;
    }
    None
}

/// Drops what follows the last full stop when it looks like the extension of a file.
fn without_extension(segment: &str) -> &str {
    match segment.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && (2..=5).contains(&extension.len())
                && extension.chars().all(|character| character.is_ascii_alphanumeric())
                && extension.starts_with(|character: char| character.is_ascii_alphabetic()) =>
        {
            stem
        }
        _ => segment,
    }
}

/// Resolves `%C3%A9` and the like; what is not UTF-8 then is replaced.
fn percent_decoded(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let pair = if byte == b'%' { segment.get(at + 1..at + 3) } else { None };
        let value = pair.filter(|pair| !pair.starts_with('+')).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        decoded.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_plain_ascii() {
        assert_eq!(slug_of("Crème brûlée: It's back!"), "creme-brulee-its-back");
        assert_eq!(slug_of("Größe"), "grosse");
        assert_eq!(slug_of("  --  "), "");
        assert_eq!(slug_of("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug_of("北京"), "bei-jing");
    }

    #[test]
    fn a_long_slug_is_cut_at_a_word() {
        let slug = slug_of(&"twelve words ".repeat(12));
        assert_eq!(slug, "twelve-words-twelve-words-twelve-words-twelve-words-twelve");
        assert_eq!(slug_of(&"x".repeat(300)).len(), LONGEST_SLUG);
    }

    #[test]
    fn the_last_segment_that_says_something_names_the_article() {
        let slug = |path: &str| slug_of_path(path);
        assert_eq!(slug("/news/2024/ferry-sinks.html").as_deref(), Some("ferry-sinks"));
        assert_eq!(slug("/2024/03/ferry-sinks/index.html").as_deref(), Some("ferry-sinks"));
        assert_eq!(slug("/news/articles/c4g9kx2").as_deref(), Some("c4g9kx2"));
        assert_eq!(slug("/news/12345"), None);
        assert_eq!(slug("/news/u.s.-ferry-no.-3"), Some("u-s-ferry-no-3".to_owned()));
        assert_eq!(slug("/%C3%A9t%C3%A9-chaud"), Some("ete-chaud".to_owned()));
        assert_eq!(slug(""), None);
    }
}
