//! Files read as versions, without an archive.

use std::fs;
use std::io::{self, Read};

use anyhow::{Context, Result};
use variorum::article::{Draft, Snapshot, Times};
use variorum::capture::{self, LARGEST_INPUT};

use super::settings::Settings;

/// Reads a file, or standard input for `-`, as one version of an article; an empty file is an empty version.
pub(super) fn snapshot(settings: &Settings, name: &str) -> Result<Snapshot> {
    let bytes = bytes(settings, name)?;
    let draft = if bytes.is_empty() {
        Draft::default()
    } else {
        capture::read(&bytes, None).with_context(|| format!("{name} cannot be read as an article"))?.draft
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

/// Reads the bytes of a file, or of standard input for `-`, but no more than are read as an article.
pub(super) fn bytes(settings: &Settings, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = LARGEST_INPUT as u64 + 1;
    if name == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes).context("standard input cannot be read")?;
    } else {
        let open = fs::File::open(settings.cwd.join(name));
        let read = open.and_then(|file| file.take(most).read_to_end(&mut bytes));
        read.with_context(|| format!("{name} cannot be read"))?;
    }
    Ok(bytes)
}
