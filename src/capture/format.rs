//! How a file is to be read, told from its content.

use serde::Serialize;

/// How a file is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Blocks between blank lines.
    Text,
    /// Markdown, with front matter or without.
    Markdown,
    /// A saved page.
    Html,
    /// An item of a news agency: `NITF` or `NewsML`.
    Wire,
}

/// How far into a file a page's own elements are looked for, in bytes.
const HEAD: usize = 4096;

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Text, Self::Markdown, Self::Html, Self::Wire];

    /// Tells the format from the text itself: an item of an agency by its root element, a page by a tag, Markdown by front
    /// matter or a `# ` heading.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with('<') && super::wire::is_item(text) {
            Self::Wire
        } else if text.starts_with('<') && is_page(text) {
            Self::Html
        } else if super::markdown::has_front_matter(text) || starts_with_heading(text) {
            Self::Markdown
        } else {
            Self::Text
        }
    }

    /// Returns the file extension that fits, e.g. `html`.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Wire => "xml",
        }
    }

    /// Returns the format's name for a person, e.g. `Markdown`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Wire => "wire",
        }
    }
}

fn is_page(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<p>", "<p ", "<h1", "<section", "<meta"]
        .iter()
        .any(|tag| head.contains(tag))
}

fn starts_with_heading(text: &str) -> bool {
    text.strip_prefix("# ").is_some_and(|rest| !rest.trim_start().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_the_format() {
        assert_eq!(Format::of("\u{feff}<!DOCTYPE html><html>"), Format::Html);
        assert_eq!(Format::of("<?xml version=\"1.0\"?><html lang='en'>"), Format::Html);
        assert_eq!(Format::of("<?xml version=\"1.0\"?><nitf><head/><body>"), Format::Wire);
        assert_eq!(Format::of("---\nheadline: A\n---\n\nB"), Format::Markdown);
        assert_eq!(Format::of("# A\n\nB"), Format::Markdown);
        assert_eq!(Format::of("<3 is a heart.\n\nB"), Format::Text);
        assert_eq!(Format::of("---\n\nA rule is no front matter"), Format::Text);
        assert_eq!(Format::of("#hashtag day\n\nB"), Format::Text);
    }
}
