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

/// How many places the table has; a power of two, so many that most words are found at once.
const PLACES: usize = 1024;

/// The words of the lists as numbers, by open addressing; 0 is a free place.
const TABLE: [u64; PLACES] = {
    let mut table = [0; PLACES];
    let mut length = 0;
    while length < LIGHT.len() {
        let mut index = 0;
        while index < LIGHT[length].len() {
            let word = packed(LIGHT[length][index].as_bytes());
            let mut at = place(word);
            while table[at] != 0 {
                at = (at + 1) % PLACES;
            }
            table[at] = word;
            index += 1;
        }
        length += 1;
    }
    table
};

/// Finds where a word is first looked for.
const fn place(word: u64) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize % PLACES
}

/// Writes a word of at most eight bytes as a number, letter case of ASCII aside.
const fn packed(word: &[u8]) -> u64 {
    let (mut number, mut at) = (0, word.len());
    while at > 0 {
        at -= 1;
        number = number << 8 | word[at].to_ascii_lowercase() as u64;
    }
    number
}

/// Tells whether a word only joins others; negations and figures never do.
pub(crate) fn is_light(word: &str) -> bool {
    if word.is_empty() || word.len() >= LIGHT.len() {
        return false;
    }
    let word = packed(word.as_bytes());
    let mut at = place(word);
    while TABLE[at] != 0 {
        if TABLE[at] == word {
            return true;
        }
        at = (at + 1) % PLACES;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_lists_is_found() {
        assert!(LIGHT.concat().iter().all(|word| is_light(word) && is_light(&word.to_ascii_uppercase())));
        assert!(LIGHT.iter().enumerate().all(|(length, words)| words.iter().all(|word| word.len() == length)));
    }

    #[test]
    fn small_words_are_light_and_negations_are_not() {
        assert!(is_light("The") && is_light("à"));
        assert!(!is_light("not") && !is_light("ferry") && !is_light("nicht"));
    }
}
