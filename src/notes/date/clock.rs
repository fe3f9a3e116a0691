//! Times of day as they are printed: `1:09 p.m.`, `11AM`, `14h05`, `8.00 Uhr`, `0341 GMT`, `18時05分`, `noon`.

use winnow::combinator::{alt, opt, peek, preceded};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::parts::Clock;
use super::words::{DateWords, Meaning};
use super::zone::Zone;

/// A time of day, with the zone printed beside it.
pub(super) struct Timed {
    pub(super) clock: Clock,
    pub(super) zone: Option<Zone>,
}

/// What the word before a number makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Led {
    /// Nothing.
    No,
    /// A time of day, if a point parts two numbers.
    Clock,
    /// An hour, even alone.
    Hour,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Before,
    After,
}

/// Reads a time of day with its zone; `led` says that a word that comes before hours stands before it.
pub(super) fn timed(input: &mut &str, words: &DateWords, led: Led) -> Result<Timed, EmptyError> {
    let before = opt(|input: &mut &str| zone_before(input, words)).parse_next(input)?;
    let start = *input;
    let (clock, half_day) = clock(input, words, if before.is_some() { Led::Hour } else { led })?;
    let after = opt(|input: &mut &str| zone_after(input, words, half_day)).parse_next(input)?;
    if after.is_some() {
        opt(second_zone).parse_next(input)?;
    }
    if is_plain_number(start, input) && after.is_none() {
        return Err(EmptyError);
    }
    Ok(Timed { clock, zone: after.or(before) })
}

/// Tells whether nothing but four digits was read, which needs a zone to be a time.
fn is_plain_number(start: &str, rest: &str) -> bool {
    let read = start[..start.len() - rest.len()].trim();
    read.len() > 2 && read.chars().all(|c| c.is_ascii_digit())
}

fn clock(input: &mut &str, words: &DateWords, led: Led) -> Result<(Clock, bool), EmptyError> {
    alt((
        |input: &mut &str| noon(input, words),
        cjk,
        |input: &mut &str| with_minutes(input, words, led != Led::No),
        |input: &mut &str| hour_only(input, words, led == Led::Hour),
        military,
    ))
    .parse_next(input)
}

fn digits(input: &mut &str, most: usize) -> Result<u32, EmptyError> {
    let text = take_while(1..=most, |c: char| c.is_ascii_digit()).parse_next(input)?;
    if input.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(EmptyError);
    }
    text.parse().map_err(|_| EmptyError)
}

fn two_digits(input: &mut &str) -> Result<u32, EmptyError> {
    let text: &str = take_while(2..=2, |c: char| c.is_ascii_digit()).parse_next(input)?;
    text.parse().map_err(|_| EmptyError)
}

fn blanks(input: &mut &str) -> Result<(), EmptyError> {
    take_while(0..=2, [' ', '\u{a0}', '\u{202f}', '\u{2009}']).void().parse_next(input)
}

fn noon(input: &mut &str, words: &DateWords) -> Result<(Clock, bool), EmptyError> {
    opt("12 ").parse_next(input)?;
    let word = take_while(4.., char::is_alphabetic).parse_next(input)?;
    if words.means(word, Meaning::Noon) { Ok((Clock { hour: 12, minute: None }, true)) } else { Err(EmptyError) }
}

/// Reads `1:09 p.m.`, `13:09:22`, `10.15 BST`, `14h05`, `14 h 37`.
fn with_minutes(input: &mut &str, words: &DateWords, led: bool) -> Result<(Clock, bool), EmptyError> {
    let hour = digits(input, 2)?;
    let mark = alt((one_of([':', '.', '：']), (blanks, one_of(['h', 'H']), blanks).map(|((), mark, ())| mark)))
        .parse_next(input)?;
    let minute = two_digits(input)?;
    if input.starts_with(|c: char| c.is_ascii_digit()) || (mark == '.' && starts_fraction(input)) {
        return Err(EmptyError);
    }
    if mark == ':' {
        opt((':', two_digits, opt(('.', take_while(1..=9, |c: char| c.is_ascii_digit()))))).parse_next(input)?;
    }
    let half = opt(half_day).parse_next(input)?;
    let worded = opt(|input: &mut &str| hour_word(input, words)).parse_next(input)?.is_some();
    let zoned = peek(opt(|input: &mut &str| zone_after(input, words, false))).parse_next(input)?.is_some();
    if mark == '.' && half.is_none() && !worded && !zoned && !led {
        return Err(EmptyError);
    }
    finish(hour, Some(minute), half)
}

/// Tells whether the text goes on as a number or date would, not as a time.
fn starts_fraction(rest: &str) -> bool {
    let mut characters = rest.chars();
    matches!(characters.next(), Some('.' | ',' | '/')) && characters.next().is_some_and(|c| c.is_ascii_digit())
}

/// Reads `11AM`, `4 p.m.`, `8 Uhr`, and a bare hour after a word that comes before hours.
fn hour_only(input: &mut &str, words: &DateWords, led: bool) -> Result<(Clock, bool), EmptyError> {
    let hour = digits(input, 2)?;
    let half = opt(half_day).parse_next(input)?;
    let worded = half.is_none() && opt(|input: &mut &str| hour_word(input, words)).parse_next(input)?.is_some();
    // "ore 14: la foto" goes on behind a colon, "14:30" does not.
    let ended = input.strip_prefix(':').is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let bare = led && (ended || !input.starts_with(['/', '.', '-', ':', '%']));
    if half.is_none() && !worded && !bare {
        return Err(EmptyError);
    }
    finish(hour, None, half)
}

/// Reads `0341`, which is a time only beside a zone.
fn military(input: &mut &str) -> Result<(Clock, bool), EmptyError> {
    let (hour, minute) = (two_digits(input)?, two_digits(input)?);
    if input.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(EmptyError);
    }
    finish(hour, Some(minute), None)
}

/// Reads `18時05分`, `午後4時`, `上午10点`, `下午 3:05`.
fn cjk(input: &mut &str) -> Result<(Clock, bool), EmptyError> {
    let half = opt(alt((
        alt(("午前", "上午", "凌晨", "早上", "오전")).value(Half::Before),
        alt(("午後", "下午", "晚上", "傍晚", "오후")).value(Half::After),
    )))
    .parse_next(input)?;
    blanks(input)?;
    let hour = digits(input, 2)?;
    let mark = one_of(['時', '时', '點', '点', '시', ':', '：']).parse_next(input)?;
    if matches!(mark, ':' | '：') && half.is_none() {
        return Err(EmptyError);
    }
    blanks(input)?;
    let minute = opt((two_digits, opt(one_of(['分', '분']))).map(|(minute, _)| minute)).parse_next(input)?;
    if minute.is_none() && matches!(mark, ':' | '：') {
        return Err(EmptyError);
    }
    finish(hour, minute, half)
}

/// Reads the half of the day: `a.m.`, `PM`, `p.m`, `a. m.`.
fn half_day(input: &mut &str) -> Result<Half, EmptyError> {
    blanks(input)?;
    let half =
        alt((one_of(['a', 'A']).value(Half::Before), one_of(['p', 'P']).value(Half::After))).parse_next(input)?;
    let dotted = opt('.').parse_next(input)?.is_some();
    if dotted {
        opt(one_of([' ', '\u{a0}'])).parse_next(input)?;
    }
    one_of(['m', 'M']).parse_next(input)?;
    if input.starts_with(char::is_alphabetic) {
        return Err(EmptyError);
    }
    if dotted {
        opt('.').parse_next(input)?;
    }
    Ok(half)
}

/// Reads a word after an hour.
fn hour_word(input: &mut &str, words: &DateWords) -> Result<(), EmptyError> {
    blanks(input)?;
    let word = take_while(1.., char::is_alphabetic).parse_next(input)?;
    if words.means(word, Meaning::HourWord) { Ok(()) } else { Err(EmptyError) }
}

/// Reads a zone after a time, and the word "time" after it.
fn zone_after(input: &mut &str, words: &DateWords, any_case: bool) -> Result<Zone, EmptyError> {
    if let Some(minutes) = opt(super::zone::offset).parse_next(input)? {
        return if input.starts_with(|c: char| c.is_alphanumeric()) {
            Err(EmptyError)
        } else {
            Ok(Zone::Offset(minutes))
        };
    }
    if let Some('Z') = input.chars().next()
        && !input[1..].starts_with(char::is_alphanumeric)
    {
        *input = &input[1..];
        return Ok(Zone::Offset(0));
    }
    let open = (blanks, opt(','), blanks, opt('(')).map(|((), _, (), open)| open).parse_next(input)?;
    let zone = match words.zone(input) {
        Some((zone, length)) => {
            *input = &input[length..];
            zone
        }
        None => Zone::abbreviation(input, any_case)?,
    };
    // "(10:15 a.m. ET)": the bracket that closes is not the zone's own.
    if open.is_some() {
        opt(')').parse_next(input)?;
    }
    opt((' ', opt(alt(("standard ", "daylight ", "Standard ", "Daylight "))), alt(("time", "Time"))))
        .parse_next(input)?;
    Ok(zone)
}

/// Reads a zone that stands before a time ("HKT 09:00").
fn zone_before(input: &mut &str, words: &DateWords) -> Result<Zone, EmptyError> {
    let zone = match words.zone(input) {
        Some((zone, length)) => {
            *input = &input[length..];
            zone
        }
        None => Zone::abbreviation(input, false)?,
    };
    (blanks, peek(one_of('0'..='9'))).parse_next(input)?;
    Ok(zone)
}

/// Reads the same instant told once more in another zone ("(1141 HKT)").
fn second_zone(input: &mut &str) -> Result<(), EmptyError> {
    let inner = take_while(3..=14, |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | ' ' | '.'));
    let text: &str = preceded((blanks, '('), inner).parse_next(input)?;
    let zone = text.rsplit(' ').next().unwrap_or_default();
    Zone::abbreviation(&mut &*zone, false)?;
    ')'.void().parse_next(input)
}

/// Puts hour and half of the day together; `15:24pm` is 15:24.
fn finish(hour: u32, minute: Option<u32>, half: Option<Half>) -> Result<(Clock, bool), EmptyError> {
    let hour = match half {
        Some(Half::Before) if hour == 12 => 0,
        Some(Half::After) if hour < 12 => hour + 12,
        _ => hour,
    };
    if hour > 23 || minute.is_some_and(|minute| minute > 59) {
        return Err(EmptyError);
    }
    Ok((Clock { hour, minute }, half.is_some()))
}
