//! A text read word by word.

use super::super::lexicon::{Cue, CueSet, Phrase};
use super::super::spelling::{Piece, split};
use super::dictionary::group_code;
use super::vocabulary::{Entry, Vocabulary};
use crate::text::Span;

/// A text read word by word.
#[derive(Clone, Debug, Default)]
pub(in crate::history) struct Reading {
    /// The words, in order.
    pub(in crate::history) words: Vec<Word>,
    /// The stretches in quotation marks, marks included, in order.
    pub(in crate::history) quoted: Vec<Span>,
}

/// One word of a reading.
#[derive(Clone, Copy, Debug)]
pub(in crate::history) struct Word {
    /// Where it stands.
    pub(in crate::history) span: Span,
    /// Its number in the vocabulary.
    pub(in crate::history) index: usize,
    /// What it means here: its own cues and those of the phrases it is part of.
    pub(in crate::history) cues: CueSet,
    /// Its sense, if it matters in the news.
    pub(in crate::history) sense: Option<u16>,
    /// Whether a sentence may begin with it.
    pub(in crate::history) fresh: bool,
}

impl Reading {
    /// Reads a text.
    pub(in crate::history) fn new(text: &str, vocabulary: &mut Vocabulary) -> Self {
        Self::with(text, vocabulary, |piece| piece.fresh)
    }

    fn with(text: &str, vocabulary: &mut Vocabulary, fresh: impl Fn(&Piece) -> bool) -> Self {
        let mut words: Vec<Word> = split(text)
            .into_iter()
            .map(|piece| {
                let index = vocabulary.learn(&text[piece.range.clone()], piece.shape, fresh(&piece));
                let entry = vocabulary.entry(index);
                let (cues, sense) = (entry.cues, entry.sense);
                Word { span: Span::new(piece.range.start, piece.range.end), index, cues, sense, fresh: piece.fresh }
            })
            .collect();
        mark_phrases(&mut words, vocabulary);
        Self { words, quoted: quoted(text) }
    }

    /// Reads a headline or another short text, where all words may have capitals that say nothing.
    pub(in crate::history) fn title(text: &str, vocabulary: &mut Vocabulary) -> Self {
        let pieces = split(text);
        let long = || pieces.iter().map(|piece| &text[piece.range.clone()]).filter(|word| word.len() > 3);
        let capital = long().filter(|word| word.starts_with(char::is_uppercase)).count();
        if capital * 10 < long().count() * 7 {
            return Self::new(text, vocabulary);
        }
        let mut reading = Self::with(text, vocabulary, |_| true);
        reading.words.iter_mut().for_each(|word| word.fresh = true);
        reading
    }

    /// Returns the words that lie in a stretch, even in part.
    pub(in crate::history) fn within(&self, span: Span) -> &[Word] {
        let start = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        self.words.get(start..end.max(start)).unwrap_or(&[])
    }

    /// Tells whether a stretch touches words in quotation marks.
    pub(in crate::history) fn is_quoted(&self, span: Span) -> bool {
        self.quoted.iter().any(|quote| quote.overlaps(span))
    }
}

impl Word {
    /// Returns what the vocabulary knows of the word.
    pub(in crate::history) fn entry(self, vocabulary: &Vocabulary) -> &Entry {
        vocabulary.entry(self.index)
    }

    /// Tells whether the word has this cue here.
    pub(in crate::history) fn has(self, cue: Cue) -> bool {
        self.cues.has(cue)
    }
}

/// Gives the words of each phrase the lexicon knows the phrase's cues.
fn mark_phrases(words: &mut [Word], vocabulary: &Vocabulary) {
    for at in 0..words.len() {
        for phrase in vocabulary.entry(words[at].index).phrases {
            if begins_with(&words[at..], phrase, vocabulary) {
                for word in &mut words[at..=at + phrase.rest.len()] {
                    word.cues.add(phrase.meaning.cues);
                    word.sense = phrase.meaning.sense.or(word.sense);
                }
            }
        }
    }
}

/// Tells whether words begin with a phrase that the lexicon lists under the first of them.
fn begins_with(words: &[Word], phrase: &Phrase, vocabulary: &Vocabulary) -> bool {
    words.get(1..=phrase.rest.len()).is_some_and(|rest| {
        let mut rest = rest.iter().zip(&phrase.rest);
        rest.all(|(word, pattern)| pattern.fits(&vocabulary.entry(word.index).fold))
    })
}

/// Returns the groups of one meaning of the phrases that words begin with.
pub(in crate::history) fn phrase_groups<'a>(
    words: &'a [Word],
    vocabulary: &'a Vocabulary,
) -> impl Iterator<Item = u32> + 'a {
    let phrases = words.first().map_or(&[][..], |first| vocabulary.entry(first.index).phrases);
    let here = phrases.iter().filter(|phrase| begins_with(words, phrase, vocabulary));
    here.flat_map(|phrase| phrase.meaning.groups.iter().map(|group| group_code(*group)))
}

/// Finds what stands in quotation marks, marks included; a mark left open ends with its block.
fn quoted(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        let end = at + mark.len_utf8();
        match (mark, open) {
            ('\n', Some((start, _))) => {
                found.push(Span::new(start, at));
                open = None;
            }
            ('"' | '“' | '„' | '«' | '»' | '「' | '『' | '‹', None) => open = Some((at, mark)),
            (_, Some((start, first))) if closes(first, mark) => {
                found.push(Span::new(start, end));
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|(start, _)| Span::new(start, text.len())));
    found
}

/// Tells whether a quotation that one mark opened ends with another.
fn closes(first: char, mark: char) -> bool {
    match first {
        '"' => matches!(mark, '"' | '”'),
        '“' => matches!(mark, '”' | '"'),
        '„' => matches!(mark, '“' | '”' | '"'),
        '«' => mark == '»',
        '»' => mark == '«',
        '「' => mark == '」',
        '『' => mark == '』',
        _ => mark == '›',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_in_every_style() {
        let text = "He said \"no\" and « oui » and „ja“.";
        let found: Vec<_> = quoted(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["\"no\"", "« oui »", "„ja“"]);
    }
}
