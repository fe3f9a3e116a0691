//! What an import need not fetch once more.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Listed, Report, Source, Terms};
use crate::article::State;
use crate::store::{Archive, StoreError};

/// Leaves out what costs a request and what the archive has: a version of the same page at the same moment, or the word
/// that it was unchanged then.
pub(super) fn without_known(
    listed: Vec<Listed>,
    source: &dyn Source,
    archive: &Archive,
    terms: &Terms,
    report: &mut Report,
) -> Result<Vec<Listed>, StoreError> {
    let mut moments: BTreeMap<String, BTreeSet<DateTime<Utc>>> = BTreeMap::new();
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
        if moments.get(name).is_some_and(|moments| moments.contains(&version.at.to_utc())) {
            report.known += 1;
        } else {
            left.push(version);
        }
    }
    Ok(left)
}

/// Lists the moments at which the text of an article is known: when its versions were on show, and when it was looked at
/// and unchanged; none of one that is not kept yet.
///
/// Of a look that lies between the first and the last of a run nothing is known: it may never have been taken.
fn moments_of(archive: &Archive, name: &str) -> Result<BTreeSet<DateTime<Utc>>, StoreError> {
    let article = match archive.resolve(name) {
        Ok(article) => article,
        Err(StoreError::UnknownArticle { .. } | StoreError::AmbiguousArticle { .. } | StoreError::BadId(_)) => {
            return Ok(BTreeSet::new());
        }
        Err(error) => return Err(error),
    };
    let versions = archive.versions(&article)?;
    let sightings = archive.sightings(&article)?;
    let seen = sightings.iter().filter(|sighting| matches!(sighting.state, State::Content(_)));
    let on_show = versions.iter().map(|version| version.snapshot.times.at.to_utc());
    Ok(on_show.chain(seen.flat_map(|sighting| [sighting.first, sighting.last])).collect())
}
