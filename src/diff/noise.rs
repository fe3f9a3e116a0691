//! Differences that readers take as none.

use std::borrow::Cow;

use super::Noise;
use crate::text::{fold_dashes, fold_normal_form, fold_quote};

/// Tells which class of noise parts two different words, if noise is all that parts them.
///
/// `opens` says that the word opens its sentence on one side at least: only there is a capital no news. Several
/// classes at once count as the last of them.
pub(super) fn between(before: &str, after: &str, opens: bool) -> Option<Noise> {
    let mut sides = (Cow::Borrowed(before), Cow::Borrowed(after));
    for (noise, step) in STEPS {
        sides = (step(sides.0), step(sides.1));
        if sides.0 == sides.1 {
            return Some(*noise);
        }
    }
    (opens && differ_in_first_capital(&sides.0, &sides.1)).then_some(Noise::Case)
}

/// Brings a word into one style.
type Step = fn(Cow<'_, str>) -> Cow<'_, str>;

const STEPS: &[(Noise, Step)] = &[(Noise::NormalForm, normal_form), (Noise::QuoteStyle, quotes), (Noise::Dash, dashes)];

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
fn differ_in_first_capital(before: &str, after: &str) -> bool {
    let (mut before, mut after) = (before.chars(), after.chars());
    let (Some(first), Some(other)) = (before.next(), after.next()) else { return false };
    before.as_str() == after.as_str() && first.to_lowercase().eq(other.to_lowercase())
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
        assert_eq!(between("the", "The", true), Some(Noise::Case));
    }

    #[test]
    fn meaning_is_never_noise() {
        for (before, after) in [("5", "-5"), ("can", "can't"), ("US", "us"), ("apple", "Apple"), ("m", "km")] {
            assert_eq!(between(before, after, false), None, "{before} → {after}");
        }
        assert_eq!(between("US", "us", true), None);
    }
}
