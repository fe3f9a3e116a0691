//! What a standards editor should look at, as a page to hand on.

use super::escape::escaped;
use crate::history::Finding;
use crate::render::findings::{Checked, said, severity_name, told};
use crate::render::words::place_in_prose;

/// Writes findings as Markdown: a section an article, an item a finding, then their sum.
#[must_use]
pub fn findings_markdown(checked: &Checked<'_>) -> String {
    let mut parts = vec!["# What readers were not told".to_owned()];
    let listed: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.severity >= checked.least).collect();
    for group in listed.chunk_by(|one, other| one.article == other.article) {
        parts.push(format!("## {}", escaped(&checked.names.of(&group[0].article))));
        let items: Vec<String> = group.iter().map(|finding| item(finding)).collect();
        parts.push(items.join("\n"));
    }
    parts.push(escaped(&said(checked)));
    format!("{}\n", parts.join("\n\n"))
}

fn item(finding: &Finding) -> String {
    let place = finding.place.map(|place| format!(", {}", place_in_prose(place))).unwrap_or_default();
    let severity = severity_name(finding.severity);
    format!("- Version {}{place} (**{severity}**): {}", finding.version, escaped(&told(finding)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::history::{FindingKind, Place, Severity};
    use crate::render::Names;

    #[test]
    fn each_finding_is_an_item_below_its_article() {
        let article = ArticleId::from_url("https://a.example/ferry", "").unwrap();
        let names = Names::among([&article]);
        let finding = |severity, place| Finding {
            kind: FindingKind::UnannouncedChange,
            article: article.clone(),
            version: 2,
            place,
            severity,
            reason: "a *number* changed".to_owned(),
            breach: None,
        };
        let findings = [finding(Severity::Substantive, Some(Place::Headline)), finding(Severity::Cosmetic, None)];
        let checked = Checked { findings: &findings, names: &names, articles: 1, policy: None, least: Severity::Minor };
        assert_eq!(
            findings_markdown(&checked),
            "# What readers were not told\n\n## a.example/ferry\n\n\
             - Version 2, headline (**substantive**): a \\*number\\* changed\n\n\
             1 article checked: 2 findings (1 substantive; 1 cosmetic, not listed).\n"
        );
    }
}
