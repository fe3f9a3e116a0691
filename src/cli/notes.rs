//! `notes`: an article's notes on itself, as read.

use std::path::Path;

use anyhow::{Result, bail};
use variorum::article::{Draft, Version};
use variorum::capture::{self, CaptureError, Format};
use variorum::desk::{Input, IntakeError, Problem};
use variorum::history::Changelog;
use variorum::notes::{Context, Note, find, read};
use variorum::render::{self, FoundNotes};
use variorum::text::language;

use super::args::NotesArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, input, screen};

/// Lists the notes of an article, of one version of it, or of a file.
pub(super) fn run(args: &NotesArgs, settings: &Settings) -> Result<Outcome> {
    if args.source == "-" || archive::is_file(settings, &args.source) {
        return of_file(args, settings);
    }
    if args.lang.is_some() {
        bail!("--lang is for a file; {} is no file here, and an article is kept with its language", args.source);
    }
    let archive = archive::open(settings)?;
    let (name, asked) = archive::part(&args.source);
    let article = archive.resolve(name)?;
    let versions = archive::versions(&archive, &article)?;
    if let Some(asked) = asked {
        return of_version(args, settings, archive::version(&archive, &versions, asked)?);
    }
    let followed = Changelog::tell(article, versions).followed_notes();
    if args.json {
        screen::json(&render::json::followed_notes(&followed))?;
    } else {
        screen::page(settings, &render::followed_notes(&followed))?;
    }
    Ok(Outcome::Done)
}

/// Shows the notes of one version, whose lines are known to be notes.
fn of_version(args: &NotesArgs, settings: &Settings, version: &Version) -> Result<Outcome> {
    let snapshot = &version.snapshot;
    let context = Context {
        published: snapshot.times.published,
        seen: Some(snapshot.times.seen),
        zone: None,
        language: snapshot.language.clone(),
    };
    let notes: Vec<Note> = read(&snapshot.notes, &context).into_iter().map(|(_, note)| note).collect();
    if args.json {
        screen::json(&render::json::notes(&notes))?;
    } else {
        screen::page(settings, &render::notes(&notes))?;
    }
    Ok(Outcome::Done)
}

/// Shows the notes of a file: those anywhere in a plain text, or those a web page or a page of the archive states apart.
fn of_file(args: &NotesArgs, settings: &Settings) -> Result<Outcome> {
    let input = input::read(Path::new(&args.source), settings)?;
    let plain = std::str::from_utf8(&input.bytes).ok().map(|text| text.trim_start_matches('\u{feff}'));
    let plain = plain.filter(|text| !states_notes_apart(text));
    let draft = match plain {
        Some(_) => Draft::default(),
        None => drafted(&input)?,
    };
    let body = draft.body.text();
    let code = args.lang.as_deref().or(draft.language.as_deref()).or_else(|| language(plain.unwrap_or(body)));
    let context = Context {
        published: draft.published,
        seen: Some(draft.seen.unwrap_or(settings.now)),
        zone: None,
        language: code.map(str::to_owned),
    };
    let notes: Vec<Note> = match plain {
        Some(text) => find(text, &context),
        None => read(&draft.notes, &context).into_iter().map(|(_, note)| note).collect(),
    };
    let found = FoundNotes { notes: &notes, text: plain, language: code };
    if args.json {
        screen::json(&render::json::found_notes(&found))?;
    } else {
        screen::page(settings, &render::found_notes(&found))?;
    }
    Ok(Outcome::Done)
}

/// Tells whether a text is a web page, or begins with front matter: both hold notes apart from their text.
fn states_notes_apart(text: &str) -> bool {
    match Format::of(text) {
        Format::Text => false,
        Format::Markdown => text.trim_start().starts_with("---"),
        Format::Html | Format::Wire => true,
    }
}

fn drafted(input: &Input) -> Result<Draft> {
    match capture::read(&input.bytes, None) {
        Ok(reading) => Ok(reading.draft),
        Err(CaptureError::Empty) => Ok(Draft::default()),
        Err(error) => Err(IntakeError { input: input.name.clone(), problem: Problem::Unreadable(error) }.into()),
    }
}
