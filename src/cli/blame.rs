//! `blame`: since when each word of an article has stood in it.

use anyhow::{Result, bail};
use variorum::article::Version;
use variorum::history::{Blame, Changelog};
use variorum::render::{self, Grain};

use super::args::BlameArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Tells with which version each sentence and word of an article came in, and on request what left it.
pub(super) fn run(args: &BlameArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let (name, asked) = archive::part(&args.article);
    let article = archive.resolve(name)?;
    let versions = archive::versions(&archive, &article)?;
    let last = archive::version(&archive, &versions, asked.unwrap_or("-1"))?.number;
    let changelog = Changelog::tell(article, up_to(versions, last)?);
    let blame = Blame::trace(&changelog);
    if args.json {
        screen::json(&render::json::blame(&changelog, &blame))?;
    } else {
        let grain = if args.words { Grain::Words } else { Grain::Sentences };
        screen::page(settings, &render::blame(&changelog, &blame, grain, args.gone))?;
    }
    Ok(Outcome::Done)
}

/// Leaves out what came after a version in time; the version must be one of the article's own.
fn up_to(mut versions: Vec<Version>, last: u32) -> Result<Vec<Version>> {
    let Some(at) = versions.iter().position(|version| version.number == last) else { return Ok(versions) };
    if versions[at].technical {
        bail!(
            "version {last} is a technical one: an address or the reader of pages changed, not the article; \
             ask for another version"
        );
    }
    versions.truncate(at + 1);
    Ok(versions)
}
