//! The one door for what a reader gets to see.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use variorum::render::{Page, Paint};

use super::pager::Pager;
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
    stream(settings, |stream| stream.put(text))
}

/// A long output on its way to the reader.
pub(super) struct Stream {
    pager: Option<Pager>,
}

impl Stream {
    /// Shows the next piece; a reader who saw enough ends the run quietly at the top.
    pub(super) fn put(&mut self, text: &str) -> Result<()> {
        match &mut self.pager {
            Some(pager) => Ok(pager.write(text)?),
            None => write(text),
        }
    }

    /// Shows the lines of a list as [`lines`] does.
    pub(super) fn put_lines(&mut self, settings: &Settings, page: &Page) -> Result<()> {
        self.put(&paint(settings).draw(page, settings.width))
    }
}

/// Shows an output piece by piece as it comes, so that it need not be held, through the pager if there is one; `show` is
/// asked once more where it turns out that there is none.
pub(super) fn stream<T>(settings: &Settings, mut show: impl FnMut(&mut Stream) -> Result<T>) -> Result<T> {
    if let Some(pager) = settings.pager.as_deref().and_then(Pager::start) {
        let mut stream = Stream { pager: Some(pager) };
        let shown = show(&mut stream);
        if stream.pager.map_or(Ok(true), Pager::end)? {
            return shown;
        }
    }
    show(&mut Stream { pager: None })
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

/// Writes a list of values as indented JSON, one after the other: the same text as that of all of them at once.
pub(super) struct JsonItems {
    before: String,
    indent: String,
}

impl JsonItems {
    /// Begins a list that stands so many levels deep behind a text, which is written with the first value or the end.
    pub(super) fn begin(before: &str, depth: usize) -> Self {
        Self { before: format!("{before}["), indent: "  ".repeat(depth) }
    }

    /// Writes the next value.
    pub(super) fn put(&mut self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string_pretty(value)?;
        let text = variorum::render::json::escaped(&text).replace('\n', &format!("\n{}  ", self.indent));
        let before = std::mem::replace(&mut self.before, ",".to_owned());
        write(&format!("{before}\n{}  {text}", self.indent))
    }

    /// Ends the list.
    pub(super) fn end(self) -> Result<()> {
        if self.before == "," { write(&format!("\n{}]", self.indent)) } else { write(&format!("{}]", self.before)) }
    }
}

/// Writes to standard output; a reader that went away ends the run quietly at the top.
pub(super) fn write(text: &str) -> Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    Ok(output.flush()?)
}
