//! Laws that hold for any text: tokens and sentences tile it, and a diff leads to the text after byte for byte.

use proptest::prelude::*;
use variorum::diff::{Diff, Sides, diff};
use variorum::text::{Span, TokenKind, count_words, fold, sentences, tokens};

/// Text of pieces that are hard to cut: compounds, figures, links, marks, breaks, scripts of every kind.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "the", "The", "ferry", "sank", "not", "minister", "said", "on", "Monday", "O'Neill", "don’t", "co-operation",
        ]),
        3 => prop::sample::select(vec!["$3.2", "1,200", "10:15", "a.m.", "U.S.", "3–5", "18.", "Feb.", "-5", "1\u{a0}200"]),
        8 => Just(" "),
        3 => prop::sample::select(vec![". ", ", ", "\n\n", "\n", "\r\n", "  ", "\u{a0}", "\u{200b}", " — ", "“", "”", "\""]),
        2 => prop::sample::select(vec![
            "https://example.org/a(b", "a@b.org", "@name", "#", "@", "...", "---", "(", ")", "*", "\\", "\u{301}", "\u{200d}",
        ]),
        2 => prop::sample::select(vec![
            "👩\u{200d}👩\u{200d}👧", "🇩🇪", "東京都", "我们今天去", "วันนี้ฝนตก", "שלום", "مرحبا", "e\u{301}", "é", "½", "ß", "\u{202e}",
        ]),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Two texts of the same sentences, some of them changed, dropped, doubled or moved.
fn revisions() -> impl Strategy<Value = (String, String)> {
    (prop::collection::vec(nasty(), 0..8), prop::collection::vec((0..8_usize, nasty(), 0..4_u8), 0..10)).prop_map(
        |(parts, picks)| {
            let before = parts.join(". ");
            let after: Vec<String> = picks
                .into_iter()
                .map(|(index, fresh, kind)| match (parts.get(index), kind) {
                    (Some(part), 0) => format!("{part}{fresh}"),
                    (Some(part), _) => part.clone(),
                    (None, _) => fresh,
                })
                .collect();
            (before, after.join(". "))
        },
    )
}

fn check(before: &str, after: &str) -> Diff {
    let texts = Sides::new(before, after);
    let found = diff(texts);
    assert_eq!(found.apply(texts), after, "the edits lead to the text after");
    assert_tiles(&found, texts);
    assert_tokens_whole(&found, texts);
    assert_moves(&found);
    assert_eq!(found.invert().invert(), found, "turned round twice is the same");
    assert_eq!(found.invert().apply(texts.swap()), before, "turned round it leads back");
    assert_eq!(diff(texts), found, "the same texts have the same diff");
    assert!(found.edits.is_empty() == (before == after));
    found
}

/// Edits are in order, none is empty, and what lies between them is the same on both sides.
fn assert_tiles(found: &Diff, texts: Sides<&str>) {
    let mut at = Sides::new(0, 0);
    for edit in &found.edits {
        let (old, new) = (edit.at.before, edit.at.after);
        assert!(!old.is_empty() || !new.is_empty());
        assert!(at.before <= old.start && at.after <= new.start, "edits are in order");
        let kept = Sides::new(Span { start: at.before, end: old.start }, Span { start: at.after, end: new.start });
        assert_eq!(kept.before.of(texts.before), kept.after.of(texts.after), "kept text is the same");
        assert_ne!(old.of(texts.before), new.of(texts.after), "an edit changes something");
        at = Sides::new(old.end, new.end);
    }
    assert_eq!(texts.before[at.before as usize..], texts.after[at.after as usize..]);
}

/// No edit begins or ends inside a token.
fn assert_tokens_whole(found: &Diff, texts: Sides<&str>) {
    let borders = texts.map(|text| tokens(text).map(|token| token.span.end).chain([0]).collect::<Vec<u32>>());
    for edit in found.edits.iter().chain(found.moves.iter().flat_map(|moved| &moved.edits)) {
        for (span, borders) in [(edit.at.before, &borders.before), (edit.at.after, &borders.after)] {
            assert!(borders.contains(&span.start) && borders.contains(&span.end), "{edit:?} cuts a token");
        }
    }
}

/// Moves lie in deleted and inserted text and share no byte with each other.
fn assert_moves(found: &Diff) {
    let covered = |span: Span, side: fn(Sides<Span>) -> Span| {
        let inside: usize = found
            .edits
            .iter()
            .map(|edit| side(edit.at))
            .filter(|part| part.overlaps(span))
            .map(|part| (part.end.min(span.end) - part.start.max(span.start)) as usize)
            .sum();
        inside == span.len()
    };
    for (index, moved) in found.moves.iter().enumerate() {
        assert!(covered(moved.at.before, |at| at.before) && covered(moved.at.after, |at| at.after), "{moved:?}");
        for other in &found.moves[..index] {
            assert!(!other.at.before.overlaps(moved.at.before) && !other.at.after.overlaps(moved.at.after));
        }
        for edit in &moved.edits {
            assert!(moved.at.before.contains(edit.at.before) && moved.at.after.contains(edit.at.after));
        }
    }
}

fn assert_tile(spans: impl Iterator<Item = Span>, text: &str) {
    let mut at = 0;
    for span in spans {
        assert_eq!(span.start, at);
        assert!(!span.is_empty());
        at = span.end;
    }
    assert_eq!(at as usize, text.len());
}

/// The tokens of a text that are no blanks.
fn solid(text: &str) -> Vec<&str> {
    tokens(text).filter(|token| token.kind != TokenKind::Space).map(|token| token.span.of(text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_tile_the_text(text in nasty()) {
        assert_tile(tokens(&text).map(|token| token.span), &text);
    }

    #[test]
    fn tokens_of_any_characters_tile_the_text(text in "\\PC{0,40}") {
        assert_tile(tokens(&text).map(|token| token.span), &text);
        prop_assert_eq!(count_words(&text), tokens(&text).filter(|token| token.kind.is_word()).count());
    }

    #[test]
    fn lines_have_the_tokens_of_the_text(text in nasty()) {
        let apart: Vec<&str> = text.split('\n').flat_map(solid).collect();
        prop_assert_eq!(solid(&text), apart);
    }

    #[test]
    fn sentences_tile_the_text(text in nasty()) {
        assert_tile(sentences(&text).into_iter(), &text);
    }

    #[test]
    fn folding_twice_is_folding_once(text in nasty()) {
        let once = fold(&text).into_owned();
        prop_assert_eq!(fold(&once).into_owned(), once);
    }

    #[test]
    fn a_diff_leads_from_one_text_to_any_other(before in nasty(), after in nasty()) {
        check(&before, &after);
    }

    #[test]
    fn a_diff_leads_from_one_revision_to_the_next((before, after) in revisions()) {
        check(&before, &after);
    }

    #[test]
    fn a_text_differs_in_nothing_from_itself(text in nasty()) {
        prop_assert!(check(&text, &text).is_empty());
    }
}

#[test]
fn every_paragraph_is_an_edit_of_its_own() {
    let texts = Sides::new("One sank.\n\nTwo left.", "One sank.\n\nA came.\n\nB went.\n\nTwo left.");
    let put: Vec<&str> = diff(texts).edits.iter().map(|edit| edit.at.after.of(texts.after)).collect();
    assert_eq!(put, ["A came.\n\n", "B went.\n\n"]);
}

#[test]
fn a_passage_that_moved_is_told_from_one_that_left() {
    let moved = "The harbour master had warned of the storm on Monday.";
    let before = format!(
        "{moved}\n\nThe ferry sank at noon off the northern cape.\n\nNobody was hurt, the owner of the ferry said."
    );
    let after = format!(
        "The ferry sank at noon off the northern cape.\n\nNobody was hurt, the owner of the ferry said.\n\n{}",
        moved.replace("Monday", "Sunday")
    );
    let found = check(&before, &after);
    let [moved] = found.moves.as_slice() else { panic!("one passage moved: {found:?}") };
    assert_eq!(moved.edits.len(), 1);
    assert_eq!(moved.edits[0].at.after.of(&after), "Sunday");
}

#[test]
fn nasty_texts_are_told_apart() {
    let long = "x".repeat(1 << 20);
    let marks = "=".repeat(1 << 12);
    let identical = "The same line stands here again.\n\n".repeat(500);
    let shorter = format!("{}A new one.\n\n{}", &identical[..34 * 200], &identical[34 * 210..]);
    let two_words = "so no ".repeat(800);
    let other_words = "no so so ".repeat(600);
    let texts = [
        "",
        "\n",
        "\n\n\n\n",
        " ",
        "\u{a0}",
        &long,
        &marks,
        &identical,
        &shorter,
        &two_words,
        &other_words,
        "שלום עולם 3–5",
        "a\u{a0}b",
        "東京\n\n大阪",
        "👩\u{200d}👩\u{200d}👧👩\u{200d}👩",
    ];
    for before in texts {
        for after in texts {
            let sides = Sides::new(before, after);
            let found = diff(sides);
            assert_eq!(found.apply(sides), after);
            assert_tiles(&found, sides);
        }
    }
}
