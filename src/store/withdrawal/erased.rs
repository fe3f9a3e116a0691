//! Which contents were erased, by anybody's word: no version with one of them is kept, shown or sent.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::article::{ArticleId, Withdrawal};
use crate::history::Ruling;
use crate::store::error::StoreError;
use crate::store::git::{ObjectId, Repo};
use crate::store::message::Facts;

/// A content of an article, by its SHA-256.
pub(in crate::store) type ContentOf = (ArticleId, String);

/// The contents that were erased, and the numbers that versions with them had.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Erased {
    contents: BTreeSet<ContentOf>,
    numbers: BTreeSet<(ArticleId, u32)>,
}

impl Erased {
    /// Gathers them from what is withdrawn.
    pub(in crate::store) fn of(withdrawals: &[Withdrawal]) -> Self {
        let mut erased = Self::default();
        for one in withdrawals.iter().filter(|withdrawal| withdrawal.erased) {
            erased.contents.insert((one.article.clone(), one.content_sha256.clone()));
            erased.numbers.extend(one.numbers().into_iter().map(|number| (one.article.clone(), number)));
        }
        erased
    }

    /// Gathers them from the files on several lines, `<article>/<content>.json` each: one word that a content was erased is
    /// enough, even in a file that says other things in a way not known here.
    pub(in crate::store) fn gather(repo: &Repo, tips: impl IntoIterator<Item = ObjectId>) -> Result<Self, StoreError> {
        let mut erased = Self::default();
        for tip in tips {
            for (path, blob) in repo.files(tip)? {
                let named = path.strip_suffix(".json").and_then(|name| name.rsplit_once('/'));
                let Some((article, content)) = named else { continue };
                let file: Value = serde_json::from_slice(&repo.blob(blob)?).unwrap_or_default();
                if let Some(article) = ArticleId::parse(article).ok().filter(|_| is_erased(&file)) {
                    let versions = file["versions"].as_array().into_iter().flatten();
                    let numbers = versions.filter_map(|version| u32::try_from(version["version"].as_u64()?).ok());
                    erased.numbers.extend(numbers.map(|number| (article.clone(), number)));
                    erased.contents.insert((article, content.to_owned()));
                }
            }
        }
        Ok(erased)
    }

    /// Adds contents that are as good as erased: later readings of what was.
    pub(in crate::store) fn and(&self, readings: &BTreeSet<ContentOf>) -> Self {
        let mut all = self.clone();
        all.contents.extend(readings.iter().cloned());
        all
    }

    /// Lists the contents.
    pub(in crate::store) fn contents(&self) -> impl Iterator<Item = &ContentOf> {
        self.contents.iter()
    }

    /// Tells whether a version is one of them, or a later reading of one.
    pub(in crate::store) fn holds(&self, facts: &Facts) -> bool {
        let has = |content| self.has(&facts.article, content);
        !self.contents.is_empty() && (has(Some(&facts.content_sha256)) || has(facts.rereads.as_ref()))
    }

    /// Tells whether a ruling quotes one of them.
    pub(in crate::store) fn is_quoted_by(&self, article: &ArticleId, ruling: &Ruling) -> bool {
        let contents = &ruling.trace.contents;
        self.has(article, contents.before.as_ref()) || self.has(article, contents.after.as_ref())
    }

    fn has(&self, article: &ArticleId, content: Option<&String>) -> bool {
        content.is_some_and(|content| self.contents.contains(&(article.clone(), content.clone())))
    }

    /// Tells whether a number is that of an erased version: nobody else gets it.
    pub(in crate::store) fn took(&self, article: &ArticleId, number: u32) -> bool {
        !self.numbers.is_empty() && self.numbers.contains(&(article.clone(), number))
    }

    /// Returns the number that follows another one of an article: those of erased versions stay theirs.
    pub(in crate::store) fn number_after(&self, article: &ArticleId, last: u32) -> u32 {
        let mut number = last + 1;
        while self.took(article, number) {
            number += 1;
        }
        number
    }

    /// Tells whether a number can follow another one: all between them are those of erased versions.
    pub(in crate::store) fn leads_to(&self, article: &ArticleId, last: u32, number: u32) -> bool {
        last < number && (last + 1..number).all(|between| self.took(article, between))
    }
}

/// Tells whether the file of a withdrawn version says that it was erased.
pub(in crate::store) fn says_erased(file: &[u8]) -> bool {
    serde_json::from_slice(file).is_ok_and(|file| is_erased(&file))
}

fn is_erased(file: &Value) -> bool {
    file["erased"] == Value::Bool(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::message;

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
        let contents = [(erased.article.clone(), erased.content_sha256.clone())].into();
        let all = Erased { contents, ..Erased::default() };
        assert!(all.holds(&erased) && all.holds(&reading));
        assert!(!all.holds(&facts("another text", "")));
    }

    #[test]
    fn numbers_of_erased_versions_are_passed_over() {
        let ferry = ArticleId::parse("a.example/ferry-1a2b3c4d5e").unwrap();
        let numbers = [2, 3, 7].map(|number| (ferry.clone(), number)).into();
        let erased = Erased { numbers, ..Erased::default() };
        assert_eq!([0, 1, 4, 6].map(|last| erased.number_after(&ferry, last)), [1, 4, 5, 8]);
        assert!(erased.leads_to(&ferry, 1, 4) && erased.leads_to(&ferry, 4, 5) && erased.leads_to(&ferry, 1, 2));
        assert!(!erased.leads_to(&ferry, 1, 5) && !erased.leads_to(&ferry, 4, 4) && !erased.leads_to(&ferry, 5, 7));
    }
}
