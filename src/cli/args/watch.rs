//! The flags of `watch`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

const PLAN: &str = "\
The file says what to watch, in TOML. Everything but one address has a default:

  contact = \"desk@example.org\"      # whom a site can turn to, sent with every request
  delay = \"2s\"                      # between two requests to one host; robots.txt may ask for more
  confirm = \"20s\"                   # a change counts when a second look shows it too
  fastest = \"5m\"                    # an article is looked at after a twelfth of its age:
  slowest = \"7d\"                    #   no sooner, no later than these
  follow = \"90d\"                    # how long articles of feeds and sitemaps are followed after their last change
  allow_private = false             # private, loopback and link-local addresses: true, or [\"10.1.2.3\"] alone

  [[article]]
  url = \"https://example.org/news/ferry-sinks\"
  name = \"example.org/ferry\"        # an id or name, instead of the one made from the address
  every = \"10m\"                     # instead of by its age

  [[feed]]                          # RSS, Atom or JSON Feed; its articles are recorded and followed
  url = \"https://example.org/rss\"
  every = \"15m\"
  only = [\"/news/\"]                 # addresses that hold one of these
  most = 50                         # new articles taken up at one reading, the newest first

  [[sitemap]]                       # the same; also .xml.gz, and sitemaps of sitemaps
  url = \"https://example.org/sitemap.xml\"

  [hooks]                           # a shell command, [\"program\", \"argument\"], or a web address to POST to;
  on_version = \"./tell-desk\"        #   each gets the event as a line of JSON, as --json prints it
  on_finding = \"https://chat.example.org/hook\"
  on_gone = \"./tell-desk\"           # an article is gone, or back
  severity = \"substantive\"          # of findings that are told: substantive, minor, cosmetic
  limit = \"1m\"                      # how long a hook may take

The exit code is 0, or 2 when something could not be done; articles that are gone are no failure.";

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "a field a flag")]
#[command(after_long_help = PLAN, after_help = "--help shows what the file may say.")]
#[command(group(ArgGroup::new("until").required(true).args(["once", "daemon"])))]
pub(crate) struct WatchArgs {
    /// What to watch, a TOML file
    #[arg(value_name = "FILE")]
    pub(crate) plan: PathBuf,
    /// Look at what is due, wait until changes are confirmed, and end: for cron
    #[arg(long)]
    pub(crate) once: bool,
    /// Go on until told to stop by SIGTERM or SIGINT: for a terminal, or a service manager
    #[arg(long)]
    pub(crate) daemon: bool,
    /// Fetch from private, loopback and link-local addresses too
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Print each event as a line of JSON
    #[arg(long)]
    pub(crate) json: bool,
}
