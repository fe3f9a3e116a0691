//! `demo`: the sample stories in a fresh archive, and what can be asked of them.

mod samples;

use std::path::Path;

use anyhow::Result;
use variorum::desk::{Input, Told, describe, read_all};
use variorum::diff::Sides;
use variorum::history::{Changelog, Severity, check, compare};
use variorum::render::{self, Checked, Compared, Layout, Names, Noise, Order};
use variorum::store::{Archive, StoreError};

use self::samples::SAMPLES;
use super::args::DemoArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// A story that the demo walks through, with what a reader is to see at each step.
struct Walk {
    /// A name that finds it: the beginning of its slug.
    name: &'static str,
    /// What kind of story it is.
    about: &'static str,
    /// The two versions whose diff is shown.
    versions: Sides<u32>,
    log: &'static str,
    diff: &'static str,
    changelog: &'static str,
    check: &'static str,
}

const WALKS: [Walk; 2] = [
    Walk {
        name: "marlow",
        about: "A story that tells its readers what was added.",
        versions: Sides { before: 1, after: 2 },
        log: "every version, when it was on show, and the note that came with it",
        diff: "the change from one version to the next, word by word; notes stand apart from the text",
        changelog: "the same history for readers, in Markdown: each note beside the change it announces",
        check: "what readers were not told: nothing, every change has its note",
    },
    Walk {
        name: "ridgeback",
        about: "A story that was changed without a word.",
        versions: Sides { before: 1, after: 2 },
        log: "the same page four times; no version says that it differs from the one before",
        diff: "a claim was softened and a quotation rewritten",
        changelog: "changes that no note announces stand under a heading of their own",
        check: "what an editor should look at, one finding a line; the exit code is 1 when there are any",
    },
];

/// Records the sample stories into a fresh archive and walks through two of them.
pub(super) fn run(args: &DemoArgs, settings: &Settings) -> Result<Outcome> {
    let dir = settings.cwd.join(&args.dir);
    if std::fs::read_dir(&dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(StoreError::NotEmpty { dir: args.dir.clone() }.into());
    }
    let mut archive = Archive::open_or_create(&dir)?;
    record(&mut archive, settings)?;
    let articles = archive.articles()?;
    let shown = args.dir.display().to_string();
    let mut text = format!(
        "{} stories in {} versions are now in the archive {}, an ordinary git repository. Two of them, step by step:\n",
        articles.len(),
        articles.iter().map(|summary| summary.versions).sum::<u32>(),
        render::visible(&shown),
    );
    for walk in &WALKS {
        text.push_str(&self::walk(walk, &archive, &args.dir, settings)?);
    }
    text.push_str("\nAll stories: ");
    text.push_str(&command(&args.dir, "list"));
    text.push_str("\nYour own:    variorum record FILE…\n");
    screen::write(&text)?;
    Ok(Outcome::Done)
}

fn record(archive: &mut Archive, settings: &Settings) -> Result<()> {
    let input = |(name, bytes): &samples::Sample| Input { name: (*name).to_owned(), bytes: bytes.to_vec() };
    let told = Told { recorded_by: settings.recorded_by.clone(), ..Told::default() };
    for intake in read_all(SAMPLES.iter().map(input).collect(), &told, archive, settings.now)? {
        archive.record(&intake.submission, &describe)?;
    }
    Ok(())
}

/// Shows log, diff, changelog and check of one story, each with the command that shows it and what there is to see.
fn walk(walk: &Walk, archive: &Archive, dir: &Path, settings: &Settings) -> Result<String> {
    let article = archive.resolve(walk.name)?;
    let versions = archive.versions(&article)?;
    let pair = walk.versions.map(|number| archive::version(archive, &versions, &number.to_string()));
    let pair = Sides::new(pair.before?, pair.after?);
    let snapshots = pair.map(|version| &version.snapshot);
    let comparison = compare(snapshots);
    let names = pair.map(archive::name_of);
    let compared = Compared { article: Some(article.to_string()), names, snapshots, comparison: &comparison };
    let diff = render::inline(&compared, Noise::Shown);
    let changelog = Changelog::tell(article, versions.clone());
    let (findings, names) = (check(&changelog), Names::among([&changelog.article]));
    let checked = Checked {
        findings: &findings,
        sum: render::Sum::of(&findings),
        settled: &[],
        astray: &[],
        names: &names,
        articles: 1,
        policy: None,
        least: Severity::Minor,
    };
    let step = |asked: String, sees: &str, shown: String| format!("\n$ {}\n# {sees}\n\n{shown}", command(dir, &asked));
    let name = walk.name;
    let Sides { before, after } = walk.versions;
    Ok([
        format!("\n{}\n{}\n", walk.about, "=".repeat(walk.about.chars().count())),
        step(format!("log {name}"), walk.log, screen::drawn(settings, &render::log(&changelog, usize::MAX))),
        step(format!("diff {name} {before} {after}"), walk.diff, screen::drawn(settings, &diff)),
        step(format!("changelog {name}"), walk.changelog, render::changelog_markdown(&changelog, Order::NewestFirst)),
        step(
            format!("check {name}"),
            walk.check,
            screen::drawn(settings, &render::findings(&checked, Layout::Grouped)),
        ),
    ]
    .concat())
}

/// Spells the command that shows a step.
fn command(dir: &Path, asked: &str) -> String {
    format!("variorum --archive {} {asked}", render::visible(&dir.display().to_string()))
}
