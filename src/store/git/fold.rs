//! Packs folded into one: small ones into a larger, everything that refs lead to into a single one.
//!
//! Commits are gone through from the newest back. The newest state of a file or folder is whole, so that it is read at
//! once; each older one is the difference from the one after it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::sync::Arc;

use git2::{Odb, Oid};

use super::entry::Kind;
use super::list::{PackList, Stock};
use super::making::kind;
use super::order::file_name;
use super::packing::{PackFile, Packing, Placed};
use super::repo::Repo;
use super::tree;
use crate::store::error::StoreError;
use crate::store::failpoint::reach;

/// How many bytes are held of states that others are compared with.
const HELD: usize = 64 << 20;

/// How many bytes are laid out before they are deflated and written.
const WRITTEN_AT: usize = 4 << 20;

/// What came of folding packs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Fold {
    /// How many packs and loose objects became one pack.
    pub(in crate::store) folded: usize,
    /// The bytes they took.
    pub(in crate::store) before: u64,
    /// The bytes the one pack takes.
    pub(in crate::store) after: u64,
}

impl Repo {
    /// Makes one pack of several and of loose objects, and takes those away once it is durable.
    ///
    /// Every object is read and held against its name on the way: what is damaged stops the fold and is left as it is.
    pub(in crate::store) fn fold(&self, stock: &Stock) -> Result<Fold, StoreError> {
        let folder = self.pack_folder();
        let failed = |error| StoreError::io(&folder, error);
        let name = self.gather(&stock.ids().map_err(failed)?)?;
        reach("fold-placed");
        let after = PackList::read(&folder, &name).map_err(failed)?.bytes;
        let fold = Fold { folded: stock.count(), before: stock.bytes(), after };
        // Plain git looks for packs in its list of several before anything else.
        let lists = ["multi-pack-index", "multi-pack-index.d"].map(|name| folder.join(name));
        drop((fs::remove_file(&lists[0]), fs::remove_dir_all(&lists[1])));
        stock.remove_but(&name).map_err(failed)?;
        Ok(fold)
    }

    /// Makes one pack of objects, which stand in order, durable and in its place; returns its name.
    pub(super) fn gather(&self, ids: &[Oid]) -> Result<String, StoreError> {
        let staged = self.stage("fold", ids.len(), Packing::begin(), &[], |packing, file| {
            let odb = self.inner.odb().map_err(|error| self.failed("the objects", &error))?;
            let left = vec![true; ids.len()];
            let states = HashMap::new();
            let commits = self.newest_first(ids);
            Folding { repo: self, odb, ids, left, states, held: 0, packing, file }.run(&commits)
        })?;
        reach("folded");
        self.place(&staged)?;
        let folder = self.pack_folder();
        let made = PackList::read(&folder, &staged.name).map_err(|error| StoreError::io(&folder, error))?;
        match ids.iter().find(|id| !made.holds(**id)) {
            None => Ok(staged.name),
            Some(id) => {
                let problem = "an object is not in the pack it was written to".to_owned();
                Err(StoreError::Damaged { what: format!("object {id}"), problem })
            }
        }
    }
}

/// The state of a file or folder that was gone through last.
#[derive(Clone, Debug)]
struct State {
    id: Oid,
    /// Where it is in the pack, if it is in it.
    placed: Option<Placed>,
    /// Its bytes, as long as they are held.
    bytes: Option<Arc<[u8]>>,
}

/// Objects that are laid out from the newest back.
struct Folding<'a> {
    repo: &'a Repo,
    odb: Odb<'a>,
    /// All of them, in the order of their names.
    ids: &'a [Oid],
    /// Which of them are not laid out yet.
    left: Vec<bool>,
    /// By kind and name.
    states: HashMap<(bool, String), State>,
    /// How many bytes the states hold.
    held: usize,
    packing: &'a mut Packing,
    file: &'a mut PackFile,
}

impl Folding<'_> {
    fn run(mut self, commits: &[Oid]) -> Result<(), StoreError> {
        for &commit in commits {
            let Some(place) = self.place(commit) else { continue };
            let (kind, bytes) = self.read(commit)?;
            self.put(place, kind, &bytes, None)?;
            if let Some(root) = root(&bytes) {
                self.folder("", root)?;
            }
        }
        // What no commit here leads to.
        for place in 0..self.ids.len() {
            if self.left[place] {
                let (kind, bytes) = self.read(self.ids[place])?;
                self.put(place, kind, &bytes, None)?;
            }
        }
        Ok(())
    }

    /// Lays out the state of a folder, and what is in it and not in the state after it.
    fn folder(&mut self, path: &str, id: Oid) -> Result<(), StoreError> {
        let Some(place) = self.place(id) else { return Ok(()) };
        let key = (true, path.to_owned());
        let (kind, bytes) = self.read(id)?;
        let after = self.states.get(&key).cloned();
        let after = after.map(|state| self.bytes_of(&state).map(|bytes| (state.placed, bytes))).transpose()?;
        let base = after.as_ref().and_then(|(placed, bytes)| Some(((*placed)?, &bytes[..])));
        let placed = self.put(place, kind, &bytes, base)?;
        let known = after.as_ref().map_or(&[][..], |(_, bytes)| bytes);
        for entry in news(known, &bytes) {
            let entry = entry.ok_or_else(|| torn(id))?;
            let Some(place) = self.place(entry.id) else { continue };
            let inner = format!("{path}{}", String::from_utf8_lossy(entry.name));
            if entry.is_folder() {
                self.folder(&format!("{inner}/"), entry.id)?;
            } else if !entry.is_foreign() {
                self.blob(place, &inner)?;
            }
        }
        self.hold(key, State { id, placed: Some(placed), bytes: Some(bytes) });
        Ok(())
    }

    /// Lays out the state of a file.
    fn blob(&mut self, place: usize, path: &str) -> Result<(), StoreError> {
        let (id, key) = (self.ids[place], (false, file_name(path)));
        let (kind, bytes) = self.read(id)?;
        let after = self.states.get(&key).cloned();
        let after = after.map(|state| self.bytes_of(&state).map(|bytes| (state.placed, bytes))).transpose()?;
        let base = after.as_ref().and_then(|(placed, bytes)| Some(((*placed)?, &bytes[..])));
        let placed = self.put(place, kind, &bytes, base)?;
        self.hold(key, State { id, placed: Some(placed), bytes: Some(bytes) });
        Ok(())
    }

    /// Finds an object among those that are not laid out yet.
    fn place(&self, id: Oid) -> Option<usize> {
        self.ids.binary_search(&id).ok().filter(|place| self.left[*place])
    }

    /// Reads an object and holds it against its name, which libgit2 does.
    fn read(&self, id: Oid) -> Result<(Kind, Arc<[u8]>), StoreError> {
        let object = self.odb.read(id).map_err(|error| self.repo.failed(&format!("object {id}"), &error))?;
        let kind = kind(object.kind()).ok_or_else(|| torn(id))?;
        Ok((kind, object.data().into()))
    }

    fn bytes_of(&self, state: &State) -> Result<Arc<[u8]>, StoreError> {
        state.bytes.clone().map_or_else(|| self.read(state.id).map(|(_, bytes)| bytes), Ok)
    }

    fn put(
        &mut self,
        place: usize,
        kind: Kind,
        bytes: &[u8],
        base: Option<(Placed, &[u8])>,
    ) -> Result<Placed, StoreError> {
        self.left[place] = false;
        let placed = self.packing.put(self.ids[place], kind, bytes, base);
        if self.packing.waiting() > WRITTEN_AT {
            self.packing.write_to(self.file).map_err(|error| StoreError::io(self.repo.dir(), error))?;
        }
        Ok(placed)
    }

    /// Remembers a state; when too much is held, the bytes of all are let go and read again where they are needed.
    fn hold(&mut self, key: (bool, String), state: State) {
        if self.held > HELD {
            self.states.values_mut().for_each(|state| state.bytes = None);
            self.held = 0;
        }
        let size = |state: &State| state.bytes.as_ref().map_or(0, |bytes| bytes.len());
        self.held += size(&state);
        match self.states.entry(key) {
            Entry::Occupied(mut entry) => self.held -= size(&entry.insert(state)),
            Entry::Vacant(entry) => drop(entry.insert(state)),
        }
    }
}

fn torn(id: Oid) -> StoreError {
    StoreError::Damaged { what: format!("object {id}"), problem: "it is torn".to_owned() }
}

/// Reads the name of a commit's tree.
fn root(commit: &[u8]) -> Option<Oid> {
    let name = commit.strip_prefix(b"tree ")?.get(..40)?;
    Oid::from_str(std::str::from_utf8(name).ok()?).ok()
}

/// Lists the entries of a folder that are not so in another state of it; none where it is torn.
fn news<'t>(known: &'t [u8], tree: &'t [u8]) -> impl Iterator<Item = Option<tree::Entry<'t>>> {
    let mut others = tree::entries(known).map_while(|entry| entry).peekable();
    tree::entries(tree).filter(move |entry| {
        let Some(entry) = entry else { return true };
        while others.next_if(|other| other.order(entry.name, entry.is_folder()).is_lt()).is_some() {}
        others.next_if(|other| other == entry).is_none()
    })
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use tempfile::TempDir;

    use super::super::list::packs;
    use super::super::object::NewCommit;
    use super::super::workshop::Workshop;
    use super::*;
    use crate::article::Moment;

    /// Makes a repository with versions of a page, a pack each; returns their blobs, the newest last.
    fn with_versions(folder: &TempDir, count: usize) -> Vec<Oid> {
        Repo::init(folder.path(), 1).unwrap();
        let at = Moment::parse_from_rfc3339("2031-05-03T09:00:00Z").unwrap();
        let (mut parent, mut blobs) = (None, Vec::new());
        for number in 0..count {
            let shop = Workshop::open(folder.path()).unwrap();
            let content = format!("{} {number} {}", "before ".repeat(60), "after ".repeat(60));
            let (path, author, message) = ("a.example/2031/05/03/ferry.md", ("Ada", "a.example"), "ferry\n");
            let content = content.as_bytes();
            let new = NewCommit { parent, path, content, author, at, recorded: at, message };
            parent = Some(shop.commit(&new).unwrap());
            blobs.push(shop.repo().entry(parent.unwrap(), path).unwrap().unwrap().0);
            shop.write_pack(&[]).unwrap().release();
        }
        blobs
    }

    #[test]
    fn the_newest_state_is_whole_and_each_older_one_the_difference_from_the_one_after() {
        let folder = TempDir::new().unwrap();
        let blobs = with_versions(&folder, 4);
        let repo = Repo::open(folder.path()).unwrap();
        let place = repo.pack_folder();
        let stock = Stock { folder: place.clone(), packs: packs(&place).unwrap(), loose: Vec::new() };
        let ids = stock.ids().unwrap();
        let fold = repo.fold(&stock).unwrap();
        assert!(fold.folded == 4 && fold.after < fold.before, "{fold:?}");
        let [pack] = &packs(&place).unwrap()[..] else { panic!("one pack") };
        assert_eq!(PackList::read(&place, &pack.name).unwrap().ids(), ids);
        let list = place.join(format!("{}.idx", pack.name));
        let told = Command::new("git").args(["verify-pack", "-v"]).arg(list).output().unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        let depth = |blob: &Oid| {
            let line = told.lines().find(|line| line.starts_with(&blob.to_string())).unwrap();
            line.split_whitespace().nth(5).map(str::to_owned)
        };
        let depths: Vec<_> = blobs.iter().rev().map(depth).collect();
        assert_eq!(depths, [None, Some("1".to_owned()), Some("2".to_owned()), Some("3".to_owned())], "{told}");
    }

    #[test]
    fn what_is_damaged_stops_the_fold_and_stays_as_it_is() {
        let folder = TempDir::new().unwrap();
        with_versions(&folder, 2);
        let repo = Repo::open(folder.path()).unwrap();
        let place = repo.pack_folder();
        let stock = Stock { folder: place.clone(), packs: packs(&place).unwrap(), loose: Vec::new() };
        let file = place.join(format!("{}.pack", stock.packs[0].name));
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        fs::remove_file(&file).unwrap();
        fs::write(&file, &bytes).unwrap();
        assert!(matches!(repo.fold(&stock), Err(StoreError::Damaged { .. })));
        assert_eq!(packs(&place).unwrap(), stock.packs);
    }
}
