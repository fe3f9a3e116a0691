//! Tells the sample stories from their files, and compares what is told with what a person says of them.

use std::fs;
use std::path::{Path, PathBuf};

use variorum::article::{ArticleId, Snapshot, Version};
use variorum::capture;
use variorum::diff::Sides;
use variorum::history::{Change, Changelog, Entry, Finding, Link, Place, Severity, Tier, Verdict, check};

/// The files of a story, first version first.
pub(crate) fn files(story: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new("snapshots").join(story)).expect("a folder of the samples");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

pub(crate) fn stories() -> Vec<String> {
    let entries = fs::read_dir("snapshots").expect("the samples");
    let folders = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    let mut names: Vec<String> = folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

/// Reads one version from a page file or a saved web page, which states when it was last changed.
fn snapshot(file: &Path) -> (ArticleId, Snapshot) {
    let bytes = fs::read(file).expect("a sample");
    let draft = capture::read(&bytes, None).unwrap_or_else(|error| panic!("{}: {error}", file.display())).draft;
    let id = match &draft.article {
        Some(id) => ArticleId::parse(id),
        None => ArticleId::from_url(&draft.urls[0], &draft.fields.headline),
    };
    let at = draft.at.or(draft.modified).expect("a sample states its time");
    let seen = draft.seen.unwrap_or(at);
    (id.expect("a good id"), draft.into_snapshot(at, seen))
}

/// Tells a story from its files.
fn tell(story: &str) -> Changelog {
    let mut article = None;
    let versions = files(story).into_iter().zip(1..).map(|(file, number)| {
        let (id, snapshot) = snapshot(&file);
        article = Some(id.clone());
        let (recorded, content_sha256) = (snapshot.times.seen, snapshot.content_sha256());
        Version { article: id, number, recorded, content_sha256, technical: false, snapshot }
    });
    let versions = versions.collect();
    Changelog::tell(article.expect("a story has versions"), versions)
}

/// A change as a person names it: where, the words before, the words after.
pub(crate) type Named<'a> = (&'a str, &'a str, &'a str);

/// What must be said of a version.
#[derive(Default)]
pub(crate) struct Expected<'a> {
    /// When it was on show.
    pub(crate) at: &'a str,
    /// Words of a note, and each change that note announces.
    pub(crate) announced: &'a [(&'a str, &'a [Named<'a>])],
    /// The changes no note announces.
    pub(crate) unannounced: &'a [(Severity, Named<'a>)],
    /// Words of each note that no change bears out.
    pub(crate) unbacked: &'a [(&'a str, Verdict)],
}

/// Names a place as `snapshots/README.md` does; a paragraph by its number in the newer text if it stands there.
fn place(place: Place) -> String {
    let numbered = |name: &str, sides: Sides<Option<usize>>| {
        sides.after.or(sides.before).map_or_else(|| name.to_owned(), |at| format!("{name} {}", at + 1))
    };
    match place {
        Place::Headline => "headline".to_owned(),
        Place::Dek => "dek".to_owned(),
        Place::Byline => "byline".to_owned(),
        Place::Block(sides) => numbered("paragraph", sides),
        Place::Caption(sides) => numbered("caption", sides),
        Place::Link(sides) => numbered("link", sides),
    }
}

/// Tells whether a change is the one named: one may take in a word more of its surroundings than the other.
fn is(change: &Change, named: &Named) -> bool {
    let (wanted_place, before, after) = *named;
    let same = |found: &str, wanted: &str| found.is_empty() == wanted.is_empty() && overlaps(found, wanted);
    place(change.place) == wanted_place && same(&change.excerpts.before, before) && same(&change.excerpts.after, after)
}

fn overlaps(found: &str, wanted: &str) -> bool {
    found.contains(wanted) || wanted.contains(found)
}

fn show(change: &Change) -> String {
    let (before, after) = (&change.excerpts.before, &change.excerpts.after);
    format!("{}: {before:?} -> {after:?} ({:?}, {:?})", place(change.place), change.kind, change.severity)
}

/// The changes of the entry by index, none for a first version.
pub(crate) fn changes(entry: &Entry) -> &[Change] {
    entry.comparison.as_ref().map_or(&[], |comparison| &comparison.changes)
}

/// What is wrong with how a version is told, a line a complaint.
fn complaints(changelog: &Changelog, number: u32, expected: &Expected) -> Vec<String> {
    let Some(at) = changelog.entries.iter().position(|entry| entry.version.number == number) else {
        return vec![format!("version {number} is not told")];
    };
    let entry = &changelog.entries[at];
    let mut wrong = Vec::new();
    let told = entry.version.snapshot.times.at.to_rfc3339();
    if told != expected.at {
        wrong.push(format!("on show at {told}, not {}", expected.at));
    }
    announcements(at, entry, expected, &mut wrong);
    leftovers(entry, expected, &mut wrong);
    wrong.into_iter().map(|line| format!("version {number}: {line}")).collect()
}

/// Compares the links within the version with the announced changes.
fn announcements(at: usize, entry: &Entry, expected: &Expected, wrong: &mut Vec<String>) {
    // A possible link is never told as a fact, so it announces nothing.
    let own = || entry.links.iter().filter(|link| link.change.entry == at && link.tier > Tier::Possible);
    let linked = |link: &Link| (&entry.notes[link.note].text, &changes(entry)[link.change.change]);
    for (note, named) in expected.announced {
        for name in *named {
            if !own().map(linked).any(|(text, change)| text.contains(note) && is(change, name)) {
                wrong.push(format!("“{note}” is not linked with {name:?}"));
            }
        }
    }
    for (text, change) in own().map(linked) {
        let right = |(note, named): &(&str, &[Named])| text.contains(note) && named.iter().any(|name| is(change, name));
        if !expected.announced.iter().any(right) {
            wrong.push(format!("“{text}” is linked with {}", show(change)));
        }
    }
}

/// Compares the unannounced changes and the notes that nothing bears out.
fn leftovers(entry: &Entry, expected: &Expected, wrong: &mut Vec<String>) {
    let silent = || entry.unannounced.iter().map(|&change| &changes(entry)[change]);
    for (severity, name) in expected.unannounced {
        if !silent().any(|change| is(change, name) && change.severity == *severity) {
            wrong.push(format!("not unannounced: {severity:?} {name:?}"));
        }
    }
    for change in silent() {
        if !expected.unannounced.iter().any(|(severity, name)| is(change, name) && change.severity == *severity) {
            wrong.push(format!("unannounced: {}", show(change)));
        }
    }
    let unbacked = || entry.unbacked.iter().map(|unbacked| (&entry.notes[unbacked.note].text, unbacked.verdict));
    for (note, verdict) in expected.unbacked {
        if !unbacked().any(|(text, told)| text.contains(note) && told == *verdict) {
            wrong.push(format!("“{note}” is not told as {verdict:?}"));
        }
    }
    for (text, verdict) in unbacked() {
        if !expected.unbacked.iter().any(|(note, wanted)| text.contains(note) && *wanted == verdict) {
            wrong.push(format!("“{text}” is told as {verdict:?}"));
        }
    }
}

/// Fails with all complaints about a story; versions count from 1, the first needs its time only.
pub(crate) fn assert_told(story: &str, expected: &[Expected]) -> Changelog {
    let changelog = tell(story);
    assert_eq!(changelog.entries.len(), expected.len(), "{story} has as many versions as files");
    let wrong: Vec<String> =
        expected.iter().zip(1..).flat_map(|(expected, number)| complaints(&changelog, number, expected)).collect();
    assert!(wrong.is_empty(), "{story}\n{}", wrong.join("\n"));
    changelog
}

/// The findings of substance in a story, named by version and kind.
pub(crate) fn findings(changelog: &Changelog) -> Vec<String> {
    let named = |finding: Finding| {
        let kind = serde_json::to_value(finding.kind).expect("a kind has a name");
        format!("{} {}", finding.version, kind.as_str().unwrap_or_default())
    };
    check(changelog).into_iter().filter(|finding| finding.severity == Severity::Substantive).map(named).collect()
}
