//! The house stands: a module imports only what stands above it, and each engine is named behind its own door.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors in the order `src/lib.rs` declares them.
fn floors() -> Vec<String> {
    let plan = fs::read_to_string("src/lib.rs").expect("src/lib.rs");
    plan.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// Every source file below `folder`, by name.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The code of a file: without its tests, comments and examples.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let before_tests = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = before_tests.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The names that `code` reaches for below `root`, e.g. the floors named as `crate::diff::…` or `crate::{diff, text}`.
fn named_below(code: &str, root: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(root) {
        let rest = &code[at + root.len()..];
        let list = rest.strip_prefix('{').and_then(|rest| rest.split('}').next()).unwrap_or(rest);
        let parts = if rest.starts_with('{') { list.split(',').collect() } else { vec![list] };
        names.extend(parts.iter().map(|part| {
            part.trim().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect::<String>()
        }));
    }
    names
}

#[test]
fn a_module_imports_only_from_the_floors_above_it() {
    let floors = floors();
    let height: BTreeMap<&str, usize> = floors.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let apart = ["capture", "store", "render"];
    let mut wrong = Vec::new();
    for floor in &floors {
        for path in sources(&Path::new("src").join(floor)) {
            for name in named_below(&code(&path), "crate::") {
                let Some(&named) = height.get(name.as_str()) else {
                    wrong.push(format!("{} names crate::{name}, which is no floor", path.display()));
                    continue;
                };
                let side_by_side = name != *floor && apart.contains(&name.as_str()) && apart.contains(&floor.as_str());
                if named > height[floor.as_str()] || side_by_side {
                    wrong.push(format!("{} imports from {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports that do not look down the house:\n{}", wrong.join("\n"));
}

#[test]
fn the_library_does_not_know_the_program() {
    for floor in floors() {
        assert_ne!(floor, "cli", "the command line belongs to the program");
    }
    assert!(sources(Path::new("src/cli")).iter().all(|path| !code(path).contains("crate::store")));
}

#[test]
fn each_engine_is_named_behind_its_own_door() {
    let doors = [
        ("git2", "src/store/git/"),
        ("libgit2_sys", "src/store/git/"),
        ("rusqlite", "src/store/index"),
        ("similar", "src/diff/words.rs"),
        ("icu_segmenter", "src/text/"),
        ("sentencex", "src/text/"),
        ("whatlang", "src/text/"),
        ("colored", "src/render/paint.rs"),
        ("clap", "src/cli/"),
        ("html5ever", "src/capture/html/"),
        ("html5gum", "src/capture/html/"),
        ("encoding_rs", "src/capture/"),
        ("winnow", "src/notes/"),
        ("anyhow", "src/cli/"),
        ("ureq", "src/capture/http/"),
        ("feed_rs", "src/capture/feed.rs"),
        ("quick_xml", "src/capture/"),
        ("flate2", "src/capture/"),
        ("libdeflater", "src/store/git/entry.rs"),
        ("rayon", "src/cores/"),
        ("mimalloc", "src/main.rs"),
        ("signal_hook", "src/cli/clock.rs"),
    ];
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let code = code(&path);
        let name = path.to_string_lossy().into_owned();
        for (engine, door) in doors {
            let named = code.contains(&format!("{engine}::")) || code.contains(&format!("use {engine} "));
            let behind = door.split(' ').any(|door| name.starts_with(door));
            if named && !behind && !code.contains(&format!("_{engine}::")) {
                wrong.push(format!("{name} names {engine}, whose door is {door}"));
            }
        }
    }
    assert!(wrong.is_empty(), "engines outside their doors:\n{}", wrong.join("\n"));
}

#[test]
fn the_ground_floors_ask_nothing_of_the_world() {
    let world = ["std::fs", "std::io", "std::env", "std::net", "std::process", "std::time", "Utc::now", "Local::now"];
    let mut wrong = Vec::new();
    for floor in ["text", "diff", "article", "notes", "history", "render"] {
        for path in sources(&Path::new("src").join(floor)) {
            let code = code(&path);
            wrong.extend(
                world.iter().filter(|name| code.contains(**name)).map(|name| format!("{}: {name}", path.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "the world comes in as an argument:\n{}", wrong.join("\n"));
}

#[test]
fn files_are_short_enough_to_read() {
    let long = |path: &PathBuf| {
        let lines = fs::read_to_string(path).expect("a source file");
        let count = lines.lines().take_while(|line| *line != "#[cfg(test)]").count();
        (count > 400).then(|| format!("{}: {count} lines before its tests", path.display()))
    };
    let long: Vec<_> = sources(Path::new("src")).iter().filter_map(long).collect();
    assert!(long.is_empty(), "one noun, one file:\n{}", long.join("\n"));
}

#[test]
fn no_drawer_is_without_a_name() {
    let nameless = ["utils", "util", "common", "misc", "helpers", "helper"];
    for path in sources(Path::new("src")) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        assert!(!nameless.contains(&stem.as_str()) && !nameless.contains(&folder.as_str()), "{}", path.display());
    }
}
