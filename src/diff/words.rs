//! Edits inside an aligned pair; the one file that names `similar`.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Diff, Edit, Sides};
use crate::text::Span;

/// Compares two texts by words and blanks.
pub(super) fn diff(texts: Sides<&str>) -> Diff {
    let tokens = texts.map(|text| text.split_inclusive(char::is_whitespace).collect::<Vec<_>>());
    let starts = tokens.as_ref().map(|tokens| {
        tokens
            .iter()
            .scan(0, |at, token| {
                let start = *at;
                *at += token.len();
                Some(start)
            })
            .collect::<Vec<usize>>()
    });
    let at = |starts: &[usize], whole: &str, index: usize| starts.get(index).copied().unwrap_or(whole.len());
    let edits = capture_diff_slices(Algorithm::Myers, &tokens.before, &tokens.after)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| {
            let (before, after) = (op.old_range(), op.new_range());
            Edit {
                at: Sides::new(
                    Span::new(
                        at(&starts.before, texts.before, before.start),
                        at(&starts.before, texts.before, before.end),
                    ),
                    Span::new(at(&starts.after, texts.after, after.start), at(&starts.after, texts.after, after.end)),
                ),
                noise: None,
            }
        })
        .collect();
    Diff { edits, moves: Vec::new() }
}
