//! The commands, as a person sees them.

use serde_json::Value;

use crate::desk::Desk;

/// A desk with a shared repository and an archive that has recorded a text.
fn desk() -> Desk {
    let desk = Desk::new();
    let made = desk.command("git").args(["init", "--bare", "--quiet", "--initial-branch=main", "shared.git"]).status();
    assert!(made.expect("git starts").success());
    desk.ok("--archive a init");
    desk.ok("--archive a remote add origin shared.git");
    desk
}

fn record(desk: &Desk, archive: &str, text: &str, at: &str) {
    desk.write("ferry.txt", format!("Ferry sinks\n\n{text}\n"));
    let words = format!("--archive {archive} record ferry.txt --article a.example/ferry --at 2026-02-18T{at}:00Z");
    let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
    let output = command.args(words.split(' ')).env("USER", archive).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_report_says_what_went_which_way() {
    let desk = desk();
    record(&desk, "a", "One person came.", "10:00");
    assert_eq!(desk.ok("--archive a sync"), "sent  1 version, 1 capture to origin\n");
    assert_eq!(desk.ok("--archive a sync"), "in sync with origin: nothing was new\n");
    let cloned = desk.ok("clone shared.git b");
    assert_eq!(cloned, "made an archive: b\nfetched  1 version, 1 capture from origin\n");
    record(&desk, "a", "Two people came.", "11:00");
    record(&desk, "b", "Two people came.", "11:00");
    record(&desk, "b", "Three people came.", "12:00");
    record(&desk, "a", "Four people came.", "13:00");
    desk.ok("--archive a sync origin");
    assert_eq!(
        desk.ok("--archive b sync"),
        "fetched     1 version, 1 capture from origin\n\
         sent        1 version, 1 capture to origin\n\
         dropped     1 version that origin has already\n\
         renumbered  a.example/ferry-c81db7d6cf@3 is now @4\n"
    );
    let report: Value = serde_json::from_str(&desk.ok("--archive a sync --json")).expect("JSON");
    assert_eq!(report["versions"]["fetched"], 1);
    assert_eq!(report["renumbered"], serde_json::json!([]));
    let place = desk.path("shared.git");
    assert_eq!(report["url"].as_str(), place.to_str());
    assert_eq!(desk.ok("--archive b remote list"), format!("origin  {}\n", place.display()));
}

/// What was erased here has the commits after it made anew: once it was said that the remote had all of those already.
#[test]
fn after_an_erasure_nothing_is_said_to_be_dropped_that_was_merely_kept() {
    let desk = desk();
    for (text, at) in [("One person came.", "10:00"), ("A wrong paste.", "11:00"), ("Three people came.", "12:00")] {
        record(&desk, "a", text, at);
    }
    desk.ok("--archive a sync");
    desk.ok("clone shared.git b");
    desk.ok("--archive a withdraw ferry@2 --erase --yes --why wrong --by Ada");
    assert_eq!(desk.ok("--archive a sync"), "sent  1 other file to origin\n");
    record(&desk, "b", "Four people came.", "13:00");
    assert_eq!(
        desk.ok("--archive b sync"),
        "fetched  1 other file from origin\nsent     1 version, 1 capture to origin\n\
         erased   kept no longer, and not sent: a.example/ferry-c81db7d6cf@2\n"
    );
    assert_eq!(desk.ok("--archive a sync"), "fetched  1 version, 1 capture from origin\n");
}

#[test]
fn bad_input_is_one_sentence_with_its_remedy() {
    let desk = desk();
    let said = |words: &str| {
        let ran = desk.run(words.split_whitespace());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{words}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        ran.err
    };
    let there = desk.path("shared.git").display().to_string();
    assert_eq!(
        said("--archive a remote add origin x"),
        format!("variorum: the remote origin is there already ({there}); `variorum remote remove origin` forgets it\n")
    );
    assert_eq!(said("--archive a sync desk"), "variorum: no remote goes by \"desk\"; there is origin\n");
    assert!(said("--archive a remote add x/y z").contains("cannot name a remote"));
    assert!(said("sync").starts_with("variorum: no archive here or above"));
    std::fs::rename(desk.path("shared.git"), desk.path("gone.git")).expect("a folder");
    let told = said("--archive a sync");
    assert!(told.starts_with(&format!("variorum: origin ({there}) cannot be reached, git says: ")), "{told}");
    assert!(told.ends_with("the next `variorum sync` sends it\n"), "{told}");
    let told = said("clone nowhere b");
    let nowhere = desk.path("nowhere").display().to_string();
    assert_eq!(
        told,
        format!(
            "variorum: {nowhere} cannot be cloned, git says: '{nowhere}' does not appear to be a git repository; nothing \
             was made\n"
        )
    );
    assert!(!desk.path("b").exists());
}

#[test]
fn without_git_it_says_so() {
    let desk = desk();
    let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
    let output = command.args(["--archive", "a", "sync"]).env("PATH", desk.path("")).output().expect("it starts");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.starts_with("variorum: git is not installed, or is not on the path"), "{told}");
}
