//! `clone`: an archive made of another one.

use std::path::Path;

use anyhow::{Result, anyhow};
use variorum::store::{Archive, Captures, SyncError};

use super::args::CloneArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, remote, screen, sync};

/// Makes an archive that holds all another one holds, and says what that is.
pub(super) fn run(args: &CloneArgs, settings: &Settings) -> Result<Outcome> {
    let told = args.dir.as_deref().or(settings.archive.as_deref()).unwrap_or(Path::new(archive::USUAL_FOLDER));
    let captures = if args.no_captures { Captures::LeaveOut } else { Captures::AsBefore };
    // Its newest version may be dated as it likes: nothing is recorded or sent here.
    let terms = sync::terms(settings, captures, true);
    let (url, place) = (remote::url(settings, &args.url), settings.cwd.join(told));
    let cloned = sync::with_progress(settings, |tell| {
        Archive::clone_from(&url, &place, &terms, tell).map_err(|error| match error {
            SyncError::Unreachable { url, reason, .. } => {
                anyhow!("{url} cannot be cloned, git says: {reason}; nothing was made")
            }
            other => other.into(),
        })
    })?;
    if !args.json {
        screen::write(&format!("made an archive: {}\n", variorum::render::visible(&told.display().to_string())))?;
    }
    sync::show(settings, &sync::report(cloned), args.json)
}
