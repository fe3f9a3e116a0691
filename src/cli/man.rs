//! `man`: the manual pages.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::{Cli, ManArgs};
use super::outcome::Outcome;
use super::screen;
use super::settings::Settings;

/// The file name of the main page.
const MAIN: &str = "variorum.1";

/// Writes the page of every command into a folder; without a folder, the main page on standard output.
pub(super) fn run(args: &ManArgs, settings: &Settings) -> Result<Outcome> {
    let pages = pages()?;
    let Some(dir) = &args.dir else {
        let main = pages.iter().find(|page| page.name == MAIN).context("there is no main page")?;
        screen::write(&main.text)?;
        return Ok(Outcome::Done);
    };
    let folder = settings.cwd.join(dir);
    if folder.exists() && !folder.is_dir() {
        bail!("{} is a file; name a folder for the manual pages", dir.display());
    }
    fs::create_dir_all(&folder).with_context(|| format!("the folder {} cannot be made", dir.display()))?;
    let mut told = String::new();
    for page in &pages {
        let path = dir.join(&page.name);
        fs::write(settings.cwd.join(&path), &page.text)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        told.push_str(&line(&path));
    }
    screen::write(&told)?;
    Ok(Outcome::Done)
}

fn line(path: &Path) -> String {
    format!("{}\n", variorum::render::visible(&path.display().to_string()))
}

/// One manual page.
struct ManPage {
    /// Its file name: `variorum-record.1`.
    name: String,
    /// Its text, in roff.
    text: String,
}

/// Makes the page of the program and of every command, in the order of their names; no page bears a date.
fn pages() -> Result<Vec<ManPage>> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let version = program.get_version().unwrap_or_default().to_owned();
    let mut pages = Vec::new();
    add(program, &format!("variorum {version}"), &mut pages)?;
    pages.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(pages)
}

/// Adds the page of a command and those of the commands below it.
fn add(command: Command, source: &str, pages: &mut Vec<ManPage>) -> Result<()> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        add(below.clone(), source, pages)?;
    }
    let page = Man::new(command).source(source).manual("Variorum");
    let mut roff = Vec::new();
    page.render(&mut roff)?;
    let text = String::from_utf8_lossy(&roff).replace(".SH EXTRA\n", ".SH NOTES\n");
    pages.push(ManPage { name: page.get_filename(), text: in_ascii(&text) });
    Ok(())
}

/// Spells letters beyond ASCII as roff does, since some formatters read nothing else: `▁` as `\[u2581]`.
fn in_ascii(roff: &str) -> String {
    let mut text = String::with_capacity(roff.len());
    for letter in roff.chars() {
        if letter.is_ascii() {
            text.push(letter);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\[u{:04X}]", u32::from(letter));
        }
    }
    text
}
