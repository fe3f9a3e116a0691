//! The commands that read, from the outside.

mod desk;

use std::path::Path;
use std::process::Stdio;

use desk::Desk;
use serde_json::Value;

/// Records the versions of a sample story into the desk's archive.
fn record(desk: &Desk, story: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(story);
    let entries = std::fs::read_dir(folder).expect("a story");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let ran = desk.run(["record".into()].into_iter().chain(files.into_iter().map(Into::<std::ffi::OsString>::into)));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

fn with(story: &str) -> Desk {
    let desk = Desk::new();
    record(&desk, story);
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn list_names_every_article_once() {
    let desk = with("reservoir");
    record(&desk, "toshokan");
    let out = desk.ok("list");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("minatoshimbun.example/kazehama-library-reopens "), "{out}");
    assert!(lines[1].contains("4 versions  2026-05-20  Villagers want a seat"), "{out}");
    assert_eq!(json(&desk.ok("list --json"))[1]["versions"], 4);
}

/// The bug: whichever command read first had the index follow, warned of nothing, and nobody could tell afterwards.
#[test]
fn the_first_command_that_reads_warns_of_a_branch_that_went_back() {
    for words in ["list", "log", "show tessaro@1", "check --fail-on any"] {
        let desk = with("traffic-cameras");
        let git = |arguments: &[&str]| {
            let mut command = desk.command("git");
            let output = command.args(["--git-dir", ".variorum"]).args(arguments).output().expect("git starts");
            assert!(output.status.success(), "git {arguments:?}");
        };
        git(&["update-ref", "refs/heads/main", "main~2"]);
        let first = desk.run(words.split(' ')).err;
        assert!(first.contains("the branch main led to 2 versions more before"), "{words}: {first}");
        assert_eq!(desk.run(["list"]).err, "", "{words}: it is told once");
    }
}

#[test]
fn log_without_an_article_lists_the_newest_versions_of_all() {
    let desk = with("traffic-cameras");
    record(&desk, "mercado");
    let out = desk.ok("log -n 3");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert!(lines[0].contains("mercado") && lines[0].contains('@'), "{out}");
    let told = json(&desk.ok("log --json"));
    let versions = told["versions"].as_array().expect("a list");
    let times: Vec<&str> = versions.iter().filter_map(|version| version["at"].as_str()).collect();
    assert_eq!(times.len(), versions.len());
    let cameras: Vec<_> = versions.iter().filter(|one| one["article"].as_str().unwrap().contains("marlow")).collect();
    assert_eq!(cameras.iter().map(|one| one["version"].as_u64()).collect::<Vec<_>>(), [Some(3), Some(2), Some(1)]);
    assert_eq!(cameras[0]["name"], "signalpost.example/marlow-bay-keeps-tessaro-traffic-cameras");
    assert_eq!(cameras[0]["told"], "Updated 2/18 at 10:57 a.m. with statement from mayor's office.");
}

#[test]
fn log_of_an_article_lists_no_more_versions_than_asked_for() {
    let desk = with("traffic-cameras");
    let out = desk.ok("log marlow -n 1");
    assert!(out.contains("\n3  2026-02-18 10:57") && !out.contains("\n2  2026-02-18 10:15"), "{out}");
    assert_eq!(json(&desk.ok("log marlow -n 2 --json"))["versions"].as_array().expect("a list").len(), 2);
}

#[test]
fn log_tells_the_versions_newest_first_and_whether_readers_were_told() {
    let out = with("traffic-cameras").ok("log marlow");
    assert_eq!(
        out,
        "Marlow Bay can keep its Tessaro traffic cameras, city review finds\n\
         signalpost.example/marlow-bay-keeps-tessaro-traffic-cameras-4e2650c7de\n\
         \n\
         3  2026-02-18 10:57 -08:00  +33  ▅  10%  ✓ announced\n   \
            Updated 2/18 at 10:57 a.m. with statement from mayor's office.\n\
         2  2026-02-18 10:15 -08:00  +34  ▅  12%  ✓ announced\n   \
            Updated 2/18 at 10:15 a.m. with regulator statement.\n\
         1  2026-02-17 13:09 -08:00               · first version recorded\n   \
            Originally published 2/17 at 1:09 p.m. PT\n"
    );
}

#[test]
fn log_marks_what_was_announced_late_and_what_never_was() {
    let desk = with("reservoir");
    record(&desk, "mine-warnings");
    let late = desk.ok("log harrowdale");
    assert!(late.contains("! announced later, in version 3"), "{late}");
    assert!(late.contains("✓ announces a change of version 2"), "{late}");
    let never = json(&desk.ok("log ridgeback --json"));
    assert_eq!(never["versions"][1]["mark"]["is"], "unannounced");
    assert_eq!(never["versions"][1]["touched"], serde_json::json!({"words": 9, "of": 306}));
    assert_eq!(never["versions"][3]["touched"], Value::Null);
}

#[test]
fn diff_shows_the_words_in_their_place_and_folds_the_rest() {
    let out = with("toshokan").ok("diff kazehama");
    let text = out.split("\nText\n").nth(1).unwrap();
    assert_eq!(
        text,
        "     · 1 unchanged paragraph\n  \
           2  図書館は1978年に建てられ、昨年4月から休館していた。蔵書は[-12-]{+21+}万冊\n     \
              で、工事の間は市内の三つの小学校に分けて保管していた。\n     \
              · 3 unchanged paragraphs\n"
    );
}

#[test]
fn a_narrow_screen_is_kept_to() {
    let mut desk = with("toshokan");
    record(&desk, "bridge-closure");
    desk.set("COLUMNS", "40");
    for words in ["diff kazehama", "diff kingsmoor 1 4", "log kingsmoor", "show kingsmoor", "notes kingsmoor", "list"] {
        let out = desk.ok(words);
        for line in out.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 40, "{words}: {line}");
        }
    }
}

#[test]
fn colour_is_used_when_asked_for_and_only_then() {
    let mut desk = with("toshokan");
    assert!(!desk.ok("diff kazehama").contains('\u{1b}'));
    let colored = desk.ok("diff kazehama --color always");
    assert!(colored.contains("\u{1b}[9;31m12\u{1b}[0m \u{1b}[4;32m21\u{1b}[0m"), "{colored}");
    assert!(!colored.contains("[-12-]"));
    desk.set("CLICOLOR_FORCE", "1");
    assert!(desk.ok("diff kazehama").contains('\u{1b}'));
    desk.set("NO_COLOR", "1");
    assert!(!desk.ok("diff kazehama").contains('\u{1b}'));
}

#[test]
fn nothing_in_an_article_reaches_the_terminal_raw() {
    let desk = Desk::new();
    let first = "Ferry sinks \u{1b}[31mred\n\nBy \u{9b}2J Ada Moreau\n\nIt \u{1b}]0;owned\u{7} sank at \u{202e}noon.";
    desk.write("1.txt", first);
    desk.write("2.txt", first.replace("noon", "one \u{1b}[2J"));
    desk.ok("record 1.txt --article a.example/ferry --at 2026-02-01T10:00Z");
    desk.ok("record 2.txt --article a.example/ferry --at 2026-02-01T11:00Z");
    for words in ["list", "log ferry", "show ferry", "diff ferry", "changelog ferry", "notes ferry", "diff 1.txt 2.txt"]
    {
        for form in [words.to_owned(), format!("{words} --json")] {
            let out = desk.ok(&form);
            let steers = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
            assert!(!out.contains(steers), "{form}: {out:?}");
        }
    }
}

#[test]
fn versions_go_by_number_by_place_and_by_time() {
    let desk = with("reservoir");
    let names = |words: &str| -> Vec<String> {
        desk.ok(words).lines().filter(|line| line.contains("version ")).take(2).map(str::to_owned).collect()
    };
    let expected = ["- version 1, 2026-05-08 17:12 +01:00", "+ version 2, 2026-05-09 08:30 +01:00"];
    assert_eq!(names("diff harrowdale 1 2"), expected);
    assert_eq!(names("diff harrowdale -4 -3"), expected);
    assert_eq!(names("diff harrowdale@2"), expected);
    assert_eq!(names("diff harrowdale 2026-05-08 2026-05-10T12:00+01:00"), expected);
    let ran = desk.run(["diff", "harrowdale", "1", "9"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no version 9") && ran.err.contains("4 versions"), "{}", ran.err);
}

#[test]
fn two_files_are_compared_without_an_archive() {
    let desk = Desk::new();
    desk.write("old.txt", "Ferry sinks\n\nIt sank at noon.\n\nNobody was hurt.");
    desk.write("new.txt", "Ferry sinks\n\nIt sank at one.\n\nNobody was hurt.");
    assert_eq!(
        desk.ok("diff old.txt new.txt"),
        "Ferry sinks\n- old.txt\n+ new.txt\n1 word in · 1 word out\n\nText\n  \
           1  It sank at [-noon-]{+one+}.\n     · 1 unchanged paragraph\n"
    );
    assert_eq!(desk.run(["diff", "--exit-code", "old.txt", "new.txt"]).code, Some(1));
    assert_eq!(desk.run(["diff", "--exit-code", "old.txt", "old.txt"]).code, Some(0));
    let ran = desk.run(["diff", "old.txt", "nwe.txt"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no file nwe.txt"), "{}", ran.err);
    let markdown = desk.ok("diff old.txt new.txt --format markdown");
    assert!(markdown.contains("¶ 1 · It sank at ~~noon~~ **one**."), "{markdown}");
    let stat = desk.ok("diff old.txt new.txt --view stat");
    assert!(stat.ends_with("\n  ¶ 1  +1  -1\n"), "{stat}");
    let all_new = desk.ok("diff /dev/null new.txt");
    assert!(all_new.contains("+ 1  {+It sank at one.+}"), "{all_new}");
}

#[test]
fn differences_readers_take_as_none_are_shown_or_folded_and_always_counted() {
    let desk = with("mine-warnings");
    let shown = desk.ok("diff ridgeback 3 4");
    assert!(shown.contains("typographic difference") && shown.contains("{~"), "{shown}");
    let folded = desk.ok("diff ridgeback 3 4 --noise fold");
    assert!(folded.contains("typographic difference") && !folded.contains("{~"), "{folded}");
}

#[test]
fn changelog_writes_the_same_bytes_to_a_file_and_again() {
    let desk = with("ferry-deficit");
    let out = desk.ok("changelog coldwater");
    desk.ok("changelog coldwater -o CHANGES.md");
    assert_eq!(std::fs::read_to_string(desk.path("CHANGES.md")).unwrap(), out);
    let oldest = desk.ok("changelog coldwater --oldest-first");
    assert_ne!(oldest, out);
    let sections = |text: &str| text.lines().filter(|line| line.starts_with("## ")).map(str::to_owned).collect();
    let (mut newest, oldest): (Vec<String>, Vec<String>) = (sections(&out), sections(&oldest));
    newest.reverse();
    assert_eq!(newest, oldest);
    assert_eq!(json(&desk.ok("changelog coldwater --format json"))["versions"][2]["mark"]["is"], "first");
}

#[test]
fn check_ends_with_1_from_the_severity_asked_for() {
    let desk = with("mercado");
    let ran = desk.run(["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "✓ 1 article checked: nothing found.\n"));
    record(&desk, "mine-warnings");
    let ran = desk.run(["check"]);
    assert_eq!(ran.code, Some(1));
    let first = ran.out.lines().next().unwrap();
    assert!(
        first.starts_with("northernledger.example/ridgeback-mine-warnings@2  c1  ¶ 1       substantive  "),
        "{first}"
    );
    assert_eq!(desk.run(["check", "mercado"]).code, Some(0));
    let found = json(&desk.run(["check", "ridgeback", "--json"]).out);
    assert_eq!((&found["articles"], &found["findings"][0]["version"]), (&1.into(), &2.into()));
    let ran = desk.run(["check", "no-such-article"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
}

#[test]
fn check_tells_the_findings_of_each_article_as_they_are_found_and_the_sum_at_the_end() {
    let desk = with("school-merger");
    record(&desk, "mine-warnings");
    let out = desk.run(["check"]).out;
    let articles: Vec<&str> = out.lines().filter_map(|line| line.split_once('@').map(|(name, _)| name)).collect();
    let first = articles.iter().position(|name| name.starts_with("northernledger")).expect("both have findings");
    assert!(articles[..first].iter().all(|name| *name == "lakelandherald.example/millbrook-schools-merger-vote"));
    assert!(articles[first..].iter().all(|name| *name == "northernledger.example/ridgeback-mine-warnings"), "{out}");
    let sum = out.lines().last().expect("a sum");
    let told = json(&desk.run(["check", "--json"]).out);
    let findings = told["findings"].as_array().expect("a list").len();
    assert!(sum.starts_with(&format!("2 articles checked: {findings} findings (")), "{sum}");
    assert_eq!((&told["articles"], &told["settled"]), (&2.into(), &Value::Array(Vec::new())));
    let markdown = desk.run(["check", "--format", "markdown"]).out;
    assert!(markdown.starts_with("# What readers were not told\n\n## lakelandherald.example/millbrook-"), "{markdown}");
    assert!(markdown.contains("\n\n## northernledger.example/ridgeback-mine-warnings\n\n- Version "), "{markdown}");
    assert!(markdown.ends_with(&format!("\n\n{sum}\n")), "{markdown}");
    let sarif = desk.run(["check", "--format", "sarif"]).out;
    let told = json(&sarif);
    assert_eq!(told["runs"][0]["results"].as_array().expect("a list").len(), findings);
    assert_eq!(serde_json::to_string_pretty(&told).unwrap() + "\n", sarif, "it is laid out as if written at once");
    let nothing = Desk::new();
    nothing.ok("init");
    let sarif = nothing.ok("check --format sarif");
    assert_eq!(json(&sarif)["runs"][0]["results"], Value::Array(Vec::new()), "{sarif}");
    let page = "# What readers were not told\n\n✓ 0 articles checked: nothing found.\n";
    assert_eq!(nothing.ok("check --format markdown"), page);
}

#[test]
fn notes_say_what_each_value_was_read_from() {
    let desk = with("traffic-cameras");
    let out = desk.ok("notes marlow@2");
    assert!(out.contains("Updated 2/18 at 10:15 a.m. with regulator statement.\n  kind       update\n"), "{out}");
    assert!(out.contains("  time       2026-02-18 10:15 -08:00\n  read from  “2/18 at 10:15 a.m.”\n"), "{out}");
    assert!(out.contains("  inferred   year from published\n"), "{out}");
    desk.write("page.txt", "Ferry sinks\n\nIt sank.\n\nCorrection: It sank at one, not at noon.");
    assert_eq!(json(&desk.ok("notes page.txt --json"))[0]["kind"], "correction");
}

#[test]
fn show_is_the_version_as_a_reader_saw_it() {
    let desk = with("reservoir");
    let out = desk.ok("show harrowdale@1");
    assert!(out.contains("\n\nVillagers want a seat on the board of Harrowdale reservoir\n"), "{out}");
    assert!(out.contains("83bn") && !out.contains("38bn"), "{out}");
    assert_eq!(json(&desk.ok("show harrowdale --json"))["version"], 4);
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let desk = with("bridge-closure");
    let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
    command.args(["changelog", "kingsmoor"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
