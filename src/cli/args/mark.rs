//! The flags of `mark`.

use clap::{Args, ValueEnum};

const RULINGS: &str = "A ruling is kept in the archive with its reason and its author, on a ref of its own; no version is \
                       altered. It is kept with what it is on: the two versions by their content, the place and the \
                       words. So it holds when the changes are numbered otherwise one day, and when nothing fits any \
                       more it is listed as such and applied to nothing else. A ruling on a note holds for all findings \
                       on that note at that version. Breaches of a policy are not ruled on: their rules stand in the \
                       policy.";

#[derive(Debug, Args)]
#[command(after_help = RULINGS)]
pub(crate) struct MarkArgs {
    /// The article, and the version after @ if not the latest: ferry@2, ferry@-1
    #[arg(value_name = "ARTICLE[@VERSION]")]
    pub(crate) article: String,
    /// What to rule on, as `check` and the list name it: c1 or 1 is a change, n1 a note, g1 a note that is gone [default:
    /// list them]
    #[arg(value_name = "CHANGE")]
    pub(crate) subject: Option<String>,
    /// What to decide
    #[arg(long = "as", value_enum, value_name = "DECISION", conflicts_with = "clear")]
    pub(crate) decision: Option<DecisionName>,
    /// Why, in a line; kept with the ruling
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: Option<String>,
    /// Who decides [default: whom git names as author, else the user]
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Take a ruling back; the archive's history keeps it
    #[arg(long)]
    pub(crate) clear: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What an editor can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecisionName {
    /// It is no finding; it is listed as set aside.
    Ignore,
    /// Readers were told, in print or where no note could be read; it is no finding.
    Announced,
    /// It is a finding of substance, whatever the tool makes of it.
    Flag,
}
