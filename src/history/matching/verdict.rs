//! What can be said of a note that nothing bears out.

use super::super::change::{ChangeKind, Facet, Place};
use super::super::lexicon::Cue;
use super::super::linking::Verdict;
use super::asked::{Asked, Figure};
use super::assign::Table;
use super::score::{field_cue, touches_wanted};
use super::shown::Shown;
use super::terms::{Codes, Term};
use crate::notes::Action;

/// The later version as a whole, to look for what a note says.
pub(in crate::history) struct Whole<'a> {
    /// The canons of all its words.
    pub(in crate::history) canons: &'a Codes,
    /// The sentences that did not change, in the order of their meanings in the rarity.
    pub(in crate::history) unchanged: &'a [&'a str],
}

/// So much of a claim's words in a sentence, in thousandths, make it the sentence the claim speaks of.
const THE_SENTENCE: i32 = 750;

/// Says what can be said of claims that nothing bears out, with what shows it.
pub(in crate::history) fn unbacked(claims: &[&Asked], table: Table<'_>, whole: &Whole<'_>) -> (Verdict, Vec<String>) {
    let evidence: Vec<String> = claims.iter().flat_map(|asked| evidence(asked, table, whole)).collect();
    let verdict = if evidence.is_empty() { Verdict::NotFound } else { Verdict::Contradicted };
    (verdict, evidence)
}

fn evidence(asked: &Asked, table: Table<'_>, whole: &Whole<'_>) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(still_there(asked, table, whole));
    found.extend(field_unchanged(asked, table));
    found.extend(speaker_absent(asked, table, whole));
    found.extend(value_absent(asked, table, whole));
    found
}

/// A passage that is said to be gone or put right still reads as it did.
fn still_there(asked: &Asked, table: Table<'_>, whole: &Whole<'_>) -> Option<String> {
    let looks_back = asked.correction || asked.action == Action::Remove;
    let telling = asked.words.iter().filter(|term| table.rarity.weight(term) > 0).count();
    if !looks_back || telling < 2 || table.shown.iter().any(|shown| touches_wanted(asked, shown)) {
        return None;
    }
    let share = |codes: &Codes| table.rarity.share(&asked.words, |term| codes.hold(term));
    let best = table.rarity.unchanged.iter().map(share).zip(whole.unchanged);
    let (share, sentence) = best.max_by_key(|(share, sentence)| (*share, std::cmp::Reverse(sentence.len())))?;
    (share >= THE_SENTENCE).then(|| match asked.action {
        Action::Remove => format!("the passage is still there: “{sentence}”"),
        _ => format!("the sentence it speaks of did not change: “{sentence}”"),
    })
}

/// A field that is said to be changed did not change.
fn field_unchanged(asked: &Asked, table: Table<'_>) -> Option<String> {
    let named = [(Cue::InHeadline, Place::Headline), (Cue::InDek, Place::Dek)];
    let (_, place) = named.iter().find(|(cue, _)| asked.fields.has(*cue))?;
    let changed = table.shown.iter().any(|shown| field_cue(shown.place) == field_cue(*place));
    (!changed).then(|| format!("the {} did not change", place.name()))
}

/// Somebody whose words are announced is not in the text at all.
fn speaker_absent(asked: &Asked, table: Table<'_>, whole: &Whole<'_>) -> Option<String> {
    let wants = asked.wants.has(Cue::AsksSpeech) || asked.wants.has(Cue::AsksQuote);
    if !wants || asked.correction || asked.names.is_empty() {
        return None;
    }
    let said = |name: &Term| {
        let shown = table.shown.iter().any(|shown| shown.words.after.hold(name) || shown.sentence.hold(name));
        shown || whole.canons.has(table.vocabulary.entry(name.index).canon)
    };
    let missing: Vec<&Term> = asked.names.iter().filter(|name| !said(name)).collect();
    let spelled = missing.iter().map(|name| format!("“{}”", table.vocabulary.entry(name.index).spelling));
    let spelled = spelled.collect::<Vec<_>>().join(" ");
    (missing.len() == asked.names.len()).then(|| format!("the text does not name {spelled}"))
}

/// The value that is said to be right stands nowhere.
fn value_absent(asked: &Asked, table: Table<'_>, whole: &Whole<'_>) -> Option<String> {
    // Where a number did change, and stands in words, the note may write the same amount otherwise: "1/3", "one-third".
    let in_words = |index: &usize| {
        let entry = table.vocabulary.entry(*index);
        entry.number && !entry.is_digits()
    };
    let swapped = |shown: &Shown| {
        shown.kind == ChangeKind::Replace && shown.has(Facet::Number) && shown.spellings.iter().any(in_words)
    };
    if !asked.correction || table.shown.iter().any(swapped) {
        return None;
    }
    let spelled = |figure: &Figure| format!("“{}”", table.vocabulary.entry(figure.index).spelling);
    let worth = |figure: &&Figure| table.vocabulary.entry(figure.index).worth.is_some();
    let absent = |figure: &&Figure| !figure.is_among(whole.canons);
    let missing: Vec<String> = asked.right.iter().filter(absent).filter(worth).map(spelled).collect();
    let still: Vec<String> = asked.wrong.iter().filter(|figure| !absent(figure)).map(spelled).collect();
    if missing.is_empty() {
        return None;
    }
    let missing = format!("the text does not have {}", missing.join(" or "));
    Some(if still.is_empty() { missing } else { format!("{missing}, and still has {}", still.join(" and ")) })
}
