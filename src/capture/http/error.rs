//! Why an address could not be fetched.

use std::net::IpAddr;

use thiserror::Error;

use super::clock::Stopped;
use crate::article::Moment;

/// Why an address could not be fetched.
#[derive(Debug, Error)]
#[error("{url}: {problem}")]
pub struct FetchError {
    /// The address that failed: the one asked for, or one it led to.
    pub url: String,
    /// What went wrong.
    pub problem: FetchProblem,
}

/// What can go wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FetchProblem {
    /// It is not an address of the web.
    #[error("no address of the web")]
    NotWeb,
    /// Its host is at an address that is not public.
    #[error("{address} is not a public address")]
    Private {
        /// That address.
        address: IpAddr,
    },
    /// No host of that name is known.
    #[error("no such host")]
    UnknownHost,
    /// The site asks programs not to fetch it.
    #[error("robots.txt forbids it")]
    Robots,
    /// The site's `robots.txt` cannot be had, so nothing may be fetched.
    #[error("robots.txt: status {status}")]
    RobotsUnknown {
        /// The status it was answered with.
        status: u16,
    },
    /// One redirect follows another.
    #[error("more than {most} redirects")]
    Redirects {
        /// How many are followed.
        most: usize,
    },
    /// The answer is larger than anything that is read.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most bytes that are read.
        limit: usize,
    },
    /// The answer did not come in time.
    #[error("too slow")]
    TooSlow,
    /// The connection could not be made, or broke.
    #[error("{reason}")]
    Connection {
        /// What the system says.
        reason: String,
    },
    /// The answer is compressed in a way that is not known, or is damaged.
    #[error("compressed by {encoding}")]
    Compression {
        /// How it says it is compressed.
        encoding: String,
    },
    /// The server answers with a status that gives no page.
    #[error("status {status}")]
    Status {
        /// The status.
        status: u16,
    },
    /// The server asks to be left alone for a while.
    #[error("not before {until}")]
    Later {
        /// Until when.
        until: Moment,
    },
    /// We were told to stop.
    #[error("stopped")]
    Stopped,
}

impl FetchProblem {
    /// Tells whether the same request may succeed a little later.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::TooSlow | Self::Connection { .. } => true,
            Self::Status { status } => matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504 | 520..=524),
            _ => false,
        }
    }

    /// Puts the address to the problem.
    pub(super) fn at(self, url: &url::Url) -> FetchError {
        FetchError { url: url.to_string(), problem: self }
    }
}

impl From<Stopped> for FetchProblem {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}
