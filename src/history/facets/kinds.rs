//! Which facets a change has.

use super::super::change::{ChangeKind, Facet};
use super::super::lexicon::{Capitals, Cue, CueSet};
use super::super::words::{Reading, Word};
use super::marks::{is_single_quoted, quotation_differs, sign_differs};
use super::names::plain_name_differs;
use super::touched::Touched;

/// Finds what a change touches, in the order of [`Facet`], each once.
pub(in crate::history) fn facets(touched: &Touched<'_>) -> Vec<Facet> {
    if matches!(touched.hunk.kind, ChangeKind::Move | ChangeKind::Split | ChangeKind::Merge | ChangeKind::Format) {
        return vec![Facet::Structure];
    }
    if is_rejoined(touched) {
        return vec![Facet::Typo];
    }
    let mut found = Vec::new();
    let matters = [
        (Facet::Number, number(touched)),
        (Facet::Name, name(touched)),
        (Facet::Title, title(touched)),
        (Facet::Date, date(touched)),
        (Facet::Place, place(touched)),
        (Facet::Quote, quote(touched)),
        (Facet::Attribution, attribution(touched)),
        (Facet::Negation, touched.any(Cue::Negation)),
        (Facet::Hedge, hedge(touched)),
    ];
    found.extend(matters.into_iter().filter(|(_, holds)| *holds).map(|(facet, _)| facet));
    let form = form(touched);
    if found.is_empty() || matches!(form, Facet::Typo) {
        found.push(form);
    }
    found
}

/// What is left when nothing that matters is touched: spelling, marks, style, order, wording.
fn form(touched: &Touched<'_>) -> Facet {
    let folds =
        |words: &[Word]| words.iter().map(|word| word.entry(touched.vocabulary).fold.clone()).collect::<Vec<_>>();
    let (before, after) = (folds(&touched.all.before), folds(&touched.all.after));
    if touched.reads_the_same() {
        let same = before == after && touched.all.before.len() == touched.all.after.len();
        let cased = same && excerpt_letters(touched);
        return if cased { Facet::Punctuation } else { Facet::Style };
    }
    if is_slip(touched) {
        return Facet::Typo;
    }
    if touched.words.before.is_empty() && touched.words.after.is_empty() {
        return Facet::Structure;
    }
    Facet::Wording
}

/// Tells whether both sides differ only in where their words are parted: `court house`, `courthouse`.
fn is_rejoined(touched: &Touched<'_>) -> bool {
    let (before, after) = (&touched.all.before, &touched.all.after);
    let letters =
        |words: &[Word]| words.iter().map(|word| word.entry(touched.vocabulary).fold.as_str()).collect::<String>();
    let heavy = |word: &Word| word.entry(touched.vocabulary).is_digits() || word.sense.is_some();
    before.len() != after.len() && !before.iter().chain(after).any(heavy) && letters(before) == letters(after)
}

/// Tells whether the letters of both sides are the same to the last capital.
fn excerpt_letters(touched: &Touched<'_>) -> bool {
    let letters = |words: &[Word], text: &str| {
        words
            .iter()
            .flat_map(|word| word.span.of(text).chars())
            .filter(|letter| letter.is_alphanumeric())
            .collect::<String>()
    };
    letters(&touched.all.before, touched.texts.before) == letters(&touched.all.after, touched.texts.after)
}

/// Tells whether one word differs by one slip of a letter and by nothing else.
pub(in crate::history) fn is_slip(touched: &Touched<'_>) -> bool {
    let ([before], [after]) = (&*touched.words.before, &*touched.words.after) else { return false };
    let (one, other) = (before.entry(touched.vocabulary), after.entry(touched.vocabulary));
    let heavy = [Cue::Unit, Cue::Negation, Cue::Stance, Cue::Month, Cue::Day];
    let plain = |word: &Word| {
        let entry = word.entry(touched.vocabulary);
        let figures = entry.number || entry.fold.contains(|letter: char| letter.is_numeric());
        !figures && !heavy.iter().any(|cue| word.has(*cue))
    };
    let senses = before.sense == after.sense && one.person == other.person;
    let long = one.fold.chars().count().min(other.fold.chars().count()) >= 4;
    let near = || strsim::osa_distance(&one.fold, &other.fold) <= 1 || is_genitive(&one.fold, &other.fold, touched);
    plain(before) && plain(after) && senses && long && near()
}

/// Tells whether a German word differs from another by the ending of its genitive: `Haus`, `Hauses`.
fn is_genitive(one: &str, other: &str, touched: &Touched<'_>) -> bool {
    let ends = |long: &str, short: &str| long.strip_suffix("es").is_some_and(|stem| stem == short);
    touched.vocabulary.lexicon.capitals == Capitals::Nouns && (ends(one, other) || ends(other, one))
}

fn number(touched: &Touched<'_>) -> bool {
    let units = |words: &[Word]| words.iter().any(|word| word.has(Cue::Unit) || word.has(Cue::Period));
    let swapped = units(&touched.words.before) && units(&touched.words.after);
    let counts = |word: &Word| {
        let entry = word.entry(touched.vocabulary);
        let period = word.has(Cue::Period) && (swapped || beside_number(*word, touched));
        let counted = entry.number && !word.has(Cue::Stop) || word.has(Cue::Unit) || period;
        counted && !is_date(*word, touched)
    };
    if touched.both().any(counts) || touched.amount_differs || sign_differs(touched) {
        return true;
    }
    let order = |words: &[Word]| {
        let numbers = words.iter().map(|word| word.entry(touched.vocabulary)).filter(|entry| entry.number);
        numbers.map(|entry| entry.canon).collect::<Vec<_>>()
    };
    is_reordered(&order(&touched.all.before), &order(&touched.all.after))
}

/// Tells whether two lists hold the same in another order.
fn is_reordered(one: &[u32], other: &[u32]) -> bool {
    let sorted = |list: &[u32]| {
        let mut list = list.to_vec();
        list.sort_unstable();
        list
    };
    one != other && sorted(one) == sorted(other)
}

fn name(touched: &Touched<'_>) -> bool {
    let names = touched.names(&touched.words);
    if !names.before.is_empty() || !names.after.is_empty() || plain_name_differs(touched) {
        return true;
    }
    let all = touched.names(&touched.all);
    is_reordered(&all.before, &all.after)
}

fn title(touched: &Touched<'_>) -> bool {
    touched.any(Cue::Title) || touched.any(Cue::Identity)
}

/// Tells whether a word is part of a date or a time of day.
fn is_date(word: Word, touched: &Touched<'_>) -> bool {
    let entry = word.entry(touched.vocabulary);
    if is_month(word, touched) || word.has(Cue::Day) || word.has(Cue::Clock) {
        return true;
    }
    if !entry.is_digits() {
        return false;
    }
    let year = entry.fold.len() == 4 && entry.fold.parse().is_ok_and(|year: u32| (1700..2100).contains(&year));
    let clock = entry.fold.contains(':');
    (year && !beside(word, touched, Cue::Unit))
        || clock
        || beside(word, touched, Cue::Month)
        || beside(word, touched, Cue::Clock)
}

fn is_month(word: Word, touched: &Touched<'_>) -> bool {
    word.has(Cue::Month)
        && (word.entry(touched.vocabulary).capital || touched.vocabulary.lexicon.capitals == Capitals::Names)
}

/// Tells whether the word beside a word has a cue.
fn beside(word: Word, touched: &Touched<'_>, cue: Cue) -> bool {
    beside_any(word, touched, |other, touched| other.has(cue) && (cue != Cue::Month || is_month(other, touched)))
}

/// Tells whether a number stands beside a word.
fn beside_number(word: Word, touched: &Touched<'_>) -> bool {
    beside_any(word, touched, |other, touched| other.entry(touched.vocabulary).number)
}

fn beside_any(word: Word, touched: &Touched<'_>, holds: impl Fn(Word, &Touched<'_>) -> bool) -> bool {
    let near = |reading: &Reading| {
        let at = reading.words.partition_point(|other| other.span.start < word.span.start);
        if reading.words.get(at).is_none_or(|other| other.span != word.span || other.index != word.index) {
            return false;
        }
        let neighbors = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        { neighbors }.filter_map(|index| reading.words.get(index)).any(|other| holds(*other, touched))
    };
    near(touched.readings.before) || near(touched.readings.after)
}

fn date(touched: &Touched<'_>) -> bool {
    touched.both().any(|word| is_date(*word, touched))
}

/// Tells whether a place differs: a name behind a word such as "in", or what stands in one place.
fn place(touched: &Touched<'_>) -> bool {
    let named = |words: &[Word], reading: &Reading| {
        words.iter().any(|word| {
            let at = reading.words.partition_point(|other| other.span.start < word.span.start);
            let before = at.checked_sub(1).and_then(|at| reading.words.get(at));
            touched.is_name(*word, reading) && before.is_some_and(|before| before.has(Cue::Where))
        })
    };
    named(&touched.words.before, touched.readings.before)
        || named(&touched.words.after, touched.readings.after)
        || touched.any(Cue::Site)
}

/// Tells whether quoted words differ, or what is quoted.
fn quote(touched: &Touched<'_>) -> bool {
    let inside = |words: &[Word], reading: &Reading| words.iter().any(|word| reading.is_quoted(word.span));
    let single = |words: &[Word], text: &str| words.iter().any(|word| is_single_quoted(text, word.span));
    let words = &touched.words;
    quotation_differs(touched)
        || inside(&words.before, touched.readings.before)
        || inside(&words.after, touched.readings.after)
        || single(&words.before, touched.texts.before)
        || single(&words.after, touched.texts.after)
}

/// Tells whether it differs who says it, or with what stance; `said` for `told` is neither.
fn attribution(touched: &Touched<'_>) -> bool {
    let says = |words: &[Word]| words.iter().any(|word| word.has(Cue::Speech));
    let stances = |words: &[Word]| {
        let cues = words.iter().filter(|word| word.has(Cue::Stance));
        cues.map(|word| word.entry(touched.vocabulary).concept).collect::<Vec<_>>()
    };
    let (before, after) = (&touched.words.before, &touched.words.after);
    says(before) != says(after) || stances(before) != stances(after) || speaker_differs(touched)
}

/// Tells whether another kind of speaker stands for the one before, in a sentence that says who says it.
fn speaker_differs(touched: &Touched<'_>) -> bool {
    let (gone, come) = (cues(&touched.words.before).speakers(), cues(&touched.words.after).speakers());
    let spoken = |word: &Word| word.has(Cue::Speech) || word.has(Cue::Stance);
    !gone.is_empty()
        && !come.is_empty()
        && gone.and(come).is_empty()
        && touched.readings.after.within(touched.hunk.sentences.after).iter().any(spoken)
}

fn hedge(touched: &Touched<'_>) -> bool {
    touched.both().any(|word| word.has(Cue::Hedge) && !is_month(*word, touched))
}

/// Returns the cues of all words in a list.
pub(in crate::history) fn cues(words: &[Word]) -> CueSet {
    words.iter().fold(CueSet::default(), |mut set, word| {
        set.add(word.cues);
        set
    })
}
