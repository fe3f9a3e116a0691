//! A version that is withdrawn is shown nowhere and its number stays taken; one that is erased is really gone.

mod desk;

use std::fs;
use std::path::Path;

use desk::{Desk, Ran};
use serde_json::Value;

/// What must go: it stands in the headline, the byline, the body and the note of the third version.
const NAME: &str = "Zanzibar";

/// Records the texts of the ferry, the third with what must go.
fn story(desk: &Desk, versions: u32) {
    for number in 1..=versions {
        record(desk, number, None);
    }
}

fn text(number: u32) -> String {
    let (name, note) = if number == 3 { (NAME, "Correction: The captain is Zanzibar.") } else { ("Moreau", "") };
    format!(
        "The {name} ferry\n\nBy Ada {name}\n\nThe ferry left Harl with {number}0 people aboard, captain {name} said.\n\n\
         It sank at noon off the pier of Marlow, in calm weather.\n\n{note}\n"
    )
}

fn record(desk: &Desk, number: u32, die_at: Option<&str>) -> Ran {
    desk.write("ferry.txt", text(number));
    let at = format!("2026-02-18T10:{number:02}:00Z");
    variorum(desk, &["record", "ferry.txt", "--article", "harl.example/ferry", "--at", &at], die_at)
}

fn variorum(desk: &Desk, words: &[&str], die_at: Option<&str>) -> Ran {
    let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
    command.args(words);
    if let Some(step) = die_at {
        command.env("VARIORUM_DIE_AT", step);
    }
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn git(desk: &Desk, arguments: &[&str]) -> Vec<u8> {
    let output = desk.command("git").arg("--git-dir=.variorum").args(arguments).output().expect("git starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// Lists where a text is found: in an object, packed or loose, or in the bytes of any file of the archive.
fn found(desk: &Desk, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    if holds(&git(desk, &["cat-file", "--batch-all-objects", "--batch"]), needle) {
        found.push("an object".to_owned());
    }
    files(&desk.path(".variorum"), &mut |path| {
        if holds(&fs::read(path).expect("a file"), needle) {
            found.push(path.display().to_string());
        }
    });
    found
}

fn files(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, visit) } else { visit(&path) }
    }
}

fn whole(desk: &Desk) -> Value {
    git(desk, &["fsck", "--full", "--strict"]);
    let ran = desk.run(["verify", "--json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn numbers(desk: &Desk) -> Vec<u64> {
    let log: Value = serde_json::from_str(&desk.ok("log ferry --json")).expect("JSON");
    log["versions"].as_array().expect("versions").iter().map(|one| one["version"].as_u64().expect("a number")).collect()
}

fn page(desk: &Desk, number: u32) -> String {
    desk.ok(&format!("show ferry@{number} --json"))
}

#[test]
fn a_withdrawn_version_is_shown_nowhere_and_its_number_stays_taken() {
    let desk = Desk::new();
    story(&desk, 4);
    let fourth = page(&desk, 4);
    let ran = desk.run(["withdraw", "ferry@3", "--why", "a wrong paste", "--by", "Ada"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "withdrawn  harl.example/ferry-de26f4f636@3\n"), "{}", ran.err);
    assert_eq!(numbers(&desk), [4, 2, 1]);
    let log = desk.ok("log ferry");
    assert!(log.ends_with("\nversion 3 withdrawn on 1 March 2026 by Ada: a wrong paste\n"), "{log}");
    for command in ["log", "show", "diff", "changelog", "blame --gone", "notes", "explain --all", "prove", "mark"] {
        let (name, flags) = command.split_once(' ').unwrap_or((command, ""));
        for json in ["", "--json"].iter().filter(|json| name != "diff" || json.is_empty()) {
            let ran = desk.run(format!("{name} ferry {flags} {json}").split_whitespace());
            assert_eq!(ran.code, Some(0), "{command}: {}", ran.err);
            assert!(!ran.out.contains(NAME), "{command} {json}: {}", ran.out);
        }
    }
    let checked = desk.run(["check", "ferry", "--json"]).out;
    assert!(checked.contains("\"version\": 4") && !checked.contains(NAME), "{checked}");
    assert!(!desk.ok("list").contains(NAME));
    assert_eq!(page(&desk, 4), fourth);
    assert!(desk.ok("diff ferry").contains("version 2"), "the neighbours that remain are compared");

    let one_sentence = "variorum: harl.example/ferry-de26f4f636: version 3 withdrawn on 1 March 2026 by Ada: a wrong \
                        paste; `variorum log` lists what is shown\n";
    for words in [["show", "ferry@3", ""], ["diff", "ferry", "3"], ["prove", "ferry@3", ""], ["blame", "ferry@3", ""]] {
        let ran = desk.run(words.into_iter().filter(|word| !word.is_empty()));
        assert_eq!((ran.code, ran.err.as_str()), (Some(2), one_sentence), "{words:?}");
    }
    assert_eq!(
        record(&desk, 5, None).out.lines().next(),
        Some("recorded  harl.example/ferry-de26f4f636@5  next  2026-02-18 10:05 +00:00")
    );
    whole(&desk);
}

#[test]
fn content_that_was_withdrawn_is_not_recorded_again_until_that_is_undone() {
    let desk = Desk::new();
    story(&desk, 3);
    desk.run(["withdraw", "ferry@3", "--why", "a wrong paste", "--by", "Ada"]);
    let refused = record(&desk, 3, None);
    assert_eq!(refused.code, Some(2), "{}", refused.out);
    let why = "variorum: this is the content of harl.example/ferry-de26f4f636, version 3 withdrawn on 1 March 2026 by Ada: a \
               wrong paste; `variorum withdraw harl.example/ferry-de26f4f636 --undo` lifts that\n";
    assert_eq!(refused.err, why);
    let dry = |number: u32| {
        desk.write("ferry.txt", text(number));
        let at = format!("2026-02-18T10:{number:02}:00Z");
        desk.run(["record", "ferry.txt", "--article", "harl.example/ferry", "--at", &at, "--dry-run"])
    };
    assert_eq!((dry(3).code, dry(3).err), (Some(2), refused.err));
    assert!(dry(4).out.starts_with("would record  harl.example/ferry-de26f4f636@4  next"), "{}", dry(4).out);
    assert_eq!(desk.ok("withdraw ferry@3 --undo"), "shown again  harl.example/ferry-de26f4f636@3\n");
    assert_eq!(numbers(&desk), [3, 2, 1]);
    assert!(record(&desk, 3, None).out.starts_with("unchanged"));
    assert_eq!(desk.run(["withdraw", "ferry@3", "--undo"]).code, Some(2));
    whole(&desk);
}

#[test]
fn an_import_passes_over_content_that_was_withdrawn_and_says_why() {
    let desk = Desk::new();
    let row = |text: &str, minute: u32| {
        format!(
            "{{\"article\":\"harl.example/ferry\",\"at\":\"2026-02-18T10:0{minute}:00Z\",\"headline\":\"Ferry\",\
             \"body\":[\"{text}\"]}}\n"
        )
    };
    desk.write("rows.jsonl", [row("One.", 1), row("A wrong paste.", 2), row("Three.", 3)].concat());
    desk.ok("import jsonl rows.jsonl");
    desk.ok("withdraw ferry@2 --why wrong --by Ada");
    desk.write("more.jsonl", [row("Four.", 4), row("A wrong paste.", 5), row("Six.", 6)].concat());
    for (again, kept) in [(false, 2), (true, 0)] {
        let report: Value =
            serde_json::from_str(&desk.run(["import", "jsonl", "more.jsonl", "--json"]).out).expect("JSON");
        let skipped = report["skips"].as_array().expect("a list");
        assert_eq!((&report["recorded"], skipped.len()), (&kept.into(), 1), "again: {again}: {report}");
        let told = skipped[0].to_string();
        assert!(
            told.contains("more.jsonl:2") && told.contains("version 2 withdrawn on 1 March 2026 by Ada: wrong"),
            "{told}"
        );
    }
    assert_eq!(numbers(&desk), [5, 4, 3, 1]);
    whole(&desk);
}

#[test]
fn what_was_done_is_told_as_values_too() {
    let desk = Desk::new();
    story(&desk, 4);
    let told = |words: &str| -> Value { serde_json::from_str(&desk.ok(words)).expect("JSON") };
    let done = told("withdraw ferry@3 --why wrong --by Ada --json");
    assert_eq!((&done["done"], &done["article"]), (&"withdrawn".into(), &"harl.example/ferry-de26f4f636".into()));
    let content = &done["contents"][0];
    assert_eq!(
        (&content["versions"], &content["by"], &content["why"], &content["on"]),
        (&serde_json::json!([3]), &"Ada".into(), &"wrong".into(), &"2026-03-01T12:00:00Z".into())
    );
    assert_eq!(told("withdraw ferry@3 --why wrong --by Ada --json")["contents"], serde_json::json!([]));
    assert_eq!(told("withdraw ferry@3 --undo --json")["done"], "shown again");
    git(&desk, &["update-ref", "refs/tags/mine", "refs/heads/main"]);
    let done = told("withdraw ferry@3 --erase --yes --why wrong --by Ada --json");
    assert_eq!((&done["done"], &done["forgotten"]), (&"erased".into(), &serde_json::json!(["refs/tags/mine"])));
    assert_eq!(done["contents"][0]["content_sha256"], content["content_sha256"]);
}

#[test]
fn an_article_of_which_nothing_is_shown_is_not_listed_and_its_log_says_why() {
    let desk = Desk::new();
    story(&desk, 2);
    desk.ok("withdraw ferry --why order --by Ada");
    assert_eq!(desk.ok("list --json"), "[]\n");
    let log = desk.ok("log ferry");
    assert!(log.contains("version 1 withdrawn on 1 March 2026 by Ada: order\nversion 2 withdrawn"), "{log}");
    for command in ["show", "changelog", "check", "blame", "notes", "diff"] {
        assert_eq!(desk.run([command, "ferry"]).code, Some(2), "{command}");
    }
    assert!(record(&desk, 4, None).out.contains("@3  next"));
    assert_eq!(numbers(&desk), [3]);
    whole(&desk);
    desk.ok("withdraw ferry --undo");
    assert_eq!(numbers(&desk), [3, 2, 1]);
    for number in [3, 2] {
        let done = desk.ok("withdraw ferry@-1 --why order");
        assert_eq!(done, format!("withdrawn  harl.example/ferry-de26f4f636@{number}\n"), "the latest that is shown");
    }
    assert_eq!(numbers(&desk), [1]);
}

#[test]
fn an_erased_version_is_nowhere_in_the_archive_and_the_others_are_as_they_were() {
    let desk = Desk::new();
    story(&desk, 5);
    let marked = desk.run(["mark", "ferry@3", "c1", "--as", "ignore", "--why", "known", "--by", "Ada"]);
    assert_eq!(marked.code, Some(0), "{}", marked.err);
    desk.write("other.txt", "Another story\n\nIt is about something else, and long enough.\n");
    desk.ok("record other.txt --article harl.example/other");
    desk.ok("gc");
    assert_ne!(found(&desk, NAME), Vec::<String>::new());
    let pages: Vec<Vec<u8>> = [1, 2, 4, 5].map(|number| blob(&desk, number)).into();
    let asked = desk.run(["withdraw", "ferry@3", "--erase", "--why", "an order of the court"]);
    assert_eq!(asked.code, Some(2), "it asks first");
    assert!(asked.err.contains("give --yes with --erase"), "{}", asked.err);
    let ran = desk.run(["withdraw", "ferry@3", "--erase", "--yes", "--why", "an order of the court", "--by", "Ada"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "erased  harl.example/ferry-de26f4f636@3\n"), "{}", ran.err);
    assert_eq!(found(&desk, NAME), Vec::<String>::new());
    assert_eq!(whole(&desk)["erased"][0]["versions"][0], 3);
    assert_eq!(numbers(&desk), [5, 4, 2, 1]);
    assert_eq!([1, 2, 4, 5].map(|number| blob(&desk, number)).to_vec(), pages);
    let verified = desk.ok("verify");
    let said =
        "erased  harl.example/ferry-de26f4f636  version 3 erased on 1 March 2026 by Ada: an order of the court\n";
    assert_eq!(verified, format!("{said}2 articles, 5 versions, 5 captures: nothing is damaged\n"));
    assert_eq!(desk.run(["show", "ferry@3"]).code, Some(2));
    let refused = record(&desk, 3, None);
    assert!(refused.err.contains("what was erased is not recorded again"), "{}", refused.err);
    assert!(record(&desk, 6, None).out.contains("@6  next"));
    let again = desk.run(["withdraw", "ferry@3", "--erase", "--yes", "--why", "again"]);
    assert_eq!((again.code, again.out.as_str()), (Some(0), "unchanged  it was done already\n"), "{}", again.err);
    assert_eq!(desk.run(["withdraw", "ferry@3", "--undo"]).code, Some(2));
    whole(&desk);
}

/// Returns the page of a version as the commit holds it.
fn blob(desk: &Desk, number: u32) -> Vec<u8> {
    let proof: Value = serde_json::from_str(&desk.ok(&format!("prove ferry@{number} --json"))).expect("JSON");
    let (commit, path) = (proof["commit"].as_str().expect("a commit"), proof["path"].as_str().expect("a path"));
    git(desk, &["cat-file", "blob", &format!("{commit}:{path}")])
}

#[test]
fn the_only_version_of_the_only_article_can_be_erased_and_the_article_goes_on() {
    let desk = Desk::new();
    desk.write("ferry.txt", text(3));
    desk.ok("record ferry.txt --article harl.example/ferry");
    desk.ok("withdraw ferry --why order --by Ada --erase --yes");
    assert_eq!(found(&desk, NAME), Vec::<String>::new());
    assert_eq!(desk.ok("list --json"), "[]\n");
    assert!(desk.ok("log ferry").contains("version 1 erased on 1 March 2026 by Ada: order"));
    whole(&desk);
    assert!(record(&desk, 4, None).out.contains("@2  next"));
    assert_eq!(numbers(&desk), [2]);
    whole(&desk);
}

#[test]
fn the_first_the_latest_and_a_version_that_came_back_can_be_erased() {
    let desk = Desk::new();
    for (round, number) in [(1, 3), (2, 1), (3, 3), (4, 2), (5, 3)] {
        desk.write("ferry.txt", text(number));
        let at = format!("2026-02-18T10:{round:02}:00Z");
        desk.run(["record", "ferry.txt", "--article", "harl.example/ferry", "--at", &at]);
    }
    let ran = desk.run(["withdraw", "ferry@3", "--erase", "--yes", "--why", "order"]);
    let ids = [1, 3, 5].map(|number| format!("erased  harl.example/ferry-de26f4f636@{number}\n")).concat();
    assert_eq!(ran.out, ids, "one content, however often it was on show: {}", ran.err);
    assert_eq!(found(&desk, NAME), Vec::<String>::new());
    assert_eq!(numbers(&desk), [4, 2]);
    whole(&desk);
}

#[test]
fn refs_that_lead_to_an_erased_version_are_forgotten_and_others_stay() {
    let desk = Desk::new();
    story(&desk, 2);
    git(&desk, &["update-ref", "refs/heads/before", "refs/heads/main"]);
    story(&desk, 4);
    for name in ["refs/tags/mine", "refs/remotes/other/main", "refs/variorum/remotes/other/main"] {
        git(&desk, &["update-ref", name, "refs/heads/main"]);
    }
    git(&desk, &["gc", "--quiet"]);
    let ran = desk.run(["withdraw", "ferry@3", "--erase", "--yes", "--why", "order"]);
    let said =
        "forgotten  refs/remotes/other/main\nforgotten  refs/tags/mine\nforgotten  refs/variorum/remotes/other/main\n";
    assert_eq!(ran.out, format!("{said}erased  harl.example/ferry-de26f4f636@3\n"), "{}", ran.err);
    assert_eq!(found(&desk, NAME), Vec::<String>::new());
    let refs = String::from_utf8(git(&desk, &["for-each-ref", "--format=%(refname)"])).expect("UTF-8");
    let kept = "refs/heads/before\nrefs/heads/main\nrefs/variorum/captures\nrefs/variorum/withdrawn\n";
    assert_eq!(refs, kept);
    whole(&desk);
}

#[test]
fn bad_orders_are_told_in_one_sentence() {
    let desk = Desk::new();
    story(&desk, 2);
    let why = desk.run(["withdraw", "ferry@1"]);
    assert!(why.code == Some(2) && why.err.starts_with("variorum: --why is missing: "), "{}", why.err);
    let none = desk.run(["withdraw", "ferry@9", "--why", "x"]);
    assert!(none.code == Some(2) && none.err.contains("has no version 9"), "{}", none.err);
    let undo = desk.run(["withdraw", "ferry@1", "--undo"]);
    assert!(undo.code == Some(2) && undo.err.contains("nothing of that kind was withdrawn"), "{}", undo.err);
    assert_eq!(desk.run(["withdraw", "ferry@1", "--undo", "--erase"]).code, Some(2));
}

#[cfg(debug_assertions)]
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let place = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, place).expect("a file");
        }
    }
}

/// Whoever dies while a version is erased has either not begun or left a mark: `verify` names it, and `gc` completes it.
#[cfg(debug_assertions)]
#[test]
fn an_erasure_that_is_cut_short_at_any_step_is_named_and_completed() {
    let steps = [
        "erasing",
        "packed",
        "refs/variorum/withdrawn",
        "refs/variorum/captures",
        "refs/variorum/triage",
        "refs/heads/main",
        "released",
        "erase-moved",
        "erase-forgot",
        "erase-placed",
        "erase-removing",
        "erase-swept",
    ];
    let model = Desk::new();
    story(&model, 4);
    for version in ["ferry@3", "ferry@2"] {
        let marked = model.run(["mark", version, "c1", "--as", "ignore", "--why", "known", "--by", "Ada"]);
        assert_eq!(marked.code, Some(0), "{}", marked.err);
    }
    let pages: Vec<Vec<u8>> = [1, 2, 4].map(|number| blob(&model, number)).into();
    for step in steps {
        let desk = Desk::new();
        copy(&model.path(".variorum"), &desk.path(".variorum"));
        let words = ["withdraw", "ferry@3", "--erase", "--yes", "--why", "order", "--by", "Ada"];
        let died = variorum(&desk, &words, Some(step));
        assert_eq!((died.code, died.out.as_str()), (None, ""), "{step}: {}", died.err);
        let named = desk.run(["verify"]);
        assert_eq!(named.code, Some(1), "{step}: {}", named.out);
        let told =
            "damaged  refs/variorum/withdrawn  what was to be erased may still be there: `variorum gc` completes";
        assert_eq!(named.out.matches("damaged  ").count(), 1, "{step}: {}", named.out);
        assert!(named.out.starts_with(told), "{step}: {}", named.out);
        desk.ok("gc");
        whole(&desk);
        // Before the file of the withdrawn version was on its ref, nothing was decided.
        if numbers(&desk).contains(&3) {
            assert!(["erasing", "packed"].contains(&step), "{step}");
            assert_eq!(variorum(&desk, &words, None).code, Some(0), "{step}");
        }
        assert_eq!(found(&desk, NAME), Vec::<String>::new(), "{step}");
        assert_eq!([1, 2, 4].map(|number| blob(&desk, number)).to_vec(), pages, "{step}");
        assert!(!desk.path(".variorum/variorum/erasing").exists(), "{step}");
        assert!(record(&desk, 5, None).out.contains("@5  next"), "{step}");
        whole(&desk);
    }
}
