//! The bytes of a web archive file, unpacked, and where each of them stands.

use std::io::{self, BufRead, Read};

use super::counted::Counted;
use super::part::{Next, Part, Parts};

/// Where a record begins: in which part of the file, and how far into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordPlace {
    /// Where the part begins that is packed by itself; 0 in a file that is not packed.
    pub part: u64,
    /// How many unpacked bytes of that part stand before the record.
    pub inside: u64,
}

/// A file, unpacked part by part where it is packed: most web archives pack each record by itself, so that it can be
/// read alone.
pub(super) struct Unpacked<R: BufRead> {
    state: State<R>,
    parts: Parts,
    place: RecordPlace,
}

enum State<R: BufRead> {
    /// Before the first part, or behind one that is over.
    Between(Counted<R>),
    Packed(Box<Part<R>>),
    Plain(Counted<R>),
    /// Behind the last part, or behind what cannot be unpacked.
    Over,
}

impl<R: BufRead> Unpacked<R> {
    /// Reads a file from its start.
    pub(super) fn new(file: R) -> Self {
        Self { state: State::Between(Counted::new(file, 0)), parts: Parts::default(), place: RecordPlace::default() }
    }

    /// Reads a file from a place on, to which `seek` takes it from its start.
    pub(super) fn from(
        file: R,
        place: RecordPlace,
        seek: impl FnOnce(&mut R, u64) -> io::Result<u64>,
    ) -> io::Result<Self> {
        let mut parts = Parts::default();
        let (mut file, packed) = parts.look(Counted::new(file, 0))?;
        let start = if packed { place.part } else { place.inside };
        seek(&mut file, start)?;
        let file = Counted::new(file, start);
        let state = if packed { State::Between(file) } else { State::Plain(file) };
        let place = if packed { RecordPlace { inside: 0, ..place } } else { place };
        Ok(Self { state, parts, place })
    }

    /// Returns where the next byte stands.
    pub(super) fn place(&mut self) -> io::Result<RecordPlace> {
        self.fill_buf()?;
        Ok(self.place)
    }

    /// Goes on to the next part where one is over.
    fn turn(&mut self) -> io::Result<()> {
        loop {
            let is_first = match &mut self.state {
                State::Plain(_) | State::Over => return Ok(()),
                State::Packed(part) => {
                    if !part.fill_buf()?.is_empty() {
                        return Ok(());
                    }
                    false
                }
                State::Between(file) => file.place() == 0,
            };
            let file = match std::mem::replace(&mut self.state, State::Over) {
                State::Packed(part) => self.parts.end(*part)?,
                State::Between(file) | State::Plain(file) => file,
                State::Over => return Ok(()),
            };
            self.state = match self.parts.begin(file)? {
                Next::Part(start, part) => {
                    self.place = RecordPlace { part: start, inside: 0 };
                    State::Packed(part)
                }
                Next::Plain(file) if is_first => State::Plain(file),
                Next::Plain(_) => {
                    let problem = "what follows is not packed as what came before";
                    return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
                }
                Next::End => State::Over,
            };
        }
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.turn()?;
        match &mut self.state {
            State::Plain(file) => file.fill_buf(),
            State::Packed(part) => part.fill_buf(),
            State::Between(_) | State::Over => Ok(&[]),
        }
    }

    fn consume(&mut self, length: usize) {
        self.place.inside += length as u64;
        match &mut self.state {
            State::Plain(file) => file.consume(length),
            State::Packed(part) => part.consume(length),
            State::Between(_) | State::Over => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Write};

    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    #[test]
    fn a_byte_of_a_packed_file_stands_in_its_part() {
        let (first, second) = (gzip(b"one\n"), gzip(b"two\nthree\n"));
        let part = first.len() as u64;
        let file = [first, second].concat();
        let mut unpacked = Unpacked::new(BufReader::with_capacity(3, file.as_slice()));
        let mut places = Vec::new();
        loop {
            let place = unpacked.place().unwrap();
            let mut line = String::new();
            if unpacked.read_line(&mut line).unwrap() == 0 {
                break;
            }
            places.push((line, place));
        }
        let place = |part, inside| RecordPlace { part, inside };
        assert_eq!(
            places,
            [
                ("one\n".to_owned(), place(0, 0)),
                ("two\n".to_owned(), place(part, 0)),
                ("three\n".to_owned(), place(part, 4))
            ]
        );
    }

    #[test]
    fn what_is_not_packed_behind_what_is_ends_in_an_error() {
        let file = [gzip(b"one\n"), b"two\n".to_vec()].concat();
        let mut unpacked = Unpacked::new(file.as_slice());
        let mut text = String::new();
        assert!(unpacked.read_to_string(&mut text).is_err());
        assert_eq!(text, "one\n");
    }

    #[test]
    fn a_part_that_begins_with_the_last_byte_of_a_buffer_is_known_all_the_same() {
        // One byte of two was once taken for something that is not packed, as happens at one part in 8192.
        let file = [gzip(b"one\n"), gzip(b"two\n"), zstd(b"three\n"), zstd(b"four\n")].concat();
        for capacity in 1..=file.len() {
            let mut text = String::new();
            Unpacked::new(BufReader::with_capacity(capacity, file.as_slice())).read_to_string(&mut text).unwrap();
            assert_eq!(text, "one\ntwo\nthree\nfour\n", "{capacity}");
        }
    }
}
