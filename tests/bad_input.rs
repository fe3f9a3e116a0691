//! Whatever comes in: one clear sentence, exit code 2, and the archive as it was.

mod desk;

use std::fs;
use std::path::{Path, PathBuf};

use desk::{Desk, Ran};

const TEXT: &str = "Ferry sinks off Harl\n\nBy Ada Moreau\n\nThe ferry sank at noon.\n";

/// A desk with an archive of one article.
fn with_archive() -> Desk {
    let desk = Desk::new();
    desk.write("good.txt", TEXT);
    desk.ok("record good.txt --article example.org/ferry-sinks");
    desk
}

/// The names and bytes of everything below a folder, but for what connections to the index share in memory.
fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let mut entries: Vec<_> =
            fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("index.db-shm") {
                let bytes = fs::read(&path).expect("a file");
                all.push((path, bytes));
            }
        }
    }
    all
}

/// Runs a command that must fail, and returns its sentence; the archive must stay as it was.
fn refused(desk: &Desk, arguments: &[&str]) -> String {
    let before = content(&desk.path(".variorum"));
    let ran = desk.run(arguments);
    assert!(content(&desk.path(".variorum")) == before, "{arguments:?} changed the archive");
    sentence(&ran, arguments)
}

fn sentence(ran: &Ran, arguments: &[&str]) -> String {
    assert_eq!(ran.code, Some(2), "{arguments:?}: {ran:?}");
    assert_eq!(ran.out, "", "{arguments:?}");
    assert_eq!(ran.err.matches('\n').count(), 1, "{arguments:?}: not one line: {}", ran.err);
    assert!(!ran.err.trim_end().contains(char::is_control), "{:?}", ran.err);
    ran.err.strip_prefix("variorum: ").expect("the program names itself").trim_end().to_owned()
}

#[test]
fn a_file_that_is_not_there_or_no_file() {
    let desk = with_archive();
    assert_eq!(
        refused(&desk, &["record", "nosuch.txt"]),
        "there is no file nosuch.txt; check the name, or give the text on standard input with -"
    );
    fs::create_dir(desk.path("stories")).unwrap();
    assert_eq!(refused(&desk, &["record", "stories"]), "stories is a folder; name the files in it, e.g. stories/*.md");
}

#[test]
fn a_file_without_text() {
    let desk = with_archive();
    desk.write("empty.txt", "");
    desk.write("blank.txt", " \n\n\t\n");
    desk.write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0");
    desk.write("binary.txt", b"some\0thing");
    desk.write("menu.html", "<!doctype html><html><body><nav><a href=/>Home</a></nav></body></html>");
    for (name, said) in [
        ("empty.txt", "empty.txt is empty; give a file with the article's text"),
        ("blank.txt", "blank.txt is empty; give a file with the article's text"),
        ("picture.txt", "picture.txt is not text but a PNG image; give the article as text, Markdown or HTML"),
        (
            "binary.txt",
            "binary.txt is not text: byte 4 is a control character; give the article as text, Markdown or HTML",
        ),
        (
            "menu.html",
            "menu.html: no headline and no paragraph was found in it as HTML; check the file, or say --format",
        ),
    ] {
        assert_eq!(refused(&desk, &["record", name, "--article", "ferry"]), said);
    }
}

#[test]
fn text_in_no_encoding_is_told_with_its_place() {
    let desk = with_archive();
    desk.write("broken.txt", b"Caf\xc3\xa9 closes\n\nIt closed \xff\xfe at noon.\n");
    assert_eq!(
        refused(&desk, &["record", "broken.txt", "--article", "cafe"]),
        "broken.txt is not valid UTF-8 at byte 24; save it as UTF-8, or declare its encoding in the page"
    );
}

#[test]
fn a_file_that_is_too_large() {
    let desk = with_archive();
    let file = fs::File::create(desk.path("huge.txt")).unwrap();
    file.set_len(200 << 20).unwrap();
    assert_eq!(
        refused(&desk, &["record", "huge.txt", "--article", "ferry"]),
        "huge.txt is larger than 32 MiB, the most that is read as one article; give the article alone"
    );
}

#[test]
fn an_article_that_nothing_names() {
    let desk = with_archive();
    assert_eq!(
        refused(&desk, &["record", "good.txt"]),
        "good.txt does not say which article it is: name it, e.g. --article local/ferry-sinks-off-harl, or give its --url"
    );
    let told = desk.ok("record good.txt --article local/ferry-sinks-off-harl");
    assert!(told.contains("@1  first"), "the suggestion must work: {told}");
}

#[test]
fn times_that_do_not_exist() {
    let desk = with_archive();
    let at = |time: &str| refused(&desk, &["record", "good.txt", "--article", "ferry", "--at", time]);
    assert_eq!(at("2026-02-30"), "--at 2026-02-30: there is no such day or time; check day, month and hour");
    assert!(at("2026-02-18T25:61Z").starts_with("--at 2026-02-18T25:61Z: there is no such day or time"));
    assert!(at("next week").starts_with("--at \"next week\" is not a time: give one such as 2026-02-18T10:15-08:00"));
    desk.write("dated.md", "---\ntitle: Ferry\ndate: 2026-02-30\n---\n\nIt sank.\n");
    assert_eq!(
        refused(&desk, &["record", "dated.md", "--article", "ferry"]),
        "dated.md: `date: 2026-02-30` is not a date; give one such as 2026-02-18T10:15:00-08:00"
    );
}

#[test]
fn front_matter_that_is_wrong() {
    let desk = with_archive();
    desk.write("page.md", "---\nformat: 1\nheadlin: Ferry\n---\n\nIt sank.\n");
    assert_eq!(
        refused(&desk, &["record", "page.md", "--article", "ferry"]),
        "page.md, line 3: unknown key \"headlin\"; mend that line, or drop `format:` to have it read as any Markdown file"
    );
}

#[test]
fn articles_and_versions_that_are_not_there() {
    let desk = with_archive();
    let unknown = refused(&desk, &["show", "example.org/fery-sinks"]);
    assert_eq!(unknown, "no article goes by \"example.org/fery-sinks\"; did you mean ferry-sinks?");
    assert!(refused(&desk, &["show", "ferry-sinks@7"]).contains("no version 7"));
    assert!(refused(&desk, &["diff", "ferry-sinks", "1", "x"]).contains("\"x\""));
}

#[test]
fn names_that_play_tricks() {
    let desk = with_archive();
    let long = "x".repeat(300);
    for name in [
        "../ferry",
        "example.org/../../etc",
        "-rf",
        "--help-me/x",
        ".git",
        "example.org/.git/config",
        &long,
        "",
        "a\u{7}b",
    ] {
        let said = refused(&desk, &["record", "good.txt", &format!("--article={name}")]);
        assert!(said.contains("give a name such as example.org/ferry-sinks"), "{name:?}: {said}");
    }
    let told = desk.run(["record", "good.txt", "--article", "🚢 sinks"]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert!(told.out.is_ascii(), "{}", told.out);
    assert!(!desk.path("ferry").exists() && !desk.path("../ferry").exists());
}

#[test]
fn a_folder_that_is_no_archive() {
    let desk = with_archive();
    desk.write("notes/todo.txt", "milk");
    let said = refused(&desk, &["--archive", "notes", "record", "good.txt", "--article", "ferry"]);
    assert!(said.contains("notes is not empty; a new archive needs an empty or new folder"), "{said}");
    let said = refused(&desk, &["--archive", "nowhere", "list"]);
    assert!(
        said.contains("there is no archive in ") && said.contains("`variorum record` or `variorum init` makes one"),
        "{said}"
    );
}

#[test]
fn a_git_repository_of_somebody_else() {
    let desk = with_archive();
    assert!(desk.command("git").args(["init", "-q", "--bare", "foreign"]).status().unwrap().success());
    let before = content(&desk.path("foreign"));
    let said = refused(&desk, &["--archive", "foreign", "record", "good.txt", "--article", "ferry"]);
    assert!(said.contains("is a git repository, but no archive"), "{said}");
    assert_eq!(content(&desk.path("foreign")), before);
}

#[test]
fn a_damaged_archive() {
    let desk = with_archive();
    fs::write(desk.path(".variorum/refs/heads/main"), "garbage\n").unwrap();
    for arguments in [&["record", "good.txt", "--article", "ferry"][..], &["list"], &["show", "ferry-sinks"]] {
        let said = refused(&desk, arguments);
        assert!(said.starts_with("the archive is damaged: refs/heads/main: "), "{said}");
    }
}

/// A file system of its own that is soon full, which only the superuser can make.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full() {
    let desk = Desk::new();
    desk.write("good.txt", TEXT);
    // Words that no two of are alike, which no compression makes short.
    let words = (1..40_000_u64).map(|number| format!("w{:x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    desk.write("long.txt", format!("Long\n\n{}.", words.collect::<Vec<_>>().join(" ")));
    fs::create_dir(desk.path("disk")).unwrap();
    let mounted = desk.command("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs", "disk"]).output();
    if !mounted.is_ok_and(|ran| ran.status.success()) {
        assert!(!desk.path("disk/.keep").exists(), "without a file system of its own there is nothing to fill");
        return;
    }
    let ran = std::panic::catch_unwind(|| {
        desk.ok("--archive disk/archive record good.txt --article ferry");
        fs::write(desk.path("disk/fill"), vec![0; 1 << 20]).expect_err("the disk is full");
        let before = desk.ok("--archive disk/archive list");
        let ran = desk.run(["--archive", "disk/archive", "record", "long.txt", "--article", "ferry"]);
        let said = sentence(&ran, &["record"]);
        assert!(said.starts_with("no room is left for "), "{said}");
        fs::remove_file(desk.path("disk/fill")).unwrap();
        assert_eq!(desk.ok("--archive disk/archive list"), before);
        desk.ok("--archive disk/archive verify");
    });
    desk.command("umount").arg("disk").status().unwrap();
    ran.unwrap();
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let desk = with_archive();
    let locked = desk.path("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    let writable = fs::write(locked.join("probe"), "").is_ok();
    let ran = desk.run(["--archive", "locked/archive", "record", "good.txt", "--article", "ferry"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    if writable {
        assert_eq!(ran.code, Some(0), "the superuser may write anywhere: {}", ran.err);
    } else {
        let said = sentence(&ran, &["record"]);
        assert!(said.contains("cannot be written: you have no permission"), "{said}");
        assert_eq!(fs::read_dir(&locked).unwrap().count(), 0);
    }
}

#[test]
fn escapes_in_an_article_never_reach_the_terminal() {
    let desk = with_archive();
    let nasty = "Ferry \u{1b}[31msinks\u{7}\n\nBy Ada \u{1b}]0;x\u{7}Moreau\n\nIt sank\u{9b}2J at noon.\u{202e}\n";
    desk.write("nasty.txt", nasty);
    desk.write("nasty.md", "---\ntitle: \"Ferry \\e[31msinks\"\n---\n\nIt sank\u{1b}[2J.\n");
    desk.write(
        "nasty.html",
        "<html><body><article><h1>Ferry &#27;[31msinks</h1><p>It sank&#x1b;[2J at noon, they say.</p></article>",
    );
    for (name, article) in [("nasty.txt", "one"), ("nasty.md", "two"), ("nasty.html", "three")] {
        desk.ok(&format!("record {name} --article {article}"));
        for command in
            [format!("show {article}"), format!("show {article} --json"), format!("log {article}"), "list".to_owned()]
        {
            let shown = desk.ok(&command);
            let steers = |letter: char| letter.is_control() && letter != '\n';
            assert!(!shown.contains(steers), "{command}: {shown:?}");
        }
    }
    let log = desk.command("git").args(["--git-dir", ".variorum", "log", "-p"]).output().unwrap();
    assert!(!String::from_utf8_lossy(&log.stdout).contains('\u{1b}'), "git shows an escape");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = with_archive();
    let program = env!("CARGO_BIN_EXE_variorum");
    let ran = desk
        .command("sh")
        .args([
            "-c",
            &format!(
                "{program} completions bash | head -1 >/dev/null; {program} completions bash 2>err | true; cat err"
            ),
        ])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "");
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
}
