//! Zones as they are printed.

use chrono_tz::Tz;
use winnow::combinator::opt;
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

/// A printed zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::notes) enum Zone {
    /// A civil name, which follows daylight saving at that date ("PT").
    Civil(Tz),
    /// An offset east of Greenwich in minutes, or an abbreviation that names one season and is read literally ("EST").
    Offset(i32),
    /// Three zones, of which the outlet's own is meant.
    Ist,
}

/// Abbreviations in hours and minutes east of Greenwich, as hours × 100 + minutes.
const ABBREVIATIONS: &[(&str, i32)] = &[
    ("GMT", 0),
    ("UTC", 0),
    ("BST", 100),
    ("WET", 0),
    ("WEST", 100),
    ("CET", 100),
    ("CEST", 200),
    ("MEZ", 100),
    ("MESZ", 200),
    ("EET", 200),
    ("EEST", 300),
    ("MSK", 300),
    ("SAST", 200),
    ("WAT", 100),
    ("CAT", 200),
    ("EAT", 300),
    ("EST", -500),
    ("EDT", -400),
    ("CST", -600),
    ("CDT", -500),
    ("MST", -700),
    ("MDT", -600),
    ("PST", -800),
    ("PDT", -700),
    ("AKST", -900),
    ("AKDT", -800),
    ("HST", -1000),
    ("AST", -400),
    ("ADT", -300),
    ("NST", -330),
    ("NDT", -230),
    ("HNE", -500),
    ("HAE", -400),
    ("HNC", -600),
    ("HAC", -500),
    ("HNR", -700),
    ("HAR", -600),
    ("HNP", -800),
    ("HAP", -700),
    ("HNA", -400),
    ("HAA", -300),
    ("BRT", -300),
    ("ART", -300),
    ("HKT", 800),
    ("SGT", 800),
    ("JST", 900),
    ("KST", 900),
    ("PKT", 500),
    ("WIB", 700),
    ("AWST", 800),
    ("ACST", 930),
    ("ACDT", 1030),
    ("AEST", 1000),
    ("AEDT", 1100),
    ("NZST", 1200),
    ("NZDT", 1300),
];

/// Civil names of zones.
const CIVIL: &[(&str, Tz)] = &[
    ("ET", Tz::America__New_York),
    ("CT", Tz::America__Chicago),
    ("MT", Tz::America__Denver),
    ("PT", Tz::America__Los_Angeles),
    ("E.T.", Tz::America__New_York),
    ("C.T.", Tz::America__Chicago),
    ("M.T.", Tz::America__Denver),
    ("P.T.", Tz::America__Los_Angeles),
    ("EASTERN", Tz::America__New_York),
    ("CENTRAL", Tz::America__Chicago),
    ("MOUNTAIN", Tz::America__Denver),
    ("PACIFIC", Tz::America__Los_Angeles),
    ("AET", Tz::Australia__Sydney),
];

impl Zone {
    /// Reads a value of a cue file: an IANA name, or an offset like `+09:00`.
    pub(super) fn from_value(value: &str) -> Option<Self> {
        let mut rest = value;
        match offset(&mut rest) {
            Ok(minutes) if rest.is_empty() => Some(Self::Offset(minutes)),
            _ => value.parse().ok().map(Self::Civil),
        }
    }

    /// Reads a zone's abbreviation at the start of `input`; small letters are taken only if `any_case`.
    pub(super) fn abbreviation(input: &mut &str, any_case: bool) -> Result<Self, EmptyError> {
        let start = *input;
        let word = take_while(2..=30, |c: char| c.is_ascii_alphabetic() || c == '.').parse_next(input)?;
        let name = unglued(word).trim_end_matches('.');
        if !name.contains('.') {
            // The point ends the sentence, not the name.
            *input = &start[name.len()..];
        }
        let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
        if !capital && !any_case {
            return Err(EmptyError);
        }
        let is_name = |known: &str| {
            let known_bare = known.strip_suffix('.').unwrap_or(known);
            let long = known.len() >= 7 && capital;
            name == known_bare || ((any_case || long) && name.eq_ignore_ascii_case(known_bare))
        };
        if is_name("IST") {
            return Ok(Self::Ist);
        }
        if let Some((_, tz)) = CIVIL.iter().find(|(known, _)| is_name(known)) {
            return Ok(Self::Civil(*tz));
        }
        let (_, hours) = ABBREVIATIONS.iter().find(|(known, _)| is_name(known)).ok_or(EmptyError)?;
        let minutes = hours / 100 * 60 + hours % 100;
        if minutes == 0
            && let Some(more) = opt(offset).parse_next(input)?
        {
            return Ok(Self::Offset(more));
        }
        Ok(Self::Offset(minutes))
    }
}

/// Cuts off a capitalised word that is glued to a zone (`ESTUpdated`).
fn unglued(word: &str) -> &str {
    let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let glued = capitals > 2 && word[capitals..].starts_with(|c: char| c.is_ascii_lowercase());
    if glued { &word[..capitals - 1] } else { word }
}

/// Reads `+09:00`, `-0400`, `+1` as minutes east of Greenwich.
pub(super) fn offset(input: &mut &str) -> Result<i32, EmptyError> {
    let sign = one_of(['+', '-', '−']).parse_next(input)?;
    let hours: &str = take_while(1..=2, |c: char| c.is_ascii_digit()).parse_next(input)?;
    let minutes = opt((opt(':'), take_while(2..=2, |c: char| c.is_ascii_digit())).map(|(_, digits): (_, &str)| digits))
        .parse_next(input)?;
    let number = |digits: &str| digits.parse::<i32>().map_err(|_| EmptyError);
    let total = number(hours)? * 60 + minutes.map_or(Ok(0), number)?;
    if total > 14 * 60 { Err(EmptyError) } else { Ok(if sign == '+' { total } else { -total }) }
}
