//! One thing a note says was changed.

use serde::{Deserialize, Serialize};

use super::origin::ClaimOrigin;

/// One thing a note says was changed, read from its words; each part is empty when the note does not state it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The words of the claim, verbatim.
    pub text: String,
    /// What was done to the text.
    pub action: Action,
    /// The part of the article it names.
    pub target: Option<Target>,
    /// What kind of matter it names.
    pub content: Option<Content>,
    /// Words and phrases that should turn up in the changed text.
    pub terms: Vec<String>,
    /// Who supplied what was added.
    pub source: Option<String>,
    /// The wrong text, as stated.
    pub before: Option<String>,
    /// The right text, as stated.
    pub after: Option<String>,
    /// Where in [`Note::text`](super::Note::text) these were read.
    pub origin: ClaimOrigin,
}

/// What a claim says was done to the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Something new was put in.
    Add,
    /// Something was taken out.
    Remove,
    /// A new value stands for an old one, which was no error.
    Replace,
    /// An error was put right.
    Correct,
    /// Something was made clearer.
    Clarify,
    /// Length, style or wording.
    Restyle,
    /// Something stands elsewhere.
    Move,
    /// Not said.
    #[default]
    Unspecified,
}

/// The part of an article that a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The headline.
    Headline,
    /// The line under the headline.
    Dek,
    /// The byline.
    Byline,
    /// A picture's caption or credit.
    Caption,
    /// A link.
    Link,
    /// A paragraph, counted from 1; negative counts from the end.
    Paragraph(i32),
}

/// What kind of matter a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// A statement, comment, response or reaction.
    Statement,
    /// A quotation.
    Quote,
    /// A number or amount.
    Number,
    /// A name or its spelling.
    Name,
    /// A job or office.
    Title,
    /// A date, day or time.
    Date,
    /// A place.
    Place,
    /// Background or context.
    Background,
    /// Details or information, not told closer.
    Detail,
    /// A picture, video, map or chart.
    Picture,
    /// A slip of spelling or grammar.
    Typo,
}
