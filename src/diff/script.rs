//! From gaps between kept words to edits of the texts: blanks find their side here, and noise is told apart.

use memchr::memchr;

use super::border;
use super::edit::{Edit, Noise};
use super::gap::Gap;
use super::noise;
use super::sides::Sides;
use super::stretch::Stretch;
use crate::text::{Span, breaks, is_space};

/// Writes the edits of one pair of stretches.
pub(super) struct Writer<'w, 'a> {
    stretches: Sides<&'w Stretch<'a>>,
    edits: &'w mut Vec<Edit>,
}

impl<'w, 'a> Writer<'w, 'a> {
    /// Writes the edits for `gaps`, which are in order, behind those already in `edits`.
    pub(super) fn write(stretches: Sides<&'w Stretch<'a>>, gaps: &[Gap], edits: &'w mut Vec<Edit>) {
        let mut writer = Self { stretches, edits };
        let mut at = Sides::new(0, 0);
        for gap in gaps {
            writer.keep(at, gap.before.start - at.before);
            writer.change(gap);
            at = Sides::new(gap.before.end, gap.after.end);
        }
        let rest = writer.stretches.before.words.len() - at.before;
        writer.keep(at, rest);
        if gaps.last().is_none_or(|last| last.before.end < writer.stretches.before.words.len()) {
            let ends = writer.stretches.map(|side| side.words.len());
            writer.blanks(stretches.before.blanks_before(ends.before), stretches.after.blanks_before(ends.after));
        }
    }

    /// Writes what parts a run of `count` kept words from its twin: blanks and noise.
    ///
    /// The blanks before the run belong to it, unless a gap came before.
    fn keep(&mut self, at: Sides<usize>, count: usize) {
        if count == 0 {
            return;
        }
        if at.before == 0 && at.after == 0 {
            self.blanks(self.stretches.before.blanks_before(0), self.stretches.after.blanks_before(0));
        }
        let run = |side: &Stretch, at: usize| Span { start: side.start_of(at), end: side.words[at + count - 1].end };
        let runs = Sides::new(run(self.stretches.before, at.before), run(self.stretches.after, at.after));
        if runs.before.of(self.stretches.before.text) == runs.after.of(self.stretches.after.text) {
            return;
        }
        for step in 0..count {
            let (old, new) = (at.before + step, at.after + step);
            if step > 0 {
                self.blanks(self.stretches.before.blanks_before(old), self.stretches.after.blanks_before(new));
            }
            self.word(old, new);
        }
    }

    /// Writes the edit of a kept word, when its style changed.
    fn word(&mut self, old: usize, new: usize) {
        let (before, after) = (self.stretches.before.word(old), self.stretches.after.word(new));
        if before != after {
            let opens = opens_sentence(self.stretches.before, old) || opens_sentence(self.stretches.after, new);
            let at = Sides::new(self.stretches.before.words[old], self.stretches.after.words[new]);
            self.edits.push(Edit { at, noise: noise::between(before, after, opens) });
        }
    }

    /// Writes the edit of blanks between kept words, when they differ.
    fn blanks(&mut self, before: Span, after: Span) {
        if before.of(self.stretches.before.text) != after.of(self.stretches.after.text) {
            self.edits.push(Edit { at: Sides::new(before, after), noise: Some(Noise::Space) });
        }
    }

    /// Writes the edits of a gap: the blanks at its ends stay out where both sides have the same.
    fn change(&mut self, gap: &Gap) {
        let (old, new) = (self.stretches.before, self.stretches.after);
        match (gap.before.is_empty(), gap.after.is_empty()) {
            (true, true) => {}
            (true, false) => {
                let (kept, outer) = (old.blanks_before(gap.before.start), outer(new, gap.after.start, gap.after.end));
                self.one_sided(kept, old.text, &outer, new.text, |at| at);
            }
            (false, true) => {
                let (kept, outer) = (new.blanks_before(gap.after.start), outer(old, gap.before.start, gap.before.end));
                self.one_sided(kept, new.text, &outer, old.text, Sides::swap);
            }
            (false, false) => {
                self.blanks(old.blanks_before(gap.before.start), new.blanks_before(gap.after.start));
                self.replace(gap);
                self.blanks(old.blanks_before(gap.before.end), new.blanks_before(gap.after.end));
            }
        }
    }

    /// Writes an insertion, or a deletion by way of `turn`: one of the blanks around the words stays.
    fn one_sided(
        &mut self,
        kept: Span,
        kept_text: &str,
        outer: &Outer,
        text: &str,
        turn: fn(Sides<Span>) -> Sides<Span>,
    ) {
        let same = |blanks: Span| kept.of(kept_text) == blanks.of(text);
        let leads = same(outer.leading) || (!same(outer.trailing) && outer.trailing.len() >= outer.leading.len());
        let (stays, words) = if leads {
            (outer.leading, Span { start: outer.leading.end, end: outer.trailing.end })
        } else {
            (outer.trailing, Span { start: outer.leading.start, end: outer.trailing.start })
        };
        let place = if leads { kept.end } else { kept.start };
        let space = Edit { at: turn(Sides::new(kept, stays)), noise: Some(Noise::Space) };
        let differs = !same(stays);
        if differs && leads {
            self.edits.push(space);
        }
        for part in paragraphs(text, words) {
            let edit = Edit { at: turn(Sides::new(Span { start: place, end: place }, part)), noise: None };
            self.edits.push(edit);
        }
        if differs && !leads {
            self.edits.push(space);
        }
    }

    /// Writes a replacement, paragraph by paragraph where it reaches across several.
    fn replace(&mut self, gap: &Gap) {
        let spans = Sides::new(
            Span {
                start: self.stretches.before.start_of(gap.before.start),
                end: self.stretches.before.end_before(gap.before.end),
            },
            Span {
                start: self.stretches.after.start_of(gap.after.start),
                end: self.stretches.after.end_before(gap.after.end),
            },
        );
        let (old, new) = (self.stretches.before.text, self.stretches.after.text);
        let breaks = |text: &str, span: Span| memchr(b'\n', span.of(text).as_bytes()).is_some();
        if !breaks(old, spans.before) && !breaks(new, spans.after) {
            // `18.` is one word before a month and two at the end of a sentence.
            if spans.before.of(old) != spans.after.of(new) {
                self.edits.push(Edit { at: spans, noise: None });
            }
            return;
        }
        let parts = Sides::new(paragraphs(old, spans.before), paragraphs(new, spans.after));
        let paired = parts.before.len().min(parts.after.len());
        let solid = Sides::new(Solid::of(old, &parts.before), Solid::of(new, &parts.after));
        for index in 0..paired {
            if index > 0 {
                self.blanks(solid.before.blanks_before(index), solid.after.blanks_before(index));
            }
            let at = Sides::new(solid.before.0[index], solid.after.0[index]);
            if at.before.of(old) != at.after.of(new) {
                self.edits.push(Edit { at, noise: None });
            }
        }
        let ends = spans.map(|span| span.end);
        for index in paired..parts.before.len() {
            let after = Span { start: ends.after, end: ends.after };
            self.edits.push(Edit { at: Sides::new(solid.before.with_blanks(index), after), noise: None });
        }
        for index in paired..parts.after.len() {
            let before = Span { start: ends.before, end: ends.before };
            self.edits.push(Edit { at: Sides::new(before, solid.after.with_blanks(index)), noise: None });
        }
    }
}

/// Paragraphs that follow each other, without the blanks between them.
struct Solid(Vec<Span>);

impl Solid {
    fn of(text: &str, parts: &[Span]) -> Self {
        let solid = |part: &Span| {
            let start = part.start as usize;
            Span::new(start, start + part.of(text).trim_end_matches(is_space).len())
        };
        Self(parts.iter().map(solid).collect())
    }

    /// Returns what parts a paragraph from the one before it.
    fn blanks_before(&self, index: usize) -> Span {
        Span { start: self.0[index - 1].end, end: self.0[index].start }
    }

    /// Returns a paragraph with what parts it from the one before it.
    fn with_blanks(&self, index: usize) -> Span {
        Span { start: self.0[index - 1].end, end: self.0[index].end }
    }
}

/// The blanks on both sides of some words.
struct Outer {
    leading: Span,
    trailing: Span,
}

fn outer(side: &Stretch, start: usize, end: usize) -> Outer {
    Outer { leading: side.blanks_before(start), trailing: side.blanks_before(end) }
}

/// Cuts a stretch behind each empty line, so that every paragraph is an edit of its own.
fn paragraphs(text: &str, span: Span) -> Vec<Span> {
    let (inner, base) = (span.of(text), span.start as usize);
    let mut parts = Vec::new();
    let (mut start, mut from) = (0, 0);
    while let Some(line) = memchr(b'\n', &inner.as_bytes()[from..]) {
        let at = from + line;
        let blank = inner[..at].trim_end_matches(is_space).len();
        from = inner.len() - inner[at..].trim_start_matches(is_space).len();
        if blank > start && from < inner.len() && breaks(&inner[blank..from]) >= 2 {
            parts.push(Span::new(base + start, base + from));
            start = from;
        }
    }
    parts.push(Span::new(base + start, base + inner.len()));
    parts
}

/// Tells whether a word opens its sentence: it stands first, behind a break, behind the stop of another sentence, or
/// behind the quotation mark that opens the sentence.
fn opens_sentence(side: &Stretch, index: usize) -> bool {
    let Some(last) = index.checked_sub(1) else { return true };
    let quoted =
        matches!(side.word(last), "“" | "\"" | "„" | "«" | "»" | "‘" | "'") && side.blanks_before(index).is_empty();
    breaks(side.blanks_before(index).of(side.text)) > 0
        || border::parts_sentences(side, index)
        || (quoted && opens_sentence(side, last))
}
