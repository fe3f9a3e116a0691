//! What an import need not fetch once more.

use std::collections::{BTreeMap, BTreeSet};

use super::{Listed, Report, Source, Terms};
use crate::article::Moment;
use crate::store::{Archive, StoreError};

/// Leaves out what costs a request and what the archive has: a version of the same page at the same moment.
pub(super) fn without_known(
    listed: Vec<Listed>,
    source: &dyn Source,
    archive: &Archive,
    terms: &Terms,
    report: &mut Report,
) -> Result<Vec<Listed>, StoreError> {
    let mut moments: BTreeMap<String, BTreeSet<Moment>> = BTreeMap::new();
    let mut left = Vec::new();
    for version in listed {
        let Some(page) = source.asks_for(version.place) else {
            left.push(version);
            continue;
        };
        let name = terms.article.as_deref().unwrap_or(page);
        if !moments.contains_key(name) {
            moments.insert(name.to_owned(), moments_of(archive, name)?);
        }
        if moments.get(name).is_some_and(|moments| moments.contains(&version.at)) {
            report.known += 1;
        } else {
            left.push(version);
        }
    }
    Ok(left)
}

/// Lists when versions of an article were on show; none of one that is not kept yet.
fn moments_of(archive: &Archive, name: &str) -> Result<BTreeSet<Moment>, StoreError> {
    let article = match archive.resolve(name) {
        Ok(article) => article,
        Err(StoreError::UnknownArticle { .. } | StoreError::AmbiguousArticle { .. } | StoreError::BadId(_)) => {
            return Ok(BTreeSet::new());
        }
        Err(error) => return Err(error),
    };
    Ok(archive.versions(&article)?.iter().map(|version| version.snapshot.times.at).collect())
}
