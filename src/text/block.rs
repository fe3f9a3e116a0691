//! What a body is built of: paragraphs and their like.

use serde::{Deserialize, Serialize};

use super::span::Span;

/// One block of a body: its kind, and where its text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Where its text stands in the body's text.
    pub span: Span,
}

/// What a block is to the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading inside the body.
    Heading,
    /// One item of a list.
    ListItem,
    /// A quotation set apart from the text.
    Quote,
    /// One row of a table, its cells joined by ` | `.
    Table,
}
