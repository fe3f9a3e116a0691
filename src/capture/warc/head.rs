//! The heads of records and of HTTP answers: lines of names and values.

use std::io::{self, BufRead, Read};

/// The longest line of a head, in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// The most lines of a head.
const MOST_LINES: usize = 500;

/// The lines of a head by name, in lower case.
pub(super) type Head = Vec<(String, String)>;

/// Returns what a head says under a name.
pub(super) fn said<'h>(head: &'h Head, name: &str) -> Option<&'h str> {
    head.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Reads the lines of a head up to the blank one.
pub(super) fn head(from: &mut impl BufRead) -> io::Result<Head> {
    let mut head = Head::new();
    for _ in 0..MOST_LINES {
        let Some(line) = line(from)?.filter(|line| !line.is_empty()) else { return Ok(head) };
        if let Some((name, value)) = line.split_once(':') {
            head.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidData, "too many lines in a head"))
}

/// Reads a line without its end; none at the end of the file.
pub(super) fn line(from: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let mut limited: io::Take<&mut _> = Read::take(&mut *from, LONGEST_LINE);
    let read = limited.read_until(b'\n', &mut bytes)?;
    if read as u64 == LONGEST_LINE && bytes.last() != Some(&b'\n') {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "too long a line in a head"));
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok((read > 0).then(|| text.trim_end_matches(['\r', '\n']).to_owned()))
}
