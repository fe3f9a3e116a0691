//! `blame`: since when each word stands in an article, told of the sample stories and of small ones.

mod desk;

use std::path::Path;

use desk::Desk;
use serde_json::Value;

/// Records versions of a sample story, by their numbers, one after the other.
fn record(desk: &Desk, story: &str, numbers: &[u32]) {
    for number in numbers {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(story).join(format!("{number}.md"));
        let ran = desk.run(["record".into(), file.into_os_string()]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
}

fn with(story: &str, numbers: &[u32]) -> Desk {
    let desk = Desk::new();
    record(&desk, story, numbers);
    desk
}

/// A desk with an article of one name in the texts given, an hour apart.
fn told(texts: &[&str]) -> Desk {
    let desk = Desk::new();
    for (text, hour) in texts.iter().zip(10..) {
        desk.write("page.md", text);
        desk.ok(&format!("record page.md --article a.example/ferry --at 2026-02-01T{hour}:00Z"));
    }
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The lines of a part of the page: `Fields`, `Text` or one of what is gone.
fn part<'a>(page: &'a str, title: &str) -> Vec<&'a str> {
    let lines = page.lines().skip_while(|line| !line.starts_with(title)).skip(1);
    lines.take_while(|line| !line.is_empty()).collect()
}

#[test]
fn a_corrected_word_is_marked_in_a_sentence_that_keeps_its_version() {
    let page = with("ferry-deficit", &[1, 2, 3]).ok("blame coldwater");
    assert!(
        page.starts_with(
            "Coldwater ferry cuts evening boats to close $2.4 million gap\n\
             tidewaterrecord.example/coldwater-ferry-deficit-a28bc7bb95\n\
             version 3, 2026-03-05 09:05 -05:00\n\
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
    let desk = with("ferry-deficit", &[1, 2, 3]);
    let page = desk.ok("blame coldwater@2");
    assert!(page.contains("\n274 words: 270 of @1, 4 of @2\n"), "{page}");
    assert!(page.contains("Tomas Wieland, the") && !page.contains("@3"), "{page}");
    let first = desk.ok("blame coldwater@1 --gone");
    assert!(first.contains("\n274 words: 274 of @1\n") && first.ends_with("\n\nGone  nothing\n"), "{first}");
}

#[test]
fn moved_and_split_paragraphs_keep_their_version_and_new_sentences_do_not() {
    let mut desk = with("bridge-closure", &[1, 2, 3, 4]);
    desk.set("COLUMNS", "130");
    let page = desk.ok("blame kingsmoor");
    let text = part(&page, "Text");
    let row = |start: &str| -> &str {
        text.iter().find(|line| line[22..].starts_with(start)).unwrap_or_else(|| panic!("{start}: {page}"))
    };
    // Paragraph 2 of the third version was split off the second; the buses moved up in the second.
    for start in [" 2  No one was hurt.", " 3  Police were turning", " 5  Buses on routes"] {
        assert!(row(start).starts_with("@1  2026-05-19 07:50  "), "{page}");
    }
    assert!(row("    Ferry crossings were added at 7 and 8 a.m.").starts_with("@4  2026-05-20 08:30  "), "{page}");
    assert!(row("    It is about 4 feet long, she said.").starts_with("@2  2026-05-19 09:40  "), "{page}");
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
    let page = with("ferry-deficit", &[1, 2, 3]).ok("blame coldwater --words");
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
    let page = with("ferry-deficit", &[1, 2, 3]).ok("blame coldwater --gone");
    assert_eq!(
        part(&page, "Gone with @2, 2026-03-04 11:20 -05:00"),
        [
            "@1  2026-03-03 18:40  headline  $4.2",
            "@1  2026-03-03 18:40  dek       $4.2",
            "@1  2026-03-03 18:40  ¶ 1       $4.2",
            "@1  2026-03-03 18:40  ¶ 5       $4.2",
        ]
    );
    assert_eq!(
        part(&page, "Gone with @3, 2026-03-05 09:05 -05:00"),
        ["@1  2026-03-03 18:40  ¶ 3  Tomas Wieland", "@1  2026-03-03 18:40  ¶ 8  Wieland"]
    );
}

#[test]
fn a_sentence_that_left_is_told_whole_and_what_moved_is_not_gone() {
    let page = with("mine-warnings", &[1, 2, 3, 4]).ok("blame ridgeback --gone");
    assert_eq!(
        part(&page, "Gone with @3"),
        [
            "@1  2025-12-02 06:00  headline  ignored",
            "@1  2025-12-02 06:00  ¶ 7       It has never ordered the mine to shut."
        ]
    );
    assert!(!with("bridge-closure", &[1, 2]).ok("blame kingsmoor --gone").contains("  Buses on routes 12 and 40\n"));
}

#[test]
fn style_alone_makes_no_word_new() {
    let page = with("mine-warnings", &[1, 2, 3, 4]).ok("blame ridgeback --gone");
    assert!(page.contains("\n299 words: 288 of @1, 9 of @2, 2 of @3\n"), "{page}");
    assert!(!page.contains("@4"), "{page}");
}

#[test]
fn words_of_languages_without_blanks_are_followed_too() {
    let page = with("toshokan", &[1, 2]).ok("blame kazehama --gone");
    assert!(page.contains("[21]@2万冊"), "{page}");
    assert_eq!(part(&page, "Gone with @2"), ["@1  2026-06-18 10:00  ¶ 2  12"]);
}

#[test]
fn a_version_imported_from_the_past_falls_into_its_place() {
    let desk = with("traffic-cameras", &[1, 3, 2]);
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
    let desk = told(&[&text("38bn"), &text("83bn"), &text("38bn")]);
    let page = desk.ok("blame ferry --gone");
    assert_eq!(
        part(&page, "Text"),
        [
            "@1  2026-02-01 10:00  1  The dam has cost [38bn]@3 [first @1, gone @2] so far,",
            "                         the owner said."
        ]
    );
    assert_eq!(part(&page, "Gone with @2"), ["@1  2026-02-01 10:00  ¶ 1  38bn [back @3]"]);
    assert_eq!(part(&page, "Gone with @3"), ["@2  2026-02-01 11:00  ¶ 1  83bn"]);
    let told = json(&desk.ok("blame ferry --json"));
    assert_eq!(told["gone"][0]["back"], 3);
    let back = told["stretches"].as_array().unwrap().iter().find(|stretch| stretch["version"] == 3).unwrap();
    assert_eq!((&back["earlier"]["version"], &back["earlier"]["left"]), (&1.into(), &2.into()));
}

#[test]
fn captions_are_followed_when_their_order_changes() {
    let page = |captions: &[&str]| {
        let listed: String = captions.iter().map(|caption| format!("  - {caption}\n")).collect();
        format!("---\nheadline: Ferry sinks\ncaptions:\n{listed}---\nIt sank at noon.\n")
    };
    let desk = told(&[
        &page(&["The ferry at its berth in May.", "The captain speaks."]),
        &page(&["The captain speaks.", "The old ferry at its berth in May."]),
        &page(&["The old ferry at its berth in May.", "The crew on the quay."]),
    ]);
    let page = desk.ok("blame ferry --gone");
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
    let desk = with("bridge-closure", &[1, 2, 3, 4]);
    let blame = json(&desk.ok("blame kingsmoor --json"));
    let shown = json(&desk.ok("show kingsmoor --json"));
    let text_of = |place: &Value| -> String {
        let at = |list: &str| shown[list][place["after"].as_u64().unwrap() as usize - 1].clone();
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
            let (start, end) = (stretch["start"].as_u64().unwrap() as usize, stretch["end"].as_u64().unwrap() as usize);
            assert_eq!(start, at);
            assert_eq!(stretch["text"], text[start..end]);
            at = end;
        }
        assert_eq!(at, text.len(), "{together:?}");
    }
    assert_eq!(blame["versions"][3]["words"], 86);
    assert_eq!(blame["gone"][0]["text"], "She did not say how long it was.");
    assert_eq!(blame["gone"][0]["left_at"], "2026-05-19T09:40:00-04:00");
    assert_eq!(blame["gone"][0]["stretches"][0]["version"], 1);
}

#[test]
fn a_narrow_screen_is_kept_to_and_no_letter_of_an_article_steers_it() {
    let mut desk = with("bridge-closure", &[1, 2, 3, 4]);
    for columns in ["20", "40", "80"] {
        desk.set("COLUMNS", columns);
        for words in ["blame kingsmoor --gone", "blame kingsmoor --words --gone"] {
            for line in desk.ok(words).lines() {
                let width = unicode_width::UnicodeWidthStr::width(line);
                assert!(width <= columns.parse().unwrap(), "{words} in {columns}: {line}");
            }
        }
    }
    let desk =
        told(&["# A\u{1b}[31m\n\nIt sank at \u{202e}noon.\n", "# A\u{1b}[31m\n\nIt sank at \u{202e}one \u{1b}[2J.\n"]);
    for words in ["blame ferry --gone", "blame ferry --words", "blame ferry --json"] {
        let out = desk.ok(words);
        assert!(!out.contains(|letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}'), "{out:?}");
    }
}

#[test]
fn colour_changes_no_letter() {
    let desk = with("ferry-deficit", &[1, 2, 3]);
    let colored = desk.ok("blame coldwater --gone --color always");
    assert!(colored.contains("\u{1b}[1;33m$2.4\u{1b}[0m"), "{colored}");
    let letters: String = colored.split('\u{1b}').enumerate().fold(String::new(), |text, (index, piece)| {
        text + if index == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) }
    });
    assert_eq!(letters, desk.ok("blame coldwater --gone"));
}

#[test]
fn a_version_that_cannot_be_told_is_named() {
    let desk = with("traffic-cameras", &[1, 2, 3]);
    let ran = desk.run(["blame", "marlow@9"]);
    assert_eq!((ran.code, ran.err.contains("no version 9") && ran.err.contains("3 versions")), (Some(2), true));
    desk.ok("alias marlow https://signalpost.example/cameras");
    assert!(desk.ok("blame marlow").contains("\nversion 3, "), "a technical version is passed over");
    let ran = desk.run(["blame", "marlow@4"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("version 4 is a technical one"), "{}", ran.err);
}
