//! Feeds: the articles they hold whole, and the pages of those they only name.

use super::guest::{Guest, Location};
use super::page::read_page;
use super::problem::{ImportError, Problem};
use super::{Listing, Read, Source};
use crate::article::Moment;
use crate::capture::{FeedEntry, read_feed_entries};
use crate::desk::fetch::Web;

/// The version of this reader, kept with each version it made.
const READER: &str = "feed 1";

/// How many articles are held at a time, each with its feed or its page.
const AT_ONCE: usize = 8;

/// Feeds, and the articles in them.
#[derive(Debug)]
pub struct Feeds {
    lists: Vec<Location>,
    guest: Guest,
    now: Moment,
    /// The bytes of each feed.
    read: Vec<Vec<u8>>,
    entries: Vec<Entry>,
}

/// An article in a feed.
#[derive(Debug)]
struct Entry {
    feed: usize,
    told: FeedEntry,
    /// When the feed was fetched, or its page was.
    seen: Option<Moment>,
    /// Where the page was found, and its encoding as the server says, once it was fetched.
    page: Option<(String, Option<String>)>,
}

impl Feeds {
    /// Reads feeds, and fetches the pages of articles that they do not hold.
    #[must_use]
    pub fn new(feeds: Vec<Location>, guest: Guest, now: Moment) -> Self {
        Self { lists: feeds, guest, now, read: Vec::new(), entries: Vec::new() }
    }

    fn list_feed(&mut self, feed: usize, listing: &mut Listing<'_>) -> Result<(), Problem> {
        let location = &self.lists[feed];
        let (bytes, seen) = location.read(&mut self.guest)?;
        for entry in read_feed_entries(&bytes, location.base()).map_err(Problem::Feed)? {
            let place = self.entries.len();
            // A page that is yet to be fetched is seen now.
            let stated = if entry.draft.is_some() { entry.listed.latest().or(seen) } else { Some(self.now) };
            match stated {
                Some(at) => listing.found(at, place),
                None => listing.skip(place, entry.listed.url.clone(), Problem::NoTime),
            }
            self.entries.push(Entry { feed, told: entry, seen, page: None });
        }
        self.read.push(bytes);
        Ok(())
    }
}

impl Source for Feeds {
    fn list(&mut self, listing: &mut Listing<'_>) -> Result<(), ImportError> {
        for feed in 0..self.lists.len() {
            let listed = self.list_feed(feed, listing);
            listed.map_err(|problem| ImportError::Source { name: self.lists[feed].name().to_owned(), problem })?;
        }
        Ok(())
    }

    fn fetch(&mut self, place: usize) -> Result<Vec<u8>, Problem> {
        let entry = &mut self.entries[place];
        if entry.told.draft.is_some() {
            return Ok(self.read[entry.feed].clone());
        }
        let (page, fetched) = self.guest.page(&entry.told.listed.url)?;
        entry.seen = Some(fetched.at);
        entry.page = Some((fetched.url, page.charset().map(str::to_owned)));
        Ok(page.bytes)
    }

    fn read(&self, place: usize, bytes: &[u8]) -> Result<Read, Problem> {
        let Entry { told: entry, seen, page, .. } = &self.entries[place];
        if let Some(draft) = &entry.draft {
            let mut draft = draft.clone();
            draft.seen = *seen;
            let kind = if bytes.trim_ascii_start().starts_with(b"{") { "json" } else { "xml" };
            return Ok(Read { draft, article: None, extractor: READER.to_owned(), evidence: Some(kind) });
        }
        let (found, charset) = page.clone().unwrap_or_default();
        let mut urls = vec![found, entry.listed.url.clone()];
        urls.retain(|url| !url.is_empty());
        urls.dedup();
        read_page(bytes, &Web { urls, charset, seen: seen.unwrap_or(self.now) })
    }

    fn name(&self, place: usize) -> String {
        self.entries[place].told.listed.url.clone()
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn is_at_hand(&self) -> bool {
        false
    }
}
