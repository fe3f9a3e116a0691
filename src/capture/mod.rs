//! Outside bytes become drafts: what a file or a saved page says of an article.

mod cdx;
mod clean;
mod content_type;
mod csv;
mod date;
mod encoding;
mod error;
mod feed;
mod format;
mod front_matter;
mod html;
pub mod http;
mod jsonl;
mod listing;
mod markdown;
mod newsdiffs;
mod packed;
mod parting;
mod paywall;
mod provenance;
mod replay;
mod robots;
mod row;
mod sitemap;
mod text;
mod timemap;
mod warc;
mod wire;
mod xml;
mod zone;

pub use cdx::{BadCdxRow, CdxCapture, CdxRow, read_cdx};
pub use clean::{clean_line, clean_text};
pub use csv::{BadColumns, Columns, CsvRow, CsvRows, read_csv_row};
pub use error::CaptureError;
pub use feed::{FeedEntry, read_feed, read_feed_entries};
pub use format::Format;
pub use jsonl::{json_line_time, read_json_line};
pub use listing::{Listed, ListingError};
pub use newsdiffs::read_newsdiffs;
pub use packed::{is_packed, unpack};
pub use paywall::is_behind_paywall;
pub use provenance::Provenance;
pub use robots::Robots;
pub use row::RowError;
pub use sitemap::{Sitemap, read_sitemap};
pub use timemap::{Memento, TimeMap, TimeMapError, read_timemap};
pub use warc::{ArchivedPage, Payload, RecordPlace, WarcError, WarcPages, read_warc, read_warc_from};
pub use zone::Zone;

use crate::article::Draft;

/// The largest input that is read, in bytes: 32 MiB.
pub const LARGEST_INPUT: usize = 32 << 20;

/// What was read, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the bytes say of the article.
    pub draft: Draft,
    /// How they were read.
    pub format: Format,
    /// The encoding they were in, e.g. `UTF-8`.
    pub encoding: &'static str,
    /// Where on a page each field was read; empty for what is no page.
    pub provenance: Provenance,
}

/// Reads an article from the bytes of a file or page; without `format`, their content tells how.
///
/// ```
/// use variorum::capture::{Format, read};
/// let reading = read("Ferry sinks\n\nBy Ada Moreau\n\nIt sank at noon.".as_bytes(), None)?;
/// assert_eq!(reading.format, Format::Text);
/// assert_eq!(reading.draft.fields.headline, "Ferry sinks");
/// assert_eq!(reading.draft.body.text(), "It sank at noon.");
/// # Ok::<(), variorum::capture::CaptureError>(())
/// ```
///
/// # Errors
///
/// When the bytes are too many, are not text, or hold no article.
pub fn read(bytes: &[u8], format: Option<Format>) -> Result<Reading, CaptureError> {
    read_declared(bytes, format, None)
}

/// Reads an article as [`read`] does; an encoding that a server declares goes before the one a page declares.
///
/// # Errors
///
/// When the bytes are too many, are not text, or hold no article.
pub fn read_declared(bytes: &[u8], format: Option<Format>, charset: Option<&str>) -> Result<Reading, CaptureError> {
    if bytes.len() > LARGEST_INPUT {
        return Err(CaptureError::TooLarge { limit: LARGEST_INPUT });
    }
    let decoded = encoding::decode_declared(bytes, charset)?;
    if decoded.text.trim().is_empty() {
        return Err(CaptureError::Empty);
    }
    let text = clean_text(&decoded.text);
    let format = format.unwrap_or_else(|| Format::of(&text));
    let (mut draft, provenance) = match format {
        Format::Text => (text::read(&text), Provenance::new()),
        Format::Markdown => (markdown::read(&text)?, Provenance::new()),
        Format::Wire => (wire::read(&text)?, Provenance::new()),
        Format::Html => html::read(&replay::undone(&text))?,
    };
    clean::clean_draft(&mut draft);
    if draft.fields.headline.is_empty() && draft.body.blocks().is_empty() {
        return Err(CaptureError::NoArticle { format });
    }
    Ok(Reading { draft, format, encoding: decoded.encoding, provenance })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces that the readers look for, in any order.
    fn page() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zA-Z0-9 .,&;#\"'=\u{1b}\n-]{0,20}",
            prop::sample::select(vec![
                "<p>",
                "</p>",
                "<div class='article-body'>",
                "</div>",
                "<table><tr><td>",
                "</table>",
                "<a href='/x'>",
                "</a>",
                "<h1>",
                "<br>",
                "<br><br>",
                "<li>",
                "<blockquote>",
                "<figcaption>",
                "<footer class=correction>",
                "---\n",
                "title: A\n",
                "format: 1\n",
                "\n\n",
                "# ",
                "> ",
                "- ",
                "| a | b |\n",
                "Updated 2/18 at 10:15 a.m. with more.",
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",",
                "\"headline\":\"A\"}</script>",
                "<!--",
            ])
            .prop_map(str::to_owned),
        ];
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    /// Pieces that the readers of feeds, sitemaps, web archives and lists of states look for.
    fn list_piece() -> impl Strategy<Value = Vec<u8>> {
        let known = prop::sample::select(vec![
            "<rss version='2.0'><channel><item><link>",
            "</link></item></channel></rss>",
            "<urlset><url><loc>",
            "</loc>",
            "</url></urlset>",
            "<sitemapindex><sitemap>",
            "&amp;&#x;&#0;&y;",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE x [<!ENTITY y 'z'>]>",
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: x\r\nWARC-Date: 2026-03-01T12:00:00Z\r\nContent-Type: application/http\r\n",
            "Content-Length: 30\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n",
            "ffffffffffffffff\r\n",
            "\x1f\u{8b}",
            "[[\"timestamp\",\"original\",\"digest\"],[\"20260301120000\",\"ü\"]]",
            "</web/20260301120000/x>; rel=\"memento\"; datetime=\"Sun, 01 Mar 2026 12:00:00 GMT\",",
            "{\"version\":\"https://jsonfeed.org/version/1\"",
            "User-agent: *\nDisallow: /*%\n",
            "Crawl-delay: 1e999\n",
            "\n",
        ]);
        prop_oneof![known.prop_map(|piece| piece.as_bytes().to_vec()), prop::collection::vec(any::<u8>(), 0..8)]
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for format in Format::ALL.map(Some).into_iter().chain([None]) {
                let _ = read(&bytes, format);
            }
        }

        #[test]
        fn no_bytes_make_a_reader_of_lists_or_archives_panic(pieces in prop::collection::vec(list_piece(), 0..30)) {
            let bytes = pieces.concat();
            let base = "https://a.example/list";
            let _ = (read_feed(&bytes, base), read_sitemap(&bytes, base), read_warc(bytes.as_slice()).take(50).count());
            let text = String::from_utf8_lossy(&bytes);
            let _ = read_cdx(&text).map(|rows| rows.iter().filter_map(|row| row.capture.as_ref().ok()?.memento(base).raw_url()).count());
            let _ = read_timemap(&text, base).map(|map| map.mementos.iter().map(Memento::raw_url).count());
            let _ = Robots::parse(&text, "variorum").allows(&text);
        }

        #[test]
        fn what_is_read_holds_no_control_characters(page in page()) {
            for format in Format::ALL.map(Some).into_iter().chain([None]) {
                let Ok(reading) = read(page.as_bytes(), format) else { continue };
                let draft = reading.draft;
                let short = [draft.fields.headline, draft.fields.dek.unwrap_or_default(), draft.fields.byline.unwrap_or_default()];
                let texts = short.iter().chain(&draft.notes).chain(&draft.fields.captions);
                for text in texts {
                    prop_assert!(!text.contains(char::is_control), "{text:?}");
                }
                let body = draft.body.text().replace("\n\n", "");
                prop_assert!(!body.contains(char::is_control), "{body:?}");
            }
        }
    }
}
