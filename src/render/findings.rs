//! What a standards editor should look at, a line each.

use super::names::Names;
use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, cell, table};
use super::words::{count, place_in_table};
use crate::history::{Finding, FindingKind, Severity};

/// Draws findings, a line each, and their sum; `names` names the articles, and `articles` is how many were checked.
#[must_use]
pub fn findings(findings: &[Finding], names: &Names, articles: usize) -> Page {
    let rows = findings.iter().map(|finding| {
        let cells = [
            cell(Role::Same, format!("{}@{}", names.of(&finding.article), finding.version)),
            cell(Role::Faint, finding.place.map(place_in_table).unwrap_or_default()),
            cell(severity_role(finding.severity), severity_name(finding.severity)),
            cell(Role::Same, kind_name(finding.kind)),
        ];
        (cells, cell(Role::Same, finding.reason.as_str()))
    });
    let mut page = table([Align::Left, Align::Left, Align::Left, Align::Left], rows.collect());
    page.gap();
    page.push(sum(findings, articles));
    page
}

/// Says how many findings there are of each severity.
fn sum(findings: &[Finding], articles: usize) -> Line {
    let checked = format!("{} checked", count(articles, "article", "articles"));
    if findings.is_empty() {
        return Line::new().with(Role::Good, &format!("✓ {checked}: nothing found."));
    }
    let of = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let parts: Vec<String> = [Severity::Substantive, Severity::Minor, Severity::Cosmetic]
        .into_iter()
        .filter(|severity| of(*severity) > 0)
        .map(|severity| format!("{} {}", of(severity), severity_name(severity)))
        .collect();
    let findings = count(findings.len(), "finding", "findings");
    Line::new().with(Role::Same, &format!("{checked}: {findings} ({}).", parts.join(", ")))
}

/// Names a severity.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Cosmetic => "cosmetic",
        Severity::Minor => "minor",
        Severity::Substantive => "substantive",
    }
}

fn severity_role(severity: Severity) -> Role {
    match severity {
        Severity::Substantive => Role::Alert,
        Severity::Minor => Role::Same,
        Severity::Cosmetic => Role::Faint,
    }
}

/// Names what a finding is, in neutral words.
pub(super) fn kind_name(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::UnannouncedChange => "unannounced change",
        FindingKind::NoteContradicted => "note contradicted",
        FindingKind::NoMatchingChange => "no matching change found",
        FindingKind::LateNote => "late note",
        FindingKind::NoteEdited => "note reworded",
        FindingKind::NoteRemoved => "note removed",
    }
}
