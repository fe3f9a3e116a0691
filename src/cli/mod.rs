//! The program: which command runs.

mod args;
mod archive;
mod batch;
mod changelog;
mod check;
mod diff;
mod file;
mod list;
mod log;
mod notes;
mod outcome;
mod pager;
mod screen;
mod settings;
mod show;

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Parser;

use args::{Cli, Command};
use outcome::Outcome;
use settings::Settings;

/// Parses the command line, runs the command, and says how it ended.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    match Settings::read(&cli).and_then(|settings| dispatch(cli.command, &settings)) {
        Ok(outcome) => outcome.code(),
        Err(error) => outcome::fail(&error),
    }
}

fn dispatch(command: Command, settings: &Settings) -> Result<Outcome> {
    match command {
        Command::List(args) => list::run(&args, settings),
        Command::Log(args) => log::run(&args, settings),
        Command::Show(args) => show::run(&args, settings),
        Command::Diff(args) => diff::run(&args, settings),
        Command::Notes(args) => notes::run(&args, settings),
        Command::Changelog(args) => changelog::run(&args, settings),
        Command::Check(args) => check::run(&args, settings),
        Command::Batch(args) => batch::run(args.job),
        other => bail!("{other:?} is not built yet"),
    }
}
