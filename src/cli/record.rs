//! `record`: files become versions.

use anyhow::Result;
use serde_json::{Value, json};
use variorum::article::{Moment, Recorded, RecordedKind};
use variorum::capture::Format;
use variorum::desk::{Input, Intake, Preview, TimeSource, Told, Web, describe, preview, read_fetched};
use variorum::diff::Sides;
use variorum::render::{self, Compared, Noise, Page};
use variorum::store::Archive;

use super::args::{InputFormat, RecordArgs};
use super::outcome::{self, Outcome};
use super::settings::Settings;
use super::{archive, fetch, init, input, moment, screen};

/// Records files and pages as versions, in the order of their time, once all of them are read and found good.
pub(super) fn run(args: &RecordArgs, settings: &Settings) -> Result<Outcome> {
    let told = told(args, settings)?;
    let mut inputs: Vec<(Input, Option<Web>)> = Vec::new();
    let mut fetcher = fetch::fetcher(args.contact.as_deref(), args.allow_private);
    for path in &args.files {
        inputs.push(match fetch::address(path) {
            Some(url) => fetch::page(url, &mut fetcher, settings)?,
            None => (input::read(path, settings)?, None),
        });
    }
    let mut archive = Archive::open_or_create(&init::place(settings))?;
    if settings.progress {
        archive.on_wait(outcome::waiting);
    }
    let intakes = read_fetched(inputs, &told, &archive, settings.now)?;
    fetch::check(&intakes, &archive)?;
    if args.dry_run {
        return show(&intakes, &preview(&intakes, &archive)?, args.json, settings);
    }
    let mut answers = Vec::new();
    for intake in &intakes {
        let recorded = archive.record(&intake.submission, &describe)?;
        if let Some(sighting) = intake.sighting(&recorded) {
            archive.keep_sighting(&recorded.article, &sighting)?;
        }
        let unchanged = recorded.kind == RecordedKind::Unchanged;
        let technical = if unchanged { archive.keep_metadata(&intake.submission)? } else { None };
        if args.json {
            answers.push(as_json(intake, &recorded, technical));
        } else {
            screen::write(&line("recorded", intake, &recorded, technical))?;
        }
    }
    if args.json {
        screen::json(&answers)?;
    }
    outcome::warn(&archive.warnings());
    Ok(Outcome::Done)
}

/// Reads what the command line says of the files.
fn told(args: &RecordArgs, settings: &Settings) -> Result<Told> {
    Ok(Told {
        article: args.article.clone(),
        url: args.url.clone(),
        at: args.at.as_deref().map(moment::parse).transpose()?,
        notes: args.notes.clone(),
        headline: args.headline.clone(),
        dek: args.dek.clone(),
        byline: args.byline.clone(),
        format: args.format.map(|format| match format {
            InputFormat::Text => Format::Text,
            InputFormat::Markdown => Format::Markdown,
            InputFormat::Html => Format::Html,
            InputFormat::Wire => Format::Wire,
        }),
        recorded_by: settings.recorded_by.clone(),
    })
}

/// Says in one line what became of a file; `done` is the word for a version that was kept, and `technical` the number of the
/// one that was kept for what moved beside the content.
pub(super) fn line(done: &str, intake: &Intake, recorded: &Recorded, technical: Option<u32>) -> String {
    let Recorded { article, number, kind } = recorded;
    let at = render::in_table(intake.dated.at);
    match kind {
        RecordedKind::First => format!("{done}  {article}@{number}  first  {at}{}\n", known_by(intake)),
        RecordedKind::Next => format!("{done}  {article}@{number}  next  {at}{}\n", known_by(intake)),
        RecordedKind::Unchanged => {
            let moved = technical.map(|number| format!("  (its metadata moved: technical version {number})"));
            format!("unchanged  {article}@{number}  same as {number}  {at}{}\n", moved.unwrap_or_default())
        }
    }
}

/// Says how the time is known, where it was not stated outright, and what had to be inferred.
fn known_by(intake: &Intake) -> String {
    let mut parts = Vec::new();
    if !matches!(intake.dated.source, TimeSource::Said | TimeSource::File) {
        parts.push(intake.dated.source.words().to_owned());
    }
    parts.extend(intake.dated.inferred.iter().map(|part| part.replacen(':', " ", 1)));
    if intake.encoding != "UTF-8" {
        parts.push(format!("read as {}", intake.encoding));
    }
    if parts.is_empty() { String::new() } else { format!("  ({})", parts.join("; ")) }
}

fn as_json(intake: &Intake, recorded: &Recorded, technical: Option<u32>) -> Value {
    json!({
        "file": intake.name,
        "article": recorded.article.to_string(),
        "version": recorded.number,
        "technical": technical,
        "outcome": match recorded.kind {
            RecordedKind::First => "first",
            RecordedKind::Next => "next",
            RecordedKind::Unchanged => "unchanged",
        },
        "at": rfc3339(intake.dated.at),
        "at_source": intake.dated.source.name(),
        "inferred": intake.dated.inferred,
        "format": intake.format,
        "encoding": intake.encoding,
        "content_sha256": intake.submission.snapshot.content_sha256(),
    })
}

fn rfc3339(moment: Moment) -> String {
    moment.to_rfc3339()
}

/// Shows what would be recorded.
fn show(intakes: &[Intake], previews: &[Preview], as_values: bool, settings: &Settings) -> Result<Outcome> {
    let recorded = |preview: &Preview| Recorded {
        article: preview.after.article.clone(),
        number: preview.after.number,
        kind: preview.kind,
    };
    if as_values {
        let values: Vec<Value> =
            intakes.iter().zip(previews).map(|(intake, preview)| as_json(intake, &recorded(preview), None)).collect();
        screen::json(&values)?;
        return Ok(Outcome::Done);
    }
    let mut text = String::new();
    for (intake, preview) in intakes.iter().zip(previews) {
        text.push_str(&line("would record", intake, &recorded(preview), None));
        if let Some(page) = compared(preview) {
            text.extend(["\n", &screen::drawn(settings, &page)]);
        }
    }
    screen::text(settings, &text)?;
    Ok(Outcome::Done)
}

/// Draws what differs from the version before, if there is one.
fn compared(preview: &Preview) -> Option<Page> {
    let (before, comparison) = (preview.before.as_ref()?, preview.comparison.as_ref()?);
    let versions = Sides::new(before, &preview.after);
    let compared = Compared {
        article: Some(preview.after.article.to_string()),
        names: versions.map(archive::name_of),
        snapshots: versions.map(|version| &version.snapshot),
        comparison,
    };
    Some(render::inline(&compared, Noise::Shown))
}
