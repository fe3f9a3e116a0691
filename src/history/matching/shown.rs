//! What a change shows.

use super::super::change::{Change, ChangeKind, Facet, Place, Severity};
use super::super::facets::{Touched, cues, is_name};
use super::super::lexicon::{Cue, CueSet};
use super::super::words::{Reading, Vocabulary, Word};
use super::amounts::amounts;
use super::terms::{Codes, terms};
use crate::diff::Sides;
use crate::text::Span;

/// What a change shows: what it could be announced by.
#[derive(Clone, Debug)]
pub(in crate::history) struct Shown {
    /// Where it is.
    pub(super) place: Place,
    /// What was done.
    pub(super) kind: ChangeKind,
    /// What it touches.
    pub(super) facets: Vec<Facet>,
    /// How much it matters.
    pub(super) severity: Severity,
    /// The meanings of the words that differ.
    pub(super) words: Sides<Codes>,
    /// The spellings of the words that differ.
    pub(super) spellings: Vec<usize>,
    /// The canons of the words that differ.
    pub(super) canons: Sides<Codes>,
    /// The values that differ.
    pub(super) values: Sides<Codes>,
    /// The names among the words that differ.
    pub(super) names: Codes,
    /// The meanings of the sentences around it.
    pub(super) sentence: Codes,
    /// The meanings of the block around it.
    pub(super) block: Codes,
    /// Who speaks in the words that differ.
    pub(super) speakers: CueSet,
    /// Who speaks in the sentences around.
    pub(super) speakers_around: CueSet,
    /// Whether somebody speaks in what is new.
    pub(super) voice: Voice,
    /// Whether somebody did not comment in what stood before.
    pub(super) no_comment: bool,
    /// Whether a whole sentence or more went, and nothing came in its place.
    pub(super) gone: bool,
    /// How many words that say something were taken out, and put in.
    pub(super) counts: Sides<usize>,
}

/// Whether somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Voice {
    /// Nobody does.
    Silent,
    /// Somebody does.
    Speaks,
    /// Somebody does, in quotation marks.
    Quoted,
}

impl Shown {
    /// Tells whether somebody speaks in what is new.
    pub(super) fn speaks(&self) -> bool {
        self.voice > Voice::Silent
    }

    /// Tells whether something is quoted in what is new.
    pub(super) fn quotes(&self) -> bool {
        self.voice == Voice::Quoted
    }

    /// Tells whether it takes something out.
    pub(super) fn removes(&self) -> bool {
        self.kind == ChangeKind::Delete
            || (self.kind == ChangeKind::Replace
                && self.counts.before > self.counts.after
                && (self.has(Facet::Name) || self.counts.before > self.counts.after + 2))
    }

    /// Tells whether it touches this.
    pub(super) fn has(&self, facet: Facet) -> bool {
        self.facets.contains(&facet)
    }
}

/// Where a change stands: its sentences and its blocks.
pub(in crate::history) struct Around {
    /// The sentences.
    pub(in crate::history) sentences: Sides<Span>,
    /// The blocks.
    pub(in crate::history) blocks: Sides<Span>,
}

/// Says what a change shows.
pub(in crate::history) fn show(change: &Change, touched: &Touched<'_>, around: &Around) -> Shown {
    let (vocabulary, readings) = (touched.vocabulary, touched.readings);
    let both = |spans: Sides<Span>| {
        let mut words = readings.before.within(spans.before).to_vec();
        words.extend_from_slice(readings.after.within(spans.after));
        words
    };
    let (sentence, block) = (both(around.sentences), both(around.blocks));
    let old_words = readings.before.within(around.sentences.before);
    let new_words = readings.after.within(around.sentences.after);
    let quotes = touched.all.after.iter().any(|word| readings.after.is_quoted(word.span));
    let says = |words: &[Word]| words.iter().any(|word| word.has(Cue::Speech) || word.has(Cue::Stance));
    let whole = change.kind == ChangeKind::Insert || touched.all.after.len() * 2 > new_words.len();
    let speaks = says(&touched.words.after) || (whole && says(&touched.all.after));
    let voice = if quotes {
        Voice::Quoted
    } else if speaks {
        Voice::Speaks
    } else {
        Voice::Silent
    };
    let sides = |count: fn(&[Word], &Vocabulary) -> Codes| touched.words.as_ref().map(|words| count(words, vocabulary));
    Shown {
        place: change.place,
        kind: change.kind,
        facets: change.facets.clone(),
        severity: change.severity,
        words: sides(meanings),
        spellings: touched.both().map(|word| word.index).collect(),
        canons: sides(canons),
        values: Sides::new(
            values(&touched.words.before, old_words, vocabulary),
            values(&touched.words.after, new_words, vocabulary),
        ),
        names: names(touched),
        sentence: meanings(&sentence, vocabulary),
        block: meanings(&block, vocabulary),
        speakers: cues(&touched.all.after).speakers(),
        speakers_around: cues(&sentence).speakers(),
        voice,
        no_comment: old_words.iter().any(|word| word.has(Cue::NoComment)),
        gone: change.kind == ChangeKind::Delete && change.sentences.after.is_empty(),
        counts: touched.words.as_ref().map(|words| words.iter().filter(|word| !word.has(Cue::Stop)).count()),
    }
}

fn meanings(words: &[Word], vocabulary: &Vocabulary) -> Codes {
    Codes::of(&terms(words, vocabulary, |_| true))
}

fn canons(words: &[Word], vocabulary: &Vocabulary) -> Codes {
    Codes::from_list(words.iter().map(|word| word.entry(vocabulary).canon).collect())
}

/// The values among changed words, and the amounts of their sentence that they are part of.
fn values(words: &[Word], sentence: &[Word], vocabulary: &Vocabulary) -> Codes {
    let is_value = |word: &&Word| word.entry(vocabulary).number || word.has(Cue::Unit) || word.has(Cue::Month);
    let single = words.iter().filter(is_value).map(|word| word.entry(vocabulary).canon);
    let changed = |at: usize| words.iter().any(|word| word.span == sentence[at].span);
    let amounts = amounts(sentence, vocabulary);
    let amounts = amounts.iter().filter(|amount| (0..sentence.len()).any(|at| amount.holds(at) && changed(at)));
    Codes::from_list(single.chain(amounts.map(|amount| amount.canon)).collect())
}

/// The meanings of the names that differ.
fn names(touched: &Touched<'_>) -> Codes {
    let of = |words: &[Word], reading: &Reading| {
        let names = words.iter().filter(|word| is_name(**word, reading, touched.vocabulary));
        names.map(|word| word.entry(touched.vocabulary).concept).collect::<Vec<_>>()
    };
    let mut codes = of(&touched.words.before, touched.readings.before);
    codes.extend(of(&touched.words.after, touched.readings.after));
    Codes::from_list(codes)
}
