//! Markdown: the archive's own pages, and what people write, with front matter or without.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::error::CaptureError;
use super::front_matter;
use super::parting::{Lines, part_trailing_notes, take_byline, take_leading_notes};
use crate::article::{Draft, Hyperlink, page};
use crate::text::{BlockKind, one_line};

/// Tells whether a text begins with front matter: `key: value` lines between two lines of `---`.
pub(super) fn has_front_matter(text: &str) -> bool {
    split(text).is_some()
}

/// Reads a Markdown text: a page of the archive's own format as it stands, anything else as a person means it.
///
/// # Errors
///
/// When the front matter cannot be read.
pub(super) fn read(text: &str) -> Result<Draft, CaptureError> {
    if is_own_page(text) {
        return page::read(text).map_err(CaptureError::Page);
    }
    let (mut draft, body) = match split(text) {
        Some((front, body)) => (front_matter::read(front)?, body),
        None => (Draft::default(), text),
    };
    let mut page = Page::read(body);
    if draft.fields.headline.is_empty() {
        draft.fields.headline = page.headline;
    } else if one_line(&page.headline) != draft.fields.headline {
        page.blocks.splice(0..0, Lines::new(BlockKind::Heading, &page.headline));
    }
    let mut notes = take_leading_notes(&mut page.blocks);
    if draft.fields.byline.is_none() {
        take_byline(&mut page.blocks, &mut draft.fields);
        notes.extend(take_leading_notes(&mut page.blocks));
    }
    let (body, last) = part_trailing_notes(&page.blocks);
    draft.body = body;
    let new = notes.into_iter().chain(last).filter(|note| !draft.notes.contains(note)).collect::<Vec<_>>();
    draft.notes.extend(new);
    draft.fields.captions.extend(page.captions);
    draft.fields.links.extend(page.links);
    Ok(draft)
}

/// Tells whether the text is a page of the archive's own: its front matter states the number of a format.
fn is_own_page(text: &str) -> bool {
    let numbered = |line: &str| line.strip_prefix("format:").is_some_and(|value| value.trim().parse::<u32>().is_ok());
    page::is_page(text) && text.lines().take_while(|line| *line != "...").any(numbered)
}

/// Parts front matter from what follows it.
fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let rest = text.strip_prefix("---")?.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let front = &rest[..at];
            return front.lines().any(is_key_line).then(|| (front, &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn is_key_line(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "_- ".contains(letter))
    })
}

/// What is gathered while the text is walked.
#[derive(Default)]
struct Page {
    headline: String,
    blocks: Vec<Lines>,
    captions: Vec<String>,
    links: Vec<Hyperlink>,
    block: String,
    quotes: usize,
    items: usize,
    link: Option<(usize, String)>,
    image: Option<usize>,
}

impl Page {
    fn read(text: &str) -> Self {
        let mut page = Self::default();
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(tag) => page.start(&tag),
                Event::End(tag) => page.end(tag),
                Event::Text(text) | Event::Code(text) => page.block.push_str(&text),
                Event::SoftBreak | Event::HardBreak => page.block.push('\n'),
                Event::Rule => page.flush(BlockKind::Paragraph),
                _ => {}
            }
        }
        page.flush(BlockKind::Paragraph);
        page
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(_) => self.flush(self.kind()),
            Tag::Item => self.items += 1,
            Tag::TableCell if !self.block.is_empty() => self.block.push_str(" | "),
            Tag::Link { dest_url, .. } => self.link = Some((self.block.len(), dest_url.to_string())),
            Tag::Image { .. } => self.image = Some(self.block.len()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => self.flush(self.kind()),
            TagEnd::Heading(HeadingLevel::H1) if self.headline.is_empty() => {
                self.headline = one_line(&std::mem::take(&mut self.block));
            }
            TagEnd::Heading(_) => self.flush(BlockKind::Heading),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Item => {
                self.flush(self.kind());
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.flush(BlockKind::Table),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                let start = self.image.take().unwrap_or(self.block.len());
                self.captions.push(self.block.split_off(start));
            }
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some((start, href)) = self.link.take() else { return };
        let text = one_line(self.block.get(start..).unwrap_or_default());
        self.links.push(Hyperlink { text, href });
    }

    fn kind(&self) -> BlockKind {
        if self.quotes > 0 {
            BlockKind::Quote
        } else if self.items > 0 {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        }
    }

    fn flush(&mut self, kind: BlockKind) {
        self.blocks.extend(Lines::new(kind, &std::mem::take(&mut self.block)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_is_the_headline() {
        let draft = read("# Ferry *sinks*\n\nBy Ada Moreau\n\nIt [sank](https://harl.example/x) at\nnoon.\n\n## Rescue\n\n- one\n- two\n\n> Gone.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n").unwrap();
        assert_eq!(draft.fields.headline, "Ferry sinks");
        assert_eq!(draft.fields.byline.as_deref(), Some("By Ada Moreau"));
        assert_eq!(draft.fields.links, [Hyperlink { text: "sank".into(), href: "https://harl.example/x".into() }]);
        let blocks: Vec<_> = draft.body.iter().collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Paragraph, "It sank at noon."),
                (BlockKind::Heading, "Rescue"),
                (BlockKind::ListItem, "one"),
                (BlockKind::ListItem, "two"),
                (BlockKind::Quote, "Gone."),
                (BlockKind::Table, "a | b"),
                (BlockKind::Table, "1 | 2"),
            ]
        );
    }

    #[test]
    fn a_persons_front_matter_is_understood() {
        let draft = read("---\ntitle: Ferry sinks: all saved\nauthors: [Ada Moreau, Li Wen]\ndate: 2026-02-17T13:09:00+01:00\nurl: https://harl.example/ferry\n---\n\nIt sank.\n").unwrap();
        assert_eq!(draft.fields.headline, "Ferry sinks: all saved");
        assert_eq!(draft.published.unwrap().to_rfc3339(), "2026-02-17T13:09:00+01:00");
        assert_eq!(draft.urls, ["https://harl.example/ferry"]);
        assert_eq!(draft.body.text(), "It sank.");
    }

    #[test]
    fn an_impossible_date_is_an_error_that_names_the_key() {
        let error = read("---\ntitle: A\ndate: 2026-02-30\n---\n\nB").unwrap_err();
        assert_eq!(error, CaptureError::FrontMatterDate { key: "date".into(), value: "2026-02-30".into() });
    }
}
