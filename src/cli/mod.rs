//! The program: which command runs.

mod args;
mod batch;
mod outcome;
mod settings;

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
    let _ = settings;
    match command {
        Command::Batch(args) => batch::run(args.job),
        other => bail!("{other:?} is not built yet"),
    }
}
