//! Words and phrases of a note that should turn up in the changed text.

use std::ops::Range;

use super::cues::Cues;
use super::origin::place_in;

/// How quotations are marked in the languages of the world.
const QUOTES: [(char, char); 12] = [
    ('“', '”'),
    ('«', '»'),
    ('»', '«'),
    ('„', '“'),
    ('„', '”'),
    ('”', '”'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('"', '"'),
    ('‘', '’'),
    ('‚', '‘'),
];

/// The most terms kept of one claim.
const MOST: usize = 6;

/// Picks the words and phrases of a claim that say most: quotations, names, numbers, then other words that are not plain.
pub(super) fn terms<'a>(told: &'a str, cues: &Cues) -> Vec<&'a str> {
    let mut terms = Vec::new();
    quoted(told, &mut terms);
    if told.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c)) {
        dense(told, &mut terms);
    } else {
        names_and_numbers(told, cues, &mut terms);
        plain(told, cues, &mut terms);
    }
    terms.truncate(MOST);
    terms
}

fn push<'a>(term: &'a str, terms: &mut Vec<&'a str>) {
    let term = term.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '%'));
    if term.len() > 1 && !terms.iter().any(|known| known.contains(term)) {
        terms.push(term);
    }
}

fn quoted<'a>(told: &'a str, terms: &mut Vec<&'a str>) {
    let leads = |first: char, other: char| told.find(first).is_some_and(|at| told.find(other).is_none_or(|to| at < to));
    for (open, close) in QUOTES {
        // A mark that closes one language's quotations opens another's: the one that comes first opens.
        let is_other = match (open, close) {
            ('”', '”') => told.contains(['“', '„']),
            ('«', '»') => leads('»', '«'),
            ('»', '«') => leads('«', '»'),
            _ => false,
        };
        if is_other {
            continue;
        }
        let mut rest = told;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((inner, behind)) = after.split_once(close) else { break };
            if inner.chars().count() <= 80 {
                push(inner, terms);
            }
            rest = behind;
        }
    }
}

/// Takes runs of capitalised words as names, and numbers with the word behind them.
fn names_and_numbers<'a>(told: &'a str, cues: &Cues, terms: &mut Vec<&'a str>) {
    let mut name: Option<Range<usize>> = None;
    for word in told.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '$');
        let starts_name = bare.starts_with(char::is_uppercase) && (name.is_some() || !is_plain(bare, cues));
        if starts_name && let Some(at) = place_in(told, word) {
            name = Some(name.map_or(at.start, |name| name.start)..at.end);
        }
        if !starts_name || word.ends_with([',', ';', ':', '.', ')', '”', '"']) {
            flush(told, name.take(), terms);
        }
        if bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£')) {
            push(bare, terms);
        }
    }
    flush(told, name, terms);
}

fn flush<'a>(told: &'a str, name: Option<Range<usize>>, terms: &mut Vec<&'a str>) {
    if let Some(name) = name {
        let without_s = told[name].trim_end_matches(|c: char| !c.is_alphanumeric());
        let cut = without_s.strip_suffix("'s").or_else(|| without_s.strip_suffix("’s")).unwrap_or(without_s);
        push(cut, terms);
    }
}

fn plain<'a>(told: &'a str, cues: &Cues, terms: &mut Vec<&'a str>) {
    let mut words: Vec<&str> = told
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'))
        .filter(|word| word.chars().count() > 4 && !is_plain(word, cues))
        .collect();
    words.truncate(MOST);
    for word in words {
        push(word.trim_end_matches("'s").trim_end_matches("’s"), terms);
    }
}

fn is_plain(word: &str, cues: &Cues) -> bool {
    let word = word.to_lowercase();
    cues.plain_words.contains(&word) || cues.stopwords.contains(&word)
}

/// Takes numbers and runs of one script, where words are not parted by blanks.
fn dense<'a>(told: &'a str, terms: &mut Vec<&'a str>) {
    let is_kanji = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let is_katakana = |c: char| ('\u{30a0}'..='\u{30ff}').contains(&c);
    let (mut start, mut sort) = (0, 0_u8);
    for (at, character) in told.char_indices().chain([(told.len(), '。')]) {
        let this = if is_kanji(character) {
            1
        } else if is_katakana(character) {
            2
        } else {
            u8::from(character.is_ascii_alphanumeric() || character == '%') * 3
        };
        if this != sort {
            let run = &told[start..at];
            if sort > 0 && run.chars().count() > 1 {
                push(run, terms);
            }
            (start, sort) = (at, this);
        }
    }
}
