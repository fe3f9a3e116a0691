//! Which article is meant.

use super::archive::Archive;
use super::error::StoreError;
use super::index::{Index, IndexError};
use crate::article::{Address, ArticleId};

/// How many near names an error gives.
const NEAREST: usize = 3;

impl Archive {
    /// Finds the article that `name` means: its id, its slug, a unique prefix of either, a given name, or a URL.
    ///
    /// # Errors
    ///
    /// When there is none (with the nearest names) or several.
    pub fn resolve(&self, name: &str) -> Result<ArticleId, StoreError> {
        let name = name.trim();
        let mut found = self.meant_by(name)?;
        match found.len() {
            0 => Err(StoreError::UnknownArticle { name: name.to_owned(), nearest: self.nearest(name) }),
            1 => Ok(found.swap_remove(0)),
            _ => Err(StoreError::AmbiguousArticle { name: name.to_owned(), candidates: found }),
        }
    }

    /// Lists the articles that `name` may mean, as [`Self::resolve`] reads it; none where there is none.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn meant_by(&self, name: &str) -> Result<Vec<ArticleId>, StoreError> {
        let name = name.trim();
        if let Ok(address) = Address::parse(name) {
            return self.at_address(&address);
        }
        let found = self.ask(|_, index| Ok(candidates(index, name)?))?.unwrap_or_default();
        match Address::parse(&format!("https://{}", name.to_lowercase())) {
            Ok(address) if found.is_empty() && name.contains('/') => self.at_address(&address),
            _ => Ok(found),
        }
    }

    /// Lists the articles that share the site and slug of one, itself among them.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn namesakes(&self, article: &ArticleId) -> Result<Vec<ArticleId>, StoreError> {
        let name = format!("{}/{}", article.site(), article.slug());
        Ok(self.ask(|_, index| Ok(index.by_slug(&name)?))?.unwrap_or_default())
    }

    fn at_address(&self, address: &Address) -> Result<Vec<ArticleId>, StoreError> {
        Ok(self.ask_of_pages(|_, index| Ok(index.by_address(address)?))?.unwrap_or_default())
    }

    /// Says that an article is not there; the nearest names are looked for among all.
    pub(super) fn unknown(&self, article: &ArticleId) -> StoreError {
        let name = article.to_string();
        StoreError::UnknownArticle { nearest: self.nearest(&name), name }
    }

    /// Lists the names that come near one, best first: slugs where they are unique, ids elsewhere.
    fn nearest(&self, name: &str) -> Vec<String> {
        let name = name.to_lowercase();
        let scored = self.ask(|_, index| {
            let mut best: Vec<(u32, ArticleId)> = Vec::new();
            index.each_article(|article| {
                let score = nearness(&name, &article);
                let place = best.partition_point(|(other, _)| *other >= score);
                if score > 0 && place < NEAREST {
                    best.insert(place, (score, article));
                    best.truncate(NEAREST);
                }
            })?;
            Ok(best)
        });
        // The names are a help beside an error, which is told without them too.
        let best = scored.ok().flatten().unwrap_or_default();
        let repeated = |slug: &str| best.iter().filter(|(_, article)| article.slug() == slug).count() > 1;
        let shown = |article: &ArticleId| {
            if repeated(article.slug()) { article.to_string() } else { article.slug().to_owned() }
        };
        best.iter().map(|(_, article)| shown(article)).collect()
    }
}

/// Lists the articles a name that is no address can mean, by the first way of reading it that gives any.
fn candidates(index: &Index, name: &str) -> Result<Vec<ArticleId>, IndexError> {
    // Both a full id and a name that was given are the same thing here.
    if let Ok(id) = ArticleId::from_name(name)
        && index.article(&id)?.is_some()
    {
        return Ok(vec![id]);
    }
    let lower = name.to_lowercase();
    if lower.is_empty() {
        return Ok(Vec::new());
    }
    let found = index.by_slug(&lower)?;
    if found.is_empty() { index.by_prefix(&lower) } else { Ok(found) }
}

/// Scores how near an article's names come to what was asked for, in thousandths; 0 is too far to be meant.
fn nearness(name: &str, article: &ArticleId) -> u32 {
    let id = article.to_string();
    let sited = format!("{}/{}", article.site(), article.slug());
    let names = [article.slug(), &id, &sited];
    let score = names.into_iter().filter_map(|other| likeness(name, other, NEAR)).max().unwrap_or(0);
    let word = || name.len() > 2 && article.slug().split('-').any(|word| likeness(name, word, NEAR_WORD).is_some());
    if score < WORD_SCORE && word() { WORD_SCORE } else { score }
}

/// From which likeness on a name may be meant.
const NEAR: u32 = 500;

/// From which likeness on one word of a slug may be meant, and how it counts then.
const NEAR_WORD: u32 = 801;
const WORD_SCORE: u32 = 600;

/// Returns how much of two texts agrees, in thousandths of the longer one, if it is at least `least`.
fn likeness(one: &str, other: &str, least: u32) -> Option<u32> {
    let longer = one.chars().count().max(other.chars().count()).max(1);
    let share = |edits: usize| u32::try_from((longer - edits.min(longer)) * 1000 / longer).unwrap_or(0);
    // Most names of an archive are far off, which their letters tell in a hundredth of the time.
    if share(fewest_edits(one, other)) < least {
        return None;
    }
    Some(share(strsim::damerau_levenshtein(one, other))).filter(|share| *share >= least)
}

/// Returns how many edits lie between two texts at least: one puts in a letter, takes one out or changes one for another.
fn fewest_edits(one: &str, other: &str) -> usize {
    let mut letters = [0_i32; 32];
    one.chars().for_each(|letter| letters[letter as usize % 32] += 1);
    other.chars().for_each(|letter| letters[letter as usize % 32] -= 1);
    let of = |sign: i32| letters.iter().map(|count| (count * sign).max(0).unsigned_abs() as usize).sum::<usize>();
    of(1).max(of(-1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_nearest_names_are_those_with_few_edits_or_a_word_in_common() {
        let article = ArticleId::parse("example.org/ferry-sinks-1a2b3c4d5e").unwrap();
        let scores = ["ferry-sinks", "fery-sinks", "ferries", "sinks", "bridge", "example.org/fery-sinks"];
        assert_eq!(scores.map(|name| nearness(name, &article)), [1000, 909, 545, 600, 0, 956]);
    }

    proptest! {
        #[test]
        fn letters_never_tell_more_edits_than_there_are(one in "[a-d]{0,8}|.{0,6}", other in "[a-d]{0,8}|.{0,6}") {
            prop_assert!(fewest_edits(&one, &other) <= strsim::damerau_levenshtein(&one, &other));
        }
    }
}
