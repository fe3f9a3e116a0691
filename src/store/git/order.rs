//! In which order objects go into a pack, and which of them are states of one thing.

use std::collections::{HashMap, HashSet};

use git2::{ObjectType, Oid};

use super::repo::Repo;

impl Repo {
    /// Lists the commits among objects, each before its parent.
    pub(super) fn newest_first(&self, ids: &[Oid]) -> Vec<Oid> {
        let Ok(odb) = self.inner.odb() else { return Vec::new() };
        let is_commit = |id: &&Oid| matches!(odb.read_header(**id), Ok((_, ObjectType::Commit)));
        let commits: Vec<Oid> = ids.iter().filter(is_commit).copied().collect();
        // One that cannot be read is of no order; reading it again tells.
        let parent = |id: &Oid| Some((*id, self.inner.find_commit(*id).ok()?.parent_id(0).ok()));
        let parents: HashMap<Oid, Option<Oid>> = commits.iter().filter_map(parent).collect();
        let followed: HashSet<Oid> = parents.values().flatten().copied().collect();
        let (mut ordered, mut seen) = (Vec::with_capacity(parents.len()), HashSet::new());
        for tip in commits.into_iter().filter(|id| !followed.contains(id)) {
            let mut next = Some(tip);
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
}
