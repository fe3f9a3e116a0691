//! `log`: the versions of an article, newest first.

use anyhow::Result;
use variorum::render;

use super::args::LogArgs;
use super::outcome::{self, Outcome};
use super::settings::Settings;
use super::{archive, screen};

/// Lists the versions of an article, newest first, with what changed and whether readers were told.
pub(super) fn run(args: &LogArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let article = archive.resolve(&args.article)?;
    let changelog = archive::tell_all(&archive, article)?;
    outcome::astray(&changelog);
    if args.json {
        screen::json(&render::json::log(&changelog))?;
    } else {
        screen::page(settings, &render::log(&changelog))?;
    }
    Ok(Outcome::Done)
}
