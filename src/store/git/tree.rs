//! Folders byte for byte, as git keeps them: entries in order, each with mode, name and object.

use std::cmp::Ordering;

use git2::Oid;
use memchr::memchr;

/// How many bytes the name of an object has.
const NAME: usize = 20;

/// What lies in a folder under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    /// Its mode, in octal digits.
    mode: &'t [u8],
    /// Its name.
    pub(super) name: &'t [u8],
    /// The object.
    pub(super) id: Oid,
}

/// What is put into a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    File(Oid),
    Folder(Oid),
}

impl Item {
    fn parts(self) -> (&'static [u8], Oid) {
        match self {
            Self::File(id) => (b"100644", id),
            Self::Folder(id) => (b"40000", id),
        }
    }
}

impl Entry<'_> {
    /// Tells whether it is a folder.
    pub(super) fn is_folder(&self) -> bool {
        self.mode.starts_with(b"4")
    }

    /// Tells whether it is another repository's commit, which is not in this one.
    pub(super) fn is_foreign(&self) -> bool {
        self.mode.starts_with(b"16")
    }

    /// Compares as git orders entries: the name of a folder as if it ended in a slash.
    pub(super) fn order(&self, name: &[u8], is_folder: bool) -> Ordering {
        let shared = self.name.len().min(name.len());
        let after = |name: &[u8], is_folder| name.get(shared).copied().unwrap_or(if is_folder { b'/' } else { 0 });
        let rest = || (after(self.name, self.is_folder()), self.name.len()).cmp(&(after(name, is_folder), name.len()));
        self.name[..shared].cmp(&name[..shared]).then_with(rest)
    }
}

/// Walks over the entries of a folder; what is torn ends the walk with none.
pub(super) struct Entries<'t> {
    rest: &'t [u8],
}

/// Lists the entries of a folder.
pub(super) fn entries(tree: &[u8]) -> Entries<'_> {
    Entries { rest: tree }
}

impl<'t> Iterator for Entries<'t> {
    type Item = Option<Entry<'t>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let entry = split(self.rest);
        self.rest = entry.map_or(&[], |(_, rest)| rest);
        Some(entry.map(|(entry, _)| entry))
    }
}

/// Parts the first entry from those after it.
fn split(tree: &[u8]) -> Option<(Entry<'_>, &[u8])> {
    let blank = memchr(b' ', tree)?;
    let end = blank + 1 + memchr(0, &tree[blank + 1..])?;
    let (id, rest) = tree[end + 1..].split_at_checked(NAME)?;
    Some((Entry { mode: &tree[..blank], name: &tree[blank + 1..end], id: Oid::from_bytes(id).ok()? }, rest))
}

/// Finds what lies in a folder under a name; none when nothing does, or the folder is torn.
pub(super) fn find<'t>(tree: &'t [u8], name: &str) -> Option<Entry<'t>> {
    entries(tree).map_while(|entry| entry).find(|entry| entry.name == name.as_bytes())
}

/// Makes a folder with something put under a name, in the place of what is there; none when the folder is torn.
pub(super) fn with(tree: &[u8], name: &str, item: Item) -> Option<Vec<u8>> {
    let (mode, id) = item.parts();
    let is_folder = matches!(item, Item::Folder(_));
    let (mut start, mut end, mut at) = (tree.len(), tree.len(), 0);
    for entry in entries(tree) {
        let entry = entry?;
        let next = at + entry.mode.len() + 1 + entry.name.len() + 1 + NAME;
        match entry.order(name.as_bytes(), is_folder) {
            Ordering::Less => {}
            Ordering::Equal => (start, end) = (at, next),
            Ordering::Greater => {
                (start, end) = if start == tree.len() { (at, at) } else { (start, end) };
                break;
            }
        }
        at = next;
    }
    let mut new = Vec::with_capacity(tree.len() + name.len() + 30);
    new.extend_from_slice(&tree[..start]);
    for part in [mode, b" ", name.as_bytes(), b"\0", id.as_bytes()] {
        new.extend_from_slice(part);
    }
    new.extend_from_slice(&tree[end..]);
    Some(new)
}

/// Makes a folder without what lies under a name; none when the folder is torn.
pub(super) fn without(tree: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut at = 0;
    for entry in entries(tree) {
        let entry = entry?;
        let next = at + entry.mode.len() + 1 + entry.name.len() + 1 + NAME;
        if entry.name == name.as_bytes() {
            return Some([&tree[..at], &tree[next..]].concat());
        }
        at = next;
    }
    Some(tree.to_vec())
}

/// Tells whether git takes a name for that of a file or folder.
pub(super) fn is_name(name: &str) -> bool {
    let is_special = name.is_empty() || name == "." || name == ".." || name.eq_ignore_ascii_case(".git");
    !is_special && !name.contains(['/', '\0'])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use git2::{FileMode, Repository};
    use proptest::prelude::*;

    use super::*;

    fn oid(digit: u8) -> Oid {
        Oid::from_bytes(&[digit; NAME]).unwrap()
    }

    #[test]
    fn what_is_put_under_a_name_takes_the_place_of_what_was() {
        let tree = with(b"", "b.md", Item::File(oid(1))).unwrap();
        let tree = with(&tree, "a", Item::Folder(oid(2))).unwrap();
        let tree = with(&tree, "b.md", Item::File(oid(3))).unwrap();
        assert_eq!(tree, [&b"40000 a\0"[..], &[2; 20], b"100644 b.md\0", &[3; 20]].concat());
        assert_eq!(find(&tree, "b.md").map(|entry| entry.id), Some(oid(3)));
        assert_eq!(find(&tree, "b"), None);
        assert_eq!(without(&tree, "a").unwrap(), [&b"100644 b.md\0"[..], &[3; 20]].concat());
    }

    #[test]
    fn a_torn_folder_is_none() {
        let tree = with(b"", "a", Item::File(oid(1))).unwrap();
        for end in 1..tree.len() {
            assert_eq!(with(&tree[..end], "z", Item::File(oid(2))), None, "cut at {end}");
        }
    }

    #[test]
    fn names_that_git_refuses_are_none() {
        assert!(["a", "a.md", ".gitx", "…"].into_iter().all(is_name));
        assert!(!["", ".", "..", ".Git", "a/b", "a\0"].into_iter().any(is_name));
    }

    proptest! {
        #[test]
        fn a_folder_is_that_of_libgit2(puts in proptest::collection::vec(("[a-c.]{1,2}[0a-]?", any::<bool>(), 1..255_u8), 0..30)) {
            let folder = tempfile::TempDir::new().unwrap();
            let git = Repository::init_bare(folder.path()).unwrap();
            let blob = git.blob(b"").unwrap();
            let inner = git.treebuilder(None).unwrap().write().unwrap();
            let (mut tree, mut kinds) = (Vec::new(), BTreeMap::new());
            let mut builder = git.treebuilder(None).unwrap();
            for (name, is_folder, _) in puts.iter().filter(|(name, ..)| is_name(name)) {
                // Nobody puts a file where a folder is.
                let is_folder = *kinds.entry(name.clone()).or_insert(*is_folder);
                let (item, id, mode) = if is_folder {
                    (Item::Folder(inner), inner, FileMode::Tree)
                } else {
                    (Item::File(blob), blob, FileMode::Blob)
                };
                tree = with(&tree, name, item).unwrap();
                builder.insert(name, id, mode.into()).unwrap();
            }
            let made = builder.write().unwrap();
            let odb = git.odb().unwrap();
            let found = odb.read(made).unwrap();
            prop_assert_eq!(found.data(), &tree[..]);
        }
    }
}
