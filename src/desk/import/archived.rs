//! Pages that web archives keep, one state after another, as their lists name them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use url::Url;

use super::guest::{Guest, Location};
use super::page::read_page;
use super::problem::{ImportError, Problem};
use super::{Listing, Read, Source};
use crate::article::Address;
use crate::capture::{CdxCapture, Memento, TimeMap, read_cdx, read_timemap};
use crate::desk::fetch::Web;

/// Where the Wayback Machine shows its captures.
const WAYBACK: &str = "https://web.archive.org/web/";

/// The most parts of one list that are read: a list may name parts without end.
const MOST_PARTS: usize = 500;

/// The most captures for which more parts of a list are read.
const MOST_STATES: usize = 100_000;

/// How many pages are fetched before they are kept: an import that is stopped loses no more.
const AT_ONCE: usize = 8;

/// Lists of captures, and the captures they name.
#[derive(Debug)]
pub struct ArchivedPages {
    lists: Vec<Location>,
    /// Below which address the archive shows its captures, where that was said.
    replay: Option<String>,
    guest: Guest,
    states: Vec<State>,
}

/// A capture.
#[derive(Debug)]
struct State {
    memento: Memento,
    /// The encoding that the archive says its page is in.
    charset: Option<String>,
}

impl ArchivedPages {
    /// Reads lists, and fetches what they name; `replay` is where the archive shows captures that a list names by address
    /// and time alone, e.g. `https://web.archive.org/web/`.
    #[must_use]
    pub fn new(lists: Vec<Location>, replay: Option<String>, guest: Guest) -> Self {
        Self { lists, replay, guest, states: Vec::new() }
    }

    /// Lists the captures of one list.
    fn list_one(&mut self, list: &Location, listing: &mut Listing<'_>) -> Result<(), Problem> {
        let (bytes, _) = list.read(&mut self.guest)?;
        let text = String::from_utf8_lossy(&bytes);
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with(['<', '{']) {
            return self.list_timemap(&text, list.base(), listing);
        }
        let replay = self.replay.clone().unwrap_or_else(|| replay_of(list.base()));
        let mut captures = Vec::new();
        for row in read_cdx(&text).map_err(Problem::List)? {
            let wrong = match row.capture {
                Ok(capture) => match unfit(&capture) {
                    None => {
                        captures.push(capture);
                        continue;
                    }
                    Some(problem) => problem,
                },
                Err(problem) => Problem::CdxRow(problem),
            };
            listing.skip(self.states.len(), format!("{}:{}", list.name(), row.line), wrong);
        }
        for capture in without_repeats(captures, listing) {
            self.found(capture.memento(&replay), listing);
        }
        Ok(())
    }

    /// Lists the captures of a `TimeMap`, and of all other parts of it that it names.
    fn list_timemap(&mut self, text: &str, base: &str, listing: &mut Listing<'_>) -> Result<(), Problem> {
        let mut map = read_timemap(text, base).map_err(Problem::List)?;
        let (mut met, mut states) = (BTreeSet::from([base.to_owned()]), BTreeSet::new());
        let mut waiting = VecDeque::new();
        loop {
            for memento in map.mementos {
                // Two parts may share a capture at their border.
                if states.insert(memento.url.clone()) {
                    self.found(memento, listing);
                }
            }
            waiting.extend(map.parts.into_iter().filter(|part| met.insert(part.clone())));
            map = loop {
                let Some(part) = waiting.pop_front() else { return Ok(()) };
                if met.len() - waiting.len() > MOST_PARTS || states.len() > MOST_STATES {
                    listing.skip(self.states.len(), part, Problem::TooLong);
                    return Ok(());
                }
                match self.part(&part) {
                    Ok(map) => break map,
                    Err(Problem::Fetch(error)) if Problem::halts(&error.problem) => return Err(Problem::Fetch(error)),
                    Err(problem) => listing.skip(self.states.len(), part, problem),
                }
            };
        }
    }

    /// Fetches another part of a `TimeMap`.
    fn part(&mut self, url: &str) -> Result<TimeMap, Problem> {
        let (page, fetched) = self.guest.page(url)?;
        read_timemap(&String::from_utf8_lossy(&page.bytes), &fetched.url).map_err(Problem::List)
    }

    fn found(&mut self, memento: Memento, listing: &mut Listing<'_>) {
        listing.found(memento.at, self.states.len());
        self.states.push(State { memento, charset: None });
    }
}

impl Source for ArchivedPages {
    fn list(&mut self, listing: &mut Listing<'_>) -> Result<(), ImportError> {
        for list in std::mem::take(&mut self.lists) {
            let listed = self.list_one(&list, listing);
            listed.map_err(|problem| ImportError::Source { name: list.name().to_owned(), problem })?;
        }
        Ok(())
    }

    /// Fetches a capture in its raw form; where the archive has none, as it shows it.
    fn fetch(&mut self, place: usize) -> Result<Vec<u8>, Problem> {
        let state = &mut self.states[place];
        let shown = state.memento.url.as_str();
        let raw = state.memento.raw_url().filter(|raw| raw != shown);
        let got = match &raw {
            Some(raw) => match capture(&mut self.guest, raw) {
                Err(Problem::Absent(_)) => capture(&mut self.guest, shown),
                other => other,
            },
            None => capture(&mut self.guest, shown),
        };
        let (bytes, charset) = got?;
        state.charset = charset;
        Ok(bytes)
    }

    fn read(&self, place: usize, bytes: &[u8]) -> Result<Read, Problem> {
        let State { memento, charset } = &self.states[place];
        let urls = memento.original.iter().cloned().collect();
        read_page(bytes, &Web { urls, charset: charset.clone(), seen: memento.at })
    }

    fn name(&self, place: usize) -> String {
        self.states[place].memento.url.clone()
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn is_at_hand(&self) -> bool {
        false
    }

    fn asks_for(&self, place: usize) -> Option<&str> {
        self.states[place].memento.original.as_deref()
    }
}

/// Fetches a capture, and makes sure that it is the one that was asked for.
fn capture(guest: &mut Guest, url: &str) -> Result<(Vec<u8>, Option<String>), Problem> {
    let (page, fetched) = guest.page(url)?;
    if fetched.redirected && !is_same_capture(url, &fetched.url) {
        return Err(Problem::Elsewhere { url: fetched.url });
    }
    let charset = page.charset().map(str::to_owned);
    Ok((page.bytes, charset))
}

/// Tells whether two addresses of an archive show the same capture: that of the same page at the same time.
fn is_same_capture(asked: &str, answered: &str) -> bool {
    let host = |url: &str| Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    match (Memento::shown_at(asked), Memento::shown_at(answered)) {
        (Some((stamp, page)), Some((other_stamp, other_page))) => {
            let bare = |page: &str| Address::parse(page).ok().map(|address| address.bare().to_owned());
            stamp == other_stamp && bare(page) == bare(other_page)
        }
        (None, None) => host(asked) == host(answered),
        _ => false,
    }
}

/// Tells why a capture can be no version.
fn unfit(capture: &CdxCapture) -> Option<Problem> {
    if let Some(status) = capture.status.filter(|status| *status != 200) {
        return Some(Problem::Status(status));
    }
    let kind = capture.kind.as_deref().unwrap_or_default();
    let is_page = matches!(kind, "" | "unk" | "warc/revisit" | "text/html" | "application/xhtml+xml" | "text/plain");
    (!is_page).then(|| Problem::Kind(kind.to_owned()))
}

/// Puts captures in the order of time, and leaves out those of a page that have the digest of the one before.
fn without_repeats(mut captures: Vec<CdxCapture>, listing: &mut Listing<'_>) -> Vec<CdxCapture> {
    captures.sort_by(|one, other| (&one.stamp, &one.original).cmp(&(&other.stamp, &other.original)));
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    captures.retain(|capture| {
        let page =
            Address::parse(&capture.original).map_or_else(|_| capture.original.clone(), |url| url.bare().to_owned());
        let Some(digest) = &capture.digest else {
            last.remove(&page);
            return true;
        };
        let repeats = last.insert(page, digest.clone()).as_ref() == Some(digest);
        if repeats {
            listing.repeat();
        }
        !repeats
    });
    captures
}

/// Tells where the archive of a list shows its captures: below the collection of the list, else where the Wayback Machine
/// does.
fn replay_of(list: &str) -> String {
    let Ok(url) = Url::parse(list) else { return WAYBACK.to_owned() };
    let parts: Vec<&str> = url.path().trim_matches('/').split('/').collect();
    let collection = match parts.as_slice() {
        [collection, "cdx" | "index"] => *collection,
        _ => "web",
    };
    url.join(&format!("/{collection}/")).map_or_else(|_| WAYBACK.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_shows_its_captures_below_its_collection() {
        let told = |list: &str| replay_of(list);
        assert_eq!(told(""), "https://web.archive.org/web/");
        assert_eq!(told("https://web.archive.org/cdx/search/cdx?url=a.example"), "https://web.archive.org/web/");
        assert_eq!(told("http://localhost:8080/news/cdx?url=a.example"), "http://localhost:8080/news/");
    }

    #[test]
    fn a_capture_of_another_time_or_page_is_another() {
        let asked = "https://web.example/web/20260301120000id_/https://www.a.example/f";
        for (answered, same) in [
            ("https://web.example/web/20260301120000id_/http://a.example/f", true),
            ("https://web.example/web/20260301120001id_/https://a.example/f", false),
            ("https://web.example/web/20260301120000id_/https://a.example/", false),
            ("https://a.example/f", false),
        ] {
            assert_eq!(is_same_capture(asked, answered), same, "{answered}");
        }
        assert!(is_same_capture("https://b.example/1", "https://b.example/1/"));
        assert!(!is_same_capture("https://b.example/1", "https://c.example/1"));
    }
}
