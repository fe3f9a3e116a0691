//! `verify`: is the archive whole?

use anyhow::Result;
use serde_json::{Value, json};
use variorum::render::withdrawn;
use variorum::store::{Damage, DamageKind, VerifyReport};

use super::args::VerifyArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Looks at everything the archive keeps, and lists what is damaged.
pub(super) fn run(args: &VerifyArgs, settings: &Settings) -> Result<Outcome> {
    let report = archive::open(settings)?.verify()?;
    if args.json {
        screen::json(&as_json(&report))?;
    } else {
        screen::write(&as_text(&report))?;
    }
    Ok(if report.damages.is_empty() { Outcome::Done } else { Outcome::Found })
}

fn as_text(report: &VerifyReport) -> String {
    let mut text = String::new();
    for damage in &report.damages {
        let line = format!("damaged  {}  {}", whose(damage), words(&damage.kind));
        text.push_str(&variorum::render::visible(&line));
        text.push('\n');
    }
    for withdrawal in report.withdrawn.iter().filter(|withdrawal| withdrawal.erased) {
        let line = format!("erased  {}  {}", withdrawal.article, withdrawn(&withdrawal.numbers(), withdrawal));
        text.push_str(&variorum::render::visible(&line));
        text.push('\n');
    }
    let VerifyReport { articles, versions, captures, damages, .. } = report;
    let found = if damages.is_empty() { "nothing is damaged".to_owned() } else { format!("{} damaged", damages.len()) };
    text + &format!("{articles} articles, {versions} versions, {captures} captures: {found}\n")
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
        DamageKind::Unfinished => {
            "what was to be erased may still be there: `variorum gc` completes the erasure".to_owned()
        }
        DamageKind::Index { problem } => format!("the index is wrong, and made anew when deleted: {problem}"),
        other => format!("{other:?}"),
    }
}

fn as_json(report: &VerifyReport) -> Value {
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
    json!({
        "articles": report.articles,
        "versions": report.versions,
        "captures": report.captures,
        "erased": erased,
        "damages": damages,
    })
}
