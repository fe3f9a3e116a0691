//! What a standards editor should look at.

use serde::Serialize;

use super::change::{PlaceJson, place};
use crate::history::{Finding, FindingKind, Severity};
use crate::render::findings::Checked;

/// Findings, and how many articles were checked for them.
#[derive(Clone, Debug, Serialize)]
pub struct FindingsJson<'a> {
    /// How many articles were checked.
    pub articles: usize,
    /// The policy they were held against, by name; left out without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<&'a str>,
    /// The findings, in the order of article, version and place.
    pub findings: Vec<FindingJson<'a>>,
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
    /// Where in the article, when it is about one place.
    pub place: Option<PlaceJson>,
    /// How much it matters.
    pub severity: Severity,
    /// The reason, in words.
    pub reason: &'a str,
    /// The rule of a policy it breaks; left out of other findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breach: Option<BreachJson<'a>>,
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

/// Makes the JSON of findings.
#[must_use]
pub fn findings<'a>(checked: &Checked<'a>) -> FindingsJson<'a> {
    let findings = checked.findings.iter().map(finding).collect();
    FindingsJson { articles: checked.articles, policy: checked.policy, findings }
}

fn finding(finding: &Finding) -> FindingJson<'_> {
    let breach = finding.breach.as_ref();
    FindingJson {
        kind: finding.kind,
        article: finding.article.to_string(),
        version: finding.version,
        place: finding.place.map(place),
        severity: finding.severity,
        reason: &finding.reason,
        breach: breach.map(|breach| BreachJson {
            policy: &breach.profile,
            rule: breach.rule.name(),
            clause: &breach.clause,
        }),
    }
}
