//! `log`: the versions of an article, or the newest of all articles, newest first.

use anyhow::Result;
use serde_json::json;
use variorum::render::{self, LatestRow, TechnicalRow};
use variorum::store::{Archive, Technical};

use super::args::LogArgs;
use super::outcome::{self, Outcome};
use super::settings::Settings;
use super::{archive, screen};

/// How many versions of all articles are listed when nobody says how many.
const LATEST: u32 = 20;

/// Lists the versions of an article, with what changed and whether readers were told, or the newest of all articles.
pub(super) fn run(args: &LogArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    match &args.article {
        Some(article) => of_article(&archive, article, args, settings),
        None => of_all(&archive, args, settings),
    }
}

fn of_article(archive: &Archive, article: &str, args: &LogArgs, settings: &Settings) -> Result<Outcome> {
    let article = archive.resolve(article)?;
    let technical: Vec<TechnicalRow> = archive.technical(&article)?.iter().map(row).collect();
    let changelog = archive::tell_all(archive, article)?;
    outcome::astray(&changelog);
    let most = args.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    if args.json {
        let mut told = serde_json::to_value(render::json::log(&changelog, most))?;
        told["technical"] = serde_json::to_value(&technical)?;
        screen::json(&told)?;
    } else {
        let mut page = render::log(&changelog, most);
        if !technical.is_empty() {
            page.gap();
            page.append(render::technical(&technical));
        }
        screen::page(settings, &page)?;
    }
    Ok(Outcome::Done)
}

/// Lists the newest versions of all articles: what a look at the archive begins with.
fn of_all(archive: &Archive, args: &LogArgs, settings: &Settings) -> Result<Outcome> {
    let mut rows = Vec::new();
    for version in archive.latest(args.limit.unwrap_or(LATEST))? {
        rows.push(LatestRow {
            article: version.article.to_string(),
            name: archive::name(archive, &version.article)?,
            version: version.number,
            at: version.at,
            recorded: version.recorded,
            told: version.told,
        });
    }
    if args.json {
        screen::json(&json!({ "versions": rows }))?;
    } else {
        screen::lines(settings, &render::latest(&rows))?;
    }
    Ok(Outcome::Done)
}

/// Says what a technical version was kept for.
fn row(version: &Technical) -> TechnicalRow {
    let why = match (version.why.as_str(), version.of) {
        ("alias", _) => "a further address".to_owned(),
        ("metadata", _) => "a stated time, an address or the language moved".to_owned(),
        ("extractor", Some(of)) => format!("version {of} read again"),
        (other, _) => other.to_owned(),
    };
    TechnicalRow { version: version.number, recorded: version.recorded, rereads: version.of, why }
}
