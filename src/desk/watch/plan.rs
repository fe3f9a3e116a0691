//! What is to be watched, and how: the file that `watch` is given.

use std::time::Duration;

use serde::{Deserialize, Deserializer};
use thiserror::Error;

use super::super::hooks::Hook;
use super::pace::Pace;
use crate::article::Address;
use crate::capture::http::{Manners, Private};
use crate::history::Severity;

/// What is to be watched, and how.
///
/// ```
/// use variorum::desk::watch::Plan;
/// let plan = Plan::parse("contact = 'desk@a.example'\n[[feed]]\nurl = 'https://a.example/rss'\nevery = '30m'")?;
/// assert_eq!(plan.feed[0].every.as_secs(), 1800);
/// # Ok::<(), variorum::desk::watch::PlanError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// Whom a site can turn to, sent with every request.
    pub contact: Option<String>,
    /// The least time between two requests to one host.
    #[serde(deserialize_with = "span")]
    pub delay: Duration,
    /// How long to wait before a change is looked at again, to be confirmed.
    #[serde(deserialize_with = "span")]
    pub confirm: Duration,
    /// The shortest time between two looks at an article.
    #[serde(deserialize_with = "span")]
    pub fastest: Duration,
    /// The longest.
    #[serde(deserialize_with = "span")]
    pub slowest: Duration,
    /// For how long after its last change an article from a feed or sitemap is followed.
    #[serde(deserialize_with = "span")]
    pub follow: Duration,
    /// Which private, loopback and link-local addresses may be asked: all, none, or those listed.
    pub allow_private: Private,
    /// Articles.
    pub article: Vec<ArticlePlan>,
    /// Feeds, whose articles are recorded and followed.
    pub feed: Vec<ListPlan>,
    /// Sitemaps, whose articles are recorded and followed.
    pub sitemap: Vec<ListPlan>,
    /// What is run or told when something happens.
    pub hooks: Hooks,
}

/// An article to be watched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticlePlan {
    /// Its address.
    pub url: String,
    /// The article it is, by an id or a name; by its address if not said.
    pub name: Option<String>,
    /// How often to look at it, instead of by its age.
    #[serde(default, deserialize_with = "optional_span")]
    pub every: Option<Duration>,
}

/// A feed or sitemap to be watched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListPlan {
    /// Its address.
    pub url: String,
    /// How often to read it.
    #[serde(default = "every", deserialize_with = "span")]
    pub every: Duration,
    /// Only articles whose address holds one of these; all where there are none.
    #[serde(default)]
    pub only: Vec<String>,
    /// The most new articles taken up at one reading, the newest first.
    #[serde(default = "most")]
    pub most: usize,
}

/// What is run or told when something happens.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hooks {
    /// When a version was recorded.
    pub on_version: Option<Hook>,
    /// For each finding that a new version brings.
    pub on_finding: Option<Hook>,
    /// When an article is gone, or back.
    pub on_gone: Option<Hook>,
    /// From which severity on a finding is told.
    pub severity: Severity,
    /// How long a hook may take.
    #[serde(deserialize_with = "span")]
    pub limit: Duration,
}

/// Why a plan cannot be followed.
#[derive(Debug, Error)]
pub enum PlanError {
    /// It is no TOML, or says what no plan says.
    #[error("{0}")]
    Malformed(String),
    /// What should be an address is none.
    #[error("{url:?} is no address of the web")]
    NotWeb {
        /// What stands there.
        url: String,
    },
    /// An address stands there twice.
    #[error("{url} is named twice")]
    Twice {
        /// The address.
        url: String,
    },
    /// Nothing is to be watched.
    #[error("nothing to watch")]
    Empty,
}

impl Default for Plan {
    fn default() -> Self {
        let manners = Manners::default();
        Self {
            contact: None,
            delay: manners.delay,
            confirm: Duration::from_secs(20),
            fastest: Duration::from_mins(5),
            slowest: Duration::from_hours(7 * 24),
            follow: Duration::from_hours(90 * 24),
            allow_private: Private::None,
            article: Vec::new(),
            feed: Vec::new(),
            sitemap: Vec::new(),
            hooks: Hooks::default(),
        }
    }
}

impl Default for Hooks {
    fn default() -> Self {
        Self {
            on_version: None,
            on_finding: None,
            on_gone: None,
            severity: Severity::Substantive,
            limit: Duration::from_mins(1),
        }
    }
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    ///
    /// When it is no TOML, says what no plan says, names something that is no address or the same one twice, or is empty.
    pub fn parse(text: &str) -> Result<Self, PlanError> {
        let plan: Self = toml::from_str(text).map_err(|error| PlanError::Malformed(error.to_string()))?;
        let mut seen = std::collections::BTreeSet::new();
        for url in plan.urls() {
            let address = Address::parse(url).map_err(|_| PlanError::NotWeb { url: url.to_owned() })?;
            if !seen.insert(address) {
                return Err(PlanError::Twice { url: url.to_owned() });
            }
        }
        if seen.is_empty() { Err(PlanError::Empty) } else { Ok(plan) }
    }

    fn urls(&self) -> impl Iterator<Item = &str> {
        let lists = self.feed.iter().chain(&self.sitemap).map(|list| list.url.as_str());
        self.article.iter().map(|article| article.url.as_str()).chain(lists)
    }

    /// Returns the manners that the plan asks for.
    #[must_use]
    pub fn manners(&self) -> Manners {
        Manners {
            contact: self.contact.clone(),
            delay: self.delay,
            private: self.allow_private.clone(),
            ..Manners::default()
        }
    }

    pub(super) fn pace(&self) -> Pace {
        Pace { fastest: self.fastest, slowest: self.slowest }
    }
}

fn every() -> Duration {
    Duration::from_mins(15)
}

fn most() -> usize {
    50
}

/// Reads a span of time: a whole number and `s`, `m`, `h` or `d`.
fn read_span(text: &str) -> Option<Duration> {
    let text = text.trim();
    let unit = text.chars().next_back()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        _ => return None,
    };
    let count: u32 = text[..text.len() - 1].trim().parse().ok()?;
    Some(Duration::from_secs(u64::from(count) * seconds))
}

fn span<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(from)?;
    read_span(&text).ok_or_else(|| {
        serde::de::Error::custom(format!("{text:?} is no span of time: give one such as 30s, 15m, 2h or 7d"))
    })
}

fn optional_span<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Duration>, D::Error> {
    span(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_plan_is_read() {
        let plan = Plan::parse(
            "contact = 'desk@a.example'\ndelay = '3s'\nfollow = '30d'\nallow_private = ['10.1.2.3']\n\
             [[article]]\nurl = 'https://a.example/ferry'\nname = 'a.example/ferry'\nevery = '10m'\n\
             [[feed]]\nurl = 'https://a.example/rss'\nonly = ['/news/']\n\
             [[sitemap]]\nurl = 'https://a.example/sitemap.xml'\nmost = 5\n\
             [hooks]\non_version = 'notify-send new'\non_finding = ['mail', 'desk']\nseverity = 'minor'\n",
        )
        .unwrap();
        assert_eq!(plan.delay.as_secs(), 3);
        assert_eq!(plan.allow_private, Private::Only(vec!["10.1.2.3".parse().unwrap()]));
        assert_eq!(plan.article[0].every, Some(Duration::from_mins(10)));
        assert_eq!((plan.feed[0].every, plan.sitemap[0].most), (Duration::from_mins(15), 5));
        assert_eq!(plan.hooks.on_finding, Some(Hook::Program(vec!["mail".to_owned(), "desk".to_owned()])));
        assert_eq!(plan.hooks.severity, Severity::Minor);
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        let told = |text: &str| Plan::parse(text).unwrap_err().to_string();
        assert!(told("[[article]]\nurl = 'https://a.example/x'\nevry = '1m'").contains("evry"));
        assert!(told("delay = 'soon'").contains("\"soon\" is no span of time"));
        assert_eq!(told("[[article]]\nurl = 'a.example/x'"), "\"a.example/x\" is no address of the web");
        let twice = "[[article]]\nurl = 'https://a.example/x'\n[[article]]\nurl = 'https://a.example/x/#top'";
        assert_eq!(told(twice), "https://a.example/x/#top is named twice");
        assert_eq!(told("delay = '1s'"), "nothing to watch");
    }
}
