//! Whether the lists of the packs can be followed without harm.
//!
//! libgit2 (1.9) takes the place of an object from the list of its pack and reads there, without asking whether the pack
//! is that long: one flipped bit of a list ends the program with a fault of memory.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use sha1::{Digest, Sha1};

use super::list::{NAME, NAMES, count};
use crate::store::error::StoreError;

/// What a list has for an object: its name, a sum of its bytes, and its place.
const ENTRY: usize = NAME + 4 + 4;

/// A place with this bit is the number of one in the table of the far places.
const FAR: u32 = 1 << 31;

/// How much is read at a time.
const PIECE: u64 = 1 << 16;

/// What a list was like when it was found to be sound: its length and that of its pack, and when it was written.
type Print = (u64, u64, SystemTime);

/// The lists that this process has looked at: whoever writes opens a repository several times.
static SOUND: Mutex<BTreeMap<PathBuf, Print>> = Mutex::new(BTreeMap::new());

/// Refuses a repository in which a list names a place that its pack does not reach to.
pub(super) fn check(dir: &Path) -> Result<(), StoreError> {
    match lists(dir).into_iter().find(|list| !is_known(list) && leads_astray(list).unwrap_or(false)) {
        Some(list) => Err(StoreError::DamagedList { dir: dir.to_owned(), pack: pack_of(dir, &list) }),
        None => Ok(()),
    }
}

/// Tells whether a list was found to be sound, and is as it was then.
fn is_known(list: &Path) -> bool {
    let known = SOUND.lock().ok().and_then(|sound| sound.get(list).copied());
    known.is_some() && print(list).ok() == known
}

fn print(list: &Path) -> io::Result<Print> {
    let (about, pack) = (fs::metadata(list)?, fs::metadata(list.with_extension("pack"))?);
    Ok((about.len(), pack.len(), about.modified()?))
}

/// Names the packs of a repository whose lists are not what was written, by the sum at the end of each.
pub(in crate::store) fn damaged_lists(dir: &Path) -> Vec<PathBuf> {
    let wrong = |list: &PathBuf| is_whole(list).is_ok_and(|whole| !whole);
    lists(dir).iter().filter(|list| wrong(list)).map(|list| pack_of(dir, list)).collect()
}

/// Lists the lists, by name.
fn lists(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir.join("objects/pack")).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut lists: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|part| part == "idx")).collect();
    lists.sort();
    lists
}

/// Names the pack of a list as seen from the repository.
fn pack_of(dir: &Path, list: &Path) -> PathBuf {
    let pack = list.with_extension("pack");
    pack.strip_prefix(dir).map(Path::to_owned).unwrap_or(pack)
}

/// Tells whether the bytes of a list are followed by their sum.
fn is_whole(list: &Path) -> io::Result<bool> {
    let mut file = File::open(list)?;
    let Some(end) = file.metadata()?.len().checked_sub(NAME as u64) else { return Ok(false) };
    let mut digest = Sha1::new();
    pieces(&mut file, 0, end, |piece| {
        digest.update(piece);
        true
    })?;
    Ok(sum_at(&mut file, end)? == <[u8; NAME]>::from(digest.finalize()))
}

/// Tells whether a list names a place at which its pack has no object, and would be followed.
///
/// One of another layout or length than its count asks for is not followed, nor one that is not of its pack.
fn leads_astray(list: &Path) -> io::Result<bool> {
    // Taken before: what is changed while it is read is read again.
    let print = print(list)?;
    let mut file = File::open(list)?;
    let mut head = [0; NAMES];
    file.read_exact(&mut head)?;
    let Some(objects) = count(&head) else { return Ok(false) };
    let mut pack = File::open(list.with_extension("pack"))?;
    let length = file.metadata()?.len();
    let near = (NAMES + objects * (ENTRY - 4)) as u64;
    let far = (NAMES + objects * ENTRY) as u64;
    // After the far places come the sums of the pack and of the list.
    let Some(end) = length.checked_sub(2 * NAME as u64).filter(|&end| end >= far) else { return Ok(false) };
    // Behind the last object is the sum of the pack.
    let reach = pack.metadata()?.len().saturating_sub(NAME as u64);
    let fars = (end - far) / 8;
    // Where the places of each kind end; compared with one number, many are looked at at a time.
    let ends = u32::try_from(reach).map_or(FAR, |reach| reach.min(FAR));
    let ends_far = u32::try_from(fars).map_or(u32::MAX, |fars| FAR.saturating_add(fars));
    let astray_near = |place: u32| place >= if place & FAR == 0 { ends } else { ends_far };
    let astray = any(&mut file, near, far, |place| astray_near(u32::from_be_bytes(place)))?
        || any(&mut file, far, far + fars * 8, |place| u64::from_be_bytes(place) >= reach)?;
    if !astray && let Ok(mut sound) = SOUND.lock() {
        sound.insert(list.to_owned(), print);
    }
    Ok(astray && sum_at(&mut file, end)? == sum_at(&mut pack, reach)?)
}

/// Tells whether any of the numbers between two places of a file is such.
fn any<const N: usize>(file: &mut File, from: u64, to: u64, is: impl Fn([u8; N]) -> bool) -> io::Result<bool> {
    let mut found = false;
    pieces(file, from, to, |piece| {
        // Without an early end, many are compared at a time.
        found = piece.as_chunks::<N>().0.iter().fold(false, |found, number| found | is(*number));
        !found
    })?;
    Ok(found)
}

/// Reads what lies between two places of a file, piece by piece, as long as `more` of it is wanted.
fn pieces(file: &mut File, from: u64, to: u64, mut more: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
    file.seek(SeekFrom::Start(from))?;
    let (mut left, mut piece) = (to - from, Vec::new());
    while left > 0 {
        piece.clear();
        let read = file.by_ref().take(left.min(PIECE)).read_to_end(&mut piece)? as u64;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if !more(&piece) {
            return Ok(());
        }
        left -= read;
    }
    Ok(())
}

/// Reads a sum.
fn sum_at(file: &mut File, place: u64) -> io::Result<[u8; NAME]> {
    let mut sum = [0; NAME];
    file.seek(SeekFrom::Start(place))?;
    file.read_exact(&mut sum)?;
    Ok(sum)
}
