//! What stands before the text: the title, and the lines between it and the first paragraph.

use super::fields::{Printed, alike, is_stamp};
use super::joins::is_time;
use super::meta::Meta;
use super::outline::{Outline, Piece, PieceKind};
use super::region::Region;
use crate::text::{BlockKind, one_line};

/// The shortest piece that the text can begin with, in bytes.
const SHORTEST: usize = 25;

/// Words of a class that name the headline where it is no `<h1>`.
const HEADLINE_WORDS: &[&str] = &["headline", "title", "hed", "heading"];

/// Finds the piece that is the headline: the one the metadata knows, the title in the article, the only title.
pub(super) fn title(outline: &Outline, region: &Region, meta: &Meta) -> Option<usize> {
    let stated = meta.headline.as_ref().map(|said| one_line(&said.text)).unwrap_or_default();
    let find = |fits: &dyn Fn(&Piece) -> bool| outline.pieces.iter().position(fits);
    let is_title = |piece: &Piece| piece.kind == PieceKind::Title;
    let is_heading = |piece: &Piece| piece.kind == PieceKind::Block(BlockKind::Heading);
    let known = |text: &str| !stated.is_empty() && alike(text, &stated);
    let named = |piece: &Piece| {
        let element = &outline.elements[piece.element];
        element.itemprop == "headline" || element.words.any(HEADLINE_WORDS)
    };
    find(&|piece| is_title(piece) && known(&one_line(&piece.text)))
        .or_else(|| find(&|piece| is_heading(piece) && known(&one_line(&piece.text))))
        .or_else(|| find(&|piece| is_title(piece) && region.in_scope[piece.element]))
        .or_else(|| {
            find(&|piece| is_heading(piece) && named(piece) && stated.ends_with(one_line(&piece.text).as_str()))
        })
        .or_else(|| find(&|piece| known(&first_line(piece))))
        .or_else(|| find(&is_title).filter(|_| stated.is_empty()))
}

/// Returns the first line of a piece.
pub(super) fn first_line(piece: &Piece) -> String {
    one_line(piece.text.trim().lines().next().unwrap_or_default())
}

/// Finds the first piece of the text; a heading stays if the text begins right after it.
pub(super) fn start(outline: &Outline, region: &Region, printed: &Printed<'_>) -> usize {
    let inner = |piece: &Piece| region.in_body[piece.element] && !region.furniture[piece.element];
    let title = printed.title.filter(|&title| outline.pieces[title + 1..].iter().any(inner));
    let after = title.map_or(0, |title| title + 1);
    let header = header(outline, region, printed.title);
    let in_header = |piece: &Piece| header.is_some_and(|header| outline.around(piece.element).any(|at| at == header));
    let running = |piece: &Piece| {
        let text = one_line(&piece.text);
        let heading =
            matches!(piece.kind, PieceKind::Title | PieceKind::Caption | PieceKind::Block(BlockKind::Heading));
        inner(piece)
            && !heading
            && text.len() >= SHORTEST
            && piece.linked * 10 <= text.len() * 8
            && !printed.holds(piece)
            && !is_stamp(piece, &text)
            && !in_header(piece)
    };
    let Some(first) = outline.pieces[after..].iter().position(running).map(|at| at + after) else { return after };
    let opens = |piece: &Piece| {
        piece.kind == PieceKind::Block(BlockKind::Heading)
            && inner(piece)
            && !printed.holds(piece)
            && !is_time(outline, piece)
            && !in_header(piece)
    };
    if first > after && opens(&outline.pieces[first - 1]) { first - 1 } else { first }
}

/// Returns the header that the title stands in, if it holds no body.
fn header(outline: &Outline, region: &Region, title: Option<usize>) -> Option<usize> {
    let around_body = |at: usize| outline.around(region.body).any(|outer| outer == at);
    let title = &outline.pieces[title?];
    outline.around(title.element).take(6).find(|&at| outline.elements[at].name == "header" && !around_body(at))
}

/// Tells whether a piece belongs to the article, or stands between its headline and the first piece of its body.
pub(super) fn is_beside(outline: &Outline, region: &Region, title: Option<usize>, at: usize) -> bool {
    let piece = &outline.pieces[at];
    let before_body = || !outline.pieces[..at].iter().rev().take(20).any(|piece| region.in_body[piece.element]);
    region.in_scope[piece.element] || (title.is_some_and(|title| (title..title + 20).contains(&at)) && before_body())
}
