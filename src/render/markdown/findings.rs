//! What a standards editor should look at, as a page to hand on.

use super::escape::escaped;
use crate::history::Finding;
use crate::render::findings::{Checked, said, severity_name, told};
use crate::render::ruling;
use crate::render::words::place_in_prose;

/// What a page of findings begins with.
pub const FINDINGS_HEAD: &str = "# What readers were not told\n\n";

/// Writes findings as Markdown: a section an article, an item a finding, then their sum.
#[must_use]
pub fn findings_markdown(checked: &Checked<'_>) -> String {
    format!("{FINDINGS_HEAD}{}{}", findings_markdown_listed(checked), findings_markdown_end(checked))
}

/// Writes findings without their sum: all of them, or those of one article after the other.
#[must_use]
pub fn findings_markdown_listed(checked: &Checked<'_>) -> String {
    let listed: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.severity >= checked.least).collect();
    let section = |group: &[&Finding]| {
        let items: Vec<String> = group.iter().map(|finding| item(finding)).collect();
        format!("## {}\n\n{}\n\n", escaped(&checked.names.of(&group[0].article)), items.join("\n"))
    };
    listed.chunk_by(|one, other| one.article == other.article).map(section).collect()
}

/// Writes what stands below findings: what editors settled, and the sum.
#[must_use]
pub fn findings_markdown_end(checked: &Checked<'_>) -> String {
    let parts = settled(checked).into_iter().chain(astray(checked)).chain([escaped(&said(checked))]);
    format!("{}\n", parts.collect::<Vec<_>>().join("\n\n"))
}

fn item(finding: &Finding) -> String {
    let severity = severity_name(finding.severity);
    format!("- Version {}{} (**{severity}**): {}", finding.version, place(finding), escaped(&told(finding)))
}

fn place(finding: &Finding) -> String {
    finding.place.map(|place| format!(", {}", place_in_prose(place))).unwrap_or_default()
}

/// Lists what editors have settled.
fn settled(checked: &Checked<'_>) -> Option<String> {
    let item = |finding: &Finding| {
        let name = escaped(&checked.names.of(&finding.article));
        format!("- {name}, version {}{}: {}", finding.version, place(finding), escaped(&told(finding)))
    };
    let items: Vec<String> = checked.settled.iter().map(item).collect();
    (!items.is_empty()).then(|| format!("## Settled by an editor\n\n{}", items.join("\n")))
}

/// Lists the rulings that fit nothing any more.
fn astray(checked: &Checked<'_>) -> Option<String> {
    let items = checked.astray.iter().map(|(article, ruling, misfit)| {
        let name = escaped(&checked.names.of(article));
        format!("- {name}, version {}: {}", ruling.trace.version, escaped(&ruling::astray(ruling, *misfit)))
    });
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| format!("## Rulings that fit nothing any more\n\n{}", items.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::history::{FindingKind, Place, Severity};
    use crate::render::{Names, Sum};

    #[test]
    fn each_finding_is_an_item_below_its_article() {
        let article = ArticleId::from_url("https://a.example/ferry", "").unwrap();
        let names = Names::among([&article]);
        let finding = |severity, place| Finding {
            kind: FindingKind::UnannouncedChange,
            article: article.clone(),
            version: 2,
            subject: None,
            place,
            severity,
            reason: "a *number* changed".to_owned(),
            changed: None,
            breach: None,
            ruling: None,
        };
        let findings = [finding(Severity::Substantive, Some(Place::Headline)), finding(Severity::Cosmetic, None)];
        let ruling = Some(crate::render::ruling::tests::ruling(crate::history::Decision::Announced));
        let settled = [Finding { ruling, ..finding(Severity::Minor, None) }];
        let checked = Checked {
            findings: &findings,
            sum: Sum::of(&findings),
            settled: &settled,
            astray: &[],
            names: &names,
            articles: 1,
            policy: None,
            least: Severity::Minor,
        };
        assert_eq!(
            findings_markdown(&checked),
            "# What readers were not told\n\n## a.example/ferry\n\n\
             - Version 2, headline (**substantive**): a \\*number\\* changed\n\n\
             ## Settled by an editor\n\n\
             - a.example/ferry, version 2: a \\*number\\* changed; marked as announced elsewhere by Ada on 1 March \
             2026: in \\*print\\*\n\n\
             1 article checked: 2 findings (1 substantive; 1 cosmetic, not listed); 1 announced elsewhere.\n"
        );
    }
}
