//! `verify`: is the archive whole?

mod signatures;

use anyhow::Result;
use serde_json::{Value, json};
use variorum::desk::{DeepReport, Differing, inspect_deep};
use variorum::render::{count, withdrawn};
use variorum::store::{Archive, Damage, DamageKind, VerifyReport, VerifyStep};

use super::args::VerifyArgs;
use super::outcome::{self, Outcome};
use super::progress::Progress;
use super::settings::Settings;
use super::{archive, screen};

/// Looks at everything the archive keeps, and lists what is damaged.
pub(super) fn run(args: &VerifyArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open_as_it_is(settings)?;
    outcome::warn(&archive.warnings());
    let report = look(&archive, settings)?;
    // What is damaged cannot be read, let alone again.
    let deep = if args.deep && report.damages.is_empty() {
        let mut progress = Progress::new(settings, "read", report.versions);
        Some(inspect_deep(&archive, &mut || progress.step())?)
    } else {
        None
    };
    if args.json {
        screen::json(&as_json(&report, deep.as_ref()))?;
    } else {
        let not_deep =
            if args.deep && deep.is_none() { "captures were not read again: mend the damage first\n" } else { "" };
        screen::write(&(as_text(&report) + &deep.as_ref().map(deep_text).unwrap_or_default() + not_deep))?;
    }
    let whole =
        report.damages.is_empty() && report.went_back.is_none() && deep.is_none_or(|deep| deep.differing.is_empty());
    Ok(if whole { Outcome::Done } else { Outcome::Found })
}

/// Looks at everything, and says how far it is.
fn look(archive: &Archive, settings: &Settings) -> Result<VerifyReport> {
    let mut progress = Progress::new(settings, "found", 0);
    let mut finding = true;
    let report = archive.verify_telling(&mut |step| match step {
        VerifyStep::Found(number) => progress.reach(number),
        VerifyStep::Looked { done, total } => {
            if std::mem::take(&mut finding) {
                progress.turn_to("verified", total);
            }
            progress.reach(done);
        }
    })?;
    Ok(report)
}

/// Tells what reading the captures again found.
fn deep_text(report: &DeepReport) -> String {
    let versions = |number| count(number, "version", "versions");
    let differing = report.differing.len();
    let mut lines: Vec<String> = report
        .differing
        .iter()
        .map(|one| format!("differs  {}@{}  {}", one.article, one.number, self::differing(one)))
        .map(|line| variorum::render::visible(&line).into_owned())
        .collect();
    let found = if differing == 0 { "all".to_owned() } else { format!("all but {differing}") };
    lines.push(format!("{} read again from captures: {found} read as recorded", versions(report.same + differing)));
    if report.older > 0 {
        let older = versions(report.older);
        lines.push(format!("{older} read by an older extractor; see `variorum reextract --dry-run`"));
    }
    if report.apart > 0 {
        lines.push(format!("{} without a capture that can be read again", versions(report.apart)));
    }
    lines.join("\n") + "\n"
}

/// Says how a version reads otherwise than when it was recorded.
fn differing(one: &Differing) -> String {
    match &one.found {
        Ok(found) => format!(
            "{} reads its capture otherwise than when it was recorded: SHA-256 of the content is {found}, not {}",
            one.extractor, one.expected
        ),
        Err(error) => format!("{} cannot read its capture any more: {}", one.extractor, outcome::unreadable(error)),
    }
}

fn as_text(report: &VerifyReport) -> String {
    let VerifyReport { articles, versions, captures, damages, .. } = report;
    let mut lines: Vec<String> =
        damages.iter().map(|damage| format!("damaged  {}  {}", whose(damage), words(&damage.kind))).collect();
    let erased = report.withdrawn.iter().filter(|withdrawal| withdrawal.erased);
    lines.extend(erased.map(|one| format!("erased  {}  {}", one.article, withdrawn(&one.numbers(), one))));
    lines.extend(report.went_back.as_ref().map(|back| format!("went back  {}", outcome::went_back(back))));
    if report.captures_elsewhere > 0 {
        let captures = count(report.captures_elsewhere, "capture", "captures");
        lines.push(format!(
            "not here  {captures}, without which this archive was cloned: `variorum sync --captures` fetches them"
        ));
    }
    lines.extend(signatures::lines(&report.signatures));
    let found = if damages.is_empty() { "nothing is damaged".to_owned() } else { format!("{} damaged", damages.len()) };
    let kept = [
        count(*articles, "article", "articles"),
        count(*versions, "version", "versions"),
        count(*captures, "capture", "captures"),
    ];
    lines.push(format!("{}: {found}", kept.join(", ")));
    lines.iter().map(|line| variorum::render::visible(line) + "\n").collect()
}

/// Says which version or object is damaged.
fn whose(damage: &Damage) -> String {
    let version = damage.version.map(|number| format!("@{number}")).unwrap_or_default();
    match (&damage.article, &damage.path) {
        (Some(article), Some(path)) => format!("{article}{version}  {path}"),
        (Some(article), None) => format!("{article}{version}"),
        (None, Some(path)) => path.clone(),
        (None, None) => "the archive".to_owned(),
    }
}

/// Says what is wrong with a thing.
fn words(kind: &DamageKind) -> String {
    let other = |what: &str, expected: &str, found: &str| {
        format!("the {what} is not the one that was kept: its SHA-256 is {found}, not {expected}")
    };
    let commit = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".to_owned());
    match kind {
        DamageKind::Unreadable { problem } => format!("cannot be read: {problem}"),
        DamageKind::Missing => "is not there".to_owned(),
        DamageKind::NotAVersion { problem } => format!("a commit that is no version: {problem}"),
        DamageKind::NotLinear => "a commit with several parents".to_owned(),
        DamageKind::WrongNumber { expected } => format!("version {expected} was to follow"),
        DamageKind::WrongPrevious { expected, stated } => {
            format!("follows {}, but says {}", commit(expected), commit(stated))
        }
        DamageKind::WrongPath { expected } => format!("the article lay at {expected} before"),
        DamageKind::ForeignChange { path } => format!("its commit changes {path} too"),
        DamageKind::WrongPage { expected, found } => other("page", expected, found),
        DamageKind::WrongContent { expected, found } => other("content", expected, found),
        DamageKind::WrongCapture { expected, found } => other("capture", expected, found),
        DamageKind::BadSignature => "its signature is bad: it is not one of this commit".to_owned(),
        DamageKind::Unfinished => {
            "what was to be erased may still be there: `variorum gc` completes the erasure".to_owned()
        }
        DamageKind::WrongList => {
            "the list of a pack is not the one that was written: deleted, it is made anew by `git index-pack` and the \
             path of the pack"
                .to_owned()
        }
        DamageKind::Index { problem } => format!("the index is wrong, and made anew when deleted: {problem}"),
        other => format!("{other:?}"),
    }
}

fn as_json(report: &VerifyReport, deep: Option<&DeepReport>) -> Value {
    let damages: Vec<Value> = report
        .damages
        .iter()
        .map(|damage| {
            json!({
                "article": damage.article.as_ref().map(ToString::to_string),
                "version": damage.version,
                "path": damage.path,
                "problem": words(&damage.kind),
            })
        })
        .collect();
    let erased: Vec<Value> = report
        .withdrawn
        .iter()
        .filter(|withdrawal| withdrawal.erased)
        .map(|withdrawal| json!({ "article": withdrawal.article.to_string(), "versions": withdrawal.numbers() }))
        .collect();
    let mut told = json!({
        "articles": report.articles,
        "versions": report.versions,
        "captures": report.captures,
        "captures_elsewhere": report.captures_elsewhere,
        "went_back": report.went_back.as_ref().map(|back| json!({ "from": back.from, "versions": back.versions })),
        "erased": erased,
        "signatures": signatures::json(&report.signatures),
        "damages": damages,
    });
    if let Some(deep) = deep {
        told["deep"] = deep_json(deep);
    }
    told
}

fn deep_json(report: &DeepReport) -> Value {
    let differing = report
        .differing
        .iter()
        .map(|one| json!({ "article": one.article.to_string(), "version": one.number, "problem": differing(one) }));
    json!({
        "same": report.same,
        "differing": differing.collect::<Vec<_>>(),
        "older_extractor": report.older,
        "apart": report.apart,
    })
}
