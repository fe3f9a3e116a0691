//! Finding times in a text.

use std::ops::Range;

use chrono::Weekday;
use winnow::combinator::{opt, preceded};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::take_while;

use super::calendar::dated;
use super::clock::{Led, timed};
use super::parts::{Calendar, Parts};
use super::words::{DateWords, Meaning};

/// A time found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::notes) struct Found {
    /// Where it stands, in bytes.
    pub(in crate::notes) at: Range<usize>,
    /// What it states.
    pub(in crate::notes) parts: Parts,
}

/// The most times looked for in one block; a longer list is no note.
const MOST: usize = 500;

/// Finds every time that is printed in a text.
pub(in crate::notes) fn scan(text: &str, words: &DateWords) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() && found.len() < MOST {
        let length = if may_start(text, at) { read(text, at, words) } else { None };
        if let Some((length, parts)) = length {
            found.push(Found { at: at..at + length, parts });
            at += length;
        } else {
            at = next_start(text, at);
        }
    }
    found
}

/// What the words for the halves of a day begin with.
const HALF_DAYS: [char; 8] = ['午', '上', '下', '凌', '早', '晚', '傍', '오'];

fn may_start(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let Some(first) = rest.chars().next() else { return false };
    let last = before.chars().next_back();
    if first.is_ascii_digit() {
        let mut two = before.chars().rev();
        let glued = two.next().is_some_and(|c| matches!(c, '.' | ',' | ':' | '/' | '-' | '$' | '€' | '£'))
            && two.next().is_some_and(|c| c.is_ascii_digit());
        return !glued && !last.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '€' | '£' | '#' | '@'));
    }
    first.is_alphabetic() && !last.is_some_and(|c| c.is_alphabetic() && is_latin(c) && is_latin(first))
}

fn is_latin(character: char) -> bool {
    (character as u32) < 0x2000
}

/// Steps to the next place at which a time may start.
fn next_start(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let latin = |c: char| c.is_alphabetic() && is_latin(c);
    let skipped: usize = match rest.chars().next() {
        Some(first) if latin(first) => rest.chars().take_while(|c| latin(*c)).map(char::len_utf8).sum(),
        Some(first) if first.is_ascii_digit() => rest.bytes().take_while(u8::is_ascii_digit).count(),
        Some(first) => first.len_utf8(),
        None => 1,
    };
    at + skipped
}

/// Reads the time that starts at `at`: date, weekday and clock in any order.
fn read(text: &str, at: usize, words: &DateWords) -> Option<(usize, Parts)> {
    let rest = &text[at..];
    if let Some(length) = words.relative(rest) {
        return Some((length, Parts { relative: true, ..Parts::default() }));
    }
    // Most words begin with a letter that no word of a time does.
    let first = rest.chars().next()?;
    let is_start = first.is_ascii_digit() || first.is_ascii_uppercase() || HALF_DAYS.contains(&first);
    if !is_start && !words.may_begin(first) {
        return None;
    }
    let mut parts = Parts::default();
    let mut input = rest;
    let mut end = 0;
    let mut led = words.leads_date(&text[..at]);
    let mut hour_led = word_before(&text[..at]).map_or(Led::No, |word| led_by(word, words));
    while let Ok(length) = piece(&mut input, &mut parts, words, (led, hour_led)) {
        debug_assert!(length > 0, "a piece of a time has letters");
        end = rest.len() - input.len();
        let Ok(leads_hour) = joint(&mut input, words) else { break };
        (led, hour_led) = (false, leads_hour);
    }
    let certain = parts.calendar.is_some_and(|calendar| !matches!(calendar, Calendar::DayOnly(_)));
    let full_weekday = parts.weekday.is_some() && (parts.clock.is_some() || end > 5 || !is_latin(rest.chars().next()?));
    (certain || parts.clock.is_some() || full_weekday).then_some((end, parts))
}

fn led_by(word: &str, words: &DateWords) -> Led {
    if words.means(word, Meaning::HourLead) {
        Led::Hour
    } else if words.means(word, Meaning::ClockLead) {
        Led::Clock
    } else {
        Led::No
    }
}

fn word_before(before: &str) -> Option<&str> {
    let before = before.trim_end_matches(' ');
    before.rsplit(|c: char| !c.is_alphabetic()).next().filter(|word| !word.is_empty())
}

/// Reads one piece that is not there yet, and tells its length.
fn piece(input: &mut &str, parts: &mut Parts, words: &DateWords, led: (bool, Led)) -> Result<usize, EmptyError> {
    let before = input.len();
    if led.1 == Led::Clock
        && parts.clock.is_none()
        && let Some(time) = opt(|input: &mut &str| timed(input, words, led.1)).parse_next(input)?
    {
        (parts.clock, parts.zone) = (Some(time.clock), time.zone);
        return Ok(before - input.len());
    }
    if parts.calendar.is_none()
        && let Some(date) = opt(|input: &mut &str| dated(input, words, led.0)).parse_next(input)?
    {
        (parts.year, parts.calendar, parts.also) = (date.year, Some(date.calendar), date.also);
        return Ok(before - input.len());
    }
    if parts.clock.is_none()
        && let Some(time) = opt(|input: &mut &str| timed(input, words, led.1)).parse_next(input)?
    {
        (parts.clock, parts.zone) = (Some(time.clock), time.zone);
        return Ok(before - input.len());
    }
    if parts.weekday.is_none() {
        let (day, number) = weekday(input, words)?;
        parts.weekday = Some(day);
        if parts.calendar.is_none() {
            parts.calendar = number.map(Calendar::DayOnly);
        }
        return Ok(before - input.len());
    }
    Err(EmptyError)
}

/// Reads a weekday, and the day of the month that may stand behind it in brackets ("terça (5)").
fn weekday(input: &mut &str, words: &DateWords) -> Result<(Weekday, Option<u32>), EmptyError> {
    let word = take_while(2.., |c: char| c.is_alphabetic() || c == '-').parse_next(input)?;
    let day = words.weekday(word).ok_or(EmptyError)?;
    opt('.').parse_next(input)?;
    let part = |input: &mut &str| {
        let part = preceded(' ', take_while(2.., char::is_alphabetic)).parse_next(input)?;
        words.means(part, Meaning::DayPart).then_some(()).ok_or(EmptyError)
    };
    opt(part).parse_next(input)?;
    // "Tuesday night's plans" are no time.
    if input.starts_with(['\'', '’']) {
        return Err(EmptyError);
    }
    let digits = take_while(1..=2, |c: char| c.is_ascii_digit());
    let number: Option<&str> = opt((preceded(" (", digits), ')').map(|(digits, _)| digits)).parse_next(input)?;
    let number = number.and_then(|digits| digits.parse().ok()).filter(|day| (1..=31).contains(day));
    Ok((day, number))
}

/// Reads what stands between two pieces, and tells whether it ends in a word that comes before hours.
fn joint(input: &mut &str, words: &DateWords) -> Result<Led, EmptyError> {
    let marks = |c: char| {
        matches!(
            c,
            ' ' | ','
                | '|'
                | '–'
                | '—'
                | '-'
                | '•'
                | '·'
                | '，'
                | '、'
                | '\u{a0}'
                | '\u{202f}'
                | '　'
                | '/'
                | '('
                | '@'
                | ':'
                | '：'
        )
    };
    let mut led = Led::No;
    take_while(0..=4, marks).void().parse_next(input)?;
    for _ in 0..3 {
        let mut ahead = *input;
        let word = take_while::<_, _, EmptyError>(1..=10, |c: char| c.is_alphabetic()).parse_next(&mut ahead);
        let Ok(word) = word else { break };
        let leads = led_by(word, words);
        if leads == Led::No && !words.means(word, Meaning::Join) {
            break;
        }
        led = leads;
        *input = ahead;
        take_while(0..=3, marks).void().parse_next(input)?;
    }
    Ok(led)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::cues::Cues;

    fn stated(language: &str, text: &str) -> Vec<String> {
        scan(text, &Cues::of(language).words).into_iter().map(|found| text[found.at].to_owned()).collect()
    }

    #[test]
    fn times_are_found_as_newsrooms_print_them() {
        assert_eq!(stated("en", "Updated 2/17 at 1:09 p.m. PT with"), ["2/17 at 1:09 p.m. PT"]);
        assert_eq!(stated("en", "Feb. 18, 2019, 10:15 a.m. ET: Adds"), ["Feb. 18, 2019, 10:15 a.m. ET"]);
        assert_eq!(stated("en", "PUBLISHED: 08:14 BST, 27 April 2021"), ["08:14 BST, 27 April 2021"]);
        assert_eq!(stated("en", "Updated 0341 GMT (1141 HKT) May 3"), ["0341 GMT (1141 HKT) May 3"]);
        assert_eq!(stated("en", "UPDATE (6:20 p.m. ET): The"), ["6:20 p.m. ET"]);
        assert_eq!(stated("en", "at 10.15 (BST) on"), ["10.15 (BST)"]);
        assert_eq!(stated("en", "Dec 20 20164:07 PM ESTUpdated"), ["Dec 20 20164:07 PM EST"]);
        assert_eq!(stated("de", "Update vom 03. Mai 2017, 16.07 Uhr: Der"), ["03. Mai 2017, 16.07 Uhr"]);
        assert_eq!(stated("fr", "mis à jour le 8 mai 2016 à 9h05"), ["8 mai 2016 à 9h05"]);
        assert_eq!(stated("it", "aggiornato alle 14 del 7 settembre"), ["14 del 7 settembre"]);
        assert_eq!(stated("ja", "更新：2月18日 16時05分"), ["2月18日 16時05分"]);
        assert_eq!(stated("zh", "發布時間：2019-11-19 15:00"), ["2019-11-19 15:00"]);
    }

    #[test]
    fn numbers_that_are_no_times_are_left_alone() {
        assert_eq!(stated("en", "It costs $3.20, not 3.50, for 40,000 of 1.3 million"), Vec::<String>::new());
        assert_eq!(stated("en", "a 4-3 win over 12/7/300 others"), Vec::<String>::new());
    }
}
