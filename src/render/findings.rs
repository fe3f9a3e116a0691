//! What a standards editor should look at, a line each.

use super::names::Names;
use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, cell, table};
use super::words::{count, place_in_table};
use crate::history::{Finding, Severity};

/// How findings stand on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Each line says all, for other programs.
    Lines,
    /// Below the article they are about, for a narrow screen.
    Grouped,
}

/// Findings with what is needed to draw them.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The findings, in the order of article, version and place.
    pub findings: &'a [Finding],
    /// What the articles are called.
    pub names: &'a Names,
    /// How many articles were checked.
    pub articles: usize,
    /// The policy they were held against, by name.
    pub policy: Option<&'a str>,
    /// The least severity that is listed; the others are counted.
    pub least: Severity,
}

/// Draws findings, a line each, and their sum.
#[must_use]
pub fn findings(checked: &Checked<'_>, layout: Layout) -> Page {
    let listed: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.severity >= checked.least).collect();
    let mut page = Page::new();
    match layout {
        Layout::Lines => {
            let name = |finding: &Finding| format!("{}@{}", checked.names.of(&finding.article), finding.version);
            page.append(rows(&listed, name));
        }
        Layout::Grouped => {
            for group in listed.chunk_by(|one, other| one.article == other.article) {
                page.gap();
                page.push(Line::new().with(Role::Heading, &checked.names.of(&group[0].article)));
                page.append(rows(group, |finding| format!("@{}", finding.version)));
            }
        }
    }
    page.gap();
    page.push(sum(checked));
    page
}

fn rows(findings: &[&Finding], name: impl Fn(&Finding) -> String) -> Page {
    let rows = findings.iter().map(|finding| {
        let cells = [
            cell(Role::Same, name(finding)),
            cell(Role::Faint, finding.place.map(place_in_table).unwrap_or_default()),
            cell(severity_role(finding.severity), severity_name(finding.severity)),
        ];
        (cells, cell(Role::Same, told(finding)))
    });
    table([Align::Left, Align::Left, Align::Left], rows.collect())
}

/// Writes the reason of a finding, with the rule and clause of a policy it breaks.
pub(super) fn told(finding: &Finding) -> String {
    match &finding.breach {
        Some(breach) => format!("{} [{}: {}]", finding.reason, breach.rule.name(), breach.clause),
        None => finding.reason.clone(),
    }
}

/// Draws how many findings there are of each severity.
fn sum(checked: &Checked<'_>) -> Line {
    let role = if checked.findings.is_empty() { Role::Good } else { Role::Same };
    Line::new().with(role, &said(checked))
}

/// Says how many findings there are of each severity.
pub(super) fn said(checked: &Checked<'_>) -> String {
    let against = checked.policy.map(|name| format!(" against the policy {name}")).unwrap_or_default();
    let done = format!("{} checked{against}", count(checked.articles, "article", "articles"));
    if checked.findings.is_empty() {
        return format!("✓ {done}: nothing found.");
    }
    let of = |severity| checked.findings.iter().filter(|finding| finding.severity == severity).count();
    let part = |severity: Severity| {
        let unlisted = if severity < checked.least { ", not listed" } else { "" };
        format!("{} {}{unlisted}", of(severity), severity_name(severity))
    };
    let severities = [Severity::Substantive, Severity::Minor, Severity::Cosmetic];
    let parts: Vec<String> = severities.into_iter().filter(|severity| of(*severity) > 0).map(part).collect();
    let findings = count(checked.findings.len(), "finding", "findings");
    format!("{done}: {findings} ({}).", parts.join("; "))
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

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;
    use crate::article::ArticleId;
    use crate::history::policy::{Breach, Rule};
    use crate::history::{FindingKind, Place};

    fn finding(severity: Severity, place: Option<Place>, reason: &str) -> Finding {
        let article = ArticleId::from_url("https://a.example/ferry", "").unwrap();
        Finding {
            kind: FindingKind::UnannouncedChange,
            article,
            version: 2,
            place,
            severity,
            reason: reason.to_owned(),
            breach: None,
        }
    }

    fn drawn(layout: Layout) -> String {
        let found = [
            finding(Severity::Substantive, Some(Place::Headline), "a number changed"),
            finding(Severity::Cosmetic, None, "a comma"),
        ];
        let names = Names::among([&found[0].article]);
        let checked = Checked { findings: &found, names: &names, articles: 3, policy: None, least: Severity::Minor };
        Paint::Plain.draw(&findings(&checked, layout), None)
    }

    #[test]
    fn each_line_says_all_for_other_programs() {
        assert_eq!(
            drawn(Layout::Lines),
            "a.example/ferry@2  headline  substantive  a number changed\n\n\
             3 articles checked: 2 findings (1 substantive; 1 cosmetic, not listed).\n"
        );
    }

    #[test]
    fn a_breach_of_a_policy_names_its_rule_and_clause_and_the_sum_the_policy() {
        let breach = Breach { profile: "ap".to_owned(), rule: Rule::VagueNote, clause: "AP, on notes".to_owned() };
        let found = Finding {
            kind: FindingKind::PolicyBreach,
            breach: Some(breach),
            ..finding(Severity::Minor, None, "the note says nothing")
        };
        let names = Names::among([&found.article]);
        let findings = [found];
        let checked =
            Checked { findings: &findings, names: &names, articles: 1, policy: Some("ap"), least: Severity::Minor };
        assert_eq!(
            Paint::Plain.draw(&super::findings(&checked, Layout::Lines), None),
            "a.example/ferry@2  minor  the note says nothing [vague-note: AP, on notes]\n\n\
             1 article checked against the policy ap: 1 finding (1 minor).\n"
        );
    }

    #[test]
    fn a_screen_gets_them_below_their_article() {
        assert!(drawn(Layout::Grouped).starts_with("a.example/ferry\n@2  headline  substantive  a number changed\n"));
    }
}
