//! What a reader would call one edit.

use serde::{Deserialize, Serialize};

use super::severity::SeverityRule;
use crate::diff::Sides;

/// What a reader would call one edit: where it is, what it reads on both sides, what it touches, how much it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where in the article it is.
    pub place: Place,
    /// What was done.
    pub kind: ChangeKind,
    /// The changed words on both sides, exact substrings of the article; empty where nothing stood or stands.
    pub excerpts: Sides<String>,
    /// The sentence around it on both sides; empty where there is none.
    pub sentences: Sides<String>,
    /// What it touches, in the order of [`Facet`], each once.
    pub facets: Vec<Facet>,
    /// How much it matters to a reader.
    pub severity: Severity,
    /// The rule that says so.
    pub rule: SeverityRule,
}

/// Where in an article a change is; positions count from 0, and a side without it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The headline.
    Headline,
    /// The line under the headline.
    Dek,
    /// The byline.
    Byline,
    /// A block of the body.
    Block(Sides<Option<usize>>),
    /// A caption.
    Caption(Sides<Option<usize>>),
    /// A link's target.
    Link(Sides<Option<usize>>),
}

impl Place {
    /// Returns what the place is called: `headline`, `dek`, `byline`, `body`, `caption`, `link`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Dek => "dek",
            Self::Byline => "byline",
            Self::Block(_) => "body",
            Self::Caption(_) => "caption",
            Self::Link(_) => "link",
        }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Put in.
    Insert,
    /// Taken out.
    Delete,
    /// One thing stands for another.
    Replace,
    /// Stands elsewhere now, perhaps edited on the way.
    Move,
    /// One paragraph became several.
    Split,
    /// Several paragraphs became one.
    Merge,
    /// Reads the same, set otherwise: a heading made of a paragraph, noise.
    Format,
}

/// What a change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// A number, amount, unit or currency.
    Number,
    /// A name.
    Name,
    /// A job or office.
    Title,
    /// A date, day or time.
    Date,
    /// A place.
    Place,
    /// Words in quotation marks, or the marks.
    Quote,
    /// Who says it, and how it is said that they say it.
    Attribution,
    /// A "not", "no", "never".
    Negation,
    /// How sure or how much: may, some, almost, up to.
    Hedge,
    /// Where a link leads.
    Link,
    /// A slip of spelling put right.
    Typo,
    /// Punctuation, quotation-mark style, dashes, blanks.
    Punctuation,
    /// Capitals, spelling variants, number style.
    Style,
    /// Order or division of the text.
    Structure,
    /// Other words.
    Wording,
}

impl Facet {
    /// Names what a change touches, if it can be named in a sentence.
    pub(super) fn named(self) -> Option<&'static str> {
        Some(match self {
            Self::Number => "a number",
            Self::Name => "a name",
            Self::Title => "a job or role",
            Self::Date => "a date or time",
            Self::Place => "a place",
            Self::Quote => "a quotation",
            Self::Attribution => "who says it",
            Self::Negation => "a negation",
            Self::Hedge => "how sure it is",
            Self::Link => "where a link leads",
            _ => return None,
        })
    }
}

/// How much a change matters to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Reads the same.
    Cosmetic,
    /// Other words for the same content.
    Minor,
    /// A reader could come away believing something else.
    Substantive,
}
