//! `explain`: why a version is told as it is.

use anyhow::{Context, Result};
use variorum::history::Changelog;
use variorum::render;

use super::args::ExplainArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Shows what counted for each verdict on a version; the latest unless another is asked for.
pub(super) fn run(args: &ExplainArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let (name, asked) = archive::part(&args.article);
    let article = archive.resolve(name)?;
    let versions = archive::versions(&archive, &article)?;
    let number = archive::version(&archive, &versions, asked.unwrap_or("-1"))?.number;
    let changelog = Changelog::tell(article, versions);
    let entry = changelog.entries.iter().position(|entry| entry.version.number == number);
    let entry = entry.with_context(|| {
        let what = "is a technical version: the page was read otherwise, the article did not change";
        format!("{}@{number} {what}, so there is nothing to explain", changelog.article)
    })?;
    if args.json {
        screen::json(&render::json::explain(&changelog, entry))?;
    } else {
        screen::page(settings, &render::explain(&changelog, entry, args.all))?;
    }
    Ok(Outcome::Done)
}
