//! Where on a page the article stands.

use super::furniture;
use super::furniture_line;
use super::outline::{Outline, Piece, PieceKind};
use crate::text::BlockKind;

/// Where the article stands, told for each element of an outline.
#[derive(Debug)]
pub(super) struct Region {
    /// The element that holds the body.
    pub(super) body: usize,
    /// Whether each element lies in the body.
    pub(super) in_body: Vec<bool>,
    /// Whether each element lies in the article around the body: its header, footer and boxes too.
    pub(super) in_scope: Vec<bool>,
    /// Whether each element lies in furniture.
    pub(super) furniture: Vec<bool>,
    /// Whether each element lies where no note is looked for.
    pub(super) noteless: Vec<bool>,
}

/// The shortest piece that counts as running text, in bytes.
const SHORTEST: usize = 25;

/// An element that its class names holds no furniture alone if it holds one part in so many of all running text.
const TOO_MUCH_FOR_FURNITURE: usize = 3;

impl Region {
    /// Finds the article on the page.
    pub(super) fn find(outline: &Outline) -> Self {
        let count = outline.elements.len();
        let tagged = inherited(outline, |at| furniture::by_tag(&outline.elements[at]));
        let weights = weights(outline, &tagged);
        let total = weights.first().copied().unwrap_or_default();
        let elsewhere = beside(outline, declared(outline, &weights));
        let small = |at: usize| weights[at] * TOO_MUCH_FOR_FURNITURE < total || total == 0 || elsewhere[at];
        let led = led(outline, &small);
        let furniture = inherited(outline, |at| {
            let element = &outline.elements[at];
            led[at]
                || (furniture::by_tag(element) && (element.hidden || small(at)))
                || (element.named.furniture && small(at))
        });
        let noteless = inherited(outline, |at| {
            furniture::never_holds_notes(&outline.elements[at]) && small(at) && !is_footer_of_article(outline, at)
        });
        let weights = self::weights(outline, &furniture);
        let body = body(outline, &weights);
        let scope = scope(outline, body);
        let within = |root: usize| inherited(outline, |at| at == root);
        let (in_body, in_scope) = if count == 0 { (Vec::new(), Vec::new()) } else { (within(body), within(scope)) };
        Self { body, in_body, in_scope, furniture, noteless }
    }
}

/// Tells of each element whether a line stands over it that says that it holds something else.
fn led(outline: &Outline, small: &dyn Fn(usize) -> bool) -> Vec<bool> {
    const NONE: usize = usize::MAX;
    let mut first = vec![NONE; outline.elements.len()];
    for (number, piece) in outline.pieces.iter().enumerate() {
        // Where an element has its first piece, those around it have theirs.
        for at in outline.around(piece.element) {
            if first[at] != NONE {
                break;
            }
            first[at] = number;
        }
    }
    let mut led = vec![false; outline.elements.len()];
    for (number, piece) in
        outline.pieces.iter().enumerate().filter(|(_, piece)| furniture_line::is_box_label(&piece.text))
    {
        let over = outline.around(piece.element).take_while(|&at| at > 0 && first[at] == number && small(at)).last();
        if let Some(at) = over {
            led[at] = true;
        }
    }
    led
}

/// Finds the element that is named the body and holds the most running text, if it holds more than a teaser's.
fn declared(outline: &Outline, weights: &[usize]) -> Option<usize> {
    const TEASER: usize = 80;
    let named = |at: &usize| outline.elements[*at].named.body;
    (1..weights.len()).filter(named).filter(|&at| weights[at] > TEASER).max_by_key(|&at| (weights[at], at))
}

/// Tells for each element whether it lies beside the body that is declared: neither in it nor around it.
fn beside(outline: &Outline, declared: Option<usize>) -> Vec<bool> {
    let Some(body) = declared else { return vec![false; outline.elements.len()] };
    let mut beside: Vec<bool> = inherited(outline, |at| at == body).into_iter().map(|inside| !inside).collect();
    outline.around(body).for_each(|at| beside[at] = false);
    beside
}

/// Tells whether the element is the footer of an article, where corrections stand, whatever its class.
fn is_footer_of_article(outline: &Outline, at: usize) -> bool {
    let of_article = |around: usize| matches!(outline.elements[around].name.as_str(), "article" | "main");
    outline.elements[at].named.footer && outline.around(at).any(of_article)
}

/// Tells for each element whether it or an element around it is `marked`.
fn inherited(outline: &Outline, marked: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::with_capacity(outline.elements.len());
    for (at, element) in outline.elements.iter().enumerate() {
        let around = found.get(element.parent).copied().unwrap_or(false);
        found.push(around || marked(at));
    }
    found
}

/// Weighs the running text in each element, in bytes; what stands in `left_out` weighs nothing.
fn weights(outline: &Outline, left_out: &[bool]) -> Vec<usize> {
    let mut weights = vec![0; outline.elements.len()];
    for piece in &outline.pieces {
        if let Some(weight) = weights.get_mut(piece.element).filter(|_| !left_out[piece.element]) {
            *weight += weight_of(piece, &outline.elements[piece.element].name);
        }
    }
    for at in (1..weights.len()).rev() {
        let parent = outline.elements[at].parent;
        weights[parent] += weights[at];
    }
    weights
}

fn weight_of(piece: &Piece, name: &str) -> usize {
    let length = piece.text.trim().len();
    if length < SHORTEST || piece.linked * 2 > length {
        return 0;
    }
    match piece.kind {
        PieceKind::Title | PieceKind::Caption | PieceKind::Block(BlockKind::Heading) => 0,
        PieceKind::Block(BlockKind::Paragraph) if name == "p" => length,
        PieceKind::Block(_) => length / 2,
    }
}

/// Finds the element that holds the body: one that says so, else the smallest that holds nearly all running text.
fn body(outline: &Outline, weights: &[usize]) -> usize {
    let total = weights.first().copied().unwrap_or_default();
    let heaviest = |chosen: &dyn Fn(usize) -> bool, least: usize| {
        let candidates =
            (0..weights.len()).filter(|&at| chosen(at) && weights[at] > 0 && weights[at] * 100 >= total * least);
        candidates.max_by_key(|&at| (weights[at], std::cmp::Reverse(at)))
    };
    let named = |at: usize| outline.elements[at].itemprop == "articlebody";
    if let Some(found) = heaviest(&named, 40) {
        return found;
    }
    if let Some(found) = heaviest(&|at| at > 0 && outline.elements[at].named.body, 50) {
        return found;
    }
    let article = heaviest(&|at| outline.elements[at].name == "article", 40);
    let start = article.or_else(|| heaviest(&|at| outline.elements[at].name == "main", 40)).unwrap_or(0);
    let found = smallest_with_nearly_all(outline, weights, start);
    if article.is_none() { with_most_paragraphs(outline, weights, found) } else { found }
}

/// Goes on from an element that nothing says is the body to the one in it whose own paragraphs are most of its running
/// text, if there is one.
fn with_most_paragraphs(outline: &Outline, weights: &[usize], start: usize) -> usize {
    const MOST: usize = 60;
    const FEWEST: usize = 4;
    let mut own = vec![(0, 0); weights.len()];
    for piece in &outline.pieces {
        let element = &outline.elements[piece.element];
        if element.name == "p" && weights[piece.element] > 0 {
            let (count, weight) = &mut own[element.parent];
            (*count, *weight) = (*count + 1, *weight + weights[piece.element]);
        }
    }
    let within = inherited(outline, |at| at == start);
    let fits = |at: &usize| within[*at] && own[*at].0 >= FEWEST && own[*at].1 * 100 >= weights[start] * MOST;
    (0..weights.len()).find(fits).unwrap_or(start)
}

/// Goes down from an element to the smallest that holds nearly all of its running text; a paragraph is never the body,
/// since the short ones beside it weigh nothing.
fn smallest_with_nearly_all(outline: &Outline, weights: &[usize], start: usize) -> usize {
    const NEARLY_ALL: usize = 90;
    const NO_BODY: &[&str] = &["p", "li", "ul", "ol", "dl", "dd", "blockquote", "pre", "figure"];
    let mut at = start;
    for (child, element) in outline.elements.iter().enumerate().skip(start + 1) {
        let holds = !NO_BODY.contains(&element.name.as_str());
        if holds && element.parent == at && weights[child] * 100 >= weights[start] * NEARLY_ALL && weights[start] > 0 {
            at = child;
        }
    }
    at
}

/// Finds the article around the body: its `<article>`, else its `<main>`, else what stands directly around it.
fn scope(outline: &Outline, body: usize) -> usize {
    let named = |name: &str| outline.around(body).find(|&at| outline.elements[at].name == name);
    let parent = || outline.elements.get(body).map_or(0, |element| element.parent);
    named("article").or_else(|| named("main")).unwrap_or_else(parent)
}
