//! Words that join others and say little alone.

/// Articles, pronouns, prepositions, auxiliaries and conjunctions of the languages most read here, by their
/// length in bytes.
const LIGHT: [&[&str]; 7] = [
    &[],
    &["a", "d", "e", "i", "l", "o", "y"],
    &[
        "an", "as", "at", "au", "be", "by", "ce", "da", "de", "di", "do", "du", "el", "en", "er", "es", "et", "he",
        "if", "il", "im", "in", "is", "it", "la", "le", "lo", "of", "on", "or", "os", "ou", "se", "so", "to", "um",
        "un", "us", "we", "zu", "à", "в", "и", "о", "с", "و",
    ],
    &[
        "all", "and", "any", "are", "auf", "aux", "but", "can", "com", "con", "das", "dei", "del", "dem", "den", "der",
        "des", "die", "dos", "een", "ein", "est", "for", "had", "has", "her", "het", "his", "ist", "its", "las", "les",
        "los", "may", "mit", "nos", "our", "par", "por", "que", "qui", "she", "sur", "the", "una", "und", "une", "van",
        "von", "was", "who", "you", "zum", "zur", "が", "で", "と", "に", "の", "は", "も", "を", "一", "也", "了",
        "和", "在", "是", "有", "的",
    ],
    &[
        "been", "eine", "from", "für", "have", "oder", "para", "pour", "sich", "such", "that", "them", "they", "this",
        "were", "will", "with", "your", "на", "في", "من",
    ],
    &["einer", "other", "their", "these", "those", "which"],
    &[],
];

/// Tells whether a word only joins others; negations and figures never do.
pub(crate) fn is_light(word: &str) -> bool {
    LIGHT.get(word.len()).is_some_and(|lights| lights.iter().any(|light| light.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_are_light_and_negations_are_not() {
        assert!(is_light("The") && is_light("à"));
        assert!(!is_light("not") && !is_light("ferry") && !is_light("nicht"));
    }
}
