//! The body as it is shown: changed blocks, and the number of those between.

use super::lines::{Block, Lines};
use super::pieces::pieces;
use super::rows::{RowKind, rows};
use super::{Compared, Noise};
use crate::render::words::count;
use crate::text::Body;

/// A part of a compared body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::render) enum Part {
    /// Blocks that read the same, in words: `4 unchanged paragraphs`.
    Folded(String),
    /// Blocks that do not.
    Shown(RowKind, Vec<Block>),
}

/// Makes the parts of a compared body, in reading order; none when it reads the same.
pub(in crate::render) fn body(compared: &Compared<'_>, noise: Noise) -> Vec<Part> {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let lines = Lines { bodies, diff: &compared.comparison.body, fold_noise: noise == Noise::Folded };
    let mut parts = Vec::new();
    let mut fold = Fold::default();
    for row in rows(bodies, pieces(bodies.map(Body::text), lines.diff)) {
        if row.kind == RowKind::Same || (row.kind == RowKind::Noise && lines.fold_noise) {
            fold.same += 1;
            fold.noise += usize::from(row.kind == RowKind::Noise);
            continue;
        }
        parts.extend(fold.close());
        parts.push(Part::Shown(row.kind, lines.of(&row)));
    }
    if parts.is_empty() && fold.noise == 0 {
        return parts;
    }
    parts.extend(fold.close());
    parts
}

/// The unchanged blocks since the last changed one.
#[derive(Default)]
struct Fold {
    same: usize,
    noise: usize,
}

impl Fold {
    /// Says how many there are, and begins anew.
    fn close(&mut self) -> Option<Part> {
        let Self { same, noise } = std::mem::take(self);
        let mut text = count(same, "unchanged paragraph", "unchanged paragraphs");
        if noise > 0 {
            text.push_str(", ");
            text.push_str(&count(noise, "but for typography", "but for typography"));
        }
        (same > 0).then_some(Part::Folded(text))
    }
}
