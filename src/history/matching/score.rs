//! How well a claim fits a change; the weights are in thousandths, set by hand on cases written for it.

use super::super::change::{ChangeKind, Facet, Place, Severity};
use super::super::lexicon::Cue;
use super::super::words::Vocabulary;
use super::asked::{Asked, Figure};
use super::rarity::Rarity;
use super::shown::Shown;
use super::signal::{Kind, Score};
use super::terms::{Codes, Term};
use crate::notes::Action;

/// What a score is made from.
#[derive(Clone, Copy)]
pub(super) struct Fit<'a> {
    /// The claim.
    pub(super) asked: &'a Asked,
    /// The change.
    pub(super) shown: &'a Shown,
    /// How rare words are here.
    pub(super) rarity: &'a Rarity,
    /// The words.
    pub(super) vocabulary: &'a Vocabulary,
    /// How many blocks the later body has.
    pub(super) blocks: usize,
    /// How much of the claim's words, by weight, the best sentence has that did not change, in thousandths.
    pub(super) unchanged: i32,
}

/// Finds how much of a claim's words the best sentence has that did not change, by weight, in thousandths.
pub(super) fn unchanged(asked: &Asked, rarity: &Rarity) -> i32 {
    if !looks_back(asked) {
        return 0;
    }
    let share = |codes: &Codes| rarity.share(&asked.words, |term| codes.hold(term));
    rarity.unchanged.iter().map(share).max().unwrap_or_default()
}

/// Tells whether a claim speaks of words that stood before, and says enough of them to know where.
fn looks_back(asked: &Asked) -> bool {
    let looks = asked.correction || matches!(asked.action, Action::Remove | Action::Clarify);
    looks && asked.words.len() >= 2
}

/// Scores a claim against a change.
pub(super) fn score(fit: Fit<'_>) -> Score {
    let mut score = Score::default();
    values(fit, &mut score);
    names(fit, &mut score);
    words(fit, &mut score);
    field(fit, &mut score);
    paragraph(fit, &mut score);
    facet(fit, &mut score);
    speech(fit, &mut score);
    removal(fit, &mut score);
    weight(fit, &mut score);
    elsewhere(fit, &mut score);
    score
}

fn values(Fit { asked, shown, vocabulary, .. }: Fit<'_>, score: &mut Score) {
    let spell = |codes: &[u32]| spelled(codes, &shown.spellings, vocabulary);
    let new = asked.values.and(&shown.values.after);
    if !new.is_empty() {
        score.add(Kind::Own, 3000, format!("the note gives {}, which the text has now", spell(&new)));
    }
    let figure = |figure: &Figure| figure.is_among(&shown.values.before) || figure.is_among(&shown.values.after);
    let swapped = shown.has(Facet::Number) && shown.kind == ChangeKind::Replace;
    if asked.correction && swapped && !asked.figures.is_empty() && !asked.figures.iter().any(figure) {
        score.add(Kind::Contradicts, -3000, "the note gives another figure");
    }
    let old = asked.values.and(&shown.values.before);
    if !old.is_empty() {
        score.add(Kind::Own, 2200, format!("the note gives {}, which the text had before", spell(&old)));
    }
}

/// Spells the words of a change that have one of these canons.
fn spelled(codes: &[u32], spellings: &[usize], vocabulary: &Vocabulary) -> String {
    let mut found: Vec<&str> = Vec::new();
    for index in spellings {
        let entry = vocabulary.entry(*index);
        if codes.contains(&entry.canon) && !found.contains(&entry.spelling.as_str()) {
            found.push(&entry.spelling);
        }
    }
    if found.is_empty() {
        return "an amount".to_owned();
    }
    found.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(" and ")
}

fn quoted(terms: &[&Term], vocabulary: &Vocabulary) -> String {
    let words = terms.iter().map(|term| format!("“{}”", vocabulary.entry(term.index).spelling));
    words.collect::<Vec<_>>().join(" and ")
}

fn names(Fit { asked, shown, vocabulary, .. }: Fit<'_>, score: &mut Score) {
    let changed: Vec<&Term> = asked
        .names
        .iter()
        .filter(|name| shown.names.hold(name) || shown.words.after.hold(name) || shown.words.before.hold(name))
        .collect();
    if !changed.is_empty() {
        let points = 1600 * i32::try_from(changed.len().min(2)).unwrap_or(2);
        score.add(Kind::Own, points, format!("both name {}", quoted(&changed, vocabulary)));
        return;
    }
    let around: Vec<&Term> = asked.names.iter().filter(|name| shown.sentence.hold(name)).collect();
    if !around.is_empty() {
        score.add(Kind::Own, 700, format!("the sentence around it names {}", quoted(&around, vocabulary)));
    }
}

fn words(fit: Fit<'_>, score: &mut Score) {
    let Fit { asked, shown, rarity, vocabulary, .. } = fit;
    let changed = |term: &Term| {
        shown.words.before.hold(term) || shown.words.after.hold(term) || compounded(term, &shown.spellings, vocabulary)
    };
    let share = rarity.share(&asked.words, changed);
    let told: Vec<&Term> = asked.words.iter().filter(|term| changed(term)).collect();
    score.add(
        Kind::Own,
        share * 22 / 10,
        format!("the changed words share {} with the note", quoted(&told, vocabulary)),
    );
    let around = |term: &Term| !changed(term) && shown.sentence.hold(term);
    let told: Vec<&Term> = asked.words.iter().filter(|term| around(term)).collect();
    let share = rarity.share(&asked.words, |term| changed(term) || shown.sentence.hold(term));
    score.add(
        Kind::Own,
        share * 26 / 10,
        if told.is_empty() {
            "the sentence fits the note's words".into()
        } else {
            format!("the sentence around it shares {} with the note", quoted(&told, vocabulary))
        },
    );
    let block = |term: &Term| !changed(term) && !shown.sentence.hold(term) && shown.block.hold(term);
    let told: Vec<&Term> = asked.words.iter().filter(|term| block(term)).collect();
    let share = rarity.share(&asked.words, block);
    score.add(
        Kind::Leans,
        share * 13 / 10,
        format!("the paragraph shares {} with the note", quoted(&told, vocabulary)),
    );
}

/// Tells whether a word is part of a changed compound, or a changed word part of it: Behörde, Hafenbehörde.
fn compounded(term: &Term, spellings: &[usize], vocabulary: &Vocabulary) -> bool {
    const LONG_ENOUGH: usize = 5;
    if !vocabulary.lexicon.compounds {
        return false;
    }
    let word = &vocabulary.entry(term.index).fold;
    spellings.iter().any(|index| {
        let other = &vocabulary.entry(*index).fold;
        let (short, long) = if word.len() < other.len() { (word, other) } else { (other, word) };
        short.len() >= LONG_ENOUGH && long.contains(short.trim_end_matches(['e', 'n', 's']))
    })
}

fn field(Fit { asked, shown, .. }: Fit<'_>, score: &mut Score) {
    let here = field_cue(shown.place);
    if asked.fields.is_empty() {
        if shown.place == Place::Byline {
            score.add(Kind::Contradicts, -2500, "it is the byline");
        }
        return;
    }
    if here.is_some_and(|cue| asked.fields.has(cue)) {
        score.add(Kind::Own, 4000, format!("the note speaks of the {}, and the {0} changed", shown.place.name()));
    } else if !asked.generic && asked.values.is_empty() {
        score.add(Kind::Contradicts, -2500, "the note speaks of another part of the article");
    }
}

/// Returns the cue for a field.
pub(super) fn field_cue(place: Place) -> Option<Cue> {
    match place {
        Place::Headline => Some(Cue::InHeadline),
        Place::Dek => Some(Cue::InDek),
        Place::Byline => Some(Cue::InByline),
        Place::Caption(_) => Some(Cue::InCaption),
        Place::Link(_) => Some(Cue::InLink),
        Place::Block(_) => None,
    }
}

fn paragraph(Fit { asked, shown, blocks, .. }: Fit<'_>, score: &mut Score) {
    let Place::Block(at) = shown.place else { return };
    let Some(index) = at.after.or(at.before) else { return };
    if asked.paragraphs.is_empty() {
        return;
    }
    let here = |number: i32| {
        let count = usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
        if number > 0 { index + 1 == count } else { blocks.checked_sub(count) == Some(index) }
    };
    if asked.paragraphs.iter().any(|number| here(*number)) {
        score.add(Kind::Own, 2500, format!("the note names paragraph {}", index + 1));
    } else {
        score.add(Kind::Leans, -1200, "the note names another paragraph");
    }
}

/// The facets a note's kinds of matter stand for.
const FACETS: [(Cue, &[Facet], &str); 6] = [
    (Cue::AsksNumber, &[Facet::Number], "a number"),
    (Cue::AsksName, &[Facet::Name], "a name"),
    (Cue::AsksTitle, &[Facet::Title], "a job or role"),
    (Cue::AsksDate, &[Facet::Date], "a date or time"),
    (Cue::AsksPlace, &[Facet::Place], "a place"),
    (Cue::AsksQuote, &[Facet::Quote], "a quotation"),
];

/// Tells whether a change touches what a claim asks for.
pub(super) fn touches_wanted(asked: &Asked, shown: &Shown) -> bool {
    let touched = |facets: &[Facet]| facets.iter().any(|facet| shown.has(*facet));
    FACETS.iter().any(|(cue, facets, _)| asked.wants.has(*cue) && touched(facets))
}

fn facet(Fit { asked, shown, .. }: Fit<'_>, score: &mut Score) {
    let typo = asked.wants.has(Cue::AsksTypo);
    let wanted: Vec<_> = FACETS.iter().filter(|(cue, ..)| asked.wants.has(*cue)).collect();
    let hit = wanted.iter().find(|(_, facets, _)| facets.iter().any(|facet| shown.has(*facet)));
    let replaced = shown.kind == ChangeKind::Replace;
    if let Some((_, _, name)) = hit {
        score.add(
            Kind::Fits,
            if replaced { 1700 } else { 500 },
            format!("the note announces {name}, and {name} changed"),
        );
    } else if !wanted.is_empty() && !asked.wants.has(Cue::AsksSpeech) {
        // Parties and places beyond the lists are not known for what they are: their absence shows little.
        let sure = wanted.iter().any(|(cue, ..)| !matches!(cue, Cue::AsksTitle | Cue::AsksPlace));
        let (kind, points) = if sure { (Kind::Contradicts, -1000) } else { (Kind::Leans, -500) };
        score.add(kind, points, format!("the note announces {}, and this is something else", wanted[0].2));
    }
    let background = asked.wants.has(Cue::AsksBackground) && shown.kind == ChangeKind::Insert && !shown.speaks();
    if background && shown.severity == Severity::Substantive {
        // What happened before has its date or its number.
        let dated = shown.has(Facet::Date) || shown.has(Facet::Number);
        score.add(
            Kind::Fits,
            if dated { 1800 } else { 1200 },
            "the note announces background, and a passage was added",
        );
    }
    let form = [Facet::Typo, Facet::Punctuation, Facet::Style, Facet::Structure];
    let slight = shown.severity == Severity::Cosmetic && form.iter().any(|facet| shown.has(*facet));
    if typo && slight && hit.is_none() {
        score.add(Kind::Fits, 3000, "the note announces a slip put right, and this is one");
    } else if typo && !slight && hit.is_none() {
        score.add(Kind::Contradicts, -2000, "the note announces a slip put right, and this is more");
    }
}

fn speech(Fit { asked, shown, .. }: Fit<'_>, score: &mut Score) {
    let wants = asked.wants.has(Cue::AsksSpeech);
    let quote = asked.wants.has(Cue::AsksQuote) && !asked.correction;
    if asked.action == Action::Remove && shown.removes() {
        if takes_words_asked_for(asked, shown) {
            score.add(Kind::Fits, 1600, "the note says that somebody's words were taken out, and such were");
        }
    } else if wants && shown.speaks() {
        let points = if shown.quotes() { 2000 } else { 1600 };
        score.add(Kind::Fits, points, "the note announces somebody's words, and somebody speaks here");
    } else if wants && !asked.correction {
        score.add(Kind::Contradicts, -1600, "the note announces somebody's words, and nobody speaks here");
    }
    if quote && !shown.quotes() && asked.action != Action::Remove {
        score.add(Kind::Contradicts, -2500, "the note announces a quotation, and nothing new is quoted");
    }
    if asked.speakers.is_empty() || !(wants || quote || shown.speaks()) || asked.correction {
        return;
    }
    let shared = asked.speakers.and(shown.speakers);
    let around = asked.speakers.and(shown.speakers_around);
    if let Some(name) = Cue::speaker_name(shared) {
        score.add(Kind::Fits, 1300, format!("the note speaks of {name}, and so does the changed text"));
    } else if let Some(name) = Cue::speaker_name(around) {
        score.add(Kind::Fits, 600, format!("the note speaks of {name}, and so does the sentence"));
    } else if !shown.speakers.is_empty() {
        score.add(Kind::Leans, -400, "somebody else speaks here");
    }
}

/// Tells whether a change takes out somebody's words, as a claim says.
fn takes_words_asked_for(asked: &Asked, shown: &Shown) -> bool {
    let asks = asked.wants.has(Cue::AsksSpeech) || asked.wants.has(Cue::AsksQuote);
    asks && shown.removes() && (shown.has(Facet::Quote) || shown.has(Facet::Attribution))
}

fn removal(Fit { asked, shown, rarity, .. }: Fit<'_>, score: &mut Score) {
    if asked.action == Action::Remove {
        let went = rarity.share(&asked.words, |term| shown.words.before.hold(term));
        let around = rarity.share(&asked.words, |term| shown.sentence.hold(term));
        let named = asked.wants.has(Cue::AsksName) && shown.has(Facet::Name) || takes_words_asked_for(asked, shown);
        if shown.removes() && asked.words.len() > 1 && went == 0 && around < 500 && !named {
            score.add(Kind::Contradicts, -2500, "what was taken out has none of the note's words");
        }
        if shown.removes() {
            score.add(Kind::Fits, 2200, "the note says something was removed, and this was");
        } else {
            score.add(Kind::Contradicts, -2500, "the note says something was removed, and this was not");
        }
    } else if shown.gone {
        score.add(Kind::Leans, -1500, "the note announces no removal");
    }
    if asked.correction && shown.kind == ChangeKind::Insert {
        score.add(Kind::Leans, -1200, "a correction seldom adds a passage");
    }
}

fn weight(Fit { asked, shown, .. }: Fit<'_>, score: &mut Score) {
    let typo = asked.wants.has(Cue::AsksTypo);
    match shown.severity {
        Severity::Cosmetic if !typo => score.add(Kind::Leans, -2200, "the change is cosmetic"),
        Severity::Minor if asked.fields.is_empty() => score.add(Kind::Leans, -900, "the change is minor"),
        _ => {}
    }
    if shown.kind == ChangeKind::Move {
        score.add(Kind::Leans, -1200, "the passage only moved");
    }
    if asked.generic && shown.severity == Severity::Substantive && shown.kind != ChangeKind::Delete {
        score.add(Kind::Fits, 1600, "the note announces new information, and this is");
    }
}

/// Words of a correcting or removing claim that fit a sentence which did not change speak against the change.
fn elsewhere(Fit { asked, shown, rarity, unchanged: best, .. }: Fit<'_>, score: &mut Score) {
    if !looks_back(asked) {
        return;
    }
    let share = |codes: &Codes| rarity.share(&asked.words, |term| codes.hold(term));
    let here = share(&shown.sentence).max(rarity.share(&asked.words, |term| {
        shown.sentence.hold(term) || shown.words.before.hold(term) || shown.words.after.hold(term)
    }));
    let rarest = asked.words.iter().map(|term| rarity.weight(term)).max().unwrap_or_default();
    let fits = score.of(Kind::Own) + score.of(Kind::Fits) > 0;
    if best > here {
        let points = (best - here) * i32::try_from(rarest).unwrap_or(1000) / 1000 * if fits { 2 } else { 3 };
        let points = points.min(if fits { 1200 } else { 3000 });
        score.add(Kind::Leans, -points, "the note's words fit a sentence better that did not change");
    }
}
