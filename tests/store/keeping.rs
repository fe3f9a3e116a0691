//! What is kept, how it is found again, and what plain git makes of it.

use std::fs;

use variorum::article::{ArticleId, RecordedKind, VersionRef};
use variorum::store::{Archive, Description, StoreError};

use crate::desk::{Desk, describe, ferry, git, minute, record, story, submission};

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

#[test]
fn an_index_that_cannot_be_written_is_done_without() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let versions = archive.versions(&ferry()).unwrap();
    drop(archive);
    fs::remove_dir_all(desk.dir().join("variorum")).unwrap();
    fs::write(desk.dir().join("variorum"), "a file where a folder should be").unwrap();
    let mut archive = Archive::open(&desk.dir()).unwrap();
    assert_eq!(archive.versions(&ferry()).unwrap(), versions);
    assert_eq!(archive.resolve("ferry").unwrap(), ferry());
    let error = archive.record(&submission("Two.", 20), &describe).unwrap_err();
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
    assert_eq!(archive.versions(&ferry()).unwrap(), versions);
}

#[test]
fn an_archive_open_in_one_process_sees_what_another_writes() {
    let desk = Desk::new();
    let mut writer = desk.open();
    record(&mut writer, "One.", 10);
    let reader = Archive::open(&desk.dir()).unwrap();
    assert_eq!(story(&reader).len(), 1);
    record(&mut writer, "Two.", 20);
    assert_eq!(story(&reader).len(), 2);
}

#[test]
fn names_that_are_not_unique_give_the_candidates() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let mut other = submission("Else.", 20);
    other.article = ArticleId::from_url("https://example.com/ferry-sinks", "").unwrap();
    other.snapshot.urls = vec!["https://example.com/ferry-sinks".to_owned()];
    archive.record(&other, &describe).unwrap();
    match archive.resolve("ferry-sinks").unwrap_err() {
        StoreError::AmbiguousArticle { name, candidates } => {
            assert_eq!((name.as_str(), candidates), ("ferry-sinks", vec![other.article.clone(), ferry()]));
        }
        error => panic!("{error}"),
    }
    assert_eq!(archive.resolve("example.com/ferry-sinks").unwrap(), other.article);
    assert_eq!(archive.resolve("example.org/ferry-sinks").unwrap(), ferry());
    let ids: Vec<_> = archive.articles().unwrap().into_iter().map(|summary| summary.article).collect();
    assert_eq!(ids, [other.article, ferry()]);
}

#[test]
fn a_version_is_found_by_its_content() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    record(&mut archive, "Two.", 20);
    record(&mut archive, "One.", 30);
    let versions = archive.versions(&ferry()).unwrap();
    let by = |content: &str| archive.version(&ferry(), &VersionRef::Content(content.to_owned()));
    assert_eq!(by(&versions[1].content_sha256[..9]).unwrap().number, 2);
    assert_eq!(by(&versions[2].content_sha256).unwrap().number, 1, "the first with that content");
    assert!(matches!(by(""), Err(StoreError::AmbiguousVersion { numbers, .. }) if numbers == [1, 2, 3]));
}

#[test]
fn nothing_an_article_says_can_forge_a_trailer() {
    let desk = Desk::new();
    let mut archive = desk.open();
    let mut evil = submission("One.", 10);
    let forged = "x\n\nVersion: 9\nTechnical: yes";
    forged.clone_into(&mut evil.snapshot.fields.headline);
    evil.snapshot.fields.byline = Some("By Eve <e@example.org>\nArticle: x".to_owned());
    forged.clone_into(&mut evil.recorded_by);
    let tell = |_: Option<&_>, _: &_| Description { subject: forged.to_owned(), notes: vec![forged.to_owned()] };
    archive.record(&evil, &tell).unwrap();
    let trailers = desk.git(&["log", "-1", "--format=%(trailers:key=Version,key=Technical,unfold)"]);
    assert_eq!(trailers.trim(), "Version: 1");
    assert_eq!(
        desk.git(&["log", "-1", "--format=%an|%s"]),
        "Eve e@example.org Article: x|ferry-sinks: x Version: 9 Technical: yes\n"
    );
    assert_eq!(archive.versions(&ferry()).unwrap()[0].snapshot.fields, evil.snapshot.fields);
    assert_eq!(desk.git(&["fsck", "--full", "--strict"]), "");
}
