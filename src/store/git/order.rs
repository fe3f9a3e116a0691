//! In which order objects go into a pack, and by which names, so that what is alike is stored side by side.
//!
//! git keeps an object as its difference from one of the ten before it in a list that is sorted by kind, a hash of the
//! name that counts its last sixteen letters, size, and the order in which objects were given. So each file and folder
//! needs a name of its own that differs in its end, and objects are given in the order of the commits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use git2::{ObjectType, Oid};

use super::object::ObjectId;
use super::repo::Repo;
use crate::article::sha256_hex;

impl Repo {
    /// Puts objects in the order in which they are packed, the newest commit's first, each with the name it goes by.
    pub(super) fn in_order(&self, ids: &[Oid]) -> Vec<(Oid, String)> {
        let mut left: BTreeSet<Oid> = ids.iter().copied().collect();
        let mut ordered = Vec::with_capacity(ids.len());
        let mut give = |id: Oid, name: String, ordered: &mut Vec<(Oid, String)>| {
            if left.remove(&id) {
                ordered.push((id, name));
            }
        };
        for commit in self.newest_first(ids) {
            give(commit, String::new(), &mut ordered);
            // A commit that cannot be read has no names to give; reading it again tells.
            let Ok(paths) = self.changed_paths(ObjectId(commit)) else { continue };
            let Ok(tree) = self.inner.find_commit(commit).and_then(|commit| commit.tree()) else { continue };
            give(tree.id(), folder_name(""), &mut ordered);
            for path in paths {
                for part in Path::new(&path).ancestors().filter(|part| !part.as_os_str().is_empty()) {
                    let Ok(entry) = tree.get_path(part) else { continue };
                    let part = part.to_string_lossy();
                    let is_folder = entry.kind() == Some(ObjectType::Tree);
                    give(entry.id(), if is_folder { folder_name(&part) } else { file_name(&part) }, &mut ordered);
                }
            }
        }
        ordered.extend(left.into_iter().map(|id| (id, String::new())));
        ordered
    }

    /// Lists the commits among objects, each before its parent.
    fn newest_first(&self, ids: &[Oid]) -> Vec<Oid> {
        let Ok(odb) = self.inner.odb() else { return Vec::new() };
        let is_commit = |id: &&Oid| matches!(odb.read_header(**id), Ok((_, ObjectType::Commit)));
        let parent = |id: &Oid| Some((*id, self.inner.find_commit(*id).ok()?.parent_id(0).ok()));
        let parents: BTreeMap<Oid, Option<Oid>> = ids.iter().filter(is_commit).filter_map(parent).collect();
        let followed: BTreeSet<Oid> = parents.values().flatten().copied().collect();
        let mut ordered = Vec::with_capacity(parents.len());
        let mut seen = BTreeSet::new();
        for tip in parents.keys().filter(|id| !followed.contains(id)) {
            let mut next = Some(*tip);
            while let Some(commit) = next.filter(|id| parents.contains_key(id) && seen.insert(*id)) {
                ordered.push(commit);
                next = parents[&commit];
            }
        }
        ordered
    }
}

/// Returns the name that versions of one file share: that of the folder, for a capture, whose own is a hash.
pub(super) fn file_name(path: &str) -> String {
    let Some((folder, file)) = path.rsplit_once('/') else { return path.to_owned() };
    match file.split_once('.') {
        Some((hash, extension)) if hash.len() == 64 => format!("{folder}.{extension}"),
        _ => path.to_owned(),
    }
}

/// Returns the name that versions of one folder share: paths of folders end alike, as in `…/2026/02/17`.
pub(super) fn folder_name(path: &str) -> String {
    sha256_hex(path.as_bytes())[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_captures_of_an_article_go_by_one_name() {
        let hash = "ab".repeat(32);
        assert_eq!(
            file_name(&format!("a.example/2026/ferry-1a2b3c4d5e/{hash}.html")),
            "a.example/2026/ferry-1a2b3c4d5e.html"
        );
        assert_eq!(file_name("a.example/2026/ferry-1a2b3c4d5e.md"), "a.example/2026/ferry-1a2b3c4d5e.md");
        assert_eq!(file_name("a.example"), "a.example");
    }

    #[test]
    fn folders_of_one_day_go_by_names_that_end_differently() {
        let [one, other] = ["a.example/2026/02/17", "b.example/2026/02/17"].map(folder_name);
        assert_eq!((one.len(), other.len()), (16, 16));
        assert_ne!(one[12..], other[12..]);
    }
}
