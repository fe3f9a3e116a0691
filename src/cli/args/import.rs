//! The flags of `import`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

const IMPORTS: &str = "Versions are kept in the order of the times they were on show, and a version older than those the \
                       archive has falls into its place. What the archive has already makes nothing new, so an import \
                       may be run again, and one that was stopped is taken up by running it once more. What cannot be \
                       read is skipped and named with the reason; the rest is kept, and the exit code is 2.";

#[derive(Debug, Args)]
#[command(after_help = IMPORTS)]
pub(crate) struct ImportArgs {
    #[command(subcommand)]
    pub(crate) source: ImportSource,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportSource {
    /// Import JSON Lines, a version a line: {"article","at","headline","body":[…],"notes":[…]}
    Jsonl(JsonlArgs),
}

const FIELDS: &str = "A line is an object: \"article\" (an id, a name or an address), \"at\" (when the version was on \
                      show), \"headline\" and \"body\" (a list of paragraphs, or one text); where there are any, \"dek\", \
                      \"byline\", \"notes\", \"captions\" (lists), \"links\" (objects with \"text\" and \"href\"), \
                      \"url\", \"language\", \"published\", \"modified\", \"seen\". Other fields are passed over. The \
                      lines may stand in any order.";

#[derive(Debug, Args)]
#[command(after_help = FIELDS)]
pub(crate) struct JsonlArgs {
    /// Files of JSON Lines; - is standard input, which is held in memory
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) terms: ImportTerms,
}

/// What every import takes.
#[derive(Debug, Args)]
pub(crate) struct ImportTerms {
    /// The article that all versions are of, by an id, a name or a URL [default: as each says]
    #[arg(long, value_name = "NAME")]
    pub(crate) article: Option<String>,
    /// The site of articles that are named without one, e.g. example.org
    #[arg(long, value_name = "SITE")]
    pub(crate) site: Option<String>,
    /// The zone of times that are stated without one: UTC, +01:00 or Europe/Berlin
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub(crate) zone: String,
    /// Read everything, say what would be kept, and keep nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
