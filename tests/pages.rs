//! Saved pages of many houses and systems give what a reader sees on them: `tests/pages/manifest.toml` says it of each.
//!
//! The pages are ours: fictional stories of fictional outlets, in the markup habits of real ones. No note may be lost
//! and none invented, and the body is held to its blocks, its first and its last.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dom_query::Document;
use serde::Deserialize;
use variorum::article::{Draft, Moment};
use variorum::capture::{Format, read};
use variorum::text::BlockKind;

/// What a reader sees on the pages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    page: Vec<Page>,
}

/// What a reader sees on one page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    file: String,
    headline: String,
    dek: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    url: Option<String>,
    language: Option<String>,
    blocks: String,
    first: String,
    last: String,
    #[serde(default)]
    present: Vec<String>,
    #[serde(default)]
    captions: Vec<String>,
    links: Option<Vec<String>>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
}

#[test]
fn every_page_gives_what_a_reader_sees() {
    let manifest = manifest();
    let mut wrong = Vec::new();
    let mut pages = 0;
    for page in &manifest.page {
        let found = page.differences();
        pages += usize::from(found.is_empty());
        wrong.extend(found.into_iter().map(|difference| format!("{}: {difference}", page.file)));
    }
    assert!(wrong.is_empty(), "{pages} of {} pages are right\n{}", manifest.page.len(), wrong.join("\n"));
}

#[test]
fn every_page_is_in_the_manifest_and_most_hold_notes() {
    let manifest = manifest();
    let mut listed: Vec<&str> = manifest.page.iter().map(|page| page.file.as_str()).collect();
    listed.sort_unstable();
    let mut there: Vec<String> = fs::read_dir(folder())
        .expect("the folder of the pages")
        .map(|entry| entry.expect("a page").file_name().into_string().expect("a name in UTF-8"))
        .filter(|name| name != "manifest.toml")
        .collect();
    there.sort_unstable();
    assert_eq!(listed, there);
    assert!(there.len() >= 60, "{} pages", there.len());
    let with_notes = manifest.page.iter().filter(|page| !page.notes.is_empty()).count();
    assert!(with_notes >= 40, "{with_notes} pages hold notes");
}

/// Where on its page a note stands, and what became of those that stand there.
#[derive(Default)]
struct Fate {
    kept: usize,
    lost: usize,
    invented: usize,
}

/// `cargo test --test pages -- --nocapture by_place` prints the table.
#[test]
fn notes_are_neither_lost_nor_invented_by_place() {
    let mut places: BTreeMap<&str, Fate> = BTreeMap::new();
    for page in manifest().page {
        let bytes = fs::read(folder().join(&page.file)).expect("a page of the manifest");
        let read = read(&bytes, Some(Format::Html)).expect("a page").draft.notes;
        let document = Document::from(String::from_utf8_lossy(&bytes).into_owned());
        for note in &page.notes {
            let fate = places.entry(place(&document, note)).or_default();
            if read.contains(note) { fate.kept += 1 } else { fate.lost += 1 }
        }
        for note in read.iter().filter(|note| !page.notes.contains(note)) {
            places.entry(place(&document, note)).or_default().invented += 1;
        }
    }
    println!("{:<34} {:>4} {:>4} {:>8}", "place", "kept", "lost", "invented");
    for (place, fate) in &places {
        println!("{place:<34} {:>4} {:>4} {:>8}", fate.kept, fate.lost, fate.invented);
    }
    assert!(places.len() >= 5, "the pages hold notes in {} places", places.len());
    assert!(places.values().all(|fate| fate.lost + fate.invented == 0));
}

/// Names where a note stands: in the outermost part of the page that says what it is.
fn place(document: &Document, note: &str) -> &'static str {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Labels and line breaks part the words of some notes; the longest sentence of it is whole.
    let longest = note.split(". ").max_by_key(|sentence| sentence.len()).unwrap_or(note);
    let words: Vec<&str> = longest.split(' ').collect();
    let phrase = words[words.len() / 3..].join(" ").trim_end_matches('.').to_owned();
    let within = |selector: &str| document.select(selector).iter().any(|found| plain(&found.text()).contains(&phrase));
    let places = [
        ("article footer", "article footer, main footer"),
        ("page footer", "footer"),
        ("aside", "aside"),
        ("article header", "article header, main header"),
        ("list or details", "details, ul, ol, dl"),
        ("box marked as correction", "[class*=correct], [class*=Correct], [id*=correct]"),
        ("box marked as update or note", "[class*=update], [class*=note], [class*=amend], [class*=editor]"),
        ("italics or small print", "em, i, small"),
        ("plain paragraph", "p"),
        ("other element", "body"),
    ];
    let found = places.into_iter().find(|(_, selector)| within(selector)).map(|(place, _)| place);
    found.unwrap_or(if within("script") { "linked data alone" } else { "across elements" })
}

impl Page {
    /// Reads the page and says what differs from what a reader sees.
    fn differences(&self) -> Vec<String> {
        let bytes = fs::read(folder().join(&self.file)).expect("a page of the manifest");
        let draft = match read(&bytes, Some(Format::Html)) {
            Ok(reading) => reading.draft,
            Err(error) => return vec![error.to_string()],
        };
        let mut wrong = Vec::new();
        let mut hold = |what: &str, seen: String, read: String| {
            if seen != read {
                wrong.push(format!("{what}\n    seen {seen}\n    read {read}"));
            }
        };
        hold("headline", self.headline.clone(), draft.fields.headline.clone());
        hold("dek", format!("{:?}", self.dek), format!("{:?}", draft.fields.dek));
        hold("byline", format!("{:?}", self.byline), format!("{:?}", draft.fields.byline));
        hold("published", moment(self.published.as_deref()), format!("{:?}", draft.published));
        hold("modified", moment(self.modified.as_deref()), format!("{:?}", draft.modified));
        hold("url", format!("{:?}", self.url), format!("{:?}", draft.urls.first()));
        hold("language", format!("{:?}", self.language), format!("{:?}", draft.language));
        hold("blocks", self.blocks.clone(), letters(&draft));
        hold(
            "first",
            self.first.clone(),
            draft.body.iter().next().map(|(_, text)| text.to_owned()).unwrap_or_default(),
        );
        hold("last", self.last.clone(), draft.body.iter().last().map(|(_, text)| text.to_owned()).unwrap_or_default());
        hold("captions", format!("{:#?}", self.captions), format!("{:#?}", draft.fields.captions));
        hold("notes", format!("{:#?}", self.notes), format!("{:#?}", draft.notes));
        if let Some(links) = &self.links {
            let read: Vec<String> =
                draft.fields.links.iter().map(|link| format!("{} -> {}", link.text, link.href)).collect();
            hold("links", format!("{links:#?}"), format!("{read:#?}"));
        }
        for text in self.present.iter().filter(|text| !draft.body.iter().any(|(_, block)| block == text.as_str())) {
            wrong.push(format!("no block {text:?}"));
        }
        for text in self.absent.iter().filter(|text| texts(&draft).any(|found| found.contains(text.as_str()))) {
            wrong.push(format!("{text:?} was read"));
        }
        wrong
    }
}

/// Every text a reader gets, but addresses.
fn texts(draft: &Draft) -> impl Iterator<Item = &str> {
    let fields = &draft.fields;
    let short = [Some(fields.headline.as_str()), fields.dek.as_deref(), fields.byline.as_deref()];
    let links = fields.links.iter().map(|link| link.text.as_str());
    let lists = fields.captions.iter().chain(&draft.notes).map(String::as_str);
    short.into_iter().flatten().chain(links).chain(lists).chain(draft.body.iter().map(|(_, text)| text))
}

/// The blocks of the body, a letter each.
fn letters(draft: &Draft) -> String {
    let letter = |kind| match kind {
        BlockKind::Paragraph => 'p',
        BlockKind::Heading => 'h',
        BlockKind::ListItem => 'l',
        BlockKind::Quote => 'q',
        BlockKind::Table => 't',
    };
    draft.body.iter().map(|(kind, _)| letter(kind)).collect()
}

fn moment(text: Option<&str>) -> String {
    let moment: Option<Moment> = text.map(|text| Moment::parse_from_rfc3339(text).expect("a moment of the manifest"));
    format!("{moment:?}")
}

fn manifest() -> Manifest {
    let text = fs::read_to_string(folder().join("manifest.toml")).expect("the manifest");
    toml::from_str(&text).expect("a manifest of pages")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}
