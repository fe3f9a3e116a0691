//! Each side of a comparison as it reads there, with what was done to it marked.

use super::lines::{Block, Lines, Passage, Stretch};
use super::pieces::{Piece, pieces};
use super::{Compared, Noise};
use crate::diff::{Diff, Sides};
use crate::render::role::Role;
use crate::text::Body;

/// Makes the blocks of both sides: the earlier one with what was taken out marked, the later one with what was put in.
pub(super) fn side_blocks(compared: &Compared<'_>, noise: Noise) -> Sides<Vec<Block>> {
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    let diff = &compared.comparison.body;
    let fold_noise = noise == Noise::Folded;
    let after = blocks(&Lines { bodies, diff, fold_noise, turned: false });
    // The earlier side is the later one of the comparison turned round.
    let mut before = blocks(&Lines { bodies: bodies.swap(), diff: &diff.invert(), fold_noise, turned: true });
    for block in &mut before {
        block.runs.iter_mut().for_each(turn);
    }
    Sides::new(before, after)
}

/// Makes the stretches of both sides of a text without blocks.
pub(super) fn side_runs(texts: Sides<&str>, diff: &Diff, noise: Noise) -> Sides<Vec<Stretch>> {
    let empty = Body::default();
    let of = |texts: Sides<&str>, diff: &Diff, turned: bool| {
        let lines = Lines { bodies: Sides::new(&empty, &empty), diff, fold_noise: noise == Noise::Folded, turned };
        let pieces = pieces(texts, diff);
        lines.joined(&pieces.iter().filter(|piece| stands_after(piece)).collect::<Vec<_>>())
    };
    let mut before = of(texts.swap(), &diff.invert(), true);
    before.iter_mut().for_each(turn);
    Sides::new(before, of(texts, diff, false))
}

/// Makes the blocks of the later side.
fn blocks(lines: &Lines<'_>) -> Vec<Block> {
    let body = lines.bodies.after;
    let pieces = pieces(lines.bodies.map(Body::text), lines.diff);
    let mut held: Vec<Vec<Piece>> = vec![Vec::new(); body.blocks().len()];
    for piece in pieces.into_iter().filter(stands_after) {
        let Some(at) = piece.at.after else { continue };
        let Some(block) = body.block_at(at).map(|block| &mut held[block]) else { continue };
        if let Some(end) = block.last().and_then(|last| Some(last.at.after? + last.text.len())).filter(|end| *end < at)
        {
            // The blank between them is a break on the other side, which pieces leave out.
            let text = body.text()[end..at].to_owned();
            block.push(Piece { role: Role::Same, text, at: Sides::new(None, Some(end)), moved: None });
        }
        block.push(piece);
    }
    let numbered = (1..).zip(body.blocks()).zip(held);
    numbered
        .map(|((number, block), pieces)| {
            let runs = lines.joined(&pieces.iter().collect::<Vec<_>>());
            Block { number, kind: block.kind, runs }
        })
        .collect()
}

fn stands_after(piece: &Piece) -> bool {
    piece.at.after.is_some() && (piece.role == Role::Same || piece.role.is_in())
}

/// Turns a stretch of the comparison turned round into what it is.
fn turn(stretch: &mut Stretch) {
    stretch.role = match stretch.role {
        Role::Inserted => Role::Deleted,
        Role::MovedTo => Role::MovedFrom,
        Role::NoiseIn => Role::NoiseOut,
        role => role,
    };
    stretch.passage = stretch.passage.map(|Passage { index, .. }| Passage { index, left: true });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::diff;
    use proptest::prelude::*;

    fn sides(before: &str, after: &str, noise: Noise) -> Sides<String> {
        let texts = Sides::new(before, after);
        let marked = |stretch: &Stretch| {
            let (open, close) = stretch.role.marks();
            format!("{open}{}{close}", stretch.text)
        };
        side_runs(texts, &diff(texts), noise).map(|side| side.iter().map(marked).collect())
    }

    #[test]
    fn each_side_shows_what_was_done_to_it_alone() {
        let found = sides("It sank at noon.", "It sank at one.", Noise::Shown);
        assert_eq!(found, Sides::new("It sank at [-noon-].".to_owned(), "It sank at {+one+}.".to_owned()));
    }

    #[test]
    fn folded_noise_reads_as_it_stands_on_each_side() {
        let found = sides("It's late.", "It’s late.", Noise::Folded);
        assert_eq!(found, Sides::new("It's late.".to_owned(), "It’s late.".to_owned()));
    }

    proptest! {
        #[test]
        fn each_side_holds_every_letter_of_its_text(
            before in "([a-cé渡]{1,3}[ .,“]{1,2}){0,8}", after in "([a-cé渡]{1,3}[ .,“]{1,2}){0,8}",
        ) {
            let texts = Sides::new(before.as_str(), after.as_str());
            let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            let read = side_runs(texts, &diff(texts), Noise::Shown)
                .map(|side| side.iter().map(|stretch| letters(&stretch.text).replace('␣', "")).collect::<String>());
            prop_assert_eq!(read, texts.map(letters));
        }
    }
}
