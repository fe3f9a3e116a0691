//! An article fetched from the web: a page to be recorded, or its absence.

use thiserror::Error;
use url::Url;

use super::intake::{Input, Intake};
use super::preview::Preview;
pub use crate::article::Absence;
use crate::article::{Address, Draft, Moment};
use crate::capture::http::{Clock, FetchError, Fetcher, Reply, Validators};
use crate::capture::is_behind_paywall;

/// What is known of a fetched page beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Web {
    /// The address that answered, then the one that was asked.
    pub urls: Vec<String>,
    /// The encoding the server says it is in.
    pub charset: Option<String>,
    /// When it was fetched, or first seen in this state.
    pub seen: Moment,
}

/// What an address answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The address that answered in the end.
    pub url: String,
    /// When.
    pub at: Moment,
    /// What is there.
    pub found: Found,
}

/// What is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A page.
    Page {
        /// Its bytes, called by the address asked.
        input: Input,
        /// What is known of it beside them.
        web: Web,
        /// What to ask by next time.
        validators: Validators,
    },
    /// What was there before.
    Same,
    /// No article for us.
    Absent(Absence),
}

/// An article is absent, where one was to be recorded.
#[derive(Debug, Error)]
#[error("{url}: {}", absence.words())]
pub struct Absent {
    /// The address that was asked.
    pub url: String,
    /// What is there instead.
    pub absence: Absence,
}

/// Fetches an article, if need be only when it differs from a state known.
///
/// # Errors
///
/// When it cannot be had or must not be asked for.
pub fn fetch(fetcher: &mut Fetcher, url: &str, known: &Validators, clock: &dyn Clock) -> Result<Visit, FetchError> {
    let answered = fetcher.get(url, known, clock)?;
    let to_front = answered.redirected && is_front(&answered.url) && !is_front(url);
    let found = match answered.reply {
        _ if to_front => Found::Absent(Absence::FrontPage),
        Reply::NotModified => Found::Same,
        Reply::Gone { status: 410 } => Found::Absent(Absence::Gone),
        Reply::Gone { status: 451 } => Found::Absent(Absence::Legal),
        Reply::Gone { .. } => Found::Absent(Absence::NotFound),
        Reply::Barred { .. } => Found::Absent(Absence::Barred),
        Reply::Page(page) => {
            let mut urls = vec![answered.url.clone()];
            if let Some(asked) = Address::parse(url).ok().filter(|_| answered.redirected) {
                urls.push(asked.as_str().to_owned());
            }
            let web = Web { urls, charset: page.charset().map(str::to_owned), seen: answered.at };
            Found::Page { input: Input { name: url.to_owned(), bytes: page.bytes }, web, validators: page.validators }
        }
    };
    Ok(Visit { url: answered.url, at: answered.at, found })
}

/// Tells whether a fetched page shows the beginning of its article only.
#[must_use]
pub fn behind_paywall(intake: &Intake, preview: &Preview) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let known = preview.before.as_ref().map(|version| words(version.snapshot.body.text()));
    let page = intake.submission.capture.as_ref().map_or(&[][..], |capture| &capture.bytes);
    is_behind_paywall(page, words(intake.submission.snapshot.body.text()), known)
}

impl Web {
    /// Puts what is known of the fetch into what was read of the page, and leaves out what a page cannot say of itself.
    ///
    /// A page names its canonical address, and by that its article: it is believed about its own site, and about a page
    /// below the front page. Otherwise a page could pass for a version of another site's article.
    pub(super) fn complete(&self, draft: &mut Draft) {
        draft.article = None;
        draft.at = None;
        draft.seen = Some(self.seen);
        let here = self.urls.first().map_or("", String::as_str);
        draft.urls.retain(|url| is_of_site(url, here) && (is_front(here) || !is_front(url)));
        for url in &self.urls {
            if !draft.urls.contains(url) {
                draft.urls.push(url.clone());
            }
        }
    }
}

fn is_front(url: &str) -> bool {
    Url::parse(url.trim()).is_ok_and(|url| url.path().trim_matches('/').is_empty() && url.query().is_none())
}

/// Tells whether two addresses are of one site; what is for phones or print has a host of its own.
fn is_of_site(one: &str, other: &str) -> bool {
    let site = |url: &str| {
        let site = Address::parse(url).ok()?.site().to_owned();
        let bare = ["m.", "amp.", "mobile.", "print."].iter().find_map(|prefix| site.strip_prefix(prefix));
        Some(bare.filter(|bare| bare.contains('.')).map_or(site.clone(), str::to_owned))
    };
    site(one).is_some_and(|one| site(other).as_ref() == Some(&one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(canonical: &str, here: &str) -> Vec<String> {
        let seen = Moment::parse_from_rfc3339("2026-03-01T12:00:00Z").unwrap();
        let web = Web { urls: vec![here.to_owned()], charset: None, seen };
        let mut draft = Draft { urls: vec![canonical.to_owned()], article: Some("x".to_owned()), ..Draft::default() };
        web.complete(&mut draft);
        assert_eq!((draft.article, draft.seen), (None, Some(seen)));
        draft.urls
    }

    #[test]
    fn a_canonical_address_of_the_same_site_goes_first() {
        let urls = completed("https://www.a.example/ferry", "https://m.a.example/ferry?print=1");
        assert_eq!(urls, ["https://www.a.example/ferry", "https://m.a.example/ferry?print=1"]);
    }

    #[test]
    fn a_page_cannot_pass_for_one_of_another_site_or_for_the_front_page() {
        let here = "https://a.example/ferry";
        for canonical in ["https://b.example/ferry", "https://a.example/", "https://a.example.b.example/x", "nonsense"]
        {
            assert_eq!(completed(canonical, here), [here], "{canonical}");
        }
    }
}
