//! `alias`: a further address for an article.

use anyhow::Result;
use variorum::article::RecordedKind;

use super::args::AliasArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Lets a further address find an article.
pub(super) fn run(args: &AliasArgs, settings: &Settings) -> Result<Outcome> {
    let mut archive = archive::open(settings)?;
    let article = archive.resolve(&args.article)?;
    let recorded = archive.add_url(&article, &args.url, settings.now, &settings.recorded_by)?;
    let url = variorum::render::visible(&args.url);
    let line = match recorded.kind {
        RecordedKind::Unchanged => format!("unchanged  {article}  is found by {url} already\n"),
        RecordedKind::First | RecordedKind::Next => format!("alias  {article}  is now found by {url} too\n"),
    };
    screen::write(&line)?;
    Ok(Outcome::Done)
}
