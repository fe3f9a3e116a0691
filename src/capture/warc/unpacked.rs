//! The bytes of a web archive file, unpacked, and where each of them stands.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

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
    /// None only while one part is left for the next.
    state: Option<State<R>>,
    place: RecordPlace,
}

enum State<R: BufRead> {
    Plain(R),
    Packed(Box<BufReader<GzDecoder<Counted<R>>>>),
    /// Behind the last part.
    Over,
}

impl<R: BufRead> Unpacked<R> {
    /// Reads a file from here on, which is so many bytes from its start.
    pub(super) fn new(mut file: R, start: u64) -> Self {
        let packed = is_packed(&mut file);
        let state = if packed { packed_part(Counted { file, read: start }) } else { State::Plain(file) };
        let place =
            if packed { RecordPlace { part: start, inside: 0 } } else { RecordPlace { part: 0, inside: start } };
        Self { state: Some(state), place }
    }

    /// Returns where the next byte stands.
    pub(super) fn place(&mut self) -> io::Result<RecordPlace> {
        self.fill_buf()?;
        Ok(self.place)
    }

    /// Goes on to the next part where one is over.
    fn turn(&mut self) -> io::Result<()> {
        loop {
            match &mut self.state {
                Some(State::Packed(part)) => {
                    if !part.fill_buf()?.is_empty() {
                        return Ok(());
                    }
                }
                _ => return Ok(()),
            }
            let Some(State::Packed(part)) = self.state.take() else { return Ok(()) };
            let mut counted = part.into_inner().into_inner();
            self.place = RecordPlace { part: counted.read, inside: 0 };
            let over = counted.fill_buf()?.is_empty();
            if !over && !is_packed(&mut counted) {
                self.state = Some(State::Over);
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "what follows is not packed as what came before",
                ));
            }
            self.state = Some(if over { State::Over } else { packed_part(counted) });
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
            Some(State::Plain(file)) => file.fill_buf(),
            Some(State::Packed(part)) => part.fill_buf(),
            Some(State::Over) | None => Ok(&[]),
        }
    }

    fn consume(&mut self, length: usize) {
        self.place.inside += length as u64;
        match &mut self.state {
            Some(State::Plain(file)) => file.consume(length),
            Some(State::Packed(part)) => part.consume(length),
            Some(State::Over) | None => {}
        }
    }
}

fn packed_part<R: BufRead>(file: Counted<R>) -> State<R> {
    State::Packed(Box::new(BufReader::new(GzDecoder::new(file))))
}

/// Tells whether what comes next is packed with gzip; what cannot be read will say so when it is.
pub(super) fn is_packed(file: &mut impl BufRead) -> bool {
    file.fill_buf().is_ok_and(|next| next.starts_with(b"\x1f\x8b"))
}

/// A file of which is known how far it was read.
struct Counted<R> {
    file: R,
    read: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(into)?;
        self.read += length as u64;
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.file.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        self.read += length as u64;
        self.file.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn a_byte_of_a_packed_file_stands_in_its_part() {
        let (first, second) = (gzip(b"one\n"), gzip(b"two\nthree\n"));
        let part = first.len() as u64;
        let file = [first, second].concat();
        let mut unpacked = Unpacked::new(BufReader::with_capacity(3, file.as_slice()), 0);
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
        let mut unpacked = Unpacked::new(file.as_slice(), 0);
        let mut text = String::new();
        assert!(unpacked.read_to_string(&mut text).is_err());
        assert_eq!(text, "one\n");
    }
}
