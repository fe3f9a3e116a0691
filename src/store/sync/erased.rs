//! Which contents were erased, by anybody's word.

use std::collections::BTreeSet;

use serde_json::Value;

use super::sides::Tips;
use crate::article::ArticleId;
use crate::store::archive::Archive;
use crate::store::error::StoreError;
use crate::store::git::{ObjectId, Repo};
use crate::store::message::Facts;
use crate::store::triage;

/// The contents that were erased: no version with one of them is kept or sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Erased {
    /// Articles and the SHA-256 of a content.
    contents: BTreeSet<(String, String)>,
    /// Articles and the numbers that erased versions had: nobody else gets them.
    numbers: BTreeSet<(String, u32)>,
}

impl Erased {
    /// Reads what the files of withdrawn versions say, `<article>/<content>.json` each; one word that a content was
    /// erased is enough.
    pub(super) fn gather(repo: &Repo, tips: Tips) -> Result<Self, StoreError> {
        let mut erased = Self::default();
        for tip in [tips.ours, tips.theirs].into_iter().flatten() {
            for (path, blob) in repo.files(tip)? {
                let named = path.strip_suffix(".json").and_then(|name| name.rsplit_once('/'));
                let file: Value = serde_json::from_slice(&repo.blob(blob)?).unwrap_or_default();
                if let Some((article, content)) = named.filter(|_| is_erased(&file)) {
                    let versions = file["versions"].as_array().into_iter().flatten();
                    let numbers = versions.filter_map(|version| u32::try_from(version["version"].as_u64()?).ok());
                    erased.numbers.extend(numbers.map(|number| (article.to_owned(), number)));
                    erased.contents.insert((article.to_owned(), content.to_owned()));
                }
            }
        }
        Ok(erased)
    }

    /// Tells whether a version is one of them, or a later reading of one.
    pub(super) fn holds(&self, facts: &Facts) -> bool {
        let has = |content: &String| self.contents.contains(&(facts.article.to_string(), content.clone()));
        !self.contents.is_empty() && (has(&facts.content_sha256) || facts.rereads.as_ref().is_some_and(has))
    }

    /// Returns the number that follows another one of an article: those of erased versions stay theirs.
    pub(super) fn number_after(&self, article: &ArticleId, last: u32) -> u32 {
        let mut number = last + 1;
        while self.took(article, number) {
            number += 1;
        }
        number
    }

    /// Tells whether a number can follow another one: all between them are those of erased versions.
    pub(super) fn leads_to(&self, article: &ArticleId, last: u32, number: u32) -> bool {
        last < number && (last + 1..number).all(|between| self.took(article, between))
    }

    fn took(&self, article: &ArticleId, number: u32) -> bool {
        !self.numbers.is_empty() && self.numbers.contains(&(article.to_string(), number))
    }

    /// Lists the commits of our own line that hold one of them.
    pub(super) fn commits(&self, archive: &Archive) -> Result<Vec<ObjectId>, StoreError> {
        let mut commits = Vec::new();
        for (article, content) in &self.contents {
            let Ok(article) = ArticleId::parse(article) else { continue };
            let rows = archive.ask(|_, index| Ok(index.all_versions(&article)?))?.unwrap_or_default();
            let rows = rows.iter().filter(|row| row.content == *content || row.rereads.as_ref() == Some(content));
            commits.extend(rows.filter_map(|row| ObjectId::parse(&row.commit)));
        }
        Ok(commits)
    }

    /// Lists the rulings that quote one of them.
    pub(super) fn rulings(&self, repo: &Repo, tips: Tips) -> Result<BTreeSet<String>, StoreError> {
        let mut quoting = BTreeSet::new();
        if self.contents.is_empty() {
            return Ok(quoting);
        }
        for tip in [tips.ours, tips.theirs].into_iter().flatten() {
            for (path, blob) in repo.files(tip)? {
                // One that cannot be read is named by `verify`.
                let Ok((article, ruling)) = triage::read(&repo.blob(blob)?) else { continue };
                let contents = [ruling.trace.contents.before, ruling.trace.contents.after];
                let mut quoted = contents.into_iter().flatten().map(|content| (article.to_string(), content));
                if quoted.any(|content| self.contents.contains(&content)) {
                    quoting.insert(path);
                }
            }
        }
        Ok(quoting)
    }
}

/// Tells whether the file of a withdrawn version says that it was erased.
pub(super) fn says_erased(file: &[u8]) -> bool {
    serde_json::from_slice(file).is_ok_and(|file| is_erased(&file))
}

fn is_erased(file: &Value) -> bool {
    file["erased"] == Value::Bool(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_erased_versions_are_passed_over() {
        let ferry = ArticleId::parse("a.example/ferry-1a2b3c4d5e").unwrap();
        let numbers = [2, 3, 7].map(|number| (ferry.to_string(), number)).into();
        let erased = Erased { numbers, ..Erased::default() };
        assert_eq!([0, 1, 4, 6].map(|last| erased.number_after(&ferry, last)), [1, 4, 5, 8]);
        assert!(erased.leads_to(&ferry, 1, 4) && erased.leads_to(&ferry, 4, 5) && erased.leads_to(&ferry, 1, 2));
        assert!(!erased.leads_to(&ferry, 1, 5) && !erased.leads_to(&ferry, 4, 4) && !erased.leads_to(&ferry, 5, 7));
    }
}
