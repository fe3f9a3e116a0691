//! `import`: many versions at once.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use variorum::capture::Zone;
use variorum::desk::import::{
    ArchivedPages, Csv, CsvLayout, Feeds, Folder, GitHistory, Guest, JsonLines, Location, Report, Source, Step, Terms,
    Text, Warc, import,
};
use variorum::render::{self, Imported};
use variorum::store::Archive;

use super::args::{CsvArgs, ImportArgs, ImportSource, ImportTerms, WebTerms};
use super::clock::WallClock;
use super::input::{InputError, STANDARD_INPUT};
use super::outcome::{self, Outcome};
use super::progress::Progress;
use super::settings::Settings;
use super::{fetch, init, input, screen};

/// Imports versions, and says what became of them.
pub(super) fn run(args: &ImportArgs, settings: &Settings) -> Result<Outcome> {
    match &args.source {
        ImportSource::Jsonl(args) => {
            let texts = texts(&args.files, settings)?;
            run_with(&mut JsonLines::new(texts, zone(&args.terms)?), &args.terms, settings)
        }
        ImportSource::Folder(args) => {
            let (name, root) = (args.folder.display().to_string(), folder(&args.folder, settings)?);
            let (site, zone) = (args.terms.site.clone(), zone(&args.terms)?);
            run_with(&mut Folder::new(name, root, site, zone, settings.now), &args.terms, settings)
        }
        ImportSource::Git(args) => {
            let (name, repo) = (args.repository.display().to_string(), folder(&args.repository, settings)?);
            let (site, paths) = (args.terms.site.clone(), args.paths.clone());
            run_with(&mut GitHistory::new(name, repo, args.revision.clone(), paths, site), &args.terms, settings)
        }
        ImportSource::Csv(args) => {
            let layout = layout(args)?;
            let texts = texts(&args.files, settings)?;
            run_with(&mut Csv::new(texts, layout, zone(&args.terms)?), &args.terms, settings)
        }
        ImportSource::Warc(args) => {
            let named = |path: &PathBuf| Ok((path.display().to_string(), file(path, settings)?));
            let files = args.files.iter().map(named).collect::<Result<Vec<_>, InputError>>()?;
            run_with(&mut Warc::new(files), &args.terms, settings)
        }
        ImportSource::Timemap(args) | ImportSource::Cdx(args) => {
            let replay = args.replay.as_deref().map(web_address).transpose()?;
            let (lists, guest) = (locations(&args.lists, settings)?, guest(&args.web, settings)?);
            run_with(&mut ArchivedPages::new(lists, replay, guest), &args.terms, settings)
        }
        ImportSource::Feed(args) => {
            let (feeds, guest) = (locations(&args.feeds, settings)?, guest(&args.web, settings)?);
            run_with(&mut Feeds::new(feeds, guest, settings.now), &args.terms, settings)
        }
    }
}

/// Finds the lists meant: files are read here, what is on the web when its turn comes.
fn locations(lists: &[PathBuf], settings: &Settings) -> Result<Vec<Location>> {
    let location = |path: &PathBuf| {
        if let Some(url) = fetch::address(path) {
            return Ok(Location::Web(url.to_owned()));
        }
        let input = input::read(path, settings)?;
        Ok(Location::File { name: input.name, bytes: input.bytes })
    };
    lists.iter().map(location).collect()
}

/// Makes what fetches pages; told to stop, it keeps what was fetched.
fn guest(args: &WebTerms, settings: &Settings) -> Result<Guest> {
    let clock = WallClock::until_told(settings.now).context("signals cannot be heard")?;
    Ok(Guest::new(fetch::fetcher(args.contact.as_deref(), args.allow_private), clock))
}

fn web_address(text: &str) -> Result<String> {
    match fetch::address(Path::new(text)) {
        Some(url) => Ok(url.to_owned()),
        None => bail!("--replay {text:?} is no web address: give one such as https://web.archive.org/web/"),
    }
}

fn run_with(source: &mut dyn Source, said: &ImportTerms, settings: &Settings) -> Result<Outcome> {
    let terms = terms(said, settings)?;
    let mut archive = Archive::open_or_create(&init::place(settings))?;
    if settings.progress {
        archive.on_wait(outcome::waiting);
    }
    let mut report = Report::default();
    let mut progress = Progress::new(settings, "found", 0);
    let mut listing = true;
    let ended = import(source, &mut archive, &terms, &mut report, &mut |step| match step {
        Step::Listed(number) => progress.reach(number),
        Step::Done { done, total } => {
            if std::mem::take(&mut listing) {
                progress.turn_to(if terms.dry_run { "read" } else { "imported" }, total);
            }
            progress.reach(done);
        }
    });
    drop(progress);
    if ended.is_ok() || report.recorded + report.skipped > 0 {
        show(&report, said, settings)?;
    }
    outcome::warn(&archive.warnings());
    ended?;
    match report.skipped {
        0 => Ok(Outcome::Done),
        1 => bail!("1 version was skipped; the report says why"),
        skipped => bail!("{skipped} versions were skipped; the report says why"),
    }
}

fn terms(said: &ImportTerms, settings: &Settings) -> Result<Terms> {
    let is_site = |site: &&String| !site.is_empty() && !site.contains('/');
    if let Some(site) = said.site.as_ref().filter(|site| !is_site(site)) {
        bail!("--site {site:?} is no site: give one such as example.org");
    }
    if let Some(tag) = said.language.as_ref().filter(|tag| !is_language(tag)) {
        bail!("--language {tag:?} is no language: give a tag such as en or pt-BR");
    }
    Ok(Terms {
        now: settings.now,
        recorded_by: settings.recorded_by.clone(),
        article: said.article.clone(),
        site: said.site.clone(),
        language: said.language.clone(),
        dry_run: said.dry_run,
    })
}

/// Tells whether a text has the form of a language tag: two or three letters, then parts behind hyphens.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_code = |code: &str| (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(is_code) && parts.all(is_part)
}

fn zone(said: &ImportTerms) -> Result<Zone> {
    let zone = Zone::parse(&said.zone);
    zone.with_context(|| {
        format!(
            "--zone {:?} is no zone: give UTC, an offset such as +01:00, or a name such as Europe/Berlin",
            said.zone
        )
    })
}

/// Reads how tables are laid out.
fn layout(args: &CsvArgs) -> Result<CsvLayout> {
    let pair = |text: &String| match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => Ok((field.to_owned(), column.to_owned())),
        _ => bail!("--column {text:?} is no pair: give the field and the column, e.g. --column at=created"),
    };
    let delimiter = match args.delimiter.as_str() {
        "tab" | "\t" => b'\t',
        text => match text.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != b'"' => *byte,
            _ => bail!("--delimiter {text:?} is none: give one character such as ; or the word tab"),
        },
    };
    let columns = args.columns.iter().map(pair).collect::<Result<Vec<_>>>()?;
    Ok(CsvLayout { columns, delimiter, has_header: !args.no_header })
}

/// Finds a folder that is to be read.
fn folder(path: &Path, settings: &Settings) -> Result<PathBuf> {
    let (name, place) = (path.display(), settings.cwd.join(path));
    match fs::metadata(&place) {
        Ok(about) if about.is_dir() => {
            fs::canonicalize(&place).with_context(|| format!("the folder {name} cannot be read"))
        }
        Ok(_) => bail!("{name} is no folder; `variorum record` takes single files"),
        Err(_) => bail!("there is no folder {name}; check the name"),
    }
}

/// Finds the files meant; standard input is read here.
fn texts(files: &[PathBuf], settings: &Settings) -> Result<Vec<Text>> {
    let text = |path: &PathBuf| {
        let text = read_later(path, settings)?;
        let name = text.name.clone();
        text.unpacked(&settings.scratch).with_context(|| format!("{name} cannot be unpacked"))
    };
    files.iter().map(text).collect()
}

/// Finds a text, which is read from its file when it is needed if it can be.
fn read_later(path: &Path, settings: &Settings) -> Result<Text> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
        return Ok(Text::bytes(STANDARD_INPUT.to_owned(), bytes));
    }
    let (name, place) = (path.display().to_string(), file(path, settings)?);
    if place.is_file() {
        return Ok(Text::file(name, place));
    }
    // A pipe gives its bytes once.
    let bytes = fs::read(place).with_context(|| format!("{name} cannot be read"))?;
    Ok(Text::bytes(name, bytes))
}

/// Finds a file that is to be read piece by piece.
fn file(path: &Path, settings: &Settings) -> Result<PathBuf, InputError> {
    let (name, place) = (path.display().to_string(), settings.cwd.join(path));
    match fs::metadata(&place) {
        Ok(about) if about.is_dir() => Err(InputError::Folder { name }),
        Ok(_) => Ok(place),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(InputError::Missing { name }),
        Err(source) => Err(InputError::Unreadable { name, source }),
    }
}

fn show(report: &Report, said: &ImportTerms, settings: &Settings) -> Result<()> {
    let skips = report.skips().iter().map(|skip| (skip.name.clone(), outcome::skipped(&skip.problem)));
    let imported = Imported {
        recorded: report.recorded,
        first: report.first,
        articles: report.articles(),
        span: report.span(),
        unchanged: report.unchanged,
        technical: report.technical,
        known: report.known,
        fresh: said.dry_run.then_some(report.fresh),
        passed_over: report.passed_over,
        skipped: report.skipped,
        skips: skips.collect(),
    };
    if said.json {
        return screen::json(&render::json::imported(&imported));
    }
    screen::lines(settings, &render::imported(&imported))
}
