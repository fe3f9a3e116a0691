//! What a standards editor should look at.

use serde::Serialize;

use super::change::{PlaceJson, place};
use crate::history::{Finding, FindingKind, Severity};

/// Findings, and how many articles were checked for them.
#[derive(Clone, Debug, Serialize)]
pub struct FindingsJson<'a> {
    /// How many articles were checked.
    pub articles: usize,
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
}

/// Makes the JSON of findings.
#[must_use]
pub fn findings(findings: &[Finding], articles: usize) -> FindingsJson<'_> {
    FindingsJson { articles, findings: findings.iter().map(finding).collect() }
}

fn finding(finding: &Finding) -> FindingJson<'_> {
    FindingJson {
        kind: finding.kind,
        article: finding.article.to_string(),
        version: finding.version,
        place: finding.place.map(place),
        severity: finding.severity,
        reason: &finding.reason,
    }
}
