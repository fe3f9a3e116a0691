//! `check`: what readers were not told, and where a policy is not kept.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use variorum::article::ArticleId;
use variorum::history::policy::{Profile, built_in, built_in_names};
use variorum::history::{Finding, Severity, review};
use variorum::render::json::SarifRules;
use variorum::render::{self, Astray, Checked, Layout, Names, Sum};
use variorum::store::Archive;

use super::args::{CheckArgs, CheckFormat, FailOn};
use super::outcome::Outcome;
use super::progress::Progress;
use super::screen::JsonItems;
use super::settings::Settings;
use super::{archive, input, screen};

/// Finds what readers were not told, in the articles named or in all.
pub(super) fn run(args: &CheckArgs, settings: &Settings) -> Result<Outcome> {
    let policy = args.policy.as_deref().map(|name| policy(name, settings)).transpose()?;
    let archive = archive::open(settings)?;
    let articles = args.articles.iter().map(|name| archive.resolve(name)).collect::<Result<Vec<_>, _>>()?;
    let fails = match args.fail_on {
        FailOn::Substantive => Severity::Substantive,
        FailOn::Minor => Severity::Minor,
        FailOn::Any => Severity::Cosmetic,
    };
    let (policy, least) = (policy.as_ref(), fails.min(Severity::Minor));
    let check = Check { archive: &archive, articles: &articles, policy, least, settings };
    let sum = match if args.json { CheckFormat::Json } else { args.format } {
        CheckFormat::Text => check.as_text(),
        CheckFormat::Json => check.as_json(),
        CheckFormat::Markdown => check.as_markdown(),
        CheckFormat::Sarif => check.as_sarif(),
    }?;
    Ok(if sum.from(fails) > 0 { Outcome::Found } else { Outcome::Done })
}

/// A look for findings.
struct Check<'a> {
    archive: &'a Archive,
    /// The articles; none for all.
    articles: &'a [ArticleId],
    policy: Option<&'a Profile>,
    least: Severity,
    settings: &'a Settings,
}

/// What is known when all articles are checked: what editors have ruled on, which people can count.
#[derive(Default)]
struct Rest {
    sum: Sum,
    articles: usize,
    settled: Vec<Finding>,
    astray: Vec<Astray>,
    /// The articles they are about, and those that share a name with one.
    named: Vec<ArticleId>,
}

impl Check<'_> {
    /// Checks one article after the other, and hands on what is found in each, with what it is called.
    fn each(&self, mut show: impl FnMut(&[Finding], &Names) -> Result<()>) -> Result<Rest> {
        let mut rest = Rest::default();
        let total = if self.articles.is_empty() { self.archive.count_articles()? } else { self.articles.len() };
        // A pager that is being read has the terminal for itself.
        let mut progress = self.settings.pager.is_none().then(|| Progress::new(self.settings, "checked", total));
        let mut one = |article: ArticleId| {
            let changelog = archive::tell(self.archive, article)?;
            let mut reviewed = review(&changelog, self.policy);
            let namesakes = self.archive.namesakes(&changelog.article)?;
            if let Some(progress) = &mut progress {
                progress.hide();
            }
            show(&reviewed.findings, &Names::among(&namesakes))?;
            rest.sum.add(Sum::of(&reviewed.findings));
            rest.articles += 1;
            if !reviewed.settled.is_empty() || !changelog.astray().is_empty() {
                rest.named.extend(namesakes);
            }
            rest.settled.append(&mut reviewed.settled);
            let lost = changelog.astray().iter().cloned();
            rest.astray.extend(lost.map(|(ruling, misfit)| (changelog.article.clone(), ruling, misfit)));
            if let Some(progress) = &mut progress {
                progress.step();
            }
            anyhow::Ok(())
        };
        if self.articles.is_empty() {
            self.archive.each_article(|summary| one(summary.article))?;
        } else {
            self.articles.iter().cloned().try_for_each(&mut one)?;
        }
        Ok(rest)
    }

    fn checked<'r>(&'r self, findings: &'r [Finding], names: &'r Names, rest: &'r Rest) -> Checked<'r> {
        let Rest { sum, articles, settled, astray, .. } = rest;
        let (policy, least) = (self.policy.map(|policy| policy.name.as_str()), self.least);
        Checked { findings, sum: *sum, settled, astray, names, articles: *articles, policy, least }
    }

    /// Shows the findings of each article as soon as they are known.
    fn as_text(&self) -> Result<Sum> {
        let settings = self.settings;
        let layout = if settings.width.is_some() { Layout::Grouped } else { Layout::Lines };
        screen::stream(settings, |stream| {
            let (none, mut begun) = (Rest::default(), false);
            let rest = self.each(|findings, names| {
                let page = render::findings_listed(&self.checked(findings, names, &none), layout);
                if page.lines().is_empty() {
                    return Ok(());
                }
                if begun && layout == Layout::Grouped {
                    stream.put("\n")?;
                }
                begun = true;
                stream.put_lines(settings, &page)
            })?;
            if begun {
                stream.put("\n")?;
            }
            stream.put_lines(settings, &render::findings_end(&self.checked(&[], &Names::among(&rest.named), &rest)))?;
            Ok(rest.sum)
        })
    }

    fn as_json(&self) -> Result<Sum> {
        let mut items = JsonItems::begin("{\n  \"findings\": ", 1);
        let rest = self
            .each(|findings, _| findings.iter().try_for_each(|finding| items.put(&render::json::finding(finding))))?;
        items.end()?;
        let beside = screen::json_text(&render::json::checked(&self.checked(&[], &Names::default(), &rest)))?;
        screen::write(&beside.replacen('{', ",", 1))?;
        Ok(rest.sum)
    }

    fn as_markdown(&self) -> Result<Sum> {
        screen::stream(self.settings, |stream| {
            let (none, mut head) = (Rest::default(), Some(render::FINDINGS_HEAD));
            let rest = self.each(|findings, names| {
                let listed = render::findings_markdown_listed(&self.checked(findings, names, &none));
                if listed.is_empty() {
                    Ok(())
                } else {
                    stream.put(&(head.take().unwrap_or_default().to_owned() + &listed))
                }
            })?;
            let end = render::findings_markdown_end(&self.checked(&[], &Names::among(&rest.named), &rest));
            stream.put(&(head.unwrap_or_default().to_owned() + &end))?;
            Ok(rest.sum)
        })
    }

    /// Writes results as they are found, and around them the log that would hold them.
    fn as_sarif(&self) -> Result<Sum> {
        const RESULTS: &str = "\"results\": ";
        let around = |rules: SarifRules| {
            let log = screen::json_text(&rules.log())?;
            let (before, after) = log.split_once(&format!("{RESULTS}[]")).context("a log has results")?;
            Ok::<_, anyhow::Error>((format!("{before}{RESULTS}"), after.to_owned()))
        };
        let mut rules = SarifRules::default();
        let mut items = JsonItems::begin(&around(SarifRules::default())?.0, 3);
        let rest = self
            .each(|findings, names| findings.iter().try_for_each(|finding| items.put(&rules.result(finding, names))))?;
        let names = Names::among(&rest.named);
        rest.settled.iter().try_for_each(|finding| items.put(&rules.result(finding, &names)))?;
        items.end()?;
        screen::write(&around(rules)?.1)?;
        Ok(rest.sum)
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
