//! Passages that moved: what the diff shows as moved, the changes call so too.

use std::collections::BTreeSet;

use variorum::article::{Fields, Snapshot, Times};
use variorum::diff::Sides;
use variorum::history::{ChangeKind, Place, compare};
use variorum::text::{Body, Span};

const PARAGRAPHS: [&str; 5] = [
    "The crack was noticed shortly after five by painters at work under the deck of the bridge.",
    "Buses will turn at Eastgate.",
    "The bridge opened in 1968. It carries 34,000 cars a day, and a crack in another beam shut it for nine days in 2019.",
    "Noor Castellan, the chief engineer, walked the span at dawn.",
    "Ferries will run every ten minutes until further notice, the harbor board of Kingsmoor said on its page.",
];

fn snapshot(order: &[usize]) -> Snapshot {
    let at = "2031-05-03T09:00:00+02:00".parse().expect("a time");
    Snapshot {
        fields: Fields { headline: "Bridge closed".into(), ..Fields::default() },
        body: Body::from_paragraphs(order.iter().map(|index| PARAGRAPHS[*index])),
        notes: Vec::new(),
        urls: Vec::new(),
        language: Some("en".into()),
        times: Times { at, seen: at, published: None, modified: None },
    }
}

/// The blocks that a stretch of a body touches.
fn blocks(body: &Body, stretch: Span) -> Vec<Option<usize>> {
    let touched = body.blocks().iter().enumerate().filter(|(_, block)| block.span.overlaps(stretch));
    touched.map(|(index, _)| Some(index)).collect()
}

/// All orders of the paragraphs, by Heap's algorithm.
fn orders(left: usize, order: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if left <= 1 {
        found.push(order.clone());
        return;
    }
    for index in 0..left {
        orders(left - 1, order, found);
        order.swap(if left.is_multiple_of(2) { index } else { 0 }, left - 1);
    }
}

/// Of the bridge story the diff once told that one half of a swap had moved, and `check` that the other had.
///
/// The changes may call more so: a paragraph too short, or too closely beside another, for the diff to call it moved
/// has moved all the same, or a reader would be told of a loss that is none.
#[test]
fn the_changes_call_moved_what_the_diff_shows_as_moved() {
    let mut found = Vec::new();
    orders(5, &mut (0..5).collect(), &mut found);
    assert_eq!(found.len(), 120);
    let before = snapshot(&[0, 1, 2, 3, 4]);
    for order in found {
        let after = snapshot(&order);
        let comparison = compare(Sides::new(&before, &after));
        let shown: BTreeSet<Option<usize>> =
            { comparison.body.moves.iter() }.flat_map(|moved| blocks(&after.body, moved.at.after)).collect();
        let told: BTreeSet<Option<usize>> = { comparison.changes.iter() }
            .filter(|change| change.kind == ChangeKind::Move)
            .filter_map(|change| if let Place::Block(at) = change.place { Some(at.after) } else { None })
            .collect();
        assert!(told.is_superset(&shown), "{order:?}: told {told:?}, shown {shown:?}");
    }
}
