//! What came of bringing two archives together.

use serde::{Serialize, Serializer};

use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, cell, table};
use super::words::{count, grouped};
use crate::article::ArticleId;

/// The most versions that are named one by one.
const NAMED: usize = 10;

/// What came of bringing two archives together; its names are those of the JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SyncReport {
    /// The remote's name.
    pub remote: String,
    /// Its address, without a password.
    pub url: String,
    /// How many versions went which way.
    pub versions: Files,
    /// How many versions were recorded here that the remote had already.
    pub dropped: usize,
    /// Versions recorded here that go by another number now: the article, the number before, the number now.
    #[serde(serialize_with = "renumbered")]
    pub renumbered: Vec<(ArticleId, u32, u32)>,
    /// Versions recorded here that were erased elsewhere, by the numbers they had.
    #[serde(serialize_with = "erased")]
    pub erased: Vec<(ArticleId, u32)>,
    /// How many versions lost a signature of their own, since their commits were made anew.
    pub unsigned: usize,
    /// Whether the newest of those is signed anew, which vouches for all.
    pub signed_anew: bool,
    /// How many files of captures went which way.
    pub captures: Files,
    /// How many files of rulings did.
    pub rulings: Files,
    /// How many files of sightings and withdrawn versions did.
    pub others: Files,
}

/// How many went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Files {
    /// From the remote.
    pub fetched: usize,
    /// To the remote.
    pub sent: usize,
}

/// Draws what came of bringing two archives together.
#[must_use]
pub fn sync_report(report: &SyncReport) -> Page {
    let mut rows = Vec::new();
    let mut row = |role, name: &str, text: String| rows.push(([cell(role, name)], cell(Role::Same, text)));
    let (fetched, sent) = (counted(report, |files| files.fetched), counted(report, |files| files.sent));
    if !fetched.is_empty() {
        row(Role::Good, "fetched", format!("{fetched} from {}", report.remote));
    }
    if !sent.is_empty() {
        row(Role::Good, "sent", format!("{sent} to {}", report.remote));
    }
    if report.dropped > 0 {
        let versions = count(report.dropped, "version", "versions");
        row(Role::Faint, "dropped", format!("{versions} that {} has already", report.remote));
    }
    if !report.erased.is_empty() {
        let names = report.erased.iter().map(|(article, number)| format!("{article}@{number}"));
        row(Role::Alert, "erased", format!("kept no longer, and not sent: {}", listed(names)));
    }
    if report.unsigned > 0 {
        row(Role::Alert, "unsigned", signatures_lost(report.unsigned, report.signed_anew));
    }
    let renumbered = report.renumbered.iter().map(|(article, from, to)| format!("{article}@{from} is now @{to}"));
    for (place, line) in renumbered.take(NAMED).enumerate() {
        row(Role::Faint, if place == 0 { "renumbered" } else { "" }, line);
    }
    let rest = report.renumbered.len().saturating_sub(NAMED);
    if rest > 0 {
        row(Role::Faint, "", format!("… and {} more", grouped(rest)));
    }
    if rows.is_empty() {
        let mut page = Page::new();
        page.push(Line::new().with(Role::Good, &format!("in sync with {}: nothing was new", report.remote)));
        return page;
    }
    table([Align::Left], rows)
}

/// Says that signatures went with the commits that were made anew.
#[must_use]
pub fn signatures_lost(number: usize, signed_anew: bool) -> String {
    let lost = count(number, "version lost its signature", "versions lost their signatures");
    let now = if signed_anew { "signed anew by the newest of them" } else { "now signed by nobody" };
    format!("{lost}, as commits were made anew: {now}")
}

/// Lists what went one way, what did not go left out.
fn counted(report: &SyncReport, way: impl Fn(&Files) -> usize) -> String {
    let kinds = [
        (way(&report.versions), "version", "versions"),
        (way(&report.captures), "capture", "captures"),
        (way(&report.rulings), "ruling", "rulings"),
        (way(&report.others), "other file", "other files"),
    ];
    let there = kinds.into_iter().filter(|(number, ..)| *number > 0);
    there.map(|(number, one, several)| count(number, one, several)).collect::<Vec<_>>().join(", ")
}

fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let rest = names.len().saturating_sub(NAMED);
    let first = names.take(NAMED).collect::<Vec<_>>().join(", ");
    if rest > 0 { format!("{first} and {} more", grouped(rest)) } else { first }
}

fn renumbered<S: Serializer>(versions: &[(ArticleId, u32, u32)], out: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Renumbered {
        article: String,
        from: u32,
        to: u32,
    }
    let one =
        |(article, from, to): &(ArticleId, u32, u32)| Renumbered { article: article.to_string(), from: *from, to: *to };
    out.collect_seq(versions.iter().map(one))
}

fn erased<S: Serializer>(versions: &[(ArticleId, u32)], out: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Erased {
        article: String,
        version: u32,
    }
    let one = |(article, version): &(ArticleId, u32)| Erased { article: article.to_string(), version: *version };
    out.collect_seq(versions.iter().map(one))
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;

    #[test]
    fn a_report_says_what_went_which_way_and_what_changed_its_number() {
        let ferry = ArticleId::parse("a.example/ferry-1a2b3c4d5e").unwrap();
        let report = SyncReport {
            remote: "origin".to_owned(),
            url: "/srv/archive".to_owned(),
            versions: Files { fetched: 3, sent: 1204 },
            dropped: 1,
            renumbered: vec![(ferry.clone(), 2, 4), (ferry.clone(), 3, 5)],
            erased: vec![(ferry, 1)],
            unsigned: 2,
            signed_anew: true,
            captures: Files { fetched: 2, sent: 0 },
            rulings: Files { fetched: 0, sent: 1 },
            others: Files::default(),
        };
        assert_eq!(
            Paint::Plain.draw(&sync_report(&report), None),
            "fetched     3 versions, 2 captures from origin\n\
             sent        1,204 versions, 1 ruling to origin\n\
             dropped     1 version that origin has already\n\
             erased      kept no longer, and not sent: a.example/ferry-1a2b3c4d5e@1\n\
             unsigned    2 versions lost their signatures, as commits were made anew: signed anew by the newest of them\n\
             renumbered  a.example/ferry-1a2b3c4d5e@2 is now @4\n            \
                         a.example/ferry-1a2b3c4d5e@3 is now @5\n"
        );
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["renumbered"][0]["from"], 2);
        assert_eq!(json["erased"][0]["version"], 1);
        assert_eq!(json["versions"]["sent"], 1204);
    }

    #[test]
    fn archives_that_agree_are_in_sync() {
        let report = SyncReport { remote: "origin".to_owned(), ..SyncReport::default() };
        assert_eq!(Paint::Plain.draw(&sync_report(&report), None), "in sync with origin: nothing was new\n");
        assert!(Paint::Plain.draw(&sync_report(&report), Some(20)).lines().count() > 1);
    }
}
