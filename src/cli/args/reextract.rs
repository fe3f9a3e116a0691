//! The flags of `reextract`.

use clap::Args;

const READINGS: &str = "A version whose capture reads otherwise with the present reader keeps what was recorded, and gets \
                        a technical version beside it that holds the new reading. From then on changelogs, checks, diffs \
                        and counts read that text in its place, so that versions are compared as one reader reads \
                        them; `show` shows what was recorded, and `log` lists technical versions apart. Versions that \
                        the present reader made are left alone, and so is every version whose content stays the same.";

#[derive(Debug, Args)]
#[command(after_help = READINGS)]
pub(crate) struct ReextractArgs {
    /// The articles [default: all]
    #[arg(value_name = "ARTICLE")]
    pub(crate) articles: Vec<String>,
    /// Read captures too that the present reader has read already
    #[arg(long)]
    pub(crate) all: bool,
    /// Say what would read otherwise, and keep nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
