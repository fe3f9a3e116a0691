//! How much changed, in words.

use serde::{Deserialize, Serialize};

use super::{Diff, Edit, Sides};
use crate::text::{Span, count_words};

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
    ///
    /// A passage that moved counts as moved, and what was edited inside it as inserted and deleted.
    #[must_use]
    pub fn tally(&self, texts: Sides<&str>) -> Tally {
        let mut tally = Tally {
            words_before: count_words(texts.before),
            words_after: count_words(texts.after),
            ..Tally::default()
        };
        let moved_from = spans(self, |at| at.before);
        let moved_to = spans(self, |at| at.after);
        for edit in self.edits.iter().filter(|edit| edit.noise.is_none()) {
            tally.deleted += count_outside(texts.before, edit.at.before, &moved_from);
            tally.inserted += count_outside(texts.after, edit.at.after, &moved_to);
        }
        for moved in &self.moves {
            tally.moved += count_words(moved.at.after.of(texts.after));
            for Edit { at, .. } in moved.edits.iter().filter(|edit| edit.noise.is_none()) {
                let (out, put) = (count_words(at.before.of(texts.before)), count_words(at.after.of(texts.after)));
                tally.deleted += out;
                tally.inserted += put;
                tally.moved = tally.moved.saturating_sub(put);
            }
        }
        tally
    }
}

/// Returns one side of the moves, in order of place.
fn spans(diff: &Diff, side: fn(Sides<Span>) -> Span) -> Vec<Span> {
    let mut spans: Vec<Span> = diff.moves.iter().map(|moved| side(moved.at)).collect();
    spans.sort_unstable();
    spans
}

/// Counts the words of a stretch that lie in none of `holes`, which are in order.
fn count_outside(text: &str, span: Span, holes: &[Span]) -> usize {
    let first = holes.partition_point(|hole| hole.end <= span.start);
    let (mut at, mut count) = (span.start, 0);
    for hole in holes[first..].iter().take_while(|hole| hole.start < span.end) {
        if hole.start > at {
            count += count_words(Span { start: at, end: hole.start }.of(text));
        }
        at = at.max(hole.end);
    }
    if at < span.end { count + count_words(Span { start: at, end: span.end }.of(text)) } else { count }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::diff;

    #[test]
    fn words_are_counted_whole_and_noise_not_at_all() {
        let texts = Sides::new("The U.S. paid \"$3.2 million\".", "The U.S. paid “$4.1 million” today.");
        let tally = diff(texts).tally(texts);
        assert_eq!(tally, Tally { words_before: 5, words_after: 6, inserted: 2, deleted: 1, moved: 0 });
    }
}
