//! Every `tests/changelog/<story>.md` is what the changelog of that sample story reads like.
//!
//! Run with `VARIORUM_RENEW=1` to write the files anew, then read what changed in them before keeping it.

#[allow(dead_code, unreachable_pub, reason = "the gold cases are read by several tests, each of which needs a part")]
#[path = "gauge/gold.rs"]
mod gold;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use variorum::article::{ArticleId, Draft, Version};
use variorum::capture;
use variorum::history::{Changelog, Decision, Ruling, Subject, Trace};
use variorum::render::{Order, changelog_markdown, visible};
use variorum::text::Body;

/// Tells a story from the files of a folder, first version first.
fn tell(folder: &Path) -> Changelog {
    let entries = fs::read_dir(folder).expect("a folder of versions");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let versions: Vec<Version> = files.iter().zip(1..).map(|(file, number)| version(file, number)).collect();
    Changelog::tell(versions[0].article.clone(), versions)
}

fn version(file: &Path, number: u32) -> Version {
    let bytes = fs::read(file).expect("a version");
    let draft = capture::read(&bytes, None).expect("a version reads as an article").draft;
    let article = match &draft.article {
        Some(id) => ArticleId::parse(id),
        None => ArticleId::from_url(&draft.urls[0], &draft.fields.headline),
    };
    let at = draft.at.or(draft.modified).expect("a version states its time");
    let snapshot = draft.into_snapshot(at, at);
    Version {
        article: article.expect("a good id"),
        number,
        recorded: at,
        content_sha256: snapshot.content_sha256(),
        technical: false,
        snapshot,
    }
}

#[test]
fn the_changelogs_of_the_samples_read_as_kept() {
    let renew = std::env::var_os("VARIORUM_RENEW").is_some();
    let mut told = 0;
    for entry in fs::read_dir("tests/changelog").expect("the expected changelogs") {
        let expected = entry.expect("an entry").path();
        let story = expected.file_stem().expect("a name").to_owned();
        let markdown = changelog_markdown(&tell(&Path::new("snapshots").join(&story)), Order::NewestFirst);
        if renew {
            fs::write(&expected, &markdown).expect("written");
        }
        let kept = fs::read_to_string(&expected).expect("an expected changelog");
        assert!(markdown == kept, "{} reads otherwise now:\n{markdown}", expected.display());
        told += 1;
    }
    assert!(told >= 6, "only {told} changelogs are kept");
}

#[test]
fn every_change_and_note_of_the_samples_is_found_again_by_what_it_was() {
    let mut found = 0;
    for story in fs::read_dir("snapshots").expect("the samples").map(|entry| entry.expect("an entry").path()) {
        if !story.is_dir() {
            continue;
        }
        let told = tell(&story);
        let mut rulings = Vec::new();
        for (index, entry) in told.entries.iter().enumerate() {
            for subject in Subject::all(entry) {
                let trace = Trace::of(&told, index, subject).expect("a subject of the entry");
                assert_eq!(trace.find(&told), Ok((index, subject)), "{}", story.display());
                let (why, by) = ("a *test*".to_owned(), "Ada".to_owned());
                rulings.push(Ruling { trace, decision: Decision::Flag, why, by, on: entry.version.recorded });
            }
        }
        let (all, ruled) = (rulings.len(), told.with_rulings(rulings));
        let in_force: usize = (0..ruled.entries.len()).map(|index| ruled.rulings(index).count()).sum();
        assert_eq!((in_force, ruled.astray().len()), (all, 0), "no two rulings are taken for one: {}", story.display());
        let flags = changelog_markdown(&ruled, Order::NewestFirst).matches("flagged by Ada on ").count();
        let shown = ruled.entries.iter().skip(1).map(|entry| Subject::all(entry).len()).sum::<usize>();
        assert_eq!(flags, shown, "each is shown once: {}", story.display());
        found += all;
    }
    assert!(found > 50, "only {found} changes and notes");
}

/// The headings of a page, and nothing in it that an article could have slipped in.
fn titles(markdown: &str) -> Vec<(HeadingLevel, String)> {
    let mut titles: Vec<(HeadingLevel, String)> = Vec::new();
    let mut inside = false;
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                inside = true;
                titles.push((level, String::new()));
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(text) if inside => titles.last_mut().expect("in a title").1.push_str(&text),
            Event::InlineHtml(tag) => {
                assert!(["<del>", "</del>", "<strong>", "</strong>"].contains(&&*tag), "{tag} in {markdown}");
            }
            Event::Start(
                Tag::Paragraph
                | Tag::List(None)
                | Tag::Item
                | Tag::BlockQuote(_)
                | Tag::Strong
                | Tag::Emphasis
                | Tag::Strikethrough
                | Tag::Link { link_type: LinkType::Autolink, .. },
            )
            | Event::End(_)
            | Event::Text(_)
            | Event::Code(_) => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
    titles
}

/// Two versions of an article made of any texts.
fn versions(texts: [&str; 6]) -> Vec<Version> {
    let [old_headline, headline, old_text, text, old_note, note] = texts;
    let make = |number: u32, headline: &str, text: &str, note: &str| {
        let mut draft = Draft { body: Body::from_paragraphs([text, "It stays."]), ..Draft::default() };
        headline.clone_into(&mut draft.fields.headline);
        draft.notes.push(note.to_owned());
        let at = format!("2026-02-0{number}T10:00:00-08:00").parse().expect("a moment");
        let snapshot = draft.into_snapshot(at, at);
        Version {
            article: ArticleId::from_name("a.example/ferry").expect("a good name"),
            number,
            recorded: at,
            content_sha256: snapshot.content_sha256(),
            technical: false,
            snapshot,
        }
    };
    vec![make(1, old_headline, old_text, old_note), make(2, headline, text, note)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_an_article_contains_its_changelog_keeps_its_shape(
        texts in prop::array::uniform6("[ -~]{0,12}[#*_`<>&~|!$-]{1,4}[\\[\\]a-z0-9.)渡し「」\u{1b}]{1,8}"),
    ) {
        let texts = texts.each_ref().map(|text| text.trim());
        let versions = versions(texts);
        let changelog = Changelog::tell(versions[0].article.clone(), versions);
        let titles = titles(&changelog_markdown(&changelog, Order::NewestFirst));
        prop_assert_eq!(&titles[0], &(HeadingLevel::H1, visible(texts[1]).into_owned()));
        prop_assert_eq!(titles.iter().filter(|(level, _)| *level == HeadingLevel::H2).count(), 2);
    }
}

#[test]
fn a_changelog_has_a_title_and_a_section_a_version() {
    let changelog = tell(Path::new("snapshots/mine-warnings"));
    let markdown = changelog_markdown(&changelog, Order::OldestFirst);
    let titles = titles(&markdown);
    let of =
        |level: HeadingLevel| titles.iter().filter(move |(found, _)| *found == level).map(|(_, text)| text.as_str());
    assert_eq!(
        of(HeadingLevel::H1).collect::<Vec<_>>(),
        ["Ridgeback mine was sent three safety warnings before collapse"]
    );
    assert_eq!(of(HeadingLevel::H2).count(), changelog.entries.len());
    assert!(of(HeadingLevel::H2).next().expect("a section").ends_with("first version recorded"));
}

#[test]
fn where_several_notes_announce_something_each_change_stands_under_its_note() {
    let first = ["The ferry carried 300 people.", "It left the quay at noon.", "The crew are well."];
    let second = [
        "The ferry carried 310 people.",
        "It left the quay at noon.",
        "The crew are well.",
        "“We will look into it,” said a spokesperson for the harbour authority.",
    ];
    let notes = [
        "Correction: The ferry carried 310 people, not 300.",
        "Updated at 6 p.m. with a statement from the harbour authority.",
    ];
    let version = |at: &str, body: &[&str], notes: &[&str]| serde_json::json!({ "at": at, "headline": "The Copper Lantern sinks", "body": body, "notes_block": notes });
    let versions = [version("2031-05-03T09:00:00Z", &first, &[]), version("2031-05-03T18:00:00Z", &second, &notes)];
    let markdown = changelog_markdown(&gold::tell_versions(&versions, Some("en")), Order::NewestFirst);
    let expected = "\
### Announced: “Correction: The ferry carried 310 people, not 300.”

- Paragraph 1: The ferry carried ~~300~~ **310** people. (announced)

### Announced: “Updated at 6 p.m. with a statement from the harbour authority.”

- Paragraph 4: **“We will look into it,” said a spokesperson for the harbour authority.** (announced)
";
    assert!(markdown.contains(expected), "{markdown}");
}
