//! `notes`: the notes of an article followed through its versions, and those of any text.

mod desk;

use std::path::Path;

use desk::Desk;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// A desk whose archive holds an article in versions with the same text and these notes, six hours apart.
fn noted(versions: &[&[&str]]) -> Desk {
    let desk = Desk::new();
    let mut files = Vec::new();
    for (index, notes) in versions.iter().enumerate() {
        let lines = notes.iter().map(|note| format!("  - \"{note}\"\n")).collect::<Vec<_>>().concat();
        let lines = if notes.is_empty() { String::new() } else { format!("notes:\n{lines}") };
        let at = format!("2026-02-03T{:02}:00:00+00:00", 6 * index + 1);
        let body = format!("The ferry carried 310 people on Monday. It made {} trips.", index + 10);
        let page = format!("---\nheadline: A ferry\nat: {at}\nlanguage: en\n{lines}---\n\n{body}\n");
        files.push(format!("{index}.md"));
        desk.write(&files[index], page);
    }
    desk.ok(&format!("record --article a.example/ferry {}", files.join(" ")));
    desk
}

const CORRECTION: &str = "Correction, Feb. 3: The ferry carried 310 people, not 300.";

#[test]
fn a_note_stands_once_with_what_became_of_it() {
    let dated = "Correction, Feb. 3: The ferry carried 310 people, not 301.";
    let desk = noted(&[&[], &[CORRECTION], &[dated]]);
    let out = desk.ok("notes ferry");
    assert_eq!(out.matches("  kind ").count(), 1, "{out}");
    assert!(
        out.ends_with(
            "  history    @2 first seen, 2026-02-03 07:00 +00:00\n  \
               history    @3 edited, 2026-02-03 13:00 +00:00\n             \
               Correction, Feb. 3: The ferry carried 310 people, not [-300-]\n             {+301+}.\n"
        ),
        "{out}"
    );
    let history = &json(&desk.ok("notes ferry --json"))[0]["history"];
    assert_eq!(history[1]["event"], "edited");
    assert_eq!(history[1]["before"], CORRECTION);
    assert_eq!(history[1]["at"], "2026-02-03T13:00:00Z");
}

#[test]
fn a_correction_taken_out_is_an_alert_and_a_finding() {
    let desk = noted(&[&[CORRECTION], &[]]);
    let out = desk.ok("notes ferry");
    assert!(out.starts_with(&format!("[-{CORRECTION}-]\n")), "{out}");
    assert!(out.ends_with("  alert      taken out: readers are no longer told of this\n"), "{out}");
    assert_eq!(json(&desk.ok("notes ferry --json"))[0]["correction_removed"], true);
    let found = json(&desk.run(["check", "ferry", "--json"]).out);
    let removal = found["findings"].as_array().unwrap().iter().find(|finding| finding["kind"] == "correction-removed");
    assert_eq!(removal.expect("the removal is found")["severity"], "substantive");
}

#[test]
fn an_update_taken_out_is_no_alert() {
    let desk = noted(&[&["Updated Feb. 3 at 5 p.m. UTC with a reply of the owner."], &[]]);
    let out = desk.ok("notes ferry");
    assert!(out.contains("@2 removed") && !out.contains("alert"), "{out}");
    let found = json(&desk.run(["check", "ferry", "--json"]).out);
    let kinds: Vec<&Value> = found["findings"].as_array().unwrap().iter().map(|finding| &finding["kind"]).collect();
    assert!(kinds.contains(&&"note-removed".into()) && !kinds.contains(&&"correction-removed".into()), "{kinds:?}");
}

#[test]
fn a_correction_that_came_back_stands() {
    let desk = noted(&[&[CORRECTION], &[], &[CORRECTION]]);
    let out = desk.ok("notes ferry");
    assert!(out.contains("@2 removed") && out.contains("@3 restored") && !out.contains("alert"), "{out}");
}

#[test]
fn one_version_shows_its_notes_as_they_stood() {
    let desk = noted(&[&[CORRECTION], &[]]);
    let out = desk.ok("notes ferry@1");
    assert!(out.starts_with(CORRECTION) && !out.contains("history"), "{out}");
    assert_eq!(desk.ok("notes ferry@2"), "No notes.\n");
    assert!(json(&desk.ok("notes ferry@1 --json"))[0].get("history").is_none());
}

const ARTICLE: &str = "Ferry sinks off Harl\n\nIt sank at noon on Monday, the coast guard said, and nobody was hurt.\n\n\
                       Correction, May 5, 2025: It was 310 people, not 300.\n";

#[test]
fn a_whole_article_in_a_file_or_a_pipe_gives_its_notes_with_the_words_they_were_read_from() {
    let desk = Desk::new();
    desk.write("page.txt", ARTICLE);
    let out = desk.ok("notes page.txt");
    assert!(out.starts_with("Correction, May 5, 2025: It was 310 people, not 300.\n"), "{out}");
    assert!(out.contains("2025-05-05  ← “May 5, 2025”\n"), "{out}");
    assert!(out.contains("  line              5\n") && out.contains("    before   49–51  “300”\n"), "{out}");
    assert_eq!(desk.run_with_input(["notes", "-"], ARTICLE).out, out);
    let value = &json(&desk.run_with_input(["notes", "-", "--json"], ARTICLE).out)[0];
    let span = |value: &Value| {
        let at = |index: usize| usize::try_from(value[index].as_u64().expect("an offset")).expect("a small number");
        at(0)..at(1)
    };
    let text = value["text"].as_str().expect("the note's words");
    assert_eq!(&ARTICLE[span(&value["span"])], text);
    assert_eq!(&text[span(&value["origin"]["time"])], "May 5, 2025");
    assert_eq!(&text[span(&value["origin"]["claims"][0]["before"])], "300");
}

#[test]
fn a_note_alone_is_a_text() {
    let ran = Desk::new().run_with_input(["notes", "-"], "This story has been corrected.");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("correction  ← “corrected”"), "{}", ran.out);
}

#[test]
fn a_text_in_an_unknown_language_says_so_until_it_is_told() {
    let desk = Desk::new();
    let note = "Updated 2/18 at 10:15 a.m.";
    let out = desk.run_with_input(["notes", "-"], note).out;
    assert!(out.contains("The language of the text is not known"), "{out}");
    let told = desk.run_with_input(["notes", "-", "--lang", "en"], note).out;
    assert!(!told.contains("not known; it was read"), "{told}");
    assert_eq!(json(&desk.run_with_input(["notes", "-", "--json"], note).out)[0]["language"], Value::Null);
}

#[test]
fn a_language_without_words_for_notes_is_named_and_one_with_them_is_not() {
    let desk = Desk::new();
    let said = |code: &str| desk.run_with_input(["notes", "-", "--lang", code], "Statek zatonął.").out;
    assert_eq!(
        said("pl"),
        "No notes.\n\nNo words for notes are known in the language pl; labels, times and quotations\nwere looked for.\n"
    );
    for code in ["en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh-Hant"] {
        assert_eq!(said(code), "No notes.\n", "{code}");
    }
    let beside = ["README.md", "und.toml"].len();
    let tables = std::fs::read_dir("src/notes/languages").expect("the cue files").count() - beside;
    assert_eq!(tables, 9, "a new language is to be named above");
}

#[test]
fn a_page_of_the_archive_and_a_web_page_give_the_notes_they_state() {
    let desk = Desk::new();
    let sample = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(name);
    let read = |name: &str| {
        let ran = desk.run(["notes".into(), sample(name).into_os_string()]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    assert!(read("traffic-cameras/3.md").contains("Updated 2/18 at 10:57 a.m. with statement from mayor's office.\n"));
    assert!(read("night-train/2.html").contains("amended on 9 June 2026"));
}

#[test]
fn what_is_empty_or_hostile_or_narrow_does_no_harm() {
    let mut desk = Desk::new();
    assert!(desk.run_with_input(["notes", "-"], "").out.starts_with("No notes.\n"));
    let ran = desk.run_with_input(["notes", "-"], "Correction: It is \u{1b}[31m12, not 21.");
    assert!(!ran.out.contains('\u{1b}'), "{:?}", ran.out);
    desk.set("COLUMNS", "20");
    let narrow = desk.run_with_input(["notes", "-"], ARTICLE);
    assert_eq!(narrow.code, Some(0));
    assert!(narrow.out.lines().all(|line| line.chars().count() <= 20), "{}", narrow.out);
    let ran = desk.run(["notes", "ferry", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("variorum: --lang is for a file; ferry is no file here"), "{}", ran.err);
}

#[test]
fn a_batch_says_whether_the_language_of_a_text_is_known() {
    let desk = Desk::new();
    let polish = "Aktualizacja, 18.02.2024, 10:15: Rzecznik portu mówi o „trzech osobach”.";
    let known = |line: &str| json(desk.run_with_input(["batch", "notes"], line).out.trim())["language_known"].clone();
    let line = |text: &str, lang: &str| serde_json::json!({ "id": 1, "text": text, "lang": lang }).to_string() + "\n";
    assert_eq!(known(&line(polish, "pl")), false);
    assert_eq!(known(&line("Updated 2/18 at 10:15 a.m.", "en-US")), true);
    assert_eq!(known("{\"id\":1,\"text\":\"1234\"}\n"), false);
}
