//! What a standards editor should look at.

use serde::Serialize;

use super::change::{PlaceJson, place};
use super::triage::{RulingJson, ruling};
use crate::history::{Bounds, Finding, FindingKind, Severity};
use crate::render::findings::Checked;
use crate::render::ruling::Astray;

/// What stands beside findings.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedJson<'a> {
    /// How many articles were checked.
    pub articles: usize,
    /// The policy they were held against, by name; left out without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<&'a str>,
    /// What would be findings, had editors not settled them.
    pub settled: Vec<FindingJson<'a>>,
    /// Rulings of editors that fit nothing any more.
    pub astray: Vec<AstrayJson<'a>>,
}

/// A ruling that fits nothing any more.
#[derive(Clone, Debug, Serialize)]
pub struct AstrayJson<'a> {
    /// The article's id.
    pub article: String,
    /// The ruling.
    #[serde(flatten)]
    pub astray: super::triage::LostJson<'a>,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingJson<'a> {
    /// What it is.
    pub kind: FindingKind,
    /// The article's id.
    pub article: String,
    /// The version's number.
    pub version: u32,
    /// What of the version it is about, by the name that `mark` takes: `c1` a change, `n1` a note, `g1` a note that is
    /// gone.
    pub subject: Option<String>,
    /// Where in the article, when it is about one place.
    pub place: Option<PlaceJson>,
    /// How much it matters.
    pub severity: Severity,
    /// The reason, in words.
    pub reason: &'a str,
    /// Between which looks the version came; left out where no look tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<Bounds>,
    /// The rule of a policy it breaks; left out of other findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breach: Option<BreachJson<'a>>,
    /// What an editor decided on it; left out where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruling: Option<RulingJson<'a>>,
}

/// The rule of a policy that is broken.
#[derive(Clone, Debug, Serialize)]
pub struct BreachJson<'a> {
    /// The policy, by name.
    pub policy: &'a str,
    /// The rule, by name.
    pub rule: &'static str,
    /// The document it rests on, and what that asks.
    pub clause: &'a str,
}

/// Makes the JSON of what stands beside findings.
#[must_use]
pub fn checked<'a>(checked: &Checked<'a>) -> CheckedJson<'a> {
    let lost = |(article, ruling, misfit): &'a Astray| AstrayJson {
        article: article.to_string(),
        astray: super::triage::lost(ruling, *misfit),
    };
    CheckedJson {
        articles: checked.articles,
        policy: checked.policy,
        settled: checked.settled.iter().map(finding).collect(),
        astray: checked.astray.iter().map(lost).collect(),
    }
}

/// Makes the JSON of a finding.
#[must_use]
pub fn finding(finding: &Finding) -> FindingJson<'_> {
    let breach = finding.breach.as_ref();
    FindingJson {
        kind: finding.kind,
        article: finding.article.to_string(),
        version: finding.version,
        subject: finding.subject.map(|subject| subject.to_string()),
        place: finding.place.map(place),
        severity: finding.severity,
        reason: &finding.reason,
        changed: finding.changed,
        breach: breach.map(|breach| BreachJson {
            policy: &breach.profile,
            rule: breach.rule.name(),
            clause: &breach.clause,
        }),
        ruling: finding.ruling.as_ref().map(ruling),
    }
}
