//! WARC files: what a crawl was answered, record by record.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::PathBuf;

use url::Url;

use super::page::read_page;
use super::problem::{ImportError, Problem};
use super::{Listing, Read, Source};
use crate::article::{Address, Moment};
use crate::capture::{ArchivedPage, Payload, RecordPlace, WarcError, WarcPages, read_warc, read_warc_from};
use crate::desk::fetch::Web;

/// How many pages are held at a time.
const AT_ONCE: usize = 64;

/// WARC files.
pub struct Warc {
    files: Vec<(String, PathBuf)>,
    records: Vec<Record>,
    /// The file that was read last, and how far.
    open: Option<(usize, WarcPages<File>)>,
}

/// A page in a file.
#[derive(Clone, Debug)]
struct Record {
    file: usize,
    url: String,
    at: Moment,
    charset: Option<String>,
    /// Where its bytes stand: in its own file, or in that of the record it repeats.
    bytes: (usize, RecordPlace),
}

/// A page that repeats another.
struct Revisit {
    page: ArchivedPage,
    file: usize,
}

/// Where records are found that others refer to.
#[derive(Default)]
struct Originals {
    by_digest: BTreeMap<String, usize>,
    by_page: BTreeMap<(String, Moment), usize>,
}

impl std::fmt::Debug for Warc {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Warc").field("files", &self.files).finish_non_exhaustive()
    }
}

impl Warc {
    /// Reads files, each with what it is called for a person.
    #[must_use]
    pub fn new(files: Vec<(String, PathBuf)>) -> Self {
        Self { files, records: Vec::new(), open: None }
    }

    /// Lists the pages of a file; those that repeat others are set aside.
    fn list_file(
        &mut self,
        file: usize,
        originals: &mut Originals,
        revisits: &mut Vec<Revisit>,
        listing: &mut Listing<'_>,
    ) -> io::Result<()> {
        for page in read_warc(File::open(&self.files[file].1)?) {
            let page = match page {
                Ok(page) => page,
                Err(error) => {
                    let name = format!("{}: {}", self.files[file].0, whose(&error));
                    listing.skip(self.records.len(), name, Problem::Warc(reason(&error)));
                    continue;
                }
            };
            if is_aside(&page.url) {
                listing.pass_over();
            } else if matches!((&page.payload, page.status), (Payload::Same { .. }, 200 | 304)) {
                revisits.push(Revisit { page, file });
            } else if page.status != 200 {
                listing.skip(self.records.len(), named(&self.files[file].0, &page), Problem::Status(page.status));
            } else {
                let place = self.records.len();
                if let Some(digest) = &page.digest {
                    originals.by_digest.entry(digest.clone()).or_insert(place);
                }
                originals.by_page.insert((key(&page.url), page.at), place);
                listing.found(page.at, place);
                self.records.push(Record::of(&page, file, (file, page.place)));
            }
        }
        Ok(())
    }

    /// Finds the pages that others repeat.
    fn list_revisits(&mut self, originals: &Originals, revisits: Vec<Revisit>, listing: &mut Listing<'_>) {
        for Revisit { page, file } in revisits {
            let place = self.records.len();
            match originals.of(&page).map(|original| &self.records[original]) {
                Some(original) => {
                    let charset = original.charset.clone();
                    let record = Record { charset, ..Record::of(&page, file, original.bytes) };
                    listing.found(page.at, place);
                    self.records.push(record);
                }
                None => listing.skip(place, named(&self.files[file].0, &page), Problem::Repeats),
            }
        }
    }
}

impl Originals {
    /// Finds the record that a page refers to: by the address and time it states, else by its digest.
    fn of(&self, page: &ArchivedPage) -> Option<usize> {
        let stated = match &page.payload {
            Payload::Same { url, at: Some(at) } => {
                self.by_page.get(&(key(url.as_deref().unwrap_or(&page.url)), *at)).copied()
            }
            _ => None,
        };
        stated.or_else(|| self.by_digest.get(page.digest.as_deref()?).copied())
    }
}

impl Record {
    fn of(page: &ArchivedPage, file: usize, bytes: (usize, RecordPlace)) -> Self {
        let charset = page.charset().map(str::to_owned);
        Self { file, url: page.url.clone(), at: page.at, charset, bytes }
    }
}

impl Source for Warc {
    fn list(&mut self, listing: &mut Listing<'_>) -> Result<(), ImportError> {
        let (mut originals, mut revisits) = (Originals::default(), Vec::new());
        for file in 0..self.files.len() {
            self.list_file(file, &mut originals, &mut revisits, listing).map_err(|error| ImportError::Source {
                name: self.files[file].0.clone(),
                problem: Problem::Unreadable(error),
            })?;
        }
        self.list_revisits(&originals, revisits, listing);
        Ok(())
    }

    fn fetch(&mut self, place: usize) -> Result<Vec<u8>, Problem> {
        let (file, record) = self.records[place].bytes;
        let ahead = match &mut self.open {
            Some((open, pages)) if *open == file => pages.go_on_to(record).map_err(Problem::Unreadable)?,
            _ => false,
        };
        if !ahead {
            let opened = File::open(&self.files[file].1).and_then(|opened| read_warc_from(opened, record));
            self.open = Some((file, opened.map_err(Problem::Unreadable)?));
        }
        let page = self.open.as_mut().and_then(|(_, pages)| pages.next());
        match page {
            Some(Ok(ArchivedPage { payload: Payload::Bytes(bytes), .. })) => Ok(bytes),
            Some(Err(error)) => Err(Problem::Warc(reason(&error))),
            _ => Err(Problem::Unreadable(io::ErrorKind::UnexpectedEof.into())),
        }
    }

    fn read(&self, place: usize, bytes: &[u8]) -> Result<Read, Problem> {
        let record = &self.records[place];
        read_page(bytes, &Web { urls: vec![record.url.clone()], charset: record.charset.clone(), seen: record.at })
    }

    fn name(&self, place: usize) -> String {
        let record = &self.records[place];
        format!("{}: {} {}", self.files[record.file].0, record.url, stamp(record.at))
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }
}

fn named(file: &str, page: &ArchivedPage) -> String {
    format!("{file}: {} {}", page.url, stamp(page.at))
}

fn stamp(at: Moment) -> String {
    at.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn whose(error: &WarcError) -> String {
    match error {
        WarcError::Page { url, .. } => url.clone(),
        WarcError::Malformed { record, .. } | WarcError::Io { record, .. } => format!("record {record}"),
    }
}

fn reason(error: &WarcError) -> String {
    match error {
        WarcError::Page { reason, .. } => reason.clone(),
        WarcError::Malformed { reason, .. } => format!("{reason}; nothing after it can be read"),
        WarcError::Io { source, .. } => format!("{source}; nothing after it can be read"),
    }
}

/// Tells whether an address is of no article: what a site asks of programs, or its front page.
fn is_aside(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return true };
    !matches!(url.scheme(), "http" | "https")
        || url.path() == "/robots.txt"
        || (url.path() == "/" && url.query().is_none())
}

/// Writes an address so that it is found in any spelling.
fn key(url: &str) -> String {
    Address::parse(url).map_or_else(|_| url.to_owned(), |address| address.bare().to_owned())
}
