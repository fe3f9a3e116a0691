//! Which notes announce which changes, measured on invented articles with known answers (`tests/gold/matching/`).
mod gauge;

use gauge::{Case, cases, cases_in, score, tell, tell_versions};
use serde_json::{Value, json};
use variorum::history::{Facet, Severity, Tier};

#[test]
fn the_gold_cases_are_told_as_well_as_promised() {
    let tally = score(&cases());
    let told = format!("{tally:#?}");
    assert!(tally.links.precision() >= 930 && tally.links.recall() >= 850, "links {told}");
    assert!(tally.strong.told - tally.strong.right <= 1, "strong links are right {told}");
    assert!(tally.strong.recall() >= 550, "most links are strong {told}");
    assert!(tally.unannounced.f1() >= 820, "unannounced {told}");
    assert!(tally.unbacked.f1() >= 750, "unbacked {told}");
    assert!(tally.substance.precision() >= 930, "substance {told}");
    assert!(tally.missed <= 1 && tally.spurious <= 10, "changes {told}");
}

/// Cases in Italian, Dutch, Portuguese and wherever else the first set is thin, labelled before they were told once.
#[test]
fn cases_in_other_languages_are_told_as_well_as_promised() {
    let tally = score(&cases_in("forms.jsonl"));
    let told = format!("{tally:#?}");
    assert!(tally.links.precision() >= 960 && tally.links.recall() >= 860, "links {told}");
    assert!(tally.strong.told - tally.strong.right <= 1, "strong links are right {told}");
    assert!(tally.strong.recall() >= 760, "most links are strong {told}");
    assert!(tally.unannounced.f1() >= 830, "unannounced {told}");
    // Low, since eight of these notes are in forms that `notes` does not read as notes yet.
    assert!(tally.unbacked.f1() >= 260, "unbacked {told}");
    assert!(tally.substance.precision() >= 960, "substance {told}");
    assert!(tally.missed == 0 && tally.spurious <= 3, "changes {told}");
}

#[test]
fn a_note_of_another_article_is_hardly_ever_linked_strongly() {
    let cases = cases();
    let foreign = foreign_notes(&cases);
    let strong = foreign.iter().filter(|(case, note)| {
        let mut versions: Vec<Value> = case["versions"].as_array().expect("versions")[..2].to_vec();
        let mut lines = versions[0]["notes_block"].as_array().expect("notes").clone();
        lines.push(json!(note));
        versions[1]["notes_block"] = lines.into();
        let changelog = tell_versions(&versions, case["lang"].as_str());
        changelog.entries[1].links.iter().any(|link| link.tier == Tier::Strong)
    });
    let (strong, all) = (strong.count(), foreign.len());
    assert!(all > 300 && strong * 1000 <= 30 * all, "{strong} of {all} foreign notes are linked strongly");
}

/// Gives every case three notes of other articles in its language.
fn foreign_notes(cases: &[Case]) -> Vec<(&Value, String)> {
    let mut pool = Vec::new();
    for case in cases.iter().map(|case| &case.value) {
        let steps = case["gold"].as_array().into_iter().flatten();
        let notes = steps.flat_map(|step| step["notes"].as_array().into_iter().flatten());
        let telling = notes.filter(|note| note["vacuous"] != true && note["text"] != "");
        pool.extend(telling.filter_map(|note| Some((&case["lang"], &case["group"], note["text"].as_str()?))));
    }
    let mut found = Vec::new();
    for (number, case) in cases.iter().map(|case| &case.value).enumerate() {
        let others = pool.iter().filter(|(language, group, _)| **language == case["lang"] && **group != case["group"]);
        let others: Vec<&str> = others.map(|(_, _, text)| *text).collect();
        if !others.is_empty() {
            found.extend((0..3).map(|turn| (case, others[(7 * number + 3 * turn) % others.len()].to_owned())));
        }
    }
    found
}

#[test]
fn a_number_a_name_a_negation_or_a_quotation_is_never_cosmetic() {
    for case in cases() {
        for entry in &tell(&case.value).entries {
            for change in entry.changes() {
                let heavy = [Facet::Number, Facet::Name, Facet::Negation, Facet::Quote];
                let touched = heavy.iter().any(|facet| change.facets.contains(facet));
                assert!(!(touched && change.severity == Severity::Cosmetic), "{}: {change:?}", case.value["id"]);
            }
        }
    }
}

#[test]
fn every_change_is_announced_or_not_and_never_both() {
    for case in cases() {
        for (index, entry) in tell(&case.value).entries.iter().enumerate() {
            for change in 0..entry.changes().len() {
                let mut links = entry.links.iter().map(|link| link.change);
                let announced = links.any(|at| (at.entry, at.change) == (index, change));
                assert_ne!(announced, entry.unannounced.contains(&change), "{} {change}", case.value["id"]);
            }
        }
    }
}

#[test]
fn the_same_versions_are_told_the_same_twice() {
    for case in cases().iter().take(40) {
        assert_eq!(tell(&case.value), tell(&case.value));
    }
}

#[test]
fn excerpts_stand_in_the_article_as_they_are() {
    for case in cases() {
        let changelog = tell(&case.value);
        for pair in changelog.entries.windows(2) {
            let holds = |entry: &variorum::history::Entry, text: &str| {
                let snapshot = &entry.version.snapshot;
                let fields = &snapshot.fields;
                let short = [Some(&fields.headline), fields.dek.as_ref(), fields.byline.as_ref()];
                let links = fields.links.iter().map(|link| &link.href);
                let mut all = short.into_iter().flatten().chain(&fields.captions).chain(links);
                snapshot.body.text().contains(text) || all.any(|field| field.contains(text))
            };
            for change in pair[1].changes() {
                assert!(holds(&pair[0], &change.excerpts.before), "{change:?}");
                assert!(holds(&pair[1], &change.excerpts.after), "{change:?}");
            }
        }
    }
}

/// “1.2 million” was once said to be missing from a text that had 1,200,000, so that a true correction stood accused.
#[test]
fn a_correction_may_write_its_figure_otherwise_than_the_text() {
    let pairs = [
        (
            "en",
            "The dam cost $1,100,000.",
            "The dam cost $1,200,000.",
            "Correction: It cost $1.2 million, not $1.1 million.",
        ),
        ("en", "It won by 1,204 votes.", "It won by 1,240 votes.", "Correction: It won by 1 240 votes, not 1 204."),
        ("en", "Twenty-one people were hurt.", "Twelve people were hurt.", "Correction: 12 people were hurt, not 21."),
        ("en", "The vote was 5 to 4.", "The vote was 7 to 2.", "Correction: The vote was 7-2, not 5-4."),
        (
            "de",
            "Sie kostet 1.500.000 Euro.",
            "Sie kostet 2.500.000 Euro.",
            "Korrektur: Sie kostet 2,5 Mio. Euro, nicht 1,5.",
        ),
    ];
    for (language, old, new, note) in pairs {
        let version = |at: &str, text: &str, notes: &[&str]| json!({ "at": at, "headline": "Dam", "body": [text, "Fennick."], "notes_block": notes });
        let versions = [version("2031-05-03T09:00:00Z", old, &[]), version("2031-05-03T12:00:00Z", new, &[note])];
        let told = tell_versions(&versions, Some(language));
        let tiers: Vec<Tier> = told.entries[1].links.iter().map(|link| link.tier).collect();
        assert_eq!((tiers, told.entries[1].unbacked.len()), (vec![Tier::Strong], 0), "{note}");
    }
}
