//! The one door for what a reader gets to see.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use variorum::render::{Page, Paint};

use super::pager;
use super::settings::Settings;

/// How wide a page is where no terminal says so.
const PAGE_COLUMNS: usize = 80;

/// Shows a page to be read, wrapped and coloured as the terminal allows, through the pager if there is one.
pub(super) fn page(settings: &Settings, page: &Page) -> Result<()> {
    text(settings, &drawn(settings, page))
}

/// Draws a page, wrapped and coloured as the terminal allows.
pub(super) fn drawn(settings: &Settings, page: &Page) -> String {
    paint(settings).draw(page, Some(width(settings)))
}

/// Returns how many columns a page is wrapped at.
pub(super) fn width(settings: &Settings) -> usize {
    settings.width.unwrap_or(PAGE_COLUMNS)
}

/// Shows a list, whose lines other programs may read: they are wrapped for a terminal alone.
pub(super) fn lines(settings: &Settings, page: &Page) -> Result<()> {
    text(settings, &paint(settings).draw(page, settings.width))
}

fn paint(settings: &Settings) -> Paint {
    if settings.color { Paint::Color } else { Paint::Plain }
}

/// Shows a text as it is, through the pager if there is one.
pub(super) fn text(settings: &Settings, text: &str) -> Result<()> {
    if let Some(pager) = &settings.pager
        && pager::show(pager, text)?
    {
        return Ok(());
    }
    write(text)
}

/// Writes a text to a file, in the folder we are in unless it says otherwise.
pub(super) fn save(settings: &Settings, path: &Path, text: &str) -> Result<()> {
    fs::write(settings.cwd.join(path), text).with_context(|| format!("{} cannot be written", path.display()))
}

/// Writes a value as indented JSON, never through a pager.
pub(super) fn json(value: &impl Serialize) -> Result<()> {
    write(&json_text(value)?)
}

/// Makes indented JSON of a value; what could steer a terminal is escaped.
pub(super) fn json_text(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    Ok(format!("{}\n", variorum::render::json::escaped(&text)))
}

/// Writes to standard output; a reader that went away ends the run quietly at the top.
pub(super) fn write(text: &str) -> Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    Ok(output.flush()?)
}
