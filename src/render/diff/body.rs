//! The body as it is shown: changed blocks, and the number of those between.

use super::lines::{Block, Lines};
use super::pieces::pieces;
use super::rows::{Row, RowKind, rows};
use super::{Compared, Noise};
use crate::render::words::count;
use crate::text::Body;

/// A part of a compared body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::render) enum Part {
    /// Blocks that read the same: how many they are in words, `4 unchanged paragraphs`, and the blocks.
    Folded(String, Vec<Block>),
    /// Blocks that do not.
    Shown(RowKind, Vec<Block>),
}

/// Makes the parts of a compared body, in reading order; none when it reads the same.
pub(in crate::render) fn body(compared: &Compared<'_>, noise: Noise) -> Vec<Part> {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let lines = Lines { bodies, diff: &compared.comparison.body, fold_noise: noise == Noise::Folded, turned: false };
    let part = |section| match section {
        Section::Folded(text, rows) => Part::Folded(text, rows.iter().flat_map(|row| lines.of(row)).collect()),
        Section::Shown(row) => Part::Shown(row.kind, lines.of(&row)),
    };
    sections(compared, noise).into_iter().map(part).collect()
}

/// A part of a compared body, as rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Rows that read the same, and how many blocks they are, in words.
    Folded(String, Vec<Row>),
    /// A row that does not.
    Shown(Row),
}

/// Parts the rows of a compared body into those shown and those folded; none when it reads the same.
pub(super) fn sections(compared: &Compared<'_>, noise: Noise) -> Vec<Section> {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let mut sections = Vec::new();
    let mut fold = Fold::default();
    for row in rows(bodies, pieces(bodies.map(Body::text), &compared.comparison.body)) {
        if row.kind == RowKind::Same || (row.kind == RowKind::Noise && noise == Noise::Folded) {
            fold.noise += usize::from(row.kind == RowKind::Noise);
            fold.rows.push(row);
            continue;
        }
        sections.extend(fold.close());
        sections.push(Section::Shown(row));
    }
    if sections.is_empty() && fold.noise == 0 {
        return sections;
    }
    sections.extend(fold.close());
    sections
}

/// The rows since the last one shown, which read the same.
#[derive(Default)]
struct Fold {
    rows: Vec<Row>,
    noise: usize,
}

impl Fold {
    /// Says how many there are, and begins anew.
    fn close(&mut self) -> Option<Section> {
        let Self { rows, noise } = std::mem::take(self);
        let mut text = count(rows.len(), "unchanged paragraph", "unchanged paragraphs");
        if noise > 0 {
            text.push_str(", ");
            text.push_str(&count(noise, "but for typography", "but for typography"));
        }
        (!rows.is_empty()).then_some(Section::Folded(text, rows))
    }
}
