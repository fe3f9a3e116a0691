//! A diff put to use: the text after from the text before, and the way back.

use super::{Diff, Edit, Move, Sides};

impl Diff {
    /// Applies the edits to the text before, taking what is put in from the text after; the result is the text after.
    ///
    /// ```
    /// use variorum::diff::{Sides, diff};
    /// let texts = Sides::new("The ferry sank at noon.", "The old ferry sank at 1 p.m.");
    /// assert_eq!(diff(texts).apply(texts), texts.after);
    /// ```
    #[must_use]
    pub fn apply(&self, texts: Sides<&str>) -> String {
        let mut result = String::with_capacity(texts.after.len());
        let mut at = 0;
        for edit in &self.edits {
            result.push_str(&texts.before[at..edit.at.before.start as usize]);
            result.push_str(edit.at.after.of(texts.after));
            at = edit.at.before.end as usize;
        }
        result.push_str(&texts.before[at..]);
        result
    }

    /// Turns the diff round: what leads from the text after back to the text before.
    #[must_use]
    pub fn invert(&self) -> Self {
        let invert = |edit: &Edit| Edit { at: edit.at.swap(), noise: edit.noise };
        Self {
            edits: self.edits.iter().map(invert).collect(),
            moves: self
                .moves
                .iter()
                .map(|moved| Move { at: moved.at.swap(), edits: moved.edits.iter().map(invert).collect() })
                .collect(),
        }
    }

    /// Tells whether the texts are the same, byte for byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Tells whether readers would call the texts the same: nothing but noise parts them.
    #[must_use]
    pub fn is_noise(&self) -> bool {
        self.edits.iter().all(|edit| edit.noise.is_some())
    }
}
