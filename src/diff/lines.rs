//! Lines that stand verbatim in both texts: found by their hashes, never cut into words.

use std::ops::Range;

use memchr::memchr_iter;

use super::chain::{self, Run};
use super::narrow::{common_prefix, common_suffix, narrow};
use super::number::{Numbers, hash};
use super::sides::Sides;
use crate::text::{Span, is_space};

/// How many bytes of text there are for each line, at the least in most texts.
const BYTES_A_LINE: usize = 64;

/// A line without the blanks around it.
struct Line {
    span: Span,
    id: u32,
}

/// Finds the stretches that are not verbatim the same line by line, in order; what lies between them is kept.
///
/// Each begins and ends where a kept line ends and begins, so that the blanks at its borders belong to it.
pub(super) fn regions(texts: Sides<&str>) -> Vec<Sides<Span>> {
    let middle = without_common_ends(texts);
    let mut numbers = Numbers::default();
    let lines = texts.zip(middle).map(|(text, span)| lines(text, span, &mut numbers));
    let mut regions = Regions { texts, at: middle.map(|span| span.start), found: Vec::new() };
    if !lines.before.is_empty() && !lines.after.is_empty() {
        for run in kept_runs(lines.as_ref().map(Vec::as_slice), numbers.bound()) {
            regions.keep(lines.as_ref().map(Vec::as_slice), run);
        }
    }
    regions.finish(middle.map(|span| span.end))
}

/// Leaves out the lines both texts begin with and those both end with.
fn without_common_ends(texts: Sides<&str>) -> Sides<Span> {
    let (before, after) = (texts.before.as_bytes(), texts.after.as_bytes());
    let same = common_prefix(before, after);
    let head = memchr::memrchr(b'\n', &before[..same]).map_or(0, |line| line + 1);
    let start = texts.before[..head].trim_end_matches(is_space).len();
    let same = common_suffix(&before[head..], &after[head..]);
    let tail = &texts.before.as_bytes()[before.len() - same..];
    let skipped = memchr::memchr(b'\n', tail).map_or(tail.len(), |line| line + 1);
    let tail = &texts.before[before.len() - same + skipped..];
    let tail = tail.trim_start_matches(is_space).len();
    texts.map(|text| Span::new(start, (text.len() - tail).max(start)))
}

/// Cuts a stretch into its lines; blank ones are left out.
fn lines(text: &str, span: Span, numbers: &mut Numbers) -> Vec<Line> {
    let mut lines = Vec::with_capacity(span.len() / BYTES_A_LINE + 1);
    let mut push = |range: Range<usize>| {
        let whole = &text[range.clone()];
        let is_trim = |byte: &u8| byte.is_ascii_graphic();
        let (start, line) =
            if whole.as_bytes().first().is_some_and(is_trim) && whole.as_bytes().last().is_some_and(is_trim) {
                (range.start, whole)
            } else {
                let line = whole.trim_start_matches(is_space);
                (range.start + whole.len() - line.len(), line.trim_end_matches(is_space))
            };
        if !line.is_empty() {
            let id = numbers.number(hash(line.as_bytes()));
            lines.push(Line { span: Span::new(start, start + line.len()), id });
        }
    };
    let mut start = span.start as usize;
    for length in memchr_iter(b'\n', span.of(text).as_bytes()) {
        let end = span.start as usize + length;
        push(start..end);
        start = end + 1;
    }
    push(start..span.end as usize);
    lines
}

/// Chooses the runs of lines that are kept.
fn kept_runs(lines: Sides<&[Line]>, bound: usize) -> Vec<Run> {
    let ids = lines.map(|lines| lines.iter().map(|line| line.id).collect::<Vec<u32>>());
    let twins = chain::twins(ids.as_ref().map(Vec::as_slice), bound);
    let mut chain = chain::heaviest(&twins, |run| bytes(lines.before, run.at.before..run.end().before));
    extend(&mut chain, ids.as_ref().map(Vec::as_slice));
    while drop_fences(&mut chain, lines) {}
    chain
}

/// Carries runs on over equal neighbours that the chain left out, since they stand oftener on one side.
fn extend(chain: &mut Vec<Run>, ids: Sides<&[u32]>) {
    let ends = Run { at: ids.map(<[u32]>::len), len: 0 };
    chain.push(ends);
    chain.insert(0, Run { at: Sides::new(0, 0), len: 0 });
    for index in 1..chain.len() {
        let (from, to) = (chain[index - 1].end(), chain[index].at);
        let same = |old: usize, new: usize| ids.before[old] == ids.after[new];
        let room = (to.before - from.before).min(to.after - from.after);
        let forth = (0..room).take_while(|step| same(from.before + step, from.after + step)).count();
        chain[index - 1].len += forth;
        let back = (1..=room - forth).take_while(|step| same(to.before - step, to.after - step)).count();
        chain[index].at = to.map(|at| at - back);
        chain[index].len += back;
    }
    chain.retain(|run| run.len > 0);
}

/// Drops runs that may fence off more text than they keep; words decide there. Tells whether it dropped one.
///
/// A kept line keeps words before it from pairing with words behind it. That is a loss only where more text could
/// cross it than it holds.
fn drop_fences(chain: &mut Vec<Run>, lines: Sides<&[Line]>) -> bool {
    let mut kept: Vec<Run> = Vec::with_capacity(chain.len());
    let mut dropped = false;
    for index in 0..chain.len() {
        let run = chain[index];
        let from = kept.last().map_or(Sides::new(0, 0), |last| last.end());
        let to = chain.get(index + 1).map_or(lines.map(<[Line]>::len), |next| next.at);
        let old = (bytes(lines.before, from.before..run.at.before), bytes(lines.before, run.end().before..to.before));
        let new = (bytes(lines.after, from.after..run.at.after), bytes(lines.after, run.end().after..to.after));
        let crossing = old.0.min(new.1).max(old.1.min(new.0));
        if 2 * crossing > 3 * bytes(lines.before, run.at.before..run.end().before) {
            dropped = true;
        } else {
            kept.push(run);
        }
    }
    *chain = kept;
    dropped
}

/// Counts the bytes of a run of lines, from the first to the last.
fn bytes(lines: &[Line], range: Range<usize>) -> u64 {
    match lines.get(range) {
        Some([first, .., last]) => u64::from(last.span.end - first.span.start),
        Some([only]) => only.span.len() as u64,
        _ => 0,
    }
}

/// Collects the stretches between kept lines.
struct Regions<'a> {
    texts: Sides<&'a str>,
    /// Where the last kept line ends.
    at: Sides<u32>,
    found: Vec<Sides<Span>>,
}

impl Regions<'_> {
    /// Keeps a run of lines, and the blanks between them where they are the same.
    fn keep(&mut self, lines: Sides<&[Line]>, run: Run) {
        let end = run.end();
        let (old, new) = (&lines.before[run.at.before..end.before], &lines.after[run.at.after..end.after]);
        let whole = |lines: &[Line]| Span { start: lines[0].span.start, end: lines[lines.len() - 1].span.end };
        let spans = Sides::new(whole(old), whole(new));
        if self.is_same(spans) {
            self.keep_span(spans);
            return;
        }
        for (old, new) in old.iter().zip(new) {
            let spans = Sides::new(old.span, new.span);
            if self.is_same(spans) {
                self.keep_span(spans);
            }
        }
    }

    fn is_same(&self, spans: Sides<Span>) -> bool {
        spans.before.of(self.texts.before) == spans.after.of(self.texts.after)
    }

    fn keep_span(&mut self, spans: Sides<Span>) {
        self.close(spans.map(|span| span.start));
        self.at = spans.map(|span| span.end);
    }

    /// Notes what lies between the last kept line and `to`, when it is not the same.
    fn close(&mut self, to: Sides<u32>) {
        let region = self.at.zip(to).map(|(start, end)| Span { start, end });
        if !self.is_same(region) {
            self.found.push(narrow(self.texts, region));
        }
    }

    fn finish(mut self, end: Sides<u32>) -> Vec<Sides<Span>> {
        self.close(end);
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(before: &str, after: &str) -> Vec<(String, String)> {
        let texts = Sides::new(before, after);
        regions(texts)
            .into_iter()
            .map(|at| (at.before.of(before).trim().to_owned(), at.after.of(after).trim().to_owned()))
            .collect()
    }

    fn pair(before: &str, after: &str) -> (String, String) {
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn only_lines_that_changed_are_looked_into() {
        assert_eq!(found("One.\n\nTwo.\n\nThree.", "One.\n\n2.\n\nThree."), [pair("Two.", "2.")]);
        assert_eq!(found("One.\n\nTwo.", "One.\n\nTwo.\n\nThree."), [pair("", "Three.")]);
        assert_eq!(found("a\n\nOne line.\n\nb", "c\n\nOne line.\n\nd"), [pair("a", "c"), pair("b", "d")]);
        assert!(found("same\n\nsame", "same\n\nsame").is_empty());
    }

    #[test]
    fn a_short_line_fences_off_no_longer_text() {
        let long = "A long paragraph that was edited a little and moved past a short line";
        let before = format!("{long}.\n\nShort.\n\nb");
        let after = format!("a\n\nShort.\n\n{long}!");
        assert_eq!(found(&before, &after).len(), 1);
    }
}
