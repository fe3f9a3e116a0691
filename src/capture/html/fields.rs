//! Headline, dek and byline, as the page prints them.

use super::byline;
use super::element::Element;
use super::front;
use super::meta::Meta;
use super::outline::{Outline, Piece, PieceKind};
use super::region::Region;
use crate::article::Fields;
use crate::notes::is_note_line;
use crate::text::{BlockKind, one_line};

/// How far behind the headline its dek is looked for, in pieces.
const DEK_WITHIN: usize = 12;

/// The shortest dek that only its place tells, in characters.
const SHORTEST_DEK: usize = 30;

/// The longest line that is the dek by standing under the headline, in characters.
const LONGEST_LINE: usize = 300;

/// The longest dek, in characters.
const LONGEST_DEK: usize = 500;

/// Words of a class that name the line under the headline.
const DEK_WORDS: &[&str] = &[
    "dek",
    "deck",
    "standfirst",
    "subtitle",
    "subhead",
    "subheadline",
    "subheading",
    "summary",
    "strapline",
    "strap",
    "untertitel",
    "unterzeile",
    "chapeau",
    "sottotitolo",
    "sommario",
    "ondertitel",
    "subtitulo",
    "copete",
    "lede",
    "chapo",
    "intro",
    "blurb",
    "excerpt",
    "vorspann",
    "teaser",
    "sumario",
    "entradilla",
    "bajada",
    "desc",
    "lead",
];

/// The fields, with the pieces they were read from: those are told already and no part of the text.
pub(super) struct Printed<'a> {
    pub(super) fields: Fields,
    /// The piece that holds the headline.
    pub(super) title: Option<usize>,
    /// Where the fields were read that a page does not print: their sources.
    pub(super) sources: Vec<(&'static str, &'static str)>,
    pieces: [Option<&'a Piece>; 2],
}

impl Printed<'_> {
    /// Tells whether the dek or the byline was read from this very piece.
    pub(super) fn holds(&self, piece: &Piece) -> bool {
        self.pieces.iter().flatten().any(|printed| std::ptr::eq(*printed, piece))
    }
}

/// Reads the fields off the page; what is printed goes before what is only stated.
pub(super) fn read<'a>(outline: &'a Outline, region: &Region, meta: &Meta) -> Printed<'a> {
    let mut sources = Vec::new();
    let title = front::title(outline, region, meta);
    let headline = match (title.map(|at| &outline.pieces[at]), &meta.headline) {
        (Some(piece), _) => {
            sources.push(("headline", "page"));
            let whole = matches!(piece.kind, PieceKind::Title | PieceKind::Block(BlockKind::Heading));
            if whole { one_line(&piece.text) } else { front::first_line(piece) }
        }
        (None, Some(said)) => {
            sources.push(("headline", said.source));
            one_line(&said.text)
        }
        (None, None) => String::new(),
    };
    let byline = byline::find(outline, region, meta, title);
    let dek = dek(outline, region, meta, title).filter(|piece| {
        !alike(&piece.text, &headline) && !byline.piece.is_some_and(|byline| std::ptr::eq(byline, *piece))
    });
    sources.extend(dek.map(|_| ("dek", "page")));
    sources.extend(byline.text.as_ref().map(|_| ("byline", byline.source)));
    let fields =
        Fields { headline, dek: dek.map(|piece| one_line(&piece.text)), byline: byline.text, ..Fields::default() };
    Printed { fields, title, sources, pieces: [dek, byline.piece] }
}

/// Tells whether two lines are the same but for case and marks.
pub(super) fn alike(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Tells whether a piece is but a time, as the page marks it or by its letters: one in five is a figure.
pub(super) fn is_stamp(piece: &Piece, text: &str) -> bool {
    let timed: usize = piece.times.iter().map(|time| time.range.len()).sum();
    let letters = text.chars().count();
    let figures = text.chars().filter(|letter| letter.is_numeric()).count();
    let written = figures * 5 >= letters && figures >= 3 && letters <= 90 && !text.ends_with(['.', '。']);
    (timed > 0 && timed * 2 >= text.len()) || written
}

/// Finds the line under the headline: what its class names so, a printed line that the metadata describes the page by,
/// the heading right under the headline, or the line with it in the header.
fn dek<'a>(outline: &'a Outline, region: &Region, meta: &Meta, title: Option<usize>) -> Option<&'a Piece> {
    let count = outline.pieces.len();
    let near = title.unwrap_or(0)..(title.map_or(0, |title| title + 1) + DEK_WITHIN).min(count);
    let sentence = |piece: &Piece| {
        let text = piece.text.trim();
        piece.kind == PieceKind::Block(BlockKind::Paragraph) && text.len() >= 60 && text.ends_with(['.', '。'])
    };
    let sentences = outline.pieces[near.clone()].iter().position(sentence);
    let near = near.start..sentences.map_or(near.end, |at| near.start + at + 1);
    let fits = |piece: &&Piece| {
        let text = one_line(&piece.text);
        !matches!(piece.kind, PieceKind::Title | PieceKind::Caption)
            && !region.noteless[piece.element]
            && piece.linked * 2 <= text.len()
            && text.chars().count() <= LONGEST_DEK
            && !is_stamp(piece, &text)
            && !is_note_line(&text)
    };
    let is_dek = |element: &Element| {
        element.words.any(DEK_WORDS) || matches!(element.itemprop.as_str(), "alternativeheadline" | "description")
    };
    let alone = |at: usize| {
        outline.pieces.iter().filter(|piece| outline.around(piece.element).take(4).any(|around| around == at)).count()
            == 1
    };
    let named = |piece: &&Piece| {
        let found = outline.around(piece.element).take(3).find(|&at| is_dek(&outline.elements[at]));
        found.is_some_and(|at| at != region.body && alone(at))
    };
    let outside = |piece: &&Piece| !region.in_body[piece.element];
    let described = |piece: &&Piece| meta.description.as_ref().is_some_and(|said| alike(&piece.text, &said.text));
    let beside = |at: &usize| front::is_beside(outline, region, title, *at);
    let pieces = || near.clone().filter(beside).map(|at| &outline.pieces[at]).filter(fits);
    let after = || title.map(|title| &outline.pieces[title]).zip(title.and_then(|title| outline.pieces.get(title + 1)));
    pieces()
        .find(named)
        .or_else(|| pieces().filter(outside).find(described))
        .or_else(|| {
            let (title, next) = after()?;
            let under = is_under(outline, title, next) || is_line_under(outline, region, title, next);
            Some(next).filter(|next| under && fits(next))
        })
        .or_else(|| {
            let (title, _) = after()?;
            let header = outline.around(title.element).take(6).find(|&at| outline.elements[at].name == "header")?;
            let inside = |piece: &&Piece| outline.around(piece.element).take(6).any(|at| at == header);
            let long = |piece: &&Piece| {
                piece.kind == PieceKind::Block(BlockKind::Paragraph)
                    && piece.text.trim().chars().count() >= SHORTEST_DEK
            };
            pieces()
                .filter(|piece| !std::ptr::eq(*piece, title))
                .take_while(inside)
                .filter(long)
                .find(|piece| byline::cued(&one_line(&piece.text)).is_none())
        })
        .filter(|piece| title.is_none_or(|title| !std::ptr::eq(*piece, &raw const outline.pieces[title])))
}

/// Tells whether a piece is a line of its own right under the title, and neither in the body nor a byline.
fn is_line_under(outline: &Outline, region: &Region, title: &Piece, next: &Piece) -> bool {
    let parent = |piece: &Piece| outline.elements[piece.element].parent;
    let text = one_line(&next.text);
    next.kind == PieceKind::Block(BlockKind::Paragraph)
        && outline.elements[next.element].name == "p"
        && parent(title) == parent(next)
        && !region.in_body[next.element]
        && (SHORTEST_DEK..=LONGEST_LINE).contains(&text.chars().count())
        && byline::cued(&text).is_none()
}

/// Tells whether a piece is a heading of some words right under the title, beside it in the same box.
fn is_under(outline: &Outline, title: &Piece, next: &Piece) -> bool {
    const FEWEST_WORDS: usize = 5;
    let parent = |piece: &Piece| outline.elements[piece.element].parent;
    let near = parent(title) == parent(next)
        || parent(title) == outline.elements[parent(next)].parent
        || outline.elements[parent(title)].parent == outline.elements[parent(next)].parent
        || parent(title) == outline.elements[outline.elements[parent(next)].parent].parent;
    next.kind == PieceKind::Block(BlockKind::Heading) && near && next.text.split_whitespace().count() >= FEWEST_WORDS
}
