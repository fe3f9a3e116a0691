//! Many versions at once: in the order of time, once, and with a word on everything that was left out.

mod desk;

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use desk::Desk;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// A line of JSON Lines: an article, the hour it was on show, and the text.
fn line(article: &str, hour: u32, body: &str) -> String {
    let at = format!("2026-02-{:02}T{:02}:00:00Z", 1 + hour / 24, hour % 24);
    let line = json!({ "article": article, "at": at, "headline": "Ferry sinks", "body": [body, "It was old."] });
    format!("{line}\n")
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn git(desk: &Desk, arguments: &[&str]) -> String {
    let output = desk.command("git").arg("-C").arg(desk.path(".variorum")).args(arguments).output().expect("git");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The numbers, hours and first paragraphs of the versions of an article, in the order of time.
fn story(desk: &Desk, article: &str) -> Vec<(u64, String)> {
    let log = json_of(&desk.ok(&format!("log {article} --json")));
    let versions = log["versions"].as_array().expect("versions").iter().rev();
    let of = |version: &Value| {
        (version["version"].as_u64().expect("a number"), version["at"].as_str().expect("a time")[8..13].to_owned())
    };
    versions.map(of).collect()
}

#[test]
fn lines_in_any_order_are_kept_in_the_order_of_time() {
    let desk = Desk::new();
    let lines = [
        line("a.example/ferry", 12, "Two died."),
        line("a.example/dam", 11, "It holds."),
        line("a.example/ferry", 10, "One died."),
    ];
    desk.write("dump.jsonl", lines.concat());
    assert_eq!(
        desk.ok("import jsonl dump.jsonl"),
        "recorded  3 versions of 2 articles (all new), on show 2026-02-01\n"
    );
    assert_eq!(story(&desk, "ferry"), [(1, "01T10".to_owned()), (2, "01T12".to_owned())]);
    let subjects = git(&desk, &["log", "--reverse", "--format=%s", "main"]);
    assert_eq!(subjects, "ferry: first version\ndam: first version\nferry: 1 word changed\n");
    assert_eq!(git(&desk, &["fsck", "--full", "--strict", "--no-dangling"]), "");
    assert!(desk.ok("verify").ends_with("2 articles, 3 versions, 0 captures: nothing is damaged\n"));
}

#[test]
fn an_import_run_again_makes_nothing_new() {
    let desk = Desk::new();
    // A text that comes back, one seen again unchanged, and several at one time, of which the first is no change.
    let hours = [(10, "One died."), (11, "Two died."), (12, "One died."), (13, "One died.")];
    let same_time = [(14, "One died."), (14, "Three died."), (14, "Four died."), (14, "Three died.")];
    let lines = hours.iter().chain(&same_time).map(|(hour, body)| line("a.example/ferry", *hour, body));
    desk.write("dump.jsonl", lines.collect::<String>());
    let first = json_of(&desk.ok("import jsonl dump.jsonl --json"));
    assert_eq!((&first["recorded"], &first["unchanged"], &first["known"]), (&6.into(), &2.into(), &0.into()));
    let tip = git(&desk, &["rev-parse", "main"]);
    let again = json_of(&desk.ok("import jsonl dump.jsonl --json"));
    assert_eq!((&again["recorded"], &again["unchanged"], &again["known"]), (&0.into(), &1.into(), &7.into()));
    assert_eq!(git(&desk, &["rev-parse", "main"]), tip);
}

#[test]
fn what_is_no_version_is_named_with_the_reason_and_the_rest_is_kept() {
    let desk = Desk::new();
    let good = line("a.example/ferry", 10, "One died.");
    let bad = [
        "{\"article\":",
        "[]",
        "{\"article\":\"x\",\"headline\":\"H\"}",
        "{\"article\":\"../x\",\"at\":\"2026-02-01\",\"headline\":\"H\"}",
        "{\"article\":\"a.example/x\",\"at\":\"soon\",\"headline\":\"H\"}",
        "{\"article\":\"a.example/x\",\"at\":\"2026-02-01\"}",
    ];
    desk.write("dump.jsonl", format!("{}\n\n{good}", bad.join("\n")));
    let ran = desk.run(["import", "jsonl", "dump.jsonl"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.err, "variorum: 6 versions were skipped; the report says why\n");
    assert_eq!(
        ran.out.lines().collect::<Vec<_>>(),
        [
            "recorded  1 version of 1 article (new), on show 2026-02-01",
            "skipped   6",
            "  dump.jsonl:1  it is not JSON: EOF while parsing a value at column 11",
            "  dump.jsonl:2  it is no JSON object",
            "  dump.jsonl:3  \"at\" is missing",
            "  dump.jsonl:4  the part \"..\" is not allowed in an article's name; give a name such as example.org/ferry-sinks",
            "  dump.jsonl:5  \"at\" says \"soon\", which is no time; give one such as 2026-02-18T10:15:00-08:00",
            "  dump.jsonl:6  it has neither a headline nor a body",
        ]
    );
}

#[test]
fn versions_of_the_past_fall_into_their_place_and_every_command_tells_them_there() {
    let desk = Desk::new();
    let text = |died: &str, note: &str| format!("Ferry sinks\n\n{died} died on board.\n\nIt was old.\n\n{note}");
    desk.write("1.txt", text("One", ""));
    desk.write("2.txt", text("Three", "Correction: Three people died, not two."));
    desk.ok("record 1.txt --article a.example/ferry --at 2026-02-01T10:00Z");
    desk.ok("record 2.txt --article a.example/ferry --at 2026-02-01T14:00Z");
    let commits = git(&desk, &["rev-list", "--reverse", "main"]);
    desk.write(
        "past.jsonl",
        [line("a.example/ferry", 12, "Two died on board."), line("a.example/ferry", 8, "Some died on board.")].concat(),
    );
    assert!(desk.ok("import jsonl past.jsonl").starts_with("recorded  2 versions of 1 article, on show "));
    assert!(git(&desk, &["rev-list", "--reverse", "main"]).starts_with(&commits), "history is not rewritten");
    assert_eq!(
        story(&desk, "ferry"),
        [(3, "01T08".to_owned()), (1, "01T10".to_owned()), (4, "01T12".to_owned()), (2, "01T14".to_owned())]
    );
    let diff = desk.ok("diff ferry");
    assert!(diff.contains("- version 4, ") && diff.contains("  1  [-Two-]{+Three+} died on board."), "{diff}");
    let changelog = json_of(&desk.ok("changelog ferry --json --oldest-first"));
    let previous: Vec<&Value> =
        changelog["versions"].as_array().unwrap().iter().map(|version| &version["previous"]).collect();
    assert_eq!(previous, [&Value::Null, &3.into(), &1.into(), &4.into()]);
    assert_eq!(changelog["versions"][3]["mark"]["is"], "announced", "the note names what version 4 said");
    let check = json_of(&desk.run(["check", "--json"]).out);
    let found: Vec<_> =
        check["findings"].as_array().unwrap().iter().map(|finding| (&finding["version"], &finding["kind"])).collect();
    assert_eq!(found, [(&1.into(), &"unannounced-change".into()), (&4.into(), &"unannounced-change".into())]);
    let blame = desk.ok("blame ferry");
    assert!(blame.contains("[Three]@2 died on board.") && blame.contains("@3  2026-02-01 08:00"), "{blame}");
    let commits = git(&desk, &["rev-list", "main"]);
    desk.ok("import jsonl past.jsonl");
    assert_eq!(git(&desk, &["rev-list", "main"]), commits, "and once only");
}

#[test]
fn an_import_that_was_killed_is_taken_up_where_it_stopped() {
    const VERSIONS: u32 = 60;
    let desk = Desk::new();
    let lines = (0..VERSIONS).map(|hour| {
        line(if hour % 3 == 0 { "a.example/dam" } else { "a.example/ferry" }, hour, &format!("{hour} died."))
    });
    desk.write("dump.jsonl", lines.collect::<String>());
    let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
    command.args(["import", "jsonl", "dump.jsonl"]).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    let begun = Instant::now();
    let kept = || {
        let count = desk
            .command("git")
            .arg("-C")
            .arg(desk.path(".variorum"))
            .args(["rev-list", "--count", "main"])
            .output()
            .expect("git");
        String::from_utf8_lossy(&count.stdout).trim().parse::<u32>().unwrap_or(0)
    };
    while kept() < 5 && begun.elapsed() < Duration::from_mins(1) {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    let before = kept();
    assert!((5..=VERSIONS).contains(&before), "{before}");
    let report = json_of(&desk.ok("import jsonl dump.jsonl --json"));
    assert_eq!(report["known"], before);
    assert_eq!(report["recorded"], VERSIONS - before);
    assert_eq!(story(&desk, "ferry").len() + story(&desk, "dam").len(), VERSIONS as usize);
    assert!(desk.ok("verify").ends_with("nothing is damaged\n"));
    assert_eq!(git(&desk, &["fsck", "--full", "--strict", "--no-dangling"]), "");
}

#[test]
fn standard_input_sites_and_zones_are_heard() {
    let desk = Desk::new();
    let input = "{\"article\":17,\"at\":\"2026-07-01 10:00:00\",\"headline\":\"Ferry\",\"body\":\"It sank.\\n\\nUpdated: It was old.\"}\r\n";
    let arguments = ["import", "jsonl", "--site", "a.example", "--zone", "Europe/Berlin"];
    let ran = desk.run_with_input(arguments, input);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    let shown = json_of(&desk.ok("show a.example/17 --json"));
    assert_eq!(
        (&shown["at"], &shown["seen"]),
        (&"2026-07-01T10:00:00+02:00".into(), &"2026-07-01T10:00:00+02:00".into())
    );
    assert_eq!(json_of(&desk.ok("notes a.example/17 --json"))[0]["kind"], "update");
    let ran = desk.run_with_input(["import", "jsonl", "/dev/stdin"], line("a.example/dam", 10, "It holds."));
    assert_eq!(
        ran.out, "recorded  1 version of 1 article (new), on show 2026-02-01\n",
        "a pipe by its name: {}",
        ran.err
    );
}

#[test]
fn a_language_that_is_said_is_that_of_versions_that_state_none() {
    let desk = Desk::new();
    let silent =
        line("a.example/ferry", 10, "Das Schiff verließ den Hafen am Morgen und kehrte am Abend nicht zurück.");
    let stating =
        r#"{"article":"a.example/dam","at":"2026-02-01T10:00:00Z","language":"fr","headline":"Dam","body":["It."]}"#;
    desk.write("dump.jsonl", format!("{silent}\n{stating}\n"));
    desk.ok("import jsonl dump.jsonl --language pt-BR");
    let language = |article: &str| json_of(&desk.ok(&format!("show {article} --json")))["language"].clone();
    assert_eq!((language("ferry"), language("dam")), ("pt-BR".into(), "fr".into()));
}

#[test]
fn a_dry_run_keeps_nothing_and_makes_no_archive() {
    let desk = Desk::new();
    desk.write("dump.jsonl", line("a.example/ferry", 10, "One died."));
    assert_eq!(desk.ok("import jsonl dump.jsonl --dry-run"), "found  1 version that would be given to the archive\n");
    assert!(!desk.path(".variorum").exists());
}

#[test]
fn a_source_that_cannot_be_read_gets_one_sentence() {
    let desk = Desk::new();
    desk.write("folder/x", "");
    let cases: [(&[&str], &str); 5] = [
        (&["jsonl", "--language", "English"], "--language \"English\" is no language"),
        (&["jsonl", "no.jsonl"], "there is no file no.jsonl"),
        (&["jsonl", "folder"], "folder is a folder"),
        (&["jsonl", "--zone", "Mars"], "--zone \"Mars\" is no zone"),
        (&["jsonl", "--site", "a/b"], "--site \"a/b\" is no site"),
    ];
    for (arguments, sentence) in cases {
        let ran = desk.run(["import"].iter().chain(arguments));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.err.contains(sentence) && ran.err.lines().count() == 1, "{arguments:?}: {}", ran.err);
    }
    assert!(!desk.path(".variorum").exists());
}

#[test]
fn a_folder_is_read_file_by_file_each_in_its_place_and_time() {
    let desk = Desk::new();
    desk.write("news/ferry/2026-02-01T12-00-00Z.md", "# Ferry sinks\n\nTwo died on board.\n");
    desk.write("news/ferry/20260201100000.txt", "Ferry sinks\n\nOne died on board.\n");
    desk.write(
        "news/dam/a.md",
        "---\nheadline: Dam holds\nat: 2026-02-01T11:00:00Z\nurl: https://a.example/dam\n---\n\nIt holds.\n",
    );
    desk.write("news/dam/undated.txt", "Dam holds\n\nIt holds still.\n");
    desk.write("news/dam/empty.html", "");
    desk.write("news/dam/picture.jpg", [255, 216]);
    desk.write("news/.git/x.md", "# Hidden\n\nx\n");
    let ran = desk.run(["import", "folder", "news", "--site", "b.example"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.out.lines().collect::<Vec<_>>(),
        [
            "recorded     3 versions of 2 articles (all new), on show 2026-02-01",
            "passed over  1 file of another kind",
            "skipped      2",
            "  news/dam/empty.html   the file is empty; give a file with the article's text",
            "  news/dam/undated.txt  nothing says when it was on show",
        ]
    );
    assert_eq!(story(&desk, "b.example/ferry"), [(1, "01T10".to_owned()), (2, "01T12".to_owned())]);
    assert_eq!(story(&desk, "https://a.example/dam").len(), 1);
    assert!(desk.ok("verify").ends_with("3 versions, 3 captures: nothing is damaged\n"));
    let again = json_of(&desk.run(["import", "folder", "news", "--site", "b.example", "--json"]).out);
    assert_eq!((&again["recorded"], &again["known"]), (&0.into(), &3.into()));
}

#[test]
fn the_sample_stories_are_a_folder_too() {
    let desk = Desk::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots");
    let ran = desk.run(["import", "folder", folder, "--json"]);
    let report = json_of(&ran.out);
    assert_eq!((&report["recorded"], &report["first"]), (&34.into(), &10.into()), "{}", ran.out);
    assert!(desk.ok("changelog marlow").contains("statement from mayor's office"));
}

#[test]
fn a_table_is_read_by_its_columns() {
    let desk = Desk::new();
    let table = "entry_id,version,title,created,text\r\n\
                 17,1,\"Ferry, sunk\",2026-02-01 12:00:00,\"Two died.\n\nIt was \"\"old\"\".\n\nCorrection: Two people died, not one.\"\r\n\
                 17,0,\"Ferry, sunk\",2026-02-01 10:00:00,\"One died.\n\nIt was \"\"old\"\".\"\r\n\
                 18,0,Dam,soon,It holds.\r\n";
    desk.write("dump.csv", table);
    let columns =
        "--site a.example --column article=entry_id --column at=created --column headline=title --column body=text";
    let ran = desk.run(["import", "csv", "dump.csv"].into_iter().chain(columns.split(' ')));
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.out,
        "recorded  2 versions of 1 article (new), on show 2026-02-01\nskipped   1\n  dump.csv:10  \"at\" says \"soon\", which is no \
         time; give one such as 2026-02-18T10:15:00-08:00\n"
    );
    assert!(desk.ok("log a.example/17").contains("✓ announced"));
    let ran = desk.run(["import", "csv", "dump.csv"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert_eq!(
        ran.err,
        "variorum: dump.csv: no column is named \"at\"; say which one holds it, e.g. --column at=created; its columns are \
         \"entry_id\", \"version\", \"title\", \"created\", \"text\"\n"
    );
    let cases: [(&[&str], &str); 3] = [
        (&["--column", "at"], "--column \"at\" is no pair"),
        (&["--column", "when=created"], "--column when=… names no field"),
        (&["--delimiter", "ab"], "--delimiter \"ab\" is none"),
    ];
    for (arguments, sentence) in cases {
        let ran = desk.run(["import", "csv", "dump.csv"].iter().chain(arguments));
        assert!(ran.code == Some(2) && ran.err.contains(sentence) && ran.err.lines().count() == 1, "{}", ran.err);
    }
}

#[test]
fn a_packed_dump_is_read_like_any_other_whatever_its_name() {
    let desk = Desk::new();
    let pack = |text: &str| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes()).expect("memory");
        packed.finish().expect("memory")
    };
    let (later, earlier) = (line("a.example/ferry", 12, "Two died."), line("a.example/ferry", 10, "One died."));
    desk.write("dump.jsonl.gz", [pack(&later), pack(&earlier)].concat());
    let out = desk.ok("import jsonl dump.jsonl.gz");
    assert_eq!(out, "recorded  2 versions of 1 article (new), on show 2026-02-01\n");
    assert_eq!(story(&desk, "a.example/ferry"), [(1, "01T10".to_owned()), (2, "01T12".to_owned())]);
    let table = "url,at,headline,body\nhttps://a.example/dam,2026-02-01T10:00:00Z,Dam,It holds.\n";
    let ran = desk.run_with_input(["import", "csv"], pack(table));
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 1), "{}", ran.err);
    let torn = pack(&later);
    desk.write("torn", &torn[..torn.len() - 4]);
    let ran = desk.run(["import", "jsonl", "torn"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.starts_with("variorum: torn cannot be unpacked: ") && ran.err.lines().count() == 1, "{}", ran.err);
}

/// Commits what is in the repository `repo` at an hour of 1 February 2026. of 1 February 2026.
fn commit(desk: &Desk, hour: u32) {
    commit_as(desk, hour, "x");
}

/// Does so with a subject.
fn commit_as(desk: &Desk, hour: u32, subject: &str) {
    let date = format!("2026-02-01T{hour:02}:00:00Z");
    for arguments in [&["add", "--all"][..], &["-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", subject]] {
        let mut git = desk.command("git");
        git.arg("-C")
            .arg(desk.path("repo"))
            .args(arguments)
            .env("GIT_COMMITTER_DATE", &date)
            .env("GIT_AUTHOR_DATE", &date);
        assert!(git.status().expect("git").success(), "{arguments:?}");
    }
}

fn repository() -> Desk {
    let desk = Desk::new();
    let init = desk.command("git").args(["init", "-q", "repo"]).status();
    assert!(init.expect("git").success());
    let text = |died: &str| {
        format!("# Ferry sinks\n\n{died} died on board.\n\nIt was an old ferry of the port.\n\nThe port is shut.\n")
    };
    desk.write("repo/news/ferry.md", text("One"));
    desk.write("repo/about.txt", "About us\n\nWe report.\n");
    desk.write("repo/logo.png", [137]);
    commit(&desk, 10);
    desk.write("repo/news/ferry.md", text("Two"));
    commit(&desk, 11);
    std::fs::rename(desk.path("repo/news/ferry.md"), desk.path("repo/news/ferry-sinks.md")).expect("renamed");
    desk.write("repo/news/ferry-sinks.md", text("Three"));
    commit(&desk, 12);
    std::fs::remove_file(desk.path("repo/about.txt")).expect("removed");
    commit(&desk, 13);
    desk
}

#[test]
fn the_history_of_a_file_is_followed_past_its_renaming() {
    for path in ["news/ferry-sinks.md", "news", "news/*.md"] {
        let desk = repository();
        let out = desk.ok(&format!("import git repo {path} --site a.example"));
        assert_eq!(out, "recorded  3 versions of 1 article (new), on show 2026-02-01\n", "{path}");
        let expected = [(1, "01T10".to_owned()), (2, "01T11".to_owned()), (3, "01T12".to_owned())];
        assert_eq!(story(&desk, "a.example/news/ferry"), expected, "{path}");
        let again = json_of(&desk.ok(&format!("import git repo {path} --site a.example --json")));
        assert_eq!((&again["recorded"], &again["known"]), (&0.into(), &3.into()));
        assert!(desk.ok("verify").ends_with("3 versions, 3 captures: nothing is damaged\n"));
    }
}

#[test]
fn a_whole_repository_is_read_and_what_git_says_is_passed_on() {
    let desk = repository();
    let report = json_of(&desk.ok("import git repo --json"));
    assert_eq!((&report["recorded"], &report["first"], &report["passed_over"]), (&4.into(), &2.into(), &1.into()));
    desk.write("empty/x", "");
    let cases: [(&[&str], &str); 4] = [
        (&["repo", "--revision", "nowhere"], "repo: git says: it has no commit nowhere"),
        (&["repo", "--revision=--all"], "repo: git says: it has no commit --all"),
        (&["none"], "there is no folder none"),
        (&["repo/about.md"], "there is no folder repo/about.md"),
    ];
    for (arguments, sentence) in cases {
        let ran = desk.run(["import", "git"].iter().chain(arguments));
        assert!(
            ran.code == Some(2) && ran.err.contains(sentence) && ran.err.lines().count() == 1,
            "{arguments:?}: {}",
            ran.err
        );
    }
    let ran = desk.run(["import", "git", "empty"]);
    assert!(ran.err.contains("empty: git says: not a git repository"), "{}", ran.err);
}

/// `NewsDiffs` keeps an article at its address: date, headline, byline and text, without any ending that says so.
#[test]
fn a_repository_of_newsdiffs_is_read_as_articles_of_the_addresses_in_its_paths() {
    let desk = Desk::new();
    assert!(desk.command("git").args(["init", "-q", "repo"]).status().expect("git").success());
    let text = |died: &str| {
        format!(
            "February 1, 2026\nFerry sinks\nBy ADA MOREAU\n\n{died} died on board.\n\nIt was an old ferry of the port.\n"
        )
    };
    let (ferry, dam) = ("www.harl.example/2026/02/01/ferry.html", "www.harl.example/news/dam-17");
    desk.write(&format!("repo/{ferry}"), text("One"));
    commit_as(&desk, 10, &format!("Adding file {ferry}"));
    desk.write(&format!("repo/{dam}"), "1/2/26 9:00 AM\nDam holds\n\nIt holds.\n");
    commit_as(&desk, 11, &format!("Adding file {dam}"));
    desk.write(&format!("repo/{ferry}"), text("Two"));
    commit_as(&desk, 12, &format!("Change to {ferry}"));
    for paths in ["", "*.html", "www.harl.example/2026"] {
        let (desk, name) = (&desk, format!("archive-{}", paths.len()));
        desk.ok(&format!("--archive {name} import git repo {paths}"));
        let shown = json_of(&desk.ok(&format!("--archive {name} show ferry --json")));
        assert_eq!(shown["article"], "harl.example/ferry-95ab305738", "{paths}");
        assert_eq!(
            (&shown["headline"], &shown["byline"], &shown["urls"]),
            (&"Ferry sinks".into(), &"By ADA MOREAU".into(), &serde_json::json!([format!("http://{ferry}")]))
        );
        assert_eq!(shown["version"], 2);
        assert!(desk.ok(&format!("--archive {name} verify --deep")).contains("nothing is damaged"));
    }
    let listed = json_of(&desk.ok("--archive archive-0 list --json"));
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "an article without an ending is one too");
}

/// `OpenTermsArchive` keeps terms at `<service>/<terms>.md`, and says of each commit whether the service changed them.
#[test]
fn a_repository_of_terms_is_read_by_service_and_what_is_merely_read_again_is_no_version() {
    let desk = Desk::new();
    assert!(desk.command("git").args(["init", "-q", "repo"]).status().expect("git").success());
    let terms = "Harl Ferries/Terms of Service.md";
    for (hour, text, subject) in [
        (10, "You may board.\n\nDogs pay.\n", "First record of Harl Ferries Terms of Service"),
        (
            11,
            "You may board.\n\nDogs pay. Menu\n",
            "Apply technical or declaration upgrade on Harl Ferries Terms of Service",
        ),
        (12, "You may board.\n\nDogs and cats pay.\n", "Record new changes of Harl Ferries Terms of Service"),
    ] {
        desk.write(&format!("repo/{terms}"), text);
        commit_as(&desk, hour, subject);
    }
    let out = desk.ok("import git repo --site terms.example");
    assert_eq!(
        out,
        "recorded   2 versions of 1 article (new), on show 2026-02-01\nunchanged  1, the same as the version before them\n"
    );
    let name = "terms.example/Harl Ferries/Terms of Service";
    let shown = desk.run(["show", name, "--json"]);
    assert_eq!(json_of(&shown.out)["headline"], "Harl Ferries: Terms of Service", "{}", shown.err);
    assert!(!shown.out.contains("Menu"));
    let deep = desk.ok("verify --deep");
    assert!(deep.contains("2 versions read again from captures: all read as recorded"), "{deep}");
}
