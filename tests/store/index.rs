//! The index: what it answers quickly, it answers rightly, however it came to be.

use std::fs;

use variorum::article::ArticleId;
use variorum::store::{Archive, Submission, VersionSummary};

use crate::desk::{Desk, describe, ferry, minute, record, submission};

/// A version of one article of many, each with an address of its own.
fn one_of_many(number: u32, text: &str, minutes: u32) -> Submission {
    let url = format!("https://example.org/news/{number}/bridge-{number}.html");
    let mut one = submission(text, minutes);
    one.article = ArticleId::from_url(&url, "").unwrap();
    one.snapshot.urls = vec![url];
    one.snapshot.fields.headline = format!("Bridge {number} stands");
    one.capture = None;
    one
}

fn without_index(desk: &Desk) -> Archive {
    for file in ["index.db", "index.db-wal", "index.db-shm"] {
        drop(fs::remove_file(desk.dir().join("variorum").join(file)));
    }
    Archive::open(&desk.dir()).unwrap()
}

#[test]
fn an_index_made_anew_at_length_has_every_version_in_order_headline_and_address() {
    let desk = Desk::new();
    let mut archive = desk.open();
    // Enough that they are piled up first, in two batches; every third article has a second version.
    let first: Vec<Submission> = (0..450).map(|number| one_of_many(number, "It stands.", 10)).collect();
    let second: Vec<Submission> = (0..450)
        .step_by(3)
        .map(|number| {
            let mut one = one_of_many(number, "It fell.", 20);
            one.snapshot.fields.headline = format!("Bridge {number} fell");
            one
        })
        .collect();
    for batch in [&first, &second] {
        assert!(archive.record_all(batch, &describe).unwrap().iter().all(Result::is_ok));
    }
    let (articles, latest) = (archive.articles().unwrap(), archive.latest(500).unwrap());
    drop(archive);
    let archive = without_index(&desk);
    // The address is what is asked first: the pages must have been read for it.
    assert_eq!(archive.resolve("https://example.org/news/299/bridge-299.html").unwrap(), first[299].article);
    for one in &first {
        assert_eq!(archive.resolve(&one.snapshot.urls[0]).unwrap(), one.article);
    }
    assert_eq!(archive.articles().unwrap(), articles);
    assert_eq!(archive.latest(500).unwrap(), latest);
    assert_eq!(archive.count_articles().unwrap(), 450);
    let headline = |number: u32| {
        let article = &first[number as usize].article;
        articles.iter().find(|summary| summary.article == *article).map(|summary| summary.headline.as_str())
    };
    assert_eq!((headline(3), headline(4)), (Some("Bridge 3 fell"), Some("Bridge 4 stands")));
    assert_eq!(archive.verify().unwrap().damages, []);
}

#[test]
fn an_index_made_anew_has_the_headline_of_the_latest_version_and_the_addresses_of_the_newest() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "Two.", 20);
    archive.add_url(&ferry(), "https://example.org/moved", minute(30), "desk").unwrap();
    let mut earlier = submission("One.", 10);
    "Ferry floats".clone_into(&mut earlier.snapshot.fields.headline);
    earlier.snapshot.urls = vec!["https://example.org/first".to_owned()];
    archive.record(&earlier, &describe).unwrap();
    drop(archive);
    let archive = without_index(&desk);
    assert_eq!(archive.articles().unwrap()[0].headline, "Ferry sinks");
    for address in ["https://example.org/moved", "http://www.example.org/first", "example.org/news/ferry-sinks.html"] {
        assert_eq!(archive.resolve(address).unwrap(), ferry(), "{address}");
    }
}

#[test]
fn a_question_about_commits_leaves_the_pages_to_who_asks_about_them() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    drop(without_index(&desk).versions(&ferry()).unwrap());
    // Another process, which finds the index as the first one left it.
    let archive = Archive::open(&desk.dir()).unwrap();
    assert_eq!(archive.resolve("https://example.org/news/ferry-sinks.html").unwrap(), ferry());
    assert_eq!(archive.articles().unwrap()[0].headline, "Ferry sinks");
}

/// Names versions by the first letter of their article's slug, their number, and what is told of them.
fn told(latest: &[VersionSummary]) -> Vec<String> {
    let one =
        |version: &VersionSummary| format!("{}@{} {}", &version.article.slug()[..1], version.number, version.told);
    latest.iter().map(one).collect()
}

#[test]
fn the_newest_versions_of_all_articles_are_told_by_the_time_they_were_on_show() {
    let desk = Desk::new();
    let mut archive = desk.open();
    assert_eq!(archive.latest(20).unwrap(), []);
    record(&mut archive, "One.", 10);
    archive.record(&one_of_many(7, "It stands.", 30), &describe).unwrap();
    record(&mut archive, "Two.", 20);
    archive.add_url(&ferry(), "https://example.org/moved", minute(50), "desk").unwrap();
    record(&mut archive, "Before all.", 5);
    let expected = ["b@1 first", "f@2 after 1", "f@1 first", "f@4 first"];
    assert_eq!(told(&archive.latest(20).unwrap()), expected);
    assert_eq!(told(&archive.latest(2).unwrap()), expected[..2]);
    assert_eq!(told(&without_index(&desk).latest(20).unwrap()), expected);
}

#[test]
fn articles_that_share_site_and_slug_are_namesakes() {
    let desk = Desk::new();
    let mut archive = desk.open();
    let mut ids = Vec::new();
    for (url, minutes) in
        [("https://a.example/x/ferry", 10), ("https://a.example/y/ferry", 11), ("https://b.example/ferry", 12)]
    {
        let mut one = submission("One.", minutes);
        one.article = ArticleId::from_url(url, "").unwrap();
        archive.record(&one, &describe).unwrap();
        ids.push(one.article);
    }
    let mut both = ids[..2].to_vec();
    both.sort();
    assert_eq!(archive.namesakes(&ids[0]).unwrap(), both);
    assert_eq!(archive.namesakes(&ids[2]).unwrap(), ids[2..]);
}
