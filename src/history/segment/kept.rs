//! What both sides share, and how much of it lies where.

use std::collections::BTreeMap;

use crate::diff::{Diff, Sides};
use crate::text::Span;

/// The stretches both texts share, in order: equal words, or words that differ by noise alone.
pub(super) fn kept(diff: &Diff, texts: Sides<&str>) -> Vec<Sides<Span>> {
    let mut found = Vec::new();
    let (mut before, mut after) = (0, 0);
    for edit in &diff.edits {
        let (start, end) = (edit.at.before.start as usize, edit.at.after.start as usize);
        if start > before && end > after {
            found.push(Sides::new(Span::new(before, start), Span::new(after, end)));
        }
        if edit.noise.is_some() {
            found.push(edit.at);
        }
        (before, after) = (edit.at.before.end as usize, edit.at.after.end as usize);
    }
    if before < texts.before.len() && after < texts.after.len() {
        found.push(Sides::new(Span::new(before, texts.before.len()), Span::new(after, texts.after.len())));
    }
    found
}

/// Counts how many bytes each part of one side shares with each part of the other; parts are in order.
pub(super) fn shared(kept: &[Sides<Span>], parts: Sides<&[Span]>) -> BTreeMap<(usize, usize), usize> {
    let mut found = BTreeMap::new();
    for stretch in kept {
        for old in touching(parts.before, stretch.before) {
            for new in touching(parts.after, stretch.after) {
                let bytes = overlap(*stretch, parts.before[old], parts.after[new]);
                if bytes > 0 {
                    *found.entry((old, new)).or_default() += bytes;
                }
            }
        }
    }
    found
}

/// Returns the numbers of the parts that a stretch touches.
fn touching(parts: &[Span], stretch: Span) -> std::ops::Range<usize> {
    let start = parts.partition_point(|part| part.end <= stretch.start);
    let end = parts.partition_point(|part| part.start < stretch.end);
    start..end.max(start)
}

/// Counts the bytes of a shared stretch that lie in both parts.
fn overlap(stretch: Sides<Span>, old: Span, new: Span) -> usize {
    let within = |span: Span, part: Span| {
        (part.start.max(span.start) - span.start, part.end.min(span.end).max(span.start) - span.start)
    };
    let (old, new) = (within(stretch.before, old), within(stretch.after, new));
    (old.1.min(new.1) as usize).saturating_sub(old.0.max(new.0) as usize)
}
