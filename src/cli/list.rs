//! `list`: the articles of the archive.

use anyhow::Result;
use variorum::article::{ArticleId, State};
use variorum::history::{Away, away_now};
use variorum::render::{self, Listed, Names};
use variorum::store::Archive;

use super::args::ListArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Lists the articles of the archive.
pub(super) fn run(args: &ListArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let summaries = archive.articles()?;
    let sighted = archive.sighted()?;
    let names = Names::among(summaries.iter().map(|summary| &summary.article));
    let mut articles: Vec<Listed> = Vec::with_capacity(summaries.len());
    for summary in summaries {
        let away = sighted.contains(&summary.article).then(|| away(&archive, &summary.article)).transpose()?.flatten();
        articles.push(Listed {
            name: names.of(&summary.article),
            article: summary.article.to_string(),
            headline: summary.headline,
            versions: summary.versions,
            first: summary.first,
            last: summary.last,
            away,
        });
    }
    if args.json {
        screen::json(&articles)?;
    } else {
        screen::lines(settings, &render::list(&articles))?;
    }
    Ok(Outcome::Done)
}

/// Tells how an article is absent, if it was when it was last seen; versions are read only where it may be.
fn away(archive: &Archive, article: &ArticleId) -> Result<Option<Away>> {
    let sightings = archive.sightings(article)?;
    let last = sightings.iter().max_by_key(|sighting| sighting.last);
    if last.is_none_or(|sighting| matches!(sighting.state, State::Content(_))) {
        return Ok(None);
    }
    Ok(away_now(&sightings, &archive.versions(article)?))
}
