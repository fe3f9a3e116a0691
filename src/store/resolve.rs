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
    let score = [article.slug(), &id, &sited].into_iter().map(|other| likeness(name, other)).max().unwrap_or(0);
    let word = name.len() > 2 && article.slug().split('-').any(|word| likeness(name, word) > 800);
    if score < 600 && word { 600 } else { Some(score).filter(|&score| score >= 500).unwrap_or(0) }
}

/// Returns how much of two texts agrees, in thousandths of the longer one.
fn likeness(one: &str, other: &str) -> u32 {
    let longer = one.chars().count().max(other.chars().count()).max(1);
    let edits = strsim::damerau_levenshtein(one, other).min(longer);
    u32::try_from((longer - edits) * 1000 / longer).unwrap_or(0)
}
