//! A look that changes nothing is kept too: it says between which moments a version came, and since when one is gone.

mod desk;
mod web;

use std::fs;

use desk::{Desk, Ran};
use serde_json::Value;
use web::{Answer, Site};

/// Records a text of the ferry at a time of the first of March.
fn record(desk: &mut Desk, text: &str, time: &str) -> Ran {
    desk.write("ferry.txt", format!("Ferry sinks\n\nThe ferry left with {text} people aboard.\n\nIt sank at noon.\n"));
    desk.set("VARIORUM_NOW", &format!("2026-03-01T{time}:00+00:00"));
    desk.run(["record", "ferry.txt", "--article", "harl.example/ferry"])
}

fn story() -> Desk {
    let mut desk = Desk::new();
    for (text, time) in [("40", "13:50"), ("40", "14:00"), ("40", "14:05"), ("45", "14:20")] {
        assert_eq!(record(&mut desk, text, time).code, Some(0));
    }
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn git(desk: &Desk, arguments: &[&str]) -> String {
    let output = desk.command("git").arg("--git-dir=.variorum").args(arguments).output().expect("git starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_change_is_told_to_lie_between_the_last_look_before_it_and_the_first_after_it() {
    let desk = story();
    let log = desk.ok("log ferry");
    assert!(log.contains("\n   changed between 14:05 and 14:20\n"), "{log}");
    assert_eq!(log.matches("between").count(), 1, "{log}");
    let changelog = desk.ok("changelog ferry");
    assert!(changelog.contains("1 word in, 1 out. Changed between 2:05 p.m. and 2:20 p.m.\n"), "{changelog}");
    let bounds = &json(&desk.ok("log ferry --json"))["versions"][0]["changed"];
    assert_eq!(bounds["after"], "2026-03-01T14:05:00Z");
    assert_eq!(bounds["by"], "2026-03-01T14:20:00Z");
    assert_eq!(bounds["stated"], "nothing");
    assert_eq!(&json(&desk.ok("changelog ferry --json"))["versions"][0]["changed"], bounds);
    let found = json(&desk.run(["check", "--json"]).out);
    assert_eq!(&found["findings"][0]["changed"], bounds);
}

#[test]
fn an_unchanged_look_is_one_line_that_waits_and_no_commit_until_many_are_written_together() {
    let desk = story();
    assert_eq!(git(&desk, &["for-each-ref", "--format=%(refname)"]), "refs/heads/main\nrefs/variorum/captures\n");
    let spool = fs::read_to_string(desk.path(".variorum/variorum/sightings.spool")).expect("a spool");
    assert_eq!(spool.lines().count(), 2, "{spool}");
    let before = desk.ok("log ferry --json");
    desk.ok("gc");
    assert_eq!(fs::read(desk.path(".variorum/variorum/sightings.spool")).expect("a spool"), b"");
    let content = json(&desk.ok("show ferry@1 --json"))["content_sha256"].as_str().expect("a hash").to_owned();
    let line = git(&desk, &["cat-file", "-p", "refs/variorum/sightings:harl.example/ferry-de26f4f636.jsonl"]);
    let run = format!(
        "{{\"first\":\"2026-03-01T14:00:00Z\",\"last\":\"2026-03-01T14:05:00Z\",\"content\":\"{content}\",\"by\":\"editor\"}}\n"
    );
    assert_eq!(line, run, "two looks at one state are one run");
    assert_eq!(desk.ok("log ferry --json"), before);
    assert_eq!(git(&desk, &["rev-list", "--count", "refs/variorum/sightings"]), "1\n");
    assert_eq!(git(&desk, &["fsck", "--full", "--strict", "--no-dangling"]), "");
    assert_eq!(desk.ok("verify"), "1 article, 2 versions, 2 captures: nothing is damaged\n");
}

#[test]
fn a_time_that_a_note_states_is_told_beside_what_was_seen_when_they_differ() {
    let mut desk = Desk::new();
    let page = |people: u32, note: &str| {
        format!("Ferry sinks\n\nThe ferry left Harl with {people} people aboard.\n\nIt sank at noon.\n\n{note}\n")
    };
    let published = "Published on March 1, 2026 at 9:00 a.m. UTC.";
    let seen = |desk: &mut Desk, text: String, time: &str, at: &str| {
        desk.write("ferry.txt", text);
        desk.set("VARIORUM_NOW", &format!("2026-03-01T{time}:00+00:00"));
        let said = format!("2026-03-01T{at}:00Z");
        let mut words = vec!["record", "ferry.txt", "--article", "ferry"];
        if !at.is_empty() {
            words.extend(["--at", &said]);
        }
        assert_eq!(desk.run(words).code, Some(0));
    };
    seen(&mut desk, page(40, published), "09:00", "");
    seen(&mut desk, page(40, published), "10:40", "10:40");
    let updated = "Updated on March 1, 2026 at 10:15 a.m. UTC: The ferry carried 45 people.";
    seen(&mut desk, page(45, &format!("{published}\n\n{updated}")), "11:00", "");
    let log = desk.ok("log ferry");
    assert!(log.contains("its note says 10:15, but it was still unchanged at 10:40"), "{log}");
    assert_eq!(json(&desk.ok("log ferry --json"))["versions"][0]["changed"]["stated"], "earlier");

    // A time between the two looks says more than they do.
    let again = "Updated on March 1, 2026 at 12:30 p.m. UTC: The ferry carried 46 people.";
    seen(&mut desk, page(45, &format!("{published}\n\n{updated}")), "12:00", "12:00");
    seen(&mut desk, page(46, &format!("{published}\n\n{updated}\n\n{again}")), "13:00", "");
    assert_eq!(json(&desk.ok("log ferry --json"))["versions"][0]["changed"]["stated"], "between");
    assert_eq!(desk.ok("log ferry").matches("but it was").count(), 1);
}

#[test]
fn a_file_dated_by_its_own_note_says_nothing_of_the_day_it_is_recorded_again() {
    let mut desk = Desk::new();
    desk.write("ferry.txt", "Ferry sinks\n\nIt sank at noon.\n\nPublished on February 1, 2026 at 9:00 a.m. UTC.\n");
    desk.ok("record ferry.txt --article ferry");
    desk.set("VARIORUM_NOW", "2026-03-05T09:00:00Z");
    assert!(desk.ok("record ferry.txt --article ferry").starts_with("unchanged"));
    assert!(!desk.path(".variorum/variorum/sightings.spool").exists());
}

fn article(text: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Ferry sinks off Harl</title></head><body><article>
         <h1>Ferry sinks off Harl</h1><p>The ferry sank off Harl {text}, the harbour office said on Sunday.</p>
         <p>It was forty years old and was due to be replaced next year, the office said.</p></article></body></html>"
    )
}

#[test]
fn a_watch_keeps_every_look_and_tells_since_when_an_article_is_gone_and_that_it_is_back() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    let mut desk = Desk::new();
    let manners = "delay = '0s'\nconfirm = '0s'\nallow_private = ['127.0.0.1']\n";
    let url = site.url("/ferry");
    desk.write("watch.toml", format!("{manners}[[article]]\nurl = '{url}'\nname = 'harl.example/ferry'\n"));
    let mut look = |time: &str, answer: Option<Answer>| {
        if let Some(answer) = answer {
            site.answer("/ferry", answer);
        }
        desk.set("VARIORUM_NOW", &format!("2026-03-01T{time}:00+00:00"));
        let ran = desk.run(["watch", "watch.toml", "--once"]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        (desk.ok("log ferry"), desk.ok("list"))
    };
    look("12:00", None);
    look("13:00", None);
    let (_, list) = look("14:00", Some(Answer::status(410)));
    assert!(list.contains("Ferry sinks off Harl · gone between 2026-03-01 13:00 +00:00 and 14:00 (410)"), "{list}");
    let (log, _) = look("15:00", None);
    assert!(log.contains("gone between 2026-03-01 13:00 +00:00 and 14:00 (410), still so at 15:00"), "{log}");
    look("16:00", Some(Answer::page(article("at noon"))));
    let (log, list) = look("18:00", Some(Answer::page(article("at 1 p.m."))));
    let rows: Vec<&str> = log.lines().filter(|line| line.contains("2026")).collect();
    assert!(rows[1].contains("gone between 2026-03-01 13:00 +00:00 and 14:00 (410), seen again at"), "{log}");
    assert!(log.contains("changed between 16:00 and 18:00"), "{log}");
    assert!(!list.contains("gone"), "{list}");
    assert_eq!(desk.ok("verify"), "1 article, 2 versions, 2 captures: nothing is damaged\n");
    let spool = fs::read(desk.path(".variorum/variorum/sightings.spool")).expect("a spool");
    assert_eq!(spool, b"", "the end of a watch writes what waits");
}

#[test]
fn verify_names_sightings_that_cannot_be_read_or_are_of_nothing_that_is_kept() {
    let desk = story();
    desk.ok("gc");
    let spool = desk.path(".variorum/variorum/sightings.spool");
    fs::write(&spool, "{\"first\":\"noon\"}\n").expect("a spool");
    let ran = desk.run(["verify"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.starts_with("damaged  variorum/sightings.spool  cannot be read: missing field"), "{}", ran.out);
    fs::write(&spool, "").expect("a spool");
    let line =
        "{\"first\":\"2026-03-01T14:00:00Z\",\"last\":\"2026-03-01T14:00:00Z\",\"absent\":\"gone\",\"by\":\"x\"}\n";
    for (name, content, problem) in [
        ("other-1234567890.jsonl", line, "no version of its article is kept"),
        ("ferry-de26f4f636.jsonl", "{}\n", "line 1: missing field"),
        ("README", line, "its name is that of no article"),
    ] {
        put(&desk, name, content);
        let ran = desk.run(["verify"]);
        let told = format!("damaged  refs/variorum/sightings:harl.example/{name}  cannot be read: {problem}");
        assert!(ran.code == Some(1) && ran.out.starts_with(&told), "{}", ran.out);
    }
    git(&desk, &["update-ref", "-d", "refs/variorum/sightings"]);
    fs::write(&spool, "{\"torn").expect("a spool");
    assert_eq!(desk.run(["verify"]).code, Some(0), "what was never acknowledged is no damage");
}

/// Puts a file on the ref of sightings in the place of all others, with plain git.
fn put(desk: &Desk, name: &str, content: &str) {
    let path = desk.write("content", content);
    let blob = git(desk, &["hash-object", "-w", &path.display().to_string()]);
    let index = desk.path("index");
    let staged = |arguments: &[&str]| {
        let mut command = desk.command("git");
        command.arg("--git-dir=.variorum").args(arguments).env("GIT_INDEX_FILE", &index);
        let output = command.output().expect("git starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    };
    drop(fs::remove_file(&index));
    staged(&["update-index", "--add", "--cacheinfo", &format!("100644,{},harl.example/{name}", blob.trim())]);
    let tree = staged(&["write-tree"]);
    let commit = staged(&["-c", "user.name=x", "-c", "user.email=x", "commit-tree", "-m", "x", &tree]);
    git(desk, &["update-ref", "refs/variorum/sightings", &commit]);
}

/// A crawler that dies at any step keeps what it said it has seen, and the next run has it once.
#[cfg(debug_assertions)]
#[test]
fn a_crawler_that_dies_at_any_step_has_kept_its_looks() {
    let steps = ["staged", "guarded", "packed", "refs/variorum/sightings", "released", "sightings-kept"];
    for step in steps {
        let desk = story();
        let before = desk.ok("log ferry --json");
        let died = desk.command(env!("CARGO_BIN_EXE_variorum")).args(["gc"]).env("VARIORUM_DIE_AT", step).output();
        assert_eq!(died.expect("the program starts").status.code(), None, "{step}");
        assert_eq!(desk.ok("log ferry --json"), before, "{step}");
        assert_eq!(desk.run(["verify"]).code, Some(0), "{step}");
        desk.ok("gc");
        assert_eq!(desk.ok("log ferry --json"), before, "{step}");
        assert_eq!(git(&desk, &["rev-list", "--count", "refs/variorum/sightings"]), "1\n", "{step}");
        let line = git(&desk, &["cat-file", "-p", "refs/variorum/sightings:harl.example/ferry-de26f4f636.jsonl"]);
        assert_eq!(line.lines().count(), 1, "{step}: {line}");
    }
    let mut desk = story();
    desk.write("ferry.txt", "Ferry sinks\n\nThe ferry left with 45 people aboard.\n\nIt sank at noon.\n");
    desk.set("VARIORUM_NOW", "2026-03-01T14:40:00Z");
    let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
    command.args(["record", "ferry.txt", "--article", "harl.example/ferry"]).env("VARIORUM_DIE_AT", "spooled");
    assert_eq!(command.output().expect("the program starts").status.code(), None);
    assert_eq!(desk.run(["verify"]).code, Some(0));
    assert_eq!(record(&mut desk, "45", "14:45").code, Some(0));
    desk.ok("gc");
    assert_eq!(desk.run(["verify"]).code, Some(0));
}
