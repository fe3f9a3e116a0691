//! Web archives: the pages in a WARC file, with the time each was fetched.

use std::io::{self, BufRead, BufReader, Read};

use chrono::DateTime;
use flate2::bufread::{MultiGzDecoder, ZlibDecoder};
use thiserror::Error;

use super::LARGEST_INPUT;
use super::clean::clean_line;
use crate::article::Moment;

/// The longest line of a head, in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// The most lines of a head.
const MOST_LINES: usize = 500;

/// A page as a web archive keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedPage {
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

/// Reads the pages of a WARC file, compressed with gzip or not, one after another and without holding more than one.
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
pub fn read_warc<'a>(file: impl Read + 'a) -> impl Iterator<Item = Result<ArchivedPage, WarcError>> + 'a {
    let mut file = BufReader::new(file);
    let packed = file.fill_buf().is_ok_and(|start| start.starts_with(b"\x1f\x8b"));
    let source: Box<dyn BufRead + 'a> =
        if packed { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) };
    Pages { source, record: 0, over: false }
}

/// What stands in the file next.
enum Record {
    Page(ArchivedPage),
    /// A request, an image, a note on the crawl.
    Other,
    End,
}

struct Pages<'a> {
    source: Box<dyn BufRead + 'a>,
    record: usize,
    over: bool,
}

impl Iterator for Pages<'_> {
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

/// The lines of a head by name, in lower case.
type Head = Vec<(String, String)>;

fn said<'h>(head: &'h Head, name: &str) -> Option<&'h str> {
    head.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

impl Pages<'_> {
    /// Reads a record to its end, also where its page cannot be read.
    fn record(&mut self) -> Result<Record, WarcError> {
        self.record += 1;
        let record = self.record;
        let io = |source| WarcError::Io { record, source };
        let malformed = |reason: &str| WarcError::Malformed { record, reason: reason.to_owned() };
        let Some(first) = first_line(&mut self.source).map_err(io)? else { return Ok(Record::End) };
        if !first.starts_with("WARC/") {
            return Err(malformed("its first line is not WARC/1.0 or 1.1"));
        }
        let head = head(&mut self.source).map_err(io)?;
        let length = said(&head, "content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| malformed("it has no Content-Length"))?;
        let mut block = (&mut self.source).take(length);
        let page = page(&head, &mut block);
        io::copy(&mut block, &mut io::sink()).map_err(io)?;
        if block.limit() > 0 {
            return Err(malformed(&format!("the file ends {} bytes before it does", block.limit())));
        }
        page.transpose().map(|page| page.map_or(Record::Other, Record::Page))
    }
}

/// Makes a page of a record; none when it is of another kind.
fn page(head: &Head, block: &mut impl BufRead) -> Option<Result<ArchivedPage, WarcError>> {
    let url = said(head, "warc-target-uri")?.trim_matches(['<', '>']).to_owned();
    let at = DateTime::parse_from_rfc3339(said(head, "warc-date")?).ok()?;
    let digest = said(head, "warc-payload-digest").map(str::to_owned);
    let kind = said(head, "warc-type")?;
    let content_type = said(head, "content-type").unwrap_or_default();
    let of_http = content_type.starts_with("application/http");
    let mut page =
        ArchivedPage { url, at, status: 200, content_type: None, digest, payload: Payload::Bytes(Vec::new()) };
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
            let url = said(head, "warc-refers-to-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
            page.payload = Payload::Same { url, at };
            Some(Ok(page))
        }
        _ => None,
    }
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

/// Reads the bytes of a page: put together from chunks, and unpacked.
fn read_payload(mut page: ArchivedPage, http: &Head, block: &mut impl BufRead) -> Result<ArchivedPage, WarcError> {
    let chunked = said(http, "transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
    let encoding = said(http, "content-encoding").unwrap_or_default().to_ascii_lowercase();
    let failed = |reason: String| WarcError::Page { url: page.url.clone(), reason };
    let raw = at_most(block).map_err(|error| failed(error.to_string()))?;
    // Some archives keep the head of a chunked answer and the body put together.
    let raw = if chunked { unchunked(&raw).unwrap_or(raw) } else { raw };
    let bytes = match encoding.as_str() {
        "" | "identity" => Ok(raw),
        // Some archives keep the head of a packed answer and the body unpacked.
        "gzip" | "x-gzip" if !raw.starts_with(b"\x1f\x8b") => Ok(raw),
        "gzip" | "x-gzip" => at_most(MultiGzDecoder::new(raw.as_slice())),
        "deflate" => at_most(ZlibDecoder::new(raw.as_slice())),
        other => return Err(failed(format!("compressed by {}, which is not read", clean_line(other)))),
    };
    page.payload = Payload::Bytes(bytes.map_err(|error| failed(error.to_string()))?);
    Ok(page)
}

fn at_most(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST_INPUT as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST_INPUT {
        return Err(io::Error::other(format!("larger than {LARGEST_INPUT} bytes")));
    }
    Ok(bytes)
}

/// Puts chunks together; none when these are no chunks.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = memchr::memmem::find(bytes, b"\r\n")?;
        let size = str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let from = end + 2;
        whole.extend_from_slice(bytes.get(from..from.checked_add(size)?)?);
        bytes = bytes.get(from + size..)?.strip_prefix(b"\r\n")?;
    }
}

/// Reads the first line of a record, after the blank ones that part it from the last; none at the end.
fn first_line(from: &mut impl BufRead) -> io::Result<Option<String>> {
    for _ in 0..MOST_LINES {
        match line(from)? {
            Some(line) if line.is_empty() => {}
            other => return Ok(other),
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidData, "too many blank lines"))
}

/// Reads the lines of a head up to the blank one.
fn head(from: &mut impl BufRead) -> io::Result<Head> {
    let mut head = Head::new();
    while let Some(line) = line(from)?.filter(|line| !line.is_empty()) {
        if head.len() >= MOST_LINES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "too many lines in a head"));
        }
        if let Some((name, value)) = line.split_once(':') {
            head.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Ok(head)
}

/// Reads a line without its end; none at the end of the file.
fn line(from: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = from.take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    if read as u64 == LONGEST_LINE && bytes.last() != Some(&b'\n') {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "too long a line in a head"));
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok((read > 0).then(|| text.trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

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
    fn chunks_and_packed_bodies_are_put_together() {
        assert_eq!(
            bytes(&response("Transfer-Encoding: chunked\r\n", b"4\r\n<p>H\r\n1;x=y\r\ni\r\n0\r\n\r\n")),
            b"<p>Hi"
        );
        assert_eq!(bytes(&response("Transfer-Encoding: chunked\r\n", b"<p>Hi, put together")), b"<p>Hi, put together");
        assert_eq!(bytes(&response("Content-Encoding: gzip\r\n", &gzip(b"<p>Hi"))), b"<p>Hi");
        assert_eq!(bytes(&response("Content-Encoding: gzip\r\n", b"<p>Hi")), b"<p>Hi");
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
            response("Content-Encoding: br\r\n", b"x"),
            response("", b"<p>Hi"),
        ];
        let pages = read(&warc.concat());
        assert!(pages[0].as_ref().unwrap_err().contains("larger than"));
        assert!(pages[1].as_ref().unwrap_err().contains("compressed by br"));
        assert!(pages[2].is_ok());
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
