//! The flags of `check`.
#![allow(clippy::doc_markdown, reason = "these comments are the help texts, which are no Markdown")]

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The articles [default: all]
    #[arg(value_name = "ARTICLE")]
    pub(crate) articles: Vec<String>,
    /// Hold notes and dates against a policy too: default, ap, bbc, guardian, ifcn, ipso, nyt, pressekodex, reuters, or
    /// a TOML file
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,
    /// From which severity on a finding makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Substantive, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// What to write
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "FORMAT")]
    pub(crate) format: CheckFormat,
    /// The same as --format json
    #[arg(long)]
    pub(crate) json: bool,
}

/// What to write findings as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// A line a finding.
    Text,
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
    /// SARIF 2.1.0, for code-review tools.
    Sarif,
}

/// From which severity on a finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Substantive findings.
    Substantive,
    /// Minor and substantive findings.
    Minor,
    /// Every finding.
    Any,
}
