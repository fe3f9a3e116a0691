//! Objects being made: laid out for a pack at once, each as its difference from the state before it.
//!
//! libgit2 looks through all packs for each object it writes, and hashes and copies whole folders several times on the
//! way. What versions are made of is made here, and libgit2 is told of it when it is to read it.

use std::collections::HashMap;
use std::sync::Arc;

use git2::{ErrorClass, ErrorCode, ObjectType, Oid, Repository, Signature};

use super::entry::Kind;
use super::packing::{Packing, Placed, name};
use super::tree::{self, Item};
use crate::cores;

/// How many bytes are held of objects that are likely to be asked for again.
const HELD: usize = 48 << 20;

/// Objects that are laid out for a pack, and what is known of them.
#[derive(Debug)]
pub(super) struct Making {
    pub(super) packing: Packing,
    placed: HashMap<Oid, Placed>,
    /// The last of the files that go by a name.
    last: HashMap<String, Oid>,
    held: HashMap<Oid, Arc<[u8]>>,
    /// How many bytes are held.
    bytes: usize,
    commits: HashMap<Oid, Known>,
    /// How many of the objects libgit2 knows.
    told: usize,
}

/// What must be known of a commit to make one after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) tree: Oid,
    pub(super) time: i64,
}

/// A commit that is to be made.
pub(super) struct Draft<'a> {
    pub(super) tree: Oid,
    pub(super) parent: Option<Oid>,
    pub(super) author: &'a Signature<'a>,
    pub(super) committer: &'a Signature<'a>,
    pub(super) message: &'a str,
}

impl Making {
    pub(super) fn begin() -> Self {
        Self {
            packing: Packing::begin(),
            placed: HashMap::new(),
            last: HashMap::new(),
            held: HashMap::new(),
            bytes: 0,
            commits: HashMap::new(),
            told: 0,
        }
    }

    /// Ends it; returns what was laid out.
    pub(super) fn end(self) -> Packing {
        let Self { packing, held, placed, .. } = self;
        cores::let_go((held, placed));
        packing
    }

    /// Makes a file; it is kept as its difference from the last one that was called the same.
    pub(super) fn file(&mut self, git: &Repository, called: &str, content: &[u8]) -> Result<Oid, git2::Error> {
        let id = name(Kind::Blob, content)?;
        self.named_file(git, id, called, content)?;
        Ok(id)
    }

    /// Makes a file as [`Self::file`] does, whose name in git is known.
    pub(super) fn named_file(
        &mut self,
        git: &Repository,
        id: Oid,
        called: &str,
        content: &[u8],
    ) -> Result<(), git2::Error> {
        debug_assert_eq!(name(Kind::Blob, content)?, id, "{called}");
        let before = self.last.insert(called.to_owned(), id);
        self.put(git, (id, Kind::Blob), content, before)?;
        self.hold(id, content.into());
        Ok(())
    }

    /// Makes a folder of a base with files put at paths in it, and the folders on the way.
    pub(super) fn folder(
        &mut self,
        git: &Repository,
        base: Option<Oid>,
        folder: &str,
        files: &[(&str, Oid)],
    ) -> Result<Oid, git2::Error> {
        let old = base.map(|id| self.read(git, id)).transpose()?.unwrap_or_default();
        let (mut new, mut left) = (None::<Vec<u8>>, files.to_vec());
        while let Some(&(path, blob)) = left.first() {
            let now = new.as_deref().unwrap_or(&old);
            let (item, name) = if let Some((name, _)) = path.split_once('/') {
                let there = tree::find(now, name);
                if there.is_some_and(|entry| !entry.is_folder()) {
                    return Err(wrong(&format!("{folder}{name} is no folder")));
                }
                let there = there.map(|entry| entry.id);
                let inner: Vec<(&str, Oid)> =
                    left.iter().filter_map(|(path, blob)| Some((inside(name, path)?, *blob))).collect();
                left.retain(|(path, _)| inside(name, path).is_none());
                (Item::Folder(self.folder(git, there, &format!("{folder}{name}/"), &inner)?), name)
            } else {
                left.remove(0);
                if tree::find(now, path).is_some_and(|entry| entry.is_folder()) {
                    return Err(wrong(&format!("{folder}{path} is a folder")));
                }
                (Item::File(blob), path)
            };
            if !tree::is_name(name) {
                return Err(wrong(&format!("{folder}{name} is no name")));
            }
            new = Some(tree::with(now, name, item).ok_or_else(|| torn(base))?);
        }
        self.tree(git, base, &new.unwrap_or_else(|| old.to_vec()))
    }

    /// Makes a folder of a base without the files at some paths, and without folders that are empty then; none when
    /// nothing is left.
    pub(super) fn without(&mut self, git: &Repository, base: Oid, gone: &[&str]) -> Result<Option<Oid>, git2::Error> {
        let mut new = self.read(git, base)?.to_vec();
        let mut names: Vec<&str> = gone.iter().map(|path| path.split('/').next().unwrap_or(path)).collect();
        names.dedup();
        for name in names {
            let Some(entry) = tree::find(&new, name) else { continue };
            let there = entry.id;
            let left = if entry.is_folder() {
                let inner: Vec<&str> = gone.iter().filter_map(|path| inside(name, path)).collect();
                self.without(git, there, &inner)?
            } else {
                Some(there).filter(|_| !gone.contains(&name))
            };
            if left != Some(there) {
                let changed = left
                    .map(Item::Folder)
                    .map_or_else(|| tree::without(&new, name), |item| tree::with(&new, name, item));
                new = changed.ok_or_else(|| torn(Some(base)))?;
            }
        }
        if new.is_empty() {
            return Ok(None);
        }
        self.tree(git, Some(base), &new).map(Some)
    }

    /// Makes a folder of its bytes, in the place of the state before.
    fn tree(&mut self, git: &Repository, before: Option<Oid>, bytes: &[u8]) -> Result<Oid, git2::Error> {
        let id = name(Kind::Tree, bytes)?;
        if before != Some(id) {
            self.put(git, (id, Kind::Tree), bytes, before)?;
            self.hold(id, bytes.into());
            // What it was before is hardly asked for again.
            self.bytes -= before.and_then(|before| self.held.remove(&before)).map_or(0, |bytes| bytes.len());
        }
        Ok(id)
    }

    /// Makes a commit; no ref is moved.
    pub(super) fn commit(&mut self, git: &Repository, draft: &Draft<'_>) -> Result<Oid, git2::Error> {
        let bytes = written(draft);
        let id = name(Kind::Commit, &bytes)?;
        // Commits are read by thousands and share little: each is whole.
        self.put(git, (id, Kind::Commit), &bytes, None)?;
        self.commits.insert(id, Known { tree: draft.tree, time: draft.committer.when().seconds() });
        Ok(id)
    }

    /// Tells whether an object was made here.
    pub(super) fn holds(&self, id: Oid) -> bool {
        self.placed.contains_key(&id)
    }

    /// Makes a commit of its bytes in the place of one that was made here and that nothing leads to.
    pub(super) fn instead_of(&mut self, git: &Repository, old: Oid, bytes: &[u8]) -> Result<Oid, git2::Error> {
        let known = self.known(git, old)?;
        self.packing.take_back(old);
        self.placed.remove(&old);
        self.held.remove(&old).into_iter().for_each(|bytes| self.bytes -= bytes.len());
        self.told = self.told.min(self.packing.count());
        let id = name(Kind::Commit, bytes)?;
        self.put(git, (id, Kind::Commit), bytes, None)?;
        self.commits.insert(id, known);
        Ok(id)
    }

    /// Returns what must be known of a commit to make one after it.
    pub(super) fn known(&self, git: &Repository, commit: Oid) -> Result<Known, git2::Error> {
        if let Some(known) = self.commits.get(&commit) {
            return Ok(*known);
        }
        let found = git.find_commit(commit)?;
        Ok(Known { tree: found.tree_id(), time: found.committer().when().seconds() })
    }

    /// Finds the file at a path in a folder.
    pub(super) fn find(&mut self, git: &Repository, folder: Oid, path: &str) -> Result<Option<Oid>, git2::Error> {
        let (mut folder, mut rest) = (folder, path);
        loop {
            let (name, inner) = rest.split_once('/').map_or((rest, None), |(name, inner)| (name, Some(inner)));
            let bytes = self.read(git, folder)?;
            match (tree::find(&bytes, name), inner) {
                (Some(entry), Some(inner)) if entry.is_folder() => (folder, rest) = (entry.id, inner),
                (Some(entry), None) if !entry.is_folder() => return Ok(Some(entry.id)),
                _ => return Ok(None),
            }
        }
    }

    /// Takes what is stored elsewhere into the pack.
    pub(super) fn take_in(&mut self, git: &Repository, id: Oid) -> Result<(), git2::Error> {
        if !self.placed.contains_key(&id) {
            let odb = git.odb()?;
            let object = odb.read(id)?;
            let kind = kind(object.kind()).ok_or_else(|| wrong("an object of no known kind"))?;
            self.put(git, (id, kind), object.data(), None)?;
        }
        Ok(())
    }

    /// Lets libgit2 read what was made since it was last told.
    pub(super) fn tell(&mut self, git: &Repository) -> Result<(), git2::Error> {
        let odb = git.odb()?;
        for id in self.packing.laid_after(self.told) {
            let made = self.placed.get(&id).and_then(|placed| self.packing.read(*placed));
            let (kind, bytes) = made.ok_or_else(|| wrong("an object that was just made is gone"))?;
            odb.write(object_type(kind), &bytes)?;
        }
        self.told = self.packing.count();
        Ok(())
    }

    /// Lays an object out, unless it is there: where its state before is in the pack, as the difference from that.
    fn put(
        &mut self,
        git: &Repository,
        (id, kind): (Oid, Kind),
        bytes: &[u8],
        before: Option<Oid>,
    ) -> Result<(), git2::Error> {
        if self.placed.contains_key(&id) {
            return Ok(());
        }
        let base = before.and_then(|id| Some((id, *self.placed.get(&id)?)));
        let base = base.map(|(id, placed)| Ok::<_, git2::Error>((placed, self.read(git, id)?))).transpose()?;
        let base = base.as_ref().map(|(placed, bytes)| (*placed, &bytes[..]));
        self.placed.insert(id, self.packing.put(id, kind, bytes, base));
        Ok(())
    }

    /// Reads an object, made or stored.
    pub(super) fn read(&mut self, git: &Repository, id: Oid) -> Result<Arc<[u8]>, git2::Error> {
        if let Some(held) = self.held.get(&id) {
            return Ok(Arc::clone(held));
        }
        let made = self.placed.get(&id).and_then(|placed| self.packing.read(*placed));
        let bytes: Arc<[u8]> = match made {
            Some((_, bytes)) => bytes.into(),
            None => git.odb()?.read(id)?.data().into(),
        };
        self.hold(id, Arc::clone(&bytes));
        Ok(bytes)
    }

    fn hold(&mut self, id: Oid, bytes: Arc<[u8]>) {
        if self.bytes > HELD {
            self.held.clear();
            self.bytes = 0;
        }
        self.bytes += bytes.len();
        self.bytes -= self.held.insert(id, bytes).map_or(0, |bytes| bytes.len());
    }
}

/// Returns what a path is inside a folder; none when it does not lead there.
fn inside<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// Writes a commit as git does.
fn written(draft: &Draft<'_>) -> Vec<u8> {
    let mut bytes = format!("tree {}\n", draft.tree).into_bytes();
    if let Some(parent) = draft.parent {
        bytes.extend(format!("parent {parent}\n").into_bytes());
    }
    for (role, who) in [("author", draft.author), ("committer", draft.committer)] {
        let minutes = who.when().offset_minutes();
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        bytes.extend([role.as_bytes(), b" ", who.name_bytes(), b" <", who.email_bytes(), b"> "].concat());
        bytes.extend(format!("{} {sign}{hours:02}{minutes:02}\n", who.when().seconds()).into_bytes());
    }
    bytes.push(b'\n');
    bytes.extend_from_slice(draft.message.as_bytes());
    bytes
}

fn torn(tree: Option<Oid>) -> git2::Error {
    wrong(&format!("the tree {} is torn", tree.map(|tree| tree.to_string()).unwrap_or_default()))
}

/// Says that something cannot be made, in the way of libgit2 where it is not the system that is at fault.
fn wrong(problem: &str) -> git2::Error {
    git2::Error::new(ErrorCode::GenericError, ErrorClass::Object, problem)
}

/// Returns what libgit2 calls a kind.
pub(super) fn object_type(kind: Kind) -> ObjectType {
    match kind {
        Kind::Commit => ObjectType::Commit,
        Kind::Tree => ObjectType::Tree,
        Kind::Blob => ObjectType::Blob,
        Kind::Tag => ObjectType::Tag,
    }
}

/// Returns the kind of what libgit2 read.
pub(super) fn kind(known: ObjectType) -> Option<Kind> {
    match known {
        ObjectType::Commit => Some(Kind::Commit),
        ObjectType::Tree => Some(Kind::Tree),
        ObjectType::Blob => Some(Kind::Blob),
        ObjectType::Tag => Some(Kind::Tag),
        ObjectType::Any => None,
    }
}
