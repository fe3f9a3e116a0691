//! Which words keep the full stop behind them.

use super::class;

/// Abbreviations that always keep their stop, in lower case.
const ALWAYS: &[&str] = &[
    "abs", "adm", "approx", "apr", "assn", "assoc", "aug", "ave", "bldg", "blvd", "bros", "bsp", "bzw", "capt", "cf",
    "cmdr", "col", "corp", "cpl", "ca", "dec", "dept", "dr", "ed", "eds", "est", "etc", "evtl", "feb", "ff", "fr",
    "ft", "gen", "ggf", "gov", "hon", "hr", "hrsg", "inc", "inkl", "insp", "jr", "jul", "jun", "lt", "ltd", "maj",
    "max", "messrs", "mfg", "min", "mio", "mlle", "mme", "mr", "mrd", "mrs", "ms", "msgr", "mt", "nov", "oct", "okt",
    "ph", "phd", "pres", "prof", "rd", "rep", "reps", "rev", "sen", "sens", "sept", "sgt", "sr", "sra", "st", "ste",
    "supt", "tel", "univ", "usf", "usw", "vgl", "vs", "zzgl",
];

/// Abbreviations that are words too: they keep their stop before a figure only.
const BEFORE_FIGURES: &[&str] = &[
    "art", "bl", "cap", "ch", "dez", "fig", "jan", "mar", "mon", "no", "nos", "nr", "núm", "p", "par", "pp", "s",
    "sat", "sec", "sep", "sun", "thu", "tue", "vol", "wed", "ziff",
];

/// Abbreviations of several parts that are no single letters, in lower case.
const IN_PARTS: &[&str] = &["bl.a", "f.eks", "m.fl", "m.in", "p.ej", "t.ex"];

/// Names of months before which a German date writes `18.`
const GERMAN_MONTHS: &[&str] = &[
    "Januar",
    "Jänner",
    "Februar",
    "Feber",
    "März",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "Oktober",
    "Dezember",
    "April",
    "September",
    "November",
];

/// The longest abbreviation of the lists above, in bytes.
const LONGEST: usize = 6;

/// Tells whether the full stop at `at` belongs to the word that began at `start`.
pub(super) fn takes_stop(text: &str, start: usize, at: usize) -> bool {
    let word = &text[start..at];
    let rest = &text[at + 1..];
    if rest.starts_with('.') || word.is_empty() {
        return false;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.len() <= 3 && (is_ordinal(rest) || is_list_number(text, start, rest));
    }
    is_dotted(word) || is_initial(word, rest) || is_listed(word, rest)
}

/// Tells whether each letter has its own stop (`U.S`, `a.m`, `z.B`), or each part of a title (`Ph.D`, `B.Sc`, `EE.UU`).
fn is_dotted(word: &str) -> bool {
    let part = |part: &str| {
        let mut letters = part.strip_prefix('-').unwrap_or(part).chars();
        let Some(first) = letters.next().filter(|first| first.is_alphabetic()) else { return false };
        match letters.next() {
            None => true,
            Some(second) => first.is_uppercase() && second.is_alphabetic() && letters.next().is_none(),
        }
    };
    word.len() <= 24 && word.contains('.') && (word.split('.').all(part) || IN_PARTS.contains(&word))
}

/// Tells whether a single capital stands for a given name: `J. Doe`, `J.-P. Doe`. `I` and `Я` are words.
fn is_initial(word: &str, rest: &str) -> bool {
    let (mut letters, mut after) = (word.chars(), rest.chars());
    letters.next().is_some_and(|letter| letter.is_uppercase() && !matches!(letter, 'I' | 'Я'))
        && letters.next().is_none()
        && matches!(after.next(), Some(' ' | '\u{a0}' | '-'))
        && after.next().is_some_and(char::is_uppercase)
}

fn is_listed(word: &str, rest: &str) -> bool {
    if word.len() > LONGEST {
        return false;
    }
    let listed = |list: &[&str]| list.iter().any(|entry| word.eq_ignore_ascii_case(entry));
    let figure =
        || rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(|next: char| next.is_ascii_digit());
    listed(ALWAYS) || (listed(BEFORE_FIGURES) && figure())
}

/// Tells whether what follows makes `18.` the eighteenth: a small letter or a German month.
fn is_ordinal(rest: &str) -> bool {
    let Some(next) = rest.strip_prefix([' ', '\u{a0}', '\u{202f}']) else { return false };
    next.starts_with(char::is_lowercase) || GERMAN_MONTHS.iter().any(|month| next.starts_with(month))
}

/// Tells whether the figure numbers an item: it stands first in its line.
fn is_list_number(text: &str, start: usize, rest: &str) -> bool {
    let before = text[..start].trim_end_matches([' ', '\t']);
    (before.is_empty() || before.ends_with('\n')) && (rest.is_empty() || rest.starts_with(class::is_space))
}
