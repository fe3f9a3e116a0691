//! Spellings that count as one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a word: small letters, no accents, no stops and apostrophes inside, `ß` as `ss`, `œ` as `oe`.
pub(in crate::history) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(|letter| !is_dropped(*letter)).map(|letter| letter.to_ascii_lowercase()).collect();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.nfkd().filter(|letter| !is_combining_mark(*letter) && !is_dropped(*letter)) {
        match letter {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            _ => folded.extend(letter.to_lowercase()),
        }
    }
    folded
}

/// Tells whether a character inside a word says nothing: the stops of `U.S.`, apostrophes.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '.' | '\'' | '’' | '‘' | 'ʼ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_capitals_accents_and_stops() {
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Müßig"), "mussig");
        assert_eq!(fold("doesn’t"), "doesnt");
    }
}
