//! The addresses that find an article.

use std::fs;

use variorum::article::{ArticleId, BadId, RecordedKind};
use variorum::store::{Archive, StoreError};

use crate::desk::{Desk, describe, ferry, minute, record, submission};

#[test]
fn an_address_added_finds_the_article_and_stays() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let url = "https://example.org/moved?utm_source=x";
    let added = archive.add_url(&ferry(), url, minute(30), "desk").unwrap();
    assert_eq!((added.number, added.kind), (2, RecordedKind::Next));
    let again = archive.add_url(&ferry(), "https://example.org/moved", minute(31), "desk").unwrap();
    assert_eq!((again.number, again.kind), (2, RecordedKind::Unchanged));
    assert_eq!(record(&mut archive, "One.", 40), (1, RecordedKind::Unchanged));
    assert_eq!(record(&mut archive, "Two.", 50), (3, RecordedKind::Next));
    fs::remove_file(desk.dir().join("variorum/index.db")).unwrap();
    let archive = Archive::open(&desk.dir()).unwrap();
    assert_eq!(archive.resolve("https://example.org/moved").unwrap(), ferry());
    let versions = archive.versions(&ferry()).unwrap();
    let technical: Vec<bool> = versions.iter().map(|version| version.technical).collect();
    assert_eq!(technical, [false, true, false]);
    assert_eq!(versions[2].snapshot.urls.len(), 2);
    assert_eq!(archive.articles().unwrap()[0].versions, 2);
    assert_eq!(
        desk.git(&["log", "-1", "--skip=1", "--format=%(trailers:key=Technical,valueonly,separator=)"]).trim(),
        "alias"
    );
}

#[test]
fn an_address_belongs_to_one_article() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let mut other = submission("Else.", 20);
    other.article = ArticleId::from_name("example.org/other").unwrap();
    other.snapshot.urls = vec![];
    archive.record(&other, &describe).unwrap();
    let error = archive.add_url(&other.article, "https://example.org/news/ferry-sinks.html", minute(30), "desk");
    assert!(matches!(error, Err(StoreError::AddressTaken { article, .. }) if article == ferry()));
    let error = archive.add_url(&other.article, "not an address", minute(30), "desk");
    assert!(matches!(error, Err(StoreError::BadId(BadId::NotAnAddress { .. }))));
}
