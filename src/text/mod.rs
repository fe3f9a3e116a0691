//! What a text is made of: spans, tokens, sentences, blocks.

mod span;
mod token;
mod sentence;
mod block;
mod body;
mod fold;
mod light;
mod language;

pub use block::{Block, BlockKind};
pub use body::{BLOCK_BREAK, Body, one_line};
pub use fold::fold;
pub(crate) use fold::{LONGEST_FOLDED, fold_dashes, fold_normal_form, fold_quote, fold_simple};
pub use language::language;
pub(crate) use light::is_light;
pub(crate) use sentence::breaks;
pub use sentence::sentences;
pub use span::{LONGEST_TEXT, Span};
pub use token::{Token, TokenKind, Tokens, count_words, tokens};
pub(crate) use token::{is_space, tokens_within};
