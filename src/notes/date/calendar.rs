//! Dates as they are printed: `2/17`, `Feb. 18, 2019`, `18 January 2024`, `4/19/19`, `2.6.17`, `2月18日`, `2016-03-29`.

use winnow::combinator::{alt, opt, peek, preceded};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::parts::Calendar;
use super::words::{DateWords, Meaning};

/// A printed date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub(super) year: Option<i32>,
    pub(super) calendar: Calendar,
    pub(super) also: Option<u32>,
}

/// Reads a date; `led` says that a word that comes before dates stands before it.
pub(super) fn dated(input: &mut &str, words: &DateWords, led: bool) -> Result<Dated, EmptyError> {
    alt((
        year_first,
        cjk,
        |input: &mut &str| day_month(input, words),
        |input: &mut &str| month_day(input, words),
        |input: &mut &str| numbers(input, led),
    ))
    .parse_next(input)
}

fn number(input: &mut &str, most: usize) -> Result<u32, EmptyError> {
    let text = take_while(1..=most, |c: char| c.is_ascii_digit()).parse_next(input)?;
    text.parse().map_err(|_| EmptyError)
}

fn day_number(input: &mut &str) -> Result<u32, EmptyError> {
    let day = number(input, 2)?;
    if (1..=31).contains(&day) && !input.starts_with(|c: char| c.is_ascii_digit()) { Ok(day) } else { Err(EmptyError) }
}

/// Reads a year of four digits, even where a time is glued to it ("20164:07 PM").
fn full_year(input: &mut &str) -> Result<i32, EmptyError> {
    let text: &str = take_while(4..=4, |c: char| c.is_ascii_digit()).parse_next(input)?;
    let glued = (take_while(1..=2, |c: char| c.is_ascii_digit()), one_of([':', 'h']));
    if input.starts_with(|c: char| c.is_ascii_digit()) {
        peek(glued.void()).parse_next(input)?;
    }
    match text.parse() {
        Ok(year @ 1700..=2199) => Ok(year),
        _ => Err(EmptyError),
    }
}

fn year(input: &mut &str) -> Result<i32, EmptyError> {
    let short = |input: &mut &str| {
        let text: &str = take_while(2..=2, |c: char| c.is_ascii_digit()).parse_next(input)?;
        if input.starts_with(|c: char| c.is_alphanumeric()) {
            return Err(EmptyError);
        }
        text.parse::<i32>().map(|year| if year < 70 { 2000 + year } else { 1900 + year }).map_err(|_| EmptyError)
    };
    alt((full_year, short)).parse_next(input)
}

fn exact(year: Option<i32>, month: u32, day: u32) -> Result<Dated, EmptyError> {
    if (1..=12).contains(&month) && (1..=31).contains(&day) {
        Ok(Dated { year, calendar: Calendar::Day { month, day }, also: None })
    } else {
        Err(EmptyError)
    }
}

/// Reads `2016-03-29`, `2018/05/03`, `2024.1.18`.
fn year_first(input: &mut &str) -> Result<Dated, EmptyError> {
    let year = full_year(input)?;
    let mut mark = one_of(['-', '/', '.']).parse_next(input)?;
    let month = number(input, 2)?;
    mark.parse_next(input)?;
    let day = day_number(input)?;
    opt(('T', peek(one_of('0'..='9')))).parse_next(input)?;
    exact(Some(year), month, day)
}

/// Reads `2019年2月18日`, `2月18日`, `2019年2月`.
fn cjk(input: &mut &str) -> Result<Dated, EmptyError> {
    let year = opt((full_year, '年').map(|(year, _)| year)).parse_next(input)?;
    let month = (number_of_two, one_of(['月', '월'])).map(|(month, _)| month).parse_next(input)?;
    let day = opt((day_number, one_of(['日', '號', '号', '일'])).map(|(day, _)| day)).parse_next(input)?;
    match day {
        Some(day) => {
            let weekday = (
                one_of(['(', '（']),
                opt(alt(("周", "星期", "週"))),
                one_of(['月', '火', '水', '木', '金', '土', '日', '一', '二', '三', '四', '五', '六']),
                opt("曜日"),
                one_of([')', '）']),
            );
            opt(weekday).parse_next(input)?;
            exact(year, month, day)
        }
        None if year.is_some() => Ok(Dated { year, calendar: Calendar::Month(month), also: None }),
        None => Err(EmptyError),
    }
}

fn number_of_two(input: &mut &str) -> Result<u32, EmptyError> {
    let month = number(input, 2)?;
    if (1..=12).contains(&month) { Ok(month) } else { Err(EmptyError) }
}

fn gap(input: &mut &str) -> Result<(), EmptyError> {
    take_while(0..=3, [' ', '\u{a0}', '\u{202f}']).void().parse_next(input)
}

fn month_name(input: &mut &str, words: &DateWords) -> Result<u32, EmptyError> {
    let word = take_while(3.., |c: char| c.is_alphabetic()).parse_next(input)?;
    let month = words.month(word).ok_or(EmptyError)?;
    opt('.').parse_next(input)?;
    Ok(month)
}

fn ordinal(input: &mut &str) -> Result<(), EmptyError> {
    let suffix = alt(("st", "nd", "rd", "th", "er", "º", "°", "ª", "."));
    opt(suffix).void().parse_next(input)
}

/// Reads a year that follows day and month, after a comma or the word between ("5 de mayo de 2018").
fn year_behind(input: &mut &str) -> Result<i32, EmptyError> {
    (opt(one_of([',', '-'])), gap, opt(alt(("de ", "del ", "of "))), opt(one_of(['’', '\'']))).parse_next(input)?;
    full_year(input)
}

/// Reads `18 January 2024`, `28. April`, `8th Nov 2023`, `5 de mayo`, `18 and 21 June`.
fn day_month(input: &mut &str, words: &DateWords) -> Result<Dated, EmptyError> {
    let day = day_number(input)?;
    ordinal(input)?;
    let also = opt(|input: &mut &str| second_day(input, words)).parse_next(input)?;
    gap(input)?;
    opt(alt(("de ", "of ", "-", "/"))).parse_next(input)?;
    let month = month_name(input, words)?;
    let year = opt(year_behind).parse_next(input)?;
    let (day, also) = also.map_or((day, None), |last| (day, Some(last)));
    Ok(Dated { also, ..exact(year, month, day)? })
}

fn second_day(input: &mut &str, words: &DateWords) -> Result<u32, EmptyError> {
    gap(input)?;
    let word = take_while(1..=3, |c: char| c.is_alphabetic() || c == '&').parse_next(input)?;
    if !words.means(word, Meaning::And) {
        return Err(EmptyError);
    }
    gap(input)?;
    let day = day_number(input)?;
    ordinal(input)?;
    Ok(day)
}

/// Reads `Feb. 18, 2019`, `June 8th`, `May, 2015`, `May 2015`.
fn month_day(input: &mut &str, words: &DateWords) -> Result<Dated, EmptyError> {
    let month = month_name(input, words)?;
    gap(input)?;
    let day = |input: &mut &str| {
        let day = day_number(input)?;
        // A point behind "Sept. 12" ends the sentence, unless the year follows.
        let slip = ('.', peek((' ', take_while(4..=4, |c: char| c.is_ascii_digit()))));
        if !input.starts_with('.') || opt(slip).parse_next(input)?.is_some() {
            ordinal(input)?;
        }
        if input.starts_with(':') && input[1..].starts_with(|c: char| c.is_ascii_digit()) {
            Err(EmptyError)
        } else {
            Ok(day)
        }
    };
    if let Some(day) = opt(day).parse_next(input)? {
        let also = opt(|input: &mut &str| second_day(input, words)).parse_next(input)?;
        let year = opt(year_behind).parse_next(input)?;
        return Ok(Dated { also, ..exact(year, month, day)? });
    }
    let year = preceded((opt(','), gap, opt(alt(("de ", "del ", "of ")))), full_year).parse_next(input)?;
    Ok(Dated { year: Some(year), calendar: Calendar::Month(month), also: None })
}

/// Reads `2/17`, `4/19/19`, `11.02.23`, `27.4.`, `10-10 12:41`.
fn numbers(input: &mut &str, led: bool) -> Result<Dated, EmptyError> {
    let first = number(input, 2)?;
    let mark = one_of(['/', '.', '-']).parse_next(input)?;
    if mark == '.' {
        opt(' ').parse_next(input)?;
    }
    let second = number(input, 2)?;
    if !(1..=31).contains(&first) || !(1..=31).contains(&second) || (first > 12 && second > 12) {
        return Err(EmptyError);
    }
    let mut third =
        opt(preceded((mark, opt(' ').verify(move |blank: &Option<char>| mark == '.' || blank.is_none())), year));
    let year = third.parse_next(input)?;
    let rest = *input;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '%');
    let alone = match mark {
        '/' => !rest.starts_with('/'),
        '.' => led || (opt('.').parse_next(input)?.is_some()),
        _ => peek((' ', number_and_colon)).parse_next(input).is_ok(),
    };
    if year.is_none() && !(ends && alone) {
        return Err(EmptyError);
    }
    Ok(Dated { year, calendar: Calendar::Numbers(first, second), also: None })
}

fn number_and_colon(input: &mut &str) -> Result<(), EmptyError> {
    (take_while(1..=2, |c: char| c.is_ascii_digit()), ':').void().parse_next(input)
}
