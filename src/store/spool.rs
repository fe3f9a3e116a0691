//! Versions that wait for whoever writes: laid out in a folder, where the writer takes them into its own batch.
//!
//! One pack and one step of a ref cost the disk as much waiting for one version as for many, so that writers who wait for
//! each other share them. What is laid out is not kept yet and need not last: whoever laid it out waits for the answer, and
//! writes it itself when the writer died before it gave one. A name is `.ask` until the writer takes it, then `.taken`, and
//! `.answer` beside it once it is kept. Whoever asks keeps its file locked, so that what the dead asked for is known.

use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::from_utf8;

use super::candidate::Page;
use super::lock::WriteLock;
use super::message;
use super::plan::{Known, Plan};
use super::submission::Submission;
use crate::article::page;

/// How the file of a version begins.
const MAGIC: &[u8] = b"variorum spool 1\n";

/// The most versions that a writer takes in at once, so that its own does not wait for long.
const MOST: usize = 64;

/// The most bytes that it takes in at once; it holds them in memory.
const MOST_BYTES: u64 = 64 << 20;

/// A version that somebody else has planned.
#[derive(Debug)]
pub(super) struct Laid {
    /// What is to be written.
    pub(super) plan: Plan,
    /// The bytes of its capture.
    pub(super) capture: Option<Vec<u8>>,
    /// What was known of its article when it was planned.
    pub(super) known: String,
}

/// What became of a version that was laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is kept, under this number.
    Kept(u32),
    /// Its article has changed meanwhile, or it cannot be kept among others: it is to be judged again.
    Again,
}

/// A version of this process that waits for the writer.
#[derive(Debug)]
pub(super) struct Asking {
    base: PathBuf,
    _alive: File,
}

/// A version of somebody else that the writer took; given back when it is dropped without an answer.
#[derive(Debug)]
pub(super) struct Taken {
    base: PathBuf,
    answered: bool,
    /// What was laid out; none if it cannot be read.
    pub(super) laid: Option<Laid>,
}

impl Asking {
    /// Lays a version out for whoever holds the lock in `dir`.
    pub(super) fn begin(dir: &Path, submission: &Submission, plan: &Plan, known: &Known) -> io::Result<Self> {
        let folder = dir.join("spool");
        fs::create_dir_all(&folder)?;
        let base = folder.join(format!("{}-{:016x}", std::process::id(), RandomState::new().hash_one(0)));
        let new = base.with_extension("new");
        let mut file = File::create_new(&new)?;
        let asking = Self { base, _alive: file.try_clone()? };
        file.lock()?;
        let capture = submission.capture.as_ref().filter(|_| plan.facts.capture.is_some());
        let capture = capture.map(|capture| capture.bytes.as_slice()).unwrap_or_default();
        let parts = [
            known.print().as_bytes(),
            plan.author.as_bytes(),
            plan.message.as_bytes(),
            plan.page.text.as_bytes(),
            capture,
        ]
        .map(<[u8]>::to_vec);
        file.write_all(&written(&parts))?;
        fs::rename(new, asking.base.with_extension("ask"))?;
        Ok(asking)
    }

    /// Returns the answer, once there is one.
    pub(super) fn answer(&self) -> Option<Answer> {
        let text = fs::read_to_string(self.base.with_extension("answer")).ok()?;
        Some(text.trim().parse().map_or(Answer::Again, Answer::Kept))
    }

    /// Takes the version back; false when the writer has taken it already, and answers yet.
    pub(super) fn withdraw(&self) -> bool {
        fs::remove_file(self.base.with_extension("ask")).is_ok()
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        for part in ["new", "ask", "taken", "answer"] {
            drop(fs::remove_file(self.base.with_extension(part)));
        }
    }
}

impl Taken {
    /// Tells whoever asked.
    pub(super) fn answer(mut self, answer: Answer) {
        let text = match answer {
            Answer::Kept(number) => number.to_string(),
            Answer::Again => "again".to_owned(),
        };
        // An answer that cannot be given leaves them to find out by themselves.
        let whole = self.base.with_extension("tmp");
        let told = fs::write(&whole, text).and_then(|()| fs::rename(&whole, self.base.with_extension("answer")));
        self.answered = told.is_ok();
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if !self.answered {
            drop(fs::rename(self.base.with_extension("taken"), self.base.with_extension("ask")));
        }
    }
}

/// Takes what others have laid out in `dir`, the first come by name first, and sweeps what the dead left there.
pub(super) fn take(dir: &Path, _lock: &WriteLock) -> Vec<Taken> {
    let Ok(entries) = fs::read_dir(dir.join("spool")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let (mut taken, mut room) = (Vec::new(), MOST_BYTES);
    for file in files {
        let part = file.extension().and_then(|part| part.to_str()).unwrap_or_default();
        let left = match part {
            "ask" | "taken" | "new" => File::open(&file).is_ok_and(|file| file.try_lock().is_ok()),
            // Only the writer writes these, and this is the writer.
            "tmp" => true,
            "answer" => !file.with_extension("taken").exists(),
            _ => false,
        };
        if left {
            drop(fs::remove_file(&file));
        } else if part == "ask" && taken.len() < MOST {
            let size = fs::metadata(&file).map_or(0, |about| about.len());
            let name = file.with_extension("taken");
            // One that is not there any more was taken back.
            if size <= room && fs::rename(&file, &name).is_ok() {
                room -= size;
                let laid = fs::read(&name).ok().and_then(|bytes| read(&bytes));
                taken.push(Taken { base: file.with_extension(""), answered: false, laid });
            }
        }
    }
    taken
}

/// Writes parts so that they can be told apart.
fn written(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for part in parts {
        bytes.extend(format!("{}\n", part.len()).into_bytes());
        bytes.extend(part);
    }
    bytes
}

/// Reads a version that was laid out; none if it is anything else.
fn read(bytes: &[u8]) -> Option<Laid> {
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let mut part = || {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let length: usize = from_utf8(&rest[..end]).ok()?.parse().ok()?;
        let part = rest.get(end + 1..)?.get(..length)?;
        rest = &rest[end + 1 + length..];
        Some(part)
    };
    let mut text = || Some(from_utf8(part()?).ok()?.to_owned());
    let (known, author, message, page) = (text()?, text()?, text()?, text()?);
    let capture = part()?.to_vec();
    let facts = message::read(&message).ok()?;
    let capture = facts.capture.is_some().then_some(capture);
    let (snapshot, page) = (page::read_stored(&page).ok()?, Page::stored(page).ok()?);
    Some(Laid { plan: Plan { facts, snapshot, page, message, author }, capture, known })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_laid_out_torn_or_forged_is_none() {
        let parts = ["known", "Ada", "x\n\nFormat: 1\n", "page", ""].map(|part| part.as_bytes().to_vec());
        let whole = written(&parts);
        assert!(read(&whole).is_none(), "its message is none of a version");
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_none(), "cut at {end}");
        }
        assert!(read(b"variorum spool 1\n99999999999999999999\nx").is_none());
        assert!(read(b"variorum spool 1\n18446744073709551615\nx").is_none());
    }
}
