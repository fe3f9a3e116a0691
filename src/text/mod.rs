//! What a text is made of: spans, tokens, sentences, blocks.

mod block;
mod body;
mod span;

pub use block::{Block, BlockKind};
pub use body::{BLOCK_BREAK, Body, one_line};
pub use span::{LONGEST_TEXT, Span};
