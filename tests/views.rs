//! Every view and format of a diff: whatever the texts hold, it is drawn, kept to the width, and says the same.

mod desk;

use std::panic::catch_unwind;

use desk::Desk;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use variorum::article::{Draft, Moment, Snapshot};
use variorum::diff::Sides;
use variorum::history::compare;
use variorum::render::{self, Compared, Noise, Page, Paint};
use variorum::text::{BlockKind, Body};

fn snapshot(headline: &str, body: Body, notes: &[&str]) -> Snapshot {
    let at = Moment::parse_from_rfc3339("2026-02-18T10:15:00-08:00").expect("a moment");
    let mut draft = Draft { body, ..Draft::default() };
    headline.clone_into(&mut draft.fields.headline);
    draft.notes = notes.iter().map(|note| (*note).to_owned()).collect();
    draft.into_snapshot(at, at)
}

fn with<T>(before: &Snapshot, after: &Snapshot, draw: impl FnOnce(&Compared<'_>) -> T) -> T {
    let snapshots = Sides::new(before, after);
    let names = Sides::new("old.txt".to_owned(), "new.txt".to_owned());
    draw(&Compared { article: None, names, snapshots, comparison: &compare(snapshots) })
}

/// The pages of every view for a screen of some width.
fn pages(compared: &Compared<'_>, noise: Noise, width: usize) -> [(&'static str, Page); 5] {
    [
        ("inline", render::inline(compared, noise)),
        ("side-by-side", render::side_by_side(compared, noise, width)),
        ("unified", render::unified(compared, noise)),
        ("stat", render::stat(compared)),
        ("summary", render::brief(compared)),
    ]
}

/// The files of every other format.
fn files(compared: &Compared<'_>, noise: Noise) -> [(&'static str, String); 4] {
    let json = serde_json::to_string(&render::json::comparison(compared, noise)).expect("JSON");
    [
        ("html", render::diff_html(compared, noise)),
        ("markdown", render::diff_markdown(compared, noise)),
        ("critic", render::diff_critic(compared, noise)),
        ("json", json),
    ]
}

const LEFT: &str = "The old ferry left the harbour at ten with all of its crew aboard.";
const HURT: &str = "Nobody was hurt, the owner of the company said on Monday evening.";

/// A story in which everything happens once: words, a paragraph in and out, a move, a split, a note, a headline, noise.
fn story() -> Sides<Snapshot> {
    let before = [
        "The harbour master had warned of the storm. He closed the northern pier on Sunday.",
        "It's the third wreck off the cape.",
        LEFT,
        HURT,
        "The wreck lies in shallow water near the northern light.",
        "It sank at noon on Monday.",
    ];
    let after = [
        "The harbour master had warned of the storm.",
        "He closed the northern pier on Sunday.",
        "It’s the third wreck off the cape.",
        "The wreck lies in shallow water near the northern light.",
        LEFT,
        HURT,
        "It sank at one on Monday.",
        "An inquiry begins in May.",
    ];
    Sides::new(
        snapshot("Ferry sinks", Body::from_paragraphs(before), &[]),
        snapshot("Ferry sank", Body::from_paragraphs(after), &["Updated at noon with an inquiry."]),
    )
}

fn drawn(page: &Page, width: usize) -> String {
    Paint::Plain.draw(page, Some(width))
}

#[test]
fn a_summary_says_in_a_sentence_what_the_views_show() {
    let Sides { before, after } = story();
    assert_eq!(
        with(&before, &after, |compared| drawn(&render::brief(compared), 200)),
        "Headline changed; 7 words in, 2 out; paragraph 7 changed; paragraph 8 added; paragraph 1 split into 1 and 2; \
         paragraph 5 moved to 4; 1 note added; 1 typographic difference.\n"
    );
}

#[test]
fn a_line_a_place_says_where_a_paragraph_went_and_where_it_came_from() {
    let Sides { before, after } = story();
    let page = with(&before, &after, |compared| drawn(&render::stat(compared), 80));
    let lines: Vec<&str> = page.lines().skip_while(|line| !line.is_empty()).skip(1).collect();
    assert_eq!(
        lines,
        [
            "  headline  +1  -1",
            "  ¶ 1       +0  -0  split into ¶ 1–2",
            "  ¶ 3       +0  -0  typography alone",
            "  ¶ 4       +0  -0  moved from ¶ 5",
            "  ¶ 5       +0  -0  moved to ¶ 4",
            "  ¶ 7       +1  -1",
            "  ¶ 8       +5  -0  added",
        ]
    );
}

#[test]
fn two_columns_stand_side_by_side_with_their_numbers() {
    let Sides { before, after } = story();
    let page = with(&before, &after, |compared| drawn(&render::side_by_side(compared, Noise::Shown, 80), 80));
    assert_eq!(page, SIDE_BY_SIDE, "\n{page}");
}

#[test]
fn signed_lines_stand_under_headers_that_name_the_paragraphs() {
    let Sides { before, after } = story();
    let page = with(&before, &after, |compared| drawn(&render::unified(compared, Noise::Shown), 80));
    assert_eq!(page, UNIFIED, "\n{page}");
}

const SIDE_BY_SIDE: &str = "\
Ferry sank\n\
- old.txt                              │ + new.txt\n\
7 words in · 2 words out · 10 words moved · 1 note added · 1 typographic\n\
difference\n\
\n\
Notes\n\
\x20                                      │ + {+Updated at noon with an inquiry.+}\n\
\n\
Fields\n\
headline  Ferry [-sinks-]              │ Ferry {+sank+}\n\
\n\
Text\n\
\x20 1  The harbour master had warned of  │   1  The harbour master had warned of\n\
\x20    the storm. He closed the northern │      the storm.\n\
\x20    pier on Sunday.                   │\n\
\x20                                      │   2  He closed the northern pier on\n\
\x20                                      │      Sunday. (¶\u{a0}1 split into ¶\u{a0}1–2)\n\
\x20 2  [~It's~] the third wreck off the  │   3  {~It’s~} the third wreck off the\n\
\x20    cape.                             │      cape.\n\
\x20                                      │ > 4  {>The wreck lies in shallow water\n\
\x20                                      │      near the northern light.>} (moved\n\
\x20                                      │      from ¶\u{a0}5)\n\
\x20    · 2 unchanged paragraphs\n\
< 5  [<The wreck lies in shallow water │\n\
\x20    near the northern light.<] (moved │\n\
\x20    to ¶\u{a0}4)                           │\n\
\x20 6  It sank at [-noon-] on Monday.    │   7  It sank at {+one+} on Monday.\n\
\x20                                      │ + 8  {+An inquiry begins in May.+}\n";

const UNIFIED: &str = "\
Ferry sank\n\
--- old.txt\n\
+++ new.txt\n\
7 words in · 2 words out · 10 words moved · 1 note added · 1 typographic\n\
difference\n\
\n\
@@ notes @@\n\
+ {+Updated at noon with an inquiry.+}\n\
\n\
@@ headline @@\n\
- Ferry [-sinks-]\n\
+ Ferry {+sank+}\n\
\n\
@@ ¶\u{a0}1–6 → ¶\u{a0}1–8 @@\n\
- 1  The harbour master had warned of the storm. He closed the northern pier on\n\
\x20    Sunday.\n\
+ 1  The harbour master had warned of the storm.\n\
+ 2  He closed the northern pier on Sunday. (¶\u{a0}1 split into ¶\u{a0}1–2)\n\
~ 3  [~It's~]{~It’s~} the third wreck off the cape.\n\
+ 4  {>The wreck lies in shallow water near the northern light.>} (moved from\n\
\x20    ¶\u{a0}5)\n\
\x20 5  The old ferry left the harbour at ten with all of its crew aboard.\n\
\x20 6  Nobody was hurt, the owner of the company said on Monday evening.\n\
- 5  [<The wreck lies in shallow water near the northern light.<] (moved to ¶\u{a0}4)\n\
- 6  It sank at [-noon-] on Monday.\n\
+ 7  It sank at {+one+} on Monday.\n\
+ 8  {+An inquiry begins in May.+}\n";

#[test]
fn no_view_cuts_a_word_that_fits_on_a_line() {
    let Sides { before, after } = story();
    // A line may end between the two sides of a replacement, too.
    let words = |text: &str| text.replace("]{", "] {").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    with(&before, &after, |compared| {
        for width in [30, 47, 80, 120] {
            for (name, page) in pages(compared, Noise::Shown, 59) {
                assert_eq!(words(&drawn(&page, width)), words(&drawn(&page, 10_000)), "{name} at {width}");
            }
            let columns = drawn(&render::side_by_side(compared, Noise::Shown, width.max(60)), width.max(60));
            let known = words(&drawn(&render::side_by_side(compared, Noise::Shown, 1_000), 1_000));
            for word in words(&columns) {
                assert!(known.contains(&word), "{word} at {width}\n{columns}");
            }
        }
    });
}

#[test]
fn on_a_narrow_screen_two_columns_become_one_and_it_is_said() {
    let Sides { before, after } = story();
    let page = with(&before, &after, |compared| drawn(&render::side_by_side(compared, Noise::Shown, 59), 59));
    let inline = with(&before, &after, |compared| drawn(&render::inline(compared, Noise::Shown), 59));
    assert_eq!(page, format!("In one column: two take a screen of 60 columns, and this\none has 59.\n{inline}"));
}

#[test]
fn every_format_carries_fields_notes_moves_splits_and_noise() {
    let Sides { before, after } = story();
    with(&before, &after, |compared| {
        let [html, markdown, critic, json] = files(compared, Noise::Shown).map(|(_, text)| text);
        for (name, text) in [("html", &html), ("markdown", &markdown), ("critic", &critic), ("json", &json)] {
            for told in ["inquiry", "one", "Ferry", "It’s", "warned"] {
                assert!(text.contains(told), "{name} tells of {told}: {text}");
            }
        }
        assert!(html.contains("1 typographic difference") && markdown.contains("1 typographic difference"));
        assert!(html.contains("(moved to ¶\u{a0}4)</a>") && html.contains("(moved from ¶\u{a0}5)</a>"), "{html}");
        assert!(html.contains("(¶\u{a0}1 split into ¶\u{a0}1–2)"), "{html}");
        assert!(markdown.contains("(moved to ¶\u{a0}4)") && markdown.contains("split into ¶\u{a0}1–2"), "{markdown}");
        assert!(critic.contains("moved to paragraph 4<<}") && critic.contains("moved from paragraph 5<<}"), "{critic}");
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(value["moves"][0]["from"], 5);
        assert_eq!(value["moves"][0]["to"], 4);
        assert_eq!(value["noise"], 1);
        assert_eq!(value["paragraphs"][0]["kind"], "split");
    });
}

#[test]
fn folded_noise_is_shown_in_no_view_and_no_format() {
    let texts = ["It's late.", "It’s late."].map(|text| snapshot("Ferry", Body::from_paragraphs([text]), &[]));
    let [before, after] = &texts;
    with(before, after, |compared| {
        for (name, page) in pages(compared, Noise::Folded, 80) {
            let text = drawn(&page, 80);
            assert!(!text.contains("{~") && !text.contains("It's"), "{name}: {text}");
            assert!(text.contains("1 typographic difference"), "{name} counts it: {text}");
        }
        for (name, text) in files(compared, Noise::Folded) {
            // What a reader would call the changes is listed in JSON whatever is shown.
            let text = text.split(r#""changes":"#).next().expect("a part");
            assert!(!text.contains("It's") && !text.contains("It&#39;s"), "{name}: {text}");
        }
    });
}

#[test]
fn what_looks_like_html_is_text_and_text_from_right_to_left_finds_its_direction() {
    let bodies = ["<script>x</script> המעבורת טבעה.", "<script>y</script> המעבורת טבעה."];
    let texts = bodies.map(|text| snapshot("<b>", Body::from_paragraphs([text]), &["Updated <i>now</i>."]));
    let [mut before, mut after] = texts;
    after.language = Some("he".to_owned());
    before.notes.clear();
    let html = with(&before, &after, |compared| render::diff_html(compared, Noise::Shown));
    assert!(!html.contains("<script") && !html.contains("<i>") && html.contains("&lt;script&gt;"), "{html}");
    assert!(html.contains("<p lang=\"he\" dir=\"auto\">") && html.contains("<h1 lang=\"he\" dir=\"auto\">"), "{html}");
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"), "{html}");
    // Only the first words of a paragraph that have no direction of their own settle its direction.
    for ear in html.split("class=\"ear\"").skip(1) {
        assert!(ear.starts_with(" lang=\"en\" dir=\"ltr\">"), "{ear}");
    }
}

#[test]
fn a_page_for_a_browser_loads_nothing_and_its_links_lead_somewhere() {
    let Sides { before, after } = story();
    let html = with(&before, &after, |compared| render::diff_html(compared, Noise::Shown));
    for outside in ["http:", "https:", "src=", "<link", "<script", "url(", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id is given once: {ids:?}");
    let targets: Vec<&str> = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(targets.iter().any(|target| target.starts_with("passage-1")), "{targets:?}");
    assert!(targets.iter().all(|target| ids.contains(target)), "{targets:?} in {ids:?}");
}

#[test]
fn an_output_file_holds_what_the_screen_would_show() {
    let desk = Desk::new();
    desk.write("old.txt", "Ferry sinks\n\nIt sank at noon.\n\nNobody was hurt.");
    desk.write("new.txt", "Ferry sinks\n\nIt sank at one.\n\nNobody was hurt.");
    for options in ["", "--view side-by-side", "--view unified", "--format html", "--format critic", "--json"] {
        let shown = desk.ok(&format!("diff old.txt new.txt {options}"));
        assert_eq!(desk.ok(&format!("diff old.txt new.txt {options} -o out --color always")), "");
        assert_eq!(std::fs::read_to_string(desk.path("out")).expect("the file"), shown, "{options}");
    }
    let ran = desk.run(["diff", "old.txt", "new.txt", "-o", "no/such/folder"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no/such/folder cannot be written"), "{}", ran.err);
}

#[test]
fn no_text_on_either_side_is_compared_all_the_same() {
    let desk = Desk::new();
    desk.write("new.txt", "Ferry sinks\n\nIt sank at one.");
    for options in [
        "--view inline",
        "--view side-by-side",
        "--view unified",
        "--view stat",
        "--view summary",
        "--format html",
        "--format markdown",
        "--format critic",
        "--json",
    ] {
        for sides in ["/dev/null new.txt", "new.txt /dev/null", "/dev/null /dev/null"] {
            assert!(!desk.ok(&format!("diff {sides} {options}")).is_empty(), "{sides} {options}");
        }
    }
    assert_eq!(desk.ok("diff /dev/null /dev/null --view summary"), "No difference.\n");
}

/// Texts that are hard to draw: wide, joined, turned, steering, and longer than any line.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec!["the ", "ferry ", "sank ", "at ", "noon. ", "It's ", "It’s ", "10:15 ", "$3.2 "]),
        2 => prop::sample::select(vec!["渡し船が港を出た。", "「速い」と", "東京都", "ｶﾅ", "한국어 ", "วันนี้ฝนตก", "‥…"]),
        2 => prop::sample::select(vec![
            "👩\u{200d}👩\u{200d}👧", "🇩🇪", "☁\u{fe0f}", "e\u{301}", "\u{301}", "\u{200d}", "ﷺ", "ক্ষি", "👍🏽",
        ]),
        2 => prop::sample::select(vec!["שלום ", "مرحبا ", "\u{202e}", "\u{2067}", "\u{200f}"]),
        1 => prop::sample::select(vec!["\u{1b}[31m", "\u{7}", "\u{9b}2J", "\r", "\t", "\u{0}", "\u{ad}", "\u{a0}", "\u{feff}"]),
        1 => prop::sample::select(vec![
            "{++", "++}", "{--", "~>", "<<}", "<del>", "&amp;", "**", "~~", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ]),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn nasty_body() -> impl Strategy<Value = Vec<(BlockKind, String)>> {
    let kind =
        prop::sample::select(vec![BlockKind::Paragraph, BlockKind::Heading, BlockKind::ListItem, BlockKind::Quote]);
    let known = prop_oneof![Just(LEFT.to_owned()), Just(HURT.to_owned()), Just(format!("{LEFT} {HURT}"))];
    prop::collection::vec((kind, prop_oneof![2 => nasty(), 1 => known]), 0..6)
}

/// Tells whether a line is wider than it has to be: a single character is never cut.
fn is_too_wide(line: &str, width: usize) -> bool {
    line.width() > width && line.trim().graphemes(true).count() > 1
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_view_and_format_takes_any_text_and_keeps_to_the_width(
        before in nasty_body(), after in nasty_body(), headlines in (nasty(), nasty()), note in nasty(),
        width in prop_oneof![1usize..24, 56usize..100], folded in any::<bool>(),
    ) {
        let bodies = [before, after].map(|blocks| blocks.into_iter().collect::<Body>());
        let [before, after] = bodies;
        let before = snapshot(&headlines.0, before, &[]);
        let after = snapshot(&headlines.1, after, &[note.as_str()]);
        let noise = if folded { Noise::Folded } else { Noise::Shown };
        with(&before, &after, |compared| {
            for (name, page) in pages(compared, noise, width) {
                for line in drawn(&page, width).lines() {
                    prop_assert!(!is_too_wide(line, width), "{} at {}: {:?}", name, width, line);
                }
                prop_assert!(!Paint::Color.draw(&page, Some(width)).is_empty());
            }
            for (name, text) in files(compared, noise) {
                prop_assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']) || name == "json", "{}: {:?}", name, text);
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_line_of_a_megabyte_is_drawn_too() {
    let long = "unabhängigkeitserklärungen ".repeat(38_000);
    let before = snapshot("Long", Body::from_paragraphs([&long]), &[]);
    let after = snapshot("Long", Body::from_paragraphs([format!("{long}end")]), &[]);
    let drawn = catch_unwind(|| {
        with(&before, &after, |compared| {
            pages(compared, Noise::Shown, 80).map(|(_, page)| drawn(&page, 80).len()).iter().sum::<usize>()
                + files(compared, Noise::Shown).map(|(_, text)| text.len()).iter().sum::<usize>()
        })
    });
    assert!(drawn.is_ok_and(|length| length > long.len()));
}
