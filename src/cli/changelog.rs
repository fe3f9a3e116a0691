//! `changelog`: the history of an article, told to a reader.

use anyhow::Result;
use variorum::render::{self, Order};

use super::args::{ChangelogArgs, ChangelogFormat};
use super::outcome::{self, Outcome};
use super::settings::Settings;
use super::{archive, screen};

/// Tells the history of an article: what changed, and which note announces it.
pub(super) fn run(args: &ChangelogArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let article = archive.resolve(&args.article)?;
    let changelog = archive::tell(&archive, article)?;
    outcome::astray(&changelog);
    let order = if args.oldest_first { Order::OldestFirst } else { Order::NewestFirst };
    let text = if args.json || args.format == ChangelogFormat::Json {
        screen::json_text(&render::json::changelog(&changelog, order))?
    } else {
        render::changelog_markdown(&changelog, order)
    };
    match &args.output {
        Some(path) => screen::save(settings, path, &text)?,
        None => screen::text(settings, &text)?,
    }
    Ok(Outcome::Done)
}
