//! The bytes of a page as a record holds them: in chunks, packed, or both.

use std::io::{self, BufRead, Read};

use flate2::bufread::{MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use super::head::{Head, said};
use super::{ArchivedPage, Payload, WarcError};
use crate::capture::LARGEST_INPUT;
use crate::capture::clean::clean_line;

/// How much is unpacked at a time, in bytes.
const BUFFER: usize = 16 << 10;

/// Reads the bytes of a page: put together from chunks, and unpacked.
pub(super) fn read_payload(
    mut page: ArchivedPage,
    http: &Head,
    block: &mut impl BufRead,
) -> Result<ArchivedPage, WarcError> {
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
        "br" => at_most(brotli_decompressor::Decompressor::new(raw.as_slice(), BUFFER)),
        "zstd" => unzstd(&raw),
        "deflate" => at_most(ZlibDecoder::new(raw.as_slice())),
        other => return Err(failed(format!("compressed by {}, which is not read", clean_line(other)))),
    };
    page.payload = Payload::Bytes(bytes.map_err(|error| failed(error.to_string()))?);
    Ok(page)
}

fn unzstd(raw: &[u8]) -> io::Result<Vec<u8>> {
    at_most(
        StreamingDecoder::new(raw)
            .map_err(|problem| io::Error::new(io::ErrorKind::InvalidData, problem.to_string()))?,
    )
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
