//! Numbers for what is equal, by a hash that is the same on every machine.

/// Gives equal hashes equal numbers, beginning with 1.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Hash and number, by open addressing; the length is a power of two, number 0 marks a free place.
    places: Vec<(u64, u32)>,
    count: u32,
}

impl Numbers {
    /// Makes room for `count` different hashes at once.
    pub(super) fn with_room(count: usize) -> Self {
        Self { places: vec![(0, 0); (count * 2 + 2).next_power_of_two()], count: 0 }
    }

    /// Returns the number for a hash, a new one when it was not met before.
    #[inline]
    pub(super) fn number(&mut self, hash: u64) -> u32 {
        if self.count as usize * 2 >= self.places.len() {
            self.grow();
        }
        let mask = self.places.len() - 1;
        let mut at = place(hash, mask);
        loop {
            let (known, number) = self.places[at];
            if number == 0 {
                self.count += 1;
                self.places[at] = (hash, self.count);
                return self.count;
            }
            if known == hash {
                return number;
            }
            at = (at + 1) & mask;
        }
    }

    /// Returns the number for a hash that was met before.
    pub(super) fn known(&self, hash: u64) -> Option<u32> {
        let mask = self.places.len().checked_sub(1)?;
        let mut at = place(hash, mask);
        loop {
            match self.places[at] {
                (_, 0) => return None,
                (known, number) if known == hash => return Some(number),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Returns one more than the highest number given.
    pub(super) fn bound(&self) -> usize {
        self.count as usize + 1
    }

    fn grow(&mut self) {
        let size = (self.places.len() * 4).max(128);
        let old = std::mem::replace(&mut self.places, vec![(0, 0); size]);
        for (hash, number) in old.into_iter().filter(|(_, number)| *number != 0) {
            let mut at = place(hash, size - 1);
            while self.places[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            self.places[at] = (hash, number);
        }
    }
}

/// Finds where a hash is first looked for.
#[inline]
fn place(hash: u64, mask: usize) -> usize {
    let place = (hash >> 24) as usize;
    place & mask
}

/// Hashes bytes; the bits of `letters` are set in each byte that is an ASCII capital.
#[inline]
pub(super) fn hash(bytes: &[u8], letters: u64) -> u64 {
    const KEY: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = KEY ^ (bytes.len() as u64).rotate_right(8);
    let mut rest = bytes;
    while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
        state = mix(state ^ lower(u64::from_le_bytes(*chunk), letters), KEY);
        rest = behind;
    }
    mix(state ^ lower(short(rest), letters), KEY ^ 0x5851_f42d_4c95_7f2d)
}

/// Reads fewer than eight bytes into one word, the first byte lowest.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>(), bytes) {
        (Some(first), Some(last), _) => {
            let behind = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - bytes.len()));
            u64::from(u32::from_le_bytes(*first)) | behind << 32
        }
        (_, _, [first, .., last]) => {
            u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16
        }
        (_, _, [only]) => u64::from(*only),
        _ => 0,
    }
}

/// Hashes numbers in their order.
#[inline]
pub(super) fn hash_numbers(numbers: &[u32]) -> u64 {
    numbers.iter().fold(0x243f_6a88_85a3_08d3, |state, number| mix(state ^ u64::from(*number), 0x9e37_79b9_7f4a_7c15))
}

/// Makes the ASCII capitals among eight bytes small, when `letters` holds the bit for it in each byte.
#[inline]
fn lower(bytes: u64, letters: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    if letters == 0 {
        return bytes;
    }
    let low = bytes & !HIGH;
    let from_a = low + ONES * (0x80 - 0x41);
    let past_z = low + ONES * (0x80 - 0x5b);
    let capitals = from_a & !past_z & !bytes & HIGH;
    bytes | (capitals >> 2 & letters)
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
        let hashes: Vec<u64> = (0..5000_u32).map(|word| hash(word.to_string().as_bytes(), 0)).collect();
        let first: Vec<u32> = hashes.iter().map(|hash| numbers.number(*hash)).collect();
        let again: Vec<u32> = hashes.iter().map(|hash| numbers.number(*hash)).collect();
        assert_eq!(first, again);
        assert_eq!(numbers.bound(), 5001);
    }

    #[test]
    fn capitals_alone_hash_the_same_when_asked() {
        const LETTERS: u64 = 0x2020_2020_2020_2020;
        assert_eq!(hash(b"Governments", LETTERS), hash(b"gOVERNMENTS", LETTERS));
        assert_ne!(hash(b"[", LETTERS), hash(b"{", LETTERS));
        assert_ne!(hash(b"A", 0), hash(b"a", 0));
    }
}
