//! The list of what is in a pack, as git lays it out: names in order, and where each object begins.

use git2::Oid;
use sha1::{Digest, Sha1};

use super::list::{NAME, NAMES, count};

/// How a list of the second layout begins.
pub(super) const MAGIC: [u8; 8] = [0xff, b't', b'O', b'c', 0, 0, 0, 2];

/// What marks a place that is in the table of those far from the beginning.
const FAR: u32 = 0x8000_0000;

/// An object in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Listed {
    /// Its name.
    pub(super) id: Oid,
    /// Where it begins.
    pub(super) place: u64,
    /// The sum of its bytes in the pack, head included.
    pub(super) sum: u32,
}

/// Reads the objects that a list names, in the order of their names; none where it is torn.
pub(super) fn read(list: &[u8]) -> Option<Vec<Listed>> {
    let count = count(list)?;
    let mut rest = list.get(NAMES..)?;
    let mut table = |width: usize| {
        let (table, behind) = rest.split_at_checked(count.checked_mul(width)?)?;
        rest = behind;
        Some(table)
    };
    let (names, sums, places) = (table(NAME)?, table(4)?, table(4)?);
    let number = |table: &[u8], at: usize| {
        let bytes = table.get(at * 4..at * 4 + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    let object = |at: usize| {
        let id = Oid::from_bytes(&names[at * NAME..(at + 1) * NAME]).ok()?;
        let near = number(places, at)?;
        let place = if near & FAR == 0 {
            u64::from(near)
        } else {
            let at = usize::try_from(near & !FAR).ok()? * 8;
            u64::from_be_bytes(rest.get(at..at + 8)?.try_into().ok()?)
        };
        Some(Listed { id, place, sum: number(sums, at)? })
    };
    (0..count).map(object).collect()
}

/// Writes the list of a pack; puts the objects in the order of their names.
pub(super) fn write(listed: &mut [Listed], pack: &[u8; 20]) -> Vec<u8> {
    // Few names begin with the same eight bytes, and numbers are compared at once.
    let first = |id: &Oid| id.as_bytes().first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
    listed.sort_unstable_by(|one, other| first(&one.id).cmp(&first(&other.id)).then_with(|| one.id.cmp(&other.id)));
    let mut list = Vec::with_capacity(MAGIC.len() + 1024 + listed.len() * 28 + 40);
    list.extend_from_slice(&MAGIC);
    let number = |number: usize, list: &mut Vec<u8>| {
        list.extend_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes());
    };
    let mut at = 0;
    for first in 0..=u8::MAX {
        at += listed[at..].iter().take_while(|object| object.id.as_bytes()[0] == first).count();
        number(at, &mut list);
    }
    for object in listed.iter() {
        list.extend_from_slice(object.id.as_bytes());
    }
    for object in listed.iter() {
        list.extend_from_slice(&object.sum.to_be_bytes());
    }
    let mut far = Vec::new();
    for object in listed.iter() {
        match u32::try_from(object.place) {
            Ok(near) if near < FAR => list.extend_from_slice(&near.to_be_bytes()),
            _ => {
                let place = u32::try_from(far.len() / 8).unwrap_or_default();
                list.extend_from_slice(&(FAR | place).to_be_bytes());
                far.extend_from_slice(&object.place.to_be_bytes());
            }
        }
    }
    list.extend_from_slice(&far);
    list.extend_from_slice(pack);
    let sum = Sha1::digest(&list);
    list.extend_from_slice(&sum);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(first: u8, place: u64) -> Listed {
        let mut name = [7; 20];
        name[0] = first;
        Listed { id: Oid::from_bytes(&name).unwrap(), place, sum: 0x0102_0304 }
    }

    fn number(list: &[u8], at: usize) -> u32 {
        u32::from_be_bytes(list[at..at + 4].try_into().unwrap())
    }

    #[test]
    fn the_counts_say_how_many_names_begin_so_or_lower() {
        let list = write(&mut [object(9, 12), object(0, 40), object(9, 80), object(255, 99)], &[1; 20]);
        let counts: Vec<u32> = (0..256).map(|first| number(&list, 8 + first * 4)).collect();
        assert_eq!((counts[0], counts[8], counts[9], counts[254], counts[255]), (1, 1, 3, 3, 4));
        assert_eq!(list.len(), 8 + 1024 + 4 * 28 + 40);
    }

    #[test]
    fn places_beyond_two_gibibytes_stand_in_a_table_of_their_own() {
        let places = [0x7fff_ffff, 0x8000_0000, 12, 0x1_0000_0000];
        let list = write(&mut [0, 1, 2, 3].map(|first: u8| object(first, places[usize::from(first)])), &[1; 20]);
        let table = 8 + 1024 + 4 * 24;
        let near: Vec<u32> = (0..4).map(|object| number(&list, table + object * 4)).collect();
        assert_eq!(near, [0x7fff_ffff, 0x8000_0000, 12, 0x8000_0001]);
        let far = list[table + 16..table + 32].chunks(8).map(|far| u64::from_be_bytes(far.try_into().unwrap()));
        assert_eq!(far.collect::<Vec<_>>(), [0x8000_0000, 0x1_0000_0000]);
        assert_eq!(list[table + 32..table + 52], [1; 20]);
    }
}
