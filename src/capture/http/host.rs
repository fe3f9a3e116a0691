//! What is remembered of a host, so as to be polite to it.

use serde::{Deserialize, Serialize};
use url::Url;

use super::super::robots::Robots;
use super::PRODUCT;
use super::error::FetchProblem;
use crate::article::Moment;

/// What is remembered of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// When it may be asked next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Moment>,
    /// Its `robots.txt`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robots: Option<KeptRobots>,
}

/// A `robots.txt` as it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRobots {
    /// When it was read.
    pub read: Moment,
    /// The status it was answered with.
    pub status: u16,
    /// Its text, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// For how long a `robots.txt` holds, in hours: no longer than RFC 9309 allows.
const HOLDS_HOURS: i64 = 24;

/// For how long one that could not be had keeps us away, in minutes.
const UNKNOWN_HOLDS_MINUTES: i64 = 10;

impl KeptRobots {
    /// Tells whether it must be read anew.
    pub(super) fn is_old(&self, now: Moment) -> bool {
        let holds = if self.is_unknown() {
            chrono::Duration::minutes(UNKNOWN_HOLDS_MINUTES)
        } else {
            chrono::Duration::hours(HOLDS_HOURS)
        };
        now - self.read >= holds || self.read > now
    }

    /// Tells whether the host could not say what it asks for: then nothing may be fetched.
    fn is_unknown(&self) -> bool {
        self.status >= 500
    }

    /// Checks that an address may be fetched: by the rules, or freely where there are none.
    pub(super) fn check(&self, url: &Url) -> Result<(), FetchProblem> {
        if self.is_unknown() {
            return Err(FetchProblem::RobotsUnknown { status: self.status });
        }
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let allowed = self.rules().allows(&format!("{}{query}", url.path()));
        if allowed { Ok(()) } else { Err(FetchProblem::Robots) }
    }

    /// Reads the rules for us.
    pub(super) fn rules(&self) -> Robots {
        Robots::parse(&self.text, PRODUCT)
    }
}

/// Names the host of an address with its scheme and port: what `robots.txt` and politeness are about.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
