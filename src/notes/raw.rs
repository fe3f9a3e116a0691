//! The stretches of a text that are notes, before their words are read.

use std::ops::Range;

use super::cues::Cues;
use super::date::{Found, Parts};
use super::gate::Passed;
use super::head::{Form, Head, Left, heads};
use super::mask::{Masked, is_time};
use super::note::NoteKind;
use super::summary;

/// A time and where in the text it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timed {
    /// Where its words stand in the text.
    pub(super) at: Range<usize>,
    /// What they state.
    pub(super) parts: Parts,
}

impl Timed {
    /// Takes a time found in a stretch that begins at `offset` of the whole text.
    pub(super) fn new(found: Found, offset: usize) -> Self {
        Self { at: found.at.start + offset..found.at.end + offset, parts: found.parts }
    }
}

/// A stretch of a text that is a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    /// Where it stands in the text.
    pub(super) span: Range<usize>,
    /// Where what it says stands.
    pub(super) content: Range<usize>,
    /// What its label or verb says of its kind.
    pub(super) kind: NoteKind,
    /// Where the label, verb or phrase stands that says so.
    pub(super) named: Option<Range<usize>>,
    /// Whether a label says so.
    pub(super) labelled: bool,
    /// The time it states.
    pub(super) time: Option<Timed>,
    /// A time without a label right before it.
    pub(super) beside: Option<Parts>,
    /// Alone on its line it heads the text below it.
    pub(super) heads: bool,
    /// Without a time it is a note only if what it says gives grounds.
    pub(super) needs_grounds: bool,
}

/// Finds the notes of one line; places count from its start.
pub(super) fn in_line(line: &str, passed: &Passed, cues: &Cues) -> Vec<Raw> {
    let masked = Masked::new(line, &cues.words);
    let heads = heads(&masked, passed, cues);
    if heads.is_empty() || cues.veto.iter().any(|veto| veto.is_match(&masked.text)) {
        return Vec::new();
    }
    let mut chosen: Vec<Head> = Vec::new();
    let mut limit = 0;
    for head in heads {
        if let Some(last) = chosen.last_mut()
            && head.start < limit
            && !begins_anew(&masked, last, &head)
        {
            absorb(&masked, last, head);
            continue;
        }
        limit = end_of_brackets(&masked.text, &head);
        chosen.push(head);
    }
    let starts: Vec<usize> = chosen.iter().skip(1).map(|head| head.start).chain([masked.text.len()]).collect();
    let mut raws: Vec<Raw> = Vec::new();
    for (head, next) in chosen.iter().zip(starts) {
        let end = if head.closed { head.content } else { end_of_brackets(&masked.text, head).min(next) };
        raws.extend(listed(&masked, head, end));
    }
    raws
}

/// Tells whether a head inside a note begins a new one.
fn begins_anew(masked: &Masked, last: &Head, head: &Head) -> bool {
    let between = masked.text[last.content.min(head.start)..head.start]
        .trim_matches(|c: char| !c.is_alphanumeric() && !is_time(c));
    let own_time = head.time.is_some();
    if last.kind == NoteKind::Other && head.kind == NoteKind::Other && head.form != Form::Label {
        return false;
    }
    if matches!(last.kind, NoteKind::Published | NoteKind::Other) && !(last.form == Form::Label && last.time.is_none())
    {
        return head.left != Left::Bracket || last.form == Form::Label;
    }
    match head.form {
        Form::Label if between.is_empty() => own_time && last.time.is_some(),
        Form::Label => match head.left {
            Left::Start | Left::Separator | Left::Glued => own_time || last.form != Form::Label || head.heads,
            Left::Sentence | Left::Bracket => {
                masked.text[head.start..].starts_with(|c: char| !c.is_lowercase()) && (head.heads || own_time)
            }
        },
        Form::Sentence if head.kind == NoteKind::Other => last.form != Form::Label || !between.is_empty(),
        Form::Sentence => {
            (last.form == Form::Wire && head.kind == NoteKind::Correction)
                || (last.form == Form::Sentence && own_time && last.time.is_some() && !between.is_empty())
        }
        Form::Wire => false,
    }
}

/// Lets a note take what a head inside it knows.
fn absorb(masked: &Masked, last: &mut Head, head: Head) {
    let between = &masked.text[last.content.min(head.start)..head.start];
    if last.time.is_none()
        && between.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
        && head.form == Form::Label
    {
        last.time = head.time;
    }
}

/// Returns where the brackets end in which a note stands, else the end of the line.
fn end_of_brackets(text: &str, head: &Head) -> usize {
    let before = text[..head.start].trim_end_matches([' ', '*', '※', '▶']);
    let Some(open) = before.chars().next_back() else { return text.len() };
    let close = match open {
        '(' => ')',
        '[' => ']',
        '（' => '）',
        '【' => '】',
        _ => return text.len(),
    };
    let mut depth = 1_usize;
    for (at, character) in text[head.start..].char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
        }
        if depth == 0 {
            let at = head.start + at;
            // A bracket that closes right behind the label holds the label alone, and the note goes on.
            let rest = text[at..].trim_matches(|c: char| !c.is_alphanumeric() && !is_time(c));
            return if at <= head.content && !rest.is_empty() && head.left == Left::Start {
                text.len()
            } else {
                at.max(head.content.min(text.len()))
            };
        }
    }
    text.len()
}

/// Makes the note of a head, or several where its text is a list of times ("…; 1:03 p.m.: Adds …").
fn listed(masked: &Masked, head: &Head, end: usize) -> Vec<Raw> {
    let content_start = head.content.min(end);
    let mut cuts = vec![(head.start, content_start, head.time.clone())];
    if head.form == Form::Label {
        let text = &masked.text[content_start..end];
        for (at, sign) in text.char_indices().filter(|(_, c)| is_time(*c)) {
            let before = text[..at].trim_end();
            let after = text[at + sign.len_utf8()..].trim_start();
            let list_item = before.ends_with([';', '；']) && after.starts_with([':', '：', '—', '–', ',']);
            if list_item {
                let behind = content_start + at + sign.len_utf8() + 1;
                cuts.push((content_start + at, behind.min(end), masked.time(sign).cloned()));
            }
        }
    }
    let ends: Vec<usize> = cuts.iter().skip(1).map(|cut| cut.0).chain([end]).collect();
    let make = |((start, content, time), end): ((usize, usize, Option<Found>), usize)| {
        let boundary = |mut at: usize| {
            while at < masked.text.len() && !masked.text.is_char_boundary(at) {
                at += 1;
            }
            at.min(masked.text.len())
        };
        Raw {
            span: masked.range(start..end),
            content: masked.range(boundary(content).min(end)..end),
            kind: head.kind,
            labelled: head.form == Form::Label,
            named: Some(masked.range(head.named.clone())),
            time: time.map(|time| Timed::new(time, 0)),
            beside: head.beside.as_ref().map(|beside| beside.parts.clone()),
            heads: head.heads,
            needs_grounds: head.needs_grounds,
        }
    };
    cuts.into_iter().zip(ends).map(make).collect()
}

impl Raw {
    /// Counts its places from `by` bytes before where they counted from.
    pub(super) fn shift(&mut self, by: usize) {
        let time = self.time.as_mut().map(|time| &mut time.at);
        for place in [&mut self.span, &mut self.content].into_iter().chain(&mut self.named).chain(time) {
            *place = place.start + by..place.end + by;
        }
    }

    /// Returns it with places that count from where it begins; none where one of them stands outside.
    pub(super) fn counted_from_its_start(&self) -> Option<Self> {
        let (start, end) = (self.span.start, self.span.end);
        let back = |place: &Range<usize>| {
            let inside = start <= place.start && place.start <= place.end && place.end <= end;
            inside.then(|| place.start - start..place.end - start)
        };
        let named = match &self.named {
            Some(named) => Some(back(named)?),
            None => None,
        };
        let time = match &self.time {
            Some(time) => Some(Timed { at: back(&time.at)?, parts: time.parts.clone() }),
            None => None,
        };
        Some(Self { span: back(&self.span)?, content: back(&self.content)?, named, time, ..self.clone() })
    }

    /// Tells whether a note says nothing but that there is one.
    pub(super) fn is_bare(&self, text: &str, cues: &Cues) -> bool {
        summary::of(&text[self.content.clone()], cues).is_none()
    }
}
