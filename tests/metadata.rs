//! Looks at which the text was the same and a stated time, an address or the language was not.

mod desk;
mod web;

use desk::Desk;
use serde_json::Value;
use web::{Answer, Site};

fn page(modified: &str, language: &str, people: &str) -> String {
    format!(
        "<!doctype html><html lang={language}><head><title>Ferry sinks off Harl</title>\
         <meta property='article:published_time' content='2026-02-18T09:00:00Z'>\
         <meta property='article:modified_time' content='{modified}'></head><body><article>\
         <h1>Ferry sinks off Harl</h1><p>The ferry sank off Harl at noon, the harbour office said on Sunday.</p>\
         <p>There were {people} people aboard, and all of them were saved.</p></article></body></html>"
    )
}

/// Records a page at an hour of the last of February.
fn record(desk: &mut Desk, page: &str, hour: &str) -> String {
    desk.set("VARIORUM_NOW", &format!("2026-02-28T{hour}:00:00Z"));
    desk.write("ferry.html", page);
    desk.ok(&format!("record ferry.html --article harl.example/ferry --at 2026-02-28T{hour}:00Z"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_page_whose_stated_time_alone_moved_is_unchanged_and_kept_as_a_technical_version() {
    let mut desk = Desk::new();
    record(&mut desk, &page("2026-02-18T09:00:00Z", "en", "40"), "10");
    let moved = page("2026-02-20T07:30:00Z", "en", "40");
    assert_eq!(
        record(&mut desk, &moved, "11"),
        "unchanged  harl.example/ferry-de26f4f636@1  same as 1  2026-02-28 11:00 +00:00  \
         (its metadata moved: technical version 2)\n"
    );
    let again = record(&mut desk, &moved, "12");
    assert_eq!(again, "unchanged  harl.example/ferry-de26f4f636@1  same as 1  2026-02-28 12:00 +00:00\n");

    let log = desk.ok("log ferry");
    let apart = "technical: nothing of the article changed\n2  2026-02-28 11:00 +00:00  a stated time, an address or the language moved\n";
    assert!(log.ends_with(apart), "{log}");
    let kept = desk.command("git").args(["-C", ".variorum", "log", "-1", "--format=%s"]).output().expect("git starts");
    assert_eq!(String::from_utf8_lossy(&kept.stdout), "ferry: modified moved\n");
    assert!(!desk.ok("changelog ferry").contains("moved"));
    assert_eq!(desk.ok("verify").lines().count(), 1, "no damage");

    let next = record(&mut desk, &page("2026-02-20T07:30:00Z", "en", "41"), "13");
    assert!(next.starts_with("recorded  harl.example/ferry-de26f4f636@3  next"), "{next}");
    let sides = json(&desk.ok("diff ferry --json"))["sides"].to_string();
    assert!(sides.contains("version 1,") && sides.contains("version 3,"), "{sides}");
}

#[test]
fn a_text_without_a_stated_time_leaves_nothing_to_keep() {
    let mut desk = Desk::new();
    desk.write("ferry.txt", "Ferry sinks off Harl\n\nIt sank at noon.\n");
    for hour in 10..13 {
        desk.set("VARIORUM_NOW", &format!("2026-02-28T{hour}:00:00Z"));
        desk.ok("record ferry.txt --article harl.example/ferry --url https://harl.example/ferry");
    }
    assert!(!desk.ok("log ferry").contains("technical"));
    let other = desk.ok("record ferry.txt --article harl.example/ferry --url https://harl.example/boats/ferry --json");
    assert_eq!((&json(&other)[0]["outcome"], &json(&other)[0]["technical"]), (&"unchanged".into(), &2.into()));
    assert!(desk.ok("show https://harl.example/boats/ferry").contains("It sank at noon."), "found by either address");
}

#[test]
fn a_watch_tells_that_the_metadata_moved_and_an_import_counts_it() {
    let site = Site::new();
    let mut desk = Desk::new();
    desk.write(
        "watch.toml",
        format!(
            "delay = '0s'\nallow_private = ['127.0.0.1']\n[[article]]\nurl = '{}'\nname = 'harl.example/ferry'\n",
            site.url("/ferry")
        ),
    );
    let mut look = |modified: &str, day: u32| {
        site.answer("/ferry", Answer::page(page(modified, "en", "40")));
        desk.set("VARIORUM_NOW", &format!("2026-03-0{day}T12:00:00Z"));
        desk.ok("watch watch.toml --once")
    };
    look("2026-02-18T09:00:00Z", 1);
    let moved = look("2026-02-20T07:30:00Z", 2);
    assert!(
        moved.contains(
            "unchanged    harl.example/ferry-de26f4f636@1  its metadata moved (technical version 2), again in"
        ),
        "{moved}"
    );
    // A server that says its clock says nothing of the page.
    let clock = look("2026-03-05T11:59:30Z", 5);
    assert!(!clock.contains("moved"), "{clock}");

    let desk = Desk::new();
    for (hour, modified) in
        [("10", "2026-02-18T09:00:00Z"), ("11", "2026-02-20T07:30:00Z"), ("12", "2026-02-20T07:30:00Z")]
    {
        desk.write(&format!("pages/ferry/2026-02-28T{hour}-00-00Z.html"), page(modified, "en", "40"));
    }
    let told = json(&desk.ok("import folder pages --json"));
    assert_eq!(
        (&told["recorded"], &told["unchanged"], &told["technical"]),
        (&1.into(), &2.into(), &1.into()),
        "{told}"
    );
    let again = json(&desk.ok("import folder pages --json"));
    assert_eq!((&again["recorded"], &again["technical"]), (&0.into(), &0.into()), "{again}");
}
