//! `log`: the versions of an article, newest first.

use anyhow::Result;
use variorum::render::{self, TechnicalRow};
use variorum::store::Technical;

use super::args::LogArgs;
use super::outcome::{self, Outcome};
use super::settings::Settings;
use super::{archive, screen};

/// Lists the versions of an article, newest first, with what changed and whether readers were told.
pub(super) fn run(args: &LogArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let article = archive.resolve(&args.article)?;
    let technical: Vec<TechnicalRow> = archive.technical(&article)?.iter().map(row).collect();
    let changelog = archive::tell_all(&archive, article)?;
    outcome::astray(&changelog);
    if args.json {
        let mut told = serde_json::to_value(render::json::log(&changelog))?;
        told["technical"] = serde_json::to_value(&technical)?;
        screen::json(&told)?;
    } else {
        let mut page = render::log(&changelog);
        if !technical.is_empty() {
            page.gap();
            page.append(render::technical(&technical));
        }
        screen::page(settings, &page)?;
    }
    Ok(Outcome::Done)
}

/// Says what a technical version was kept for.
fn row(version: &Technical) -> TechnicalRow {
    let why = match (version.why.as_str(), version.of) {
        ("alias", _) => "a further address".to_owned(),
        ("extractor", Some(of)) => format!("version {of} read again"),
        (other, _) => other.to_owned(),
    };
    TechnicalRow { version: version.number, recorded: version.recorded, rereads: version.of, why }
}
