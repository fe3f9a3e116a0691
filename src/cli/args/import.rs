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
    /// Import a folder of text, Markdown and HTML files, and the folders in it
    Folder(FolderArgs),
    /// Import tables, a version a row, e.g. what `sqlite3 -header -csv` writes
    Csv(CsvArgs),
    /// Import the history of files in another git repository, a commit a version
    Git(GitArgs),
    /// Import the pages in WARC files, as crawlers and web archives write them
    Warc(WarcArgs),
    /// Import the captures that a Memento TimeMap of a web archive lists, fetched one by one
    Timemap(CapturesArgs),
    /// Import the captures that a CDX server or file lists, e.g. the Wayback Machine's
    Cdx(CapturesArgs),
    /// Import the articles of RSS, Atom and JSON feeds: their text, or else their pages
    Feed(FeedArgs),
}

const RECORDS: &str = "Every page that was answered with status 200 is read as `record` reads a file, and kept with the                        version it makes: on show from the time of its record on, of the article of its address. A                        record that repeats another stands for that one's bytes. Files may be packed with gzip, record                        by record or as a whole. Images and the like, robots.txt and front pages are passed over; with \
                       --article all pages are of one article.";

#[derive(Debug, Args)]
#[command(after_help = RECORDS)]
pub(crate) struct WarcArgs {
    /// WARC files, .warc or .warc.gz
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) terms: ImportTerms,
}

const CAPTURES: &str = "A list is a Memento TimeMap, as links or as JSON, or what a CDX server writes, as lines or as JSON. \
                        Of captures of a page that follow each other with one digest the first is fetched; those with \
                        a status other than 200 are skipped. Each is fetched as it was captured, without the banner \
                        and the links of the archive, two seconds apart or as robots.txt asks; where the archive \
                        has no such form, banner and links are taken out. A version is on show from the time of its \
                        capture on. What the archive has at that time is not fetched again. For the Wayback Machine: \
                        variorum import cdx 'https://web.archive.org/cdx/search/cdx?url=example.org/ferry'";

#[derive(Debug, Args)]
#[command(after_help = CAPTURES)]
pub(crate) struct CapturesArgs {
    /// Lists of captures, files or web addresses; - is standard input
    #[arg(value_name = "FILE|URL", required = true)]
    pub(crate) lists: Vec<PathBuf>,
    /// Where captures are shown [default: beside the list, else the Wayback Machine]
    #[arg(long, value_name = "URL")]
    pub(crate) replay: Option<String>,
    #[command(flatten)]
    pub(crate) web: WebTerms,
    #[command(flatten)]
    pub(crate) terms: ImportTerms,
}

const ENTRIES: &str = "An entry that holds its whole text (content:encoded, an Atom content, content_html) is a version, \
                       on show from the time it states; the page of any other is fetched and was seen now. The \
                       text of a feed and that of a page differ in form: take the versions of one article from one of \
                       them. To follow a feed from now on, use `variorum watch`.";

#[derive(Debug, Args)]
#[command(after_help = ENTRIES)]
pub(crate) struct FeedArgs {
    /// Feeds, files or web addresses; - is standard input
    #[arg(value_name = "FILE|URL", required = true)]
    pub(crate) feeds: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) web: WebTerms,
    #[command(flatten)]
    pub(crate) terms: ImportTerms,
}

/// What every import takes that fetches.
#[derive(Debug, Args)]
pub(crate) struct WebTerms {
    /// Whom a site can turn to, sent with each request: an address of mail or of a page
    #[arg(long, value_name = "TEXT", env = "VARIORUM_CONTACT")]
    pub(crate) contact: Option<String>,
    /// Fetch from private, loopback and link-local addresses too
    #[arg(long)]
    pub(crate) allow_private: bool,
}

const COMMITS: &str = "The commits are those along the first parents. Every state of a file of text, Markdown or HTML is \
                       read as `record` reads it, and kept with the version it makes. Which article it is of, it says \
                       itself; else the path does that it had first, so that a renamed file stays one article. It was \
                       on show from the commit's date on, unless it states a time. A file that is taken out makes no \
                       version. Repositories of NewsDiffs and OpenTermsArchive are known by the words of their commits: \
                       the path of a NewsDiffs file is its address, and terms that are merely extracted anew count as \
                       unchanged.";

#[derive(Debug, Args)]
#[command(after_help = COMMITS)]
pub(crate) struct GitArgs {
    /// The repository's folder
    #[arg(value_name = "REPOSITORY")]
    pub(crate) repository: PathBuf,
    /// A file, a folder or a pattern of git's, such as 'news/*.md' [default: all files]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// The commit up to which the history is read
    #[arg(long, value_name = "COMMIT", default_value = "HEAD")]
    pub(crate) revision: String,
    #[command(flatten)]
    pub(crate) terms: ImportTerms,
}

const FILES: &str = "Every file is read as `record` reads it, and kept with the version it makes. Which article it is of, it \
                     says itself, by an id or an address; else the folder it stands in does: DIR/ferry/1.md is of \
                     local/ferry, or of SITE/ferry. When it was on show, it says itself; else its name does, as \
                     2026-02-18T10-15-00Z.html, 20260218101500.html or 2026-02-18.md do; else the dates in it. Files of \
                     XML are read where they are items of news agencies (NITF, NewsML). Hidden files are left alone, files \
                     of other kinds passed over.";

#[derive(Debug, Args)]
#[command(after_help = FILES)]
pub(crate) struct FolderArgs {
    /// The folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) terms: ImportTerms,
}

const TABLES: &str = "The fields are article, at, headline, dek, byline, body, notes, captions, url, language, published, \
                      modified and seen. A column that bears the name of one holds it; --column says it of others. \
                      Only at must be there, with article or url, and headline or body. Notes and captions are lines \
                      of their cell; a body is paragraphs on lines of their own or between empty lines, or HTML, and \
                      the notes at its end are read. A NewsEdits dump comes in by: sqlite3 -header -csv nytimes.db \
                      'select * from entryversion' | variorum import csv --site nytimes.com --column article=entry_id \
                      --column at=created --column headline=title --column body=text";

#[derive(Debug, Args)]
#[command(after_help = TABLES)]
pub(crate) struct CsvArgs {
    /// Files of comma-separated values, packed with gzip or not; - is standard input, which is held in memory
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<PathBuf>,
    /// Which column holds a field, by its name or its number from 1; may be given several times
    #[arg(long = "column", value_name = "FIELD=COLUMN")]
    pub(crate) columns: Vec<String>,
    /// What parts the cells: one character, or the word tab
    #[arg(long, value_name = "CHARACTER", default_value = ",")]
    pub(crate) delimiter: String,
    /// The first row is a version too, and names no columns
    #[arg(long)]
    pub(crate) no_header: bool,
    #[command(flatten)]
    pub(crate) terms: ImportTerms,
}

const FIELDS: &str = "A line is an object: \"article\" (an id, a name or an address), \"at\" (when the version was on \
                      show), \"headline\" and \"body\" (a list of paragraphs, or one text); where there are any, \"dek\", \
                      \"byline\", \"notes\", \"captions\" (lists), \"links\" (objects with \"text\" and \"href\"), \
                      \"url\", \"language\", \"published\", \"modified\", \"seen\". Other fields are passed over. The \
                      lines may stand in any order.";

#[derive(Debug, Args)]
#[command(after_help = FIELDS)]
pub(crate) struct JsonlArgs {
    /// Files of JSON Lines, packed with gzip or not; - is standard input, which is held in memory
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
    /// The language of versions that state none, e.g. en [default: as the text tells]
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Read everything, say what would be kept, and keep nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
