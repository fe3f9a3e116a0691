//! The picture in the README is what the tool draws now.
//!
//! Run with `VARIORUM_RENEW=1` to draw it anew.

use std::fs;
use std::path::Path;

use variorum::article::Snapshot;
use variorum::capture;
use variorum::diff::Sides;
use variorum::history::compare;
use variorum::render::{Compared, Line, Noise, Page, Role, in_table, inline, svg};

const PICTURE: &str = "tests/picture/diff.svg";

fn snapshot(number: u32) -> Snapshot {
    let bytes = fs::read(Path::new("snapshots/mine-warnings").join(format!("{number}.md"))).expect("a sample");
    let draft = capture::read(&bytes, None).expect("a sample reads as an article").draft;
    let at = draft.at.expect("a sample states its time");
    draft.into_snapshot(at, at)
}

#[test]
fn the_picture_in_the_readme_is_what_the_tool_draws() {
    let numbers = Sides::new(1, 3);
    let snapshots = numbers.map(snapshot);
    let comparison = compare(snapshots.as_ref());
    let name = |(number, snapshot): (u32, &Snapshot)| format!("version {number}, {}", in_table(snapshot.times.at));
    let compared = Compared {
        article: Some("northernledger.example/ridgeback-mine-warnings-f7566455e0".to_owned()),
        names: numbers.zip(snapshots.as_ref()).map(name),
        snapshots: snapshots.as_ref(),
        comparison: &comparison,
    };
    let mut page = Page::new();
    page.push(Line::new().with(Role::Faint, "$ ").with(Role::Same, "variorum diff ridgeback 1 3"));
    page.push(Line::new());
    page.append(inline(&compared, Noise::Shown));
    let drawn = svg(&page, 80, "What `variorum diff` shows: words taken out are struck, words put in are underlined");
    if std::env::var_os("VARIORUM_RENEW").is_some() {
        fs::write(PICTURE, &drawn).expect("written");
    }
    let kept = fs::read_to_string(PICTURE).expect("the picture");
    assert!(drawn == kept, "{PICTURE} is not what the tool draws now; VARIORUM_RENEW=1 draws it anew");
}
