//! What the world says: clock, environment, terminal. The one file that asks it.
#![expect(clippy::disallowed_methods, reason = "this file is the door they come in through")]

use std::env;
use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context, Result};
use chrono::{DateTime, Local, NaiveDateTime, SubsecRound, TimeZone};
use terminal_size::{Width, terminal_size};
use variorum::article::Moment;

use super::args::{Cli, When};

/// What the world says, as plain values.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The moment taken as now; `VARIORUM_NOW` fixes it.
    pub(crate) now: Moment,
    /// The archive's folder as told, by flag or `VARIORUM_ARCHIVE`.
    pub(crate) archive: Option<PathBuf>,
    /// The folder we are in.
    pub(crate) cwd: PathBuf,
    /// Whether standard output takes colour.
    pub(crate) color: bool,
    /// Where files may lie that are needed for a while.
    pub(crate) scratch: PathBuf,
    /// Columns to wrap at; none when the output is not a terminal and `COLUMNS` is not set.
    pub(crate) width: Option<usize>,
    /// The pager's command line, when output is to be paged.
    pub(crate) pager: Option<String>,
    /// Whether standard error is a terminal, so that progress may be shown.
    pub(crate) progress: bool,
    /// Whether standard input is a terminal, so that somebody has to type.
    pub(crate) typed: bool,
    /// Who records.
    pub(crate) recorded_by: String,
}

impl Settings {
    /// Asks the world once.
    pub(crate) fn read(cli: &Cli) -> Result<Self> {
        let terminal = std::io::stdout().is_terminal();
        let columns = variable("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|&columns| columns > 0);
        let measured = || terminal_size().map(|(Width(columns), _)| usize::from(columns));
        Ok(Self {
            now: now()?,
            archive: cli.archive.clone(),
            cwd: env::current_dir().context("the current folder cannot be read")?,
            color: color(cli.color, terminal),
            scratch: env::temp_dir(),
            width: columns.or_else(|| if terminal { measured() } else { None }),
            pager: (terminal && !cli.no_pager).then(pager).flatten(),
            progress: std::io::stderr().is_terminal(),
            typed: std::io::stdin().is_terminal(),
            recorded_by: variable("VARIORUM_USER").or_else(|| variable("USER")).unwrap_or_else(|| "unknown".to_owned()),
        })
    }
}

/// Reads a time without a zone as local time; none when it falls into the hour a change of clocks leaves out.
pub(crate) fn local(time: NaiveDateTime) -> Option<Moment> {
    Local.from_local_datetime(&time).earliest().map(|moment| moment.fixed_offset())
}

/// Reads an environment variable; an empty one counts as not set.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Reads the clock, to the second: git keeps no finer time, and no outlet states one.
pub(crate) fn now() -> Result<Moment> {
    let Some(fixed) = variable("VARIORUM_NOW") else { return Ok(Local::now().fixed_offset().trunc_subsecs(0)) };
    DateTime::parse_from_rfc3339(&fixed)
        .map(|moment| moment.trunc_subsecs(0))
        .with_context(|| format!("VARIORUM_NOW is {fixed:?}: give a time such as 2026-02-18T10:15:00-08:00"))
}

/// Decides on colour: flag, then `NO_COLOR` and `CLICOLOR_FORCE`, then the terminal.
fn color(flag: When, terminal: bool) -> bool {
    match flag {
        When::Always => true,
        When::Never => false,
        When::Auto if variable("NO_COLOR").is_some() => false,
        When::Auto if variable("CLICOLOR_FORCE").is_some_and(|force| force != "0") => true,
        When::Auto => {
            terminal
                && variable("TERM").is_none_or(|term| term != "dumb")
                && variable("CLICOLOR").is_none_or(|on| on != "0")
        }
    }
}

/// Finds the pager as git does: our own variable, then `PAGER`, then `less`; `cat` and an empty one mean none.
fn pager() -> Option<String> {
    let told = env::var("VARIORUM_PAGER").or_else(|_| env::var("PAGER")).ok();
    let pager = told.unwrap_or_else(|| "less".to_owned());
    (!pager.trim().is_empty() && pager.trim() != "cat").then_some(pager)
}
