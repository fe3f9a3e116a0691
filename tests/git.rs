//! git shows its differences through `variorum diff`: as its external diff, and as a difftool.

mod desk;

use std::fs;

use desk::Desk;

const FERRY: &str = "Ferry sinks off the cape\n\nThe ferry left the old harbour at ten, with all its crew aboard.\n\n\
                     It sank at noon.\n\nNobody was hurt, the owner of the company said on Monday evening.\n";

/// Runs git in the desk's folder and returns what it prints.
fn git(desk: &Desk, words: &[&str]) -> String {
    let diff = format!("'{}' diff", env!("CARGO_BIN_EXE_variorum"));
    let mut command = desk.command("git");
    command.args(words).env("GIT_EXTERNAL_DIFF", format!("{diff} --git-external"));
    command.env("GIT_PAGER", "cat").env("COLUMNS", "100");
    let output = command.output().expect("git starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {words:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A repository with a file added, one changed, one deleted and one renamed since its first commit.
fn repository() -> Desk {
    let desk = Desk::new();
    git(&desk, &["init", "-q", "-b", "main"]);
    git(&desk, &["config", "user.name", "Ada Moreau"]);
    git(&desk, &["config", "user.email", "ada@a.example"]);
    git(&desk, &["config", "core.autocrlf", "false"]);
    desk.write("changed.txt", FERRY);
    desk.write("gone.txt", "Pool shut\n\nThe pool in the park is shut for good.\n");
    desk.write("a folder/old name.txt", FERRY.replace("cape", "coast"));
    desk.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-q", "-m", "First"]);
    desk.write("changed.txt", FERRY.replace("noon", "one"));
    desk.write("new.txt", "Bridge opens\n\nThe bridge over the sound opened on Friday.\n");
    desk.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDS");
    fs::remove_file(desk.path("gone.txt")).expect("the file was there");
    git(&desk, &["mv", "a folder/old name.txt", "a folder/new name.txt"]);
    desk.write("a folder/new name.txt", FERRY.replace("cape", "coast").replace("Nobody", "No one"));
    git(&desk, &["add", "."]);
    desk
}

/// The part of what git prints that is headed by a path.
fn part<'a>(out: &'a str, path: &str) -> &'a str {
    let start = out.find(&format!("{path}  ")).unwrap_or_else(|| panic!("{path} in {out}"));
    out[start..].split("\n\n\n").next().expect("a part")
}

#[test]
fn git_diff_shows_every_kind_of_change_word_by_word() {
    let desk = repository();
    let out = git(&desk, &["diff", "--cached", "-M"]);
    let changed = part(&out, "changed.txt");
    assert!(changed.starts_with("changed.txt  changed\nFerry sinks off the cape\n- changed.txt at "), "{out}");
    assert!(changed.contains("  2  It sank at [-noon-]{+one+}.\n"), "{out}");
    let gone = part(&out, "gone.txt");
    assert!(gone.starts_with("gone.txt  deleted\nPool shut\n"), "{out}");
    assert!(
        gone.contains("\n+ no text\n") && gone.contains("- 1  [-The pool in the park is shut for good.-]"),
        "{out}"
    );
    let new = part(&out, "new.txt");
    assert!(new.starts_with("new.txt  added\nBridge opens\n- no text\n+ new.txt at "), "{out}");
    assert!(new.contains("+ 1  {+The bridge over the sound opened on Friday.+}"), "{out}");
    let renamed = part(&out, "a folder/new name.txt");
    assert!(renamed.starts_with("a folder/new name.txt  renamed from a folder/old name.txt\n"), "{out}");
    assert!(renamed.contains("[-Nobody-]{+No one+} was hurt"), "{out}");
    assert!(part(&out, "picture.png").starts_with("picture.png  changed\nnot compared: binary"), "{out}");
}

#[test]
fn a_file_not_yet_added_is_named_as_it_is_now() {
    let desk = repository();
    desk.write("changed.txt", FERRY.replace("noon", "two"));
    let out = git(&desk, &["diff"]);
    assert!(out.contains("\n+ changed.txt as it is now\n") && out.contains("[-one-]{+two+}"), "{out}");
}

#[test]
fn a_conflict_is_named_and_does_not_end_gits_run() {
    let desk = Desk::new();
    let ran = desk.run(["diff", "--git-external", "story.txt"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("story.txt  unmerged: "), "{}", ran.out);
    let ran = desk.run(["diff", "--git-external", "story.txt", "a", "b"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("GIT_EXTERNAL_DIFF='variorum diff --git-external' git diff"), "{}", ran.err);
}

#[test]
fn the_other_views_and_formats_serve_git_too() {
    let desk = repository();
    let diff = format!("'{}' diff", env!("CARGO_BIN_EXE_variorum"));
    let run = |options: &str| {
        let mut command = desk.command("git");
        command.args(["diff", "--cached", "--", "changed.txt"]).env("GIT_PAGER", "cat").env("COLUMNS", "100");
        command.env("GIT_EXTERNAL_DIFF", format!("{diff} {options} --git-external"));
        String::from_utf8(command.output().expect("git starts").stdout).expect("UTF-8")
    };
    assert!(run("--view summary").contains("1 word in, 1 out; paragraph 2 changed."), "{}", run("--view summary"));
    assert!(run("--format critic").contains("It sank at {~~noon~>one~~}."), "{}", run("--format critic"));
    let value: serde_json::Value = serde_json::from_str(&run("--json")).expect("JSON");
    assert_eq!(value["article"], "changed.txt");
}

#[test]
fn git_difftool_shows_them_too() {
    let desk = repository();
    let tool = format!("'{}' diff", env!("CARGO_BIN_EXE_variorum"));
    let out = git(&desk, &["difftool", "--cached", "--no-prompt", "-x", &tool]);
    assert!(out.contains("  2  It sank at [-noon-]{+one+}.\n"), "{out}");
    assert!(out.contains("- 1  [-The pool in the park is shut for good.-]"), "{out}");
    assert!(out.contains("+ 1  {+The bridge over the sound opened on Friday.+}"), "{out}");
}

#[test]
fn a_diff_driver_named_in_the_attributes_works_alike() {
    let desk = repository();
    desk.write(".gitattributes", "*.txt diff=variorum\n");
    let command = format!("'{}' diff --view summary --git-external", env!("CARGO_BIN_EXE_variorum"));
    git(&desk, &["config", "diff.variorum.command", &command]);
    let out = git(&desk, &["diff", "--cached", "-M"]);
    assert!(out.contains("changed.txt  changed\n1 word in, 1 out; paragraph 2 changed.\n"), "{out}");
    assert!(out.contains("renamed from a folder/old name.txt\n2 words in, 1 out; paragraph 3 changed.\n"), "{out}");
}
