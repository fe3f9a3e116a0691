//! `reextract`: captures are read again by the present readers.

use anyhow::{Result, bail};
use serde_json::json;
use variorum::article::ArticleId;
use variorum::desk::{ReextractTerms, Reextracted, reextract};
use variorum::render;

use super::args::ReextractArgs;
use super::outcome::{self, Outcome};
use super::progress::Progress;
use super::settings::Settings;
use super::{archive, screen};

/// Reads captures again, and says what reads otherwise.
pub(super) fn run(args: &ReextractArgs, settings: &Settings) -> Result<Outcome> {
    let mut archive = archive::open(settings)?;
    let articles: Vec<ArticleId> = if args.articles.is_empty() {
        archive.articles()?.into_iter().map(|summary| summary.article).collect()
    } else {
        args.articles.iter().map(|name| archive.resolve(name)).collect::<Result<_, _>>()?
    };
    let (now, recorded_by) = (settings.now, settings.recorded_by.clone());
    let terms = ReextractTerms { all: args.all, dry_run: args.dry_run, now, recorded_by };
    let mut progress = Progress::new(settings, "read", 0);
    let report = reextract(&mut archive, &articles, &terms, &mut || progress.step())?;
    drop(progress);
    if args.json {
        screen::json(&as_json(&report))?;
    } else {
        screen::lines(settings, &render::reextracted(&told(&report, args.dry_run)))?;
    }
    match report.unreadable.len() {
        0 => Ok(Outcome::Done),
        number => bail!("{} cannot be read any more; see above", render::count(number, "capture", "captures")),
    }
}

fn told(report: &Reextracted, dry_run: bool) -> render::Rereadings {
    let changed = report.changed.iter().map(|one| {
        let kept = one.kept_as.map(|number| format!("; kept as version {number}")).unwrap_or_default();
        (format!("{}@{}", one.article, one.number), format!("{}{kept}", one.summary))
    });
    let unreadable = report
        .unreadable
        .iter()
        .map(|(article, number, error)| (format!("{article}@{number}"), outcome::unreadable(error)));
    render::Rereadings {
        changed: changed.collect(),
        unchanged: report.unchanged,
        current: report.current,
        apart: report.apart,
        unreadable: unreadable.collect(),
        dry_run,
    }
}

fn as_json(report: &Reextracted) -> serde_json::Value {
    let changed = report.changed.iter().map(|one| {
        json!({
            "article": one.article.to_string(),
            "version": one.number,
            "read_before_by": one.before,
            "kept_as": one.kept_as,
            "summary": one.summary,
        })
    });
    let unreadable = report.unreadable.iter().map(|(article, number, error)| {
        json!({ "article": article.to_string(), "version": number, "reason": outcome::unreadable(error) })
    });
    json!({
        "changed": changed.collect::<Vec<_>>(),
        "unchanged": report.unchanged,
        "current": report.current,
        "apart": report.apart,
        "unreadable": unreadable.collect::<Vec<_>>(),
    })
}
