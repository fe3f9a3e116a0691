//! How much a change matters, by written rules.

use super::change::{ChangeKind, Facet, Place, Severity};
use super::facets::{Touched, is_slip};
use super::lexicon::Cue;
use super::words::Word;

/// What can change only what a reader believes.
const MATTERS: [Facet; 8] = [
    Facet::Number,
    Facet::Name,
    Facet::Title,
    Facet::Quote,
    Facet::Attribution,
    Facet::Negation,
    Facet::Hedge,
    Facet::Date,
];
/// So many words put in or taken out together are information, whatever they say.
const INFORMATION: usize = 5;
/// Up to so many other words may say the same.
const REWORDED: usize = 4;

/// Judges how much a change matters to a reader.
///
/// A change of a number, name, negation or quotation is never cosmetic.
pub(super) fn severity(place: Place, facets: &[Facet], touched: &Touched<'_>) -> Severity {
    match touched.hunk.kind {
        _ if matches!(place, Place::Link(_)) => return link_severity(touched),
        ChangeKind::Move => return Severity::Minor,
        ChangeKind::Split | ChangeKind::Merge | ChangeKind::Format => return Severity::Cosmetic,
        _ => {}
    }
    if facets.iter().any(|facet| MATTERS.contains(facet)) {
        return if is_slight(place, facets, touched) { Severity::Minor } else { Severity::Substantive };
    }
    if place == Place::Byline {
        return Severity::Minor;
    }
    if touched.reads_the_same() || facets.contains(&Facet::Typo) || is_slip(touched) {
        return Severity::Cosmetic;
    }
    by_words(place, touched)
}

/// A link that leads elsewhere could make a reader believe otherwise; one put in or taken out is seen where its words are.
fn link_severity(touched: &Touched<'_>) -> Severity {
    if touched.hunk.kind == ChangeKind::Replace { Severity::Substantive } else { Severity::Minor }
}

/// Tells whether something that matters is touched so lightly that no reader would believe otherwise.
fn is_slight(place: Place, facets: &[Facet], touched: &Touched<'_>) -> bool {
    let only = |facet| facets.iter().all(|other| *other == facet || matches!(other, Facet::Place | Facet::Wording));
    let clocked = |words: &[Word]| words.iter().any(|word| word.has(Cue::Clock));
    let vaguer = only(Facet::Date)
        && !(clocked(&touched.words.before) && clocked(&touched.words.after))
        && touched.both().all(|word| word.has(Cue::Clock) || word.has(Cue::Stop) || plain(*word, touched))
        && touched.both().count() <= REWORDED
        && !touched
            .both()
            .any(|word| word.entry(touched.vocabulary).number || word.has(Cue::Day) || word.has(Cue::Month));
    let credit = matches!(place, Place::Caption(_))
        && touched.words.before.is_empty()
        && !facets.iter().any(|facet| matches!(facet, Facet::Number | Facet::Quote | Facet::Negation));
    vaguer || credit || place == Place::Byline
}

/// Judges by the words that differ, where nothing that matters is touched.
fn by_words(place: Place, touched: &Touched<'_>) -> Severity {
    let content = |words: &[Word]| words.iter().filter(|word| !word.has(Cue::Stop)).count();
    let (gone, come) = (content(&touched.words.before), content(&touched.words.after));
    let (all_gone, all_come) = (touched.words.before.len(), touched.words.after.len());
    if gone + come == 0 {
        let reordered = touched.is_reordered();
        let slight = all_gone.max(all_come) <= 2 && !reordered;
        return if slight { Severity::Cosmetic } else { Severity::Minor };
    }
    if sense_differs(touched, place) {
        return Severity::Substantive;
    }
    let one_sided = all_gone == 0 || all_come == 0;
    if one_sided && (all_gone.max(all_come) >= INFORMATION || gone.max(come) >= 2) {
        return Severity::Substantive;
    }
    let limit = if place == Place::Headline { 3 } else { REWORDED };
    if gone.max(come) > limit { Severity::Substantive } else { Severity::Minor }
}

/// Tells whether a word of a sense that matters in the news stands against one of another sense, or against none.
fn sense_differs(touched: &Touched<'_>, place: Place) -> bool {
    let senses = |words: &[Word]| {
        let mut found: Vec<u16> = words.iter().filter_map(|word| word.sense).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let (gone, come) = (senses(&touched.words.before), senses(&touched.words.after));
    let bare = |words: &[Word]| place == Place::Headline || words.iter().all(|word| word.has(Cue::Stop));
    let against = |one: &[u16], other: &[u16], words: &[Word]| !one.is_empty() && (!other.is_empty() || bare(words));
    gone != come && (against(&gone, &come, &touched.words.after) || against(&come, &gone, &touched.words.before))
}

fn plain(word: Word, touched: &Touched<'_>) -> bool {
    let entry = word.entry(touched.vocabulary);
    !entry.capital && !entry.number && word.sense.is_none()
}
