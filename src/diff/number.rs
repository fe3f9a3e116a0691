//! Numbers for what is equal, by a hash that is the same on every machine.

use std::ops::Range;

/// Gives equal hashes equal numbers, beginning with 1.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Numbers by their hashes, by open addressing; the length is a power of two, 0 marks a free place.
    places: Vec<u32>,
    /// The hash of each number; number 0 is none.
    hashes: Vec<u64>,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { places: Vec::new(), hashes: vec![0] }
    }
}

impl Numbers {
    /// Makes room for `count` different hashes at once.
    pub(super) fn with_room(count: usize) -> Self {
        let mut hashes = Vec::with_capacity(count + 1);
        hashes.push(0);
        Self { places: vec![0; (count * 2 + 2).next_power_of_two()], hashes }
    }

    /// Returns the number for a hash, a new one when it was not met before.
    #[inline]
    pub(super) fn number(&mut self, hash: u64) -> u32 {
        if self.hashes.len() * 2 >= self.places.len() {
            self.grow();
        }
        let mask = self.places.len() - 1;
        let mut at = place(hash, mask);
        loop {
            match self.places[at] {
                0 => {
                    let number = u32::try_from(self.hashes.len()).unwrap_or(u32::MAX);
                    self.hashes.push(hash);
                    self.places[at] = number;
                    return number;
                }
                number if self.hashes[number as usize] == hash => return number,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Returns the number for a hash that was met before.
    pub(super) fn known(&self, hash: u64) -> Option<u32> {
        let mask = self.places.len().checked_sub(1)?;
        let mut at = place(hash, mask);
        loop {
            match self.places[at] {
                0 => return None,
                number if self.hashes[number as usize] == hash => return Some(number),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Returns one more than the highest number given.
    pub(super) fn bound(&self) -> usize {
        self.hashes.len()
    }

    fn grow(&mut self) {
        // Small tables grow fast, large ones are not left mostly empty.
        let factor = if self.places.len() < 1 << 16 { 4 } else { 2 };
        let size = (self.places.len() * factor).max(128);
        self.places.clear();
        self.places.resize(size, 0);
        self.hashes.reserve(size / 2 - self.hashes.len());
        for (number, hash) in (1..).zip(&self.hashes[1..]) {
            let mut at = place(*hash, size - 1);
            while self.places[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.places[at] = number;
        }
    }
}

/// Finds where a hash is first looked for.
#[inline]
fn place(hash: u64, mask: usize) -> usize {
    let place = (hash >> 24) as usize;
    place & mask
}

/// Hashes bytes.
#[inline]
pub(super) fn hash(bytes: &[u8]) -> u64 {
    mixed(bytes, |word| word)
}

/// Hashes ASCII text as [`hash`] hashes it in small letters; any other text is not hashed.
#[expect(clippy::inline_always, reason = "measured: the call costs as much as the hash of a short word")]
#[inline(always)]
pub(super) fn hash_letters(text: &[u8], range: Range<usize>) -> Option<u64> {
    let length = range.len();
    if let (1..8, Some(word)) = (length, text[range.start..].first_chunk::<8>()) {
        // Most words are short; read with what stands behind them, they need no look at their length.
        let word = u64::from_le_bytes(*word) & u64::MAX >> (64 - 8 * length);
        return (word & HIGH == 0).then(|| finished(started(length), lower(word)));
    }
    let mut seen = 0;
    let hash = mixed(&text[range], |word| {
        seen |= word;
        lower(word)
    });
    (seen & HIGH == 0).then_some(hash)
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// What bytes are mixed with.
const KEY: u64 = 0x9e37_79b9_7f4a_7c15;

/// Begins the hash of `length` bytes.
#[inline]
fn started(length: usize) -> u64 {
    KEY ^ (length as u64).rotate_right(8)
}

/// Ends a hash with the last bytes, fewer than eight.
#[inline]
fn finished(state: u64, last: u64) -> u64 {
    mix(state ^ last, KEY ^ 0x5851_f42d_4c95_7f2d)
}

/// Mixes bytes, eight at a time and each eight changed by `read`, into one word.
#[inline]
fn mixed(bytes: &[u8], mut read: impl FnMut(u64) -> u64) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let state =
        chunks.iter().fold(started(bytes.len()), |state, chunk| mix(state ^ read(u64::from_le_bytes(*chunk)), KEY));
    finished(state, read(short(rest)))
}

/// Reads fewer than eight bytes into one word, the first byte lowest.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let behind = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - bytes.len()));
        return u64::from(u32::from_le_bytes(*first)) | behind << 32;
    }
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Hashes numbers in their order.
#[inline]
pub(super) fn hash_numbers(numbers: &[u32]) -> u64 {
    const START: u64 = 0x243f_6a88_85a3_08d3;
    let (pairs, rest) = numbers.as_chunks::<2>();
    let state =
        pairs.iter().fold(START, |state, [one, other]| mix(state ^ (u64::from(*one) | u64::from(*other) << 32), KEY));
    rest.iter().fold(state, |state, number| mix(state ^ u64::from(*number), KEY))
}

/// Makes the ASCII capitals among eight bytes small.
#[inline]
fn lower(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = bytes & !HIGH;
    let from_a = low + ONES * (0x80 - 0x41);
    let past_z = low + ONES * (0x80 - 0x5b);
    let capitals = from_a & !past_z & !bytes & HIGH;
    bytes | capitals >> 2
}

/// Mixes two words into one.
#[inline]
fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_last_while_the_table_grows() {
        let mut numbers = Numbers::default();
        let hashes: Vec<u64> = (0..5000_u32).map(|word| hash(word.to_string().as_bytes())).collect();
        let first: Vec<u32> = hashes.iter().map(|hash| numbers.number(*hash)).collect();
        let again: Vec<u32> = hashes.iter().map(|hash| numbers.number(*hash)).collect();
        assert_eq!(first, again);
        assert_eq!(numbers.bound(), 5001);
    }

    #[test]
    fn capitals_alone_hash_the_same_when_asked() {
        let letters = |word: &[u8]| hash_letters(word, 0..word.len());
        assert_eq!(letters(b"Governments"), letters(b"gOVERNMENTS"));
        assert_eq!(letters(b"A-1"), Some(hash(b"a-1")));
        assert_ne!(letters(b"["), letters(b"{"));
        assert_ne!(hash(b"A"), hash(b"a"));
        assert_eq!(letters("Zo\u{eb}".as_bytes()), None);
    }

    #[test]
    fn what_stands_around_a_word_is_no_part_of_its_hash() {
        for length in 1..=9 {
            let word = &b"Ferryboat"[..length];
            let text = [b"\xc3".as_slice(), word, b"\xc3\xa9 sank at noon"].concat();
            assert_eq!(hash_letters(&text, 1..length + 1), Some(hash(&word.to_ascii_lowercase())), "{length}");
        }
    }
}
