//! What every text that a cue fits must look like before its times are masked: the cue, made looser and simpler.
//!
//! A cue is matched on a text in which each time is one sign. To tell lines that cannot fit without masking them, the
//! cue is turned into a pattern on the line as printed that fits whenever the cue does, perhaps more often. It leaves
//! out what a fast automaton cannot know (where words end, how often a thing may repeat) and what a search need not see
//! (anything at an end that may be missing).

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{
    Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition,
};

use super::mask::{FIRST_SIGN, is_time};

/// Cues made loose for the times of one language.
#[derive(Debug)]
pub(super) struct Relax {
    times: Times,
}

/// What a time is made of.
#[derive(Debug)]
struct Times {
    /// What it begins with.
    first: Hir,
    /// A word or sign inside it.
    inside: Hir,
    /// A point inside it.
    point: Hir,
    /// Whether capitals and small letters are alike.
    folds: bool,
}

/// Which ends of a pattern a search may find bare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// Nothing stands before or behind the pattern.
    Both,
    /// Something is put before it.
    End,
}

/// A point inside a time, which ends no sentence: `10.15`, `p.m.`, `Feb. 8`, `E.T.`.
const POINT: &str = r"(?:[0-9]|[^a-zA-Z][apAP]|[^a-zA-Z][apAP][mM]|\. ?[mM]|[Tt](?:hurs|HURS)|[ecmpECMP]\.[tT])\.|\.[, \u{a0}\u{202f}]*(?:[a-zA-Z]{1,3} )?[0-9]";

impl Relax {
    /// Takes patterns for what a time begins with, and for a word or sign inside it.
    pub(super) fn new(first: &str, inside: &str) -> Result<Self, String> {
        Ok(Self { times: Times { first: fixed(first)?, inside: fixed(inside)?, point: fixed(POINT)?, folds: true } })
    }

    /// Returns a pattern that fits wherever `pattern` does once times are masked.
    pub(super) fn relaxed(&self, pattern: &str, bare: Bare) -> Result<Hir, String> {
        let end = trimmed(&loose(&parse(pattern)?, &self.times), true);
        Ok(if bare == Bare::Both { trimmed(&end, false) } else { end })
    }
}

/// Returns a pattern as it stands, its capitals and small letters apart.
pub(super) fn fixed(pattern: &str) -> Result<Hir, String> {
    let times = Times { first: Hir::empty(), inside: Hir::empty(), point: Hir::empty(), folds: false };
    Ok(loose(&parse(pattern)?, &times))
}

fn parse(pattern: &str) -> Result<Hir, String> {
    let mut parser = ParserBuilder::new().utf8(false).build();
    parser.parse(pattern).map_err(|error| format!("{pattern:?}: {error}"))
}

fn loose(hir: &Hir, times: &Times) -> Hir {
    match hir.kind() {
        HirKind::Look(look @ (Look::Start | Look::End)) => Hir::look(*look),
        // Where a word ends is not known before times are masked ("ESTUpdated"), and letters beyond ASCII are costly.
        HirKind::Empty | HirKind::Look(_) => Hir::empty(),
        HirKind::Literal(literal) if times.folds => folded(&literal.0),
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Class(class) => of_class(class, times),
        HirKind::Capture(capture) => loose(&capture.sub, times),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| loose(part, times)).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(|part| loose(part, times)).collect()),
        HirKind::Repetition(repetition) => {
            let once = repetition.max == Some(1);
            let max = if once { Some(1) } else { None };
            let min = repetition.min.min(1);
            let sub = loose(&repetition.sub, times);
            match sub.kind() {
                // "Once or more, as often as you like" is said once.
                HirKind::Repetition(inner) if inner.max.is_none() && inner.min == 1 => {
                    Hir::repetition(Repetition { min, ..inner.clone() })
                }
                _ => repeated(min, max, sub),
            }
        }
    }
}

fn repeated(min: u32, max: Option<u32>, sub: Hir) -> Hir {
    Hir::repetition(Repetition { min, max, greedy: true, sub: Box::new(sub) })
}

fn of_class(class: &Class, times: &Times) -> Hir {
    let Class::Unicode(class) = class else { return Hir::class(class.clone()) };
    let ranges = class.ranges();
    let sign = char::from_u32(FIRST_SIGN).unwrap_or(char::REPLACEMENT_CHARACTER);
    let takes = |character: char| ranges.iter().any(|range| (range.start()..=range.end()).contains(&character));
    if ranges.iter().all(|range| is_time(range.start()) && is_time(range.end())) {
        return Hir::concat(vec![times.first.clone(), any_of_a_time()]);
    }
    if takes(sign) && !takes('b') {
        return with_words(class, &times.inside);
    }
    if takes(sign) {
        return with_times(class, takes('.'), &times.point);
    }
    if takes('0') && !takes('a') && ranges.len() > 24 {
        // Digits; those of other scripts are in no cue's language.
        let digits = [('0', '9'), ('０', '９')].map(|(from, to)| ClassUnicodeRange::new(from, to));
        return Hir::class(Class::Unicode(ClassUnicode::new(digits)));
    }
    let few = ranges.len() <= 24;
    let mut kept = ClassUnicode::new(ranges.iter().filter(|range| few || range.end().is_ascii()).copied());
    if times.folds {
        let both = |letter: u8| [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()].map(char::from);
        let letters = (b'a'..=b'z').filter(|letter| both(*letter).into_iter().any(takes)).flat_map(both);
        kept.union(&ClassUnicode::new(letters.map(|letter| ClassUnicodeRange::new(letter, letter))));
        let others =
            ranges.iter().filter(|range| few && range.start() == range.end()).flat_map(|range| cases(range.start()));
        kept.union(&ClassUnicode::new(others.map(|letter| ClassUnicodeRange::new(letter, letter))));
    }
    let others = ranges.iter().any(|range| !range.end().is_ascii());
    let kept = Hir::class(Class::Unicode(kept));
    if few || !others { kept } else { Hir::alternation(vec![kept, beyond_ascii()]) }
}

/// A character, its small letter and its capital, where these are single characters.
fn cases(character: char) -> impl Iterator<Item = char> {
    let one = |mut letters: Vec<char>| if letters.len() == 1 { letters.pop() } else { None };
    [Some(character), one(character.to_lowercase().collect()), one(character.to_uppercase().collect())]
        .into_iter()
        .flatten()
}

/// A text in capitals and small letters alike.
///
/// It leaves out signs no newsroom prints, to which the cues' own folding also leads: the long s, the sign of Kelvin.
fn folded(literal: &[u8]) -> Hir {
    let Ok(text) = std::str::from_utf8(literal) else { return Hir::literal(literal) };
    let letter = |character| {
        let cases = cases(character).map(|letter| ClassUnicodeRange::new(letter, letter));
        Hir::class(Class::Unicode(ClassUnicode::new(cases)))
    };
    Hir::concat(text.chars().map(letter).collect())
}

/// Bytes of letters beyond ASCII, whatever they are.
fn beyond_ascii() -> Hir {
    let bytes = Hir::class(Class::Bytes(ClassBytes::new([ClassBytesRange::new(0x80, 0xff)])));
    repeated(1, None, bytes)
}

/// A class that takes the sign of a time and no letters takes the words of times, too.
fn with_words(class: &ClassUnicode, inside: &Hir) -> Hir {
    let ascii = class.ranges().iter().filter(|range| range.start().is_ascii());
    let ascii = ascii.map(|range| ClassUnicodeRange::new(range.start(), range.end().min('\x7f')));
    let digits = [ClassUnicodeRange::new('0', '9')];
    let wide = Hir::class(Class::Unicode(ClassUnicode::new(ascii.chain(digits))));
    repeated(1, None, Hir::alternation(vec![wide, beyond_ascii(), inside.clone()]))
}

/// A class that takes the sign of a time takes the time's own characters, too.
fn with_times(class: &ClassUnicode, takes_points: bool, point: &Hir) -> Hir {
    let mut wide = class.clone();
    wide.union(&ClassUnicode::new(OF_A_TIME.iter().map(|(from, to)| ClassUnicodeRange::new(*from, *to))));
    let wide = if wide.ranges().len() > 24 {
        let ascii = wide.ranges().iter().filter(|range| range.start().is_ascii());
        let ascii = ascii.map(|range| ClassUnicodeRange::new(range.start(), range.end().min('\x7f')));
        Hir::alternation(vec![Hir::class(Class::Unicode(ClassUnicode::new(ascii))), beyond_ascii()])
    } else {
        Hir::class(Class::Unicode(wide))
    };
    let unit = if takes_points { wide } else { Hir::alternation(vec![wide, point.clone()]) };
    repeated(1, None, unit)
}

/// What a printed time consists of besides points, as ranges of characters.
const OF_A_TIME: &[(char, char)] = &[
    (' ', ' '),
    ('&', ')'),
    ('+', '-'),
    ('/', ':'),
    ('@', 'Z'),
    ('a', 'z'),
    ('|', '|'),
    ('\u{a0}', '\u{ff}'),
    ('\u{100}', '\u{17f}'),
    ('\u{2000}', '\u{2015}'),
    ('’', '’'),
    ('•', '•'),
    ('\u{202f}', '\u{202f}'),
    ('−', '−'),
    ('　', '　'),
    ('、', '、'),
    ('\u{3040}', '\u{d7ff}'),
    ('（', '）'),
    ('，', '，'),
    ('：', '：'),
];

/// The rest of a time, behind what it begins with.
fn any_of_a_time() -> Hir {
    let class = ClassUnicode::new(
        OF_A_TIME.iter().map(|(from, to)| ClassUnicodeRange::new(*from, *to)).chain([ClassUnicodeRange::new('.', '.')]),
    );
    repeated(0, None, Hir::class(Class::Unicode(class)))
}

/// Leaves out at one end of a pattern what may be missing there.
fn trimmed(hir: &Hir, at_end: bool) -> Hir {
    match hir.kind() {
        HirKind::Repetition(repetition) if repetition.min == 0 => Hir::empty(),
        HirKind::Repetition(repetition) => trimmed(&repetition.sub, at_end),
        HirKind::Alternation(parts) => {
            let parts: Vec<Hir> = parts.iter().map(|part| trimmed(part, at_end)).collect();
            let may_be_missing = parts.iter().any(|part| matches!(part.kind(), HirKind::Empty));
            if may_be_missing { Hir::empty() } else { Hir::alternation(parts) }
        }
        HirKind::Concat(parts) => {
            let mut parts: Vec<Hir> = parts.clone();
            loop {
                let Some(edge) = (if at_end { parts.pop() } else { (!parts.is_empty()).then(|| parts.remove(0)) })
                else {
                    return Hir::empty();
                };
                let edge = trimmed(&edge, at_end);
                if matches!(edge.kind(), HirKind::Empty) {
                    continue;
                }
                parts.insert(if at_end { parts.len() } else { 0 }, edge);
                return Hir::concat(parts);
            }
        }
        _ => hir.clone(),
    }
}

/// Restricts a pattern to texts that do not begin with a small letter.
pub(super) fn beginning_tall(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let tall = |range: &ClassUnicodeRange| {
                let small = |c: char| c.is_lowercase();
                range.start() != range.end() || !small(range.start())
            };
            Hir::class(Class::Unicode(ClassUnicode::new(class.ranges().iter().filter(|range| tall(range)).copied())))
        }
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(beginning_tall).collect()),
        HirKind::Concat(parts) => {
            let Some((first, rest)) = parts.split_first() else { return Hir::empty() };
            let rest = Hir::concat(rest.to_vec());
            let with = Hir::concat(vec![beginning_tall(first), rest.clone()]);
            match first.kind() {
                HirKind::Repetition(repetition) if repetition.min == 0 => {
                    let sub = beginning_tall(&repetition.sub);
                    let first = Hir::concat(vec![sub, Hir::repetition(repetition.clone()), rest.clone()]);
                    Hir::alternation(vec![first, beginning_tall(&rest)])
                }
                _ => with,
            }
        }
        _ => hir.clone(),
    }
}
