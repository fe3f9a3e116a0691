//! What a commit changed.

use git2::{ObjectType, Tree, TreeEntry};

use super::object::ObjectId;
use super::repo::Repo;
use crate::store::error::StoreError;

impl Repo {
    /// Lists the paths in which a commit's tree differs from that of its first parent, in order.
    ///
    /// Folders that both have are not looked into, so that this takes as long in a large archive as in a small one;
    /// libgit2's own comparison looks at every file.
    pub(in crate::store) fn changed_paths(&self, id: ObjectId) -> Result<Vec<String>, StoreError> {
        let paths = || {
            let commit = self.inner.find_commit(id.0)?;
            let before = commit.parents().next().map(|parent| parent.tree()).transpose()?;
            let mut paths = Vec::new();
            self.compare(before.as_ref(), Some(&commit.tree()?), "", &mut paths)?;
            paths.sort();
            Ok(paths)
        };
        paths().map_err(|error: git2::Error| self.failed(&format!("the tree of commit {id}"), &error))
    }

    /// Adds the files in which two folders differ; one that is not there holds nothing.
    fn compare(
        &self,
        before: Option<&Tree<'_>>,
        after: Option<&Tree<'_>>,
        folder: &str,
        paths: &mut Vec<String>,
    ) -> Result<(), git2::Error> {
        let (old, new) = (entries(before), entries(after));
        let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
        loop {
            let (one, other) = match (old.peek().map(|one| one.name_bytes()), new.peek().map(|one| one.name_bytes())) {
                (None, None) => return Ok(()),
                (Some(one), Some(other)) if one == other => (old.next(), new.next()),
                (Some(one), Some(other)) if one < other => (old.next(), None),
                (Some(_), None) => (old.next(), None),
                _ => (None, new.next()),
            };
            let print = |entry: &TreeEntry<'_>| (entry.id(), entry.filemode());
            let Some(entry) = other.or(one).filter(|_| one.map(print) != other.map(print)) else { continue };
            let path = format!("{folder}{}", String::from_utf8_lossy(entry.name_bytes()));
            let tree = |entry: Option<&TreeEntry<'_>>| {
                entry.filter(|entry| is_folder(entry)).map(|entry| self.inner.find_tree(entry.id())).transpose()
            };
            self.compare(tree(one)?.as_ref(), tree(other)?.as_ref(), &format!("{path}/"), paths)?;
            if [one, other].into_iter().flatten().any(|entry| !is_folder(entry)) {
                paths.push(path);
            }
        }
    }
}

/// Lists what is in a folder by name; git's own order takes the name of a folder for longer.
fn entries<'t>(tree: Option<&'t Tree<'_>>) -> Vec<TreeEntry<'t>> {
    let mut entries: Vec<_> = tree.into_iter().flat_map(Tree::iter).collect();
    entries.sort_by(|one, other| one.name_bytes().cmp(other.name_bytes()));
    entries
}

fn is_folder(entry: &TreeEntry<'_>) -> bool {
    entry.kind() == Some(ObjectType::Tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a tree of files, each with its path for content unless another one is given.
    fn tree<'r>(repo: &'r Repo, files: &[&str]) -> Tree<'r> {
        let mut update = git2::build::TreeUpdateBuilder::new();
        for file in files {
            let (path, content) = file.split_once('=').unwrap_or((file, file));
            update.upsert(path, repo.inner.blob(content.as_bytes()).unwrap(), git2::FileMode::Blob);
        }
        let empty = repo.inner.find_tree(repo.inner.treebuilder(None).unwrap().write().unwrap()).unwrap();
        repo.inner.find_tree(update.create_updated(&repo.inner, &empty).unwrap()).unwrap()
    }

    #[test]
    fn what_differs_between_two_trees_is_named_by_path() {
        let folder = tempfile::TempDir::new().unwrap();
        let repo = Repo::init(folder.path(), 1).unwrap();
        let differing = |before: &[&str], after: &[&str]| {
            let (before, after, mut paths) = (tree(&repo, before), tree(&repo, after), Vec::new());
            repo.compare(Some(&before), Some(&after), "", &mut paths).unwrap();
            paths.sort();
            paths
        };
        let files = ["a/b/1.md", "a/b/2.md", "a/c.md", "d/e.md"];
        assert_eq!(differing(&files, &files), [""; 0]);
        assert_eq!(differing(&files, &["a/b/1.md", "a/b/2.md=other", "a/c.md", "d/e.md"]), ["a/b/2.md"]);
        assert_eq!(differing(&files[..2], &files), ["a/c.md", "d/e.md"]);
        assert_eq!(differing(&files, &files[2..]), ["a/b/1.md", "a/b/2.md"]);
        assert_eq!(differing(&files[3..], &files[..3]), ["a/b/1.md", "a/b/2.md", "a/c.md", "d/e.md"]);
        // A file in the place of a folder, and beside it a name that git orders otherwise.
        assert_eq!(differing(&["a/b/1.md", "a.md"], &["a", "a.md"]), ["a", "a/b/1.md"]);
    }
}
