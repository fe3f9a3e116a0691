//! The words of an article as matching sees them: folded, stemmed, told apart by what they mean.

mod dictionary;
mod vocabulary;
mod reading;

pub(super) use reading::{Reading, Word, phrase_groups};
pub(super) use vocabulary::Vocabulary;
