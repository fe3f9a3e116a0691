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
            None => break,
        }
    }
    if bytes[at] == b'.' && abbreviation::takes_stop(text, start, at) {
        return class::extended(text, at + 1);
    }
    at
}

/// Tells whether a digit stands at a byte.
pub(super) fn digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// Tells whether a minus at `start`, `length` bytes long, belongs to the number behind it.
pub(super) fn starts_number(text: &str, start: usize, length: usize) -> bool {
    digit_at(text, start + length)
        && class::char_before(text, start).is_none_or(|before| class::is_space(before) || matches!(before, '(' | '['))
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
        b',' | b':' => before.is_ascii_digit() && after.is_ascii_digit(),
        b'/' => before.is_ascii_digit() && after.is_ascii_digit() && !(start > 0 && bytes[start - 1] == b'/'),
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
            '\u{2019}' | '\u{2018}' | '\u{ff07}' => joins_apostrophe(text, at, wide.len_utf8()),
            '\u{2010}' | '\u{2011}' => class::char_at(text, past).is_some_and(continues_word),
            '\u{2012}' | '\u{2013}' | '\u{2212}' => digit_before(text, at) && digit_at(text, past),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => digit_before(text, at) && three_digits(text, past),
            _ => false,
        }
    };
    joins.then_some(past)
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

/// Tells whether a full stop stands inside a token: `3.2`, `U.S`, `example.org`, but not `end.Next`.
fn joins_stop(text: &str, start: usize, at: usize, after: char) -> bool {
    let bytes = text.as_bytes();
    let single = at == start + 1 || matches!(bytes[at - 2], b'.' | b'-');
    if after.is_ascii_digit() {
        return bytes[at - 1].is_ascii_alphanumeric();
    }
    after.is_lowercase() || (after.is_uppercase() && single && bytes[at - 1].is_ascii_alphabetic())
}
