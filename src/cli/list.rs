//! `list`: the articles of the archive.

use anyhow::Result;
use variorum::render::{self, Listed};

use super::args::ListArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Lists the articles of the archive.
pub(super) fn run(args: &ListArgs, settings: &Settings) -> Result<Outcome> {
    let articles: Vec<Listed> = archive::open(settings)?
        .articles()?
        .into_iter()
        .map(|summary| Listed {
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
        screen::page(settings, &render::list(&articles))?;
    }
    Ok(Outcome::Done)
}
