//! A page as a flat list of elements and the pieces of text that stand in them.

use std::ops::Range;

use super::element::Element;
use super::marks::{Mark, Time, close, is_for_machines};
use super::tree::{Node, Tree};
use crate::article::Hyperlink;
use crate::text::BlockKind;

/// A page, flattened: parents stand before their children, and pieces in reading order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) elements: Vec<Element>,
    pub(super) pieces: Vec<Piece>,
}

/// A stretch of text between two block boundaries.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// The innermost block element it stands in.
    pub(super) element: usize,
    pub(super) kind: PieceKind,
    /// Its text; a line break is a `<br>`.
    pub(super) text: String,
    /// How many bytes of it lie in links.
    pub(super) linked: usize,
    pub(super) links: Vec<Hyperlink>,
    /// Which of it is emphasised; no two stretches overlap.
    pub(super) emphasised: Vec<Range<usize>>,
    /// Which of it the page marks as a time.
    pub(super) times: Vec<Time>,
    /// Which of it the page marks as the names of those who wrote.
    pub(super) authors: Vec<Range<usize>>,
}

/// What a piece is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Block(BlockKind),
    /// The headline's own element.
    Title,
    Caption,
}

impl Default for PieceKind {
    fn default() -> Self {
        Self::Block(BlockKind::Paragraph)
    }
}

/// Elements whose text no reader sees as text.
const UNSEEN: &[&str] = &[
    "script", "style", "template", "svg", "iframe", "object", "select", "button", "textarea", "input", "audio",
    "video", "canvas", "math", "dialog", "head", "noscript",
];

/// Elements that stand in the line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "u", "var",
];

/// How far up the role of a piece is looked for.
const LOOK_UP: usize = 12;

/// How near an element that its class names a caption must be.
const CAPTION_WITHIN: usize = 3;

/// The most open elements in the line of text whose word on it is kept.
const MOST_MARKS: usize = 16;

/// The elements deeper than this are taken as if they stood at this depth.
const DEEPEST: usize = 400;

impl Outline {
    /// Flattens a parsed page, without recursion: pages may be nested as deep as they like.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut walk = Walk::default();
        let Some(root) = tree.body() else { return walk.outline };
        let mut next = Some(root);
        while let Some(node) = next {
            walk.enter(node);
            let inside = node.first_child().filter(|_| node.id() == root.id() || !is_unseen(node));
            next = inside.or_else(|| walk.leave_for_next(node, root));
        }
        walk.flush();
        if let Some(last) = walk.outline.pieces.last_mut() {
            last.links.append(&mut walk.embeds);
        }
        walk.outline
    }

    /// Returns the elements around a piece, innermost first.
    pub(super) fn around(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        let next = |&at: &usize| self.elements.get(at).map(|element| element.parent).filter(|&parent| parent != at);
        std::iter::successors(Some(element).filter(|&at| at < self.elements.len()), next)
    }
}

fn is_unseen(node: Node<'_>) -> bool {
    node.name().is_some_and(|name| {
        UNSEEN.contains(&name) || (name == "span" && is_for_machines(node.attribute("class").unwrap_or_default()))
    })
}

#[derive(Default)]
struct Walk {
    outline: Outline,
    /// The open elements, outermost first; inline ones are none of them.
    open: Vec<usize>,
    piece: Piece,
    /// Where the open link begins in the piece, and its target.
    link: Option<(usize, String)>,
    /// The open elements in the line of text that say what their text is.
    marks: Vec<Mark>,
    /// What was embedded since the last piece.
    embeds: Vec<Hyperlink>,
    /// How many tables of data are open.
    tables: usize,
    /// Whether a span with a name of its own has just ended, or ended right where the next one began.
    between_spans: bool,
}

impl Walk {
    fn enter(&mut self, node: Node<'_>) {
        if let Some(text) = node.text() {
            self.part_spans(text);
            self.text(text);
        }
        let Some(name) = node.name() else { return };
        self.between_spans &= is_named_span(node, name);
        match name {
            "br" => self.line_break(),
            "hr" => self.flush(),
            "iframe" => self.embed(node),
            "a" => self.link = Some((self.piece.text.len(), node.attribute("href").unwrap_or_default().to_owned())),
            "td" | "th" if self.tables > 0 && !self.piece.text.trim().is_empty() => self.piece.text.push_str(" | "),
            _ => {}
        }
        if stands_alone(node, name) {
            if !self.inside_row(name) {
                self.flush();
            }
            self.tables += usize::from(name == "table" && is_data(node));
            self.open(node, name);
        } else if self.marks.len() < MOST_MARKS
            && let Some(mark) = Mark::of(node, name, self.piece.text.len())
        {
            self.marks.push(mark);
        }
    }

    /// Keeps what is embedded from elsewhere as a link, under its own name.
    fn embed(&mut self, node: Node<'_>) {
        let text = node.attribute("title").unwrap_or_default().trim().to_owned();
        let href = node.attribute("src").unwrap_or_default().to_owned();
        if !text.is_empty() && (href.starts_with("https://") || href.starts_with("http://")) {
            self.embeds.push(Hyperlink { text, href });
        }
    }

    /// Leaves a node, and those around it that end with it, for what stands behind.
    fn leave_for_next<'t>(&mut self, mut node: Node<'t>, root: Node<'_>) -> Option<Node<'t>> {
        while node.id() != root.id() {
            self.leave(node);
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            node = node.parent()?;
        }
        None
    }

    fn leave(&mut self, node: Node<'_>) {
        let Some(name) = node.name() else { return };
        self.between_spans = is_named_span(node, name);
        if name == "a" {
            self.end_link();
        }
        if let Some(at) = self.marks.iter().rposition(|mark| mark.node == node.id()) {
            close(&self.marks, at, &mut self.piece);
            self.marks.truncate(at);
        }
        if stands_alone(node, name) {
            if !self.inside_row(name) {
                self.flush();
            }
            if name == "table" {
                self.tables = self.tables.saturating_sub(1);
            }
            if self.open.len() > 1 {
                self.open.pop();
            }
        }
    }

    /// Tells whether a boundary lies inside a row of data, which stays one piece.
    fn inside_row(&self, name: &str) -> bool {
        self.tables > 0 && !matches!(name, "tr" | "table" | "caption")
    }

    fn open(&mut self, node: Node<'_>, name: &str) {
        let index = self.outline.elements.len();
        let parent = self.open.get(self.open.len().min(DEEPEST).wrapping_sub(1)).copied().unwrap_or(index);
        self.outline.elements.push(Element::read(node, name, parent));
        self.open.push(index);
    }

    /// Parts two spans that only their style sets apart: one ends small, and the next begins with a capital.
    fn part_spans(&mut self, text: &str) {
        let ends_small = self.piece.text.ends_with(|letter: char| letter.is_lowercase() || letter.is_numeric());
        if std::mem::take(&mut self.between_spans) && ends_small && text.starts_with(char::is_uppercase) {
            self.piece.text.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(end) = rest.bytes().position(|byte| byte.is_ascii_whitespace()) {
            self.piece.text.push_str(&rest[..end]);
            if !self.piece.text.ends_with([' ', '\n']) {
                self.piece.text.push(' ');
            }
            rest = &rest[end + 1..];
        }
        self.piece.text.push_str(rest);
    }

    /// Breaks the line; two breaks in a row end the piece.
    fn line_break(&mut self) {
        if self.piece.text.trim_end_matches(' ').ends_with('\n') {
            self.flush();
        } else {
            self.piece.text.push('\n');
        }
    }

    fn end_link(&mut self) {
        let Some((start, href)) = self.link.take() else { return };
        let text = self.piece.text.get(start..).unwrap_or_default().trim().to_owned();
        self.piece.linked += text.len();
        let leads = !href.is_empty() && !href.starts_with('#') && !href.to_ascii_lowercase().starts_with("javascript:");
        if leads && !text.is_empty() {
            self.piece.links.push(Hyperlink { text, href });
        }
    }

    fn flush(&mut self) {
        close(&self.marks, 0, &mut self.piece);
        self.marks.iter_mut().for_each(|mark| mark.start = 0);
        let open_link = self.link.take();
        if let Some((start, href)) = open_link.clone() {
            self.link = Some((start, href));
            self.end_link();
        }
        let mut piece = std::mem::take(&mut self.piece);
        self.link = open_link.map(|(_, href)| (0, href));
        if piece.text.trim().is_empty() {
            return;
        }
        piece.element = self.open.last().copied().unwrap_or_default();
        piece.kind = self.kind(piece.element);
        piece.links.append(&mut self.embeds);
        self.outline.pieces.push(piece);
    }

    fn kind(&self, element: usize) -> PieceKind {
        for (step, at) in self.outline.around(element).take(LOOK_UP).enumerate() {
            let kind = match self.outline.elements[at].name.as_str() {
                "h1" => return PieceKind::Title,
                "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
                "li" | "dt" | "dd" if !self.has_heading(at) => BlockKind::ListItem,
                "blockquote" => BlockKind::Quote,
                "tr" if self.tables > 0 => BlockKind::Table,
                "figcaption" => return PieceKind::Caption,
                _ if step < CAPTION_WITHIN && self.outline.elements[at].named.caption => {
                    return PieceKind::Caption;
                }
                _ => continue,
            };
            return PieceKind::Block(kind);
        }
        PieceKind::default()
    }
}

impl Walk {
    /// Tells whether a list item began with a heading: then it is an entry with paragraphs of its own.
    fn has_heading(&self, item: usize) -> bool {
        let heading = |piece: &&Piece| piece.kind == PieceKind::Block(BlockKind::Heading);
        let mut inside = self.outline.pieces.iter().rev().take_while(|piece| piece.element >= item);
        inside.any(|piece| heading(&piece))
    }
}

/// Tells whether an element stands apart from the line of text: a block, what its class names a caption or the line under
/// a headline, or what an element of the page's own has a place for.
fn stands_alone(node: Node<'_>, name: &str) -> bool {
    let named = |class: &str| ["aption", "ubtitle", "tandfirst"].iter().any(|part| class.contains(part));
    is_block(name)
        || (name == "span" && (node.attribute("class").is_some_and(named) || node.attribute("slot").is_some()))
}

fn is_named_span(node: Node<'_>, name: &str) -> bool {
    name == "span" && node.attribute("class").is_some()
}

fn is_block(name: &str) -> bool {
    !INLINE.contains(&name) && name != "br" && !matches!(name, "img" | "wbr")
}

/// Tells whether a table holds data rather than the layout of a page: nothing in its cells but lines of text.
fn is_data(table: Node<'_>) -> bool {
    const MOST: usize = 5000;
    table.descendants().take(MOST).all(|node| {
        node.name().is_none_or(|name| match name {
            "p" | "div" | "table" | "h1" | "h2" | "ul" | "article" => false,
            "br" => node.next_element_sibling().is_none_or(|next| next.name() != Some("br")),
            _ => true,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::html::parse::parse;

    fn pieces(page: &str) -> Vec<(PieceKind, String)> {
        let outline = Outline::of(&parse(page).unwrap());
        outline.pieces.into_iter().map(|piece| (piece.kind, piece.text.trim().to_owned())).collect()
    }

    #[test]
    fn text_is_cut_at_blocks_and_kept_whole_across_inline_elements() {
        let found = pieces("<h1>A <i>b</i></h1><div>One <b>two</b>\n three<p>Four<br>five<br><br>six</p>seven</div>");
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["A b", "One two three", "Four\nfive", "six", "seven"]);
        assert_eq!(found[0].0, PieceKind::Title);
    }

    #[test]
    fn spans_that_their_style_sets_apart_are_not_glued() {
        let texts = |page: &str| pieces(page).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        let glued = "<div><span class=byline>By <a href=/d>Dora Bell</a></span><span class=title>Reporter</span></div>";
        assert_eq!(texts(glued), ["By Dora Bell Reporter"]);
        assert_eq!(
            texts("<p><span class=drop>T</span><span class=rest>he ferry</span> <span>i</span>Pad"),
            ["The ferry iPad"]
        );
    }

    #[test]
    fn rows_of_data_are_one_piece_each() {
        let found = pieces("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td><b>2</b></td></tr></table>");
        let row = PieceKind::Block(BlockKind::Table);
        assert_eq!(found, [(row, "a | b".to_owned()), (row, "1 | 2".to_owned())]);
    }

    #[test]
    fn depth_is_no_danger() {
        let page = format!("{}deep{}", "<div>".repeat(900), "</div>".repeat(900));
        assert_eq!(pieces(&page).len(), 1);
    }

    #[test]
    fn what_opens_over_a_word_is_no_part_of_the_line() {
        let page = "<p>Rep. <span class=rollover-people><a href=/p>Ada Moreau</a><span class=rollover-people-block>\
             <a href=/1>Moreau wins</a></span></span> left.</p>";
        assert_eq!(pieces(page), [(PieceKind::default(), "Rep. Ada Moreau left.".to_owned())]);
    }

    #[test]
    fn what_its_class_names_a_caption_stands_apart() {
        let page = "<div><span class=newsCaption>The ferry <span class=caption>(Image: Ada)</span></span><p>It sank.</p></div>";
        let kinds: Vec<PieceKind> = pieces(page).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [PieceKind::Caption, PieceKind::Caption, PieceKind::default()]);
    }

    #[test]
    fn scripts_are_no_text() {
        assert_eq!(pieces("<p>a<script>b</script><style>c</style></p><template>d</template>").len(), 1);
    }
}
