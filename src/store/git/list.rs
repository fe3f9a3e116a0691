//! The lists of what is in packs, as git lays them out, and which packs there are.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use git2::Oid;

use super::idx::MAGIC;

/// Where the names begin: after eight bytes and the 256 counts.
pub(super) const NAMES: usize = 8 + 256 * 4;

/// How many bytes a name has.
pub(super) const NAME: usize = 20;

/// What lies beside a pack and is of no use without it; the list goes first, so that nobody looks for the objects.
const PARTS: [&str; 4] = ["idx", "pack", "rev", "bitmap"];

/// How old a leftover is before nobody can be at it any more.
const DAY: Duration = Duration::from_hours(24);

/// A pack among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Pack {
    /// Its name, without an ending.
    pub(in crate::store) name: String,
    /// How many objects are in it.
    pub(in crate::store) objects: usize,
    /// How many bytes it takes.
    pub(in crate::store) bytes: u64,
}

/// The names of the objects in a pack, in order.
#[derive(Debug)]
pub(super) struct PackList {
    ids: Vec<Oid>,
    /// How many bytes the pack takes, without the list.
    pub(super) bytes: u64,
}

impl PackList {
    /// Reads the list of a pack.
    pub(super) fn read(folder: &Path, name: &str) -> io::Result<Self> {
        let bytes = fs::read(folder.join(format!("{name}.idx")))?;
        let torn = || io::Error::new(io::ErrorKind::InvalidData, format!("{name}.idx is no list of a pack"));
        let count = count(&bytes).ok_or_else(torn)?;
        let names = bytes.get(NAMES..NAMES + count * NAME).ok_or_else(torn)?;
        let ids: io::Result<Vec<Oid>> =
            names.chunks_exact(NAME).map(|name| Oid::from_bytes(name).map_err(|_| torn())).collect();
        Ok(Self { ids: ids?, bytes: fs::metadata(folder.join(format!("{name}.pack")))?.len() })
    }

    /// Returns the names, in order.
    pub(super) fn ids(&self) -> &[Oid] {
        &self.ids
    }

    /// Tells whether an object is in the pack.
    pub(super) fn holds(&self, id: Oid) -> bool {
        self.ids.binary_search(&id).is_ok()
    }
}

/// Lists the packs that may be folded, the smallest first: whole ones that nobody guards.
pub(in crate::store) fn packs(folder: &Path) -> io::Result<Vec<Pack>> {
    let mut packs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
        let beside = |part: &str| path.with_extension(part);
        let bound = ["keep", "promisor", "mtimes"].into_iter().any(|part| beside(part).exists());
        if bound || path.extension().is_none_or(|part| part != "idx") {
            continue;
        }
        let mut head = vec![0; NAMES];
        let read = File::open(&path).and_then(|mut file| file.read_exact(&mut head));
        // One that somebody takes away meanwhile, or of another layout, is none of ours.
        if let (Ok(()), Some(objects), Ok(file)) = (read, count(&head), fs::metadata(beside("pack"))) {
            packs.push(Pack { name, objects, bytes: file.len() });
        }
    }
    packs.sort_by(|one, other| (one.objects, &one.name).cmp(&(other.objects, &other.name)));
    Ok(packs)
}

/// Lists what is of no use among packs: parts of packs that lack their objects or the list of them, and what plain git
/// began and did not end; nothing that was written within a day of `now`, which somebody may be at.
pub(in crate::store) fn leftovers(folder: &Path, now: SystemTime) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let (Some(name), Some(part)) = (path.file_name(), path.extension().or(Some("".as_ref()))) else { continue };
        let is_part = name.to_string_lossy().starts_with("pack-") && PARTS.iter().any(|known| part == *known);
        let torn = is_part && !["idx", "pack"].iter().all(|part| path.with_extension(part).exists());
        let begun = name.to_string_lossy().starts_with("tmp_");
        let age = fs::metadata(&path).and_then(|file| file.modified()).map(|then| now.duration_since(then));
        if (torn || begun) && age.is_ok_and(|age| age.is_ok_and(|age| age > DAY)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Lists the objects that lie about as files of their own.
pub(in crate::store) fn loose(objects: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(objects)? {
        let folder = entry?.path();
        if folder.file_name().is_some_and(|name| name.len() == 2) && folder.is_dir() {
            let files = fs::read_dir(&folder)?.flatten().map(|entry| entry.path());
            found.extend(files.filter(|file| loose_id(file).is_some()));
        }
    }
    found.sort();
    Ok(found)
}

/// Reads the name of a loose object off its path.
fn loose_id(file: &Path) -> Option<Oid> {
    let (folder, name) = (file.parent()?.file_name()?.to_str()?, file.file_name()?.to_str()?);
    if name.len() == 38 { Oid::from_str(&format!("{folder}{name}")).ok() } else { None }
}

/// Reads how many objects a list names; none if it is of another layout.
pub(super) fn count(list: &[u8]) -> Option<usize> {
    if !list.starts_with(&MAGIC) {
        return None;
    }
    let total: [u8; 4] = list.get(NAMES - 4..NAMES)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(total)).ok()
}

/// What is to become one pack.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Stock {
    /// The folder of the packs.
    pub(in crate::store) folder: PathBuf,
    /// Packs.
    pub(in crate::store) packs: Vec<Pack>,
    /// Files of loose objects.
    pub(in crate::store) loose: Vec<PathBuf>,
}

impl Stock {
    /// Returns how many packs and loose objects there are.
    pub(in crate::store) fn count(&self) -> usize {
        self.packs.len() + self.loose.len()
    }

    /// Returns how many bytes they take.
    pub(super) fn bytes(&self) -> u64 {
        let loose = self.loose.iter().filter_map(|file| fs::metadata(file).ok()).map(|file| file.len()).sum::<u64>();
        loose + self.packs.iter().map(|pack| pack.bytes).sum::<u64>()
    }

    /// Lists the objects in it, each once.
    pub(super) fn ids(&self) -> io::Result<Vec<Oid>> {
        let mut ids: Vec<Oid> = self.loose.iter().filter_map(|file| loose_id(file)).collect();
        for pack in &self.packs {
            ids.extend(PackList::read(&self.folder, &pack.name)?.ids());
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    /// Takes everything away but the pack that it became.
    pub(super) fn remove_but(&self, kept: &str) -> io::Result<()> {
        for pack in self.packs.iter().filter(|pack| pack.name != kept) {
            for part in PARTS {
                remove(&self.folder.join(format!("{}.{part}", pack.name)))?;
                crate::store::failpoint::reach("fold-removing");
            }
        }
        self.loose.iter().try_for_each(|file| remove(file))
    }
}

/// Removes a file that may be gone already.
fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_of_a_pack_is_none() {
        let folder = tempfile::TempDir::new().unwrap();
        let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        write("pack-a.idx", b"torn");
        write("pack-a.pack", b"");
        let mut cut = MAGIC.to_vec();
        cut.resize(NAMES, 0);
        cut[NAMES - 1] = 9;
        write("pack-b.idx", &cut);
        assert_eq!(packs(folder.path()).unwrap(), [], "one without objects is not whole");
        write("pack-b.pack", b"");
        let found = packs(folder.path()).unwrap();
        assert_eq!(found, [Pack { name: "pack-b".to_owned(), objects: 9, bytes: 0 }]);
        assert!(PackList::read(folder.path(), "pack-b").is_err(), "it names nine objects and holds none");
        write("pack-b.keep", b"");
        assert_eq!(packs(folder.path()).unwrap(), []);
    }
}
