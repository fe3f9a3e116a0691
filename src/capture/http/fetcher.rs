//! Fetches pages as a polite guest: asks first, keeps its distance, comes back later, leaves in time.

use std::collections::BTreeMap;
use std::time::Duration;

use url::Url;

use super::super::content_type::charset;
use super::Manners;
use super::client::{Answer, Client, Validators};
use super::clock::{Clock, after, until};
use super::error::{FetchError, FetchProblem};
use super::host::{Host, KeptRobots, origin};
use super::retry::{LONGEST_PAUSE, backoff, retry_after};
use crate::article::Moment;

/// Where a site says what it asks of programs.
const ROBOTS: &str = "/robots.txt";

/// How many redirects are followed.
const MOST_HOPS: usize = 8;

/// How many redirects of a `robots.txt` are followed, as RFC 9309 asks.
const MOST_ROBOTS_HOPS: usize = 5;

/// How much of a `robots.txt` is read, in bytes, as RFC 9309 asks at least.
const LARGEST_ROBOTS: usize = 512 << 10;

/// The longest distance kept because a `robots.txt` asks for it.
const LONGEST_DELAY: Duration = Duration::from_mins(1);

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The address that answered in the end.
    pub url: String,
    /// Whether a redirect led there from another.
    pub redirected: bool,
    /// When it answered.
    pub at: Moment,
    /// What it answered.
    pub reply: Reply,
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A page.
    Page(Page),
    /// That it still is in the state known.
    NotModified,
    /// That it is not there (404), no longer (410), or must not be shown (451).
    Gone {
        /// The status.
        status: u16,
    },
    /// That it is not for everyone: 401, 402, 403.
    Barred {
        /// The status.
        status: u16,
    },
}

/// A page as fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its bytes, after decompression and otherwise untouched.
    pub bytes: Vec<u8>,
    /// Its kind as the server says it, e.g. `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// What to ask by next time.
    pub validators: Validators,
}

impl Page {
    /// Returns the encoding that the server says the page is in.
    #[must_use]
    pub fn charset(&self) -> Option<&str> {
        charset(self.content_type.as_deref()?)
    }
}

/// Fetches pages, and remembers of each host when to ask it again.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    manners: Manners,
    hosts: BTreeMap<String, Host>,
}

impl Fetcher {
    /// Makes a fetcher of these manners that knows nothing of any host yet.
    #[must_use]
    pub fn new(manners: Manners) -> Self {
        Self { client: Client::new(&manners), manners, hosts: BTreeMap::new() }
    }

    /// Lets the fetcher remember what another knew of hosts.
    pub fn remember(&mut self, hosts: BTreeMap<String, Host>) {
        self.hosts = hosts;
    }

    /// Returns what is known of hosts.
    #[must_use]
    pub fn hosts(&self) -> &BTreeMap<String, Host> {
        &self.hosts
    }

    /// Returns the moment from which the host of an address may be asked; none when it may be asked at any time.
    #[must_use]
    pub fn free_from(&self, url: &str) -> Option<Moment> {
        self.hosts.get(&origin(&Url::parse(url.trim()).ok()?))?.not_before
    }

    /// Fetches an address, if need be only what differs from a state known, and follows where it leads.
    ///
    /// # Errors
    ///
    /// When it cannot be had, must not be asked for, or leads nowhere; see [`FetchProblem`].
    pub fn get(&mut self, url: &str, known: &Validators, clock: &dyn Clock) -> Result<Fetched, FetchError> {
        let not_web = || FetchError { url: url.to_owned(), problem: FetchProblem::NotWeb };
        let mut here = Url::parse(url.trim()).map(plain).map_err(|_| not_web())?;
        for hop in 0..=MOST_HOPS {
            let answer = self.ask(&here, known, clock).map_err(|problem| problem.at(&here))?;
            if let Some(next) = redirect(&here, &answer) {
                here = next;
                continue;
            }
            let reply = reply(answer, known).map_err(|problem| problem.at(&here))?;
            return Ok(Fetched { url: here.to_string(), redirected: hop > 0, at: clock.now(), reply });
        }
        Err(FetchProblem::Redirects { most: MOST_HOPS }.at(&here))
    }

    /// Asks one address, once its host has said that it may be asked.
    fn ask(&mut self, url: &Url, known: &Validators, clock: &dyn Clock) -> Result<Answer, FetchProblem> {
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(FetchProblem::NotWeb);
        }
        self.robots(url, clock)?.check(url)?;
        self.patiently(url, known, clock)
    }

    /// Returns the `robots.txt` that an address is under, read anew when it is old.
    fn robots(&mut self, url: &Url, clock: &dyn Clock) -> Result<KeptRobots, FetchProblem> {
        let origin = origin(url);
        let kept = self.hosts.get(&origin).and_then(|host| host.robots.clone());
        if let Some(kept) = kept.filter(|kept| !kept.is_old(clock.now())) {
            return Ok(kept);
        }
        let (status, text) = self.read_robots(url, clock)?;
        let kept = KeptRobots { read: clock.now(), status, text };
        self.hosts.entry(origin).or_default().robots = Some(kept.clone());
        Ok(kept)
    }

    fn read_robots(&mut self, url: &Url, clock: &dyn Clock) -> Result<(u16, String), FetchProblem> {
        let mut here = url.join(ROBOTS).map_err(|_| FetchProblem::NotWeb)?;
        for _ in 0..=MOST_ROBOTS_HOPS {
            let answer = match self.patiently(&here, &Validators::default(), clock) {
                Ok(answer) => answer,
                // One too large to be read, or garbled, says nothing; a status that stays says that it is not to be had.
                Err(FetchProblem::TooLarge { .. } | FetchProblem::Compression { .. }) => {
                    return Ok((404, String::new()));
                }
                Err(FetchProblem::Status { status }) => {
                    return Ok((if status == 429 { 503 } else { status }, String::new()));
                }
                Err(problem) => return Err(problem),
            };
            match redirect(&here, &answer) {
                Some(next) if matches!(next.scheme(), "http" | "https") => here = next,
                Some(_) => break,
                None => return Ok((answer.status, text(&answer.body))),
            }
        }
        Ok((404, String::new()))
    }

    /// Makes a request when its host may be asked again, and makes it again when what failed may pass.
    fn patiently(&mut self, url: &Url, known: &Validators, clock: &dyn Clock) -> Result<Answer, FetchProblem> {
        let mut attempt = 0;
        loop {
            self.await_turn(url, clock)?;
            let answer = self.client.get(url, known);
            if url.path() != ROBOTS {
                self.keep_distance(url, clock.now());
            }
            let asked = answer.as_ref().ok().and_then(|answer| answer.retry_after.clone());
            let problem = match answer {
                Ok(answer) if answer.status >= 400 => FetchProblem::Status { status: answer.status },
                Ok(answer) => return Ok(answer),
                Err(problem) => problem,
            };
            if !problem.may_pass() {
                return status_alone(problem);
            }
            attempt += 1;
            let pause = asked.and_then(|value| retry_after(&value, clock.now())).filter(|pause| !pause.is_zero());
            if let Some(pause) = pause.filter(|pause| *pause > LONGEST_PAUSE) {
                return Err(self.leave_alone(url, after(clock.now(), pause)));
            }
            if attempt >= self.manners.tries.max(1) {
                return Err(problem);
            }
            clock.wait(pause.unwrap_or_else(|| backoff(attempt - 1)))?;
        }
    }

    /// Waits until a host may be asked again; not when that is too far off to be waited for.
    fn await_turn(&self, url: &Url, clock: &dyn Clock) -> Result<(), FetchProblem> {
        let not_before = self.hosts.get(&origin(url)).and_then(|host| host.not_before);
        let Some(not_before) = not_before else { return Ok(()) };
        let pause = until(clock.now(), not_before);
        if pause > LONGEST_PAUSE.max(self.manners.delay) {
            return Err(FetchProblem::Later { until: not_before });
        }
        if pause.is_zero() { Ok(()) } else { Ok(clock.wait(pause)?) }
    }

    /// Remembers when a host that was just asked may be asked next.
    fn keep_distance(&mut self, url: &Url, now: Moment) {
        let host = self.hosts.entry(origin(url)).or_default();
        let asked_for = host.robots.as_ref().and_then(|robots| robots.rules().crawl_delay());
        let delay = self.manners.delay.max(asked_for.unwrap_or_default().min(LONGEST_DELAY));
        host.not_before = Some(after(now, delay));
    }

    fn leave_alone(&mut self, url: &Url, until: Moment) -> FetchProblem {
        self.hosts.entry(origin(url)).or_default().not_before = Some(until);
        FetchProblem::Later { until }
    }
}

/// Lets a status that stays be an answer; any other problem stays one.
fn status_alone(problem: FetchProblem) -> Result<Answer, FetchProblem> {
    match problem {
        FetchProblem::Status { status } => Ok(Answer { status, ..Answer::default() }),
        other => Err(other),
    }
}

/// Finds where an answer leads.
fn redirect(here: &Url, answer: &Answer) -> Option<Url> {
    let location = answer.location.as_deref().filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308))?;
    here.join(location).ok().map(plain)
}

/// Leaves out of an address what is no part of what is asked for: the fragment, and a name and password, which are never
/// sent and must not be kept.
fn plain(mut url: Url) -> Url {
    url.set_fragment(None);
    // An address that cannot have them has none.
    let _ = (url.set_username(""), url.set_password(None));
    url
}

fn reply(answer: Answer, known: &Validators) -> Result<Reply, FetchProblem> {
    let Answer { status, validators, content_type, body, .. } = answer;
    match status {
        200 => Ok(Reply::Page(Page { bytes: body, content_type, validators })),
        304 if !known.is_empty() => Ok(Reply::NotModified),
        404 | 410 | 451 => Ok(Reply::Gone { status }),
        401..=403 => Ok(Reply::Barred { status }),
        status => Err(FetchProblem::Status { status }),
    }
}

/// Reads as much of a `robots.txt` as counts.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(LARGEST_ROBOTS)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_the_encoding_beside_the_kind() {
        let page = |kind: &str| Page { content_type: Some(kind.to_owned()), ..Page::default() };
        assert_eq!(page("text/html; Charset=\"ISO-8859-2\"").charset(), Some("ISO-8859-2"));
        assert_eq!(page("text/html;boundary=x; charset = utf-8").charset(), Some("utf-8"));
        assert_eq!(page("text/html").charset(), None);
        assert_eq!(page("text/html; charset=").charset(), None);
    }
}
