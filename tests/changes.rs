//! What a reader would call the changes between two versions, and how much each matters.

use proptest::prelude::*;
use variorum::article::{ArticleId, Fields, Moment, Snapshot, Times, Version};
use variorum::diff::Sides;
use variorum::history::{Change, ChangeKind, Changelog, Facet, Severity, check, compare};
use variorum::text::Body;

fn snapshot(language: &str, body: &[&str], notes: &[&str]) -> Snapshot {
    let at: Moment = "2031-02-18T08:05:00-05:00".parse().expect("a time");
    Snapshot {
        fields: Fields { headline: "Dam".into(), ..Fields::default() },
        body: Body::from_paragraphs(body),
        notes: notes.iter().map(|note| (*note).to_owned()).collect(),
        urls: Vec::new(),
        language: Some(language.to_owned()),
        times: Times { at, seen: at, published: None, modified: None },
    }
}

/// The changes between two one-paragraph bodies.
fn changes(language: &str, before: &str, after: &str) -> Vec<Change> {
    let (before, after) = (snapshot(language, &[before], &[]), snapshot(language, &[after], &[]));
    compare(Sides::new(&before, &after)).changes
}

/// Asserts that one change touches this facet and matters.
fn assert_matters(language: &str, before: &str, after: &str, facet: Facet) {
    let found = changes(language, before, after);
    let told = found.iter().any(|change| change.severity == Severity::Substantive && change.facets.contains(&facet));
    assert!(told, "{before:?} -> {after:?}: {found:#?}");
}

/// Asserts that something changed, and that all of it is cosmetic.
fn assert_cosmetic(language: &str, before: &str, after: &str) {
    let found = changes(language, before, after);
    assert!(!found.is_empty(), "{before:?} -> {after:?}");
    assert!(found.iter().all(|change| change.severity == Severity::Cosmetic), "{before:?} -> {after:?}: {found:#?}");
}

#[test]
fn a_lost_decimal_point_is_another_number() {
    assert_matters("en", "It could take 11m litres a day.", "It could take 1.1m litres a day.", Facet::Number);
    assert_matters("de", "Der Schaden beträgt 27 Euro.", "Der Schaden beträgt 2,7 Euro.", Facet::Number);
    assert_matters("en", "They asked for 3.2 acres.", "They asked for 32 acres.", Facet::Number);
}

#[test]
fn turned_digits_and_other_scales_are_other_numbers() {
    assert_matters("en", "The club has 12 members.", "The club has 21 members.", Facet::Number);
    assert_matters("en", "The loan was $2 billion.", "The loan was $2 million.", Facet::Number);
    assert_matters("en", "The wall is 9 feet high.", "The wall is 9 meters high.", Facet::Number);
    assert_matters("en", "It cost £40 in the shop.", "It cost €40 in the shop.", Facet::Number);
    assert_matters("en", "It was -5 degrees at dawn.", "It was 5 degrees at dawn.", Facet::Number);
}

#[test]
fn how_sure_and_how_much_matters() {
    assert_matters("en", "Employees knew of the plan.", "Some employees knew of the plan.", Facet::Hedge);
    assert_matters("en", "It cost a third of the budget.", "It cost almost a third of the budget.", Facet::Hedge);
    assert_matters("en", "The plant will hire 900 people.", "The plant will hire up to 900 people.", Facet::Hedge);
    assert_matters(
        "fr",
        "Le pont est dangereux.",
        "Le pont serait peut-être dangereux, il pourrait céder.",
        Facet::Hedge,
    );
}

#[test]
fn a_not_matters_wherever_it_comes_or_goes() {
    assert_matters("en", "The gates were closed that day.", "The gates were not closed that day.", Facet::Negation);
    assert_matters("en", "The mayor didn't sign the order.", "The mayor did sign the order.", Facet::Negation);
    assert_matters("de", "Der Damm ist sicher.", "Der Damm ist nicht sicher.", Facet::Negation);
    assert_matters("es", "La presa es segura.", "La presa no es segura.", Facet::Negation);
}

#[test]
fn quoted_words_and_marks_of_doubt_matter() {
    let before = "\"We closed the gates,\" said Marcus Dell.";
    assert_matters("en", before, "\"We checked the gates,\" said Marcus Dell.", Facet::Quote);
    assert_matters("en", "The board praised the reform.", "The board praised the \"reform\".", Facet::Quote);
    assert_matters("en", "The board praised the reform.", "The board praised the ‘reform’.", Facet::Quote);
}

#[test]
fn who_says_it_and_how_it_is_said_matters() {
    assert_matters("en", "The union said pay had fallen.", "The union claimed pay had fallen.", Facet::Attribution);
    let found = changes("en", "The union said pay had fallen.", "The union told us pay had fallen.");
    assert!(found.iter().all(|change| !change.facets.contains(&Facet::Attribution)), "{found:#?}");
}

#[test]
fn another_way_to_leave_an_office_is_another_fact() {
    let found = changes("en", "He resigned the following month.", "He was dismissed the following month.");
    assert_eq!(found[0].severity, Severity::Substantive, "{found:#?}");
}

#[test]
fn other_dress_for_the_same_words_is_cosmetic() {
    assert_cosmetic("en", "The US group paid.", "The American group paid.");
    assert_cosmetic("en", "She left with her two dogs.", "She left with her 2 dogs.");
    assert_cosmetic("en", "About 200 people came.", "Around 200 people came.");
    assert_cosmetic("en", "\"No,\" the owner's son said.", "“No,” the owner’s son said.");
    assert_cosmetic("de", "Das gilt für alle Beschuldigten.", "Das gilt für alle Beschuldigte.");
    assert_cosmetic("en", "They met at the court house.", "They met at the courthouse.");
}

#[test]
fn an_inserted_paragraph_is_one_change_with_the_paragraph_as_its_words() {
    let before = snapshot("en", &["The lake is full.", "Crews are at work."], &[]);
    let new = "“We are ready,” said Ada Finch. She has run the crews since 2029.";
    let after = snapshot("en", &["The lake is full.", new, "Crews are at work."], &[]);
    let found = compare(Sides::new(&before, &after)).changes;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].kind, found[0].excerpts.after.as_str()), (ChangeKind::Insert, new));
}

#[test]
fn a_paragraph_that_moved_is_told_as_moved_and_its_edit_beside_it() {
    let paragraphs = [
        "The fire started on Friday near a campground in the north.",
        "Boyd Hackett fled with his horses and two of his neighbors.",
        "Winds are expected to ease by Sunday, the forecasters said.",
        "The town has thinned trees on 900 acres since 2026, it said.",
    ];
    let moved = "The fire started on Friday near a campground in the south.";
    let before = snapshot("en", &paragraphs, &[]);
    let after = snapshot("en", &[paragraphs[1], paragraphs[2], paragraphs[3], moved], &[]);
    let found = compare(Sides::new(&before, &after)).changes;
    let kinds: Vec<_> = found.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Move, ChangeKind::Replace], "{found:#?}");
    assert_eq!(found[1].excerpts, Sides::new("north".to_owned(), "south".to_owned()));
}

fn versions(steps: &[(Vec<String>, Vec<String>)]) -> Vec<Version> {
    let article = ArticleId::from_name("random").expect("a name");
    let version = |(number, (body, notes)): (u32, &(Vec<String>, Vec<String>))| {
        let body: Vec<&str> = body.iter().map(String::as_str).collect();
        let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
        let snapshot = snapshot("en", &body, &notes);
        let recorded = snapshot.times.seen;
        let (article, content_sha256) = (article.clone(), String::new());
        Version { article, number, recorded, content_sha256, technical: false, snapshot }
    };
    (1..).zip(steps).map(version).collect()
}

/// Words that sit close to what matters, strung together without sense.
fn prose() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "The",
        "mayor",
        "said",
        "\"no\"",
        "not",
        "12",
        "1.2m",
        "$3",
        "“",
        "”",
        "Ada",
        "Finch",
        "Monday",
        "closed.",
        "It",
        "was",
        "about",
        "3人",
        "声明",
        "—",
        "'",
        "é",
        "Updated",
        "Correction:",
        "headline",
        "a.m.",
        "\u{a0}",
        "x\u{301}",
    ]);
    prop::collection::vec(words, 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_history_is_told_without_a_panic_the_same_twice(
        steps in prop::collection::vec(
            (prop::collection::vec(prose(), 0..5), prop::collection::vec(prose(), 0..3)), 1..4),
    ) {
        let article = ArticleId::from_name("random").expect("a name");
        let told = Changelog::tell(article.clone(), versions(&steps));
        prop_assert_eq!(&told, &Changelog::tell(article, versions(&steps)));
        for (index, entry) in told.entries.iter().enumerate() {
            for change in 0..entry.changes().len() {
                let linked = entry.links.iter().any(|link| (link.change.entry, link.change.change) == (index, change));
                prop_assert_ne!(linked, entry.unannounced.contains(&change));
            }
        }
        let findings = check(&told);
        prop_assert!(findings.iter().all(|finding| finding.version > 1 && !finding.reason.contains('\n')));
    }

    #[test]
    fn equal_snapshots_have_no_changes(body in prop::collection::vec(prose(), 0..6)) {
        let body: Vec<&str> = body.iter().map(String::as_str).collect();
        let one = snapshot("en", &body, &[]);
        prop_assert!(compare(Sides::new(&one, &one)).changes.is_empty());
    }
}
