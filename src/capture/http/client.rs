//! One request and its answer: the engine's side of the door.

use std::io::{self, Read};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ureq::http::{HeaderMap, Response};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Error};
use url::Url;

use super::Manners;
use super::error::FetchProblem;
use super::reach::{Guard, NotPublic, Private};

/// What we can read.
const ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5";

/// How long the look-up of a host and the connection to it may take.
const CONNECT: Duration = Duration::from_secs(15);

/// The longest head of an answer, in bytes.
const LARGEST_HEAD: usize = 64 << 10;

/// What a server names a state of a page by, to be asked whether it still is in that state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// Its entity tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When it was last changed, in the server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Validators {
    /// Tells whether there is anything to ask by.
    pub(super) fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// An answer; its body is read only where the status is 200.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) validators: Validators,
    pub(super) content_type: Option<String>,
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) body: Vec<u8>,
}

/// Makes requests, one at a time and without following where answers lead.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    largest: usize,
}

impl Client {
    /// Makes a client of these manners.
    pub(super) fn new(manners: &Manners) -> Self {
        // No proxy is taken from the environment: it would look hosts up for us, out of sight.
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .user_agent(manners.user_agent())
            .accept(ACCEPT)
            .max_response_header_size(LARGEST_HEAD)
            .timeout_global(Some(manners.patience))
            .timeout_resolve(Some(CONNECT.min(manners.patience)))
            .timeout_connect(Some(CONNECT.min(manners.patience)))
            .build();
        let guard = Guard::new(manners.private.clone());
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), guard), largest: manners.largest }
    }

    /// Asks for an address, if need be only for what differs from a state known.
    pub(super) fn get(&self, url: &Url, known: &Validators) -> Result<Answer, FetchProblem> {
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(date) = &known.last_modified {
            request = request.header("If-Modified-Since", date);
        }
        self.answer(request.call().map_err(|error| problem(error, self.largest))?)
    }

    /// Sends JSON to an address, and returns the status of the answer.
    pub(super) fn post(&self, url: &Url, json: &str) -> Result<u16, FetchProblem> {
        let request = self.agent.post(url.as_str()).content_type("application/json");
        let response = request.send(json).map_err(|error| problem(error, self.largest))?;
        Ok(response.status().as_u16())
    }

    fn answer(&self, mut response: Response<Body>) -> Result<Answer, FetchProblem> {
        let status = response.status().as_u16();
        let body = if status == 200 { self.body(&mut response)? } else { Vec::new() };
        let head = response.headers();
        Ok(Answer {
            status,
            validators: Validators { etag: said(head, "etag"), last_modified: said(head, "last-modified") },
            content_type: said(head, "content-type"),
            location: said(head, "location"),
            retry_after: said(head, "retry-after"),
            body,
        })
    }

    /// Reads a body as it comes out of decompression, and no more of it than may be.
    fn body(&self, response: &mut Response<Body>) -> Result<Vec<u8>, FetchProblem> {
        // What the engine decompresses it no longer names.
        if let Some(encoding) = said(response.headers(), "content-encoding").filter(|name| name != "identity") {
            return Err(FetchProblem::Compression { encoding });
        }
        let mut body = Vec::new();
        let most = u64::try_from(self.largest).unwrap_or(u64::MAX).saturating_add(1);
        let read = response.body_mut().as_reader().take(most).read_to_end(&mut body);
        read.map_err(|error| problem(Error::from(error), self.largest))?;
        if body.len() > self.largest { Err(FetchProblem::TooLarge { limit: self.largest }) } else { Ok(body) }
    }
}

/// Reads a header; a value that is no plain text counts as none.
fn said(head: &HeaderMap, name: &str) -> Option<String> {
    let value = head.get(name)?.to_str().ok()?.trim();
    Some(value.to_owned()).filter(|value| !value.is_empty())
}

/// Puts what the engine says into our own words.
fn problem(error: Error, limit: usize) -> FetchProblem {
    match error {
        Error::Timeout(_) => FetchProblem::TooSlow,
        Error::HostNotFound => FetchProblem::UnknownHost,
        Error::BodyExceedsLimit(_) => FetchProblem::TooLarge { limit },
        Error::Decompress(encoding, _) => FetchProblem::Compression { encoding: encoding.to_owned() },
        Error::BadUri(_) | Error::Http(_) => FetchProblem::NotWeb,
        Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => FetchProblem::TooSlow,
        Error::Io(error) if is_unknown_host(&error) => FetchProblem::UnknownHost,
        Error::Io(error) => FetchProblem::Connection { reason: plain(&error.to_string()) },
        Error::Other(error) => match error.downcast_ref::<NotPublic>() {
            Some(NotPublic(address)) => FetchProblem::Private { address: *address },
            None => FetchProblem::Connection { reason: plain(&error.to_string()) },
        },
        other => FetchProblem::Connection { reason: plain(&other.to_string()) },
    }
}

/// Tells whether the system could not look a host up: it says so in words alone.
fn is_unknown_host(error: &io::Error) -> bool {
    error.to_string().starts_with("failed to lookup address")
}

/// Makes a short line of what a system or server says.
fn plain(text: &str) -> String {
    let text = text.split(" (os error").next().unwrap_or(text);
    super::super::clean_line(text).chars().take(200).collect()
}

/// Posts JSON to an address that the owner of this program named.
///
/// It may be a private address: whoever writes it down knows their own network. Redirects are not followed.
///
/// # Errors
///
/// When it cannot be reached, or its answer is no success.
pub fn post_json(url: &str, json: &str, manners: &Manners) -> Result<(), FetchProblem> {
    let url = Url::parse(url.trim()).map_err(|_| FetchProblem::NotWeb)?;
    let client = Client::new(&Manners { private: Private::All, ..manners.clone() });
    match client.post(&url, json)? {
        200..=299 => Ok(()),
        status => Err(FetchProblem::Status { status }),
    }
}
