//! A stretch that a reader would call one edit.

use super::super::change::ChangeKind;
use crate::diff::Sides;
use crate::text::Span;

/// A stretch that a reader would call one edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::history) struct Hunk {
    /// What was done.
    pub(in crate::history) kind: ChangeKind,
    /// The stretch on both sides; empty where nothing stood or stands.
    pub(in crate::history) at: Sides<Span>,
    /// The words in it that differ.
    pub(in crate::history) edits: Vec<Sides<Span>>,
    /// The blocks it is in.
    pub(in crate::history) blocks: Sides<Option<usize>>,
    /// The sentences around it; empty where there is none.
    pub(in crate::history) sentences: Sides<Span>,
}

impl Hunk {
    /// Makes the hunk of a stretch that is wholly other.
    pub(super) fn whole(at: Sides<Span>, blocks: Sides<Option<usize>>) -> Self {
        let kind = match (at.before.is_empty(), at.after.is_empty()) {
            (true, _) => ChangeKind::Insert,
            (_, true) => ChangeKind::Delete,
            _ => ChangeKind::Replace,
        };
        Self { kind, at, edits: vec![at], blocks, sentences: at }
    }
}

/// Cuts the blanks off both ends of a stretch.
pub(super) fn trim(span: Span, text: &str) -> Span {
    let cut = span.of(text);
    let start = span.start as usize + (cut.len() - cut.trim_start().len());
    Span::new(start, start + cut.trim().len())
}

/// Returns the smallest stretch that holds both.
pub(super) fn cover(one: Span, other: Span) -> Span {
    match (one.is_empty(), other.is_empty()) {
        (true, false) => other,
        (false, true) => one,
        _ => Span { start: one.start.min(other.start), end: one.end.max(other.end) },
    }
}
