//! Web archives: the pages in a WARC file, with the time each was fetched.

mod counted;
mod head;
mod part;
mod payload;
mod unpacked;

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use chrono::DateTime;
use thiserror::Error;

pub use unpacked::RecordPlace;

use self::head::{Head, head, line, said};
use self::payload::read_payload;
use self::unpacked::Unpacked;
use super::clean::clean_line;
use super::content_type::charset;
use crate::article::Moment;

/// The most blank lines between two records.
const MOST_BLANKS: usize = 500;

/// A page as a web archive keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedPage {
    /// Where its record stands in the file.
    pub place: RecordPlace,
    /// Its address.
    pub url: String,
    /// When it was fetched.
    pub at: Moment,
    /// The status it was answered with.
    pub status: u16,
    /// Its kind as the server said it.
    pub content_type: Option<String>,
    /// The digest of its bytes as the archive states it, by which a later record may refer to them.
    pub digest: Option<String>,
    /// Its bytes.
    pub payload: Payload,
}

impl ArchivedPage {
    /// Returns the encoding that the server said the page is in.
    #[must_use]
    pub fn charset(&self) -> Option<&str> {
        charset(self.content_type.as_deref()?)
    }
}

/// The bytes of a page in a web archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// They are here, as the server sent them, but unpacked.
    Bytes(Vec<u8>),
    /// They were those of an earlier record, of the same digest or of this address and time.
    Same {
        /// The address of that record.
        url: Option<String>,
        /// Its time.
        at: Option<Moment>,
    },
}

/// Why a web archive, or a page in it, cannot be read.
#[derive(Debug, Error)]
pub enum WarcError {
    /// It is none, or damaged: nothing after this can be read.
    #[error("no WARC record at record {record}: {reason}")]
    Malformed {
        /// The number of the record, from 1.
        record: usize,
        /// What is wrong.
        reason: String,
    },
    /// A page in it cannot be read; those after it can.
    #[error("{url}: {reason}")]
    Page {
        /// Its address.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// The file cannot be read on.
    #[error("record {record}: {source}")]
    Io {
        /// The number of the record, from 1.
        record: usize,
        /// What the system says.
        source: io::Error,
    },
}

/// Reads the pages of a WARC file, compressed with gzip, with zstd or not, one after another and without holding more than one.
///
/// Requests, metadata and the like are passed over; so are answers that are no page, such as images.
///
/// ```
/// use variorum::capture::read_warc;
/// let warc = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/x\r\nWARC-Date: 2026-03-01T12:00:00Z\r\n\
///             Content-Type: text/html\r\nContent-Length: 6\r\n\r\n<p>Hi!\r\n\r\n";
/// let pages: Vec<_> = read_warc(warc.as_bytes()).collect::<Result<_, _>>()?;
/// assert_eq!(pages[0].url, "https://a.example/x");
/// # Ok::<(), variorum::capture::WarcError>(())
/// ```
pub fn read_warc<R: Read>(file: R) -> WarcPages<R> {
    WarcPages { source: Unpacked::new(BufReader::new(file)), record: 0, over: false }
}

/// Reads the pages of a WARC file from the record on that stands at a place which an earlier reading told.
///
/// # Errors
///
/// When the file does not reach to there.
pub fn read_warc_from<R: Read + Seek>(mut file: R, place: RecordPlace) -> io::Result<WarcPages<R>> {
    file.rewind()?;
    let source = Unpacked::from(BufReader::new(file), place, |file, to| file.seek(SeekFrom::Start(to)))?;
    let mut pages = WarcPages { source, record: 0, over: false };
    if pages.go_on_to(place)? { Ok(pages) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// What stands in the file next.
enum Record {
    Page(ArchivedPage),
    /// A request, an image, a note on the crawl.
    Other,
    End,
}

/// The pages of a WARC file, one after another.
pub struct WarcPages<R: Read> {
    source: Unpacked<BufReader<R>>,
    record: usize,
    over: bool,
}

impl<R: Read> WarcPages<R> {
    /// Reads on to a record, past all before it; says whether it lies ahead and was reached.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn go_on_to(&mut self, place: RecordPlace) -> io::Result<bool> {
        let here = self.source.place()?;
        let ahead = place.inside.checked_sub(here.inside).filter(|_| here.part == place.part && !self.over);
        let Some(ahead) = ahead else { return Ok(false) };
        io::copy(&mut (&mut self.source).take(ahead), &mut io::sink())?;
        Ok(self.source.place()? == place)
    }
}

impl<R: Read> Iterator for WarcPages<R> {
    type Item = Result<ArchivedPage, WarcError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.over {
            match self.record() {
                Ok(Record::Page(page)) => return Some(Ok(page)),
                Ok(Record::Other) => {}
                Ok(Record::End) => self.over = true,
                Err(error) => {
                    self.over = !matches!(error, WarcError::Page { .. });
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl<R: Read> WarcPages<R> {
    /// Reads a record to its end, also where its page cannot be read.
    fn record(&mut self) -> Result<Record, WarcError> {
        self.record += 1;
        let record = self.record;
        let io = |source| WarcError::Io { record, source };
        let malformed = |reason: &str| WarcError::Malformed { record, reason: reason.to_owned() };
        let Some((place, first)) = self.first_line().map_err(io)? else { return Ok(Record::End) };
        if !first.starts_with("WARC/") {
            return Err(malformed("its first line is not WARC/1.0 or 1.1"));
        }
        let head = head(&mut self.source).map_err(io)?;
        let length = said(&head, "content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| malformed("it has no Content-Length"))?;
        let mut block = (&mut self.source).take(length);
        let page = page(place, &head, &mut block);
        io::copy(&mut block, &mut io::sink()).map_err(io)?;
        if block.limit() > 0 {
            return Err(malformed(&format!("the file ends {} bytes before it does", block.limit())));
        }
        page.transpose().map(|page| page.map_or(Record::Other, Record::Page))
    }

    /// Reads the first line of a record, after the blank ones that part it from the last; none at the end.
    fn first_line(&mut self) -> io::Result<Option<(RecordPlace, String)>> {
        for _ in 0..MOST_BLANKS {
            let place = self.source.place()?;
            match line(&mut self.source)? {
                Some(line) if line.is_empty() => {}
                other => return Ok(other.map(|line| (place, line))),
            }
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "too many blank lines"))
    }
}

/// Makes a page of a record; none when it is of another kind.
fn page(place: RecordPlace, head: &Head, block: &mut impl BufRead) -> Option<Result<ArchivedPage, WarcError>> {
    let url = address(said(head, "warc-target-uri")?);
    let at = DateTime::parse_from_rfc3339(said(head, "warc-date")?).ok()?;
    let digest = said(head, "warc-payload-digest").map(clean_line);
    let kind = said(head, "warc-type")?;
    let content_type = said(head, "content-type").unwrap_or_default();
    let of_http = content_type.starts_with("application/http");
    let payload = Payload::Bytes(Vec::new());
    let mut page = ArchivedPage { place, url, at, status: 200, content_type: None, digest, payload };
    match kind {
        "resource" if is_page(content_type) => {
            page.content_type = Some(content_type.to_owned());
            Some(read_payload(page, &Head::new(), block))
        }
        "response" if of_http => {
            let http = http_head(&mut page, block)?;
            is_page(page.content_type.as_deref().unwrap_or("text/html")).then(|| read_payload(page, &http, block))
        }
        "revisit" => {
            // Its own block holds the head of the answer at most.
            http_head(&mut page, block);
            let at = said(head, "warc-refers-to-date").and_then(|date| DateTime::parse_from_rfc3339(date).ok());
            let url = said(head, "warc-refers-to-target-uri").map(address);
            page.payload = Payload::Same { url, at };
            Some(Ok(page))
        }
        _ => None,
    }
}

/// Reads an address as a head holds it: between angle brackets, or not.
fn address(text: &str) -> String {
    clean_line(text.trim_matches(['<', '>']))
}

/// Reads the head of an HTTP answer into a page.
fn http_head(page: &mut ArchivedPage, block: &mut impl BufRead) -> Option<Head> {
    let first = line(block).ok()??;
    page.status = first.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()?;
    let head = head(block).ok()?;
    page.content_type = said(&head, "content-type").map(str::to_owned);
    Some(head)
}

/// Tells whether an answer of this kind may be an article.
fn is_page(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/html" | "application/xhtml+xml" | "text/plain" | "")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::capture::LARGEST_INPUT;

    /// 32 MiB of blanks and nine more, by the brotli program's own settings.
    const BROTLI_BOMB: &[u8] = b"\xcb\xff\xff?\xf8%@\xe2\xb1@ \xf7\xfe\x8f\xff\xff\x7f\xf0K\0\xc4a\x11\x80\xee\
        \xfd\x1f\xff\xff\xff\xe0\x97\0\x88\xc3\x02\0\xdd\xfb?\xfe\xff\xff\xc1/\x01\x10\x87\x05\0\xba\xf7\x7f\x81\
        \0\x80_\x02 \x0e\x08\0\0";

    fn record(kind: &str, more: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://a.example/ferry>\r\nWARC-Date: 2026-03-01T12:00:00Z\r\n{more}Content-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn response(http: &str, body: &[u8]) -> Vec<u8> {
        let block = [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{http}\r\n").as_bytes(), body].concat();
        record(
            "response",
            "Content-Type: application/http; msgtype=response\r\nWARC-Payload-Digest: sha1:A\r\n",
            &block,
        )
    }

    fn read(warc: &[u8]) -> Vec<Result<ArchivedPage, String>> {
        read_warc(warc).map(|page| page.map_err(|error| error.to_string())).collect()
    }

    fn bytes(warc: &[u8]) -> Vec<u8> {
        match &read(warc)[0].as_ref().unwrap().payload {
            Payload::Bytes(bytes) => bytes.clone(),
            other @ Payload::Same { .. } => panic!("{other:?}"),
        }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn responses_are_read_and_other_records_passed_over() {
        let image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG";
        let image = record("response", "Content-Type: application/http\r\n", image);
        let info = record("warcinfo", "", b"software: x");
        let warc = [info, record("request", "", b"GET / HTTP/1.1\r\n\r\n"), image, response("", b"<p>Hi")].concat();
        let pages = read(&warc);
        assert_eq!(
            pages,
            [Ok(ArchivedPage {
                place: pages[0].as_ref().unwrap().place,
                url: "https://a.example/ferry".to_owned(),
                at: Moment::parse_from_rfc3339("2026-03-01T12:00:00Z").unwrap(),
                status: 200,
                content_type: Some("text/html".to_owned()),
                digest: Some("sha1:A".to_owned()),
                payload: Payload::Bytes(b"<p>Hi".to_vec()),
            })]
        );
    }

    #[test]
    fn a_file_packed_record_by_record_is_read() {
        let warc = [gzip(&response("", b"<p>One")), gzip(&response("", b"<p>Two"))].concat();
        assert_eq!(read(&warc).len(), 2);
    }

    #[test]
    fn a_page_is_found_again_by_its_place_however_the_file_is_packed() {
        let records: Vec<Vec<u8>> = (1..=3).map(|number| response("", format!("<p>{number}").as_bytes())).collect();
        let each = |pack: fn(&[u8]) -> Vec<u8>| records.iter().flat_map(|record| pack(record)).collect::<Vec<u8>>();
        // A frame that is to be skipped stands before the others, as one with a dictionary does.
        let skipped = [b"\x50\x2a\x4d\x18\x03\0\0\0abc".as_slice(), &each(zstd)].concat();
        for file in [records.concat(), each(gzip), gzip(&records.concat()), each(zstd), skipped] {
            let pages: Vec<ArchivedPage> = read_warc(file.as_slice()).collect::<Result<_, _>>().unwrap();
            assert_eq!(pages.len(), 3);
            let again = |place| read_warc_from(Cursor::new(&file), place).unwrap().next().unwrap().unwrap();
            for page in &pages {
                assert_eq!(again(page.place), *page);
            }
            let mut ahead = read_warc(file.as_slice());
            let reached = ahead.go_on_to(pages[2].place).unwrap();
            assert_eq!(reached, pages[2].place.part == pages[0].place.part);
            if reached {
                assert_eq!(ahead.next().unwrap().unwrap(), pages[2]);
                assert!(!ahead.go_on_to(pages[0].place).unwrap());
            }
        }
    }

    #[test]
    fn chunks_and_packed_bodies_are_put_together() {
        assert_eq!(
            bytes(&response("Transfer-Encoding: chunked\r\n", b"4\r\n<p>H\r\n1;x=y\r\ni\r\n0\r\n\r\n")),
            b"<p>Hi"
        );
        assert_eq!(bytes(&response("Transfer-Encoding: chunked\r\n", b"<p>Hi, put together")), b"<p>Hi, put together");
        assert_eq!(bytes(&response("Content-Encoding: gzip\r\n", &gzip(b"<p>Hi"))), b"<p>Hi");
        assert_eq!(bytes(&response("Content-Encoding: gzip\r\n", b"<p>Hi")), b"<p>Hi");
        assert_eq!(bytes(&response("Content-Encoding: zstd\r\n", &zstd(b"<p>Hi"))), b"<p>Hi");
        // `<p>Hi` by the brotli program's own settings.
        let brotli = b"\x0b\x02\x80<p>Hi\x03";
        assert_eq!(bytes(&response("Content-Encoding: br\r\n", brotli)), b"<p>Hi");
    }

    #[test]
    fn a_revisit_says_what_it_is_the_same_as() {
        let more = "WARC-Refers-To-Target-URI: https://a.example/ferry\r\nWARC-Refers-To-Date: 2026-02-28T12:00:00Z\r\nWARC-Payload-Digest: sha1:A\r\n";
        let pages = read(&record("revisit", more, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
        let page = pages[0].as_ref().unwrap();
        let at = Moment::parse_from_rfc3339("2026-02-28T12:00:00Z").ok();
        assert_eq!(page.payload, Payload::Same { url: Some("https://a.example/ferry".to_owned()), at });
        assert_eq!(page.digest.as_deref(), Some("sha1:A"));
    }

    #[test]
    fn a_bomb_and_an_unknown_compression_fail_alone() {
        let bomb = gzip(&vec![b' '; LARGEST_INPUT + 9]);
        let warc = [
            response("Content-Encoding: gzip\r\n", &bomb),
            response("Content-Encoding: zstd\r\n", &zstd(&vec![b' '; LARGEST_INPUT + 9])),
            response("Content-Encoding: br\r\n", BROTLI_BOMB),
            response("Content-Encoding: br\r\n", b"no brotli at all"),
            response("Content-Encoding: zstd\r\n", b"no zstd at all"),
            response("Content-Encoding: compress\r\n", b"x"),
            response("", b"<p>Hi"),
        ];
        let pages = read(&warc.concat());
        for bomb in &pages[..3] {
            assert!(bomb.as_ref().unwrap_err().contains("larger than"), "{bomb:?}");
        }
        assert!(pages[3].is_err() && pages[4].is_err());
        assert!(pages[5].as_ref().unwrap_err().contains("compressed by compress"));
        assert!(pages[6].is_ok());
    }

    #[test]
    fn what_is_no_web_archive_or_cut_off_is_an_error() {
        assert_eq!(
            read(b"<html>"),
            [Err("no WARC record at record 1: its first line is not WARC/1.0 or 1.1".to_owned())]
        );
        assert_eq!(read(b""), []);
        let whole = response("", b"<p>Hi");
        let cut = read(&whole[..whole.len() - 6]);
        assert!(cut.iter().any(|page| page.as_ref().is_err_and(|error| error.contains("the file ends"))), "{cut:?}");
        assert!(read(&vec![b'a'; 200_000])[0].is_err());
    }
}
