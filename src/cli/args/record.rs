//! The flags of `record`.
#![allow(clippy::doc_markdown, reason = "these comments are the help texts, which are no Markdown")]

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct RecordArgs {
    /// Text, Markdown or HTML files, or web addresses; - is standard input
    #[arg(value_name = "FILE|URL", default_value = "-")]
    pub(crate) files: Vec<PathBuf>,
    /// The article: an id, a name such as example.org/ferry, or a URL it is known by
    #[arg(long, value_name = "NAME")]
    pub(crate) article: Option<String>,
    /// When this version was on show, e.g. 2026-02-18T10:15-08:00 or "2026-02-18 10:15" in local time
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// A note the article publishes about itself; may be given several times
    #[arg(long = "note", value_name = "TEXT")]
    pub(crate) notes: Vec<String>,
    /// The article's address
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// The headline, instead of the one read
    #[arg(long, value_name = "TEXT")]
    pub(crate) headline: Option<String>,
    /// The line under the headline, instead of the one read
    #[arg(long, value_name = "TEXT")]
    pub(crate) dek: Option<String>,
    /// The byline, instead of the one read
    #[arg(long, value_name = "TEXT")]
    pub(crate) byline: Option<String>,
    /// How to read the files [default: by their content]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<InputFormat>,
    /// Whom a site can turn to, sent with each request: an address of mail or of a page
    #[arg(long, value_name = "TEXT", env = "VARIORUM_CONTACT")]
    pub(crate) contact: Option<String>,
    /// Fetch from private, loopback and link-local addresses too
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Show the diff that would be recorded, and record nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// How to read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// Blocks between blank lines.
    Text,
    /// Markdown, with front matter or without.
    Markdown,
    /// A saved page.
    Html,
    /// An agency's item: NITF or NewsML.
    Wire,
}
