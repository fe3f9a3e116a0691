//! Changes that belong to a link found elsewhere: the same correction in headline and body, a "did not respond" that went.

use super::super::change::{ChangeKind, Facet, Place, Severity};
use super::super::linking::Tier;
use super::assign::{Match, Table};
use super::shown::Shown;

/// Joins changes that put the same value or word for the same as one that is announced.
pub(super) fn join_twins(table: Table<'_>, found: &mut Vec<Match>) {
    let firm: Vec<Match> = found.iter().filter(|link| link.tier > Tier::Possible).cloned().collect();
    for link in firm {
        let model = &table.shown[link.change];
        for (change, shown) in table.shown.iter().enumerate() {
            if found.iter().any(|other| other.change == change) {
                continue;
            }
            if let Some(reason) = twin(model, shown) {
                found.push(Match {
                    asked: link.asked,
                    change,
                    tier: link.tier.min(Tier::Likely).max(Tier::Likely),
                    score: link.score,
                    reasons: vec![reason.to_owned()],
                });
            }
        }
    }
}

/// Tells why two changes are one correction made twice, if they are.
fn twin(model: &Shown, shown: &Shown) -> Option<&'static str> {
    if shown.severity == Severity::Cosmetic || shown.kind == ChangeKind::Move {
        return None;
    }
    let swapped = |shown: &Shown| !shown.values.before.is_empty() && !shown.values.after.is_empty();
    if swapped(model) && swapped(shown) && model.values == shown.values {
        return Some("the same value was put for the same in another place");
    }
    let words = |shown: &Shown| !shown.canons.before.is_empty() && !shown.canons.after.is_empty();
    if words(model) && words(shown) && model.canons == shown.canons {
        return Some("the same words were put for the same in another place");
    }
    let cut = model.removes() && shown.kind == ChangeKind::Delete && !model.names.is_empty();
    if cut && !model.names.and(&shown.names).is_empty() {
        return Some("it named the same and went too");
    }
    let part = shown.canons.before.within(&model.canons.before) && shown.canons.after.within(&model.canons.after);
    if words(shown) && part && shown.has(Facet::Name) {
        return Some("the same name was put right in another place");
    }
    let heading = matches!(shown.place, Place::Headline | Place::Dek | Place::Caption(_));
    let new = shown.values.after.and(&model.values.after);
    if heading && !new.is_empty() && swapped(shown) && new.len() == shown.values.after.iter().count() {
        return Some("it carries the same new value");
    }
    None
}

/// Joins a passage that said somebody did not comment, when it went as their words came.
pub(super) fn follow_no_comment(table: Table<'_>, found: &mut Vec<Match>) {
    let speaking: Vec<Match> = found.iter().filter(|link| table.shown[link.change].speaks()).cloned().collect();
    for link in speaking {
        for (change, shown) in table.shown.iter().enumerate() {
            let free = found.iter().all(|other| other.change != change);
            let gone = shown.kind == ChangeKind::Delete && shown.no_comment;
            let same = !shown.words.before.and(&table.shown[link.change].sentence).is_empty()
                || !shown.words.before.and(&table.shown[link.change].block).is_empty();
            if free && gone && same {
                found.push(Match {
                    asked: link.asked,
                    change,
                    tier: link.tier.min(Tier::Likely),
                    score: link.score,
                    reasons: vec!["it said that there was no comment, and now there is one".to_owned()],
                });
            }
        }
    }
}
