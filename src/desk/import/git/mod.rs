//! The history of files in another git repository: a commit a version.

mod layout;
mod log;
mod run;

use std::path::{Path, PathBuf};

use self::layout::{Layout, parted};
use self::log::State;
use self::run::Objects;
use super::problem::{ImportError, Problem};
use super::{Listing, Read, Source, folder};
use crate::article::Moment;
use crate::capture::{self, Format, read_newsdiffs};
use crate::cores;

/// The version of the reader of files of `NewsDiffs`, kept with each version it made.
const NEWSDIFFS: &str = "newsdiffs 1";

/// How many files are looked at together.
const AT_ONCE: usize = 64;

/// The files of another git repository, each state of each a version, along the first parents of a commit.
///
/// A file says itself which article it is of; else the path does that it had first, so that renaming it changes nothing.
/// It was on show from the commit's date on, unless it states a time. Repositories of `NewsDiffs` and `OpenTermsArchive` are
/// known by the words of their commits, and read as those programs mean them.
#[derive(Debug)]
pub struct GitHistory {
    /// What it is called for a person.
    name: String,
    repo: PathBuf,
    revision: String,
    paths: Vec<String>,
    site: String,
    states: Vec<State>,
    objects: Option<Objects>,
}

impl GitHistory {
    /// Reads the history of the files that `paths` match, up to a commit; no paths are all files.
    #[must_use]
    pub fn new(name: String, repo: PathBuf, revision: String, paths: Vec<String>, site: Option<String>) -> Self {
        let site = site.unwrap_or_else(|| "local".to_owned());
        Self { name, repo, revision, paths, site, states: Vec::new(), objects: None }
    }

    /// Reads the log; a single file is followed to what it was called before.
    fn log(&self) -> Result<Vec<State>, Problem> {
        let revision = format!("{}^{{commit}}", self.revision);
        run::output(&self.repo, &["rev-parse", "--verify", "--quiet", "--end-of-options", &revision]).map_err(
            |problem| match problem {
                // It says nothing of a name that it does not know.
                Problem::Git(told) if told == "it failed" => {
                    Problem::Git(format!("it has no commit {}", self.revision))
                }
                other => other,
            },
        )?;
        let mut arguments = vec!["log", "--first-parent", "-m", "--raw", "--no-abbrev", "-z", "-M", log::FORMAT];
        if let [only] = self.paths.as_slice()
            && self.is_file(only)
        {
            arguments.push("--follow");
        }
        arguments.extend(["--end-of-options", &self.revision, "--"]);
        arguments.extend(self.paths.iter().map(String::as_str));
        Ok(log::states(&run::output(&self.repo, &arguments)?))
    }

    fn is_file(&self, path: &str) -> bool {
        let object = format!("{}:{path}", self.revision);
        let kind = run::output(&self.repo, &["cat-file", "-t", "--end-of-options", &object]);
        // Older versions of git do not know that option here; then the file is not followed.
        kind.is_ok_and(|kind| kind.trim_ascii() == b"blob")
    }

    fn object(&mut self, place: usize) -> Result<Vec<u8>, Problem> {
        if self.objects.is_none() {
            self.objects = Some(Objects::of(&self.repo)?);
        }
        let Some(objects) = &mut self.objects else { return Err(Problem::Git("it cannot be spoken to".to_owned())) };
        objects.read(&self.states[place].blob)
    }

    fn list_states(&mut self, listing: &mut Listing<'_>) -> Result<(), Problem> {
        for state in self.log()? {
            let named = self.paths.contains(&state.path) || self.paths.contains(&state.first_path);
            if state.layout == Layout::TermsReadAgain {
                listing.repeat();
            } else if named || state.layout == Layout::NewsDiffs || folder::is_article(Path::new(&state.path)) {
                self.states.push(state);
            } else {
                listing.pass_over();
            }
        }
        let places: Vec<usize> = (0..self.states.len()).collect();
        for part in places.chunks(AT_ONCE) {
            let fetched: Vec<_> = part.iter().map(|place| (self.states[*place].layout, self.object(*place))).collect();
            let stated = |(layout, bytes): (Layout, Result<Vec<u8>, Problem>)| -> Result<Option<Moment>, Problem> {
                let bytes = bytes?;
                Ok(match layout {
                    Layout::NewsDiffs => read_newsdiffs(&bytes).map_err(Problem::Capture)?.at,
                    _ => capture::read(&bytes, None).map_err(Problem::Capture)?.draft.at,
                })
            };
            for (place, time) in part.iter().zip(cores::map(fetched, stated)) {
                match time {
                    Ok(at) => listing.found(at.unwrap_or(self.states[*place].at), *place),
                    Err(problem) => listing.skip(*place, self.name(*place), problem),
                }
            }
        }
        Ok(())
    }
}

impl Source for GitHistory {
    fn list(&mut self, listing: &mut Listing<'_>) -> Result<(), ImportError> {
        let name = self.name.clone();
        self.list_states(listing).map_err(|problem| ImportError::Source { name, problem })
    }

    fn fetch(&mut self, place: usize) -> Result<Vec<u8>, Problem> {
        self.object(place)
    }

    fn read(&self, place: usize, bytes: &[u8]) -> Result<Read, Problem> {
        let state = &self.states[place];
        if state.layout == Layout::NewsDiffs {
            return article_of_newsdiffs(state, bytes);
        }
        let stem = Path::new(&state.first_path).with_extension("");
        let mut read = folder::read(bytes, || Some(format!("{}/{}", self.site, stem.display())))?;
        let terms = parted(&state.path).filter(|_| state.layout == Layout::Terms);
        if let Some((service, terms)) = terms.filter(|_| read.draft.fields.headline.is_empty()) {
            read.draft.fields.headline = format!("{service}: {terms}");
            // The file itself does not say it: who reads it again must know.
            read.extractor.push_str(" +headline");
        }
        Ok(read)
    }

    fn name(&self, place: usize) -> String {
        let state = &self.states[place];
        format!("{}@{}:{}", self.name, &state.commit[..state.commit.len().min(10)], state.path)
    }
}

/// Reads an article of `NewsDiffs`; the address it was fetched from is the path, without the scheme that all had then.
fn article_of_newsdiffs(state: &State, bytes: &[u8]) -> Result<Read, Problem> {
    let mut draft = read_newsdiffs(bytes).map_err(Problem::Capture)?;
    draft.urls = vec![format!("http://{}", state.path)];
    let (extractor, evidence) = (NEWSDIFFS.to_owned(), Some(Format::Text.extension()));
    Ok(Read { article: None, extractor, evidence, draft })
}
