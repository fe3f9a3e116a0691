//! `blame`: since when each word stands in an article, told of the sample stories and of small ones.

mod desk;

use std::fs;
use std::path::{Path, PathBuf};

use desk::Desk;
use serde_json::Value;
use variorum::article::{ArticleId, Moment, Version};
use variorum::capture;
use variorum::history::{Blame, Changelog};
use variorum::render::{self, Grain, Paint};

/// An article told from its pages, numbered from 1 in the order given.
struct Told(Changelog, Blame);

impl Told {
    fn pages(pages: &[(Vec<u8>, Option<Moment>)]) -> Self {
        let article = ArticleId::from_url("https://a.example/ferry", "").expect("a good id");
        let version = |(number, (bytes, at)): (u32, &(Vec<u8>, Option<Moment>))| {
            let draft = capture::read(bytes, None).expect("a page").draft;
            let at = at.or(draft.at).expect("a sample states its time");
            let snapshot = draft.into_snapshot(at, at);
            let content_sha256 = snapshot.content_sha256();
            Version { article: article.clone(), number, recorded: at, content_sha256, technical: false, snapshot }
        };
        let versions = (1..).zip(pages).map(version).collect();
        let changelog = Changelog::tell(article.clone(), versions);
        let blame = Blame::trace(&changelog);
        Self(changelog, blame)
    }

    /// Tells versions of a sample story.
    fn story(story: &str, numbers: &[u32]) -> Self {
        let read = |number: &u32| (fs::read(sample(story, *number)).expect("a sample"), None);
        Self::pages(&numbers.iter().map(read).collect::<Vec<_>>())
    }

    /// Tells an article of texts that were on show an hour apart, from ten o'clock on.
    fn texts(texts: &[String]) -> Self {
        let at = |hour: u32| format!("2026-02-01T{hour}:00:00Z").parse::<Moment>().expect("a time");
        let pages = texts.iter().zip(10..).map(|(text, hour)| (text.clone().into_bytes(), Some(at(hour))));
        Self::pages(&pages.collect::<Vec<_>>())
    }

    fn drawn(&self, grain: Grain, paint: Paint, columns: usize) -> String {
        paint.draw(&render::blame(&self.0, &self.1, grain, true), Some(columns))
    }

    fn page(&self) -> String {
        self.drawn(Grain::Sentences, Paint::Plain, 80)
    }

    fn json(&self) -> Value {
        serde_json::to_value(render::json::blame(&self.0, &self.1)).expect("JSON")
    }
}

fn sample(story: &str, number: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(story).join(format!("{number}.md"))
}

/// A desk with versions of a sample story, recorded one after the other.
fn desk_with(story: &str, numbers: &[u32]) -> Desk {
    let desk = Desk::new();
    for number in numbers {
        let ran = desk.run(["record".into(), sample(story, *number).into_os_string()]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    desk
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| number.try_into().ok()).expect("a number")
}

/// The lines of a part of the page: `Fields`, `Text` or one of what is gone.
fn part<'a>(page: &'a str, title: &str) -> Vec<&'a str> {
    let lines = page.lines().skip_while(|line| !line.starts_with(title)).skip(1);
    lines.take_while(|line| !line.is_empty()).collect()
}

#[test]
fn a_corrected_word_is_marked_in_a_sentence_that_keeps_its_version() {
    let page = Told::story("ferry-deficit", &[1, 2, 3]).page();
    assert!(
        page.contains(
            "\nversion 3, 2026-03-05 09:05 -05:00\n\
             274 words: 267 of @1, 4 of @2, 3 of @3\n\n\
             Fields\n\
             @1  2026-03-03 18:40  headline   Coldwater ferry cuts evening boats to close\n"
        ),
        "{page}"
    );
    let text = part(&page, "Text");
    assert_eq!(
        text[..3],
        [
            "@1  2026-03-03 18:40  1  The Coldwater Ferry Authority voted Tuesday to drop its",
            "                         last two evening crossings on weekdays, a step it says",
            "                         it needs to close a deficit of [$2.4]@2 million.",
        ]
    );
    assert!(page.contains("[Thomas Weiland]@3, the"), "{page}");
    assert!(page.contains("weekday[,]@2 of"), "{page}");
}

#[test]
fn a_version_is_told_as_it_was_then() {
    let desk = desk_with("ferry-deficit", &[1, 2, 3]);
    let page = desk.ok("blame coldwater@2");
    assert!(page.contains("\n274 words: 270 of @1, 4 of @2\n"), "{page}");
    assert!(page.contains("Tomas Wieland, the") && !page.contains("@3"), "{page}");
    let last = desk.ok("blame coldwater --words --gone");
    assert!(
        last.contains("\n@3  2026-03-05 09:05     Thomas Weiland\n") && last.contains("\nGone with @3, "),
        "{last}"
    );
    let told: Value = serde_json::from_str(&desk.ok("blame coldwater --json")).expect("JSON");
    assert_eq!((&told["version"], &told["stretches"][1]["text"]), (&3.into(), &"$2.4 ".into()));
    let first = desk.ok("blame coldwater@1 --gone");
    assert!(first.contains("\n274 words: 274 of @1\n") && first.ends_with("\n\nGone  nothing\n"), "{first}");
}

#[test]
fn moved_and_split_paragraphs_keep_their_version_and_new_sentences_do_not() {
    let page = Told::story("bridge-closure", &[1, 2, 3, 4]).drawn(Grain::Sentences, Paint::Plain, 130);
    let text = part(&page, "Text");
    let row = |start: &str| -> &str {
        text.iter().find(|line| line[22..].starts_with(start)).unwrap_or_else(|| panic!("{start}: {page}"))
    };
    // Paragraph 2 of the third version was split off the second; the buses moved up in the second.
    for start in [" 2  No one was hurt.", " 3  Police were turning", " 5  Buses on routes"] {
        assert!(row(start).starts_with("@1  2026-05-19 07:50  "), "{page}");
    }
    assert!(row("    Ferry crossings were added at 7 and 8 a.m.").starts_with("@4  2026-05-20 08:30  "), "{page}");
    assert!(row("    It is about 4 feet [long]@1, she said.").starts_with("@2  2026-05-19 09:40  "), "{page}");
    assert_eq!(
        part(&page, "Fields")[..3],
        [
            "@3  2026-05-19 14:10  headline  [Kingsmoor Bridge]@1 to stay [closed]@1 until at least Friday",
            "@1  2026-05-19 07:50  dek       Drivers are asked to use the Tunnel Road crossing.",
            "@1  2026-05-19 07:50  byline    By [Jonah Acheampong and]@4 Metro Wire staff",
        ]
    );
}

#[test]
fn words_of_each_version_have_rows_of_their_own_when_asked_for() {
    let page = Told::story("ferry-deficit", &[1, 2, 3]).drawn(Grain::Words, Paint::Plain, 80);
    assert_eq!(
        part(&page, "Text")[..4],
        [
            "@1  2026-03-03 18:40  1  The Coldwater Ferry Authority voted Tuesday to drop its",
            "                         last two evening crossings on weekdays, a step it says",
            "                         it needs to close a deficit of",
            "@2  2026-03-04 11:20     $2.4",
        ]
    );
}

#[test]
fn what_left_is_listed_by_the_version_that_took_it_out() {
    let page = Told::story("ferry-deficit", &[1, 2, 3]).page();
    assert_eq!(
        part(&page, "Gone with @2, 2026-03-04 11:20 -05:00"),
        [
            "@1  2026-03-03 18:40  headline  close [-$4.2-] million",
            "@1  2026-03-03 18:40  dek       a [-$4.2-] million",
            "@1  2026-03-03 18:40  ¶ 1       of [-$4.2-] million",
            "@1  2026-03-03 18:40  ¶ 5       the [-$4.2-] million",
        ]
    );
    assert_eq!(
        part(&page, "Gone with @3, 2026-03-05 09:05 -05:00"),
        ["@1  2026-03-03 18:40  ¶ 3  said [-Tomas Wieland-], the", "@1  2026-03-03 18:40  ¶ 8  [-Wieland-] said"]
    );
}

#[test]
fn a_sentence_that_left_is_told_whole_and_what_moved_is_not_gone() {
    let page = Told::story("mine-warnings", &[1, 2, 3, 4]).page();
    assert_eq!(
        part(&page, "Gone with @3"),
        [
            "@1  2025-12-02 06:00  headline  mine [-ignored-] three",
            "@1  2025-12-02 06:00  ¶ 7       It has never ordered the mine to shut."
        ]
    );
    assert!(!Told::story("bridge-closure", &[1, 2]).page().contains("  Buses on routes 12 and 40\n"));
}

#[test]
fn style_alone_makes_no_word_new() {
    let page = Told::story("mine-warnings", &[1, 2, 3, 4]).page();
    assert!(page.contains("\n299 words: 288 of @1, 9 of @2, 2 of @3\n"), "{page}");
    assert!(!page.contains("@4"), "{page}");
}

#[test]
fn words_of_languages_without_blanks_are_followed_too() {
    let page = Told::story("toshokan", &[1, 2]).page();
    assert!(page.contains("[21]@2万冊"), "{page}");
    assert_eq!(part(&page, "Gone with @2"), ["@1  2026-06-18 10:00  ¶ 2  は[-12-]万"]);
}

#[test]
fn a_version_imported_from_the_past_falls_into_its_place() {
    let desk = desk_with("traffic-cameras", &[1, 3, 2]);
    let page = desk.ok("blame marlow");
    assert!(
        page.contains("\nversion 2, 2026-02-18 10:57 -08:00\n306 words: 239 of @1, 34 of @3, 33 of @2\n"),
        "{page}"
    );
    assert!(page.contains("@3  2026-02-18 10:15  3  \"Our concerns about the way Tessaro"), "{page}");
    assert!(page.contains("@2  2026-02-18 10:57  4  \"No contract has been renewed"), "{page}");
    // Version 2 is later in time than version 3, so version 3 has nothing of it.
    let third = desk.ok("blame marlow@3 --gone");
    assert!(third.contains("34 of @3") && !third.contains("@2"), "{third}");
}

#[test]
fn words_that_came_back_say_when_they_stood_there_before() {
    let text = |sum: &str| format!("# Dam costs more\n\nThe dam has cost {sum} so far, the owner said.\n");
    let told = Told::texts(&[text("38bn"), text("83bn"), text("38bn")]);
    let page = told.page();
    assert_eq!(
        part(&page, "Text"),
        [
            "@1  2026-02-01 10:00  1  The dam has cost [38bn]@3 [first @1, gone @2] so far,",
            "                         the owner said."
        ]
    );
    assert_eq!(part(&page, "Gone with @2"), ["@1  2026-02-01 10:00  ¶ 1  cost [-38bn-] so [back @3]"]);
    assert_eq!(part(&page, "Gone with @3"), ["@2  2026-02-01 11:00  ¶ 1  cost [-83bn-] so"]);
    let told = told.json();
    assert_eq!(told["gone"][0]["back"], 3);
    let back = told["stretches"].as_array().unwrap().iter().find(|stretch| stretch["version"] == 3).unwrap();
    assert_eq!((&back["earlier"]["version"], &back["earlier"]["left"]), (&1.into(), &2.into()));
}

#[test]
fn a_word_that_left_is_not_known_again_in_another_place() {
    let text = |one: &str, two: &str| format!("# Dam\n\nThe owner {one} of it. Most villages {two} the dam.\n");
    let told = Told::texts(&[text("spoke", "saw"), text("heard", "saw"), text("heard", "spoke")]);
    let page = told.page();
    assert!(page.contains("Most villages [spoke]@3 the"), "{page}");
    let sentence = "Nobody was hurt when it broke.";
    let text = |one: &str, two: &str| format!("# Dam\n\nThe dam broke.{one}\n\nIt was old and high.{two}\n");
    let told = Told::texts(&[text(&format!(" {sentence}"), ""), text("", ""), text("", &format!(" {sentence}"))]);
    let page = told.page();
    assert!(page.contains(&format!("     {sentence} [first @1, gone @2]\n")), "{page}");
}

#[test]
fn the_words_of_many_versions_are_not_counted_one_by_one() {
    let words: Vec<String> = (0..8).map(|number| format!("word{number}")).collect();
    let texts: Vec<String> =
        (1..=8).map(|count| format!("# Dam\n\nIt said {} so far.\n", words[..count].join(" "))).collect();
    let told = |count: usize| Told::texts(&texts[..count]).page().lines().nth(3).unwrap_or_default().to_owned();
    assert_eq!(told(3), "8 words: 6 of @1, 1 of @2, 1 of @3");
    assert_eq!(told(8), "13 words: 6 of @1, 7 of 7 later versions");
}

#[test]
fn captions_are_followed_when_their_order_changes() {
    let page = |captions: &[&str]| {
        let listed = captions.join("\n  - ");
        format!("---\nheadline: Ferry sinks\ncaptions:\n  - {listed}\n---\nIt sank at noon.\n")
    };
    let told = Told::texts(&[
        page(&["The ferry at its berth in May.", "The captain speaks."]),
        page(&["The captain speaks.", "The old ferry at its berth in May."]),
        page(&["The old ferry at its berth in May.", "The crew on the quay."]),
    ]);
    let page = told.page();
    assert_eq!(
        part(&page, "Fields")[1..],
        [
            "@1  2026-02-01 10:00  caption 1  The [old]@2 ferry at its berth in May.",
            "@3  2026-02-01 12:00  caption 2  The crew on the quay."
        ]
    );
    assert_eq!(part(&page, "Gone with @3"), ["@1  2026-02-01 10:00  caption 1  The captain speaks."]);
}

#[test]
fn the_stretches_of_the_json_tile_every_field_and_paragraph() {
    let told = Told::story("bridge-closure", &[1, 2, 3, 4]);
    let blame = told.json();
    let last = &told.0.entries[3].version;
    let shown = serde_json::to_value(render::json::version(last)).expect("JSON");
    let text_of = |place: &Value| -> String {
        let at = |list: &str| shown[list][number(&place["after"]) - 1].clone();
        let text = match place["in"].as_str().unwrap() {
            "paragraph" => at("body")["text"].clone(),
            "caption" => at("captions"),
            field => shown[field].clone(),
        };
        text.as_str().unwrap().to_owned()
    };
    let stretches = blame["stretches"].as_array().unwrap();
    for together in stretches.chunk_by(|one, other| one["place"] == other["place"]) {
        let text = text_of(&together[0]["place"]);
        let mut at = 0;
        for stretch in together {
            let (start, end) = (number(&stretch["start"]), number(&stretch["end"]));
            assert_eq!(start, at);
            assert_eq!(stretch["text"], text[start..end]);
            at = end;
        }
        assert_eq!(at, text.len(), "{together:?}");
    }
    assert_eq!(blame["versions"][3]["words"], 86);
    assert_eq!(blame["gone"][0]["text"], "She did not say how");
    assert_eq!(blame["gone"][0]["left_at"], "2026-05-19T09:40:00-04:00");
    assert_eq!(blame["gone"][0]["stretches"][0]["version"], 1);
}

#[test]
fn a_narrow_screen_is_kept_to() {
    let told = Told::story("bridge-closure", &[1, 2, 3, 4]);
    for columns in [1, 8, 20, 40, 80] {
        for grain in [Grain::Sentences, Grain::Words] {
            for line in told.drawn(grain, Paint::Plain, columns).lines() {
                let width = unicode_width::UnicodeWidthStr::width(line);
                assert!(width <= columns.max(2), "{grain:?} in {columns}: {line}");
            }
        }
    }
}

#[test]
fn no_letter_of_an_article_steers_the_terminal() {
    let text = |when: &str| format!("# A\u{1b}[31m\n\nIt sank at \u{202e}{when}.\n");
    let told = Told::texts(&[text("noon"), text("one \u{1b}[2J")]);
    for grain in [Grain::Sentences, Grain::Words] {
        let page = told.drawn(grain, Paint::Plain, 80);
        assert!(
            !page.contains(|letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}'),
            "{page:?}"
        );
    }
}

#[test]
fn colour_changes_no_letter() {
    let told = Told::story("ferry-deficit", &[1, 2, 3]);
    let colored = told.drawn(Grain::Sentences, Paint::Color, 80);
    assert!(colored.contains("\u{1b}[1;33m$2.4\u{1b}[0m"), "{colored}");
    let letters: String = colored.split('\u{1b}').enumerate().fold(String::new(), |text, (index, piece)| {
        text + if index == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) }
    });
    let (marked, plain) = (told.page(), |text: &str| text.replace("[-", "").replace("-]", ""));
    assert_eq!(letters, plain(&marked));
}

#[test]
fn a_version_that_cannot_be_told_is_named() {
    let desk = desk_with("traffic-cameras", &[1, 2, 3]);
    let ran = desk.run(["blame", "marlow@9"]);
    assert_eq!((ran.code, ran.err.contains("no version 9") && ran.err.contains("3 versions")), (Some(2), true));
    desk.ok("alias marlow https://signalpost.example/cameras");
    assert!(desk.ok("blame marlow").contains("\nversion 3, "), "a technical version is passed over");
    let ran = desk.run(["blame", "marlow@4"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("version 4 is a technical one"), "{}", ran.err);
}
