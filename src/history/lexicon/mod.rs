//! What words mean to the matching, a table a language.

mod cue;
mod pattern;
mod source;
mod table;

pub(super) use cue::{Cue, CueSet};
pub(super) use table::{Lexicon, Meaning};
