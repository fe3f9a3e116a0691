//! Comparisons as stretches, for programs.

use serde::Serialize;

use super::pieces::{Piece, pieces};
use super::rows::{RowKind, rows};
use super::{Compared, Noise};
use crate::diff::{Diff, Sides};
use crate::render::role::Role;
use crate::text::Body;

/// Blocks that share text, and what became of them.
#[derive(Clone, Debug, Serialize)]
pub struct RowJson {
    /// What became of them: `same`, `noise`, `changed`, `inserted`, `deleted`, `moved-from`, `moved-to`, `split`,
    /// `merged`, `regrouped`.
    pub kind: &'static str,
    /// Their numbers on the earlier side, from 1.
    pub before: Vec<usize>,
    /// Their numbers on the later side.
    pub after: Vec<usize>,
    /// Their text in stretches; left out of blocks that read the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<RunJson>,
}

/// A stretch of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct RunJson {
    /// What it is: `same`, `deleted`, `inserted`, `moved-from`, `moved-to`, `noise-out`, `noise-in`.
    pub role: &'static str,
    /// Its text.
    pub text: String,
    /// Which of the moved passages it belongs to, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<usize>,
}

/// A passage that stands elsewhere now.
#[derive(Clone, Debug, Serialize)]
pub struct MoveJson<'a> {
    /// The number of the paragraph it stood in, from 1.
    pub from: usize,
    /// The number of the paragraph it stands in.
    pub to: usize,
    /// What it read.
    pub before: &'a str,
    /// What it reads.
    pub after: &'a str,
}

/// Makes the moves of a comparison's body.
pub(in crate::render) fn moves_json<'a>(compared: &Compared<'a>) -> Vec<MoveJson<'a>> {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let number = |body: &Body, at: u32| body.block_at(at as usize).map_or(0, |block| block + 1);
    let moves = compared.comparison.body.moves.iter();
    moves
        .map(|moved| MoveJson {
            from: number(bodies.before, moved.at.before.start),
            to: number(bodies.after, moved.at.after.start),
            before: moved.at.before.of(bodies.before.text()),
            after: moved.at.after.of(bodies.after.text()),
        })
        .collect()
}

/// Makes the rows of a comparison's body.
pub(in crate::render) fn rows_json(compared: &Compared<'_>, shown: Noise) -> Vec<RowJson> {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let pieces = pieces(bodies.map(Body::text), &compared.comparison.body);
    let numbers = |range: std::ops::Range<usize>| range.map(|index| index + 1).collect();
    rows(bodies, pieces)
        .into_iter()
        .map(|row| RowJson {
            kind: row.kind.name(),
            before: numbers(row.blocks.before),
            after: numbers(row.blocks.after),
            runs: if row.kind == RowKind::Same {
                Vec::new()
            } else {
                row.pieces.into_iter().filter_map(|placed| run(placed.piece, shown)).collect()
            },
        })
        .collect()
}

/// Makes the stretches of a short text.
pub(in crate::render) fn runs_json(texts: Sides<&str>, diff: &Diff, shown: Noise) -> Vec<RunJson> {
    pieces(texts, diff).into_iter().filter_map(|piece| run(piece, shown)).collect()
}

fn run(piece: Piece, shown: Noise) -> Option<RunJson> {
    let role = match (piece.role, shown) {
        (Role::NoiseOut, Noise::Folded) => return None,
        (Role::NoiseIn, Noise::Folded) => Role::Same,
        (role, _) => role,
    };
    Some(RunJson { role: name(role), text: piece.text, moved: piece.moved.map(|index| index + 1) })
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Deleted => "deleted",
        Role::Inserted => "inserted",
        Role::MovedFrom => "moved-from",
        Role::MovedTo => "moved-to",
        Role::NoiseOut => "noise-out",
        Role::NoiseIn => "noise-in",
        _ => "same",
    }
}
