//! Histories without what was erased: the commits after it are made once more, and say the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::{ArticleId, Withdrawal};
use crate::store::error::StoreError;
use crate::store::git::{ObjectId, Repo, Workshop};
use crate::store::message::{self, Facts};
use crate::store::triage;

/// The contents that are erased, with their articles.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Erased(BTreeSet<(ArticleId, String)>);

impl Erased {
    /// Gathers them.
    pub(in crate::store) fn of(withdrawals: &[Withdrawal]) -> Self {
        let erased = withdrawals.iter().filter(|withdrawal| withdrawal.erased);
        Self(erased.map(|one| (one.article.clone(), one.content_sha256.clone())).collect())
    }

    /// Tells whether a version is one of them, or a later reading of one.
    pub(in crate::store) fn holds(&self, facts: &Facts) -> bool {
        let has = |content| self.has(&facts.article, content);
        !self.0.is_empty() && (has(Some(&facts.content_sha256)) || has(facts.rereads.as_ref()))
    }

    fn has(&self, article: &ArticleId, content: Option<&String>) -> bool {
        content.is_some_and(|content| self.0.contains(&(article.clone(), content.clone())))
    }
}

/// The versions without those that are erased.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// The newest; none when nothing is left.
    pub(super) tip: Option<ObjectId>,
    /// How many others lost a signature of their own.
    pub(super) unsigned: usize,
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
            let contents = &ruling.trace.contents;
            if erased.has(&article, contents.before.as_ref()) || erased.has(&article, contents.after.as_ref()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(content: &str, more: &str) -> Facts {
        let hash = |text: &str| crate::article::sha256_hex(text.as_bytes());
        let message = format!(
            "ferry: read again\n\nFormat: 1\nArticle: a.example/ferry-1a2b3c4d5e\nPath: a.example/2031/05/03/ferry-1a2b3c4d5e.md\n\
             Version: 2\nAt: 2031-05-03T09:00:00Z\nRecorded-At: 2031-05-03T09:00:00Z\nContent-SHA256: {}\nPage-SHA256: {}\n\
             Extractor: html 1\nRecorded-By: desk\n{more}",
            hash(content),
            hash("page")
        );
        message::read(&message).expect("a version")
    }

    #[test]
    fn a_later_reading_of_what_is_erased_is_erased_too() {
        let erased = facts("the text", "");
        let reading =
            facts("the text, read again", &format!("Technical: extractor\nRereads: {}\n", erased.content_sha256));
        let all = Erased([(erased.article.clone(), erased.content_sha256.clone())].into());
        assert!(all.holds(&erased) && all.holds(&reading));
        assert!(!all.holds(&facts("another text", "")));
    }
}
