//! The page: how a version is written in the archive, and in a file for it.
//!
//! Front matter in YAML between `---` lines, then the body as plain Markdown, a block a line. Keys and their order are
//! part of the archive's format. The writer gives the same bytes for the same snapshot, and the reader gives that
//! snapshot back; the reader also takes what a person would write by hand.

mod blocks;
mod front;
mod scalar;
mod written;

use thiserror::Error;

use super::draft::Draft;
use super::id::ArticleId;
use super::snapshot::{Moment, Snapshot};
/// The format of the pages written here.
pub const PAGE_FORMAT: u32 = 1;

const FENCE: &str = "---";

/// Why a text is no page; lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PageError {
    /// It does not begin with a line `---`.
    #[error("line 1: no front matter")]
    NoFrontMatter,
    /// The front matter has no end.
    #[error("line {line}: the front matter is not closed by ---")]
    NotClosed {
        /// The last line of the text.
        line: usize,
    },
    /// The front matter does not say `format:`.
    #[error("line 1: no format is stated")]
    NoFormat,
    /// The front matter is not the YAML it should be.
    #[error("line {line}: {problem}")]
    BadYaml {
        /// The line.
        line: usize,
        /// What the YAML reader says.
        problem: String,
    },
    /// A key that format 1 does not have.
    #[error("line {line}: unknown key {key:?}")]
    UnknownKey {
        /// The line.
        line: usize,
        /// The key.
        key: String,
    },
    /// A key that stands there twice.
    #[error("line {line}: the key {key:?} is repeated")]
    RepeatedKey {
        /// The line of the second.
        line: usize,
        /// The key.
        key: String,
    },
    /// A time that is not RFC 3339 with an offset.
    #[error("line {line}: {key} is not a time: {text:?}")]
    BadTime {
        /// The line.
        line: usize,
        /// Its key.
        key: &'static str,
        /// What stands there.
        text: String,
    },
    /// A stored page without the times every stored page has.
    #[error("line 1: the page says neither at nor seen")]
    NoTime,
}

/// Writes the page of a snapshot.
///
/// ```
/// use variorum::article::{ArticleId, Draft, page};
/// let at = "2026-02-18T10:15:00-08:00".parse()?;
/// let mut draft = Draft::default();
/// draft.fields.headline = "Ferry: it sank".to_owned();
/// draft.body = variorum::text::Body::from_paragraphs(["Nobody was hurt.", "- said the harbour"]);
/// let id = ArticleId::from_name("example.org/ferry")?;
/// assert_eq!(
///     page::write(&id, &draft.into_snapshot(at, at)),
///     format!(
///         "---\nformat: 1\narticle: {id}\nheadline: \"Ferry: it sank\"\n\
///          at: 2026-02-18T10:15:00-08:00\nseen: 2026-02-18T10:15:00-08:00\n---\n\n\
///          Nobody was hurt.\n\n\\- said the harbour\n"
///     )
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(article: &ArticleId, snapshot: &Snapshot) -> String {
    // Some room for the front matter and the marks of blocks.
    let mut page = String::with_capacity(snapshot.body.text().len() + 2048);
    page.extend([FENCE, "\n"]);
    front::write(&mut page, article, snapshot);
    page.push_str(FENCE);
    page.push('\n');
    blocks::write(&mut page, &snapshot.body);
    page
}

/// Reads a page.
///
/// # Errors
///
/// When the text is no page; the error names the line.
pub fn read(page: &str) -> Result<Draft, PageError> {
    let (matter, body) = split(page)?;
    let mut draft = front::read(matter)?;
    draft.body = blocks::read(body);
    Ok(draft)
}

/// Reads a page as stored: `at` and `seen` must be there, or the one stands for the other.
///
/// # Errors
///
/// When the text is no page or says no time; the error names the line.
pub fn read_stored(page: &str) -> Result<Snapshot, PageError> {
    let draft = read(page)?;
    let at = draft.at.or(draft.seen).ok_or(PageError::NoTime)?;
    let seen = draft.seen.unwrap_or(at);
    Ok(draft.into_snapshot(at, seen))
}

/// What an article is known by, apart from all else on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Its headline.
    pub headline: String,
    /// Its addresses.
    pub urls: Vec<String>,
}

/// Reads the label of a page, which takes a fraction of the time that reading the page does.
///
/// # Errors
///
/// When the text is no page, or these lines of it are no YAML; the error names the line.
pub fn label(page: &str) -> Result<Label, PageError> {
    front::label(split(page)?.0)
}

/// Tells whether a text is meant as a page: it begins with front matter that states a format.
#[must_use]
pub fn is_page(text: &str) -> bool {
    split(text).is_ok_and(|(matter, _)| matter.lines().any(|line| line.starts_with("format:")))
}

/// Parts a page into front matter and body.
fn split(page: &str) -> Result<(&str, &str), PageError> {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    let (first, rest) = page.split_once('\n').unwrap_or((page, ""));
    if first.trim_end() != FENCE {
        return Err(PageError::NoFrontMatter);
    }
    let (mut at, mut line) = (0, 1);
    for text in rest.split_inclusive('\n') {
        line += 1;
        if text.trim_end() == FENCE {
            return Ok((&rest[..at], &rest[at + text.len()..]));
        }
        at += text.len();
    }
    Err(PageError::NotClosed { line })
}

impl Draft {
    /// Makes a snapshot of what was read, on show `at` and seen then.
    #[must_use]
    pub fn into_snapshot(self, at: Moment, seen: Moment) -> Snapshot {
        Snapshot {
            fields: self.fields,
            body: self.body,
            notes: self.notes,
            urls: self.urls,
            language: self.language,
            times: super::snapshot::Times { at, seen, published: self.published, modified: self.modified },
        }
    }
}

impl From<Snapshot> for Draft {
    /// Takes a snapshot as what a page says, without the id of its article.
    fn from(snapshot: Snapshot) -> Self {
        Self {
            article: None,
            fields: snapshot.fields,
            body: snapshot.body,
            notes: snapshot.notes,
            urls: snapshot.urls,
            language: snapshot.language,
            at: Some(snapshot.times.at),
            seen: Some(snapshot.times.seen),
            published: snapshot.times.published,
            modified: snapshot.times.modified,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Fields, Hyperlink, Times};
    use crate::text::{BlockKind, Body};

    fn moment(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    fn full() -> Snapshot {
        Snapshot {
            fields: Fields {
                headline: "Ferry: it sank".to_owned(),
                dek: Some("Nobody was hurt".to_owned()),
                byline: Some("By A. Writer".to_owned()),
                captions: vec!["The ferry, on a better day".to_owned()],
                links: vec![Hyperlink { text: "report".to_owned(), href: "https://example.org/r?a=1".to_owned() }],
            },
            body: Body::from_iter([
                (BlockKind::Paragraph, "It sank at dawn."),
                (BlockKind::Heading, "What we know"),
                (BlockKind::ListItem, "It sank."),
                (BlockKind::Quote, "We are sad."),
                (BlockKind::Table, "hour | boats"),
                (BlockKind::Paragraph, "# is no heading"),
            ]),
            notes: vec!["Updated 2/18 at 10:15 a.m. with more.".to_owned()],
            urls: vec!["https://example.org/ferry".to_owned()],
            language: Some("en".to_owned()),
            times: Times {
                at: moment("2026-02-18T10:15:00-08:00"),
                seen: moment("2026-02-18T18:20:00.25Z"),
                published: Some(moment("2026-02-17T08:00:00-08:00")),
                modified: None,
            },
        }
    }

    const FULL: &str = r#"---
format: 1
article: example.org/ferry-1a2b3c4d5e
urls:
  - https://example.org/ferry
headline: "Ferry: it sank"
dek: Nobody was hurt
byline: By A. Writer
published: 2026-02-17T08:00:00-08:00
at: 2026-02-18T10:15:00-08:00
seen: 2026-02-18T18:20:00.250+00:00
language: en
captions:
  - The ferry, on a better day
links:
  - text: report
    href: https://example.org/r?a=1
notes:
  - Updated 2/18 at 10:15 a.m. with more.
---

It sank at dawn.

## What we know

- It sank.

> We are sad.

| hour | boats |

\# is no heading
"#;

    fn id() -> ArticleId {
        ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap()
    }

    #[test]
    fn a_snapshot_is_written_as_a_page_a_person_can_read() {
        assert_eq!(write(&id(), &full()), FULL);
    }

    #[test]
    fn a_page_gives_back_the_snapshot() {
        assert_eq!(read_stored(FULL).unwrap(), full());
        assert_eq!(read(FULL).unwrap().article.as_deref(), Some("example.org/ferry-1a2b3c4d5e"));
    }

    #[test]
    fn a_label_is_read_whatever_else_the_page_says() {
        let expected = Label { headline: full().fields.headline, urls: full().urls };
        assert_eq!(label(FULL), Ok(expected.clone()));
        assert_eq!(label(&FULL.replace("at: 2026", "mood: [grave\nat: x2026")), Ok(expected));
        assert_eq!(label("---\nformat: 1\n---\nheadline: of the text\n"), Ok(Label::default()));
        let folded = "---\nheadline: >\n  The ferry\n  sank\ndek: x\nurls: [https://a.example/b]\n---\n";
        let urls = vec!["https://a.example/b".to_owned()];
        assert_eq!(label(folded), Ok(Label { headline: "The ferry sank\n".to_owned(), urls }));
        assert!(matches!(label("---\nheadline: \"x\n---\n"), Err(PageError::BadYaml { .. })));
    }

    #[test]
    fn a_page_written_by_hand_is_read() {
        let page = "---\r\nformat: 1\r\nheadline: 'It''s 5 p.m.'\r\nnotes: []\r\n---\r\nOne line\r\nand its end.\r\n* item\r\n### Deep\r\n\r\nLast.";
        let draft = read(page).unwrap();
        assert_eq!(draft.fields.headline, "It's 5 p.m.");
        let blocks: Vec<_> = draft.body.iter().collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Paragraph, "One line and its end."),
                (BlockKind::ListItem, "item"),
                (BlockKind::Heading, "Deep"),
                (BlockKind::Paragraph, "Last."),
            ]
        );
    }

    #[test]
    fn an_error_names_the_line() {
        let error = |page: &str| read(page).unwrap_err();
        assert_eq!(error("Just text"), PageError::NoFrontMatter);
        assert_eq!(error("---\nformat: 1\n"), PageError::NotClosed { line: 2 });
        assert_eq!(error("---\nheadline: x\n---\n"), PageError::NoFormat);
        assert_eq!(
            error("---\nformat: 1\nheadlin: x\n---\n"),
            PageError::UnknownKey { line: 3, key: "headlin".to_owned() }
        );
        assert_eq!(
            error("---\nformat: 1\nurls: []\nat: yesterday\n---\n"),
            PageError::BadTime { line: 4, key: "at", text: "yesterday".to_owned() }
        );
        assert!(matches!(error("---\nformat: 1\nheadline: \"x\n---\n"), PageError::BadYaml { line: 3.., .. }));
        assert_eq!(
            error("---\nformat: 1\nheadline: a\nheadline: b\n---\n"),
            PageError::RepeatedKey { line: 4, key: "headline".to_owned() }
        );
        assert_eq!(read_stored("---\nformat: 1\n---\n").unwrap_err(), PageError::NoTime);
    }

    #[test]
    fn a_newer_page_is_read_as_far_as_it_is_known() {
        let draft = read("---\nformat: 2\nheadline: x\nmood: grave\n---\n\nText.\n").unwrap();
        assert_eq!(draft.fields.headline, "x");
    }

    #[test]
    fn a_paragraph_that_looks_like_markup_stays_a_paragraph() {
        for text in ["## x", "- x", "> x", "| x |", "\\x", "---", "* x", "+ x", "=== x", "~~~", "``` x", "1. x"] {
            let mut snapshot = full();
            snapshot.body = Body::from_paragraphs([text]);
            assert_eq!(read(&write(&id(), &snapshot)).unwrap().body, snapshot.body, "{text}");
        }
    }

    prop_compose! {
        fn any_moment()(seconds in -62_135_596_800_i64..253_402_300_799, nanos in 0..3_u32, offset in -23*60..23*60_i32)
            -> Option<Moment>
        {
            use chrono::Datelike;
            let zone = chrono::FixedOffset::east_opt(offset * 60)?;
            let moment = chrono::DateTime::from_timestamp(seconds, nanos * 250_000_000)?.with_timezone(&zone);
            (0..=9999).contains(&moment.year()).then_some(moment)
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[-#:?!&*|>%@`'\"{}\\[\\], \t\n~=\\\\a-zA-Z0-9\u{0}\u{7f}\u{85}\u{2028}\u{feff}\u{fffe}]{0,12}",
            Just("null".to_owned()),
            Just("True".to_owned()),
            Just("---".to_owned()),
        ]
    }

    fn any_block() -> impl Strategy<Value = (BlockKind, String)> {
        use BlockKind::{Heading, ListItem, Paragraph, Quote, Table};
        (prop_oneof![Just(Paragraph), Just(Heading), Just(ListItem), Just(Quote), Just(Table)], any_text())
    }

    prop_compose! {
        fn any_snapshot()(
            (headline, dek, byline) in (any_text(), proptest::option::of(any_text()), proptest::option::of(any_text())),
            captions in proptest::collection::vec(any_text(), 0..3),
            links in proptest::collection::vec((any_text(), any_text()), 0..3),
            blocks in proptest::collection::vec(any_block(), 0..6),
            notes in proptest::collection::vec(any_text(), 0..3),
            (urls, language) in (proptest::collection::vec(any_text(), 0..3), proptest::option::of(any_text())),
            (at, seen, published, modified) in (any_moment(), any_moment(), any_moment(), any_moment()),
        ) -> Snapshot {
            let links = links.into_iter().map(|(text, href)| Hyperlink { text, href }).collect();
            let epoch = moment("1970-01-01T00:00:00Z");
            Snapshot {
                fields: Fields { headline, dek, byline, captions, links },
                body: blocks.into_iter().collect(),
                notes, urls, language,
                times: Times { at: at.unwrap_or(epoch), seen: seen.unwrap_or(epoch), published, modified },
            }
        }
    }

    proptest! {
        #[test]
        fn every_snapshot_survives_its_page(snapshot in any_snapshot()) {
            let page = write(&id(), &snapshot);
            let back = read_stored(&page).unwrap();
            prop_assert_eq!(&back, &snapshot);
            prop_assert_eq!(label(&page), Ok(Label { headline: back.fields.headline.clone(), urls: back.urls.clone() }));
            prop_assert_eq!(write(&id(), &back), page);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,200}", matter in "[a-z:\n \"\\[\\]{}&*!-]{0,60}") {
            let _ = read(&text);
            let _ = read(&format!("---\nformat: 1\n{matter}\n---\n{text}"));
        }
    }
}
