//! `check`: what readers were not told, and where a policy is not kept.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use variorum::article::ArticleId;
use variorum::history::policy::{Profile, built_in, built_in_names};
use variorum::history::{Severity, review};
use variorum::render::{self, Checked, Layout, Names};

use super::args::{CheckArgs, CheckFormat, FailOn};
use super::outcome::Outcome;
use super::progress::Progress;
use super::settings::Settings;
use super::{archive, input, screen};

/// Finds what readers were not told, in the articles named or in all.
pub(super) fn run(args: &CheckArgs, settings: &Settings) -> Result<Outcome> {
    let policy = args.policy.as_deref().map(|name| policy(name, settings)).transpose()?;
    let archive = archive::open(settings)?;
    let all: Vec<ArticleId> = archive.articles()?.into_iter().map(|summary| summary.article).collect();
    let names = Names::among(&all);
    let articles = if args.articles.is_empty() {
        all
    } else {
        args.articles.iter().map(|name| archive.resolve(name)).collect::<Result<Vec<_>, _>>()?
    };
    let checked = articles.len();
    let (mut findings, mut settled, mut astray) = (Vec::new(), Vec::new(), Vec::new());
    let mut progress = Progress::new(settings, "checked", checked);
    for article in articles {
        let changelog = archive::tell(&archive, article)?;
        let mut reviewed = review(&changelog, policy.as_ref());
        findings.append(&mut reviewed.findings);
        settled.append(&mut reviewed.settled);
        let lost = changelog.astray().iter().cloned();
        astray.extend(lost.map(|(ruling, misfit)| (changelog.article.clone(), ruling, misfit)));
        progress.step();
    }
    drop(progress);
    let fails = match args.fail_on {
        FailOn::Substantive => Severity::Substantive,
        FailOn::Minor => Severity::Minor,
        FailOn::Any => Severity::Cosmetic,
    };
    let checked = Checked {
        findings: &findings,
        settled: &settled,
        astray: &astray,
        names: &names,
        articles: checked,
        policy: policy.as_ref().map(|policy| policy.name.as_str()),
        least: fails.min(Severity::Minor),
    };
    show(args, settings, &checked)?;
    let counts = findings.iter().any(|finding| finding.severity >= fails);
    Ok(if counts { Outcome::Found } else { Outcome::Done })
}

fn show(args: &CheckArgs, settings: &Settings, checked: &Checked<'_>) -> Result<()> {
    match if args.json { CheckFormat::Json } else { args.format } {
        CheckFormat::Json => screen::json(&render::json::findings(checked)),
        CheckFormat::Sarif => screen::json(&render::json::sarif(checked)),
        CheckFormat::Markdown => screen::text(settings, &render::findings_markdown(checked)),
        CheckFormat::Text => {
            let layout = if settings.width.is_some() { Layout::Grouped } else { Layout::Lines };
            screen::lines(settings, &render::findings(checked, layout))
        }
    }
}

/// Finds the policy meant: one that comes with the program by its name, else a file.
fn policy(name: &str, settings: &Settings) -> Result<Profile> {
    if let Some(profile) = built_in(name) {
        return Ok(profile);
    }
    if name != "-" && !settings.cwd.join(name).exists() && !name.contains(['/', '.']) {
        let known: Vec<&str> = built_in_names().collect();
        bail!("no policy {name}: built in are {}; any other is the path of a TOML file", known.join(", "));
    }
    let input = input::read(Path::new(name), settings)?;
    let text = String::from_utf8(input.bytes)
        .map_err(|_| anyhow!("{}: a policy is a TOML file, and this is no UTF-8 text", input.name))?;
    Profile::parse(text.trim_start_matches('\u{feff}')).with_context(|| format!("the policy {}", input.name))
}
