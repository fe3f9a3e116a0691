//! What an editor decides is kept, heeded and shown, and no version is touched.

mod desk;

use desk::Desk;
use serde_json::Value;

const BEFORE: &str = "Ferry sinks\n\nThe ferry carried 300 people.\n\nIt sank at noon off Marlow.";
const AFTER: &str = "Ferry sinks\n\nThe ferry carried 310 people.\n\nIt sank at one off Marlow.\n\n\
                     Correction: The ferry had 12 dogs, not 21.";

fn ferry() -> Desk {
    let desk = Desk::new();
    desk.write("1.txt", BEFORE);
    desk.write("2.txt", AFTER);
    desk.ok("record 1.txt --article a.example/ferry --at 2026-02-01T10:00Z");
    desk.ok("record 2.txt --article a.example/ferry --at 2026-02-01T11:00Z");
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn mark(desk: &Desk, rest: &[&str]) -> String {
    let ran = desk.run(["mark"].iter().chain(rest));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn git(desk: &Desk, arguments: &[&str]) -> String {
    let output = desk.command("git").arg("-C").arg(desk.path(".variorum")).args(arguments).output().expect("git");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn mark_lists_what_can_be_ruled_on_by_name() {
    assert_eq!(
        mark(&ferry(), &["ferry@2"]).lines().skip(2).collect::<Vec<_>>(),
        [
            "version 2, 2026-02-01 11:00 +00:00, compared with version 1",
            "",
            "c1  ¶ 1   substantive  unannounced   [-300-] {+310+}",
            "c2  ¶ 2   substantive  unannounced   [-noon-] {+one+}",
            "n1  note               contradicted  Correction: The ferry had 12 dogs, not 21.",
        ]
    );
}

#[test]
fn what_is_set_aside_is_no_finding_and_stays_in_sight() {
    let desk = ferry();
    assert_eq!(desk.run(["check"]).code, Some(1));
    let shown = mark(&desk, &["ferry@2", "c1", "--as", "ignore", "--why", "a slip put right", "--by", "Ada Moreau"]);
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].starts_with("marked  a.example/ferry-") && lines[0].ends_with("@2"), "{shown}");
    assert_eq!(lines[1], "c1  ¶ 1  substantive  unannounced  [-300-] {+310+}");
    assert_eq!(lines[2], "    set aside by Ada Moreau on 1 March 2026: a slip put right");
    mark(&desk, &["ferry", "2", "--as", "announced", "--why", "in print, page 3"]);
    mark(&desk, &["ferry", "n1", "--as", "ignore", "--why", "the dogs are in the picture"]);
    let ran = desk.run(["check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert_eq!(
        ran.out.lines().collect::<Vec<_>>(),
        [
            "Settled by an editor",
            "a.example/ferry@2  c1  a number changed: “300” → “310”; no note of this version announces it; set aside by \
             Ada Moreau on 1 March 2026: a slip put right",
            "a.example/ferry@2  c2  a date or time changed: “noon” → “one”; no note of this version announces it; marked \
             as announced elsewhere by editor on 1 March 2026: in print, page 3",
            "a.example/ferry@2  n1  the note says “Correction: The ferry had 12 dogs, not 21.”, but the text does not \
             have “12”; set aside by editor on 1 March 2026: the dogs are in the picture",
            "",
            "✓ 1 article checked: nothing found; 2 set aside; 1 announced elsewhere.",
        ]
    );
    let found = json(&desk.ok("check --json"));
    assert_eq!(found["findings"], Value::Array(Vec::new()));
    assert_eq!(
        (&found["settled"][0]["subject"], &found["settled"][0]["ruling"]["by"]),
        (&"c1".into(), &"Ada Moreau".into())
    );
    let sarif = json(&desk.ok("check --format sarif"));
    assert_eq!(sarif["runs"][0]["results"][0]["suppressions"][0]["status"], "accepted");
    assert!(
        desk.ok("check --format markdown")
            .contains("## Settled by an editor\n\n- a.example/ferry, version 2, paragraph 1")
    );
    assert!(desk.ok("log ferry").contains("✓ announced elsewhere, 2 set aside"), "{}", desk.ok("log ferry"));
}

#[test]
fn the_changelog_heeds_a_ruling_and_shows_it() {
    let desk = ferry();
    mark(&desk, &["ferry", "c1", "--as", "ignore", "--why", "a *slip*"]);
    let told = desk.ok("changelog ferry");
    let changed = told.split("### Changed\n").nth(1).unwrap();
    let line =
        "- Paragraph 1: The ferry carried ~~300~~ **310** people. (set aside by editor on 1 March 2026: a \\*slip\\*)";
    assert!(changed.starts_with(&format!("\n{line}\n\n### Changed without a note\n")), "{told}");
    mark(&desk, &["ferry", "c1", "--as", "flag", "--why", "ask the port"]);
    let told = desk.ok("changelog ferry");
    assert!(told.contains("### Flagged by an editor\n\n- Paragraph 1: "), "{told}");
    assert!(told.contains("(flagged by editor on 1 March 2026: ask the port)"), "{told}");
    let rulings = &json(&desk.ok("changelog ferry --json"))["versions"][0]["rulings"];
    assert_eq!((&rulings[0]["subject"], &rulings[0]["as"], &rulings[1]), (&"c1".into(), &"flag".into(), &Value::Null));
}

#[test]
fn a_flag_makes_a_finding_where_there_was_none() {
    let desk = Desk::new();
    desk.write("1.txt", BEFORE);
    desk.write("2.txt", BEFORE.replace("sank at", "sank, at"));
    desk.ok("record 1.txt --article a.example/ferry --at 2026-02-01T10:00Z");
    desk.ok("record 2.txt --article a.example/ferry --at 2026-02-01T11:00Z");
    desk.ok("check");
    mark(&desk, &["ferry", "c1", "--as", "flag", "--why", "house style asks for a note"]);
    let ran = desk.run(["check"]);
    assert_eq!(ran.code, Some(1));
    let line = ran.out.lines().next().unwrap();
    assert!(
        line.contains("  c1  ¶ 2  substantive  ")
            && line.ends_with("flagged by editor on 1 March 2026: house style asks for a note"),
        "{line}"
    );
}

#[test]
fn a_ruling_is_taken_back_and_the_history_keeps_both() {
    let desk = ferry();
    let main = git(&desk, &["rev-parse", "main"]);
    let ruling = ["ferry", "c1", "--as", "ignore", "--why", "a slip"];
    assert!(mark(&desk, &ruling).starts_with("marked  "));
    assert!(mark(&desk, &ruling).starts_with("unchanged  "));
    assert!(mark(&desk, &["ferry", "c1", "--clear"]).starts_with("cleared  "));
    assert!(mark(&desk, &["ferry", "c1", "--clear"]).starts_with("unchanged  "));
    assert_eq!(desk.run(["check"]).code, Some(1));
    assert!(!desk.run(["check"]).out.contains("Settled"));
    let subjects = git(&desk, &["log", "--format=%s", "refs/variorum/triage"]);
    assert_eq!(subjects, "ferry@2 c1: cleared\nferry@2 c1: ignore\n");
    assert_eq!(git(&desk, &["rev-parse", "main"]), main, "no version is touched");
    assert_eq!(git(&desk, &["fsck", "--full", "--strict", "--no-dangling"]), "");
    assert!(desk.ok("verify").ends_with("2 versions, 2 captures: nothing is damaged\n"));
}

#[test]
fn a_ruling_is_applied_to_nothing_else_when_a_version_comes_between() {
    let desk = ferry();
    mark(&desk, &["ferry", "c1", "--as", "ignore", "--why", "a slip"]);
    desk.write("between.txt", BEFORE.replace("noon", "half past twelve"));
    desk.ok("record between.txt --article a.example/ferry --at 2026-02-01T10:30Z");
    let ran = desk.run(["check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("@2  c1  ¶ 1  substantive  a number changed: “300” → “310”"), "{}", ran.out);
    assert!(
        ran.out.contains("Rulings that fit nothing any more\na.example/ferry@2  “300” → “310”, set aside by editor"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("; 1 ruling that fits nothing.\n"), "{}", ran.out);
    let ran = desk.run(["changelog", "ferry"]);
    assert!(ran.err.contains("1 ruling fits nothing of a.example/ferry-"), "{}", ran.err);
    assert!(
        mark(&desk, &["ferry"]).contains("\nx1  @2  “300” → “310”, set aside by editor"),
        "{}",
        mark(&desk, &["ferry"])
    );
    assert_eq!(json(&mark(&desk, &["ferry", "--json"]))["astray"][0]["misfit"], "other-neighbor");
    assert!(mark(&desk, &["ferry", "x1", "--clear"]).starts_with("cleared  a.example/ferry-"));
    assert!(!desk.run(["check"]).out.contains("fit nothing"));
}

#[test]
fn who_rules_is_whom_git_names_unless_somebody_else_is() {
    let desk = ferry();
    git(&desk, &["config", "user.name", "Lou Abeline"]);
    git(&desk, &["config", "user.email", "lou@a.example"]);
    mark(&desk, &["ferry", "c1", "--as", "ignore", "--why", "a slip"]);
    mark(&desk, &["ferry", "c2", "--as", "ignore", "--why", "Version: 9\nAs: flag", "--by", "A <b> Moreau"]);
    let authors = git(&desk, &["log", "--format=%an <%ae>", "refs/variorum/triage"]);
    assert_eq!(authors, "A b Moreau <variorum>\nLou Abeline <lou@a.example>\n");
    let body = git(&desk, &["log", "-1", "--format=%b", "refs/variorum/triage"]);
    assert!(body.starts_with("    Version: 9 As: flag\n\nFormat: 1\n"), "{body}");
}

#[test]
fn bad_input_gets_one_sentence_and_nothing_is_kept() {
    let desk = ferry();
    let cases: [(&[&str], &str); 9] = [
        (&["ferry", "c1", "--as", "ignore"], "--why is missing"),
        (&["ferry", "c1", "--as", "ignore", "--why", " \t"], "--why is missing"),
        (&["ferry", "c1", "--as", "ignore", "--why", "x", "--by", " "], "--by is empty"),
        (&["ferry", "c9", "--as", "ignore", "--why", "x"], "@2 has no c9; `variorum mark ferry` lists what there is"),
        (&["ferry", "first", "--as", "ignore", "--why", "x"], "\"first\" names no change and no note"),
        (&["ferry", "--as", "ignore", "--why", "x"], "say on what"),
        (&["ferry", "x1", "--clear"], "no ruling goes by \"x1\""),
        (&["ferry@9"], "no version 9"),
        (&["bridge"], "no article goes by \"bridge\""),
    ];
    for (arguments, sentence) in cases {
        let ran = desk.run(["mark"].iter().chain(arguments));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.err.contains(sentence) && ran.err.lines().count() == 1, "{arguments:?}: {}", ran.err);
    }
    assert_eq!(git(&desk, &["for-each-ref", "refs/variorum/triage"]), "");
}

#[test]
fn a_narrow_screen_is_kept_to() {
    let mut desk = ferry();
    mark(&desk, &["ferry", "c1", "--as", "ignore", "--why", "a slip that was put right"]);
    desk.set("COLUMNS", "24");
    for out in [mark(&desk, &["ferry"]), desk.run(["check"]).out] {
        for line in out.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 24, "{line}");
        }
    }
}
