//! Differences between two states of an object, as git packs them: stretches copied from the base, and bytes between them.
//!
//! States of a page differ in a few words, those of a folder in one name of twenty bytes. So both ends that they share are
//! taken first, which is all there is to do for a folder; what is left is looked for in the base by short stretches.

/// How long a stretch must be to be looked for.
const STRETCH: usize = 16;

/// How far apart the stretches of the base are that can be found: any match of `STRETCH + APART - 1` bytes is.
const APART: usize = 4;

/// The most bytes that one instruction copies: what every git reads.
const LARGEST_COPY: usize = 0x1_0000;

/// The most bytes that one instruction brings.
const LARGEST_INSERT: usize = 0x7f;

/// The largest object that is looked at for differences: the places of its stretches are held in memory.
const LARGEST: usize = 64 << 20;

/// Returns the difference that makes `target` of `base`; none when it would not be much smaller than the target.
pub(super) fn between(base: &[u8], target: &[u8]) -> Option<Vec<u8>> {
    let most = target.len() / 2;
    if base.is_empty() || base.len().max(target.len()) > LARGEST {
        return None;
    }
    let prefix = alike(base, target);
    let suffix = alike_at_the_end(&base[prefix..], &target[prefix..]);
    let mut delta = Delta::begin(base, target);
    delta.copy(0, prefix);
    let end = target.len() - suffix;
    delta.middle(prefix, end, most)?;
    delta.insert(end);
    delta.copy(base.len() - suffix, suffix);
    Some(delta.out).filter(|out| out.len() <= most)
}

/// Counts the bytes in which two beginnings agree, many at a time: a folder is alike for thousands.
fn alike(one: &[u8], other: &[u8]) -> usize {
    const MANY: usize = 32;
    let many = one.chunks_exact(MANY).zip(other.chunks_exact(MANY));
    let whole = many.take_while(|(one, other)| one == other).count() * MANY;
    whole + one[whole..].iter().zip(&other[whole..]).take_while(|(one, other)| one == other).count()
}

/// Counts the bytes in which two ends agree.
fn alike_at_the_end(one: &[u8], other: &[u8]) -> usize {
    const MANY: usize = 32;
    let many = one.rchunks_exact(MANY).zip(other.rchunks_exact(MANY));
    let whole = many.take_while(|(one, other)| one == other).count() * MANY;
    let rest = (one[..one.len() - whole].iter().rev(), other[..other.len() - whole].iter().rev());
    whole + rest.0.zip(rest.1).take_while(|(one, other)| one == other).count()
}

/// A difference that is being written.
struct Delta<'a> {
    base: &'a [u8],
    target: &'a [u8],
    out: Vec<u8>,
    /// How much of the target is written.
    done: usize,
}

impl<'a> Delta<'a> {
    fn begin(base: &'a [u8], target: &'a [u8]) -> Self {
        let mut out = Vec::with_capacity(64);
        for size in [base.len(), target.len()] {
            write_size(&mut out, size);
        }
        Self { base, target, out, done: 0 }
    }

    /// Writes the target up to `end`, where it stops being like the end of the base; none once that takes too much.
    fn middle(&mut self, start: usize, end: usize, most: usize) -> Option<()> {
        if end - start < STRETCH || self.base.len() < STRETCH {
            return Some(());
        }
        let places = Places::of(self.base);
        let mut at = start;
        while at + STRETCH <= end {
            let Some(found) = places.find(self.base, &self.target[at..at + STRETCH]) else {
                at += 1;
                if at - self.done > most {
                    return None;
                }
                continue;
            };
            let before = alike_at_the_end(&self.base[..found], &self.target[self.done..at]);
            let length = before + alike(&self.base[found..], &self.target[at..end]);
            self.insert(at - before);
            self.copy(found - before, length);
            at = self.done;
            if self.out.len() > most {
                return None;
            }
        }
        Some(())
    }

    /// Brings the bytes up to `end`.
    fn insert(&mut self, end: usize) {
        for part in self.target[self.done..end].chunks(LARGEST_INSERT) {
            self.out.push(u8::try_from(part.len()).unwrap_or_default());
            self.out.extend_from_slice(part);
        }
        self.done = end;
    }

    /// Copies a stretch of the base.
    fn copy(&mut self, start: usize, length: usize) {
        let (mut start, end) = (start, start + length);
        while start < end {
            let size = (end - start).min(LARGEST_COPY);
            let place = self.out.len();
            self.out.push(0x80);
            // No size stands for the largest, and bytes that are nothing are left out.
            let (from, length) = (start.to_le_bytes(), (size % LARGEST_COPY).to_le_bytes());
            let bytes = from[..4].iter().chain(&length[..2]).copied();
            for (bit, byte) in bytes.enumerate().filter(|(_, byte)| *byte != 0) {
                self.out[place] |= 1 << bit;
                self.out.push(byte);
            }
            start += size;
        }
        self.done += length;
    }
}

/// Where stretches of a base are.
struct Places {
    table: Vec<u32>,
    shift: u32,
}

impl Places {
    fn of(base: &[u8]) -> Self {
        let bits = (base.len() / APART * 2).next_power_of_two().ilog2().max(4);
        let mut places = Self { table: vec![0; 1 << bits], shift: u64::BITS - bits };
        for (count, stretch) in base.windows(STRETCH).step_by(APART).enumerate() {
            let slot = places.slot(stretch);
            // The first of several is as good as any.
            if places.table[slot] == 0 {
                places.table[slot] = u32::try_from(count * APART + 1).unwrap_or_default();
            }
        }
        places
    }

    fn slot(&self, stretch: &[u8]) -> usize {
        let half = |at: usize| stretch[at..at + 8].try_into().map_or(0, u64::from_le_bytes);
        // Odd numbers without a pattern: the digits of the golden ratio and of the square root of two.
        let mixed = half(0).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ half(8).wrapping_mul(0x6a09_e667_f3bc_c909);
        usize::try_from(mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift).unwrap_or_default()
    }

    fn find(&self, base: &[u8], stretch: &[u8]) -> Option<usize> {
        let place = self.table[self.slot(stretch)].checked_sub(1)? as usize;
        base[place..].starts_with(stretch).then_some(place)
    }
}

/// Makes the target of its base; none when the difference is torn or of another base.
pub(super) fn apply(base: &[u8], delta: &[u8]) -> Option<Vec<u8>> {
    let mut rest = delta;
    let (from, size) = (read_size(&mut rest)?, read_size(&mut rest)?);
    if from != base.len() {
        return None;
    }
    let mut target = Vec::with_capacity(size.min(LARGEST));
    while let Some((&order, after)) = rest.split_first() {
        rest = after;
        if order & 0x80 == 0 {
            let (part, after) = rest.split_at_checked(usize::from(order))?;
            target.extend_from_slice(part);
            rest = after;
            continue;
        }
        let mut bytes = [0; 7];
        for (_, byte) in bytes.iter_mut().enumerate().filter(|(bit, _)| order & (1 << bit) != 0) {
            let (first, after) = rest.split_first()?;
            (*byte, rest) = (*first, after);
        }
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte));
        let (start, length) = (number(&bytes[..4]), number(&bytes[4..]));
        let length = if length == 0 { LARGEST_COPY } else { length };
        target.extend_from_slice(base.get(start..start.checked_add(length)?)?);
    }
    Some(target).filter(|target| target.len() == size)
}

fn write_size(out: &mut Vec<u8>, mut size: usize) {
    while size > 0x7f {
        out.push(u8::try_from(size & 0x7f).unwrap_or_default() | 0x80);
        size >>= 7;
    }
    out.push(u8::try_from(size).unwrap_or_default());
}

fn read_size(rest: &mut &[u8]) -> Option<usize> {
    let (mut size, mut shift) = (0, 0);
    loop {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        size |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(size);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_replaced_name_is_brought_and_the_rest_copied() {
        let [base, target] = [b"x", b"y"].map(|middle| [&[b'a'; 70], &middle[..], &[b'b'; 70]].concat());
        let delta = between(&base, &target).unwrap();
        assert_eq!(delta, [141, 1, 141, 1, 0x90, 70, 1, b'y', 0x91, 71, 70]);
        assert_eq!(apply(&base, &delta).unwrap(), target);
    }

    #[test]
    fn what_is_nothing_alike_has_no_difference_worth_keeping() {
        assert_eq!(between(&[b'a'; 300], &[b'b'; 300]), None);
        assert_eq!(between(b"", b"ab"), None);
        assert_eq!(between(b"ab", b""), None);
    }

    #[test]
    fn a_long_stretch_is_copied_in_pieces_that_every_git_reads() {
        let base: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        let target = [b"new", &base[..]].concat();
        let delta = between(&base, &target).unwrap();
        assert!(delta.len() < 200, "{}", delta.len());
        assert_eq!(apply(&base, &delta).unwrap(), target);
    }

    #[test]
    fn a_torn_difference_makes_nothing() {
        let (base, target) = ([b'a'; 90], [&[b'a'; 60][..], b"and more"].concat());
        let delta = between(&base, &target).unwrap();
        for end in 0..delta.len() {
            assert_eq!(apply(&base, &delta[..end]), None, "cut at {end}");
        }
        assert_eq!(apply(&base[1..], &delta), None, "of another base");
        assert_eq!(apply(b"abc", &[3, 9, 0x91, 2, 9]), None, "it copies what is not there");
    }

    /// A text of few words, and how another one is made of it.
    fn edited() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
        let words = || proptest::collection::vec("[a-f]{1,3}|ferry |harbour ", 0..200);
        (words(), words(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..40_usize).prop_map(
            |(words, others, from, to, some)| {
                let base = words.concat().into_bytes();
                let (from, to) = (from.index(words.len() + 1), to.index(words.len() + 1));
                let (from, to) = (from.min(to), from.max(to));
                let others = others[..some.min(others.len())].concat();
                let target = [&words[to..].concat(), &others[..], &words[..from].concat()].concat().into_bytes();
                (base, target)
            },
        )
    }

    proptest! {
        #[test]
        fn a_difference_makes_the_target_of_its_base((base, target) in edited()) {
            if let Some(delta) = between(&base, &target) {
                prop_assert!(delta.len() <= target.len() / 2);
                prop_assert_eq!(apply(&base, &delta), Some(target));
            }
        }

        #[test]
        fn a_difference_of_any_bytes_makes_the_target(
            base in proptest::collection::vec(0..3_u8, 0..400),
            target in proptest::collection::vec(0..3_u8, 0..400),
        ) {
            if let Some(delta) = between(&base, &target) {
                prop_assert_eq!(apply(&base, &delta), Some(target));
            }
        }

        #[test]
        fn no_bytes_break_the_reader(base in any::<Vec<u8>>(), delta in any::<Vec<u8>>()) {
            let _ = apply(&base, &delta);
        }
    }
}
