//! Files become versions.

mod desk;

use desk::Desk;

const FIRST: &str = "Ferry sinks off Harl\n\nAll aboard were saved.\n\nBy Ada Moreau\n\nThe ferry sank at noon on Monday.\n\nIt was forty years old.\n";
const SECOND: &str = "Ferry sinks off Harl\n\nAll aboard were saved.\n\nBy Ada Moreau\n\nThe ferry sank at 1 p.m. on Monday.\n\nIt was forty years old.\n";

#[test]
fn each_file_is_told_in_one_line_first_next_or_unchanged() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    desk.write("2.txt", SECOND);
    let first = desk.ok("record 1.txt --article example.org/ferry --at 2026-02-17T13:09-08:00");
    assert_eq!(first, "recorded  example.org/ferry-e11acb2436@1  first  2026-02-17 13:09 -08:00\n");
    let next = desk.ok("record 2.txt --article example.org/ferry --at 2026-02-18T10:15-08:00");
    assert_eq!(next, "recorded  example.org/ferry-e11acb2436@2  next  2026-02-18 10:15 -08:00\n");
    let same = desk.ok("record 2.txt --article example.org/ferry --at 2026-02-19T10:15-08:00");
    assert_eq!(same, "unchanged  example.org/ferry-e11acb2436@2  same as 2  2026-02-19 10:15 -08:00\n");
}

#[test]
fn several_files_are_recorded_in_the_order_of_their_time() {
    let desk = Desk::new();
    let page =
        |at: &str, text: &str| format!("---\ntitle: Ferry\nurl: https://example.org/ferry\nat: {at}\n---\n\n{text}\n");
    desk.write("b.md", page("2026-02-18T10:00:00Z", "It sank at 1 p.m."));
    desk.write("a.md", page("2026-02-19T10:00:00Z", "It sank at 2 p.m."));
    desk.write("c.md", page("2026-02-17T10:00:00Z", "It sank at noon."));
    let told = desk.ok("record a.md b.md c.md");
    let days: Vec<&str> =
        told.lines().map(|line| line.split("2026-02-").nth(1).unwrap().split(' ').next().unwrap()).collect();
    assert_eq!(days, ["17", "18", "19"]);
    assert!(desk.ok("show ferry@1").contains("at noon"));
}

#[test]
fn no_file_is_recorded_when_one_of_them_cannot_be() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    desk.write("2.txt", [0, 1, 2]);
    let ran = desk.run(["record", "1.txt", "2.txt", "--article", "example.org/ferry"]);
    assert_eq!(ran.code, Some(2));
    assert!(!desk.path(".variorum").exists(), "an archive was made for nothing");
}

#[test]
fn standard_input_is_read_where_no_file_is_named() {
    let desk = Desk::new();
    let ran = desk.run_with_input(["record", "--article", "ferry"], FIRST);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.ends_with("(now, as nothing states a time)\n"), "{}", ran.out);
    assert!(ran.err.is_empty());
}

#[test]
fn what_is_said_goes_before_what_is_read() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    let said =
        ["record", "1.txt", "--url", "https://example.org/ferry", "--headline", "Boat sinks", "--byline", "Li Wen"];
    assert_eq!(desk.run(said).code, Some(0));
    let shown = desk.ok("show https://example.org/ferry --json");
    let version: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(version["headline"], "Boat sinks");
    assert_eq!(version["byline"], "Li Wen");
}

#[test]
fn notes_said_are_kept_beside_those_read() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    let note = "Updated 2/18 at 10:15 a.m. PT with a statement.";
    assert_eq!(desk.run(["record", "1.txt", "--article", "ferry", "--note", note]).code, Some(0));
    let version: serde_json::Value = serde_json::from_str(&desk.ok("show ferry --json")).unwrap();
    assert!(version["notes"].to_string().contains(note), "{}", version["notes"]);
}

#[test]
fn a_dry_run_shows_the_diff_and_records_nothing() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    desk.write("2.txt", SECOND);
    desk.ok("record 1.txt --article ferry --at 2026-02-17T13:09-08:00");
    let shown = desk.ok("record 2.txt --article ferry --at 2026-02-18T13:09-08:00 --dry-run");
    assert!(shown.starts_with("would record  local/ferry-"), "{shown}");
    assert!(shown.contains("[-noon-]{+1 p.m.+}"), "{shown}");
    let list: serde_json::Value = serde_json::from_str(&desk.ok("list --json")).unwrap();
    assert!(list.to_string().contains("\"versions\":1"), "{list}");
}

#[test]
fn a_dry_run_makes_no_archive() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    assert!(desk.ok("record 1.txt --article ferry --dry-run").contains("@1  first"));
    assert!(!desk.path(".variorum").exists());
}

#[test]
fn json_tells_what_became_of_each_file() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    let told: serde_json::Value = serde_json::from_str(&desk.ok("record 1.txt --article ferry --json")).unwrap();
    assert_eq!(told[0]["outcome"], "first");
    assert_eq!(told[0]["version"], 1);
    assert_eq!(told[0]["at_source"], "clock");
    assert_eq!(told[0]["at"], "2026-03-01T12:00:00+00:00");
}

#[test]
fn a_legacy_encoding_is_recoded_and_said() {
    let desk = Desk::new();
    desk.write("1.txt", b"La mairie de Val\xe9ry\n\nLe caf\xe9 de la gare a ferm\xe9 apr\xe8s l'incendie.\n");
    let told = desk.ok("record 1.txt --article local/cafe");
    assert!(told.contains("read as windows-1252"), "{told}");
    assert!(desk.ok("show cafe").contains("Le café de la gare a fermé après l'incendie."));
}

#[test]
fn a_page_and_its_text_are_the_same_version() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    desk.write(
        "1.html",
        "<!doctype html><html lang=en><head><title>Ferry sinks off Harl - Gazette</title></head><body><nav><a href=/>Home</a></nav>\
         <article><header><h1>Ferry sinks off Harl</h1><p class=dek>All aboard were saved.</p><p class=byline>By Ada Moreau</p>\
         <span>2 min read</span></header><div class=article-body><p>The ferry sank at noon on Monday.</p><p>It was forty years old.</p></div>\
         </article><aside><h2>Most popular</h2><ul><li><a href=/a>Updated list: boats</a></li></ul></aside></body></html>",
    );
    desk.ok("record 1.txt --article ferry");
    let told = desk.ok("record 1.html --article ferry");
    assert!(told.starts_with("unchanged"), "{told}");
}

#[test]
fn a_name_that_an_article_goes_by_means_that_article() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    desk.write("2.txt", SECOND);
    desk.ok("record 1.txt --url https://www.example.org/news/ferry-sinks.html?utm_source=mail");
    for name in ["https://example.org/news/ferry-sinks.html", "example.org/ferry-sinks", "ferry-sinks"] {
        let told = desk.ok(&format!("record 2.txt --article {name} --dry-run"));
        assert!(told.contains("@2  next"), "{name}: {told}");
    }
    let other = desk.ok("record 2.txt --article ferry --dry-run");
    assert!(other.contains("@1  first"), "a beginning alone names another article: {other}");
}

#[test]
fn a_further_address_finds_the_article() {
    let desk = Desk::new();
    desk.write("1.txt", FIRST);
    desk.ok("record 1.txt --url https://example.org/ferry");
    let told = desk.ok("alias ferry https://other.example/boat");
    assert!(told.ends_with("is now found by https://other.example/boat too\n"), "{told}");
    assert!(desk.ok("show https://other.example/boat").contains("Ferry sinks off Harl"));
}

#[test]
fn init_makes_an_empty_archive_once() {
    let desk = Desk::new();
    assert_eq!(desk.ok("init"), "made an empty archive: .variorum\n");
    assert_eq!(desk.ok("init"), "an archive is there already: .variorum\n");
    assert!(desk.ok("verify").ends_with("nothing is damaged\n"));
}

#[test]
fn the_demo_shows_two_stories_and_keeps_its_archive() {
    let desk = Desk::new();
    let shown = desk.ok("demo");
    for step in ["log marlow", "diff marlow 1 2", "changelog ridgeback", "check ridgeback"] {
        assert!(shown.contains(&format!("$ variorum --archive variorum-demo {step}\n")), "{step}");
    }
    assert!(desk.ok("--archive variorum-demo list").contains("Coldwater"));
    let again = desk.run(["demo"]);
    assert_eq!((again.code, again.out.as_str()), (Some(2), ""));
}

#[test]
fn completions_are_written_for_every_shell() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(desk.ok(&format!("completions {shell}")).contains("variorum"), "{shell}");
    }
}
