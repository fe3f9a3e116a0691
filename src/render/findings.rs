//! What a standards editor should look at, a line each.

use super::names::Names;
use super::page::{Line, Page};
use super::role::Role;
use super::ruling::{self, Astray, ruled};
use super::table::{Align, cell, table};
use super::words::{count, place_in_table};
use crate::history::{Decision, Finding, Severity};

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
    /// The findings to draw, in the order of article, version and place.
    pub findings: &'a [Finding],
    /// How many were found of each severity, those included that are drawn apart.
    pub sum: Sum,
    /// What would be findings, had editors not settled them.
    pub settled: &'a [Finding],
    /// Rulings of editors that fit nothing any more.
    pub astray: &'a [Astray],
    /// What the articles are called.
    pub names: &'a Names,
    /// How many articles were checked.
    pub articles: usize,
    /// The policy they were held against, by name.
    pub policy: Option<&'a str>,
    /// The least severity that is listed; the others are counted.
    pub least: Severity,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum([usize; 3]);

impl Sum {
    /// Counts findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let mut sum = Self::default();
        for finding in findings {
            sum.0[finding.severity as usize] += 1;
        }
        sum
    }

    /// Adds another sum.
    pub fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, other)| *sum += other);
    }

    /// Tells how many there are of at least a severity.
    #[must_use]
    pub fn from(self, least: Severity) -> usize {
        self.0[least as usize..].iter().sum()
    }
}

/// Draws findings, a line each, and their sum.
#[must_use]
pub fn findings(checked: &Checked<'_>, layout: Layout) -> Page {
    let mut page = findings_listed(checked, layout);
    page.gap();
    page.append(findings_end(checked));
    page
}

/// Draws findings without their sum: all of them, or those of one article after the other.
#[must_use]
pub fn findings_listed(checked: &Checked<'_>, layout: Layout) -> Page {
    let listed: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.severity >= checked.least).collect();
    let mut page = Page::new();
    match layout {
        Layout::Lines => {
            page.append(rows(&listed, |finding| name(checked, finding)));
        }
        Layout::Grouped => {
            for group in listed.chunk_by(|one, other| one.article == other.article) {
                page.gap();
                page.push(Line::new().with(Role::Heading, &checked.names.of(&group[0].article)));
                page.append(rows(group, |finding| format!("@{}", finding.version)));
            }
        }
    }
    page
}

/// Draws what stands below findings: what editors settled, and the sum.
#[must_use]
pub fn findings_end(checked: &Checked<'_>) -> Page {
    let mut page = settled(checked);
    page.append(astray(checked));
    page.push(sum(checked));
    page
}

/// Names the version of a finding.
fn name(checked: &Checked<'_>, finding: &Finding) -> String {
    format!("{}@{}", checked.names.of(&finding.article), finding.version)
}

/// Lists, in a quiet place, what editors have settled.
fn settled(checked: &Checked<'_>) -> Page {
    let mut page = Page::new();
    if checked.settled.is_empty() {
        return page;
    }
    page.push(Line::new().with(Role::Heading, "Settled by an editor"));
    let rows = checked.settled.iter().map(|finding| {
        let cells = [cell(Role::Faint, name(checked, finding)), cell(Role::Faint, subject(finding))];
        (cells, cell(Role::Faint, told(finding)))
    });
    page.append(table([Align::Left, Align::Left], rows.collect()));
    page.gap();
    page
}

/// Lists the rulings that fit nothing any more.
fn astray(checked: &Checked<'_>) -> Page {
    let mut page = Page::new();
    if checked.astray.is_empty() {
        return page;
    }
    page.push(Line::new().with(Role::Heading, "Rulings that fit nothing any more"));
    let rows = checked.astray.iter().map(|(article, ruling, misfit)| {
        let cells = [cell(Role::Same, ruling::place(checked.names, article, ruling))];
        (cells, cell(Role::Same, ruling::astray(ruling, *misfit)))
    });
    page.append(table([Align::Left], rows.collect()));
    page.gap();
    page
}

/// Names what a finding is about, for `mark`.
fn subject(finding: &Finding) -> String {
    finding.subject.map(|subject| subject.to_string()).unwrap_or_default()
}

fn rows(findings: &[&Finding], name: impl Fn(&Finding) -> String) -> Page {
    let rows = findings.iter().map(|finding| {
        let cells = [
            cell(Role::Same, name(finding)),
            cell(Role::Faint, subject(finding)),
            cell(Role::Faint, finding.place.map(place_in_table).unwrap_or_default()),
            cell(severity_role(finding.severity), severity_name(finding.severity)),
        ];
        (cells, cell(Role::Same, told(finding)))
    });
    table([Align::Left, Align::Left, Align::Left, Align::Left], rows.collect())
}

/// Writes the reason of a finding, with the rule and clause of a policy it breaks, and what an editor decided on it.
pub(super) fn told(finding: &Finding) -> String {
    let breach = finding.breach.as_ref();
    let breach = breach.map(|breach| format!(" [{}: {}]", breach.rule.name(), breach.clause)).unwrap_or_default();
    let ruling = finding.ruling.as_ref().map(|ruling| format!("; {}", ruled(ruling))).unwrap_or_default();
    format!("{}{breach}{ruling}", finding.reason)
}

/// Draws how many findings there are of each severity.
fn sum(checked: &Checked<'_>) -> Line {
    let role = if checked.sum == Sum::default() { Role::Good } else { Role::Same };
    Line::new().with(role, &said(checked))
}

/// Says how many findings there are of each severity.
pub(super) fn said(checked: &Checked<'_>) -> String {
    let against = checked.policy.map(|name| format!(" against the policy {name}")).unwrap_or_default();
    let done = format!("{} checked{against}", count(checked.articles, "article", "articles"));
    let settled = said_settled(checked);
    if checked.sum == Sum::default() {
        return format!("✓ {done}: nothing found{settled}.");
    }
    let of = |severity: Severity| checked.sum.0[severity as usize];
    let part = |severity: Severity| {
        let unlisted = if severity < checked.least { ", not listed" } else { "" };
        format!("{} {}{unlisted}", of(severity), severity_name(severity))
    };
    let severities = [Severity::Substantive, Severity::Minor, Severity::Cosmetic];
    let parts: Vec<String> = severities.into_iter().filter(|severity| of(*severity) > 0).map(part).collect();
    let findings = count(checked.sum.from(Severity::Cosmetic), "finding", "findings");
    format!("{done}: {findings} ({}){settled}.", parts.join("; "))
}

/// Says how many findings editors have settled, and how many of their rulings fit nothing any more.
fn said_settled(checked: &Checked<'_>) -> String {
    let of = |decision: Decision| {
        let decided = |finding: &&Finding| finding.ruling.as_ref().is_some_and(|ruling| ruling.decision == decision);
        checked.settled.iter().filter(decided).count()
    };
    let parts = [
        (of(Decision::Ignore), "set aside"),
        (of(Decision::Announced), "announced elsewhere"),
        (
            checked.astray.len(),
            if checked.astray.len() == 1 { "ruling that fits nothing" } else { "rulings that fit nothing" },
        ),
    ];
    let some = parts.iter().filter(|(number, _)| *number > 0);
    some.map(|(number, what)| format!("; {number} {what}")).collect::<Vec<_>>().concat()
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
            subject: None,
            place,
            severity,
            reason: reason.to_owned(),
            changed: None,
            breach: None,
            ruling: None,
        }
    }

    fn checked<'a>(findings: &'a [Finding], names: &'a Names) -> Checked<'a> {
        let (sum, least) = (Sum::of(findings), Severity::Minor);
        Checked { findings, sum, settled: &[], astray: &[], names, articles: 1, policy: None, least }
    }

    #[test]
    fn what_an_editor_settled_stands_in_a_quiet_place_and_is_counted() {
        use super::super::ruling::tests::ruling;
        let settled = [Finding {
            subject: Some(crate::history::Subject::Change(0)),
            ruling: Some(ruling(Decision::Ignore)),
            ..finding(Severity::Substantive, Some(Place::Headline), "a number changed")
        }];
        let names = Names::among([&settled[0].article]);
        let astray = [(settled[0].article.clone(), ruling(Decision::Announced), crate::history::Misfit::NoVersion)];
        let checked = Checked { settled: &settled, astray: &astray, ..checked(&[], &names) };
        assert_eq!(
            Paint::Plain.draw(&findings(&checked, Layout::Lines), None),
            "Settled by an editor\n\
             a.example/ferry@2  c1  a number changed; set aside by Ada on 1 March 2026: in *print*\n\n\
             Rulings that fit nothing any more\n\
             a.example/ferry@2  “5-2” → “4-3”, marked as announced elsewhere by Ada on 1 March 2026: in *print*; fits \
             no more: no version of that time has that content any more\n\n\
             ✓ 1 article checked: nothing found; 1 set aside; 1 ruling that fits nothing.\n"
        );
    }

    fn drawn(layout: Layout) -> String {
        let found = [
            finding(Severity::Substantive, Some(Place::Headline), "a number changed"),
            finding(Severity::Cosmetic, None, "a comma"),
        ];
        let names = Names::among([&found[0].article]);
        let checked = Checked { articles: 3, ..checked(&found, &names) };
        Paint::Plain.draw(&findings(&checked, layout), None)
    }

    #[test]
    fn severities_are_counted_from_the_least_that_is_asked_for() {
        let found = [Severity::Minor, Severity::Cosmetic, Severity::Minor].map(|severity| finding(severity, None, ""));
        let mut sum = Sum::of(&found);
        sum.add(Sum::of(&[finding(Severity::Substantive, None, "")]));
        let from = [Severity::Cosmetic, Severity::Minor, Severity::Substantive].map(|least| sum.from(least));
        assert_eq!(from, [4, 3, 1]);
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
        let checked = Checked { policy: Some("ap"), ..checked(&findings, &names) };
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
