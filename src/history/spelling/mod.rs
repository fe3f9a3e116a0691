//! How words are spelled: where they stand, what spellings count as one, what numbers are worth.

mod fold;
mod number;
mod split;

pub(super) use fold::fold;
pub(super) use number::thousandths;
pub(super) use split::{Piece, Shape, split};
