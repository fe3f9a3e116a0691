//! Bytes become text: by byte order mark, then by what a page declares, then as UTF-8, then by detection.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::error::CaptureError;

/// A text, and the encoding its bytes were in.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static str,
}

/// How far into a page its declared encoding is looked for, in bytes, as browsers do.
const PRESCAN: usize = 1024;

/// Text holds fewer control characters than one in so many bytes; terminal recordings and the like hold about as many.
const CONTROLS_ONE_IN: usize = 10;

/// Reads bytes as text.
///
/// # Errors
///
/// When they are no text, or are text in an encoding that neither they nor their letters tell.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, CaptureError> {
    decode_declared(bytes, None)
}

/// Reads bytes as text, in the encoding a server declares unless a byte order mark or the bytes themselves say otherwise.
///
/// # Errors
///
/// When they are no text, or are text in an encoding that nothing tells.
pub(super) fn decode_declared<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<Decoded<'a>, CaptureError> {
    let decoded = served(bytes, charset).map_or_else(|| read(bytes), Ok)?;
    let controls = controls(decoded.text.as_bytes());
    if (controls > 0 && decoded.text.contains('\0')) || controls * CONTROLS_ONE_IN > decoded.text.len() {
        let at = bytes.iter().position(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).unwrap_or(0);
        return Err(CaptureError::Binary { at, looks_like: None });
    }
    Ok(decoded)
}

/// Counts the control characters that no text has, many bytes at once.
#[expect(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at at once")]
fn controls(bytes: &[u8]) -> usize {
    let is_control = |byte: u8| (byte < b'\t') | ((byte > b'\r') & (byte < b' ')) | (byte == 0x7f);
    let count = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(is_control(*byte))).sum::<u8>();
    bytes.chunks(u8::MAX.into()).map(|bytes| usize::from(count(bytes))).sum()
}

fn read(bytes: &[u8]) -> Result<Decoded<'_>, CaptureError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(bytes, mark, encoding);
    }
    if let Some(looks_like) = known_binary(bytes) {
        return Err(CaptureError::Binary { at: 0, looks_like: Some(looks_like) });
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(CaptureError::Binary { at, looks_like: None });
    }
    let broken = match str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name() }),
        Err(error) => error.valid_up_to(),
    };
    if let Some(encoding) = declared(bytes).filter(|&encoding| encoding != UTF_8) {
        return strictly(bytes, 0, encoding);
    }
    detected(bytes).ok_or(CaptureError::Undecodable { encoding: UTF_8.name(), at: broken })
}

/// Decodes bytes as a server says; none when it says nothing that is known, or what does not fit them.
///
/// Servers say `utf-8` and `iso-8859-1` of pages in any encoding, so that what does not fit is not believed, and bytes
/// that are UTF-8 stay UTF-8.
fn served<'a>(bytes: &'a [u8], charset: Option<&str>) -> Option<Decoded<'a>> {
    let encoding = Encoding::for_label(charset?.as_bytes())?;
    let multibyte_ascii = encoding == encoding_rs::ISO_2022_JP;
    let known = Encoding::for_bom(bytes).is_some() || known_binary(bytes).is_some();
    let is_utf8 = str::from_utf8(bytes).is_ok() && !multibyte_ascii;
    if known || is_utf8 || encoding == UTF_8 {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(Decoded { text, encoding: encoding.name() })
}

/// Decodes what follows the first `mark` bytes, and says where the first byte stands that does not fit.
fn strictly<'a>(bytes: &'a [u8], mark: usize, encoding: &'static Encoding) -> Result<Decoded<'a>, CaptureError> {
    let rest = &bytes[mark..];
    match encoding.decode_without_bom_handling_and_without_replacement(rest) {
        Some(text) => Ok(Decoded { text, encoding: encoding.name() }),
        None => Err(CaptureError::Undecodable { encoding: encoding.name(), at: mark + fitting(rest, encoding) }),
    }
}

/// Counts the bytes before the first one that does not fit the encoding.
fn fitting(bytes: &[u8], encoding: &'static Encoding) -> usize {
    if encoding == UTF_8 {
        return str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3);
    let mut text = vec![0; room];
    let (_, read, _) = decoder.decode_to_utf8_without_replacement(bytes, &mut text, true);
    read.saturating_sub(if encoding == UTF_16LE || encoding == UTF_16BE { 2 } else { 1 })
}

/// Finds the encoding a page declares in `<meta charset>` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")
        .map(|at| at + 8)
        .filter(|_| memchr::memmem::find(&head, b"<meta").is_some());
    let at = at.or_else(|| {
        head.starts_with(b"<?xml").then(|| memchr::memmem::find(&head, b"encoding=")).flatten().map(|at| at + 9)
    })?;
    let value = &head[at..];
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)))?;
    Encoding::for_label(&value[..end])
}

/// Tells a legacy encoding from the letters it gives; none when the text reads as damaged rather than as legacy.
fn detected(bytes: &[u8]) -> Option<Decoded<'_>> {
    if holds_utf8_letters(bytes) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    reads_well(&text).then_some(Decoded { text, encoding: encoding.name() })
}

/// Tells whether the bytes hold a character of several bytes in UTF-8: then they are UTF-8 with damage.
fn holds_utf8_letters(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// Tells whether a decoded text looks written by people: no controls, and its other letters inside or beside words.
fn reads_well(text: &str) -> bool {
    let odd = |character: char| (character.is_control() && !character.is_whitespace()) || character == 'ÿ';
    if text.chars().any(odd) {
        return false;
    }
    let beyond_ascii = text.chars().filter(|character| !character.is_ascii());
    let (mut plausible, mut all) = (0, 0);
    for character in beyond_ascii {
        all += 1;
        plausible += usize::from(
            character.is_alphabetic() || "‘’“”„«»–—…\u{a0}€£°©®·•§½¼¾²³™¿¡、。「」・ー".contains(character),
        );
    }
    plausible * 10 >= all * 9
}

/// Knows the commonest files that are no text by their first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 12] = [
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a ZIP file or an office document"),
        (b"\x1f\x8b", "a gzip file"),
        (b"BZh", "a bzip2 file"),
        (b"\xfd7zXZ", "an xz file"),
        (b"\x28\xb5\x2f\xfd", "a zstd file"),
        (b"\x7fELF", "a program"),
        (b"{\\rtf", "an RTF document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|&(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text.into_owned(), decoded.encoding)
    }

    #[test]
    fn a_byte_order_mark_tells_the_encoding() {
        assert_eq!(text(b"\xef\xbb\xbfab"), ("ab".to_owned(), "UTF-8"));
        assert_eq!(text(b"\xff\xfea\0b\0"), ("ab".to_owned(), "UTF-16LE"));
    }

    #[test]
    fn a_declared_encoding_is_believed() {
        let page = b"<meta http-equiv=x content='text/html; charset=iso-8859-2'><p>\xb3\xf3d\xbc";
        assert_eq!(text(page).0.chars().rev().take(4).collect::<String>(), "źdół");
    }

    #[test]
    fn a_server_is_believed_where_the_bytes_bear_it_out() {
        let served = |bytes: &[u8], charset| {
            let decoded = decode_declared(bytes, Some(charset)).unwrap();
            (decoded.text.into_owned(), decoded.encoding)
        };
        assert_eq!(served(b"<p>\xb3\xf3d\xbc", "ISO-8859-2"), ("<p>łódź".to_owned(), "ISO-8859-2"));
        assert_eq!(served("<p>łódź".as_bytes(), "iso-8859-1"), ("<p>łódź".to_owned(), "UTF-8"));
        assert_eq!(served(b"<meta charset=iso-8859-2><p>\xb3\xf3d\xbc", "utf-8").1, "ISO-8859-2");
        assert_eq!(served(b"<meta charset=iso-8859-2><p>\xb3\xf3d\xbc", "klingon").1, "ISO-8859-2");
        assert_eq!(served(b"\x1b$B$\"\x1b(B", "iso-2022-jp").0, "あ");
    }

    #[test]
    fn a_legacy_encoding_is_detected_by_its_letters() {
        let (found, encoding) = text(b"Le caf\xe9 de la gare a ferm\xe9 apr\xe8s l'incendie, selon la mairie.");
        assert_eq!(found, "Le café de la gare a fermé après l'incendie, selon la mairie.");
        assert_eq!(encoding, "windows-1252");
    }

    #[test]
    fn damaged_utf8_is_an_error_with_its_place() {
        let bytes = ["Le café a".as_bytes(), b"\xff\xfe"].concat();
        assert_eq!(decode(&bytes).unwrap_err(), CaptureError::Undecodable { encoding: "UTF-8", at: 10 });
        assert!(decode(b"Plain words \xff\xfe here").is_err());
    }

    #[test]
    fn binary_is_told_from_text() {
        assert_eq!(
            decode(b"%PDF-1.7\n\0").unwrap_err(),
            CaptureError::Binary { at: 0, looks_like: Some("a PDF document") }
        );
        assert_eq!(decode(b"ab\0c").unwrap_err(), CaptureError::Binary { at: 2, looks_like: None });
    }
}
