//! What is kept, how it is found again, and what plain git makes of it.

use std::fs;

use variorum::article::{RecordedKind, VersionRef};
use variorum::store::{Archive, StoreError};

use crate::desk::{Desk, ferry, git, minute, record, story, submission};

#[test]
fn a_version_is_kept_once() {
    let desk = Desk::new();
    let mut archive = desk.open();
    assert_eq!(record(&mut archive, "One.", 10), (1, RecordedKind::First));
    assert_eq!(record(&mut archive, "One.", 20), (1, RecordedKind::Unchanged));
    assert_eq!(record(&mut archive, "Two.", 30), (2, RecordedKind::Next));
    assert_eq!(story(&archive), [(1, "One.".to_owned()), (2, "Two.".to_owned())]);
    let reopened = Archive::open(&desk.dir()).unwrap();
    assert_eq!(reopened.versions(&ferry()).unwrap(), archive.versions(&ferry()).unwrap());
}

#[test]
fn what_is_read_is_what_was_kept() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.\n# not a heading\n\u{1b}[2J", 10);
    let version = archive.version(&ferry(), &VersionRef::FromLatest(1)).unwrap();
    assert_eq!(version.snapshot, submission("One.\n# not a heading\n\u{1b}[2J", 10).snapshot);
    assert_eq!(version.content_sha256, version.snapshot.content_sha256());
    assert_eq!((version.recorded, version.technical), (minute(15), false));
}

#[test]
fn a_version_from_the_past_falls_into_its_place() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    record(&mut archive, "Three.", 30);
    assert_eq!(record(&mut archive, "Two.", 20), (3, RecordedKind::Next));
    assert_eq!(record(&mut archive, "Two.", 25), (3, RecordedKind::Unchanged));
    let numbers: Vec<u32> = story(&archive).into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers, [1, 3, 2]);
    let number = |asked: VersionRef| archive.version(&ferry(), &asked).unwrap().number;
    assert_eq!(number(VersionRef::FromLatest(1)), 2);
    assert_eq!(number(VersionRef::At(minute(29))), 3);
    assert_eq!(number(VersionRef::Number(3)), 3);
    assert!(desk.git(&["log", "-1", "--format=%s"]).starts_with("ferry-sinks: after 1"));
}

#[test]
fn a_repeat_of_an_older_version_is_kept_and_marked() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    record(&mut archive, "Two.", 20);
    assert_eq!(record(&mut archive, "One.", 30), (3, RecordedKind::Next));
    assert_eq!(desk.git(&["log", "-1", "--format=%(trailers:key=Reverts,valueonly,separator=)"]).trim(), "1");
}

#[test]
fn plain_git_reads_the_archive() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One boat.", 10);
    record(&mut archive, "Two boats.", 20);
    let path = desk.git(&["ls-tree", "-r", "--name-only", "main"]).trim().to_owned();
    assert_eq!(path, format!("example.org/2026/02/18/{}-{}.md", ferry().slug(), ferry().hash()));
    assert_eq!(desk.git(&["fsck", "--full", "--strict"]), "");
    assert_eq!(
        desk.git(&["log", "--format=%an <%ae> %s"]),
        "Ada Writer <example.org> ferry-sinks: after 1\nAda Writer <example.org> ferry-sinks: first\n"
    );
    assert_eq!(desk.git(&["log", "--oneline", "main", "--", &path]).lines().count(), 2);
    assert!(desk.git(&["diff", "--word-diff", "main~1", "main"]).contains("[-One boat.-]{+Two boats.+}"));
    assert_eq!(desk.git(&["symbolic-ref", "HEAD"]), "refs/heads/main\n");
    let clone = desk.folder.path().join("clone");
    git(desk.folder.path(), &["clone", "-q", &desk.dir().to_string_lossy(), &clone.to_string_lossy()]);
    assert!(fs::read_to_string(clone.join(path)).unwrap().ends_with("\nTwo boats.\n"));
}

#[test]
fn equal_input_and_time_give_equal_commits() {
    let tips: Vec<String> = (0..2)
        .map(|_| {
            let desk = Desk::new();
            let mut archive = desk.open();
            record(&mut archive, "One.", 10);
            record(&mut archive, "Two.", 20);
            desk.git(&["rev-parse", "main", "refs/variorum/captures"])
        })
        .collect();
    assert_eq!(tips[0], tips[1]);
}

#[test]
fn every_answer_is_the_same_without_the_index() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    record(&mut archive, "Two.", 20);
    let (articles, versions) = (archive.articles().unwrap(), archive.versions(&ferry()).unwrap());
    drop(archive);
    let index = desk.dir().join("variorum/index.db");
    let damages: [&dyn Fn(); 3] = [
        &|| fs::remove_file(&index).unwrap(),
        &|| fs::write(&index, "not a database at all, but long enough to be looked at ".repeat(100)).unwrap(),
        &|| {
            let bytes = fs::read(&index).unwrap();
            fs::write(&index, &bytes[..bytes.len() / 2]).unwrap();
        },
    ];
    for damage in damages {
        damage();
        let archive = Archive::open(&desk.dir()).unwrap();
        assert_eq!(archive.articles().unwrap(), articles);
        assert_eq!(archive.versions(&ferry()).unwrap(), versions);
    }
}

#[test]
fn an_article_is_found_by_each_of_its_names() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let (id, hash) = (ferry().to_string(), ferry().hash().to_owned());
    for name in [
        id.as_str(),
        "ferry-sinks",
        "ferry",
        "example.org/ferry-sinks",
        "Example.org/ferry",
        &format!("ferry-sinks-{hash}"),
        &hash,
        "https://example.org/news/ferry-sinks.html?utm_source=x",
        "http://www.example.org/news/ferry-sinks.html",
        "example.org/news/ferry-sinks.html",
    ] {
        assert_eq!(archive.resolve(name).unwrap(), ferry(), "{name}");
    }
    match archive.resolve("fery-sinks").unwrap_err() {
        StoreError::UnknownArticle { name, nearest } => {
            assert_eq!((name.as_str(), nearest), ("fery-sinks", vec!["ferry-sinks".to_owned()]));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_version_that_is_not_there_is_told_with_how_many_there_are() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    match archive.version(&ferry(), &VersionRef::Number(7)).unwrap_err() {
        StoreError::UnknownVersion { asked, versions, .. } => assert_eq!((asked, versions), (VersionRef::Number(7), 1)),
        other => panic!("{other}"),
    }
    let before = archive.version(&ferry(), &VersionRef::At(minute(9)));
    assert!(matches!(before, Err(StoreError::UnknownVersion { .. })));
}
