//! The text of an item: blocks, captions and links, of `NITF` as of the HTML that items hold.

use super::tree::{Element, Node};
use crate::article::Hyperlink;
use crate::capture::parting::Lines;
use crate::text::{BlockKind, one_line};

/// What an item's content holds, in its order.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Its blocks of text.
    pub(super) blocks: Vec<Lines>,
    /// Its captions.
    pub(super) captions: Vec<String>,
    /// Its links.
    pub(super) links: Vec<Hyperlink>,
    /// Text that stands in no block of its own, so far.
    loose: String,
}

impl Content {
    /// Reads all that is in an element.
    pub(super) fn of(element: &Element) -> Self {
        let mut content = Self::default();
        content.read(element);
        content.end_loose();
        content
    }

    fn read(&mut self, element: &Element) {
        for child in &element.children {
            match child {
                Node::Text(text) => self.loose.push_str(text),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let kind = match element.name.as_str() {
            "head" | "script" | "style" | "media-metadata" | "media-reference" | "media-producer" => return,
            "media-caption" | "figcaption" | "caption" => {
                self.end_loose();
                self.captions.extend(element.line());
                return;
            }
            "p" => BlockKind::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl2" => BlockKind::Heading,
            "li" => BlockKind::ListItem,
            "bq" | "blockquote" | "pull-quote" | "q-block" => BlockKind::Quote,
            "tr" | "nitf-table-row" => return self.row(element),
            "br" => return self.loose.push('\n'),
            name if is_inline(name) => {
                self.link(element);
                return self.read(element);
            }
            _ => {
                self.end_loose();
                self.read(element);
                return self.end_loose();
            }
        };
        self.end_loose();
        if holds_blocks(element) {
            // A quotation or an item of a list with paragraphs of its own.
            let from = self.blocks.len();
            self.read(element);
            self.end_loose();
            for block in self.blocks.iter_mut().skip(from).filter(|block| block.kind == BlockKind::Paragraph) {
                block.kind = kind;
            }
            return;
        }
        let (mut text, mut links) = (String::new(), Vec::new());
        write(element, &mut text, &mut links);
        self.links.extend(links);
        self.blocks.extend(Lines::new(kind, &text));
    }

    fn row(&mut self, row: &Element) {
        self.end_loose();
        let cells: Vec<String> = row.elements().filter_map(Element::line).collect();
        self.blocks.extend(Lines::new(BlockKind::Table, &cells.join(" | ")));
    }

    fn link(&mut self, element: &Element) {
        self.links.extend(link(element));
    }

    /// Makes paragraphs of text that stands in no block: a line each, or several where blank lines part them.
    fn end_loose(&mut self) {
        let loose = std::mem::take(&mut self.loose);
        let mut block = String::new();
        let has_blank = loose.trim().lines().any(|line| line.trim().is_empty());
        for line in loose.lines().chain([""]) {
            if !line.trim().is_empty() {
                block.push_str(line);
                block.push('\n');
            }
            if line.trim().is_empty() || !has_blank {
                self.blocks.extend(Lines::new(BlockKind::Paragraph, &one_line(&block)));
                block.clear();
            }
        }
    }
}

/// Writes the text of a block, with its line breaks, and gathers its links.
fn write(element: &Element, text: &mut String, links: &mut Vec<Hyperlink>) {
    for child in &element.children {
        match child {
            // Line ends of the source are blanks.
            Node::Text(part) => text.push_str(&part.replace(['\n', '\r'], " ")),
            Node::Element(child) if child.name == "br" => text.push('\n'),
            Node::Element(child) => {
                links.extend(link(child));
                write(child, text, links);
            }
        }
    }
}

fn link(element: &Element) -> Option<Hyperlink> {
    let href = element.attribute("href").filter(|_| element.name == "a")?;
    Some(Hyperlink { text: element.line().unwrap_or_default(), href: href.to_owned() })
}

fn holds_blocks(element: &Element) -> bool {
    element
        .elements()
        .any(|child| matches!(child.name.as_str(), "p" | "block" | "ul" | "ol" | "li" | "bq" | "blockquote"))
}

/// Tells whether an element stands inside a line of text.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 28] = [
        "a",
        "abbr",
        "alt-code",
        "b",
        "chron",
        "city",
        "cite",
        "classifier",
        "copyrite",
        "country",
        "em",
        "event",
        "i",
        "lang",
        "location",
        "money",
        "num",
        "object.title",
        "org",
        "person",
        "pronounce",
        "q",
        "span",
        "state",
        "strong",
        "sub",
        "sup",
        "virtloc",
    ];
    INLINE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Content {
        Content::of(&Element::read(text).unwrap())
    }

    #[test]
    fn blocks_captions_and_links_come_in_their_order() {
        let content = read(
            "<body.content><block><p>The <org>Harl\nPort</org> <a href='/x'>said</a> so.</p><hl2>Rescue</hl2>
             <media><media-reference source='a.jpg'/><media-caption>The <b>ferry</b>.</media-caption></media>
             <ul><li>One</li><li><p>Two</p></li></ul><bq><block><p>We were lucky.</p></block></bq>
             <table><tr><td>Aboard</td><td>7</td></tr></table></block></body.content>",
        );
        let blocks: Vec<(BlockKind, String)> =
            content.blocks.iter().map(|block| (block.kind, block.joined())).collect();
        let told = |kind, text: &str| (kind, text.to_owned());
        assert_eq!(
            blocks,
            [
                told(BlockKind::Paragraph, "The Harl Port said so."),
                told(BlockKind::Heading, "Rescue"),
                told(BlockKind::ListItem, "One"),
                told(BlockKind::ListItem, "Two"),
                told(BlockKind::Quote, "We were lucky."),
                told(BlockKind::Table, "Aboard | 7"),
            ]
        );
        assert_eq!(content.captions, ["The ferry."]);
        assert_eq!(content.links, [Hyperlink { text: "said".to_owned(), href: "/x".to_owned() }]);
    }

    #[test]
    fn plain_text_is_parted_at_blank_lines_or_else_at_line_ends() {
        let told = |text: &str| read(text).blocks.iter().map(Lines::joined).collect::<Vec<_>>();
        assert_eq!(told("<inlineData>It\nsank.\n\nIt was old.</inlineData>"), ["It sank.", "It was old."]);
        assert_eq!(told("<inlineData>It sank.\nIt was <b>old</b>.</inlineData>"), ["It sank.", "It was old."]);
    }
}
