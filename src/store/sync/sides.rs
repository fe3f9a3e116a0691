//! What is kept beside the versions, each on a ref of its own: how two lines of it become one, file by file.

use std::collections::{BTreeSet, HashSet};

use crate::store::archive::CAPTURES;
use crate::store::error::StoreError;
use crate::store::git::{Again, ObjectId, Repo, Workshop};
use crate::store::sightings::{SIGHTINGS, merge_sightings};
use crate::store::triage::{self, TRIAGE};
use crate::store::withdrawal::{WITHDRAWN, merge_withdrawals, says_erased};

/// A ref beside `main`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side {
    /// Its name.
    pub(super) name: &'static str,
    /// What stands when both sides have a file, and the files differ.
    rule: Rule,
}

/// The refs beside `main`, and the rule of each: the one table that says how archives agree on them.
pub(super) const SIDES: [Side; 4] = [
    Side { name: CAPTURES, rule: Rule::TheSame },
    Side { name: TRIAGE, rule: Rule::LaterRuling },
    Side { name: SIGHTINGS, rule: Rule::AllSightings },
    Side { name: WITHDRAWN, rule: Rule::Withdrawal },
];

/// What stands when both sides have a file, and the files differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// The remote's: files named by what is in them differ in nothing.
    TheSame,
    /// The ruling made later; the history keeps both.
    LaterRuling,
    /// The sightings of both.
    AllSightings,
    /// The one that says its version was erased, else the later word.
    Withdrawal,
}

/// Where a ref is here, and where a remote has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tips {
    /// Here.
    pub(super) ours: Option<ObjectId>,
    /// There.
    pub(super) theirs: Option<ObjectId>,
}

impl Side {
    /// Makes one line of two: what is here alone is put on top of what the remote has, and nothing comes back of files
    /// that were erased. Returns its newest commit.
    pub(super) fn join(
        self,
        shop: &Workshop,
        Tips { ours, theirs }: Tips,
        gone: &BTreeSet<String>,
    ) -> Result<Option<ObjectId>, StoreError> {
        let repo = shop.repo();
        let stained = holds(repo, ours, gone)? || holds(repo, theirs, gone)?;
        let shared = repo.common(ours, theirs)?;
        if !stained {
            match (ours, theirs) {
                (None, other) | (other, None) => return Ok(other),
                (Some(_), theirs) if shared == ours => return Ok(theirs),
                (ours, Some(_)) if shared == theirs => return Ok(ours),
                _ => {}
            }
        }
        let mut base = shared;
        while holds(repo, base, gone)? {
            base = base.map(|base| repo.parent(base)).transpose()?.flatten();
        }
        let mut tip = base;
        let their_line = repo.line(base, theirs)?;
        for &commit in &their_line {
            tip = self.put(shop, tip, commit, gone)?;
        }
        let known: HashSet<ObjectId> = their_line.into_iter().collect();
        for commit in repo.line(base, ours)?.into_iter().filter(|commit| !known.contains(commit)) {
            tip = self.put(shop, tip, commit, gone)?;
        }
        Ok(tip)
    }

    /// Puts what a commit brought on top of a line, file by file; a commit that brings nothing new is left out.
    fn put(
        self,
        shop: &Workshop,
        tip: Option<ObjectId>,
        commit: ObjectId,
        gone: &BTreeSet<String>,
    ) -> Result<Option<ObjectId>, StoreError> {
        let repo = shop.repo();
        if repo.parent(commit)? == tip && !holds(repo, Some(commit), gone)? {
            return Ok(Some(commit));
        }
        let (mut files, mut outdone) = (Vec::new(), false);
        for path in repo.changed_paths(commit)?.into_iter().filter(|path| !gone.contains(path)) {
            // A file that one side took away stays as long as the other has it.
            let Some(new) = repo.entry(commit, &path)? else { continue };
            let known = tip.map(|tip| repo.entry(tip, &path)).transpose()?.flatten();
            let merged = match known {
                Some(known) if known != new => self.rule.merge(shop, &path, known, new)?,
                _ => new,
            };
            if Some(merged) != known {
                files.push((path, merged));
            } else if Some(new) != known {
                outdone = true;
            }
        }
        // A ruling that a later one of the other side outdoes is remembered by its message, with no file of its own.
        if files.is_empty() && !(outdone && self.rule == Rule::LaterRuling) {
            return Ok(tip);
        }
        let message = repo.commit(commit)?.message;
        let again = Again { of: commit, parent: tip, files: &files, recorded: None, message: &message };
        shop.commit_again(&again).map(Some)
    }
}

impl Rule {
    /// Makes one file of two that differ: `known` is in the line already.
    fn merge(self, shop: &Workshop, path: &str, known: ObjectId, new: ObjectId) -> Result<ObjectId, StoreError> {
        let read = |id| shop.repo().blob(id);
        let takes_new = match self {
            Self::TheSame => false,
            Self::LaterRuling => is_later(&read(new)?, &read(known)?),
            Self::AllSightings => {
                let (known, new) = (read(known)?, read(new)?);
                // What cannot be read is named by `verify`, and nothing of it may be lost.
                let merged = merge_sightings(&known, &new).unwrap_or_else(|_| lines(&known, &new));
                return shop.file(path, &merged);
            }
            Self::Withdrawal => {
                let files = (read(known)?, read(new)?);
                if let Ok(merged) = merge_withdrawals(&files.0, &files.1) {
                    return shop.file(path, &merged);
                }
                says_erased(&files.1) && !says_erased(&files.0)
            }
        };
        Ok(if takes_new { new } else { known })
    }
}

/// Tells whether a ruling was made later than another; one that cannot be read gives way.
fn is_later(one: &[u8], other: &[u8]) -> bool {
    match (triage::read(one), triage::read(other)) {
        (Ok((_, one)), Ok((_, other))) => one.on > other.on,
        (one, other) => one.is_ok() && other.is_err(),
    }
}

/// Returns the lines of two files, each once, sorted by their bytes.
fn lines(one: &[u8], other: &[u8]) -> Vec<u8> {
    let lines: BTreeSet<&[u8]> = one.split(|byte| *byte == b'\n').chain(other.split(|byte| *byte == b'\n')).collect();
    let mut text = Vec::with_capacity(one.len() + other.len());
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    text
}

/// Tells whether one of several files is in a tree.
fn holds(repo: &Repo, tip: Option<ObjectId>, paths: &BTreeSet<String>) -> Result<bool, StoreError> {
    let Some(tip) = tip else { return Ok(false) };
    for path in paths {
        if repo.entry(tip, path)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_two_files_are_kept_once_and_sorted() {
        assert_eq!(lines(b"b\na\n", b"c\na"), b"a\nb\nc\n");
        assert_eq!(lines(b"", b""), b"");
    }

    #[test]
    fn every_ref_beside_main_has_a_rule_of_its_own() {
        let names: BTreeSet<&str> = SIDES.iter().map(|side| side.name).collect();
        assert_eq!(names.len(), SIDES.len());
        let written: Vec<&str> = crate::store::archive::REFS.iter().copied().skip(1).collect();
        assert!(written.iter().all(|name| names.contains(name)), "{written:?}");
    }
}
