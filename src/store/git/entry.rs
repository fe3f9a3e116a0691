//! Objects as they lie in a pack: a head that says kind and size, then the bytes, deflated.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// How hard objects are deflated: zlib's own choice, and git's.
const LEVEL: u32 = 6;

/// What is no longer than this is kept as it is: names of objects, most of it, which nothing makes shorter.
const SHORT: usize = 64;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

impl Kind {
    /// The number that it has in packs.
    fn number(self) -> u8 {
        match self {
            Self::Commit => 1,
            Self::Tree => 2,
            Self::Blob => 3,
            Self::Tag => 4,
        }
    }

    /// The name that it is hashed by.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Tree => "tree",
            Self::Blob => "blob",
            Self::Tag => "tag",
        }
    }
}

/// The number of a difference from an object that lies before it in the same pack.
const DIFFERENCE: u8 = 6;

/// What the head of an object says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// It is whole.
    Whole(Kind),
    /// It is a difference from the object that begins so many bytes before it.
    Difference(u64),
}

/// Deflates one object after the other.
#[derive(Debug)]
pub(super) struct Deflater(Compress);

impl Deflater {
    pub(super) fn new() -> Self {
        Self(Compress::new(Compression::new(LEVEL), true))
    }

    /// Appends an object to a pack.
    pub(super) fn write(&mut self, out: &mut Vec<u8>, head: Head, bytes: &[u8]) {
        write_head(out, head, bytes.len());
        if bytes.len() <= SHORT {
            write_short(out, bytes);
            return;
        }
        self.0.reset();
        out.reserve(bytes.len() / 2 + 64);
        loop {
            let taken = usize::try_from(self.0.total_in()).unwrap_or(bytes.len()).min(bytes.len());
            match self.0.compress_vec(&bytes[taken..], out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) => return,
                // There was no more room; what fails is only a call that is wrong.
                _ => out.reserve(bytes.len().max(64)),
            }
        }
    }
}

/// Reads the object at the beginning of some bytes of a pack: its head, and its bytes as they were; none if they are torn.
pub(super) fn read(bytes: &[u8]) -> Option<(Head, Vec<u8>)> {
    /// The most bytes that one deflated byte can stand for.
    const DENSEST: usize = 1032;
    let (head, size, length) = read_head(bytes)?;
    if size / DENSEST > bytes.len() {
        return None;
    }
    // One more, so that the end is reached before the room is.
    let mut out = Vec::with_capacity(size + 1);
    let mut inflater = Decompress::new(true);
    inflater.decompress_vec(&bytes[length..], &mut out, FlushDecompress::Finish).ok()?;
    Some((head, out)).filter(|(_, out)| out.len() == size)
}

fn write_head(out: &mut Vec<u8>, head: Head, size: usize) {
    let number = match head {
        Head::Whole(kind) => kind.number(),
        Head::Difference(_) => DIFFERENCE,
    };
    let low = |size: usize, bits: u32| u8::try_from(size & ((1 << bits) - 1)).unwrap_or_default();
    let (mut byte, mut size) = (number << 4 | low(size, 4), size >> 4);
    while size > 0 {
        out.push(byte | 0x80);
        (byte, size) = (low(size, 7), size >> 7);
    }
    out.push(byte);
    if let Head::Difference(distance) = head {
        write_distance(out, distance);
    }
}

/// Writes a distance, the highest digits first; each digit but the last counts from one, so that no number has two forms.
fn write_distance(out: &mut Vec<u8>, mut distance: u64) {
    let mut digits = [0; 10];
    let mut place = digits.len();
    let low = |distance: u64| u8::try_from(distance & 0x7f).unwrap_or_default();
    place -= 1;
    digits[place] = low(distance);
    while distance > 0x7f {
        distance = (distance >> 7) - 1;
        place -= 1;
        digits[place] = low(distance) | 0x80;
    }
    out.extend_from_slice(&digits[place..]);
}

/// Reads a head; returns it with the size of the object and its own length.
fn read_head(bytes: &[u8]) -> Option<(Head, usize, usize)> {
    let mut rest = bytes.iter().copied();
    let first = rest.next()?;
    let (mut size, mut shift, mut more) = (usize::from(first & 15), 4, first & 0x80 != 0);
    while more {
        let byte = rest.next()?;
        size |= usize::from(byte & 0x7f).checked_shl(shift)?;
        (shift, more) = (shift + 7, byte & 0x80 != 0);
    }
    let head = match first >> 4 & 7 {
        1 => Head::Whole(Kind::Commit),
        2 => Head::Whole(Kind::Tree),
        3 => Head::Whole(Kind::Blob),
        4 => Head::Whole(Kind::Tag),
        DIFFERENCE => {
            let mut byte = rest.next()?;
            let mut distance = u64::from(byte & 0x7f);
            while byte & 0x80 != 0 {
                byte = rest.next()?;
                distance = distance.checked_add(1)?.checked_mul(0x80)? | u64::from(byte & 0x7f);
            }
            Head::Difference(distance)
        }
        _ => return None,
    };
    Some((head, size, bytes.len() - rest.len()))
}

/// Writes bytes as zlib keeps what does not deflate.
fn write_short(out: &mut Vec<u8>, bytes: &[u8]) {
    let length = u16::try_from(bytes.len()).unwrap_or_default();
    out.extend_from_slice(&[0x78, 0x01, 1]);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&(!length).to_le_bytes());
    out.extend_from_slice(bytes);
    let add = |(one, two): (u32, u32), byte: &u8| (one + u32::from(*byte), two + one + u32::from(*byte));
    let (one, two) = bytes.iter().fold((1, 0), add);
    // The sum of all that zlib ends with; so few bytes do not run over before the end.
    out.extend_from_slice(&((two % 65_521) << 16 | (one % 65_521)).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(head: Head, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Deflater::new().write(&mut out, head, bytes);
        out
    }

    #[test]
    fn a_head_says_kind_size_and_distance_in_as_few_bytes_as_git() {
        let head = |head, size| {
            let mut out = Vec::new();
            write_head(&mut out, head, size);
            out
        };
        assert_eq!(head(Head::Whole(Kind::Blob), 15), [0x3f]);
        assert_eq!(head(Head::Whole(Kind::Commit), 16), [0x90, 1]);
        assert_eq!(head(Head::Difference(127), 0), [0x60, 0x7f]);
        assert_eq!(head(Head::Difference(128), 0), [0x60, 0x80, 0]);
        assert_eq!(head(Head::Difference(16_512), 0), [0x60, 0x80, 0x80, 0]);
    }

    #[test]
    fn one_deflater_serves_many_objects_that_do_not_know_of_each_other() {
        let text = "The ferry sank at dawn. ".repeat(40);
        let (mut deflater, mut out) = (Deflater::new(), Vec::new());
        for _ in 0..2 {
            deflater.write(&mut out, Head::Whole(Kind::Blob), text.as_bytes());
        }
        assert_eq!(out[..out.len() / 2], out[out.len() / 2..]);
        assert!(out.len() < 140, "{}", out.len());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bytes in any::<Vec<u8>>(), distance in proptest::option::of(any::<u64>()), kind in 0..4_usize, more in any::<Vec<u8>>()) {
            let kind = [Kind::Commit, Kind::Tree, Kind::Blob, Kind::Tag][kind];
            let head = distance.map_or(Head::Whole(kind), Head::Difference);
            let mut out = written(head, &bytes);
            out.extend(more);
            prop_assert_eq!(read(&out), Some((head, bytes)));
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in any::<Vec<u8>>()) {
            let _ = read(&bytes);
        }
    }
}
