//! Histories without what was erased: the commits after it are made once more, and say the same.

use std::collections::{BTreeMap, BTreeSet};

use super::erased::{ContentOf, Erased};
use crate::article::ArticleId;
use crate::store::error::StoreError;
use crate::store::git::{ObjectId, Repo, Workshop};
use crate::store::message;
use crate::store::triage;

/// The versions without those that are erased.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// The newest; none when nothing is left.
    pub(super) tip: Option<ObjectId>,
    /// How many others lost a signature of their own.
    pub(super) unsigned: usize,
    /// The contents of those that are erased, and of later readings of them.
    pub(super) gone: BTreeSet<ContentOf>,
    /// Where the files lie that erased versions alone were read from.
    pub(super) captures: BTreeSet<String>,
}

/// Makes the history of the versions without those that are erased: all others keep number, page, author and dates, and
/// their words but for the name of the commit before.
pub(super) fn versions(shop: &Workshop, tip: Option<ObjectId>, erased: &Erased) -> Result<Versions, StoreError> {
    let repo = shop.repo();
    let mut made = Versions::default();
    let (mut changed, mut kept_captures) = (false, BTreeSet::new());
    let mut last: BTreeMap<ArticleId, String> = BTreeMap::new();
    for id in line(repo, tip)? {
        let commit = repo.commit(id)?;
        let damaged = |problem: String| StoreError::Damaged { what: format!("commit {id}"), problem };
        let facts = message::read(&commit.message).map_err(|error| damaged(error.to_string()))?;
        let capture = facts.capture.as_ref().map(|(path, _)| path.clone());
        if erased.holds(&facts) {
            changed = true;
            made.gone.insert((facts.article, facts.content_sha256));
            made.captures.extend(capture);
            continue;
        }
        kept_captures.extend(capture);
        let mut new = id;
        if changed {
            made.unsigned += usize::from(repo.signed(id)?.is_some());
            let page = repo.entry(id, &facts.path)?.ok_or_else(|| damaged("it does not hold its page".to_owned()))?;
            let tree = shop.tree_with(made.tip, &facts.path, page)?;
            let previous = last.get(&facts.article).map(String::as_str);
            new = shop.commit_like(id, made.tip, tree, &message::with_previous(&commit.message, previous))?;
        }
        last.insert(facts.article, new.to_string());
        made.tip = Some(new);
    }
    made.captures.retain(|path| !kept_captures.contains(path));
    Ok(made)
}

/// Makes a history without some files; a commit that did nothing but put them is left out.
pub(super) fn without(
    shop: &Workshop,
    tip: Option<ObjectId>,
    gone: &BTreeSet<String>,
) -> Result<Option<ObjectId>, StoreError> {
    let Some(old_tip) = tip.filter(|_| !gone.is_empty()) else { return Ok(tip) };
    let (mut new_tip, mut old_parent) = (None, None);
    for id in line(shop.repo(), Some(old_tip))? {
        let tree = shop.tree_without(id, gone)?;
        let same = shop.tree_of(id)? == tree;
        if same && new_tip == old_parent {
            (new_tip, old_parent) = (Some(id), Some(id));
            continue;
        }
        let before = new_tip.map(|tip| shop.tree_of(tip)).transpose()?.flatten();
        if let Some(tree) = tree.filter(|tree| before != Some(*tree)) {
            let message = shop.repo().commit(id)?.message;
            new_tip = Some(shop.commit_like(id, new_tip, tree, &message)?);
        }
        old_parent = Some(id);
    }
    Ok(new_tip)
}

/// Finds the rulings on comparisons with an erased version, which quote it, in the whole history of their ref.
pub(super) fn rulings(repo: &Repo, tip: Option<ObjectId>, erased: &Erased) -> Result<BTreeSet<String>, StoreError> {
    let mut found = BTreeSet::new();
    for id in line(repo, tip)? {
        for path in repo.changed_paths(id)? {
            let Some(blob) = repo.entry(id, &path)? else { continue };
            // What cannot be read is named by `verify`.
            let Ok((article, ruling)) = triage::read(&repo.blob(blob)?) else { continue };
            if erased.is_quoted_by(&article, &ruling) {
                found.insert(path);
            }
        }
    }
    Ok(found)
}

/// Lists the commits of a line, oldest first.
pub(super) fn line(repo: &Repo, tip: Option<ObjectId>) -> Result<Vec<ObjectId>, StoreError> {
    let (mut commits, mut next) = (Vec::new(), tip);
    while let Some(id) = next {
        commits.push(id);
        next = repo.commit(id)?.parents.first().copied();
    }
    commits.reverse();
    Ok(commits)
}
