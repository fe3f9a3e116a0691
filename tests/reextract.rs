//! Captures read again: what a better reader reads differs, and is never told as a change of the article.

mod desk;

use desk::Desk;
use serde_json::Value;
use variorum::article::{ArticleId, Moment, Recorded, RecordedKind, Snapshot};
use variorum::capture;
use variorum::desk::describe;
use variorum::store::{Archive, Capture, Submission};

const ARTICLE: &str = "a.example/ferry";

fn moment(hour: u32) -> Moment {
    format!("2026-02-18T{hour:02}:00:00Z").parse().expect("a moment")
}

fn page(text: &str, note: &str) -> String {
    let note = if note.is_empty() { String::new() } else { format!("<p class=correction>{note}</p>") };
    format!(
        "<!doctype html><html lang=en><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1>\
         <p>The ferry sank at noon, the harbour office said on Tuesday.</p><p>{text} were on board.</p>{note}</article></body></html>"
    )
}

/// What the present reader reads of a page.
fn read(page: &str, hour: u32) -> Snapshot {
    let draft = capture::read(page.as_bytes(), None).expect("an article").draft;
    draft.into_snapshot(moment(hour), moment(hour))
}

/// What an older reader read of it: a paragraph more, which it took for text.
fn misread(page: &str, hour: u32) -> Snapshot {
    let draft = capture::read(page.as_bytes(), None).expect("an article").draft;
    let furniture = "Sign up for our letter, which comes on Sundays.";
    let text = draft.body.text();
    let paragraphs: Vec<&str> = text.split("\n\n").chain([furniture]).collect();
    let body = variorum::text::Body::from_paragraphs(paragraphs);
    variorum::article::Draft { body, ..draft }.into_snapshot(moment(hour), moment(hour))
}

fn submission(page: &str, snapshot: Snapshot, extractor: &str) -> Submission {
    Submission {
        article: ArticleId::from_name(ARTICLE).expect("an id"),
        recorded: snapshot.times.at,
        snapshot,
        capture: Some(Capture { bytes: page.as_bytes().to_vec(), extension: "html" }),
        extractor: extractor.to_owned(),
        recorded_by: "editor".to_owned(),
    }
}

/// Keeps a version as an older reader did, or as the present one does.
fn keep(archive: &mut Archive, page: &str, hour: u32, old: bool) -> (u32, RecordedKind) {
    let submission = if old {
        submission(page, misread(page, hour), "html 0")
    } else {
        submission(page, read(page, hour), "html 2")
    };
    let Recorded { number, kind, .. } = archive.record(&submission, &describe).expect("a version");
    (number, kind)
}

fn desk() -> (Desk, Archive) {
    let desk = Desk::new();
    let archive = Archive::create(&desk.path(".variorum")).expect("an archive");
    (desk, archive)
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_later_reading_takes_the_place_of_the_text_and_is_no_change_of_the_article() {
    let (desk, mut archive) = desk();
    assert_eq!(keep(&mut archive, &page("Seven", ""), 10, true), (1, RecordedKind::First));
    assert_eq!(keep(&mut archive, &page("Nine", ""), 11, true), (2, RecordedKind::Next));
    let said = desk.ok("reextract");
    let id = archive.resolve("ferry").expect("the article");
    assert_eq!(
        said,
        format!(
            "2 versions read otherwise now\n  {id}@1  9 words changed; kept as version 3\n  {id}@2  9 words changed; kept as version 4\n"
        )
    );
    assert_eq!(desk.ok("reextract"), "0 versions read otherwise now\n2 read by the present reader already\n");
    assert_eq!(desk.ok("reextract --all"), "0 versions read otherwise now\n2 the same as before\n");
    // What the present reader reads of the same page is no change, and of another one that change alone.
    assert_eq!(keep(&mut archive, &page("Nine", ""), 12, false), (2, RecordedKind::Unchanged));
    assert_eq!(keep(&mut archive, &page("Eight", ""), 13, false), (5, RecordedKind::Next));
    let log = json_of(&desk.ok("log ferry --json"));
    let told = |version: &Value| (version["version"].as_u64(), version["words"]["inserted"].as_u64());
    let versions: Vec<_> = log["versions"].as_array().expect("versions").iter().map(told).collect();
    assert_eq!(versions, [(Some(5), Some(1)), (Some(2), Some(1)), (Some(1), None)]);
    assert_eq!(log["technical"][0]["rereads"], 1);
    assert!(
        desk.ok("log ferry").ends_with(
            "\n\ntechnical: nothing of the article changed\n\
             3  2026-03-01 12:00 +00:00  version 1 read again\n4  2026-03-01 12:00 +00:00  version 2 read again\n"
        ),
        "{}",
        desk.ok("log ferry")
    );
    let changes = |name: &str| json_of(&desk.ok(name))["tally"]["words_deleted"].clone();
    assert_eq!(changes("diff ferry 1 2 --json"), changes("diff ferry 2 5 --json"));
    assert!(!desk.ok("changelog ferry").contains("Sign up"), "{}", desk.ok("changelog ferry"));
    assert!(!desk.ok("blame ferry --gone").contains("Sign up"));
    // What was recorded is still there, by number and by the hash it is cited by.
    assert!(desk.ok("show ferry@2").contains("Sign up"));
    assert!(!desk.ok("show ferry@4").contains("Sign up"));
    let hash = json_of(&desk.ok("show ferry@2 --json"))["content_sha256"].as_str().expect("a hash")[..12].to_owned();
    assert!(desk.ok(&format!("show ferry@{hash}")).contains("Sign up"));
    assert_eq!(json_of(&desk.ok("list --json"))[0]["versions"], 3);
    assert!(desk.ok("verify").contains("5 versions, 3 captures: nothing is damaged"), "{}", desk.ok("verify"));
}

#[test]
fn a_text_that_comes_back_after_a_later_reading_is_the_version_it_was() {
    let (desk, mut archive) = desk();
    keep(&mut archive, &page("Seven", ""), 10, true);
    keep(&mut archive, &page("Nine", ""), 11, true);
    desk.ok("reextract ferry");
    assert_eq!(keep(&mut archive, &page("Seven", ""), 12, false), (5, RecordedKind::Next));
    let log = desk.command("git").args(["-C", ".variorum", "log", "-1", "--format=%B"]).output().expect("git");
    let message = String::from_utf8(log.stdout).expect("UTF-8");
    assert!(message.contains("\nReverts: 1\n"), "{message}");
}

#[test]
fn the_trailers_of_a_later_reading_say_what_it_is_a_reading_of() {
    let (desk, mut archive) = desk();
    keep(&mut archive, &page("Seven", ""), 10, true);
    let content = misread(&page("Seven", ""), 10).content_sha256();
    desk.ok("reextract ferry");
    let log = desk.command("git").args(["-C", ".variorum", "log", "-1", "--format=%B"]).output().expect("git");
    let message = String::from_utf8(log.stdout).expect("UTF-8");
    assert!(message.starts_with("ferry: read again by html 2\n"), "{message}");
    for line in ["Extractor: html 2", "Technical: extractor", &format!("Rereads: {content}")] {
        assert!(message.lines().any(|found| found == line), "{line}\n{message}");
    }
}

#[test]
fn nothing_is_kept_in_a_dry_run_or_where_only_times_address_and_language_moved() {
    let (desk, mut archive) = desk();
    keep(&mut archive, &page("Seven", ""), 10, true);
    let ran = json_of(&desk.ok("reextract --dry-run --json"));
    assert_eq!((&ran["changed"][0]["version"], &ran["changed"][0]["kept_as"]), (&1.into(), &Value::Null));
    let text = page("Nine", "");
    let mut other = read(&text, 11);
    (other.language, other.urls) = (Some("de".to_owned()), vec!["https://a.example/ferry?old=1".to_owned()]);
    other.times.modified = Some(moment(9));
    archive.record(&submission(&text, other, "html 0"), &describe).expect("a version");
    let tip = || desk.command("git").args(["-C", ".variorum", "rev-parse", "main"]).output().expect("git").stdout;
    let before = tip();
    assert!(desk.ok("reextract --dry-run").contains("\n1 the same as before\n"), "{}", desk.ok("reextract --dry-run"));
    assert_eq!(tip(), before);
    assert_eq!(json_of(&desk.ok("reextract --json"))["unchanged"], 1);
}

#[test]
fn what_was_said_by_hand_is_said_again() {
    let desk = Desk::new();
    desk.write("1.html", page("Seven", "Correction: Seven were on board, not nine."));
    desk.ok(
        "record 1.html --article a.example/ferry --at 2026-02-18T10:00Z --headline Lost --byline Ada --note Updated:x",
    );
    let told = json_of(&desk.ok("reextract --all --json"));
    assert_eq!((&told["unchanged"], told["changed"].as_array().map(Vec::len)), (&1.into(), Some(0)));
    assert!(desk.ok("verify --deep").ends_with("1 version read again from captures: all read as recorded\n"));
}

#[test]
fn an_imported_line_has_no_capture_to_be_read_again() {
    let desk = Desk::new();
    desk.write("x.jsonl", r#"{"article":"a.example/x","at":"2026-02-18T10:00:00Z","headline":"H","body":["A."]}"#);
    desk.ok("import jsonl x.jsonl");
    assert_eq!(
        desk.ok("reextract --all"),
        "0 versions read otherwise now\n1 without a capture that can be read again\n"
    );
}

#[test]
fn a_deep_look_tells_versions_of_older_readers_from_those_that_read_otherwise() {
    let (desk, mut archive) = desk();
    keep(&mut archive, &page("Seven", ""), 10, true);
    keep(&mut archive, &page("Nine", ""), 11, false);
    assert!(
        desk.ok("verify --deep").ends_with(
            "1 version read again from captures: all read as recorded\n\
             1 version read by an older extractor; see `variorum reextract --dry-run`\n"
        ),
        "{}",
        desk.ok("verify --deep")
    );
    // One that says that the present reader made it, which reads its capture otherwise.
    let text = page("Eight", "");
    archive.record(&submission(&text, misread(&text, 12), "html 2"), &describe).expect("a version");
    let ran = desk.run(["verify", "--deep"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("@3  html 2 reads its capture otherwise than when it was recorded"), "{}", ran.out);
    assert!(ran.out.contains("2 versions read again from captures: all but 1 read as recorded\n"), "{}", ran.out);
    let told = json_of(&desk.run(["verify", "--deep", "--json"]).out);
    assert_eq!((&told["deep"]["same"], &told["deep"]["older_extractor"]), (&1.into(), &1.into()));
    assert_eq!(told["deep"]["differing"][0]["version"], 3);
    assert_eq!(desk.run(["verify"]).code, Some(0));
}

#[test]
fn a_version_of_an_older_moment_is_compared_with_the_later_reading_beside_it() {
    let (desk, mut archive) = desk();
    keep(&mut archive, &page("Seven", ""), 10, true);
    keep(&mut archive, &page("Nine", ""), 14, true);
    desk.ok("reextract");
    assert_eq!(keep(&mut archive, &page("Seven", ""), 12, false), (1, RecordedKind::Unchanged));
    assert_eq!(keep(&mut archive, &page("Eight", ""), 13, false), (5, RecordedKind::Next));
    let url = "https://a.example/ferry-sinks";
    desk.ok(&format!("alias ferry {url}"));
    assert_eq!(keep(&mut archive, &page("Nine", ""), 15, false), (2, RecordedKind::Unchanged));
    let log = json_of(&desk.ok(&format!("log {url} --json")));
    let numbers: Vec<_> =
        log["versions"].as_array().expect("versions").iter().map(|one| one["version"].clone()).collect();
    assert_eq!(numbers, [2, 5, 1]);
}
