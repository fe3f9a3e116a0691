//! `list`: the articles of the archive.

use anyhow::Result;
use variorum::article::{ArticleId, State};
use variorum::history::{Away, away_now};
use variorum::render::{self, ListColumns, Listed};
use variorum::store::{Archive, ArticleSummary};

use super::args::ListArgs;
use super::outcome::Outcome;
use super::screen::JsonItems;
use super::settings::Settings;
use super::{archive, screen};

/// How many articles are drawn at a time.
const STRETCH: usize = 512;

/// Lists the articles of the archive.
pub(super) fn run(args: &ListArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    if args.json {
        let mut items = JsonItems::begin("", 0);
        each_stretch(&archive, |articles| articles.iter().try_for_each(|article| items.put(article)))?;
        items.end()?;
        screen::write("\n")?;
        return Ok(Outcome::Done);
    }
    let mut widths = ListColumns::default();
    archive.each_article(|summary| {
        widths.fit(&name(&summary), summary.versions);
        anyhow::Ok(())
    })?;
    screen::stream(settings, |stream| {
        if widths.is_empty() {
            return stream.put_lines(settings, &render::list(&[], &widths));
        }
        each_stretch(&archive, |articles| stream.put_lines(settings, &render::list(articles, &widths)))
    })?;
    Ok(Outcome::Done)
}

/// Hands on the articles in stretches.
fn each_stretch(archive: &Archive, mut take: impl FnMut(&[Listed]) -> Result<()>) -> Result<()> {
    let mut stretch = Vec::new();
    archive.each_article(|summary| {
        stretch.push(summary);
        if stretch.len() == STRETCH { take(&listed(archive, std::mem::take(&mut stretch))?) } else { Ok(()) }
    })?;
    if stretch.is_empty() { Ok(()) } else { take(&listed(archive, stretch)?) }
}

/// Adds to articles what they are called, and whether they are absent.
fn listed(archive: &Archive, summaries: Vec<ArticleSummary>) -> Result<Vec<Listed>> {
    let sighted = archive.sighted_among(summaries.iter().map(|summary| &summary.article))?;
    let listed = |summary: ArticleSummary| {
        let away = sighted.contains(&summary.article).then(|| away(archive, &summary.article)).transpose()?.flatten();
        Ok(Listed {
            name: name(&summary),
            article: summary.article.to_string(),
            headline: summary.headline,
            versions: summary.versions,
            first: summary.first,
            last: summary.last,
            away,
        })
    };
    summaries.into_iter().map(listed).collect()
}

/// Names an article: without its hash where that is enough.
fn name(summary: &ArticleSummary) -> String {
    let article = &summary.article;
    if summary.namesakes { article.to_string() } else { format!("{}/{}", article.site(), article.slug()) }
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
