//! What always holds: whatever is recorded where, and in whatever order archives are brought together, they end equal.

use std::collections::BTreeSet;
use std::thread;

use proptest::prelude::*;
use variorum::store::Archive;

use crate::newsroom::{Newsroom, article, minute, record, sync, url};

const ARTICLES: [&str; 3] = ["ferry", "dam", "bridge"];

/// Something that happens in a newsroom.
#[derive(Clone, Debug)]
enum Event {
    /// An archive records a text of an article.
    Record { desk: usize, article: usize, text: u8, minutes: u32 },
    /// An archive gives an article an address.
    Alias { desk: usize, article: usize, name: u8 },
    /// An archive is brought together with the shared one.
    Sync { desk: usize },
}

fn event() -> impl Strategy<Value = Event> {
    let (desk, article) = (0..2_usize, 0..ARTICLES.len());
    prop_oneof![
        6 => (desk.clone(), article.clone(), 0..4_u8, 0..60_u32)
            .prop_map(|(desk, article, text, minutes)| Event::Record { desk, article, text, minutes }),
        1 => (desk.clone(), article, 0..3_u8).prop_map(|(desk, article, name)| Event::Alias { desk, article, name }),
        2 => desk.prop_map(|desk| Event::Sync { desk }),
    ]
}

/// Everything that identifies the versions of an archive, technical ones left out.
fn versions(archive: &Archive) -> BTreeSet<(String, String, i64)> {
    let of = |name: &&str| {
        let versions = archive.versions(&article(name)).unwrap();
        let identity = |version: variorum::article::Version| {
            (version.article.to_string(), version.content_sha256, version.snapshot.times.at.timestamp())
        };
        versions.into_iter().filter(|version| !version.technical).map(identity).collect::<Vec<_>>()
    };
    ARTICLES.iter().flat_map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn archives_end_equal_whatever_happens(events in proptest::collection::vec(event(), 1..14)) {
        let room = Newsroom::new();
        let mut desks = [room.archive("a"), room.archive("b")];
        let mut recorded = BTreeSet::new();
        for event in events {
            match event {
                Event::Record { desk, article: number, text, minutes } => {
                    record(&mut desks[desk], ARTICLES[number], &format!("Text {text}."), minutes);
                }
                Event::Alias { desk, article: number, name } => {
                    let (article, url) = (article(ARTICLES[number]), url(&format!("{}-{name}", ARTICLES[number])));
                    // An article that is not there yet has no address.
                    drop(desks[desk].add_url(&article, &url, minute(90), "desk"));
                }
                Event::Sync { desk } => drop(sync(&mut desks[desk])),
            }
            recorded.extend(desks.iter().flat_map(versions));
        }
        for desk in [0, 1, 0] {
            sync(&mut desks[desk]);
        }
        room.agree(&["a", "b"]);
        for desk in &desks {
            prop_assert_eq!(versions(desk), recorded.clone());
        }
    }
}

#[test]
fn archives_brought_together_at_once_lose_nothing() {
    let room = Newsroom::new();
    let desks: Vec<Archive> = ["a", "b", "c"].into_iter().map(|name| room.archive(name)).collect();
    let workers: Vec<_> = desks
        .into_iter()
        .zip(0_u32..)
        .map(|(mut archive, desk)| {
            thread::spawn(move || {
                for round in 0..4 {
                    record(&mut archive, "ferry", &format!("{desk} {round}."), desk * 10 + round);
                    sync(&mut archive);
                }
                archive
            })
        })
        .collect();
    let mut desks: Vec<Archive> = workers.into_iter().map(|worker| worker.join().unwrap()).collect();
    for desk in &mut desks {
        sync(desk);
    }
    for desk in &desks {
        assert_eq!(desk.versions(&article("ferry")).unwrap().len(), 12);
    }
    room.agree(&["a", "b", "c"]);
}
