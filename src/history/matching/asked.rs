//! What a claim asks for.

use super::super::facets::cues;
use super::super::lexicon::{Capitals, Cue, CueSet};
use super::super::words::{Reading, Vocabulary, Word};
use super::amounts::amounts;
use super::parts::parts;
use super::terms::{Codes, Term, WANTS, terms};
use crate::notes::{Action, Claim, Content, Note, NoteKind, Target};
use crate::text::Span;

/// What a claim asks for: what should be found where, if the claim is borne out.
#[derive(Clone, Debug)]
pub(in crate::history) struct Asked {
    /// The note: an index into the entry's notes.
    pub(in crate::history) note: usize,
    /// The claim: an index into the note's claims.
    pub(in crate::history) claim: usize,
    /// The words it was read from.
    pub(in crate::history) text: String,
    /// What the note says was done.
    pub(super) action: Action,
    /// Whether an error is said to be put right.
    pub(super) correction: bool,
    /// Which fields the claim names.
    pub(super) fields: CueSet,
    /// The paragraphs it names, from 1, negative from the end.
    pub(super) paragraphs: Vec<i32>,
    /// What kinds of matter it names.
    pub(super) wants: CueSet,
    /// Whose words it announces.
    pub(super) speakers: CueSet,
    /// The values it states.
    pub(super) values: Codes,
    /// The figures among them.
    pub(super) figures: Vec<Figure>,
    /// The figures it calls right, where it sets them against wrong ones: "It is 412, not 421".
    pub(super) right: Vec<Figure>,
    /// The figures it calls wrong.
    pub(super) wrong: Vec<Figure>,
    /// The names it states.
    pub(super) names: Vec<Term>,
    /// The words that should turn up.
    pub(super) words: Vec<Term>,
    /// Whether it announces everything, or several things.
    pub(super) generic: bool,
    /// Whether it speaks of several things of a kind.
    pub(super) plural: bool,
}

/// A number in digits, with the words that belong to it.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Its first word: a number of the vocabulary.
    pub(super) index: usize,
    /// Its canons: of the digits alone, and of the amount they are part of.
    canons: Vec<u32>,
}

impl Figure {
    /// Tells whether it stands among these, however it is written.
    pub(super) fn is_among(&self, codes: &Codes) -> bool {
        self.canons.iter().any(|canon| codes.has(*canon))
    }
}

/// The cues of where a note says it is.
pub(super) const FIELDS: [Cue; 5] = [Cue::InHeadline, Cue::InDek, Cue::InByline, Cue::InCaption, Cue::InLink];

impl Asked {
    /// Reads a claim of a note, part by part; `old` holds the words the note had before, which ask for nothing new.
    pub(in crate::history) fn all(
        place: (usize, usize),
        note: &Note,
        claim: &Claim,
        old: Option<&Codes>,
        vocabulary: &mut Vocabulary,
    ) -> Vec<Self> {
        let reading = Reading::new(&claim.text, vocabulary);
        let stamp = stamp_span(note, &claim.text);
        let parts = parts(&claim.text, vocabulary);
        let whole = parts.len() == 1 && old.is_none();
        let mut found: Vec<Self> = Vec::new();
        for part in parts {
            let gained = |word: &&Word| old.is_none_or(|old| !old.has(word.entry(vocabulary).canon));
            let timed = |word: &&Word| stamp.is_some_and(|at| at.overlaps(word.span));
            let words: Vec<Word> =
                reading.within(part).iter().filter(gained).filter(|word| !timed(word)).copied().collect();
            if is_time(&words, vocabulary) {
                continue;
            }
            let asked = Self::part(place, note, claim, &words, whole, vocabulary);
            let text = part.of(&claim.text).trim().to_owned();
            found.push(Self { text, ..asked.heir_of(found.last()) });
        }
        found
    }

    /// Reads one part of a claim; what the note's own reading says of the whole claim holds when it has one part.
    fn part(
        place: (usize, usize),
        note: &Note,
        claim: &Claim,
        words: &[Word],
        whole: bool,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let mut cues = cues(words);
        if whole && note.claims.len() == 1 {
            let all = Reading::new(&note.text, vocabulary).words;
            cues.add(self::cues(&all).and(CueSet::of(Cue::Generic)));
        }
        let mut wants = cues.and(CueSet::of_all(&WANTS));
        let mut fields = cues.and(CueSet::of_all(&FIELDS));
        if whole {
            fields.add(target_cue(claim.target));
            let valued = matches!(claim.content, Some(Content::Number | Content::Date));
            if wants.is_empty() && !valued {
                wants.add(content_cue(claim.content));
            }
        }
        let vocabulary = &*vocabulary;
        let action = action(claim, cues, whole);
        let paragraphs = paragraphs(words, vocabulary);
        let named =
            |word: &&Word| word.entry(vocabulary).number && paragraphs.iter().any(|(index, _)| *index == word.index);
        let values: Vec<Word> = words.iter().filter(|word| !named(word)).copied().collect();
        let (right, wrong) = opposed(&values, vocabulary);
        Self {
            right,
            wrong,
            note: place.0,
            claim: place.1,
            text: String::new(),
            correction: note.kind == NoteKind::Correction || action == Action::Correct,
            action,
            fields,
            wants,
            speakers: cues.speakers(),
            figures: figures(&values, vocabulary).into_iter().map(|(_, figure)| figure).collect(),
            values: self::values(&values, vocabulary),
            names: terms(&names(words, vocabulary), vocabulary, |_| true),
            words: content(words, vocabulary),
            generic: cues.has(Cue::Generic),
            plural: cues.has(Cue::Generic)
                || cues.has(Cue::And)
                || words.iter().any(|word| is_plural(*word, vocabulary)),
            paragraphs: paragraphs.into_iter().map(|(_, number)| number).collect(),
        }
    }

    /// Takes over from the part before what this part leaves unsaid: the verb, and what is asked for.
    fn heir_of(mut self, first: Option<&Self>) -> Self {
        let Some(first) = first else { return self };
        if self.action == Action::Unspecified {
            self.action = first.action;
            self.correction |= first.correction;
        }
        if self.wants.is_empty() && self.words.is_empty() {
            self.wants = first.wants;
        }
        self
    }
}

impl Asked {
    /// Tells whether the claim says of what kind the matter is that was changed, or in which field.
    pub(in crate::history) fn names_its_matter(&self) -> bool {
        !self.wants.is_empty() || !self.fields.is_empty()
    }

    /// Tells whether the claim says nothing that could be looked for; a bare figure is left of a time not understood.
    pub(in crate::history) fn is_vacuous(&self) -> bool {
        if !self.text.contains(char::is_alphabetic) {
            return true;
        }
        let nothing = self.wants.is_empty() && self.fields.is_empty() && self.speakers.is_empty();
        nothing && self.values.is_empty() && self.names.is_empty() && self.words.is_empty() && !self.generic
    }
}

/// Where the note's time stands in the claim, if it does.
fn stamp_span(note: &Note, text: &str) -> Option<Span> {
    let stamp = note.stamp.as_ref()?;
    let at = text.find(stamp.text.as_str())?;
    (!stamp.text.is_empty()).then(|| Span::new(at, at + stamp.text.len()))
}

/// What the claim says was done, from its own reading, else from its words.
fn action(claim: &Claim, cues: CueSet, whole: bool) -> Action {
    if whole && claim.action != Action::Unspecified {
        return claim.action;
    }
    let told = [
        (Cue::Remove, Action::Remove),
        (Cue::Correct, Action::Correct),
        (Cue::Clarify, Action::Clarify),
        (Cue::Restyle, Action::Restyle),
        (Cue::Add, Action::Add),
    ];
    let own = told.iter().find(|(cue, _)| cues.has(*cue)).map(|(_, action)| *action);
    own.unwrap_or_default()
}

fn content_cue(content: Option<Content>) -> CueSet {
    content.map_or(CueSet::default(), |content| {
        CueSet::of(match content {
            Content::Statement => Cue::AsksSpeech,
            Content::Quote => Cue::AsksQuote,
            Content::Number => Cue::AsksNumber,
            Content::Name => Cue::AsksName,
            Content::Title => Cue::AsksTitle,
            Content::Date => Cue::AsksDate,
            Content::Place => Cue::AsksPlace,
            Content::Background => Cue::AsksBackground,
            Content::Detail | Content::Picture => Cue::AsksDetail,
            Content::Typo => Cue::AsksTypo,
        })
    })
}

fn target_cue(target: Option<Target>) -> CueSet {
    target.map_or(CueSet::default(), |target| match target {
        Target::Headline => CueSet::of(Cue::InHeadline),
        Target::Dek => CueSet::of(Cue::InDek),
        Target::Byline => CueSet::of(Cue::InByline),
        Target::Caption => CueSet::of(Cue::InCaption),
        Target::Link => CueSet::of(Cue::InLink),
        Target::Paragraph(_) => CueSet::default(),
    })
}

/// The paragraphs a claim names, each with the word that numbers it: "paragraph 8", "the second paragraph".
fn paragraphs(words: &[Word], vocabulary: &Vocabulary) -> Vec<(usize, i32)> {
    let marks = words.iter().enumerate().filter(|(_, word)| word.has(Cue::InParagraph));
    let beside = marks.flat_map(|(at, _)| [at.checked_sub(1), Some(at + 1)].into_iter().flatten());
    let numbers = beside.filter_map(|at| {
        let word = words.get(at)?;
        let worth = word.entry(vocabulary).worth? / 1000;
        i32::try_from(worth).ok().filter(|number| (1..500).contains(number)).map(|number| (word.index, number))
    });
    numbers.collect()
}

/// The figures a claim calls right and wrong: "It is 412, not 421"; both empty where it opposes none.
fn opposed(words: &[Word], vocabulary: &Vocabulary) -> (Vec<Figure>, Vec<Figure>) {
    const NEAR: usize = 3;
    let negated = |at: usize| words[at.saturating_sub(NEAR)..at].iter().any(|word| word.has(Cue::Negation));
    let (wrong, right): (Vec<_>, Vec<_>) = figures(words, vocabulary).into_iter().partition(|(at, _)| negated(*at));
    if wrong.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let figures = |list: Vec<(usize, Figure)>| list.into_iter().map(|(_, figure)| figure).collect();
    (figures(right), figures(wrong))
}

/// The numbers in digits, each with its place among the words.
fn figures(words: &[Word], vocabulary: &Vocabulary) -> Vec<(usize, Figure)> {
    let amounts = amounts(words, vocabulary);
    let figure = |(at, word): (usize, &Word)| {
        let amount = amounts.iter().find(|amount| amount.holds(at));
        let mut canons = Vec::new();
        // Of figures in groups, no group is a figure by itself.
        if amount.is_none_or(|amount| !amount.is_grouped(words, vocabulary)) {
            canons.push(word.entry(vocabulary).canon);
        }
        canons.extend(amount.filter(|amount| amount.first == at).map(|amount| amount.canon));
        let stands = word.entry(vocabulary).is_digits() && !canons.is_empty();
        stands.then_some((at, Figure { index: word.index, canons }))
    };
    words.iter().enumerate().filter_map(figure).collect()
}

/// Tells whether words are nothing but a time of day or a date; figures alone may be what a correction is about.
fn is_time(words: &[Word], vocabulary: &Vocabulary) -> bool {
    const OF_TIME: [Cue; 5] = [Cue::Clock, Cue::Day, Cue::Month, Cue::Stop, Cue::Boiler];
    let of_time = |word: &Word| word.entry(vocabulary).number || OF_TIME.iter().any(|cue| word.has(*cue));
    words.iter().all(of_time) && words.iter().any(|word| word.has(Cue::Clock)) && !cues(words).has(Cue::Negation)
}

/// The values a claim states: numbers, scales and units, months and days.
fn values(words: &[Word], vocabulary: &Vocabulary) -> Codes {
    let amounts = amounts(words, vocabulary);
    let is_value = |(at, word): &(usize, &Word)| {
        let entry = word.entry(vocabulary);
        let grouped = || amounts.iter().any(|amount| amount.holds(*at) && amount.is_grouped(words, vocabulary));
        entry.number && !word.has(Cue::Stop) && !word.has(Cue::Boiler) && !grouped()
            || word.has(Cue::Unit)
            || (word.has(Cue::Month) && entry.capital)
    };
    let single = words.iter().enumerate().filter(is_value).map(|(_, word)| word.entry(vocabulary).canon);
    Codes::from_list(single.chain(amounts.iter().map(|amount| amount.canon)).collect())
}

/// The names a claim states.
fn names(words: &[Word], vocabulary: &Vocabulary) -> Vec<Word> {
    let is_name = |word: &&Word| {
        let entry = word.entry(vocabulary);
        let plain = [Cue::Stop, Cue::Boiler, Cue::Month, Cue::Day, Cue::Clock, Cue::Correct, Cue::Add];
        let known = entry.inside > 0 && !(word.fresh && entry.inside < 2);
        entry.capital
            && !entry.number
            && known
            && !plain.iter().any(|cue| word.has(*cue))
            && entry.fold.len() > 1
            && vocabulary.lexicon.capitals != Capitals::Nouns
    };
    words.iter().filter(is_name).copied().collect()
}

/// The words that should turn up in the text.
fn content(words: &[Word], vocabulary: &Vocabulary) -> Vec<Term> {
    let mut kept: Vec<Term> = terms(words, vocabulary, |word| {
        let idle = [Cue::Boiler, Cue::Generic, Cue::Day, Cue::Clock];
        !idle.iter().chain(&FIELDS).any(|cue| word.has(*cue))
    });
    kept.retain(|term| {
        let entry = vocabulary.entry(term.index);
        !entry.number && !entry.has(Cue::Unit)
    });
    kept.dedup_by(|one, other| one.codes == other.codes);
    kept
}

/// Tells whether a word names several speakers or several things of the kind asked for.
fn is_plural(word: Word, vocabulary: &Vocabulary) -> bool {
    let entry = word.entry(vocabulary);
    let kind = WANTS.iter().any(|cue| word.has(*cue)) || !word.cues.speakers().is_empty();
    kind && entry.fold.ends_with('s') && !entry.fold.ends_with("ss") && vocabulary.lexicon.plural_s
}
