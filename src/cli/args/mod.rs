//! The command line: a field a flag, no behaviour.
#![allow(clippy::doc_markdown, reason = "these comments are the help texts, which are no Markdown")]

mod check;
mod diff;
mod import;
mod mark;
mod record;
mod sync;
mod reextract;
mod watch;
mod withdraw;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use check::{CheckArgs, CheckFormat, FailOn};
pub(crate) use diff::{DiffArgs, DiffFormat, NoiseView, View};
pub(crate) use import::{CsvArgs, ImportArgs, ImportSource, ImportTerms, WebTerms};
pub(crate) use mark::{DecisionName, MarkArgs};
pub(crate) use record::{InputFormat, RecordArgs};
pub(crate) use reextract::ReextractArgs;
pub(crate) use sync::{CloneArgs, RemoteArgs, RemoteJob, SyncArgs};
pub(crate) use watch::WatchArgs;
pub(crate) use withdraw::WithdrawArgs;

/// Keeps every version of an article, shows what changed word by word, and tells whether readers were told.
#[derive(Debug, Parser)]
#[command(name = "variorum", version, propagate_version = true, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// The archive's folder [default: the nearest .variorum here or above]
    #[arg(long, global = true, value_name = "DIR", env = "VARIORUM_ARCHIVE")]
    pub(crate) archive: Option<PathBuf>,

    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are heard too
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub(crate) color: When,

    /// Do not pipe long output through a pager
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, nothing found; 1 findings (check), differences (diff --exit-code), \
                          damage (verify); 2 could not.";

/// When to do something that depends on the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// When standard output is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Record the sample stories into a fresh archive and show what Variorum is for
    Demo(DemoArgs),
    /// Create an empty archive
    Init(InitArgs),
    /// Record versions of articles from files, web addresses or standard input
    Record(RecordArgs),
    /// Follow articles, feeds and sitemaps, and record what changes
    Watch(WatchArgs),
    /// Import many versions at once
    Import(ImportArgs),
    /// List the articles of the archive
    List(ListArgs),
    /// List the versions of an article, newest first, or the newest of all articles
    Log(LogArgs),
    /// Show one version of an article
    Show(ShowArgs),
    /// Show what changed between two versions, word by word
    Diff(DiffArgs),
    /// Tell with which version each sentence and word of an article came in
    Blame(BlameArgs),
    /// List an article's notes on itself, as read
    Notes(NotesArgs),
    /// Tell the history of an article: changes, and the notes that announce them
    Changelog(ChangelogArgs),
    /// Find what readers were not told: unannounced changes, notes without a change
    Check(CheckArgs),
    /// Show why a version is told as it is: every score and reason
    Explain(ExplainArgs),
    /// Keep an editor's ruling on a change or a note, or list what can be ruled on
    Mark(MarkArgs),
    /// Let a further URL find an article
    Alias(AliasArgs),
    /// Show a version no more, or erase it for good
    Withdraw(WithdrawArgs),
    /// Exchange versions with another archive, so that both hold all
    Sync(SyncArgs),
    /// Make an archive of another one, with all it holds
    Clone(CloneArgs),
    /// Name other archives to exchange versions with
    Remote(RemoteArgs),
    /// Read captures again with the present readers
    Reextract(ReextractArgs),
    /// Check the archive for damage
    Verify(VerifyArgs),
    /// Show that a version was kept: hashes, commits, and how to check them without Variorum
    Prove(ProveArgs),
    /// Make one pack of the many small ones that recording leaves
    Gc,
    /// Read JSON Lines on standard input, write JSON Lines on standard output
    Batch(BatchArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Write the manual pages, a page a command
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// The folder to make; must not exist or be empty
    #[arg(value_name = "DIR", default_value = "variorum-demo")]
    pub(crate) dir: PathBuf,
}

const SIGNING: &str = "With --sign the newest commit of each step is signed: that of every version recorded alone, and the \
                       last of an import's batch. Its name is a hash of all before it, so that a signature vouches for \
                       every version up to its own. Key, kind and program are those of your git configuration: \
                       user.signingKey, gpg.format (openpgp, ssh or x509), gpg.program, gpg.ssh.program. The archive's own \
                       configuration keeps that commits are signed (commit.gpgSign), and may name the key. `variorum \
                       verify` checks signatures; of ssh keys it trusts those in your gpg.ssh.allowedSignersFile.";

#[derive(Debug, Args)]
#[command(after_help = SIGNING)]
pub(crate) struct InitArgs {
    /// The folder to make [default: the --archive folder, else .variorum]
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// Sign commits from now on, with the key of your git configuration
    #[arg(long)]
    pub(crate) sign: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

const BARS: &str = "The bar and the figure beside it say how much of the article a version changed: the words put in, or \
                    those taken out if they are more, in a hundred words of the longer of the two versions. The \
                    scale is the same for every article, and each step stands for twice as much: \
                    ▁ under 1%, ▂ under 2%, ▃ under 4%, ▄ under 8%, ▅ under 16%, ▆ under 32%, ▇ under 64%, █ the rest.";

#[derive(Debug, Args)]
#[command(after_help = BARS)]
pub(crate) struct LogArgs {
    /// The article: its id, slug, a unique prefix, or a URL [default: the newest versions of all]
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: Option<String>,
    /// List no more versions than this [default: all of an article, 20 of all articles]
    #[arg(short = 'n', long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: Option<u32>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The article, and the version after @ if not the latest: ferry@2, ferry@-1
    #[arg(value_name = "ARTICLE[@VERSION]")]
    pub(crate) article: String,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

const BRACKETS: &str = "A row holds sentences of one version: the one most of their words came in with. Words of another \
                        version stand in brackets: [words]@3. Words that stayed keep their version when they are \
                        moved, split off or merged, and when only the style of quotation marks, dashes, blanks or \
                        the first letter changed. Words that left and came back are new at their return: [words]@3 \
                        [first @1, gone @2]. Paragraphs of what is gone are counted as in the last version that had \
                        them; a few words that are gone are shown between the words they stood between.";

#[derive(Debug, Args)]
#[command(after_help = BRACKETS)]
pub(crate) struct BlameArgs {
    /// The article, and the version after @ if not the latest: ferry@2, ferry@-1
    #[arg(value_name = "ARTICLE[@VERSION]")]
    pub(crate) article: String,
    /// Give words of each version a row of their own, instead of brackets
    #[arg(long)]
    pub(crate) words: bool,
    /// Tell also what left the article: with which version it came in, and which took it out
    #[arg(long)]
    pub(crate) gone: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct NotesArgs {
    /// The article, followed through its versions; ferry@2 for one version alone; or a text file, - for standard input
    #[arg(value_name = "ARTICLE[@VERSION]|FILE")]
    pub(crate) source: String,
    /// The language of a file that does not say it, e.g. de [default: by its words]
    #[arg(long, value_name = "CODE")]
    pub(crate) lang: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ChangelogArgs {
    /// The article: its id, slug, a unique prefix, or a URL
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,
    /// What to write
    #[arg(long, value_enum, default_value_t = ChangelogFormat::Markdown, value_name = "FORMAT")]
    pub(crate) format: ChangelogFormat,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Begin with the first version
    #[arg(long)]
    pub(crate) oldest_first: bool,
    /// The same as --format json
    #[arg(long)]
    pub(crate) json: bool,
}

/// What to write a changelog as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangelogFormat {
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The article and its version, e.g. ferry@2 [default version: the latest]
    #[arg(value_name = "ARTICLE[@VERSION]")]
    pub(crate) article: String,
    /// Show every change each claim was held against, not only those that fit best
    #[arg(long)]
    pub(crate) all: bool,
    /// Print JSON, which always holds all
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AliasArgs {
    /// The article: its id, slug, a unique prefix, or a URL
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,
    /// The further address
    #[arg(value_name = "URL")]
    pub(crate) url: String,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Read every capture again too, and compare what it says with what was recorded
    #[arg(long)]
    pub(crate) deep: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ProveArgs {
    /// The article and its version, e.g. ferry@2 [default version: the latest]
    #[arg(value_name = "ARTICLE[@VERSION]")]
    pub(crate) article: String,
    /// Write it into a new folder, with the page, the commit and the file the version was read from
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    #[command(subcommand)]
    pub(crate) job: BatchJob,
}

/// What to do with each line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum BatchJob {
    /// Compare two texts a line: {"id","old","new"}
    Diff,
    /// Read the notes in a text a line: {"id","text","context_date","lang","zone"}
    Notes,
    /// Match notes with changes, an article a line: {"id","lang","versions":[…]}
    Match,
    /// Read a saved page a line: {"id","html"}
    Extract,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The folder to write the pages into [default: the main page alone, on standard output]
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}
