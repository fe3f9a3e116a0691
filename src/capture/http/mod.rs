//! The one door to the web: pages are fetched politely, within bounds, and from public addresses only.
//!
//! [`Fetcher::get`] asks `robots.txt` first, keeps its distance between two requests to one host, follows redirects hop
//! by hop with every check anew, tries again what may pass, and gives up in time. What it waits by is a [`Clock`], so a
//! test waits for nothing.

mod clock;
mod error;
mod reach;
mod retry;
mod client;
mod host;
mod fetcher;

pub use client::{Validators, post_json};
pub use clock::{Clock, Stopped, after};
pub use error::{FetchError, FetchProblem};
pub use fetcher::{Fetched, Fetcher, Page, Reply};
pub use host::{Host, KeptRobots};
pub use reach::{Private, is_public};

use std::time::Duration;

use super::LARGEST_INPUT;

/// The name we go by in a `robots.txt`.
pub const PRODUCT: &str = "variorum";

/// How to behave on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// Whom a site can turn to: an address of mail or of a page, sent with every request.
    pub contact: Option<String>,
    /// The least time between two requests to one host.
    pub delay: Duration,
    /// The longest a request may take, from the look-up of its host to the last byte.
    pub patience: Duration,
    /// The most bytes read of one answer, counted after decompression.
    pub largest: usize,
    /// How often a request is made that fails for a reason that may pass.
    pub tries: u32,
    /// Which private, loopback and link-local addresses may be asked.
    pub private: Private,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            contact: None,
            delay: Duration::from_secs(2),
            patience: Duration::from_mins(1),
            largest: LARGEST_INPUT,
            tries: 3,
            private: Private::None,
        }
    }
}

impl Manners {
    /// Returns how we introduce ourselves: who asks, why, and whom to turn to.
    ///
    /// ```
    /// use variorum::capture::http::Manners;
    /// let manners = Manners { contact: Some("desk@example.org".to_owned()), ..Manners::default() };
    /// assert!(manners.user_agent().ends_with("(keeps versions of published articles; contact: desk@example.org)"));
    /// ```
    #[must_use]
    pub fn user_agent(&self) -> String {
        let contact = self.contact.as_deref().map(printable).filter(|contact| !contact.is_empty());
        let contact = contact.map(|contact| format!("; contact: {contact}")).unwrap_or_default();
        format!("{PRODUCT}/{} (keeps versions of published articles{contact})", env!("CARGO_PKG_VERSION"))
    }
}

/// Leaves out of a text what has no place in the head of a request.
fn printable(text: &str) -> String {
    text.chars().filter(|letter| matches!(letter, ' '..='~')).filter(|letter| !matches!(letter, '(' | ')')).collect()
}
