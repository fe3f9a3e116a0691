//! Objects as they lie in a pack: a head that says kind and size, then the bytes, deflated.

use libdeflater::{CompressionLvl, Compressor};

/// How hard objects are deflated: those of an archive, of half a kilobyte mostly, become as short as git makes them, in
/// half the time; long ones become a hundredth longer.
const LEVEL: i32 = 4;

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
pub(super) struct Deflater {
    compressor: Compressor,
    /// As much as the longest of them could have taken.
    room: Vec<u8>,
}

impl Deflater {
    pub(super) fn new() -> Self {
        let level = CompressionLvl::new(LEVEL).unwrap_or_default();
        Self { compressor: Compressor::new(level), room: Vec::new() }
    }

    /// Deflates the bytes of an object.
    pub(super) fn deflate(&mut self, bytes: &[u8]) -> Vec<u8> {
        if bytes.len() <= SHORT {
            return short(bytes);
        }
        let most = self.compressor.zlib_compress_bound(bytes.len());
        if self.room.len() < most {
            self.room.resize(most, 0);
        }
        let length =
            self.compressor.zlib_compress(bytes, &mut self.room).expect("there is room for the most it can be");
        self.room[..length].to_vec()
    }
}

/// Writes the head of an object of so many bytes.
pub(super) fn head(head: Head, size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(16);
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
        write_distance(&mut out, distance);
    }
    out
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

/// Writes bytes as zlib keeps what does not deflate.
fn short(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or_default();
    let mut out = Vec::with_capacity(bytes.len() + 11);
    out.extend_from_slice(&[0x78, 0x01, 1]);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&(!length).to_le_bytes());
    out.extend_from_slice(bytes);
    let add = |(one, two): (u32, u32), byte: &u8| (one + u32::from(*byte), two + one + u32::from(*byte));
    let (one, two) = bytes.iter().fold((1, 0), add);
    // The sum of all that zlib ends with; so few bytes do not run over before the end.
    out.extend_from_slice(&((two % 65_521) << 16 | (one % 65_521)).to_be_bytes());
    out
}

#[cfg(test)]
mod tests {
    use flate2::{Decompress, FlushDecompress, Status};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_head_says_kind_size_and_distance_in_as_few_bytes_as_git() {
        assert_eq!(head(Head::Whole(Kind::Blob), 15), [0x3f]);
        assert_eq!(head(Head::Whole(Kind::Commit), 16), [0x90, 1]);
        assert_eq!(head(Head::Difference(127), 0), [0x60, 0x7f]);
        assert_eq!(head(Head::Difference(128), 0), [0x60, 0x80, 0]);
        assert_eq!(head(Head::Difference(16_512), 0), [0x60, 0x80, 0x80, 0]);
    }

    #[test]
    fn one_deflater_serves_many_objects_that_do_not_know_of_each_other() {
        let text = "The ferry sank at dawn. ".repeat(40);
        let mut deflater = Deflater::new();
        let [first, second] = [(), ()].map(|()| deflater.deflate(text.as_bytes()));
        assert_eq!(first, second);
        assert!(first.len() < 70, "{}", first.len());
    }

    proptest! {
        #[test]
        fn what_is_deflated_inflates_whatever_its_length(bytes in any::<Vec<u8>>()) {
            let mut inflated = Vec::with_capacity(bytes.len() + 1);
            let deflated = Deflater::new().deflate(&bytes);
            let ended = Decompress::new(true).decompress_vec(&deflated, &mut inflated, FlushDecompress::Finish);
            prop_assert!(matches!(ended, Ok(Status::StreamEnd)));
            prop_assert_eq!(inflated, bytes);
        }
    }
}
