//! `check`: what readers were not told.

use anyhow::Result;
use variorum::article::ArticleId;
use variorum::history::{Changelog, Severity, check};
use variorum::render::{self, Checked, Layout, Names};

use super::args::{CheckArgs, FailOn};
use super::outcome::Outcome;
use super::progress::Progress;
use super::settings::Settings;
use super::{archive, screen};

/// Finds what readers were not told, in the articles named or in all.
pub(super) fn run(args: &CheckArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let all: Vec<ArticleId> = archive.articles()?.into_iter().map(|summary| summary.article).collect();
    let names = Names::among(&all);
    let articles = if args.articles.is_empty() {
        all
    } else {
        args.articles.iter().map(|name| archive.resolve(name)).collect::<Result<Vec<_>, _>>()?
    };
    let checked = articles.len();
    let mut findings = Vec::new();
    let mut progress = Progress::new(settings, "checked", checked);
    for article in articles {
        let versions = archive.versions(&article)?;
        findings.extend(check(&Changelog::tell(article, versions)));
        progress.step();
    }
    drop(progress);
    let least = match args.fail_on {
        FailOn::Substantive => Severity::Substantive,
        FailOn::Minor => Severity::Minor,
        FailOn::Any => Severity::Cosmetic,
    };
    if args.json {
        screen::json(&render::json::findings(&findings, checked))?;
    } else {
        let least = least.min(Severity::Minor);
        let checked = Checked { findings: &findings, names: &names, articles: checked, least };
        let layout = if settings.width.is_some() { Layout::Grouped } else { Layout::Lines };
        screen::lines(settings, &render::findings(&checked, layout))?;
    }
    let counts = findings.iter().any(|finding| finding.severity >= least);
    Ok(if counts { Outcome::Found } else { Outcome::Done })
}
