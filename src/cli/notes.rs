//! `notes`: an article's notes on itself, as read.

use anyhow::Result;
use variorum::article::Snapshot;
use variorum::notes::{Context, read};
use variorum::render;

use super::args::NotesArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, file, screen};

/// Lists the notes of an article's version, or of a file, with what each value was read from.
pub(super) fn run(args: &NotesArgs, settings: &Settings) -> Result<Outcome> {
    let snapshot = snapshot(&args.source, settings)?;
    let context = Context {
        published: snapshot.times.published,
        seen: Some(snapshot.times.seen),
        zone: None,
        language: snapshot.language.clone(),
    };
    let notes: Vec<_> = read(&snapshot.notes, &context).into_iter().map(|(_, note)| note).collect();
    if args.json {
        screen::json(&render::json::notes(&notes))?;
    } else {
        screen::page(settings, &render::notes(&notes))?;
    }
    Ok(Outcome::Done)
}

fn snapshot(source: &str, settings: &Settings) -> Result<Snapshot> {
    if source == "-" || archive::is_file(settings, source) {
        return file::snapshot(settings, source);
    }
    let archive = archive::open(settings)?;
    let (name, asked) = archive::part(source);
    let versions = archive.versions(&archive.resolve(name)?)?;
    Ok(archive::version(&versions, asked.unwrap_or("-1"))?.snapshot.clone())
}
