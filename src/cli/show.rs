//! `show`: one version of an article.

use anyhow::Result;
use variorum::render;

use super::args::ShowArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Shows one version of an article as a reader saw it; the latest unless another is asked for.
pub(super) fn run(args: &ShowArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let (name, asked) = archive::part(&args.article);
    let versions = archive::versions_as_recorded(&archive, &archive.resolve(name)?)?;
    let version = archive::version(&archive, &versions, asked.unwrap_or("-1"))?;
    if args.json {
        screen::json(&render::json::version(version))?;
    } else {
        screen::page(settings, &render::show(version))?;
    }
    Ok(Outcome::Done)
}
