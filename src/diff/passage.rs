//! Deleted and inserted passages, sentence by sentence: what may have moved.

use std::ops::Range;

use super::border;
use super::stretch::{Names, Stretch};
use crate::text::breaks;

/// The fewest words of a sentence that is looked for elsewhere; shorter ones only go along with their neighbours.
const FEWEST_WORDS: usize = 6;

/// The most words of a sentence or paragraph that is looked for as a whole.
const MOST_WORDS: usize = 1_500;

/// The least such a sentence weighs: three words that mean something, or more that do not.
const LIGHTEST: u32 = 30;

/// One sentence of a passage that one side alone has.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// The number of the stretch it stands in.
    pub(super) stretch: usize,
    /// Its words there.
    pub(super) words: Range<usize>,
    /// Whether it goes on with the sentence before it in the list.
    pub(super) follows: bool,
}

/// The sentences that one side alone has, in order, and the stretches they stand in.
#[derive(Debug)]
pub(super) struct Passages<'a> {
    pub(super) stretches: Vec<Stretch<'a>>,
    pub(super) sentences: Vec<Sentence>,
}

impl<'a> Passages<'a> {
    /// Notes the words `range` of a stretch, cut into sentences.
    pub(super) fn add(&mut self, stretch: usize, range: Range<usize>) {
        let side = &self.stretches[stretch];
        let mut start = range.start;
        for at in range.start + 1..=range.end {
            if at == range.end || border::parts_sentences(side, at) {
                self.sentences.push(Sentence { stretch, words: start..at, follows: start > range.start });
                start = at;
            }
        }
    }

    /// Returns the words of a sentence by their numbers.
    pub(super) fn ids(&self, sentence: &Sentence) -> &[u32] {
        &self.stretches[sentence.stretch].ids[sentence.words.clone()]
    }

    /// Returns the words of sentences that follow each other by their numbers.
    pub(super) fn all_ids(&self, few: &Range<usize>) -> &[u32] {
        &self.stretches[self.sentences[few.start].stretch].ids[self.words(few)]
    }

    /// Returns the words from the first to the last of some sentences that follow each other.
    fn words(&self, few: &Range<usize>) -> Range<usize> {
        self.sentences[few.start].words.start..self.sentences[few.end - 1].words.end
    }

    /// Cuts some sentences that follow each other out of their stretch.
    pub(super) fn part(&self, few: &Range<usize>) -> Stretch<'a> {
        self.stretches[self.sentences[few.start].stretch].part(self.words(few))
    }

    /// Tells whether sentences follow each other, nothing kept between them.
    pub(super) fn is_one_passage(&self, few: &Range<usize>) -> bool {
        self.sentences[few.start + 1..few.end].iter().all(|sentence| sentence.follows)
    }

    /// Joins the sentences to paragraphs, as far as they belong to one passage.
    pub(super) fn paragraphs(&self) -> Vec<Range<usize>> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for at in 1..=self.sentences.len() {
            let goes_on = self.sentences.get(at).is_some_and(|next| {
                let side = &self.stretches[next.stretch];
                next.follows && breaks(side.blanks_before(next.words.start).of(side.text)) < 2
            });
            if !goes_on {
                paragraphs.push(start..at);
                start = at;
            }
        }
        paragraphs
    }

    /// Tells whether sentences say enough to be looked for elsewhere.
    pub(super) fn is_telling(&self, few: &Range<usize>, names: &Names) -> bool {
        let ids = self.all_ids(few);
        (FEWEST_WORDS..=MOST_WORDS).contains(&ids.len()) && names.weigh(ids) >= LIGHTEST
    }
}
