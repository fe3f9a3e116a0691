//! What the documents say is so: commands print what the README shows, and the files named exist.
//!
//! `VARIORUM_RENEW=1 cargo test --test readme` writes what the commands print into the README.
mod desk;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk::Desk;

const README: &str = "README.md";

/// A desk with the sample stories and `variorum` on its path, as for a reader who follows the README.
fn readers_desk() -> Desk {
    let mut desk = Desk::new();
    let program = Path::new(env!("CARGO_BIN_EXE_variorum")).parent().expect("a program has a folder");
    let inherited = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([program.to_path_buf()].into_iter().chain(env::split_paths(&inherited)));
    desk.set("PATH", path.expect("a path").to_str().expect("a path in UTF-8"));
    desk.set("VARIORUM_NOW", "2026-07-01T09:00:00Z").set("COLUMNS", "100");
    copy(Path::new("snapshots"), &desk.path("snapshots"));
    desk
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        let copied = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("a file is copied");
        }
    }
}

/// Runs a line of the README in a shell and returns all it prints, standard output first.
fn run(desk: &Desk, line: &str) -> String {
    let output = desk.command("sh").arg("-c").arg(line).output().expect("a shell");
    let both = [output.stdout, output.stderr].concat();
    String::from_utf8(both).expect("output is UTF-8")
}

/// Returns `document` with what its `console` blocks show replaced by what their commands print.
fn rerun(document: &str, desk: &Desk) -> String {
    let mut renewed = String::new();
    let mut in_console = false;
    for line in document.lines() {
        let fence = line.starts_with("```");
        let opens = line == "```console";
        let command = line.strip_prefix("$ ").filter(|_| in_console && !fence);
        if !in_console || fence || command.is_some() {
            renewed.push_str(line);
            renewed.push('\n');
        }
        if let Some(command) = command {
            renewed.extend(run(desk, command).lines().map(|line| format!("{}\n", line.trim_end())));
        }
        in_console = if fence { opens } else { in_console };
    }
    renewed
}

#[test]
fn every_command_of_the_readme_prints_what_the_readme_shows() {
    let shown = fs::read_to_string(README).expect(README);
    let printed = rerun(&shown, &readers_desk());
    if env::var_os("VARIORUM_RENEW").is_some() {
        fs::write(README, printed).expect("the README is written");
    } else {
        let pairs = shown.lines().zip(printed.lines()).zip(1..);
        let first =
            pairs.filter(|((shown, printed), _)| shown != printed).map(|(lines, number)| (number, lines)).next();
        assert_eq!(first, None, "a line of the README; renew with: VARIORUM_RENEW=1 cargo test --test readme");
        assert_eq!(shown.lines().count(), printed.lines().count(), "the README is cut short or too long");
    }
}

/// The words of `text` between backticks, and the targets of its links.
fn named(text: &str) -> Vec<String> {
    let ticked = text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
    let linked = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    ticked.chain(linked).map(str::to_owned).collect()
}

#[test]
fn the_files_that_the_documents_name_exist() {
    let roots = ["src/", "tests/", "snapshots/"];
    let mut missing = Vec::new();
    for document in [README, "ARCHITECTURE.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(document).expect(document);
        for name in named(&text) {
            let local = roots.iter().any(|root| name.starts_with(root))
                || Path::new(&name).extension().is_some_and(|extension| extension == "md");
            let pattern = name.contains(['*', '<', ' ', '…']);
            if local && !pattern && !PathBuf::from(&name).exists() {
                missing.push(format!("{document} names {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// All code of the project, for a look at the names in it.
fn code(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    let read = |path: PathBuf| if path.is_dir() { code(&path) } else { fs::read_to_string(path).unwrap_or_default() };
    entries.map(read).collect()
}

#[test]
fn the_functions_and_types_that_the_documents_name_exist() {
    let code = code(Path::new("src"));
    let architecture = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    let mut missing = Vec::new();
    for name in named(&architecture) {
        let Some((_, last)) = name.rsplit_once("::") else { continue };
        let declared = ["fn ", "struct ", "enum ", "mod "].iter().any(|word| code.contains(&format!("{word}{last}")));
        if !declared && !code.contains(&format!("pub {last}:")) {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "ARCHITECTURE.md names {missing:?}");
}

#[test]
fn the_readme_names_every_command_of_the_program() {
    let help = Command::new(env!("CARGO_BIN_EXE_variorum")).arg("help").output().expect("the program starts");
    let help = String::from_utf8(help.stdout).expect("help is UTF-8");
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let readme = fs::read_to_string(README).expect(README);
    for command in commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        assert!(readme.contains(&format!("`{command}`")), "the README does not name `{command}`");
    }
}
