//! How much a change matters, by written rules.

use std::fmt;

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

/// The written rule by which a change is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeverityRule {
    /// A link leads elsewhere.
    LinkElsewhere,
    /// A link was put in or taken out, which is seen where its words are.
    LinkInOrOut,
    /// A passage stands elsewhere.
    Moved,
    /// Only the division of the text or its setting changed.
    SetOtherwise,
    /// It touches what can change what a reader believes: a number, a name, a quotation and the like.
    Matters(Facet),
    /// It touches such a thing so lightly that no reader would believe otherwise.
    Slight(Facet),
    /// The byline changed, and no name in it.
    Byline,
    /// It reads the same: punctuation, spelling, style, a slip.
    ReadsTheSame,
    /// Only small words differ, one or two.
    FewSmallWords,
    /// Only small words differ, or the order of words.
    SmallWords,
    /// A pronoun stands for another person.
    Person,
    /// A word that matters in the news stands against one of another meaning, or against none.
    Meaning,
    /// Enough words were put in or taken out together to inform.
    Information,
    /// Too many words differ to say the same.
    Rewritten,
    /// A few other words.
    Reworded,
}

impl SeverityRule {
    /// Returns how much a change matters by this rule.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::LinkElsewhere
            | Self::Matters(_)
            | Self::Person
            | Self::Meaning
            | Self::Information
            | Self::Rewritten => Severity::Substantive,
            Self::LinkInOrOut | Self::Moved | Self::Slight(_) | Self::Byline | Self::SmallWords | Self::Reworded => {
                Severity::Minor
            }
            Self::SetOtherwise | Self::ReadsTheSame | Self::FewSmallWords => Severity::Cosmetic,
        }
    }
}

impl fmt::Display for SeverityRule {
    /// Says the rule in words that follow "because".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let matter = |facet: Facet| facet.named().unwrap_or("what can change what a reader believes");
        match self {
            Self::LinkElsewhere => out.write_str("a link leads elsewhere"),
            Self::LinkInOrOut => out.write_str("a link was put in or taken out"),
            Self::Moved => out.write_str("a passage stands elsewhere"),
            Self::SetOtherwise => out.write_str("the same words are set otherwise"),
            Self::Matters(facet) => write!(out, "it touches {}", matter(*facet)),
            Self::Slight(facet) => write!(out, "it touches {}, but hardly what a reader believes", matter(*facet)),
            Self::Byline => out.write_str("the byline changed, and no name in it"),
            Self::ReadsTheSame => out.write_str("it reads the same"),
            Self::FewSmallWords => out.write_str("one or two small words differ"),
            Self::SmallWords => out.write_str("small words or their order differ"),
            Self::Person => out.write_str("a pronoun stands for somebody else"),
            Self::Meaning => out.write_str("a word of another meaning stands there"),
            Self::Information => out.write_str("enough words came or went to inform"),
            Self::Rewritten => out.write_str("too many words differ to say the same"),
            Self::Reworded => out.write_str("a few words differ"),
        }
    }
}

/// Finds the rule by which a change is judged.
///
/// A change of a number, name, negation or quotation is never cosmetic.
pub(super) fn rule(place: Place, facets: &[Facet], touched: &Touched<'_>) -> SeverityRule {
    match touched.hunk.kind {
        ChangeKind::Replace if matches!(place, Place::Link(_)) => return SeverityRule::LinkElsewhere,
        _ if matches!(place, Place::Link(_)) => return SeverityRule::LinkInOrOut,
        ChangeKind::Move => return SeverityRule::Moved,
        ChangeKind::Split | ChangeKind::Merge | ChangeKind::Format => return SeverityRule::SetOtherwise,
        _ => {}
    }
    if let Some(facet) = facets.iter().find(|facet| MATTERS.contains(facet)) {
        let slight = is_slight(place, facets, touched);
        return if slight { SeverityRule::Slight(*facet) } else { SeverityRule::Matters(*facet) };
    }
    if place == Place::Byline {
        return SeverityRule::Byline;
    }
    if touched.reads_the_same() || facets.contains(&Facet::Typo) || is_slip(touched) {
        return SeverityRule::ReadsTheSame;
    }
    by_words(place, touched)
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
fn by_words(place: Place, touched: &Touched<'_>) -> SeverityRule {
    let content = |words: &[Word]| words.iter().filter(|word| !word.has(Cue::Stop)).count();
    let (gone, come) = (content(&touched.words.before), content(&touched.words.after));
    let (all_gone, all_come) = (touched.words.before.len(), touched.words.after.len());
    if person_differs(touched) {
        return SeverityRule::Person;
    }
    if gone + come == 0 {
        let reordered = touched.is_reordered();
        let slight = all_gone.max(all_come) <= 2 && !reordered;
        return if slight { SeverityRule::FewSmallWords } else { SeverityRule::SmallWords };
    }
    if sense_differs(touched, place) {
        return SeverityRule::Meaning;
    }
    let one_sided = all_gone == 0 || all_come == 0;
    if one_sided && (all_gone.max(all_come) >= INFORMATION || gone.max(come) >= 2) {
        return SeverityRule::Information;
    }
    let limit = if place == Place::Headline { 3 } else { REWORDED };
    if gone.max(come) > limit { SeverityRule::Rewritten } else { SeverityRule::Reworded }
}

/// Tells whether nothing but pronouns and other small words differ, and one stands for another person: he, she.
fn person_differs(touched: &Touched<'_>) -> bool {
    let person = |word: &Word| word.entry(touched.vocabulary).person;
    let persons = |words: &[Word]| words.iter().filter_map(person).collect::<Vec<_>>();
    let (gone, come) = (persons(&touched.words.before), persons(&touched.words.after));
    let small = || touched.both().all(|word| word.has(Cue::Stop) || person(word).is_some());
    !gone.is_empty() && !come.is_empty() && gone != come && small()
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
