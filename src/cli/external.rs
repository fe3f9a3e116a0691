//! `diff --git-external`: the program git runs in the place of its own diff.

use anyhow::{Result, bail};
use variorum::article::Snapshot;
use variorum::desk::{IntakeError, Problem};
use variorum::diff::Sides;
use variorum::history::compare;
use variorum::render::{Compared, Line, Page, Role};

use super::args::{DiffArgs, DiffFormat};
use super::outcome::Outcome;
use super::settings::Settings;
use super::{diff, file, screen};

/// What git calls the file of a side that is not there.
const NO_FILE: &str = "/dev/null";

/// How many digits of a hash are shown.
const SHORT_HASH: usize = 7;

/// One side, as git hands it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Side<'a> {
    /// The path in the repository.
    path: &'a str,
    /// The file that holds the content; it may be a temporary one.
    file: &'a str,
    hash: &'a str,
    mode: &'a str,
}

/// Shows one file that git found changed; git runs the program once for each.
pub(super) fn run(args: &DiffArgs, settings: &Settings) -> Result<Outcome> {
    // git has its own pager round all files.
    let settings = &Settings { pager: None, ..settings.clone() };
    let given: Vec<&str> = [&args.from, &args.to].into_iter().flatten().chain(&args.git).map(String::as_str).collect();
    let path = args.article.as_str();
    let sides = match given.as_slice() {
        [] => return unmerged(path, settings),
        [old, old_hash, old_mode, new, new_hash, new_mode, rest @ ..] if rest.len() <= 2 => Sides::new(
            Side { path, file: old, hash: old_hash, mode: old_mode },
            Side { path: rest.first().copied().unwrap_or(path), file: new, hash: new_hash, mode: new_mode },
        ),
        _ => bail!(
            "--git-external takes what git gives: path, old file, hash and mode, new file, hash and mode; here are {} \
             arguments. Use it as GIT_EXTERNAL_DIFF='variorum diff --git-external' git diff",
            given.len() + 1
        ),
    };
    let read = |side: Side<'_>| file::snapshot(settings, side.file);
    match (read(sides.before), read(sides.after)) {
        (Ok(before), Ok(after)) => show(args, settings, sides, Sides::new(&before, &after)),
        (Err(error), _) | (_, Err(error)) => match error.downcast_ref::<IntakeError>().map(|error| &error.problem) {
            Some(Problem::Unreadable(reason)) => unreadable(settings, sides, &reason.to_string()),
            _ => Err(error),
        },
    }
}

fn show(args: &DiffArgs, settings: &Settings, sides: Sides<Side<'_>>, snapshots: Sides<&Snapshot>) -> Result<Outcome> {
    let on_screen = diff::format(args) == DiffFormat::Terminal;
    let article = (!on_screen).then(|| sides.after.path.to_owned());
    let compared = Compared { article, names: sides.map(name), snapshots, comparison: &compare(snapshots) };
    let text = diff::text(args, settings, &compared)?;
    if on_screen {
        screen::write(&format!("{}{text}\n", screen::drawn(settings, &header(sides))))?;
    } else {
        screen::write(&text)?;
    }
    Ok(diff::outcome(args, snapshots))
}

/// Names a side: the version git means, or the file as it lies there.
fn name(side: Side<'_>) -> String {
    if side.file == NO_FILE {
        return "no text".to_owned();
    }
    let known = side.hash.chars().any(|digit| digit != '0') && side.hash != ".";
    if known { format!("{} at {}", side.path, short(side.hash)) } else { format!("{} as it is now", side.path) }
}

fn short(hash: &str) -> &str {
    hash.get(..SHORT_HASH).unwrap_or(hash)
}

/// Draws the path, and what became of the file.
fn header(sides: Sides<Side<'_>>) -> Page {
    let Sides { before, after } = sides;
    let fate = if before.file == NO_FILE {
        "added".to_owned()
    } else if after.file == NO_FILE {
        "deleted".to_owned()
    } else if before.path != after.path {
        format!("renamed from {}", before.path)
    } else if before.mode != after.mode {
        format!("changed, mode {} to {}", before.mode, after.mode)
    } else {
        "changed".to_owned()
    };
    let mut page = Page::new();
    page.push(Line::new().with(Role::Heading, after.path).with(Role::Faint, &format!("  {fate}")));
    page
}

fn unmerged(path: &str, settings: &Settings) -> Result<Outcome> {
    let mut page = Page::new();
    let words = "  unmerged: both sides of a merge changed it, and git has no single text of it";
    page.push(Line::new().with(Role::Heading, path).with(Role::Alert, words));
    screen::write(&format!("{}\n", screen::drawn(settings, &page)))?;
    Ok(Outcome::Done)
}

fn unreadable(settings: &Settings, sides: Sides<Side<'_>>, reason: &str) -> Result<Outcome> {
    let mut page = header(sides);
    page.push(Line::new().with(Role::Faint, &format!("not compared: {reason}")));
    screen::write(&format!("{}\n", screen::drawn(settings, &page)))?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_named_by_its_hash_or_as_it_lies_there() {
        let side = |file, hash| Side { path: "a.md", file, hash, mode: "100644" };
        assert_eq!(name(side("/tmp/x", "0123456789abcdef")), "a.md at 0123456");
        assert_eq!(name(side("a.md", "0000000000000000")), "a.md as it is now");
        assert_eq!(name(side("/dev/null", ".")), "no text");
    }
}
