//! The program: which command runs.

mod alias;
mod archive;
mod args;
mod author;
mod batch;
mod blame;
mod changelog;
mod check;
mod clock;
mod clone;
mod completions;
mod demo;
mod diff;
mod explain;
mod external;
mod fetch;
mod file;
mod gc;
mod import;
mod init;
mod input;
mod list;
mod log;
mod man;
mod mark;
mod moment;
mod notes;
mod outcome;
mod pager;
mod progress;
mod prove;
mod record;
mod remote;
mod reextract;
mod screen;
mod settings;
mod show;
mod sync;
mod verify;
mod watch;
mod withdraw;

use std::process::ExitCode;

use anyhow::Result;
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
        Command::Demo(args) => demo::run(&args, settings),
        Command::List(args) => list::run(&args, settings),
        Command::Log(args) => log::run(&args, settings),
        Command::Show(args) => show::run(&args, settings),
        Command::Diff(args) => diff::run(&args, settings),
        Command::Blame(args) => blame::run(&args, settings),
        Command::Notes(args) => notes::run(&args, settings),
        Command::Changelog(args) => changelog::run(&args, settings),
        Command::Check(args) => check::run(&args, settings),
        Command::Explain(args) => explain::run(&args, settings),
        Command::Mark(args) => mark::run(&args, settings),
        Command::Init(args) => init::run(&args, settings),
        Command::Record(args) => record::run(&args, settings),
        Command::Watch(args) => watch::run(&args, settings),
        Command::Import(args) => import::run(&args, settings),
        Command::Alias(args) => alias::run(&args, settings),
        Command::Reextract(args) => reextract::run(&args, settings),
        Command::Prove(args) => prove::run(&args, settings),
        Command::Withdraw(args) => withdraw::run(&args, settings),
        Command::Sync(args) => sync::run(&args, settings),
        Command::Clone(args) => clone::run(&args, settings),
        Command::Remote(args) => remote::run(&args, settings),
        Command::Verify(args) => verify::run(&args, settings),
        Command::Gc => gc::run(settings),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args, settings),
        Command::Batch(args) => batch::run(args.job),
    }
}
