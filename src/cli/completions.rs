//! `completions`: a completion script for a shell.

use anyhow::Result;
use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::outcome::Outcome;
use super::screen;

/// Writes the script for the shell that was asked for.
pub(super) fn run(args: &CompletionsArgs) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "variorum", &mut script);
    screen::write(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
