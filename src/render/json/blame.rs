//! Each word of an article with the version it came in with.

use serde::Serialize;

use super::change::{PlaceJson, place};
use crate::article::Moment;
use crate::diff::Sides;
use crate::history::{Blame, Changelog, Gone, Passage, Place};
use crate::render::blame::words_by_version;
use crate::text::BlockKind;

/// One version, each stretch of its text with the version it came in with.
#[derive(Clone, Debug, Serialize)]
pub struct BlameJson<'a> {
    /// The article's id.
    pub article: String,
    /// The version whose text is told.
    pub version: Option<u32>,
    /// The versions up to it in time, oldest first.
    pub versions: Vec<SeenJson>,
    /// The stretches of its text, field by field and paragraph by paragraph; in each they tile the text.
    pub stretches: Vec<StretchJson<'a>>,
    /// What left before, in the order of leaving.
    pub gone: Vec<GoneJson<'a>>,
}

/// One version, and how many of its words still stand.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SeenJson {
    /// Its number.
    pub version: u32,
    /// When it was on show.
    pub at: Moment,
    /// How many words of the text came in with it.
    pub words: usize,
}

/// A stretch of text that came in with one version.
#[derive(Clone, Debug, Serialize)]
pub struct StretchJson<'a> {
    /// Where it stands: its field or paragraph.
    pub place: PlaceJson,
    /// What the paragraph is to the reader; null for a field.
    pub kind: Option<BlockKind>,
    /// Its first byte in the field or paragraph, or in the passage that left.
    pub start: u32,
    /// The first byte after it.
    pub end: u32,
    /// Its text.
    pub text: &'a str,
    /// The version it came in with.
    pub version: u32,
    /// When that was on show.
    pub at: Moment,
    /// When the same words stood in the article before, if they did.
    pub earlier: Option<EarlierJson>,
}

/// When words stood in the article that left it and came back.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct EarlierJson {
    /// The version they came in with.
    pub version: u32,
    /// The version that took them out.
    pub left: u32,
}

/// A passage that left the article.
#[derive(Clone, Debug, Serialize)]
pub struct GoneJson<'a> {
    /// Where it stood in the last version that had it.
    pub place: PlaceJson,
    /// Its text, as it read last.
    pub text: &'a str,
    /// What stood right before and behind it, each up to the end of the next word.
    pub beside: Sides<&'a str>,
    /// The version that took it out.
    pub left: u32,
    /// When that was on show.
    pub left_at: Moment,
    /// The version with which the same words came back, if they stand in the text.
    pub back: Option<u32>,
    /// The stretches of its text, which tile it.
    pub stretches: Vec<StretchJson<'a>>,
}

/// Makes the JSON of the latest version of a changelog and where its words come from.
#[must_use]
pub fn blame<'a>(changelog: &Changelog, blame: &'a Blame) -> BlameJson<'a> {
    let words = words_by_version(changelog, blame);
    let seen = words.into_iter().enumerate().map(|(index, words)| {
        let (version, at) = version(changelog, index);
        SeenJson { version, at, words }
    });
    BlameJson {
        article: changelog.article.to_string(),
        version: changelog.entries.last().map(|entry| entry.version.number),
        versions: seen.collect(),
        stretches: blame.passages.iter().flat_map(|passage| stretches(changelog, blame, passage)).collect(),
        gone: blame.gone.iter().map(|passage| gone(changelog, blame, passage)).collect(),
    }
}

fn version(changelog: &Changelog, index: usize) -> (u32, Moment) {
    let version = &changelog.entries[index].version;
    (version.number, version.snapshot.times.at)
}

fn stretches<'a>(changelog: &Changelog, blame: &Blame, passage: &'a Passage) -> Vec<StretchJson<'a>> {
    let earlier = |index: usize| {
        let gone = &blame.gone[index];
        let entered = gone.passage.stretches.iter().map(|stretch| stretch.since).min().unwrap_or_default();
        EarlierJson { version: version(changelog, entered).0, left: version(changelog, gone.left).0 }
    };
    let told = passage.stretches.iter().map(|stretch| {
        let (version, at) = version(changelog, stretch.since);
        StretchJson {
            place: place(passage.place),
            kind: matches!(passage.place, Place::Block(_)).then_some(passage.kind),
            start: stretch.span.start,
            end: stretch.span.end,
            text: stretch.span.of(&passage.text),
            version,
            at,
            earlier: stretch.earlier.map(earlier),
        }
    });
    told.collect()
}

fn gone<'a>(changelog: &Changelog, blame: &'a Blame, gone: &'a Gone) -> GoneJson<'a> {
    let (left, left_at) = version(changelog, gone.left);
    GoneJson {
        place: place(gone.passage.place),
        text: &gone.passage.text,
        beside: gone.beside.as_ref().map(String::as_str),
        left,
        left_at,
        back: gone.back.map(|index| version(changelog, index).0),
        stretches: stretches(changelog, blame, &gone.passage),
    }
}
