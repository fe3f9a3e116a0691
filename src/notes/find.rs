//! Where notes stand, and what they say.

use std::ops::Range;

use super::claim::Claim;
use super::collect::collect;
use super::context::Context;
use super::cues::Cues;
use super::date::{Found, Stated, scan, settle};
use super::deed;
use super::grounds::grounded;
use super::mask::{Masked, is_time};
use super::note::{Note, NoteKind};
use super::origin::{NoteOrigin, on_one_line};
use super::raw::{Raw, Timed};
use super::signs::{candidates, guess};
use super::spoken::claims;
use super::summary;
use super::table::is_known;
use crate::text::{Span, one_line};

/// Finds and reads the notes that stand anywhere in a text, in text order.
#[must_use]
pub fn find(text: &str, context: &Context) -> Vec<Note> {
    let cues = cues_for(text, context);
    let parts: Vec<Part> =
        grounded(text, collect(text, cues), cues).into_iter().flat_map(|raw| read_raw(text, raw, cues)).collect();
    notes(text, &parts, context, cues)
}

/// Tells whether a block of text is nothing but notes, so that a reader of files takes it from the body.
#[must_use]
pub fn is_note_line(line: &str) -> bool {
    let line = line.trim();
    candidates(line).into_iter().any(|language| {
        let cues = Cues::of(language);
        let mut notes =
            grounded(line, collect(line, cues), cues).into_iter().filter(|raw| says_something(line, raw, cues));
        let Some(first) = notes.next() else { return false };
        let is_bare = |text: &str| !text.contains(char::is_alphanumeric);
        // "5:15 p.m.: This story has been updated."
        let is_time_of_it = |lead: &str| {
            lead.trim_end().ends_with([':', '：', '—', '–', '|'])
                && !Masked::new(lead, &cues.words)
                    .text
                    .contains(|letter: char| letter.is_alphanumeric() && !is_time(letter))
        };
        let lead = &line[..first.span.start];
        if !is_bare(lead) && !is_time_of_it(lead) {
            return false;
        }
        let last = notes.last().map_or(first.span.end, |last| last.span.end);
        is_bare(&line[last.min(line.len())..])
    })
}

/// Tells whether a line that is a note says nothing but a word for it and a time, e.g. `Updated 5 p.m.`.
#[must_use]
pub fn is_bare_note(line: &str) -> bool {
    let cues = cues_for(line, &Context::default());
    let says_nothing = |raw: &Raw| {
        let masked = Masked::new(&line[raw.content.clone()], &cues.words);
        !masked.text.contains(|letter: char| letter.is_alphanumeric() && !is_time(letter))
    };
    let notes = collect(line, cues);
    !notes.is_empty() && notes.iter().all(says_nothing)
}

/// Tells whether the words of notes are known in a language, by its tag; in any other, times, quotations and the labels
/// of a few languages are all that is read.
#[must_use]
pub fn knows_language(tag: &str) -> bool {
    is_known(tag)
}

/// Tells whether a stretch is a note by what it says; a neutral label alone makes none.
fn says_something(text: &str, raw: &Raw, cues: &Cues) -> bool {
    let neutral = raw.labelled && raw.kind == NoteKind::EditorsNote;
    !neutral || deed::speaks_of_change(&Masked::new(&text[raw.content.clone()], &cues.words).text, cues)
}

/// Chooses the cues to read a text with: those of its language, as stated or guessed.
pub(super) fn cues_for(text: &str, context: &Context) -> &'static Cues {
    Cues::of(context.language.as_deref().unwrap_or_else(|| guess(text)))
}

/// A note whose words are read and whose time is not settled yet.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Where it stands, and its time.
    pub(super) raw: Raw,
    kind: NoteKind,
    summary: Option<Range<usize>>,
    claims: Vec<Claim>,
}

impl Part {
    /// Counts its places from `by` bytes before where they counted from.
    pub(super) fn shift(&mut self, by: usize) {
        self.raw.shift(by);
        self.summary = self.summary.take().map(|at| at.start + by..at.end + by);
        for claim in &mut self.claims {
            claim.origin = claim.origin.clone().placed(|at| {
                let at = at.range();
                Some(Span::new(at.start + by, at.end + by))
            });
        }
    }
}

/// The longest label that may be a word of another meaning, in bytes: "note", "nota", "hinweis".
const LONGEST_PLAIN: usize = 7;

/// Reads the words of a stretch: one note, or two where it also states the first publication; none where a neutral label
/// introduces something else.
pub(super) fn read_raw(text: &str, mut raw: Raw, cues: &Cues) -> Vec<Part> {
    let content = &text[raw.content.clone()];
    let masked = Masked::new(content, &cues.words);
    let neutral = raw.labelled && raw.kind == NoteKind::EditorsNote;
    // "Note: 3.5 of 5. This edition was revised" is a rating; an editor's note speaks of this article anyway.
    let is_plain = raw.named.clone().is_some_and(|named| named.len() <= LONGEST_PLAIN);
    let names_this = || cues.own.is_empty() || cues.own.iter().any(|own| own.is_match(&masked.text));
    if neutral && (!deed::speaks_of_change(&masked.text, cues) || (is_plain && !names_this())) {
        return Vec::new();
    }
    let (kind, overruled) = deed::kind(raw.kind, raw.labelled, &masked, cues);
    if let Some(at) = overruled {
        let at = masked.range(at);
        raw.named = Some(raw.content.start + at.start..raw.content.start + at.end);
    }
    if kind == NoteKind::Published {
        return vec![Part { raw, kind, summary: None, claims: Vec::new() }];
    }
    let published = published_inside(&masked, cues);
    let mut told = content;
    let mut told_from = raw.content.start;
    if let Some((_, at)) = &published {
        let rest = rest_of(content, at.end);
        let change_before = deed::speaks_of_change(&content[..at.start], cues);
        if !change_before {
            told_from += content.len() - rest.len();
            told = rest;
        }
    }
    let inner = if told.len() == content.len() { masked } else { Masked::new(told, &cues.words) };
    if raw.time.is_none() {
        raw.time = time_inside(&inner, cues).map(|time| Timed::new(time, told_from));
    }
    let range =
        if kind == NoteKind::Other && !says_correction(told, cues) { None } else { summary::of_masked(&inner, cues) };
    let change = published.is_none() || range.is_some() || deed::speaks_of_change(told, cues);
    let told_text = range.clone().map(|range| &text[range.start + told_from..range.end + told_from]);
    let said = if told_text.is_some() { told } else { &text[raw.span.clone()] };
    let claims = claims(kind, raw.labelled, (text, told_text), said, cues);
    let main = Part {
        kind,
        summary: range.map(|range| range.start + told_from..range.end + told_from),
        claims,
        raw: raw.clone(),
    };
    let mut parts = Vec::new();
    if let Some((time, at)) = published {
        let span = if change { raw.content.start + at.start..raw.content.start + at.end } else { raw.span.clone() };
        let named = Some(raw.content.start + at.start..raw.content.start + at.end);
        let time = Some(Timed::new(time, raw.content.start));
        let raw = Raw { span, named, time, beside: None, kind: NoteKind::Published, ..raw };
        parts.push(Part { raw, kind: NoteKind::Published, summary: None, claims: Vec::new() });
    }
    if change {
        parts.push(main);
    }
    parts
}

fn says_correction(told: &str, cues: &Cues) -> bool {
    let said = deed::Said { told: Some(told), content: told, labelled: true, states_right: true, states_both: false };
    deed::action(NoteKind::Other, said, cues) != super::claim::Action::Unspecified
}

/// What follows a statement of first publication: the rest of its sentence, or the next one.
fn rest_of(content: &str, at: usize) -> &str {
    content[at..].trim_start_matches([' ', ',', '.', ';', ')', '|', '，', '。'])
}

/// Finds a statement of first publication inside a note.
fn published_inside(masked: &Masked, cues: &Cues) -> Option<(Found, Range<usize>)> {
    let fit = cues.published_inside.iter().find_map(|pattern| pattern.fit(&masked.text))?;
    let time = masked.time_in(fit.group("time")?)?;
    let at = masked.range(fit.range());
    Some((time.clone(), at))
}

/// Reads the time that stands beside the verb, or at the end.
fn time_inside(masked: &Masked, cues: &Cues) -> Option<Found> {
    let by_verb = cues.time_inside.iter().find_map(|pattern| masked.time_in(pattern.fit(&masked.text)?.group("time")?));
    let time = by_verb.or_else(|| {
        let trimmed = masked.text.trim_end_matches([' ', '.', ')', ']', '*', '）', '】', '。']);
        let sign = trimmed.chars().next_back().filter(|sign| super::mask::is_time(*sign))?;
        let before = trimmed[..trimmed.len() - sign.len_utf8()].trim_end();
        (before.is_empty() || before.ends_with(['.', '!', '?', '(', '[', '—', '–', '”', '。', '（']))
            .then(|| masked.time(sign))
            .flatten()
    })?;
    Some(time.clone())
}

/// Reads a line that is known to be a note though nothing in it says so.
pub(super) fn unlabelled(line: &str, start: usize, cues: &Cues) -> Part {
    let time = scan(line, &cues.words).into_iter().next();
    let span = start..start + line.len();
    let summary = summary::of(line, cues);
    let raw = Raw {
        span: span.clone(),
        content: span,
        kind: NoteKind::Other,
        named: None,
        labelled: false,
        time: time.map(|time| Timed::new(time, start)),
        beside: None,
        heads: false,
        needs_grounds: false,
    };
    Part {
        raw,
        kind: NoteKind::Other,
        summary: summary.map(|range| range.start + start..range.end + start),
        claims: Vec::new(),
    }
}

/// Settles the times of the notes of one text and puts the notes together.
pub(super) fn notes(text: &str, parts: &[Part], context: &Context, cues: &Cues) -> Vec<Note> {
    let timed = |part: &&Part| part.raw.time.is_some();
    let stated: Vec<Stated> = parts
        .iter()
        .filter(timed)
        .filter_map(|part| {
            let time = part.raw.time.clone()?;
            let (text, parts) = (text[time.at].to_owned(), time.parts);
            Some(Stated { text, parts, published: part.kind == NoteKind::Published, beside: part.raw.beside.clone() })
        })
        .collect();
    let mut stamps = settle(&stated, context, cues.zone).into_iter();
    let mut notes = Vec::new();
    for part in parts {
        let also = part.raw.time.as_ref().and_then(|time| time.parts.also);
        let stamp = if part.raw.time.is_some() { stamps.next() } else { None };
        let span = part.raw.span.clone();
        let place = |at: Range<usize>| {
            on_one_line(&text[span.clone()], at.start.checked_sub(span.start)?..at.end.checked_sub(span.start)?)
        };
        let claim =
            |claim: &Claim| Claim { origin: claim.origin.clone().placed(|at| place(at.range())), ..claim.clone() };
        let origin = NoteOrigin {
            kind: part.raw.named.clone().and_then(place),
            time: part.raw.time.as_ref().and_then(|time| place(time.at.clone())),
            summary: part.summary.clone().and_then(place),
        };
        let note = Note {
            kind: part.kind,
            text: one_line(&text[part.raw.span.clone()]),
            span: Span::new(part.raw.span.start, part.raw.span.end),
            stamp,
            summary: part.summary.clone().map(|range| text[range].to_owned()),
            claims: part.claims.iter().map(claim).collect(),
            origin,
        };
        // "On 18 and 21 June" is two notes that say the same.
        if let (Some(day), Some(stamp)) = (also, &note.stamp) {
            let at = stamp.at.and_then(|at| chrono::Datelike::with_day(&at, day));
            let twin = Note { stamp: Some(super::stamp::Stamp { at, ..stamp.clone() }), ..note.clone() };
            notes.extend([note, twin]);
        } else {
            notes.push(note);
        }
    }
    notes
}
