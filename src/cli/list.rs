//! `list`: the articles of the archive.

use anyhow::Result;
use variorum::history::{Away, away};
use variorum::render::{self, Listed, Names};
use variorum::store::{Archive, ArticleSummary};

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
        let away = sighted.contains(&summary.article).then(|| away_now(&archive, &summary)).transpose()?.flatten();
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

/// Tells how an article is absent, if it was when it was last seen.
fn away_now(archive: &Archive, summary: &ArticleSummary) -> Result<Option<Away>> {
    let shown = [summary.first.to_utc(), summary.last.to_utc()].into_iter();
    let last = away(&archive.sightings(&summary.article)?, shown, Some(*summary.last.offset())).pop();
    Ok(last.filter(|away| away.back.is_none()))
}
