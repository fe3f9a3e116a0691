//! The flags of `sync`, `clone` and `remote`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

const EXCHANGE: &str = "What is recorded here alone is put after what the remote has, in the order it was recorded, and \
                        sent; a version is the same in two archives when article, content and the moment it was on \
                        show are, and is kept once. Texts are never merged and never in conflict; a version may get \
                        another number. Captures, rulings, sightings and withdrawals are exchanged too. Everything \
                        recorded here stays here, whatever becomes of the network.";

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "a field a flag")]
#[command(after_help = EXCHANGE)]
pub(crate) struct SyncArgs {
    /// The remote's name [default: origin, else the only one]
    #[arg(value_name = "REMOTE")]
    pub(crate) remote: Option<String>,
    /// Leave captures out, both ways, now and from now on
    #[arg(long, conflicts_with = "captures")]
    pub(crate) no_captures: bool,
    /// Exchange captures again after --no-captures
    #[arg(long)]
    pub(crate) captures: bool,
    /// Go on though a version is dated more than a day after now
    #[arg(long)]
    pub(crate) any_clock: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CloneArgs {
    /// The archive: an address that git can fetch from, or a folder
    #[arg(value_name = "URL")]
    pub(crate) url: String,
    /// The folder to make [default: the --archive folder, else .variorum]
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// Leave captures out, now and from now on
    #[arg(long)]
    pub(crate) no_captures: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RemoteArgs {
    #[command(subcommand)]
    pub(crate) job: RemoteJob,
}

/// What to do with remotes.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum RemoteJob {
    /// Give another archive a name here
    Add {
        /// The name, e.g. origin
        #[arg(value_name = "NAME")]
        name: String,
        /// An address that git can fetch from and push to, or a folder
        #[arg(value_name = "URL")]
        url: String,
    },
    /// List the remotes
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Forget a remote; no version is touched
    Remove {
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
    },
}
