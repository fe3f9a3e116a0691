//! `explain`: every score and reason behind what is told of a version.

#[allow(dead_code, unreachable_pub, reason = "the gold cases are read by several tests, each of which needs a part")]
#[path = "gauge/gold.rs"]
mod gold;

use serde_json::{Value, json};
use variorum::history::{Changelog, Outcome, Tier};
use variorum::render::{Paint, explain};

fn version(at: &str, body: &[&str], notes: &[&str]) -> Value {
    json!({ "at": at, "headline": "The Copper Lantern sinks", "body": body, "notes_block": notes })
}

/// A silent change at noon; in the evening a correction, and a passage that nobody announces.
fn ferry() -> Changelog {
    let first = ["The ferry carried 300 people.", "It left the quay at noon.", "The owner could not be reached."];
    let second = ["The ferry carried 300 people.", "It left the quay at 1 p.m.", "The owner could not be reached."];
    let third = [
        "The ferry carried 310 people.",
        "It left the quay at 1 p.m., on the orders of Odile Marsh, its captain.",
        "The owner could not be reached.",
    ];
    let notes = [
        "Correction: The ferry carried 310 people, not 300.",
        "Correction: An earlier version misstated the hour at which it left the quay. It was 1 p.m.",
    ];
    let versions = [
        version("2031-05-03T09:00:00+02:00", &first, &[]),
        version("2031-05-03T12:00:00+02:00", &second, &[]),
        version("2031-05-03T18:00:00+02:00", &third, &notes),
    ];
    gold::tell_versions(&versions, Some("en"))
}

fn drawn(entry: usize, all: bool) -> String {
    Paint::Plain.draw(&explain(&ferry(), entry, all), None)
}

fn has_row(drawn: &str, words: &str) -> bool {
    drawn.lines().any(|line| line.split_whitespace().eq(words.split_whitespace()))
}

#[test]
fn every_change_says_what_announces_it_and_every_reason_what_it_counts() {
    let drawn = drawn(2, false);
    assert!(has_row(&drawn, "c1 ¶ 1 replace substantive announced by n1"), "{drawn}");
    assert!(drawn.contains("[-300-]{+310+}  (number)"), "{drawn}");
    assert!(has_row(&drawn, "substantive because it touches a number"), "{drawn}");
    assert!(drawn.contains("no note announces it"), "{drawn}");
    assert!(has_row(&drawn, "+3.00 the note gives “310”, which the text has now"), "{drawn}");
    assert!(drawn.contains("no link: too little speaks for it"), "{drawn}");
}

#[test]
fn a_late_note_shows_the_change_of_the_earlier_version_it_was_held_against() {
    let drawn = drawn(2, false);
    assert!(drawn.lines().any(|line| line.contains("c1 of @2") && line.contains("link")), "{drawn}");
    assert!(
        has_row(&self::drawn(1, false), "c1 ¶ 2 replace substantive announced by n2 of @3"),
        "{}",
        self::drawn(1, false)
    );
}

#[test]
fn the_points_of_the_reasons_add_up_to_the_score() {
    for case in gold::cases() {
        for weighed in gold::tell(&case.value).entries.iter().flat_map(|entry| &entry.weighed) {
            let sum: i32 = weighed.reasons.iter().map(|reason| reason.points).sum();
            assert_eq!(sum, weighed.score, "{}: {weighed:?}", case.value["id"]);
        }
    }
}

#[test]
fn what_is_told_as_a_link_is_a_link_and_what_is_none_is_none() {
    for case in gold::cases() {
        let changelog = gold::tell(&case.value);
        for entry in &changelog.entries {
            for weighed in &entry.weighed {
                let link = { entry.links.iter() }
                    .find(|link| (link.note, link.claim, link.change) == (weighed.note, weighed.claim, weighed.change));
                match weighed.outcome {
                    Outcome::Linked(tier) => assert_eq!(link.map(|link| link.tier), Some(tier), "{weighed:?}"),
                    Outcome::Weak => assert!(weighed.score < Tier::STRONG_FROM, "{weighed:?}"),
                    Outcome::Taken | Outcome::Behind => assert!(weighed.score >= Tier::LIKELY_FROM, "{weighed:?}"),
                }
            }
        }
    }
}

#[test]
fn a_first_version_has_nothing_to_weigh() {
    assert!(drawn(0, false).ends_with("nothing is before it, so nothing is weighed.\n"));
}
