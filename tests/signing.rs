//! Signed archives: a signature vouches for a version and all before it, by plain git and by `verify`.

mod desk;

use std::fs;
use std::path::PathBuf;

use desk::{Desk, Ran};
use serde_json::Value;

/// A desk whose user signs with an ssh key and trusts it, and whose archive is signed.
fn signing_desk() -> Desk {
    let desk = Desk::new();
    key(&desk, "key");
    trust(&desk, &["key"]);
    assert_eq!(desk.ok("init --sign"), "made an empty archive: .variorum\ncommits are signed from now on\n");
    desk
}

/// Makes a key of ssh, and has the user's git sign with it.
fn key(desk: &Desk, name: &str) -> PathBuf {
    let file = desk.path(name);
    run(desk, "ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", &file.to_string_lossy()]);
    configure(desk, "gpg.format", "ssh");
    configure(desk, "user.signingKey", &file.to_string_lossy());
    file
}

/// Has the user's git trust keys, by the names of their files.
fn trust(desk: &Desk, keys: &[&str]) {
    let public = |name: &&str| fs::read_to_string(desk.path(format!("{name}.pub"))).expect("a key");
    let lines: Vec<String> = keys.iter().map(|name| format!("{name}@harl.example {}", public(name))).collect();
    let file = desk.write("signers", lines.concat());
    configure(desk, "gpg.ssh.allowedSignersFile", &file.to_string_lossy());
}

fn configure(desk: &Desk, key: &str, value: &str) {
    run(desk, "git", &["config", "--global", key, value]);
}

fn run(desk: &Desk, program: &str, arguments: &[&str]) -> String {
    let output = desk.command(program).args(arguments).output().unwrap_or_else(|_| panic!("{program} is installed"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &said
}

fn git(desk: &Desk, words: &str) -> String {
    let arguments: Vec<&str> = ["--git-dir=.variorum"].into_iter().chain(words.split(' ')).collect();
    run(desk, "git", &arguments)
}

fn record(desk: &Desk, hour: u32) -> Ran {
    desk.write("ferry.txt", format!("The ferry sinks\n\nBy Ada Moreau\n\nIt left Harl at {hour} with 30 people.\n"));
    let at = format!("2026-02-18T{hour:02}:00:00Z");
    desk.run(["record", "ferry.txt", "--article", "harl.example/ferry", "--at", &at])
}

fn recorded(desk: &Desk, hours: std::ops::RangeInclusive<u32>) {
    for hour in hours {
        let ran = record(desk, hour);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
}

fn verify(desk: &Desk) -> Value {
    git(desk, "fsck --full --strict");
    serde_json::from_str(&desk.run(["verify", "--json"]).out).expect("JSON")
}

fn fingerprint(desk: &Desk, name: &str) -> String {
    let told = run(desk, "ssh-keygen", &["-l", "-f", &desk.path(format!("{name}.pub")).to_string_lossy()]);
    told.split(' ').nth(1).expect("a fingerprint").to_owned()
}

#[test]
fn every_version_recorded_is_signed_and_good_by_plain_git() {
    let desk = signing_desk();
    recorded(&desk, 9..=10);
    for commit in ["main", "main~1"] {
        let told = git(&desk, &format!("verify-commit {commit}"));
        assert!(told.starts_with("Good \"git\" signature for key@harl.example with ED25519 key"), "{told}");
    }
    let key = fingerprint(&desk, "key");
    assert_eq!(
        desk.ok("verify"),
        format!(
            "signed  2 commits by key@harl.example, key {key}: good\n1 article, 2 versions, 2 captures: nothing is damaged\n"
        )
    );
    let signatures = &verify(&desk)["signatures"];
    assert_eq!(
        signatures["by"],
        serde_json::json!([{ "key": key, "owner": "key@harl.example", "standing": "good", "commits": 2 }])
    );
    assert_eq!((&signatures["versions_covered"], &signatures["versions_unsigned"]), (&0.into(), &0.into()));
}

#[test]
fn an_import_signs_the_last_of_its_batch_which_vouches_for_all_before_it() {
    let desk = signing_desk();
    let row = |hour: u32| {
        format!(
            "{{\"article\":\"harl.example/ferry\",\"at\":\"2026-02-18T{hour:02}:00:00Z\",\"headline\":\"The ferry\",\
             \"body\":[\"It left Harl at {hour}.\"]}}\n"
        )
    };
    desk.write("rows.jsonl", (1..=5).map(row).collect::<String>());
    desk.ok("import jsonl rows.jsonl");
    let signatures = &verify(&desk)["signatures"];
    assert_eq!((&signatures["by"][0]["commits"], &signatures["versions_covered"]), (&1.into(), &4.into()));
    git(&desk, "verify-commit main");
    let told = desk.ok("verify");
    assert!(told.contains("\nunsigned  4 versions, vouched for by a signature after them\n"), "{told}");
}

#[test]
fn rulings_and_withdrawals_are_signed_too() {
    let desk = signing_desk();
    recorded(&desk, 9..=11);
    desk.ok("withdraw ferry@2 --why wrong --by Ada");
    git(&desk, "verify-commit refs/variorum/withdrawn");
    assert_eq!(verify(&desk)["signatures"]["by"][0]["commits"], 4);
}

#[test]
fn a_key_that_is_missing_or_refused_stops_the_record_and_nothing_is_written() {
    let desk = signing_desk();
    recorded(&desk, 9..=9);
    let before = git(&desk, "for-each-ref");
    fs::remove_file(desk.path("key")).expect("the key");
    let ran = record(&desk, 10);
    assert_eq!(ran.code, Some(2));
    let begins = "variorum: nothing was written, since commits are to be signed and cannot be: ssh-keygen does not sign with \
                  the key ";
    assert!(ran.err.starts_with(begins) && ran.err.lines().count() == 1, "{}", ran.err);
    run(&desk, "git", &["config", "--global", "--unset", "user.signingKey"]);
    let ran = record(&desk, 10);
    assert_eq!(
        ran.err,
        "variorum: nothing was written, since commits are to be signed and cannot be: git's configuration names no key: \
         set user.signingKey, and gpg.format = ssh for a key of ssh\n"
    );
    assert_eq!(git(&desk, "for-each-ref"), before);
    let left = fs::read_dir(desk.path(".variorum/variorum")).expect("a folder").flatten();
    assert!(left.map(|entry| entry.file_name()).all(|name| !name.to_string_lossy().starts_with("signing")));
    assert_eq!(verify(&desk)["versions"], 1);
}

#[test]
fn an_archive_is_not_to_be_signed_where_no_signature_can_be_made() {
    let desk = Desk::new();
    let ran = desk.run(["init", "--sign"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), "made an empty archive: .variorum\n"));
    assert!(ran.err.contains("git's configuration names no key"), "{}", ran.err);
    recorded(&desk, 9..=9);
    key(&desk, "key");
    assert_eq!(desk.ok("init --sign"), "an archive is there already: .variorum\ncommits are signed from now on\n");
    recorded(&desk, 10..=10);
    assert_eq!(verify(&desk)["signatures"]["versions_covered"], 0, "nobody vouches for the key");
}

#[test]
fn a_key_that_nobody_vouches_for_is_told_by_its_fingerprint() {
    let desk = signing_desk();
    recorded(&desk, 9..=9);
    key(&desk, "other");
    recorded(&desk, 10..=10);
    let told = desk.ok("verify");
    let other = fingerprint(&desk, "other");
    assert!(
        told.contains(&format!("signed  1 commit by key {other}: good, but nobody here vouches for the key\n")),
        "{told}"
    );
    run(&desk, "git", &["config", "--global", "--unset", "gpg.ssh.allowedSignersFile"]);
    let told = desk.ok("verify");
    assert_eq!(told.matches("good, but nobody here vouches for the key").count(), 2, "{told}");
}

/// Signatures count by the word of whoever looks; an archive that comes from elsewhere could say anything.
#[test]
fn an_archive_names_neither_programs_that_are_run_nor_keys_that_are_trusted() {
    let desk = signing_desk();
    recorded(&desk, 9..=9);
    run(&desk, "git", &["config", "--global", "--unset", "gpg.ssh.allowedSignersFile"]);
    let evil = desk.write("evil", "#!/bin/sh\ntouch \"$HOME/was-run\"\nexit 1\n");
    run(&desk, "chmod", &["+x", "evil"]);
    for key in ["gpg.program", "gpg.ssh.program", "gpg.x509.program", "gpg.openpgp.program"] {
        git(&desk, &format!("config {key} {}", evil.display()));
    }
    git(&desk, &format!("config gpg.ssh.allowedSignersFile {}", desk.path("signers").display()));
    let told = desk.ok("verify");
    assert!(told.contains("nobody here vouches for the key"), "{told}");
    recorded(&desk, 10..=10);
    assert!(!desk.path("../home/was-run").exists());
}

#[test]
fn a_signature_of_another_commit_is_damage() {
    let desk = signing_desk();
    recorded(&desk, 9..=9);
    let commit = git(&desk, "cat-file commit main");
    for forged in [
        commit.replace("The ferry sinks", "The ferry sank").replace("Recorded-By: editor", "Recorded-By: nobody"),
        commit.replace("-----BEGIN SSH SIGNATURE-----", "-----BEGIN OTHER SIGNATURE-----"),
    ] {
        assert_ne!(forged, commit);
        desk.write("forged", &forged);
        let id = git(&desk, "hash-object -t commit -w forged");
        git(&desk, &format!("update-ref refs/heads/main {}", id.trim()));
        let ran = desk.run(["verify"]);
        assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
        let line = ran.out.lines().next().unwrap_or_default();
        assert!(line.starts_with("damaged  harl.example/ferry-"), "{}", ran.out);
        assert!(line.ends_with("@1  its signature is bad: it is not one of this commit"), "{}", ran.out);
    }
}

#[test]
fn where_git_or_the_program_is_missing_verify_says_that_signatures_were_not_checked() {
    let mut desk = signing_desk();
    recorded(&desk, 9..=9);
    configure(&desk, "gpg.ssh.program", "no-such-program");
    let told = desk.ok("verify");
    assert!(told.contains("signed  1 commit, not checked: no-such-program is missing\n"), "{told}");
    desk.set("PATH", &desk.path("nothing").to_string_lossy());
    let told = desk.ok("verify");
    assert!(told.contains("signed  1 commit, not checked: git is missing\n"), "{told}");
    assert!(told.ends_with("nothing is damaged\n"), "{told}");
}

#[test]
fn a_proof_names_the_signature_and_how_to_check_it() {
    let desk = signing_desk();
    recorded(&desk, 9..=9);
    let told = desk.ok("prove ferry@1");
    assert!(told.contains("| signature | SSH, of the commit |"), "{told}");
    let line = told.lines().find(|line| line.starts_with("git verify-commit ")).expect("a command");
    let commit = line.split(' ').nth(2).expect("a commit");
    assert!(git(&desk, &format!("verify-commit {commit}")).starts_with("Good"));
    let facts: Value = serde_json::from_str(&desk.ok("prove ferry@1 --json")).expect("JSON");
    assert_eq!(facts["signature"]["kind"], "SSH");
}

#[test]
fn a_version_without_a_signature_is_proven_by_that_of_a_later_one() {
    let desk = Desk::new();
    recorded(&desk, 9..=10);
    key(&desk, "key");
    desk.ok("init --sign");
    recorded(&desk, 11..=11);
    let told = desk.ok("prove ferry@1");
    let tip = git(&desk, "rev-parse main");
    assert!(told.contains(&format!("| signature | SSH, of the later commit `{}` |", tip.trim())), "{told}");
}

#[test]
fn what_is_erased_takes_signatures_with_it_and_the_rest_is_signed_anew() {
    let desk = signing_desk();
    recorded(&desk, 9..=12);
    let told = desk.ok("withdraw ferry@2 --erase --yes --why wrong --by Ada");
    let lost =
        "unsigned   2 versions lost their signatures, as commits were made anew: signed anew by the newest of them\n";
    assert!(told.contains(lost), "{told}");
    let signatures = &verify(&desk)["signatures"];
    assert_eq!(signatures["versions_covered"], 1);
    assert_eq!(signatures["versions_unsigned"], 0);
    git(&desk, "verify-commit main");
}

#[test]
fn nothing_is_erased_where_the_rest_cannot_be_signed_anew() {
    let desk = signing_desk();
    recorded(&desk, 9..=11);
    fs::remove_file(desk.path("key")).expect("the key");
    let ran = desk.run(["withdraw", "ferry@2", "--erase", "--yes", "--why", "wrong", "--by", "Ada"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    let told = verify(&desk);
    assert_eq!((&told["versions"], &told["damages"]), (&3.into(), &serde_json::json!([])));
}

#[test]
fn a_sync_that_makes_commits_anew_signs_the_newest_and_says_so() {
    let desk = signing_desk();
    run(&desk, "git", &["init", "-q", "--bare", "--initial-branch=main", "shared.git"]);
    let shared = desk.path("shared.git").to_string_lossy().into_owned();
    for archive in ["--archive .variorum", "--archive elsewhere"] {
        desk.ok(&format!("{archive} init"));
        desk.ok(&format!("{archive} remote add origin {shared}"));
    }
    desk.write("other.txt", "Elsewhere\n\nBy Ada Moreau\n\nNothing sank.\n");
    desk.ok("--archive elsewhere record other.txt --article harl.example/other --at 2026-02-18T08:00Z");
    desk.ok("--archive elsewhere sync");
    recorded(&desk, 9..=10);
    let told = desk.ok("sync");
    let lost =
        "unsigned  2 versions lost their signatures, as commits were made anew: signed anew by the newest of them\n";
    assert!(told.contains(lost), "{told}");
    let signatures = &verify(&desk)["signatures"];
    assert_eq!((&signatures["versions_covered"], &signatures["versions_unsigned"]), (&2.into(), &0.into()));
    let told = desk.ok("--archive elsewhere sync");
    assert!(!told.contains("unsigned"), "{told}");
    assert_eq!(git(&desk, "rev-parse main"), run(&desk, "git", &["--git-dir=elsewhere", "rev-parse", "main"]));
}
