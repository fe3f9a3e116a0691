//! Folders of version files: text, Markdown and saved pages.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::problem::{ImportError, Problem};
use super::{Listing, Read, Source};
use crate::article::{Draft, Moment};
use crate::capture::{self, Format, LARGEST_INPUT, Zone};
use crate::cores;
use crate::desk::dating::{Known, TimeSource, date};
use crate::desk::extractor::Extractor;

/// The extensions of files that are read; others are passed over.
const EXTENSIONS: [&str; 7] = ["md", "markdown", "txt", "text", "html", "htm", "xhtml"];

/// How much of a file of XML is looked at to tell what it is, in bytes.
const HEAD: u64 = 64 << 10;

/// How many files are looked at together.
const AT_ONCE: usize = 64;

/// A folder of version files, with the folders in it.
///
/// A file says itself which article it is of, by its id or its address; else the folder it stands in does. It says
/// itself when it was on show; else its name does, then its own dates.
#[derive(Debug)]
pub struct Folder {
    /// What it is called for a person.
    name: String,
    root: PathBuf,
    site: String,
    zone: Zone,
    now: Moment,
    /// The files, below the root.
    files: Vec<PathBuf>,
}

impl Folder {
    /// Reads a folder; articles that are named by the folder of their files alone belong to `site`.
    #[must_use]
    pub fn new(name: String, root: PathBuf, site: Option<String>, zone: Zone, now: Moment) -> Self {
        Self { name, root, site: site.unwrap_or_else(|| "local".to_owned()), zone, now, files: Vec::new() }
    }

    /// Lists the files below a folder in the order of their names; hidden ones are left alone.
    fn walk(&mut self, below: &Path, listing: &mut Listing<'_>) -> io::Result<()> {
        let mut entries = fs::read_dir(self.root.join(below))?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let file_name = entry.file_name();
            if file_name.to_string_lossy().starts_with('.') {
                continue;
            }
            let (path, kind) = (below.join(&file_name), entry.file_type()?);
            if kind.is_dir() {
                self.walk(&path, listing)?;
            } else if is_article(&path) || is_item(&self.root.join(&path)) {
                self.files.push(path);
            } else {
                listing.pass_over();
            }
        }
        Ok(())
    }

    fn bytes(&self, place: usize) -> Result<Vec<u8>, Problem> {
        let path = self.root.join(&self.files[place]);
        let about = fs::metadata(&path).map_err(Problem::Unreadable)?;
        if about.len() > LARGEST_INPUT as u64 {
            return Err(Problem::TooLarge);
        }
        fs::read(&path).map_err(Problem::Unreadable)
    }

    /// Tells when a file was on show: as it states, as its name does, else by its own dates.
    fn time(&self, place: usize, draft: &Draft) -> Result<Moment, Problem> {
        let name = self.files[place].file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(at) = draft.at.or_else(|| self.zone.in_name(&name)) {
            return Ok(at);
        }
        let known = Known { now: self.now, said: None, published: None, by_weekday: false, latest: None };
        let dated = date(draft, &known);
        if dated.source == TimeSource::Clock { Err(Problem::NoTime) } else { Ok(dated.at) }
    }

    /// Names the article of a file by the folder it stands in.
    fn article(&self, place: usize) -> Option<String> {
        let below = self.files[place].parent().filter(|below| !below.as_os_str().is_empty());
        let parts =
            |path: &Path| path.iter().map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join("/");
        let own = || self.root.file_name().map(|name| name.to_string_lossy().into_owned());
        let folder = below.map(parts).or_else(own)?;
        Some(format!("{}/{folder}", self.site))
    }
}

impl Source for Folder {
    fn list(&mut self, listing: &mut Listing<'_>) -> Result<(), ImportError> {
        self.walk(Path::new(""), listing)
            .map_err(|error| ImportError::Source { name: self.name.clone(), problem: Problem::Unreadable(error) })?;
        let places: Vec<usize> = (0..self.files.len()).collect();
        for part in places.chunks(AT_ONCE) {
            let read = |place: usize| -> Result<Moment, Problem> {
                let reading = capture::read(&self.bytes(place)?, None).map_err(Problem::Capture)?;
                self.time(place, &reading.draft)
            };
            for (place, time) in part.iter().zip(cores::map(part.to_vec(), read)) {
                match time {
                    Ok(at) => listing.found(at, *place),
                    Err(problem) => listing.skip(*place, self.name(*place), problem),
                }
            }
        }
        Ok(())
    }

    fn fetch(&mut self, place: usize) -> Result<Vec<u8>, Problem> {
        self.bytes(place)
    }

    fn read(&self, place: usize, bytes: &[u8]) -> Result<Read, Problem> {
        read(bytes, || self.article(place))
    }

    fn name(&self, place: usize) -> String {
        Path::new(&self.name).join(&self.files[place]).display().to_string()
    }
}

/// Tells whether a file is one that is read, by its name.
pub(super) fn is_article(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// Tells whether a file of XML is an agency's item, by its beginning.
fn is_item(path: &Path) -> bool {
    let read = || {
        let mut head = Vec::new();
        fs::File::open(path)?.take(HEAD).read_to_end(&mut head).map(|_| head)
    };
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
        && read().is_ok_and(|head| Format::of(&String::from_utf8_lossy(&head)) == Format::Wire)
}

/// Reads a file; one that does not say which article it is of belongs to `article`.
pub(super) fn read(bytes: &[u8], article: impl FnOnce() -> Option<String>) -> Result<Read, Problem> {
    let reading = capture::read(bytes, None).map_err(Problem::Capture)?;
    let named = reading.draft.article.is_some() || !reading.draft.urls.is_empty();
    Ok(Read {
        article: if named { None } else { article() },
        extractor: Extractor::of(&reading, None).to_string(),
        evidence: Some(reading.format.extension()),
        draft: reading.draft,
    })
}
