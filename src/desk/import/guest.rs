//! How an import gets at lists and pages: from files, and from the web as a polite guest.

use std::sync::{Mutex, PoisonError};

use super::problem::Problem;
use crate::article::Moment;
use crate::capture::http::{Clock, FetchError, Fetched, Fetcher, Page, Reply, Validators};
use crate::desk::fetch::Absence;

/// What fetches an address.
type Fetch = dyn FnMut(&str) -> Result<Fetched, FetchError> + Send;

/// A fetcher, with the clock it waits by.
pub struct Guest {
    fetch: Mutex<Box<Fetch>>,
}

/// A list that an import reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file that was read already.
    File {
        /// What it is called for a person.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// An address of the web.
    Web(String),
}

impl std::fmt::Debug for Guest {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Guest").finish_non_exhaustive()
    }
}

impl Guest {
    /// Makes a guest of a fetcher and a clock.
    #[must_use]
    pub fn new(mut fetcher: Fetcher, clock: impl Clock + Send + 'static) -> Self {
        let fetch = move |url: &str| fetcher.get(url, &Validators::default(), &clock);
        Self { fetch: Mutex::new(Box::new(fetch)) }
    }

    /// Fetches a page; returns it with the address that answered and whether another led there.
    pub(super) fn page(&mut self, url: &str) -> Result<(Page, Fetched), Problem> {
        let fetch = self.fetch.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut fetched = fetch(url).map_err(|error| Problem::Fetch(Box::new(error)))?;
        let absence = match &mut fetched.reply {
            Reply::Page(page) => return Ok((std::mem::take(page), fetched)),
            Reply::Gone { status: 410 } => Absence::Gone,
            Reply::Gone { status: 451 } => Absence::Legal,
            Reply::Barred { .. } => Absence::Barred,
            Reply::Gone { .. } | Reply::NotModified => Absence::NotFound,
        };
        Err(Problem::Absent(absence))
    }
}

impl Location {
    /// Names it for a person.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::File { name, .. } | Self::Web(name) => name,
        }
    }

    /// Returns the address that what it holds is relative to; empty where there is none.
    pub(super) fn base(&self) -> &str {
        match self {
            Self::Web(url) => url,
            Self::File { .. } => "",
        }
    }

    /// Returns its bytes, and tells when they were fetched, if they were.
    pub(super) fn read(&self, guest: &mut Guest) -> Result<(Vec<u8>, Option<Moment>), Problem> {
        match self {
            Self::Web(url) => guest.page(url).map(|(page, fetched)| (page.bytes, Some(fetched.at))),
            Self::File { bytes, .. } => Ok((bytes.clone(), None)),
        }
    }
}
