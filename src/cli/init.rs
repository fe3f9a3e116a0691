//! `init`: an empty archive, and where archives are made.

use std::path::{Path, PathBuf};

use anyhow::Result;
use variorum::store::Archive;

use super::args::InitArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Makes an empty archive; one that is there already is left as it is, but for what is to be signed.
pub(super) fn run(args: &InitArgs, settings: &Settings) -> Result<Outcome> {
    let told = args.dir.as_deref().or(settings.archive.as_deref()).unwrap_or(Path::new(archive::USUAL_FOLDER));
    let place = settings.cwd.join(told);
    let there = Archive::open(&place).is_ok();
    let mut archive = Archive::create(&place)?;
    let done = if there { "an archive is there already:" } else { "made an empty archive:" };
    screen::write(&format!("{done} {}\n", variorum::render::visible(&told.display().to_string())))?;
    if args.sign {
        archive.sign_from_now_on()?;
        screen::write("commits are signed from now on\n")?;
    }
    Ok(Outcome::Done)
}

/// Finds where a version goes: the archive told of, else the nearest here or above, else a new one here.
pub(super) fn place(settings: &Settings) -> PathBuf {
    archive::find(settings).unwrap_or_else(|| settings.cwd.join(archive::USUAL_FOLDER))
}
