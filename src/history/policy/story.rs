//! Two versions of a small story, for the tests of the rules.

use super::breaches;
use super::profile::{Demand, Profile};
use super::rule::Rule;
use crate::article::{ArticleId, Fields, Moment, Snapshot, Times, Version};
use crate::history::change::Severity;
use crate::history::changelog::Changelog;
use crate::text::Body;

/// One state of the story.
#[derive(Clone)]
pub(in crate::history) struct Page {
    body: String,
    notes: Vec<String>,
    modified: Option<Moment>,
    language: &'static str,
}

/// Begins a page with its paragraphs, parted by empty lines.
pub(in crate::history) fn page(body: &str) -> Page {
    Page { body: body.to_owned(), notes: Vec::new(), modified: None, language: "en" }
}

impl Page {
    pub(in crate::history) fn note(mut self, note: &str) -> Self {
        self.notes.push(note.to_owned());
        self
    }

    pub(super) fn modified(mut self, at: &str) -> Self {
        self.modified = Moment::parse_from_rfc3339(at).ok();
        self
    }

    pub(super) fn language(mut self, code: &'static str) -> Self {
        self.language = code;
        self
    }

    fn version(&self, number: u32, at: &str) -> Version {
        let article = ArticleId::from_url("https://a.example/ferry", "").unwrap();
        let at = Moment::parse_from_rfc3339(at).unwrap();
        let published = Moment::parse_from_rfc3339("2026-05-02T09:00:00+02:00").ok();
        let snapshot = Snapshot {
            fields: Fields { headline: "A ferry and a bridge".to_owned(), ..Fields::default() },
            body: Body::from_paragraphs(self.body.split("\n\n")),
            notes: self.notes.clone(),
            urls: Vec::new(),
            language: Some(self.language.to_owned()),
            times: Times { at, seen: at, published, modified: self.modified },
        };
        let content_sha256 = snapshot.content_sha256();
        Version { article, number, recorded: at, content_sha256, technical: false, snapshot }
    }
}

/// Tells the changelog of pages, one after the other, six hours apart.
pub(in crate::history) fn told(pages: &[&Page]) -> Changelog {
    let times = ["2026-05-03T09:30:00+02:00", "2026-05-03T15:30:00+02:00", "2026-05-03T21:30:00+02:00"];
    let versions: Vec<Version> =
        pages.iter().zip(times).zip(1..).map(|((page, at), number)| page.version(number, at)).collect();
    Changelog::tell(ArticleId::from_url("https://a.example/ferry", "").unwrap(), versions)
}

/// Finds in which words the second of two pages breaks a rule.
pub(super) fn broken(rule: Rule, before: &Page, after: &Page) -> Vec<String> {
    let demand = Demand { rule, severity: Severity::Minor, clause: "House rules".to_owned() };
    let profile = Profile { name: "house".to_owned(), title: "Our house".to_owned(), demands: vec![demand] };
    let changelog = told(&[before, after]);
    assert!(breaches(&changelog, 0, &profile).is_empty(), "a first version breaks nothing");
    breaches(&changelog, 1, &profile).into_iter().map(|found| found.reason).collect()
}
