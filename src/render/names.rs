//! What articles are called among others.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::ArticleId;

/// What articles are called among others: site and slug, and the hash only where these are not unique.
#[derive(Clone, Debug, Default)]
pub struct Names {
    taken: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Names {
    /// Takes in all articles among which names have to be unique.
    #[must_use]
    pub fn among<'a>(articles: impl IntoIterator<Item = &'a ArticleId>) -> Self {
        let mut names = Self::default();
        for article in articles {
            names.taken.entry(key(article)).or_default().insert(article.hash().to_owned());
        }
        names
    }

    /// Names an article, in full when it is not the only one of its site and slug, or not known.
    #[must_use]
    pub fn of(&self, article: &ArticleId) -> String {
        match self.taken.get(&key(article)) {
            Some(hashes) if hashes.len() == 1 => format!("{}/{}", article.site(), article.slug()),
            _ => article.to_string(),
        }
    }
}

fn key(article: &ArticleId) -> (String, String) {
    (article.site().to_owned(), article.slug().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_shown_only_where_the_rest_is_not_unique() {
        let ids = ["https://a.example/ferry", "https://a.example/x/ferry", "https://a.example/bridge"]
            .map(|url| ArticleId::from_url(url, "").unwrap());
        let names = Names::among(ids.iter().chain(&ids[..1]).chain(&ids[2..]));
        assert_eq!(names.of(&ids[2]), "a.example/bridge");
        assert_eq!(names.of(&ids[0]), ids[0].to_string());
        assert_eq!(Names::default().of(&ids[2]), ids[2].to_string());
    }
}
