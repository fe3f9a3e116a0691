//! Files packed with gzip, unpacked in one go.

use std::io::{self, Read, Write};

use flate2::read::MultiGzDecoder;

/// How many times its size a file may be unpacked: what lines and tables of texts come to is a tenth of that.
const MOST_TIMES: u64 = 200;

/// What a file may be unpacked to whatever its size, in bytes.
const ALWAYS: u64 = 1 << 30;

/// Tells from the first bytes of a file whether it is packed with gzip.
#[must_use]
pub fn is_packed(start: &[u8]) -> bool {
    start.starts_with(b"\x1f\x8b")
}

/// Unpacks a file of so many bytes, which may be of several parts, as a whole.
///
/// # Errors
///
/// When it is damaged or broken off, unpacks to far more than any text does, or what is unpacked cannot be written.
pub fn unpack(packed: impl Read, size: u64, into: &mut impl Write) -> io::Result<()> {
    let most = size.saturating_mul(MOST_TIMES).max(ALWAYS);
    let taken = io::copy(&mut MultiGzDecoder::new(packed).take(most + 1), into)?;
    if taken > most {
        let problem =
            format!("it unpacks to more than {MOST_TIMES} times its size; unpack it yourself if that is meant");
        return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn unpacked(packed: &[u8]) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        unpack(packed, packed.len() as u64, &mut bytes).map(|()| bytes)
    }

    #[test]
    fn all_parts_of_a_file_are_unpacked() {
        let packed = [gzip(b"one\n"), gzip(b"two\n")].concat();
        assert!(is_packed(&packed) && !is_packed(b"{"));
        assert_eq!(unpacked(&packed).unwrap(), b"one\ntwo\n");
    }

    #[test]
    fn a_file_that_breaks_off_or_is_no_text_is_an_error() {
        let packed = gzip(&b"a line of a dump\n".repeat(1000));
        assert!(unpacked(&packed[..packed.len() - 3]).is_err());
        assert!(unpacked(b"\x1f\x8bxxxxxxxxxxxxxxxxxxx").is_err());
    }

    #[test]
    fn a_file_made_to_fill_the_disk_is_refused() {
        let zeros = io::repeat(0).take(ALWAYS + 2);
        let mut packed = flate2::read::GzEncoder::new(zeros, flate2::Compression::fast());
        // What it takes packed is said to be nothing, so that the test need not unpack two hundred times that.
        let refused = unpack(&mut packed, 0, &mut io::sink()).unwrap_err();
        assert!(refused.to_string().contains("unpack it yourself"), "{refused}");
    }
}
