//! What a watch tells of: one event a fetch, and what follows from it.

use std::net::IpAddr;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::super::fetch::Absence;
use super::super::intake::IntakeError;
use crate::article::{ArticleId, Moment};
use crate::capture::ListingError;
use crate::capture::http::{FetchError, FetchProblem};
use crate::history::Finding;
use crate::render::json;
use crate::store::StoreError;

/// Something that happened at a watch; as JSON it is what hooks are told, and what `watch --json` prints.
#[derive(Debug, Serialize)]
pub struct Event {
    /// What happened.
    #[serde(flatten)]
    pub what: What,
    /// The address it is about.
    pub url: String,
    /// When.
    #[serde(serialize_with = "moment")]
    pub time: Moment,
    /// How the article was absent before, when it is back with this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back_from: Option<Absence>,
    /// When the address is looked at next; null when never again.
    #[serde(serialize_with = "optional_moment")]
    pub next: Option<Moment>,
}

/// What can happen at a watch.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum What {
    /// A version was recorded.
    Version(NewVersion),
    /// Nothing changed.
    Unchanged {
        /// The article, where the page had to be read to tell.
        #[serde(serialize_with = "optional_id")]
        article: Option<ArticleId>,
        /// Its version that the page equals.
        version: Option<u32>,
        /// The technical version that was kept for what moved beside its content.
        technical: Option<u32>,
        /// Whether the server said so.
        not_modified: bool,
    },
    /// Something changed, and is looked at again before it counts.
    Unconfirmed {
        /// How the article is absent, if that is what changed.
        absent: Option<Absence>,
    },
    /// What had changed was changed back at the second look, and does not count.
    Reverted,
    /// The page was another one at each look, so that none of them counts.
    Unsettled {
        /// How often it was looked at.
        looks: u32,
    },
    /// The article is absent.
    Gone {
        /// How.
        absence: Absence,
        /// When it was last seen.
        #[serde(serialize_with = "optional_moment")]
        last_seen: Option<Moment>,
        /// Whether it was absent before too.
        still: bool,
    },
    /// A feed or sitemap was read.
    List {
        /// How many articles and sitemaps it names.
        listed: usize,
        /// How many of them were taken up.
        new: usize,
        /// Whether the server said that it is what it was.
        not_modified: bool,
    },
    /// It could not be done.
    Failed {
        /// Why.
        #[serde(serialize_with = "text")]
        problem: Trouble,
    },
    /// A new version brings a finding.
    Finding {
        /// The finding.
        #[serde(serialize_with = "as_checked")]
        finding: Box<Finding>,
    },
    /// A hook failed; nothing else is held up by that.
    HookFailed {
        /// The hook.
        hook: &'static str,
        /// What went wrong.
        problem: String,
    },
}

/// A version that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewVersion {
    /// The article.
    #[serde(serialize_with = "id")]
    pub article: ArticleId,
    /// The version's number.
    pub version: u32,
    /// Whether it is the first of its article.
    pub first: bool,
    /// The headline.
    pub headline: String,
    /// The first new note, or what changed in a few words.
    pub summary: String,
    /// The new notes in full.
    pub notes: Vec<String>,
    /// When it was on show, as far as is known.
    #[serde(serialize_with = "moment")]
    pub at: Moment,
    /// When the version before it was last seen.
    #[serde(serialize_with = "optional_moment")]
    pub last_seen: Option<Moment>,
}

/// Why an address could not be dealt with.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It is no article that can be recorded.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// It is no feed or sitemap.
    #[error(transparent)]
    Listing(#[from] ListingError),
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Trouble {
    /// Returns the address that was refused as not public, if that was the trouble.
    pub(super) fn refused(&self) -> Option<IpAddr> {
        match self {
            Self::Fetch(FetchError { problem: FetchProblem::Private { address }, .. }) => Some(*address),
            _ => None,
        }
    }
}

impl Event {
    /// Tells whether the event says that something could not be done.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        matches!(self.what, What::Failed { .. } | What::HookFailed { .. })
    }

    /// Writes the event as one line of JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or(Value::Null);
        json::escaped(&value.to_string())
    }
}

fn moment<S: Serializer>(moment: &Moment, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&moment.to_rfc3339())
}

#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn optional_moment<S: Serializer>(moment: &Option<Moment>, to: S) -> Result<S::Ok, S::Error> {
    moment.map(|moment| moment.to_rfc3339()).serialize(to)
}

fn id<S: Serializer>(id: &ArticleId, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(id)
}

#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn optional_id<S: Serializer>(id: &Option<ArticleId>, to: S) -> Result<S::Ok, S::Error> {
    id.as_ref().map(ToString::to_string).serialize(to)
}

fn text<S: Serializer>(trouble: &Trouble, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(trouble)
}

/// Writes a finding as `check --json` does.
fn as_checked<S: Serializer>(finding: &Finding, to: S) -> Result<S::Ok, S::Error> {
    json::finding(finding).serialize(to)
}
