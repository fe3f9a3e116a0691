//! `check --policy`: findings that rest on a house's published rules, from the outside.

mod desk;

use std::path::Path;

use desk::Desk;
use serde_json::Value;
use variorum::history::policy::built_in_names;

/// Records the versions of sample stories into the desk's archive.
fn with(stories: &[&str]) -> Desk {
    let desk = Desk::new();
    for story in stories {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(story);
        let entries = std::fs::read_dir(folder).expect("a story");
        let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path().into_os_string()).collect();
        files.sort();
        let ran = desk.run(["record".into()].into_iter().chain(files));
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The findings of a policy in a story, as `version rule`.
fn breaches(desk: &Desk, policy: &str) -> Vec<String> {
    let found = json(&desk.run(["check", "--policy", policy, "--json"]).out);
    let findings = found["findings"].as_array().expect("findings").iter();
    let breaches = findings.filter(|finding| finding["kind"] == "policy-breach");
    breaches
        .map(|finding| format!("{} {}", finding["version"], finding["breach"]["rule"].as_str().expect("a rule")))
        .collect()
}

#[test]
fn without_a_policy_there_is_no_breach_and_nothing_else_differs() {
    let desk = with(&["school-merger"]);
    let plain = json(&desk.run(["check", "--json"]).out);
    let held = json(&desk.run(["check", "--policy", "default", "--json"]).out);
    let kinds = |found: &Value| {
        let findings = found["findings"].as_array().expect("findings").iter();
        findings.filter(|finding| finding["kind"] != "policy-breach").cloned().collect::<Vec<_>>()
    };
    assert_eq!(plain["findings"].as_array().map(Vec::len), Some(7));
    assert_eq!(kinds(&plain), kinds(&held));
    assert_eq!((&plain["policy"], &held["policy"]), (&Value::Null, &"default".into()));
}

#[test]
fn the_default_policy_finds_in_the_samples_what_a_person_would() {
    let school = with(&["school-merger"]);
    assert_eq!(
        breaches(&school, "default"),
        [
            "2 vague-note",
            "2 figure-under-update",
            "2 time-without-zone",
            "3 time-without-zone",
            "4 correction-without-date",
            "5 date-moved-without-change",
            "5 time-without-zone",
            "6 time-without-zone"
        ]
    );
    assert_eq!(breaches(&with(&["mine-warnings"]), "default"), ["3 change-without-date"]);
}

#[test]
fn stories_that_keep_to_the_rules_break_none() {
    let desk = with(&["traffic-cameras", "ferry-deficit", "night-train", "mercado"]);
    let rules = [
        "vague-note",
        "correction-called-update",
        "figure-under-update",
        "correction-without-error",
        "time-without-zone",
        "date-moved-without-change",
        "change-without-date",
    ];
    let rule = |name: &&str| format!("[[rule]]\nname = \"{name}\"\nseverity = \"minor\"\nclause = \"H\"\n");
    let order = "[[rule]]\nname = \"note-order\"\norder = \"oldest-first\"\nseverity = \"minor\"\nclause = \"H\"\n";
    let all = rules.iter().map(rule).collect::<Vec<_>>().concat();
    desk.write("all.toml", format!("name = \"all\"\ntitle = \"All\"\n{all}{order}"));
    assert_eq!(breaches(&desk, "all.toml"), [""; 0]);
}

#[test]
fn a_breach_names_its_rule_and_clause_and_counts_by_its_severity() {
    let desk = with(&["mine-warnings"]);
    let policy = "name = \"house\"\ntitle = \"Our house\"\n\n[[rule]]\nname = \"change-without-date\"\nseverity = \"minor\"\nclause = \"House rules, 3\"\n";
    desk.write("house.toml", policy);
    let out = desk.run(["check", "--policy", "house.toml"]).out;
    assert!(
        out.contains("date of change is still 2025-12-02 14:40 -07:00 [change-without-date: House rules, 3]\n"),
        "{out}"
    );
    assert!(out.contains("\n1 article checked against the policy house: "), "{out}");
    let quiet = with(&["school-merger"]);
    quiet.write("house.toml", policy.replace("change-without-date", "date-moved-without-change"));
    let only = |fail: &str| quiet.run(["check", "--policy", "house.toml", "--fail-on", fail]).code;
    assert_eq!(only("minor"), Some(1));
}

#[test]
fn the_severity_of_the_profile_decides_the_exit_code() {
    let desk = Desk::new();
    let page = |at: &str, modified: &str, body: &str| {
        format!("---\nheadline: A ferry\nat: {at}\nmodified: {modified}\nlanguage: en\n---\n\n{body}\n")
    };
    let (first, later) = ("2026-02-03T09:00:00+00:00", "2026-02-03T15:00:00+00:00");
    desk.write("1.md", page(first, first, "The ferry sank, the crew said on Monday."));
    desk.write("2.md", page(later, later, "The ferry sank the crew said on Monday."));
    desk.ok("record --article a.example/ferry 1.md 2.md");
    let policy = |severity: &str| {
        format!(
            "name = \"h\"\ntitle = \"H\"\n[[rule]]\nname = \"date-moved-without-change\"\nseverity = \"{severity}\"\nclause = \"H\"\n"
        )
    };
    desk.write("grave.toml", policy("substantive"));
    desk.write("slight.toml", policy("minor"));
    assert_eq!(desk.run(["check"]).code, Some(0));
    assert_eq!(desk.run(["check", "--policy", "slight.toml"]).code, Some(0));
    assert_eq!(desk.run(["check", "--policy", "slight.toml", "--fail-on", "minor"]).code, Some(1));
    assert_eq!(desk.run(["check", "--policy", "grave.toml"]).code, Some(1));
}

#[test]
fn a_policy_that_is_not_there_names_those_that_are() {
    let desk = with(&["mercado"]);
    let ran = desk.run(["check", "--policy", "nosuch"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert_eq!(
        ran.err,
        "variorum: no policy nosuch: built in are default, ap, bbc, guardian, ifcn, ipso, nyt, pressekodex, reuters; \
         any other is the path of a TOML file\n"
    );
    let file = desk.run(["check", "--policy", "no/such.toml"]);
    assert!(file.code == Some(2) && file.err.starts_with("variorum: there is no file no/such.toml"), "{}", file.err);
}

#[test]
fn a_bad_policy_is_one_sentence_with_file_line_key_and_remedy() {
    let desk = with(&["mercado"]);
    desk.write("bad.toml", "name = \"house\"\ntitle = \"Our house\"\ncolour = \"red\"\n");
    let ran = desk.run(["check", "--policy", "bad.toml"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err,
        "variorum: the policy bad.toml: line 3: the key `colour` is not known here; use name, title or rule\n"
    );
    desk.write("bad.toml", b"\xff\xfe\x00");
    assert!(desk.run(["check", "--policy", "bad.toml"]).err.contains("this is no UTF-8 text"));
}

#[test]
fn the_help_names_every_policy() {
    let help = Desk::new().ok("help check").split_whitespace().collect::<Vec<_>>().join(" ");
    for name in built_in_names() {
        assert!(help.contains(&format!(" {name},")), "{name}: {help}");
    }
}

#[test]
fn findings_are_written_in_every_format() {
    let desk = with(&["school-merger"]);
    let json_flag = desk.run(["check", "--json"]);
    assert_eq!(json_flag, desk.run(["check", "--format", "json"]));
    let markdown = desk.run(["check", "--format", "markdown"]);
    assert_eq!(markdown.code, Some(1));
    assert!(
        markdown.out.starts_with(
            "# What readers were not told\n\n## lakelandherald.example/millbrook-schools-merger-vote\n\n\
             - Version 2, paragraph 1 (**substantive**): a number changed: “5-2” → “4-3”; "
        ),
        "{}",
        markdown.out
    );
    let sarif = json(&desk.run(["check", "--policy", "default", "--format", "sarif"]).out);
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(results.len(), 7 + 8);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small number");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let article = &result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
        assert!(article.as_str().expect("a name").starts_with("lakelandherald.example/"), "{article}");
    }
}

#[test]
fn a_narrow_screen_takes_a_breach() {
    let mut desk = with(&["school-merger"]);
    desk.set("COLUMNS", "20");
    let out = desk.run(["check", "--policy", "default"]).out;
    assert!(out.lines().all(|line| line.chars().count() <= 20), "{out}");
}
