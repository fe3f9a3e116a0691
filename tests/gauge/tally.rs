//! Counting what is right.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use variorum::history::{Changelog, Entry, Severity, Tier, Unbacked};

use super::gold::{Case, tell};

/// How many of those told are right, and how many of those to be told were.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) right: usize,
    pub(crate) told: usize,
    pub(crate) found: usize,
    pub(crate) gold: usize,
}

/// The counts of all measures.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) links: Count,
    pub(crate) strong: Count,
    pub(crate) unannounced: Count,
    pub(crate) unbacked: Count,
    pub(crate) substance: Count,
    /// Changes of the gold cases that were not found.
    pub(crate) missed: usize,
    /// Changes told that are none.
    pub(crate) spurious: usize,
}

impl Count {
    /// Returns the share of what is told that is right, in thousandths.
    pub(crate) fn precision(self) -> usize {
        (self.right * 1000).checked_div(self.told).unwrap_or(1000)
    }

    /// Returns the share of what was to be told that was, in thousandths.
    pub(crate) fn recall(self) -> usize {
        (self.found * 1000).checked_div(self.gold).unwrap_or(1000)
    }

    /// Returns the harmonic mean of the two.
    pub(crate) fn f1(self) -> usize {
        let (precision, recall) = (self.precision(), self.recall());
        (2 * precision * recall).checked_div(precision + recall).unwrap_or(0)
    }
}

/// Scores all cases.
pub(crate) fn score(cases: &[Case]) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        let changelog = tell(&case.value);
        for gold in case.value["gold"].as_array().expect("gold") {
            let number = usize::try_from(gold["version"].as_u64().expect("a version")).expect("few versions");
            Step { case, changelog: &changelog, entry: &changelog.entries[number], number, gold }.count(&mut tally);
        }
    }
    tally
}

/// One version of a case, told and as it should be.
struct Step<'a> {
    case: &'a Case,
    changelog: &'a Changelog,
    entry: &'a Entry,
    number: usize,
    gold: &'a Value,
}

impl Step<'_> {
    fn count(&self, tally: &mut Tally) {
        self.links(tally);
        self.unannounced(&mut tally.unannounced);
        self.unbacked(&mut tally.unbacked);
        self.substance(tally);
    }

    fn links(&self, tally: &mut Tally) {
        let pair = |pair: &Value| (text(&pair[0]), text(&pair[1]));
        let gold: BTreeSet<(String, String)> = list(&self.gold["links"]).iter().map(pair).collect();
        let (mut found, mut strong, mut once) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for link in self.entry.links.iter().filter(|link| link.tier > Tier::Possible) {
            let note = self.note(&self.entry.notes[link.note].text);
            if !once.insert((note.clone(), link.change)) {
                continue;
            }
            let change = self.changelog.change(link.change).expect("a link points to a change");
            let hit = self.case.matches(change, link.change.entry);
            let hit: BTreeSet<_> =
                hit.into_iter().map(|cid| (note.clone(), cid)).filter(|pair| gold.contains(pair)).collect();
            tally.links.told += 1;
            tally.links.right += usize::from(!hit.is_empty());
            if link.tier == Tier::Strong {
                tally.strong.told += 1;
                tally.strong.right += usize::from(!hit.is_empty());
                strong.extend(hit.clone());
            }
            found.extend(hit);
        }
        for (count, found) in [(&mut tally.links, found), (&mut tally.strong, strong)] {
            count.found += found.len();
            count.gold += gold.len();
        }
    }

    fn unannounced(&self, count: &mut Count) {
        let substantive: BTreeSet<String> = self.changes_of("substantive");
        let silent: BTreeSet<String> = list(&self.gold["unannounced"]).iter().map(text).collect();
        let gold: BTreeSet<String> = silent.intersection(&substantive).cloned().collect();
        let mut found = BTreeSet::new();
        for change in self.entry.unannounced.iter().map(|index| &self.entry.changes()[*index]) {
            if change.severity == Severity::Substantive {
                let hit: BTreeSet<_> = self.case.matches(change, self.number).intersection(&gold).cloned().collect();
                count.told += 1;
                count.right += usize::from(!hit.is_empty());
                found.extend(hit);
            }
        }
        count.found += found.len();
        count.gold += gold.len();
    }

    fn unbacked(&self, count: &mut Count) {
        let gold: BTreeSet<String> = list(&self.gold["unbacked"]).iter().map(text).collect();
        let note = |unbacked: &Unbacked| self.note(&self.entry.notes[unbacked.note].text);
        let told: BTreeSet<String> = self.entry.unbacked.iter().map(note).collect();
        let right = told.intersection(&gold).count();
        count.right += right;
        count.found += right;
        count.told += told.len();
        count.gold += gold.len();
    }

    fn substance(&self, tally: &mut Tally) {
        let substantive = self.changes_of("substantive");
        let mut best: BTreeMap<String, Severity> = BTreeMap::new();
        for change in self.entry.changes() {
            let hit = self.case.matches(change, self.number);
            tally.spurious += usize::from(hit.is_empty());
            for cid in hit {
                let severity = best.entry(cid).or_insert(change.severity);
                *severity = change.severity.max(*severity);
            }
        }
        for change in list(&self.gold["changes"]) {
            let cid = text(&change["cid"]);
            match best.get(&cid) {
                None => tally.missed += 1,
                Some(severity) => {
                    tally.substance.told += 1;
                    let right = (*severity == Severity::Substantive) == substantive.contains(&cid);
                    tally.substance.right += usize::from(right);
                }
            }
        }
    }

    fn changes_of(&self, substance: &str) -> BTreeSet<String> {
        let changes = list(&self.gold["changes"]).iter().filter(|change| change["substance"] == substance);
        changes.map(|change| text(&change["cid"])).collect()
    }

    /// Finds which gold note a told note is: the one whose text holds it, or shares most words with it.
    fn note(&self, told: &str) -> String {
        let words = |text: &str| {
            text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect::<BTreeSet<_>>()
        };
        let shared = |note: &&Value| {
            let text = text(&note["text"]);
            let held = usize::from(text.contains(told) || told.contains(&text)) * 1000;
            held + words(&text).intersection(&words(told)).count()
        };
        list(&self.gold["notes"]).iter().max_by_key(shared).map(|note| text(&note["nid"])).unwrap_or_default()
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
