//! The flags of `diff`.
#![allow(clippy::doc_markdown, reason = "these comments are the help texts, which are no Markdown")]

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The article, or the first of two files
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,
    /// The earlier version: a number, -1 for the latest, or a time [default: the last but one]
    #[arg(value_name = "FROM", allow_hyphen_values = true)]
    pub(crate) from: Option<String>,
    /// The later version [default: the latest]
    #[arg(value_name = "TO", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,
    /// How to show the diff in the terminal
    #[arg(long, value_enum, default_value_t = View::Inline, value_name = "VIEW")]
    pub(crate) view: View,
    /// What to write
    #[arg(long, value_enum, default_value_t = DiffFormat::Terminal, value_name = "FORMAT")]
    pub(crate) format: DiffFormat,
    /// Differences readers take as none: show them faintly, or fold them away
    #[arg(long, value_enum, default_value_t = NoiseView::Show, value_name = "HOW")]
    pub(crate) noise: NoiseView,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with 1 when the versions differ
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// Take the two arguments as files
    #[arg(long)]
    pub(crate) files: bool,
    /// Take the arguments that git gives the program named in GIT_EXTERNAL_DIFF
    #[arg(long, conflicts_with_all = ["files", "output"])]
    pub(crate) git_external: bool,
    /// The same as --format json
    #[arg(long)]
    pub(crate) json: bool,
    /// What else git gives
    #[arg(value_name = "GIT", hide = true, requires = "git_external", allow_hyphen_values = true)]
    pub(crate) git: Vec<String>,
}

/// How to show a diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum View {
    /// The text with deletions and insertions in place.
    Inline,
    /// Two columns, paragraphs that belong together side by side.
    SideBySide,
    /// Paragraphs with - and + before them, as diff -u has lines.
    Unified,
    /// A line a place, with how many words changed.
    Stat,
    /// One short paragraph of plain words.
    Summary,
}

/// What to write a diff as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For the terminal.
    Terminal,
    /// A page for a browser, in one file.
    Html,
    /// Markdown.
    Markdown,
    /// The text with its changes in CriticMarkup, to be accepted or rejected.
    Critic,
    /// JSON.
    Json,
}

/// What becomes of differences that readers take as none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NoiseView {
    /// Shown faintly.
    Show,
    /// Folded away and counted.
    Fold,
}
