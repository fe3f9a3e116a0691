//! What words mean to the matching, a table a language.

mod compound;
mod cue;
mod meaning;
mod pattern;
mod source;
mod table;

pub(super) use cue::{Cue, CueSet};
pub(super) use pattern::{Pattern, Phrase};
pub(super) use source::Capitals;
pub(super) use table::Lexicon;
