//! Any two versions are told as a changelog.

use variorum::article::{ArticleId, Fields, Hyperlink, Moment, Snapshot, Times, Version};
use variorum::diff::Sides;
use variorum::history::{ChangeKind, Changelog, check, compare};
use variorum::render::{Order, changelog_markdown};
use variorum::text::{BlockKind, Body};

use super::inputs;
use super::pieces::Recipe;

#[test]
fn any_two_versions_are_told() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| hold(Recipe::new(bytes));
    inputs::hold_recipes("changelog", 300, law);
    fuzzer.for_each(law);
}

fn hold(mut recipe: Recipe<'_>) {
    let first = snapshot(&mut recipe, None);
    let second = snapshot(&mut recipe, Some(&first));
    let found = compare(Sides::new(&first, &second));
    assert!(compare(Sides::new(&first, &first)).changes.is_empty(), "a version differs in nothing from itself");
    for change in found.changes.iter().filter(|change| change.kind != ChangeKind::Move) {
        assert_ne!(change.excerpts.before, change.excerpts.after, "{change:?} changes nothing");
    }
    let article = ArticleId::from_name("any").expect("a name");
    let versions = || {
        let version = |(number, snapshot): (u32, &Snapshot)| Version {
            article: article.clone(),
            number,
            recorded: snapshot.times.seen,
            content_sha256: snapshot.content_sha256(),
            technical: false,
            snapshot: snapshot.clone(),
        };
        (1..).zip([&first, &second]).map(version).collect::<Vec<Version>>()
    };
    let told = Changelog::tell(article.clone(), versions());
    assert_eq!(told, Changelog::tell(article.clone(), versions()), "the same versions are told the same");
    for link in told.entries.iter().flat_map(|entry| &entry.links) {
        assert!(told.change(link.change).is_some(), "{link:?} points to no change");
    }
    for finding in check(&told) {
        assert!(finding.version == 2 && !finding.reason.contains('\n'), "{finding:?} is told on one line");
    }
    for order in [Order::NewestFirst, Order::OldestFirst] {
        let page = changelog_markdown(&told, order);
        assert!(page.starts_with("# ") && page.ends_with('\n'), "{page}");
        assert!(!page.contains(|character: char| character.is_control() && character != '\n'), "{page:?}");
    }
}

/// A small version, in part the same as the one before it.
fn snapshot(recipe: &mut Recipe<'_>, last: Option<&Snapshot>) -> Snapshot {
    let moment = |text: &str| text.parse::<Moment>().expect("a moment");
    let at = moment(if last.is_none() { "2026-02-17T23:30:00-05:00" } else { "2026-02-18T10:15:00-05:00" });
    let kinds = [BlockKind::Paragraph, BlockKind::Heading, BlockKind::ListItem, BlockKind::Quote];
    let mut body: Vec<(BlockKind, String)> = Vec::new();
    for _ in 0..recipe.below(6) {
        let kept = last.and_then(|last| last.body.iter().nth(recipe.below(6)));
        body.push(match kept {
            Some((kind, text)) if recipe.below(4) > 0 => {
                (kind, format!("{text}{}", recipe.one_of(&["", "", " Not so.", "\u{a0}5"])))
            }
            _ => (recipe.one_of(&kinds), recipe.sentence(10)),
        });
    }
    let headline = last.map_or_else(|| recipe.sentence(4), |last| last.fields.headline.replace("the", "a"));
    Snapshot {
        fields: Fields {
            headline,
            dek: (recipe.below(2) == 1).then(|| recipe.sentence(5)),
            byline: (recipe.below(2) == 1).then(|| format!("By {}", recipe.sentence(2))),
            captions: (0..recipe.below(3)).map(|_| recipe.sentence(4)).collect(),
            links: (0..recipe.below(3))
                .map(|_| Hyperlink {
                    text: recipe.sentence(2),
                    href: recipe.one_of(&["https://example.org/a)b", "/x", ""]).to_owned(),
                })
                .collect(),
        },
        body: body
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(kind, text)| (*kind, text.as_str()))
            .collect::<Body>(),
        notes: (0..recipe.below(3)).map(|_| format!("{}{}", recipe.one_of(NOTES), recipe.sentence(6))).collect(),
        urls: vec!["https://example.org/any".to_owned()],
        language: recipe.one_of(&[None, Some("en"), Some("de"), Some("ja")]).map(str::to_owned),
        times: Times { at, seen: at, published: (recipe.below(2) == 1).then_some(at), modified: None },
    }
}

const NOTES: &[&str] = &[
    "Correction: ",
    "Updated 2/18 at 10:15 a.m. with ",
    "An earlier version of this article misstated ",
    "Korrektur: ",
    "",
    "This article was removed ",
    "Editor's note: ",
];
