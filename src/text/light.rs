//! Words that join others and say little alone.

/// Articles, pronouns, prepositions, auxiliaries and conjunctions of the languages most read here, in byte order.
const LIGHT: &[&str] = &[
    "a", "all", "an", "and", "any", "are", "as", "at", "auf", "au", "aux", "be", "been", "but", "by", "can", "ce",
    "com", "con", "d", "da", "das", "de", "dei", "del", "dem", "den", "der", "des", "di", "die", "do", "dos", "du",
    "e", "een", "ein", "eine", "einer", "el", "en", "er", "es", "est", "et", "for", "from", "für", "had", "has",
    "have", "he", "her", "het", "his", "i", "if", "il", "im", "in", "is", "ist", "it", "its", "l", "la", "las", "le",
    "les", "lo", "los", "may", "mit", "nos", "o", "oder", "of", "on", "or", "os", "other", "ou", "our", "para", "par",
    "por", "pour", "que", "qui", "se", "she", "sich", "so", "such", "sur", "that", "the", "their", "them", "these",
    "they", "this", "those", "to", "um", "un", "una", "und", "une", "us", "van", "von", "was", "we", "were", "which",
    "who", "will", "with", "y", "you", "your", "zu", "zum", "zur", "à", "о", "в", "и", "на", "с", "من", "في", "و",
    "的", "了", "是", "在", "和", "有", "也", "一", "の", "は", "が", "を", "に", "で", "と", "も",
];

/// Tells whether a word only joins others; negations and figures never do.
pub(crate) fn is_light(word: &str) -> bool {
    const LONGEST: usize = 6;
    word.len() <= LONGEST && LIGHT.iter().any(|light| light.len() == word.len() && (light.eq_ignore_ascii_case(word)))
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
