//! Sitemaps: the pages of a site, or the sitemaps they are listed in.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::clean::clean_line;
use super::date;
use super::encoding;
use super::listing::{Listed, ListingError, address};
use super::xml::character;

/// The most bytes of a sitemap, decompressed, as its protocol says.
const LARGEST: usize = 50 << 20;

/// The most addresses of a sitemap, as its protocol says.
const MOST: usize = 50_000;

/// The deepest nesting of elements that is read.
const DEEPEST: usize = 100;

/// What a sitemap lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// Pages, in its order.
    pub pages: Vec<Listed>,
    /// Further sitemaps, in its order.
    pub sitemaps: Vec<Listed>,
}

/// Reads a sitemap, an index of sitemaps, or a plain list of addresses, compressed with gzip or not.
///
/// ```
/// use variorum::capture::read_sitemap;
/// let xml = "<urlset><url><loc>https://a.example/ferry</loc><lastmod>2026-02-18</lastmod></url></urlset>";
/// let sitemap = read_sitemap(xml.as_bytes(), "https://a.example/sitemap.xml")?;
/// assert_eq!(sitemap.pages[0].url, "https://a.example/ferry");
/// # Ok::<(), variorum::capture::ListingError>(())
/// ```
///
/// # Errors
///
/// When it is no sitemap, or larger than one may be.
pub fn read_sitemap(bytes: &[u8], base: &str) -> Result<Sitemap, ListingError> {
    let unpacked;
    let bytes = if bytes.starts_with(b"\x1f\x8b") {
        unpacked = unpack(bytes)?;
        &unpacked
    } else {
        bytes
    };
    if bytes.len() > LARGEST {
        return Err(ListingError::TooLarge { limit: LARGEST });
    }
    let text = encoding::decode(bytes)?.text;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') { read_xml(text, base) } else { read_lines(text, base) }
}

fn unpack(bytes: &[u8]) -> Result<Vec<u8>, ListingError> {
    let mut unpacked = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(LARGEST as u64 + 1).read_to_end(&mut unpacked);
    read.map_err(|error| ListingError::Malformed { reason: error.to_string() })?;
    Ok(unpacked)
}

/// Reads a list of addresses, a line each.
fn read_lines(text: &str, base: &str) -> Result<Sitemap, ListingError> {
    let lines = text.lines().map(str::trim).filter(|line| line.contains("://")).take(MOST);
    let pages: Vec<Listed> =
        lines.filter_map(|line| Some(Listed { url: address(base, line)?, ..Listed::default() })).collect();
    if pages.is_empty() { Err(no_sitemap()) } else { Ok(Sitemap { pages, sitemaps: Vec::new() }) }
}

fn no_sitemap() -> ListingError {
    ListingError::Malformed { reason: "no sitemap".to_owned() }
}

/// What is being read of one `<url>` or `<sitemap>`.
#[derive(Default)]
struct Reading {
    address: String,
    modified: String,
    published: String,
    title: String,
}

impl Reading {
    /// Returns where the text of an element goes; `image:loc` and its like have another parent.
    fn slot(&mut self, parent: &str, name: &str) -> Option<&mut String> {
        match (parent, name) {
            ("url" | "sitemap", "loc") => Some(&mut self.address),
            ("url" | "sitemap", "lastmod") => Some(&mut self.modified),
            ("news", "publication_date") => Some(&mut self.published),
            ("news", "title") => Some(&mut self.title),
            _ => None,
        }
    }

    fn listed(&self, base: &str) -> Option<Listed> {
        let [published, modified] = date::settle_all([date::read(&self.published), date::read(&self.modified)]);
        let title = Some(clean_line(&self.title)).filter(|title| !title.is_empty());
        Some(Listed { url: address(base, &clean_line(&self.address))?, title, published, modified })
    }
}

fn read_xml(text: &str, base: &str) -> Result<Sitemap, ListingError> {
    let mut reader = Reader::from_str(text);
    let (mut sitemap, mut open, mut reading) = (Sitemap::default(), Vec::<String>::new(), Reading::default());
    let mut known = false;
    loop {
        let event = reader.read_event().map_err(|error| ListingError::Malformed { reason: error.to_string() })?;
        let mut add = |text: &str| {
            if let [.., parent, name] = open.as_slice()
                && let Some(slot) = reading.slot(parent, name)
            {
                slot.push_str(text);
            }
        };
        match event {
            Event::Start(tag) => {
                let name = local(tag.name().as_ref());
                known |= matches!(name.as_str(), "urlset" | "sitemapindex");
                if matches!(name.as_str(), "url" | "sitemap") {
                    reading = Reading::default();
                }
                if open.len() >= DEEPEST {
                    return Err(ListingError::Malformed { reason: "nested too deep".to_owned() });
                }
                open.push(name);
            }
            Event::End(_) => {
                let list = match open.pop().as_deref() {
                    Some("url") => &mut sitemap.pages,
                    Some("sitemap") => &mut sitemap.sitemaps,
                    _ => continue,
                };
                list.extend(reading.listed(base).filter(|_| list.len() < MOST));
            }
            Event::Text(text) => add(&text.xml10_content()),
            Event::CData(text) => add(&text.xml10_content()),
            Event::GeneralRef(name) => add(&character(&name)),
            Event::Eof => break,
            _ => {}
        }
    }
    if known { Ok(sitemap) } else { Err(no_sitemap()) }
}

/// Returns the name of an element without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const NEWS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n" xmlns:image="i">
        <url><loc> https://a.example/ferry?a=1&amp;b=&#50; </loc><lastmod>2026-02-18T10:15:00-08:00</lastmod>
          <news:news><news:publication><news:name>A</news:name></news:publication>
          <news:publication_date>2026-02-17</news:publication_date><news:title><![CDATA[Ferry & boat]]></news:title></news:news>
          <image:image><image:loc>https://a.example/i.jpg</image:loc></image:image></url>
        <url><loc>/bridge</loc></url><url><loc>ftp://a.example/x</loc></url></urlset>"#;

    fn read(text: &str) -> Result<Sitemap, ListingError> {
        read_sitemap(text.as_bytes(), "https://a.example/sitemap.xml")
    }

    #[test]
    fn a_news_sitemap_names_pages_with_title_and_dates() {
        let pages = read(NEWS).unwrap().pages;
        assert_eq!(
            pages.iter().map(|page| page.url.as_str()).collect::<Vec<_>>(),
            ["https://a.example/ferry?a=1&b=2", "https://a.example/bridge"]
        );
        assert_eq!(pages[0].title.as_deref(), Some("Ferry & boat"));
        assert_eq!(pages[0].modified.unwrap().to_rfc3339(), "2026-02-18T10:15:00-08:00");
        assert_eq!(pages[0].published.unwrap().to_rfc3339(), "2026-02-17T00:00:00-08:00");
    }

    #[test]
    fn an_index_names_sitemaps() {
        let index = "<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc></sitemap></sitemapindex>";
        let read = read(index).unwrap();
        assert_eq!((read.pages.len(), read.sitemaps[0].url.as_str()), (0, "https://a.example/1.xml.gz"));
    }

    #[test]
    fn one_compressed_with_gzip_is_unpacked_and_a_bomb_is_not() {
        let pack = |bytes: &[u8]| {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packed.write_all(bytes).unwrap();
            packed.finish().unwrap()
        };
        assert_eq!(read_sitemap(&pack(NEWS.as_bytes()), "https://a.example/").unwrap().pages.len(), 2);
        let bomb = pack(&vec![b' '; LARGEST + 9]);
        assert_eq!(read_sitemap(&bomb, "https://a.example/"), Err(ListingError::TooLarge { limit: LARGEST }));
    }

    #[test]
    fn a_plain_list_of_addresses_is_read_and_a_page_is_not() {
        assert_eq!(read("https://a.example/1\nhttps://a.example/2\n").unwrap().pages.len(), 2);
        assert!(read("<html><body><p>Not found</p></body></html>").is_err());
        assert!(read("Not found").is_err());
        assert_eq!(read("<urlset><url><loc>https://a.example/cut"), Ok(Sitemap::default()));
        assert!(read("<urlset><url></loc>").is_err());
    }

    #[test]
    fn elements_without_measure_are_refused() {
        let deep = format!("<urlset>{}", "<a>".repeat(1_000_000));
        assert_eq!(read(&deep), Err(ListingError::Malformed { reason: "nested too deep".to_owned() }));
    }

    #[test]
    fn entities_of_a_document_type_stand_for_nothing() {
        let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><urlset><url><loc>https://a.example/&b;x</loc></url></urlset>";
        assert_eq!(read(bomb).unwrap().pages[0].url, "https://a.example/x");
    }
}
