//! How much changed, in words.

use serde::{Deserialize, Serialize};

use super::{Diff, Sides};

/// How much changed between two texts, counted in words; noise is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tally {
    /// Words of the text before.
    pub words_before: usize,
    /// Words of the text after.
    pub words_after: usize,
    /// Words put in, moved ones left out.
    pub inserted: usize,
    /// Words taken out, moved ones left out.
    pub deleted: usize,
    /// Words that stand elsewhere now.
    pub moved: usize,
}

impl Diff {
    /// Counts what changed, in words.
    #[must_use]
    pub fn tally(&self, texts: Sides<&str>) -> Tally {
        let count = |text: &str| text.split_whitespace().count();
        let mut tally =
            Tally { words_before: count(texts.before), words_after: count(texts.after), ..Tally::default() };
        for edit in self.edits.iter().filter(|edit| edit.noise.is_none()) {
            tally.deleted += count(edit.at.before.of(texts.before));
            tally.inserted += count(edit.at.after.of(texts.after));
        }
        tally
    }
}
