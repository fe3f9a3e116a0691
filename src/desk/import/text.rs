//! Texts of many lines that may be larger than memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use memchr::memchr;

use crate::capture::{LARGEST_INPUT, is_packed, unpack};

/// A text of many lines: a file, read piece by piece, or one that was read already.
#[derive(Debug)]
pub struct Text {
    /// What it is called for a person.
    pub name: String,
    content: Content,
    /// The file, once something was asked of it.
    open: Option<File>,
}

#[derive(Debug)]
enum Content {
    File(PathBuf),
    Bytes(Vec<u8>),
    /// A file that was unpacked, and has no name any more.
    Unpacked(File),
}

/// A piece of a text: its first byte and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: u64,
    pub(super) length: usize,
}

impl Text {
    /// A text that is read from its file when it is needed.
    #[must_use]
    pub fn file(name: String, path: PathBuf) -> Self {
        Self { name, content: Content::File(path), open: None }
    }

    /// A text that was read already.
    #[must_use]
    pub fn bytes(name: String, bytes: Vec<u8>) -> Self {
        Self { name, content: Content::Bytes(bytes), open: None }
    }

    /// A text whose file, or whose bytes that were read already, may be packed with gzip: it is unpacked once, into a file
    /// without a name in the folder `scratch`, since versions are read in the order of time and not as they stand.
    ///
    /// # Errors
    ///
    /// When it cannot be unpacked, or there is no room for it.
    pub fn unpacked(self, scratch: &Path) -> io::Result<Self> {
        let mut start = [0; 2];
        // What cannot be read is told when it is to be.
        let Ok(mut reader) = self.reader() else { return Ok(self) };
        // Files that are shorter are not packed, and read as they are.
        if reader.read_exact(&mut start).is_err() || !is_packed(&start) {
            drop(reader);
            return Ok(self);
        }
        let size = match &self.content {
            Content::File(path) => std::fs::metadata(path)?.len(),
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Unpacked(file) => file.metadata()?.len(),
        };
        let mut unpacked = BufWriter::new(tempfile::tempfile_in(scratch)?);
        unpack(start.chain(reader), size, &mut unpacked)?;
        let file = unpacked.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Self { name: self.name.clone(), content: Content::Unpacked(file), open: None })
    }

    /// Reads it from its start.
    pub(super) fn reader(&self) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(match &self.content {
            Content::File(path) => Box::new(BufReader::with_capacity(1 << 18, File::open(path)?)),
            Content::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Content::Unpacked(file) => {
                let mut file = file;
                file.seek(SeekFrom::Start(0))?;
                Box::new(BufReader::with_capacity(1 << 18, file))
            }
        })
    }

    /// Reads a piece of it.
    pub(super) fn fetch(&mut self, at: Stretch) -> io::Result<Vec<u8>> {
        match &self.content {
            Content::Bytes(bytes) => {
                let start = usize::try_from(at.start).unwrap_or(usize::MAX);
                let piece = start.checked_add(at.length).and_then(|end| bytes.get(start..end));
                Ok(piece.ok_or(io::ErrorKind::UnexpectedEof)?.to_vec())
            }
            Content::File(path) => {
                if self.open.is_none() {
                    self.open = Some(File::open(path)?);
                }
                self.open.as_ref().map_or(Err(io::ErrorKind::NotFound.into()), |file| piece(file, at))
            }
            Content::Unpacked(file) => piece(file, at),
        }
    }
}

/// Reads a piece of a file.
fn piece(mut file: &File, at: Stretch) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at.start))?;
    let mut bytes = vec![0; at.length];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Reads the next line, without its line feed, into `line`; returns how many bytes it takes with it, 0 at the end.
///
/// Of a line that is longer than anything that is read as one article, the beginning alone is kept.
pub(super) fn next_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    line.clear();
    let mut taken = 0;
    loop {
        let part = reader.fill_buf()?;
        let end = memchr(b'\n', part);
        let length = end.unwrap_or(part.len());
        let room = (LARGEST_INPUT + 1).saturating_sub(line.len());
        line.extend_from_slice(&part[..length.min(room)]);
        let used = if end.is_some() { length + 1 } else { length };
        let ended = end.is_some() || part.is_empty();
        reader.consume(used);
        taken += used as u64;
        if ended {
            return Ok(taken);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_with_and_without_a_last_line_feed_and_in_small_pieces() {
        let mut reader = BufReader::with_capacity(3, Cursor::new("one\r\n\nthree lines".as_bytes()));
        let mut line = Vec::new();
        let mut found = Vec::new();
        loop {
            let taken = next_line(&mut reader, &mut line).unwrap();
            if taken == 0 {
                break;
            }
            found.push((taken, String::from_utf8(line.clone()).unwrap()));
        }
        assert_eq!(found, [(5, "one\r".to_owned()), (1, String::new()), (11, "three lines".to_owned())]);
    }

    #[test]
    fn a_piece_past_the_end_is_an_error() {
        let mut text = Text::bytes("x".to_owned(), b"abcdef".to_vec());
        assert_eq!(text.fetch(Stretch { start: 2, length: 3 }).unwrap(), b"cde");
        assert!(text.fetch(Stretch { start: 4, length: 3 }).is_err());
        assert!(text.fetch(Stretch { start: u64::MAX, length: 3 }).is_err());
    }
}
