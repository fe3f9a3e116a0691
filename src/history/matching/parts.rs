//! The parts of a claim that seek a change each: "a quote from the mayor and the number of beds".

use super::super::lexicon::{Cue, CueSet};
use super::super::words::{Reading, Vocabulary, Word};
use super::terms::WANTS;
use crate::text::{Span, sentences};

/// Parts a claim's text where two things are announced; the parts are in order and hold all words.
pub(super) fn parts(text: &str, vocabulary: &mut Vocabulary) -> Vec<Span> {
    let reading = Reading::new(text, vocabulary);
    let mut found: Vec<Span> = Vec::new();
    for cut in pieces(text, &reading) {
        let words = reading.within(cut.span);
        match found.last_mut() {
            Some(last) if !stands_alone(&cut, reading.within(*last), words, vocabulary) => last.end = cut.span.end,
            _ => found.push(cut.span),
        }
    }
    found
}

/// A stretch between two places where a claim may be parted.
struct Piece {
    span: Span,
    joint: Joint,
}

/// What stands before a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A semicolon, or the end of a sentence.
    Stop,
    /// A comma or "and".
    And,
}

/// Cuts a text at sentence ends, semicolons, commas and the word for "and".
fn pieces(text: &str, reading: &Reading) -> Vec<Piece> {
    let mut cuts: Vec<(usize, Joint)> = sentences(text).iter().map(|span| (span.start as usize, Joint::Stop)).collect();
    cuts.extend(text.match_indices([';', '；']).map(|(at, mark)| (at + mark.len(), Joint::Stop)));
    cuts.extend(text.match_indices([',', '、', '，']).map(|(at, mark)| (at + mark.len(), Joint::And)));
    let ands = reading.words.iter().filter(|word| word.has(Cue::And));
    cuts.extend(ands.map(|word| (word.span.start as usize, Joint::And)));
    cuts.sort_by_key(|(at, joint)| (*at, *joint == Joint::And));
    cuts.dedup_by_key(|(at, _)| *at);
    let ends = cuts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let pieces = cuts.iter().zip(ends).map(|(&(start, joint), end)| Piece { span: Span::new(start, end), joint });
    pieces.filter(|piece| !reading.within(piece.span).is_empty()).collect()
}

/// Tells whether a piece announces something of its own, beside the piece before it.
fn stands_alone(piece: &Piece, before: &[Word], words: &[Word], vocabulary: &Vocabulary) -> bool {
    let cues = |words: &[Word]| {
        words.iter().fold(CueSet::default(), |mut set, word| {
            set.add(word.cues);
            set
        })
    };
    let wants = |cues: CueSet| !cues.and(CueSet::of_all(&WANTS)).is_empty();
    let content = |words: &[Word]| words.iter().filter(|word| is_content(**word, vocabulary)).count();
    let (own, first) = (cues(words), cues(before));
    match piece.joint {
        Joint::Stop => {
            let deed = [Cue::Add, Cue::Remove, Cue::Clarify, Cue::Correct].iter().any(|cue| own.has(*cue));
            deed && (wants(own) || content(words) >= 2) && content(before) + usize::from(wants(first)) > 0
        }
        Joint::And => {
            wants(own) && (wants(first) || content(before) > 0)
                || (content(words) >= 2 && wants(first) && first.has(Cue::Add))
        }
    }
}

fn is_content(word: Word, vocabulary: &Vocabulary) -> bool {
    let idle = [Cue::Stop, Cue::Boiler, Cue::Day, Cue::Clock, Cue::Month];
    !idle.iter().any(|cue| word.has(*cue)) && !word.entry(vocabulary).number
}
