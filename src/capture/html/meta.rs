//! What a page states of its article beside the text.

/// A text, and where on the page it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) text: String,
    /// `json-ld`, `opengraph`, `meta`, `microdata`, `time`, `link`, `html` or `title`.
    pub(super) source: &'static str,
}

/// What a page states of its article; empty where it states nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) headline: Option<Said>,
    pub(super) description: Option<Said>,
    pub(super) authors: Vec<Said>,
    pub(super) published: Option<Said>,
    pub(super) modified: Option<Said>,
    pub(super) url: Option<Said>,
    pub(super) language: Option<Said>,
    pub(super) corrections: Vec<String>,
}

impl Said {
    /// Takes a text from a source.
    pub(super) fn new(text: impl Into<String>, source: &'static str) -> Self {
        Self { text: text.into(), source }
    }
}
