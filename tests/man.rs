//! The manual pages: one a command, the same bytes every time, and good roff.

mod desk;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use desk::Desk;

/// The names of the files in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder of pages");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8")).collect();
    names.sort();
    names
}

/// The commands that a help text lists.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page_and_they_are_listed_in_order() {
    let desk = Desk::new();
    let told = desk.ok("man pages/1");
    let mut expected = vec!["variorum.1".to_owned()];
    for command in commands(&desk.ok("help")) {
        expected.push(format!("variorum-{command}.1"));
        for below in commands(&desk.ok(&format!("help {command}"))) {
            expected.push(format!("variorum-{command}-{below}.1"));
        }
    }
    expected.sort();
    assert!(expected.contains(&"variorum-batch-diff.1".to_owned()) && expected.len() > 15, "{expected:?}");
    assert_eq!(names(&desk.path("pages/1")), expected);
    assert_eq!(told.lines().filter_map(|line| line.strip_prefix("pages/1/")).collect::<Vec<_>>(), expected);
}

#[test]
fn the_pages_are_the_same_every_time_and_in_every_year() {
    let mut desk = Desk::new();
    desk.ok("man one");
    desk.set("VARIORUM_NOW", "2031-01-01T00:00:00Z").set("COLUMNS", "40").set("VARIORUM_ARCHIVE", "/tmp/elsewhere");
    desk.ok("man two");
    for name in names(&desk.path("one")) {
        let read = |folder: &str| fs::read_to_string(desk.path(folder).join(&name)).expect("a page");
        assert_eq!(read("one"), read("two"), "{name}");
        assert!(!read("two").contains("elsewhere"), "{name}");
    }
}

#[test]
fn without_a_folder_the_main_page_is_printed() {
    let desk = Desk::new();
    let page = desk.ok("man");
    desk.ok("man pages");
    assert_eq!(fs::read_to_string(desk.path("pages/variorum.1")).expect("the main page"), page);
    for part in [".SH NAME\nvariorum \\- Keeps every version", "variorum\\-record(1)", ".SH NOTES\nExit codes: 0 done"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.is_ascii(), "roff in letters that every formatter reads");
}

#[test]
fn a_file_is_not_taken_for_a_folder() {
    let desk = Desk::new();
    desk.write("pages", "mine");
    let ran = desk.run(["man", "pages"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.err, "variorum: pages is a file; name a folder for the manual pages\n");
    assert_eq!(fs::read_to_string(desk.path("pages")).expect("the file"), "mine");
}

#[test]
fn a_formatter_has_nothing_to_say_against_the_pages() {
    let desk = Desk::new();
    desk.ok("man pages");
    for name in names(&desk.path("pages")) {
        let page = desk.path("pages").join(&name);
        let text = fs::read_to_string(&page).expect("a page");
        let stem = name.trim_end_matches(".1");
        assert!(text.contains(&format!("\n.TH {stem} 1 ")) && text.contains("\n.SH SYNOPSIS\n"), "{name}");
        let run = Command::new("groff").args(["-man", "-Tutf8", "-ww"]).arg(&page).stdin(Stdio::null()).output();
        // Not every machine has it; the text was looked at above.
        let Ok(formatted) = run else { continue };
        assert_eq!(String::from_utf8_lossy(&formatted.stderr), "", "{name}");
        assert!(formatted.status.success() && !formatted.stdout.is_empty(), "{name}");
    }
}
