//! Files read as versions, without an archive.

use std::path::Path;

use anyhow::Result;
use variorum::article::{Draft, Snapshot, Times};
use variorum::capture::{self, CaptureError};
use variorum::desk::{IntakeError, Problem};

use super::input;
use super::settings::Settings;

/// Reads a file, or standard input for `-`, as one version of an article; an empty file is an empty version.
pub(super) fn snapshot(settings: &Settings, name: &str) -> Result<Snapshot> {
    let input = input::read(Path::new(name), settings)?;
    let draft = match capture::read(&input.bytes, None) {
        Ok(reading) => reading.draft,
        Err(CaptureError::Empty) => Draft::default(),
        Err(error) => return Err(IntakeError { input: input.name, problem: Problem::Unreadable(error) }.into()),
    };
    let at = draft.at.or(draft.modified).or(draft.published).unwrap_or(settings.now);
    Ok(Snapshot {
        fields: draft.fields,
        body: draft.body,
        notes: draft.notes,
        urls: draft.urls,
        language: draft.language,
        times: Times {
            at,
            seen: draft.seen.unwrap_or(settings.now),
            published: draft.published,
            modified: draft.modified,
        },
    })
}
