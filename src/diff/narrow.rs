//! Sentences at both ends of a changed line that stand in both texts: left out before words are cut.

use super::sides::Sides;
use crate::text::{Span, is_space};

/// Stretches shorter than this are not narrowed, in bytes.
const SHORTEST: usize = 120;

/// How many bytes are compared at a time, coarsely first.
const BLOCKS: [usize; 3] = [512, 32, 1];

/// Narrows a pair of stretches to what lies between the whole sentences they begin and end with.
///
/// It cuts behind a stop and a blank only, so that tokens are the same as in the whole text, and an insertion can
/// still slide to the border of its sentence.
pub(super) fn narrow(texts: Sides<&str>, region: Sides<Span>) -> Sides<Span> {
    let inner = texts.zip(region).map(|(text, span)| span.of(text));
    if inner.before.len() < SHORTEST || inner.after.len() < SHORTEST {
        return region;
    }
    let (before, after) = (inner.before.as_bytes(), inner.after.as_bytes());
    let head = sentence_back(before, common_prefix(before, after));
    let head = inner.before[..head].trim_end_matches(is_space).len();
    let same = common_suffix(&before[head..], &after[head..]);
    let tail = before.len() - sentence_forth(before, before.len() - same);
    let start = region.map(|span| span.start as usize + head);
    start.zip(region).map(|(start, span)| Span::new(start, (span.end as usize - tail).max(start)))
}

/// Counts the bytes both begin with.
pub(super) fn common_prefix(before: &[u8], after: &[u8]) -> usize {
    let mut same = 0;
    for block in BLOCKS {
        let blocks = before[same..].chunks_exact(block).zip(after[same..].chunks_exact(block));
        same += blocks.take_while(|(one, other)| one == other).count() * block;
    }
    same
}

/// Counts the bytes both end with.
pub(super) fn common_suffix(before: &[u8], after: &[u8]) -> usize {
    let mut same = 0;
    for block in BLOCKS {
        let (before, after) = (&before[..before.len() - same], &after[..after.len() - same]);
        let blocks = before.rchunks_exact(block).zip(after.rchunks_exact(block));
        same += blocks.take_while(|(one, other)| one == other).count() * block;
    }
    same
}

/// Tells whether a sentence may begin at `at`: behind a stop and one blank.
fn begins(text: &[u8], at: usize) -> bool {
    at >= 2 && text[at - 1] == b' ' && text[at - 2] == b'.' && text.get(at).is_some_and(u8::is_ascii_uppercase)
}

/// Finds the beginning of the last whole sentence but one before `at`, or the start.
fn sentence_back(text: &[u8], at: usize) -> usize {
    let near = (0..at).rev().find(|at| begins(text, *at)).unwrap_or(0);
    if at - near > SHORTEST { near } else { (0..near).rev().find(|at| begins(text, *at)).unwrap_or(0) }
}

/// Finds the beginning of the first whole sentence behind `at`, or the end.
fn sentence_forth(text: &[u8], at: usize) -> usize {
    (at + 2..text.len()).find(|at| begins(text, *at)).unwrap_or(text.len())
}
