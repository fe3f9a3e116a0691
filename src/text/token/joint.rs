//! What joins the parts of one word or number.

use super::class::{self, Class};
use super::{abbreviation, address, script};

/// Finds the end of the word or number that begins at `start` and is read up to `at`.
pub(super) fn word_end(text: &str, start: usize, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        at = class::letters_end(bytes, at);
        let Some(next) = bytes.get(at) else { return at };
        let joined = match class::of_byte(*next) {
            Class::Wide => wide_joint(text, at),
            Class::Mark | Class::Lone => {
                if let Some(end) = address::end(text, start, at) {
                    return end;
                }
                mark_joint(text, start, at)
            }
            _ => return at,
        };
        match joined {
            Some(past) => at = past,
            None if *next == b'.' && abbreviation::takes_stop(text, start, at) => {
                at = class::extended(text, at + 1);
                // `U.S.-led` and `U.S.’s` are one word, `U.S.` is the end of it elsewhere.
                if !text[at..].starts_with(['-', '\'', '\u{2019}']) {
                    return at;
                }
            }
            None => return at,
        }
    }
}

/// Tells whether a digit stands at a byte.
pub(super) fn digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// Tells whether a minus or decimal point at `start` belongs to a number behind it: no word ends there.
pub(super) fn stands_free(text: &str, start: usize) -> bool {
    class::char_before(text, start).is_none_or(class::is_opener)
}

/// Finds the first digit of the figure at a byte, behind a sign of money and a decimal point if there are any.
pub(super) fn digits_of(text: &str, at: usize) -> Option<usize> {
    let money =
        class::char_at(text, at).filter(|sign| *sign == '$' || class::is_money(*sign)).map_or(0, char::len_utf8);
    let point = usize::from(text.as_bytes().get(at + money) == Some(&b'.'));
    Some(at + money + point).filter(|at| digit_at(text, *at))
}

/// Finds where a word goes on past an ASCII mark at `at`, if the mark joins.
fn mark_joint(text: &str, start: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if at == start {
        return None;
    }
    let (before, after) = (bytes[at - 1], class::char_at(text, at + 1)?);
    let joins = match bytes[at] {
        b'\'' => joins_apostrophe(text, at, 1),
        b'-' => continues_word(after) && is_compound(bytes, at),
        b'.' => joins_stop(text, start, at, after),
        b',' => in_figure(text, at, after),
        b':' => in_figure(text, at, after) || joins_ending(text, start, at),
        b'*' => is_gendered(text, at),
        b'/' => in_figure(text, at, after) && !(start > 0 && bytes[start - 1] == b'/'),
        b'"' => before >= 128 && class::char_before(text, at).is_some_and(is_hebrew) && is_hebrew(after),
        b'&' => before.is_ascii_uppercase() && after.is_ascii_uppercase(),
        b'$' => at - start <= 3 && before.is_ascii_uppercase() && after.is_ascii_digit(),
        _ => false,
    };
    joins.then_some(at + 1)
}

/// Finds where a word goes on past a character beyond ASCII at `at`, if it does.
fn wide_joint(text: &str, at: usize) -> Option<usize> {
    let wide = class::char_at(text, at)?;
    let past = at + wide.len_utf8();
    let mark = matches!(wide, '\u{2010}'..='\u{201f}' | '\u{3000}'..='\u{3003}' | '\u{ff0c}');
    let joins = if !mark && class::is_extender(wide) {
        true
    } else if !mark && wide.is_alphanumeric() {
        !script::is_unspaced(wide)
    } else {
        match wide {
            '\u{2019}' | '\u{2018}' | '\u{ff07}' | '´' => joins_apostrophe(text, at, wide.len_utf8()),
            '\u{2010}' | '\u{2011}' | '\u{5be}' | '·' => class::char_at(text, past).is_some_and(continues_word),
            // What Armenian and Hebrew write inside a word; a single geresh ends an abbreviation too.
            '\u{55a}'..='\u{55f}' | '\u{5f4}' => class::char_at(text, past).is_some_and(char::is_alphabetic),
            '\u{5f3}' => true,
            '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{2044}' | '×' | '\u{66b}' | '\u{66c}' | '．' | '，' | '：' => {
                class::char_at(text, past).is_some_and(|after| in_figure(text, at, after))
            }
            '\u{a0}' | '\u{202f}' | '\u{2009}' => digit_before(text, at) && three_digits(text, past),
            _ => false,
        }
    };
    joins.then_some(past)
}

/// Tells whether digits of any script stand before `at` and in `after`, which follows the mark there.
fn in_figure(text: &str, at: usize, after: char) -> bool {
    after.is_numeric() && class::char_before(text, at).is_some_and(char::is_numeric)
}

/// Tells whether the colon at `at` joins an ending, as Swedish, Finnish and German write it: `EU:s`, `10:ntenä`, `k:a`,
/// `Bürger:innen`.
fn joins_ending(text: &str, start: usize, at: usize) -> bool {
    let bytes = text.as_bytes();
    let short = at == start + 1 || bytes[at - 1].is_ascii_uppercase() || bytes[at - 1].is_ascii_digit();
    let ending = class::char_at(text, at + 1).is_some_and(char::is_lowercase);
    (short && ending) || is_gendered(text, at)
}

/// Tells whether what follows the mark at `at` makes a German noun one for all genders: `Bürger:innen`, `Bürger*in`.
fn is_gendered(text: &str, at: usize) -> bool {
    let rest = &text[at + 1..];
    let Some(rest) = rest.strip_prefix("innen").or_else(|| rest.strip_prefix("in")) else { return false };
    class::char_before(text, at).is_some_and(char::is_lowercase)
        && !rest.starts_with(|next: char| next.is_alphanumeric() || (next == '*' && text[at..].starts_with('*')))
}

fn is_hebrew(letter: char) -> bool {
    matches!(letter, '\u{5d0}'..='\u{5ea}')
}

fn digit_before(text: &str, at: usize) -> bool {
    at > 0 && text.as_bytes()[at - 1].is_ascii_digit()
}

/// Tells whether an apostrophe joins two parts of a name or word, or the thousands of a figure.
fn joins_apostrophe(text: &str, at: usize, length: usize) -> bool {
    let after = class::char_at(text, at + length);
    after.is_some_and(|after| after.is_alphabetic() && !script::is_unspaced(after))
        || digit_before(text, at) && three_digits(text, at + length)
}

/// Tells whether exactly three digits follow, as in grouped thousands.
fn three_digits(text: &str, at: usize) -> bool {
    (at..at + 3).all(|digit| digit_at(text, digit)) && !digit_at(text, at + 3)
}

fn continues_word(after: char) -> bool {
    after.is_alphanumeric() && !script::is_unspaced(after)
}

/// How many hyphens a compound has at most (`state-of-the-art`); what has more is the name of a file or an address.
const MOST_HYPHENS: usize = 3;

/// How far around a hyphen others are looked for, in bytes.
const COMPOUND_REACH: usize = 64;

/// Tells whether the hyphen at `at` belongs to a compound that people read as one word.
fn is_compound(bytes: &[u8], at: usize) -> bool {
    let inner = |byte: &&u8| **byte >= 128 || **byte == b'-' || class::of_byte(**byte) == Class::Word;
    let hyphens = |byte: &&u8| **byte == b'-';
    let behind = bytes[at..].iter().take(COMPOUND_REACH).take_while(inner).filter(hyphens).count();
    let before = bytes[..at].iter().rev().take(COMPOUND_REACH).take_while(inner).filter(hyphens).count();
    behind + before <= MOST_HYPHENS
}

/// Tells whether a full stop stands inside a token: `3.2`, `U.S`, `Ph.D`, `example.org`, but not `end.Next`.
fn joins_stop(text: &str, start: usize, at: usize, after: char) -> bool {
    let Some(letter) = class::char_before(text, at) else { return false };
    if after.is_numeric() {
        return letter.is_numeric() || (after.is_ascii_digit() && letter.is_ascii_alphabetic());
    }
    let place = at - letter.len_utf8();
    let single = place == start || text[..place].ends_with(['.', '-']);
    after.is_lowercase()
        || (after.is_uppercase() && letter.is_alphabetic() && (single || is_title(&text[start..at], &text[at + 1..])))
}

/// Tells whether a stop joins what is written like `Ph.D.` or `EE.UU.`: a part of two letters before another.
fn is_title(part: &str, rest: &str) -> bool {
    let (part, rest) = (part.as_bytes(), rest.as_bytes());
    let doubled = |pair: &[u8]| pair[0].is_ascii_uppercase() && pair[0] == pair[1];
    match (part, rest) {
        ([first, second], [_, b'.', ..]) => first.is_ascii_uppercase() && second.is_ascii_alphabetic(),
        ([_, _], [_, _, b'.', ..]) => doubled(part) && doubled(rest),
        _ => false,
    }
}
