//! Large packs joined as they are: their objects one behind the other, none of them written anew.
//!
//! A difference says how far before it its base lies, and both move by as much: so a pack may stand in another.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};

use git2::Oid;

use super::idx;
use super::list::{Pack, PackList, Stock};
use super::packing::Packing;
use super::repo::Repo;
use crate::store::error::StoreError;

impl Repo {
    /// Makes one pack of several, and takes those away once it is durable; one that holds an object of another is left out.
    ///
    /// The bytes of each are held against the sum at its end: what is damaged stops it, and is left as it is.
    pub(in crate::store) fn join(&self, stock: &Stock) -> Result<(), StoreError> {
        let failed = |error| StoreError::io(&stock.folder, error);
        let stock = &Stock { packs: apart(stock).map_err(failed)?, ..stock.clone() };
        if stock.packs.len() < 2 {
            return Ok(());
        }
        let count = stock.packs.iter().map(|pack| pack.objects).sum();
        let staged = self.stage("fold", count, Packing::begin(), &[], |packing, file| {
            for pack in &stock.packs {
                let place = stock.folder.join(&pack.name);
                let list = fs::read(place.with_extension("idx")).map_err(failed)?;
                let listed = idx::read(&list).filter(|listed| listed.len() == pack.objects);
                let listed = listed.ok_or_else(|| failed(torn(&pack.name, "its list is torn")))?;
                let objects = BufReader::new(File::open(place.with_extension("pack")).map_err(failed)?);
                packing
                    .take_over(file, objects.take(pack.bytes), pack.bytes, &listed)
                    .map_err(|error| failed(io::Error::new(error.kind(), format!("{}.pack: {error}", pack.name))))?;
            }
            Ok(())
        })?;
        self.place(&staged)?;
        stock.remove_but(&staged.name).map_err(failed)
    }
}

/// Chooses packs no two of which hold the same object.
fn apart(stock: &Stock) -> io::Result<Vec<Pack>> {
    let (mut apart, mut known) = (Vec::new(), Vec::<Oid>::new());
    for pack in &stock.packs {
        let list = PackList::read(&stock.folder, &pack.name)?;
        if list.ids().iter().all(|id| known.binary_search(id).is_err()) {
            known.extend(list.ids());
            // Both parts are in order, and need only be merged.
            known.sort();
            apart.push(pack.clone());
        }
    }
    Ok(apart)
}

fn torn(name: &str, problem: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{name}: {problem}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::Command;

    use git2::Repository;
    use tempfile::TempDir;

    use super::*;
    use crate::store::git::entry::Kind;
    use crate::store::git::list::packs;
    use crate::store::git::packing::{PackFile, name};

    /// Writes a pack of texts into a repository, each the difference from the one before it.
    fn pack(folder: &Path, texts: &[String]) {
        let (mut packing, mut last) = (Packing::begin(), None);
        for text in texts {
            let id = name(Kind::Blob, text.as_bytes()).unwrap();
            let base = last.as_ref().map(|(placed, text): &(_, &String)| (*placed, text.as_bytes()));
            last = Some((packing.put(id, Kind::Blob, text.as_bytes(), base), text));
        }
        let mut file = PackFile::begin(&folder.join("new.pack"), texts.len()).unwrap();
        packing.write_to(&mut file).unwrap();
        let name = packing.end(file, Vec::new()).unwrap();
        for part in ["pack", "idx"] {
            fs::rename(folder.join(format!("new.{part}")), folder.join(format!("pack-{name}.{part}"))).unwrap();
        }
    }

    /// Makes a repository of four packs, two of which hold the same text; returns all texts.
    fn of_four(folder: &Path) -> Vec<String> {
        Repository::init_bare(folder).unwrap();
        let text =
            |number: u32| format!("{}{number}. {}", "The ferry sank off Harl. ".repeat(20), "It was old. ".repeat(20));
        let packs: Vec<Vec<String>> = [0..2, 10..13, 20..24, 12..17].map(|numbers| numbers.map(text).collect()).into();
        for texts in &packs {
            pack(&folder.join("objects/pack"), texts);
        }
        packs.concat()
    }

    fn stock(folder: &Path) -> Stock {
        let folder = folder.join("objects/pack");
        Stock { packs: packs(&folder).unwrap(), folder, loose: Vec::new() }
    }

    #[test]
    fn packs_joined_are_one_that_plain_git_and_libgit2_read() {
        let folder = TempDir::new().unwrap();
        let texts = of_four(folder.path());
        Repo::open(folder.path()).unwrap().join(&stock(folder.path())).unwrap();
        let joined = stock(folder.path()).packs;
        assert_eq!(joined.iter().map(|pack| pack.objects).collect::<Vec<_>>(), [5, 9], "one had a text of another");
        let place = folder.path().join(format!("objects/pack/{}.idx", joined[1].name));
        for command in [&["fsck", "--full", "--strict"][..], &["verify-pack", &place.to_string_lossy()]] {
            let ran = Command::new("git").arg("--git-dir").arg(folder.path()).args(command).output().unwrap();
            assert!(ran.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ran.stderr));
        }
        let repo = Repository::open(folder.path()).unwrap();
        for text in &texts {
            let id = name(Kind::Blob, text.as_bytes()).unwrap();
            assert_eq!(repo.find_blob(id).unwrap().content(), text.as_bytes());
        }
    }

    #[test]
    fn a_damaged_pack_is_not_joined_and_stays() {
        let folder = TempDir::new().unwrap();
        of_four(folder.path());
        let before = stock(folder.path());
        let place = before.folder.join(format!("{}.pack", before.packs[1].name));
        let mut bytes = fs::read(&place).unwrap();
        bytes[40] ^= 1;
        fs::remove_file(&place).unwrap();
        fs::write(&place, bytes).unwrap();
        let error = Repo::open(folder.path()).unwrap().join(&before).unwrap_err();
        let told = format!("{error:?}");
        assert!(told.contains(&before.packs[1].name) && told.contains("its sum is another"), "{told}");
        assert_eq!(stock(folder.path()).packs, before.packs);
        assert!(!folder.path().join("objects/variorum/fold").exists());
    }
}
