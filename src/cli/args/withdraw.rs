//! The flags of `withdraw`.

use clap::Args;

const TOMBSTONE: &str = "What is withdrawn is a content: every version of the article that has it is left out of every \
                         output, its number stays taken, and the versions around it are compared with each other. The log \
                         tells that it was there and why it is not shown; so write nothing in --why that must go too. The \
                         same content is not recorded again unless the withdrawal is undone. --erase takes the text itself \
                         out of the archive: versions after it get other commits, and nothing brings it back. Copies of the \
                         archive in other places are not touched; they erase it too when they sync with this one.";

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "a field a flag")]
#[command(after_help = TOMBSTONE)]
pub(crate) struct WithdrawArgs {
    /// The article, and the version after @ [default version: all of them]
    #[arg(value_name = "ARTICLE[@VERSION]")]
    pub(crate) article: String,
    /// Why, in a line; kept and shown in the place of the version
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: Option<String>,
    /// Who decides [default: whom git names as author, else the user]
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Erase the text too, for good
    #[arg(long, conflicts_with = "undo")]
    pub(crate) erase: bool,
    /// Erase without being asked
    #[arg(long, requires = "erase")]
    pub(crate) yes: bool,
    /// Show again what was withdrawn and not erased
    #[arg(long)]
    pub(crate) undo: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
