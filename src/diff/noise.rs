//! Differences that readers take as none.

use std::borrow::Cow;

use super::Noise;
use crate::text::{fold_dashes, fold_normal_form, fold_quote, is_space};

/// Tells which class of noise parts two different words, if noise is all that parts them.
///
/// `opens` says that the word opens its sentence on one side at least: only there is a capital no news. Several
/// classes at once count as the last of them.
pub(super) fn between(before: &str, after: &str, opens: bool) -> Option<Noise> {
    let mut sides = (Cow::Borrowed(before), Cow::Borrowed(after));
    // In an address every sign counts, and a minus is no dash.
    let strict = is_address(before) || is_address(after) || minus_became_dash(before, after);
    let steps = if strict { &STEPS[..1] } else { STEPS };
    for (noise, step) in steps {
        sides = (step(sides.0), step(sides.1));
        if sides.0 == sides.1 {
            return Some(*noise);
        }
    }
    (opens && differ_in_first_capital(&sides.0, &sides.1)).then_some(Noise::Case)
}

/// Brings a word into one style.
type Step = fn(Cow<'_, str>) -> Cow<'_, str>;

const STEPS: &[(Noise, Step)] =
    &[(Noise::NormalForm, normal_form), (Noise::Space, blanks), (Noise::QuoteStyle, quotes), (Noise::Dash, dashes)];

/// Tells whether a word leads somewhere: a link or a mail address.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || (word.contains('/') && word.contains('.'))
}

/// Tells whether a minus (U+2212) stands on one side and a longer dash on the other: `5−3` is two, `5–3` a score.
///
/// A hyphen stands for both.
fn minus_became_dash(before: &str, after: &str) -> bool {
    let minus = |word: &str| word.contains('\u{2212}');
    let dash = |word: &str| word.contains(|sign| matches!(sign, '\u{2012}'..='\u{2015}'));
    (minus(before) && dash(after)) || (dash(before) && minus(after))
}

/// Makes the blanks that part the thousands of a figure one kind of blank.
fn blanks(word: Cow<'_, str>) -> Cow<'_, str> {
    if word.contains(is_space) {
        return Cow::Owned(word.replace(is_space, " "));
    }
    word
}

fn quotes(word: Cow<'_, str>) -> Cow<'_, str> {
    if word.contains(|character| fold_quote(character) != character) {
        return Cow::Owned(word.chars().map(fold_quote).collect());
    }
    word
}

fn dashes(word: Cow<'_, str>) -> Cow<'_, str> {
    match fold_dashes(&word) {
        Cow::Borrowed(same) if same.len() == word.len() => word,
        folded => Cow::Owned(folded.into_owned()),
    }
}

fn normal_form(word: Cow<'_, str>) -> Cow<'_, str> {
    match fold_normal_form(&word) {
        Cow::Borrowed(_) => word,
        Cow::Owned(folded) => Cow::Owned(folded),
    }
}

/// Tells whether two words differ in the capital they begin with and in nothing else.
///
/// Where other capitals stand in the word it is a name or unit (`McDonald`, `MW`), and so may be a consonant alone (`m`).
fn differ_in_first_capital(before: &str, after: &str) -> bool {
    let (mut before, mut after) = (before.chars(), after.chars());
    let (Some(first), Some(other)) = (before.next(), after.next()) else { return false };
    let rest = before.as_str();
    rest == after.as_str()
        && !rest.contains(char::is_uppercase)
        && (!rest.is_empty() || !is_unit(first))
        && first.to_lowercase().eq(other.to_lowercase())
}

/// Tells whether a letter alone may be a unit rather than a word: `m` and `M`, but not `a`, `y` or `w`.
fn is_unit(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        && !matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'w' | 'y' | 'z')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_is_told_by_its_class() {
        assert_eq!(between("don’t", "don't", false), Some(Noise::QuoteStyle));
        assert_eq!(between("3–5", "3-5", false), Some(Noise::Dash));
        assert_eq!(between("—", "--", false), Some(Noise::Dash));
        assert_eq!(between("é", "e\u{301}", false), Some(Noise::NormalForm));
        assert_eq!(between("1\u{a0}200", "1\u{202f}200", false), Some(Noise::Space));
        assert_eq!(between("the", "The", true), Some(Noise::Case));
        assert_eq!(between("a", "A", true), Some(Noise::Case));
    }

    #[test]
    fn meaning_is_never_noise() {
        for (before, after) in [("5", "-5"), ("can", "can't"), ("US", "us"), ("apple", "Apple"), ("m", "km")] {
            assert_eq!(between(before, after, false), None, "{before} → {after}");
        }
        for (before, after) in [("US", "us"), ("mW", "MW"), ("m", "M"), ("McLean", "mcLean")] {
            assert_eq!(between(before, after, true), None, "{before} → {after}");
        }
        for (before, after) in [("5−3", "5–3"), ("https://a.example/3-5", "https://a.example/3–5")] {
            assert_eq!(between(before, after, false), None, "{before} → {after}");
        }
    }
}
