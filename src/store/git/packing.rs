//! A pack in the making: objects laid out one after the other, whole or as the difference from one before them.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use git2::{ObjectType, Oid};
use sha1::{Digest, Sha1};

use super::deflating::Deflating;
use super::delta;
use super::entry::{self, Head, Kind};
use super::idx::{self, Listed};
use crate::cores;

/// How a pack of the second layout begins; the count of its objects follows.
const MAGIC: [u8; 8] = [b'P', b'A', b'C', b'K', 0, 0, 0, 2];

/// Where the first object begins.
const FIRST: u64 = 12;

/// How many bytes of another pack are copied at a time.
const COPIED: usize = 1 << 16;

/// How many differences may stand between an object and a whole one: as many as git makes, and reading the last of them
/// takes some tenths of a millisecond.
const LONGEST_CHAIN: u8 = 50;

/// Where an object is in a pack in the making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// How many were laid out before it.
    number: usize,
    /// How many differences stand between it and a whole object.
    depth: u8,
}

/// An object that is laid out and not written yet.
#[derive(Debug)]
struct Laid {
    id: Oid,
    form: Form,
    /// What is to be deflated: its bytes, or how they differ.
    bytes: Arc<[u8]>,
}

/// How an object is kept.
#[derive(Clone, Copy, Debug)]
enum Form {
    Whole(Kind),
    /// As its difference from one laid out before.
    Difference(Placed),
}

/// Objects laid out for a pack.
#[derive(Debug)]
pub(super) struct Packing {
    /// What was written, in the order it was laid out.
    listed: Vec<Listed>,
    /// What was laid out since.
    laid: Vec<Laid>,
    /// The bytes of those.
    deflating: Deflating,
    /// How many that is, before they are deflated.
    waiting: usize,
    /// Where the next object begins.
    end: u64,
}

impl Packing {
    /// Begins a pack.
    pub(super) fn begin() -> Self {
        Self { listed: Vec::new(), laid: Vec::new(), deflating: Deflating::default(), waiting: 0, end: FIRST }
    }

    /// Lays out an object; as its difference from one laid out before, where that is shorter.
    pub(super) fn put(&mut self, id: Oid, kind: Kind, bytes: &[u8], base: Option<(Placed, &[u8])>) -> Placed {
        let base = base.filter(|(base, _)| base.depth < LONGEST_CHAIN);
        let difference = base.and_then(|(base, old)| Some((base, delta::between(old, bytes)?)));
        let number = self.count();
        let (depth, form, bytes) = match difference {
            Some((base, delta)) => (base.depth + 1, Form::Difference(base), delta),
            None => (0, Form::Whole(kind), bytes.to_vec()),
        };
        let bytes: Arc<[u8]> = bytes.into();
        self.waiting += bytes.len();
        self.deflating.push(Arc::clone(&bytes));
        self.laid.push(Laid { id, form, bytes });
        Placed { number, depth }
    }

    /// Reads an object that was laid out and not written; none if it is not there.
    pub(super) fn read(&self, placed: Placed) -> Option<(Kind, Vec<u8>)> {
        let laid = self.laid.get(placed.number.checked_sub(self.listed.len())?)?;
        match laid.form {
            Form::Whole(kind) => Some((kind, laid.bytes.to_vec())),
            Form::Difference(base) => {
                let (kind, base) = self.read(base)?;
                Some((kind, delta::apply(&base, &laid.bytes)?))
            }
        }
    }

    /// Takes an object back if it was laid out last; an earlier one stays, and harms nobody.
    pub(super) fn take_back(&mut self, id: Oid) {
        if let Some(last) = self.laid.pop_if(|last| last.id == id) {
            self.deflating.take_back();
            self.waiting -= last.bytes.len();
        }
    }

    /// Returns how many objects were laid out.
    pub(super) fn count(&self) -> usize {
        self.listed.len() + self.laid.len()
    }

    /// Lists the names of what was laid out after so many others, as far as it is not written.
    pub(super) fn laid_after(&self, number: usize) -> impl Iterator<Item = Oid> {
        self.laid.iter().skip(number.saturating_sub(self.listed.len())).map(|laid| laid.id)
    }

    /// Returns how many bytes wait to be written, before they are deflated.
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// Writes what was laid out since it was last written to a file.
    pub(super) fn write_to(&mut self, file: &mut PackFile) -> io::Result<()> {
        let laid = std::mem::take(&mut self.laid);
        let deflated = std::mem::take(&mut self.deflating).finish();
        for (laid, deflated) in laid.iter().zip(deflated.iter()) {
            let head = match laid.form {
                Form::Whole(kind) => Head::Whole(kind),
                Form::Difference(base) => Head::Difference(self.end - self.listed[base.number].place),
            };
            let bytes = [&entry::head(head, laid.bytes.len()), deflated].concat();
            file.write(&bytes)?;
            self.listed.push(Listed { id: laid.id, place: self.end, sum: crc32fast::hash(&bytes) });
            self.end += bytes.len() as u64;
        }
        self.waiting = 0;
        cores::let_go((laid, deflated));
        Ok(())
    }

    /// Takes over all objects of another pack of so many bytes, as they lie there.
    pub(super) fn take_over(
        &mut self,
        file: &mut PackFile,
        mut pack: impl Read,
        bytes: u64,
        listed: &[Listed],
    ) -> io::Result<()> {
        self.write_to(file)?;
        let wrong = |problem: &str| io::Error::new(io::ErrorKind::InvalidData, problem.to_owned());
        let mut head = [0; 12];
        pack.read_exact(&mut head)?;
        if !head.starts_with(&MAGIC) {
            return Err(wrong("it is no pack of the second layout"));
        }
        let mut sum = Sha1::new();
        sum.update(head);
        let end = bytes.checked_sub(FIRST + 20).ok_or_else(|| wrong("it is cut short"))?;
        let (mut left, mut part) = (end, vec![0; COPIED]);
        while left > 0 {
            let length = usize::try_from(left).map_or(COPIED, |left| left.min(COPIED));
            pack.read_exact(&mut part[..length])?;
            sum.update(&part[..length]);
            file.write(&part[..length])?;
            left -= length as u64;
        }
        let mut stated = [0; 20];
        pack.read_exact(&mut stated)?;
        if <[u8; 20]>::from(sum.finalize()) != stated {
            return Err(wrong("its sum is another"));
        }
        self.listed.extend(listed.iter().map(|object| Listed { place: self.end - FIRST + object.place, ..*object }));
        self.end += end;
        Ok(())
    }

    /// Ends a pack that is written but for its end: the file, then the list beside it, each synced, and other files with
    /// them; returns the name.
    pub(super) fn end(mut self, file: PackFile, others: Vec<File>) -> io::Result<String> {
        let beside = file.path.with_extension("idx");
        let (pack, sum) = file.end()?;
        let mut list = create(&beside)?;
        list.write_all(&idx::write(&mut self.listed, &sum))?;
        sync_together(&pack, [list].into_iter().chain(others))?;
        Ok(Oid::from_bytes(&sum).map_err(io::Error::other)?.to_string())
    }
}

/// The file of a pack that is being written.
#[derive(Debug)]
pub(super) struct PackFile {
    path: PathBuf,
    file: BufWriter<File>,
    sum: Sha1,
}

impl PackFile {
    /// Begins a file for so many objects.
    pub(super) fn begin(path: &Path, count: usize) -> io::Result<Self> {
        let count = u32::try_from(count).map_err(io::Error::other)?;
        let mut begun = Self { path: path.to_owned(), file: BufWriter::new(create(path)?), sum: Sha1::new() };
        begun.write(&MAGIC)?;
        begun.write(&count.to_be_bytes())?;
        Ok(begun)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.file.write_all(bytes)
    }

    /// Writes the sum of all; returns the file, not synced yet, and the sum.
    fn end(mut self) -> io::Result<(File, [u8; 20])> {
        let sum: [u8; 20] = self.sum.finalize().into();
        self.file.write_all(&sum)?;
        Ok((self.file.into_inner().map_err(io::IntoInnerError::into_error)?, sum))
    }
}

/// Syncs files: asked for all at once, the disk takes hardly longer than for one.
fn sync_together(first: &File, others: impl Iterator<Item = File>) -> io::Result<()> {
    thread::scope(|scope| {
        let others: Vec<_> = others.map(|file| scope.spawn(move || file.sync_all())).collect();
        let first = first.sync_all();
        let joined = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        joined.fold(first, io::Result::and)
    })
}

/// Makes a file that nobody is to write to afterwards, as git makes packs.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o444);
    options.open(path)
}

/// Returns the name of an object.
///
/// Files hold what others wrote, who may have made two of one name: those are hashed by git's own way, which knows such
/// pairs. What is written here is hashed four times as fast.
pub(super) fn name(kind: Kind, bytes: &[u8]) -> Result<Oid, git2::Error> {
    if kind == Kind::Blob {
        return Oid::hash_object(ObjectType::Blob, bytes);
    }
    let mut sum = Sha1::new();
    sum.update(format!("{} {}\0", kind.name(), bytes.len()));
    sum.update(bytes);
    Oid::from_bytes(&sum.finalize())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::process::Command;

    use git2::Repository;
    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::*;

    /// Lays out blobs, each with the one before it as base, and writes them as a pack; returns its name.
    fn packed(folder: &Path, blobs: &[Vec<u8>]) -> String {
        let (mut packing, mut last) = (Packing::begin(), None);
        let mut ids = Vec::new();
        for bytes in blobs {
            let id = name(Kind::Blob, bytes).unwrap();
            if !ids.contains(&id) {
                let base = last.as_ref().map(|(placed, bytes): &(Placed, Vec<u8>)| (*placed, &bytes[..]));
                let placed = packing.put(id, Kind::Blob, bytes, base);
                assert_eq!(packing.read(placed), Some((Kind::Blob, bytes.clone())));
                (last, ids) = (Some((placed, bytes.clone())), [ids, vec![id]].concat());
            }
        }
        let mut file = PackFile::begin(&folder.join("new.pack"), ids.len()).unwrap();
        packing.write_to(&mut file).unwrap();
        packing.end(file, Vec::new()).unwrap()
    }

    /// Returns what a program of git's says of a pack in a folder.
    fn git(folder: &Path, words: &[&str]) -> String {
        let output = Command::new("git").args(words).arg("new.pack").current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn a_chain_of_differences_ends_and_begins_anew() {
        let folder = TempDir::new().unwrap();
        let text = |number: usize| format!("{} {number} {}", "before ".repeat(40), "after ".repeat(40)).into_bytes();
        packed(folder.path(), &(0..=102).map(text).collect::<Vec<_>>());
        let told = git(folder.path(), &["verify-pack", "-v"]);
        let lengths: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("chain length = ")).collect();
        assert!(told.contains("non delta: 3 objects\n"), "{told}");
        assert_eq!((lengths.first(), lengths.last()), (Some(&"1: 2 objects"), Some(&"50: 2 objects")));
    }

    #[test]
    fn a_name_is_that_of_git_whatever_the_kind() {
        let kinds = [
            (Kind::Commit, ObjectType::Commit),
            (Kind::Tree, ObjectType::Tree),
            (Kind::Blob, ObjectType::Blob),
            (Kind::Tag, ObjectType::Tag),
        ];
        for (kind, known) in kinds {
            assert_eq!(name(kind, b"The ferry sank.").unwrap(), Oid::hash_object(known, b"The ferry sank.").unwrap());
        }
    }

    /// Texts of which each is like the one before, more or less.
    fn texts() -> impl Strategy<Value = Vec<Vec<u8>>> {
        proptest::collection::vec((0..40_usize, "[a-z ]{0,30}", 0..60_usize), 0..12).prop_map(|edits| {
            let mut text = b"The ferry left the harbour at dawn and sank. ".repeat(3);
            let mut texts = Vec::new();
            for (at, new, gone) in edits {
                let at = at.min(text.len());
                let end = (at + gone).min(text.len());
                text.splice(at..end, new.into_bytes());
                texts.push(text.clone());
            }
            texts
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn what_goes_into_a_pack_comes_out_by_libgit2_and_by_plain_git(blobs in texts()) {
            let folder = TempDir::new().unwrap();
            let repo = Repository::init_bare(folder.path().join("repo")).unwrap();
            let name = packed(folder.path(), &blobs);
            git(folder.path(), &["verify-pack"]);
            let list = fs::read(folder.path().join("new.idx")).unwrap();
            fs::remove_file(folder.path().join("new.idx")).unwrap();
            let told = git(folder.path(), &["index-pack", "--strict"]);
            prop_assert_eq!(told.trim(), &name);
            prop_assert_eq!(fs::read(folder.path().join("new.idx")).unwrap(), list, "the list is that of git, byte for byte");
            for part in ["pack", "idx"] {
                let place = repo.path().join(format!("objects/pack/pack-{name}.{part}"));
                fs::rename(folder.path().join(format!("new.{part}")), place).unwrap();
            }
            for bytes in &blobs {
                let id = Oid::hash_object(ObjectType::Blob, bytes).unwrap();
                let found = repo.find_blob(id).unwrap();
                prop_assert_eq!(found.content(), &bytes[..]);
            }
        }
    }
}
