//! Headline, dek and byline, as the page prints them.

use super::meta::Meta;
use super::outline::{Element, Outline, Piece, PieceKind};
use super::region::Region;
use crate::article::Fields;
use crate::text::one_line;

/// The longest printed byline, in characters, beyond the names in it.
const LONGEST_BYLINE: usize = 60;

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
    "lede",
    "chapo",
    "intro",
];

/// The fields, with the pieces they were read from: those are told already and no part of the text.
pub(super) struct Printed<'a> {
    pub(super) fields: Fields,
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
    let headline = headline(outline, region, meta);
    let line = |piece: &Piece| one_line(&piece.text);
    let dek = dek(outline, region, meta).filter(|piece| line(piece) != headline);
    let (printed, listed) = byline(outline, region, meta);
    let fields = Fields { headline, dek: dek.map(line), byline: printed.map(line).or(listed), ..Fields::default() };
    Printed { fields, pieces: [dek, printed] }
}

/// Finds the headline: the title in the article, the title that the metadata knows, the only title, the metadata's.
fn headline(outline: &Outline, region: &Region, meta: &Meta) -> String {
    let stated = meta.headline.as_deref().map(one_line).unwrap_or_default();
    let titles: Vec<&Piece> = outline.pieces.iter().filter(|piece| piece.kind == PieceKind::Title).collect();
    let known = titles.iter().find(|piece| !stated.is_empty() && alike(&one_line(&piece.text), &stated));
    let scoped = || titles.iter().find(|piece| region.in_scope[piece.element]);
    let only = || titles.first().filter(|_| titles.len() == 1 && stated.is_empty());
    let found = known.or_else(scoped).or_else(only);
    found.map_or(stated.clone(), |piece| one_line(&piece.text))
}

/// Tells whether two lines are the same but for case and marks.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    letters(one) == letters(other)
}

/// Finds the line under the headline: what its class names so, else a printed line that the metadata describes the page by.
fn dek<'a>(outline: &'a Outline, region: &Region, meta: &Meta) -> Option<&'a Piece> {
    let beside = |piece: &&Piece| {
        region.in_scope[piece.element]
            && piece.kind != PieceKind::Title
            && piece.kind != PieceKind::Caption
            && !region.noteless[piece.element]
    };
    let is_dek = |element: &Element| {
        element.words.iter().any(|word| DEK_WORDS.contains(&word.as_str()))
            || matches!(element.itemprop.as_str(), "alternativeheadline" | "description")
    };
    let named = outline.pieces.iter().filter(beside).find(|piece| {
        outline.around(piece.element).take(2).any(|at| is_dek(&outline.elements[at]) && at != region.body)
    });
    let described = || {
        let stated = meta.description.as_deref()?;
        outline
            .pieces
            .iter()
            .filter(beside)
            .filter(|piece| !region.in_body[piece.element])
            .find(|piece| alike(&piece.text, stated))
    };
    named.or_else(described)
}

/// Finds the byline as printed, if it is short and names the stated authors; beside it lists those.
fn byline<'a>(outline: &'a Outline, region: &Region, meta: &Meta) -> (Option<&'a Piece>, Option<String>) {
    let names: Vec<String> = meta.authors.iter().map(|name| one_line(name)).filter(|name| !name.is_empty()).collect();
    let longest = names.iter().map(|name| name.chars().count() + 5).sum::<usize>() + LONGEST_BYLINE;
    let is_byline = |element: &Element| {
        element.name == "address"
            || element.rel == "author"
            || element.itemprop == "author"
            || element.words.iter().any(|word| matches!(word.as_str(), "byline" | "author" | "authors"))
    };
    let printed = outline.pieces.iter().find(|piece| {
        let text = one_line(&piece.text);
        region.in_scope[piece.element]
            && piece.kind != PieceKind::Title
            && text.chars().count() <= longest
            && names.iter().all(|name| text.contains(name.as_str()))
            && text.chars().any(char::is_alphabetic)
            && outline.around(piece.element).take(4).any(|at| is_byline(&outline.elements[at]) && at != region.body)
    });
    let listed = match names.as_slice() {
        [] => None,
        [name] => Some(name.clone()),
        [names @ .., last] => Some(format!("{} and {last}", names.join(", "))),
    };
    (printed, listed)
}
