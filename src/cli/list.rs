//! `list`: the articles of the archive.

use anyhow::Result;
use variorum::render::{self, Listed, Names};

use super::args::ListArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Lists the articles of the archive.
pub(super) fn run(args: &ListArgs, settings: &Settings) -> Result<Outcome> {
    let summaries = archive::open(settings)?.articles()?;
    let names = Names::among(summaries.iter().map(|summary| &summary.article));
    let articles: Vec<Listed> = summaries
        .into_iter()
        .map(|summary| Listed {
            name: names.of(&summary.article),
            article: summary.article.to_string(),
            headline: summary.headline,
            versions: summary.versions,
            first: summary.first,
            last: summary.last,
        })
        .collect();
    if args.json {
        screen::json(&articles)?;
    } else {
        screen::lines(settings, &render::list(&articles))?;
    }
    Ok(Outcome::Done)
}
