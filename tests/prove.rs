//! `prove`: what shows that a version was kept holds without Variorum, by plain git and sha256sum.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const STORY: &str =
    "Ferry sinks\n\nBy Ada Pell\n\nIt carried 300 people.\n\nUpdated May 3 at 5 p.m. with a reply of the owner.\n";

fn variorum(desk: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.args(arguments).current_dir(desk).env("VARIORUM_NOW", "2031-05-04T08:00:00Z").env("NO_COLOR", "1");
    command.output().expect("the program starts")
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    stdout(&Command::new(program).args(arguments).current_dir(folder).output().expect("the program starts"))
}

/// A desk with two versions of one article.
fn desk() -> TempDir {
    let desk = TempDir::new().expect("a folder");
    for (text, at) in [(STORY.to_owned(), "2031-05-03T15:00Z"), (STORY.replace("300", "310"), "2031-05-03T17:00Z")] {
        fs::write(desk.path().join("story.txt"), text).expect("a file");
        stdout(&variorum(desk.path(), &["record", "story.txt", "--article", "a.example/ferry", "--at", at]));
    }
    desk
}

#[test]
fn the_bundle_holds_by_sha256sum_and_git_alone() {
    let desk = desk();
    stdout(&variorum(desk.path(), &["prove", "ferry@1", "-o", "proof"]));
    let bundle = desk.path().join("proof");
    let sums = run(&bundle, "sha256sum", &["-c", "SHA256SUMS"]);
    assert_eq!(sums.lines().filter(|line| line.ends_with(": OK")).count(), 4, "{sums}");
    let told = fs::read_to_string(bundle.join("PROOF.md")).expect("the page");
    let commit = run(&bundle, "git", &["hash-object", "-t", "commit", "commit"]);
    assert!(told.contains(&format!("| commit | `{}` |", commit.trim())), "{told}");
    let message = fs::read_to_string(bundle.join("commit")).expect("the commit");
    for (file, key) in [("page.md", "Page-SHA256"), ("capture.txt", "Capture-SHA256")] {
        let sum = run(&bundle, "sha256sum", &[file]);
        let (sum, _) = sum.split_once(' ').expect("a sum");
        assert!(message.contains(&format!("\n{key}: {sum}\n")), "{key} {sum} in {message}");
    }
    assert_eq!(fs::read_to_string(bundle.join("capture.txt")).expect("the capture"), STORY);
    assert!(told.contains("1 version was recorded after it"), "{told}");
}

#[test]
fn a_clone_that_holds_the_version_is_named_and_the_commands_of_the_page_work_there() {
    let desk = desk();
    let archive = desk.path().join(".variorum");
    run(desk.path(), "git", &["clone", "-q", "--bare", ".variorum", "elsewhere.git"]);
    run(&archive, "git", &["remote", "add", "paper", "../elsewhere.git"]);
    run(&archive, "git", &["fetch", "-q", "paper"]);
    let told = stdout(&variorum(desk.path(), &["prove", "ferry@2"]));
    assert!(told.contains("- `paper/main`, last seen at `"), "{told}");
    assert!(told.contains("It is the newest version of the archive."), "{told}");
    let line = told.lines().find(|line| line.starts_with("git show ")).expect("a command");
    let sum = run(&desk.path().join("elsewhere.git"), "sh", &["-c", line]);
    assert!(told.contains(&format!("| page, SHA-256 | `{}` |", sum.split(' ').next().expect("a sum"))), "{sum}");
    let line = told.lines().find(|line| line.starts_with("git merge-base ")).expect("a command");
    assert_eq!(run(&desk.path().join("elsewhere.git"), "sh", &["-c", line]), "main holds it\n");
}

#[test]
fn a_folder_with_something_in_it_is_left_as_it_is() {
    let desk = desk();
    fs::create_dir(desk.path().join("proof")).expect("a folder");
    fs::write(desk.path().join("proof/notes.txt"), "mine").expect("a file");
    let output = variorum(desk.path(), &["prove", "ferry", "-o", "proof"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told, "variorum: nothing was written to proof: it holds something already; name a new folder\n");
    assert_eq!(fs::read_dir(desk.path()).expect("the desk").count(), 3, "no draft is left");
}

#[test]
fn a_page_that_is_not_what_its_commit_states_proves_nothing() {
    let desk = desk();
    let facts: serde_json::Value =
        serde_json::from_str(&stdout(&variorum(desk.path(), &["prove", "ferry@2", "--json"]))).expect("JSON");
    assert_eq!((facts["version"].as_u64(), facts["later"].as_u64()), (Some(2), Some(0)));
    let archive = desk.path().join(".variorum");
    let object = facts["commit"].as_str().expect("a commit");
    let message = run(&archive, "git", &["cat-file", "commit", object]);
    let forged = message.replace(facts["page_sha256"].as_str().expect("a sum"), &"0".repeat(64));
    fs::write(desk.path().join("forged"), forged).expect("a file");
    let forged = run(&archive, "git", &["hash-object", "-t", "commit", "-w", "../forged"]);
    run(&archive, "git", &["update-ref", "refs/heads/main", forged.trim()]);
    let output = variorum(desk.path(), &["prove", "ferry@2"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("its SHA-256 is") && told.contains("`variorum verify` lists all damage"), "{told}");
}
