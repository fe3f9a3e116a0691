//! Every `tests/changelog/<story>.md` is what the changelog of that sample story reads like.
//!
//! Run with `VARIORUM_RENEW=1` to write the files anew, then read what changed in them before keeping it.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use variorum::article::{ArticleId, Version};
use variorum::capture;
use variorum::history::Changelog;
use variorum::render::{Order, changelog_markdown};

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
fn a_changelog_has_a_title_and_a_section_a_version() {
    let changelog = tell(Path::new("snapshots/mine-warnings"));
    let markdown = changelog_markdown(&changelog, Order::OldestFirst);
    let mut titles = Vec::new();
    let mut level = None;
    for event in Parser::new_ext(&markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { level: begun, .. }) => {
                level = Some(begun);
                titles.push((begun, String::new()));
            }
            Event::End(TagEnd::Heading(_)) => level = None,
            Event::Text(text) if level.is_some() => titles.last_mut().expect("in a title").1.push_str(&text),
            Event::Html(html) => panic!("an element of its own: {html}"),
            _ => {}
        }
    }
    let of =
        |level: HeadingLevel| titles.iter().filter(move |(found, _)| *found == level).map(|(_, text)| text.as_str());
    assert_eq!(
        of(HeadingLevel::H1).collect::<Vec<_>>(),
        ["Ridgeback mine was sent three safety warnings before collapse"]
    );
    assert_eq!(of(HeadingLevel::H2).count(), changelog.entries.len());
    assert!(of(HeadingLevel::H2).next().expect("a section").ends_with("first version recorded"));
}
