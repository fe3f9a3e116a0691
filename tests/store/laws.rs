//! Whatever is recorded in whatever order, the archive is what the rules say.

use std::fs;

use proptest::prelude::*;
use variorum::article::RecordedKind;
use variorum::store::Archive;

use crate::desk::{Desk, record, story};

/// The rules in their plainest form: minute, number and text of each version kept.
#[derive(Default)]
struct Rules {
    kept: Vec<(u32, u32, String)>,
}

impl Rules {
    fn record(&mut self, text: &str, minute: u32) -> (u32, RecordedKind) {
        let neighbor = self.kept.iter().filter(|(at, ..)| *at <= minute).max();
        if let Some((_, number, _)) = neighbor.filter(|(.., kept)| kept == text) {
            return (*number, RecordedKind::Unchanged);
        }
        let number = u32::try_from(self.kept.len()).unwrap() + 1;
        self.kept.push((minute, number, text.to_owned()));
        (number, if number == 1 { RecordedKind::First } else { RecordedKind::Next })
    }

    fn story(&self) -> Vec<(u32, String)> {
        let mut kept = self.kept.clone();
        kept.sort();
        kept.into_iter().map(|(_, number, text)| (number, text)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_recording_gives_what_the_rules_say(
        steps in proptest::collection::vec(("[AB]", 0..6_u32), 1..9),
    ) {
        let desk = Desk::new();
        let (mut archive, mut rules) = (desk.open(), Rules::default());
        for (text, minute) in &steps {
            prop_assert_eq!(record(&mut archive, text, *minute), rules.record(text, *minute));
        }
        prop_assert_eq!(story(&archive), rules.story());
        drop(archive);
        fs::remove_file(desk.dir().join("variorum/index.db")).unwrap();
        let archive = Archive::open(&desk.dir()).unwrap();
        prop_assert_eq!(story(&archive), rules.story());
        prop_assert_eq!(archive.verify().unwrap().damages, vec![]);
    }
}
