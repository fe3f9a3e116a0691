//! The language a text is written in.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::HashMap;
use whatlang::{Lang, detect};

/// Guesses the language of a text, as its ISO 639-1 code, when the text is long and clear enough to tell.
///
/// Of a text of more than 1,500 bytes, 500 are looked at from its beginning, its middle and its end each: more of
/// them tell no more, and cost an import a third of its time.
///
/// ```
/// use variorum::text::language;
/// let text = "Das Schiff verließ den Hafen am Morgen und kehrte am Abend nicht zurück.";
/// assert_eq!(language(text), Some("de"));
/// assert_eq!(language("42"), None);
/// ```
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    let sample = sample(text);
    by_frequent_words(&sample).or_else(|| {
        let found = detect(&sample).filter(whatlang::Info::is_reliable)?;
        short_code(found.lang())
    })
}

/// Languages that are told by words which each text of theirs is full of, and no other language is.
///
/// Words that neighbours share are left out: `de` is in seven of them, `que` in three, `der` is Danish too.
const FREQUENT: &[(&str, &[&str])] = &[
    ("de", &["auch", "auf", "das", "dem", "die", "ein", "eine", "für", "ist", "mit", "nicht", "sich", "und", "von"]),
    ("en", &["and", "for", "from", "of", "that", "the", "their", "to", "which", "with"]),
    ("es", &["del", "el", "está", "fue", "las", "los", "más", "pero", "según", "sus", "una", "y"]),
    ("fr", &["au", "aux", "dans", "des", "du", "est", "et", "il", "les", "pas", "pour", "qui", "sur", "une"]),
    ("it", &["che", "dei", "della", "delle", "di", "gli", "il", "nel", "per", "più", "sono", "è"]),
    ("nl", &["aan", "bij", "dat", "een", "het", "met", "naar", "niet", "ook", "op", "van", "voor", "wordt", "zijn"]),
    ("pt", &["ao", "as", "com", "da", "do", "e", "em", "foi", "mais", "não", "os", "pela", "pelo", "são", "um", "uma"]),
];

/// Tells the language of a text that is full of the words of one and has few of the others: that costs a twentieth of
/// what a guess by its letters does, whose cost no text is too short for.
fn by_frequent_words(text: &str) -> Option<&'static str> {
    /// How many of its words a text must have.
    const FEWEST: usize = 20;
    /// The languages that a word is of, as bits.
    static LANGUAGES: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
        let mut languages = HashMap::default();
        for (bit, (_, words)) in FREQUENT.iter().enumerate() {
            words.iter().for_each(|word| *languages.entry(*word).or_default() |= 1 << bit);
        }
        languages
    });
    let (mut words, mut counts) = (0, [0; FREQUENT.len()]);
    for word in text.to_lowercase().split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        if let Some(of) = LANGUAGES.get(word) {
            (0..).zip(&mut counts).for_each(|(bit, count)| *count += usize::from(of >> bit & 1));
        }
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let others = counts.iter().enumerate().filter(|(other, _)| *other != best).map(|(_, count)| *count).max()?;
    let clear = *most >= FEWEST && most * 10 >= words && others * 3 <= *most;
    clear.then_some(FREQUENT[best].0)
}

/// Takes three stretches of a long text, which begin and end with whole words where words are parted by blanks.
fn sample(text: &str) -> Cow<'_, str> {
    /// Bytes of a stretch.
    const STRETCH: usize = 500;
    if text.len() <= 3 * STRETCH {
        return Cow::Borrowed(text);
    }
    let middle = (text.len() - STRETCH) / 2;
    let stretches = [0, middle, text.len() - STRETCH].map(|from| {
        let stretch = &text[text.ceil_char_boundary(from)..text.floor_char_boundary(from + STRETCH)];
        let inside = stretch.trim_matches(|letter: char| !letter.is_whitespace());
        if inside.is_empty() { stretch } else { inside }
    });
    Cow::Owned(stretches.join(" "))
}

/// Finds the two-letter code for the language, where one is in use.
fn short_code(lang: Lang) -> Option<&'static str> {
    const CODES: &[(Lang, &str)] = &[
        (Lang::Ara, "ar"),
        (Lang::Ben, "bn"),
        (Lang::Bul, "bg"),
        (Lang::Cat, "ca"),
        (Lang::Ces, "cs"),
        (Lang::Cmn, "zh"),
        (Lang::Dan, "da"),
        (Lang::Deu, "de"),
        (Lang::Ell, "el"),
        (Lang::Eng, "en"),
        (Lang::Est, "et"),
        (Lang::Fin, "fi"),
        (Lang::Fra, "fr"),
        (Lang::Heb, "he"),
        (Lang::Hin, "hi"),
        (Lang::Hrv, "hr"),
        (Lang::Hun, "hu"),
        (Lang::Ind, "id"),
        (Lang::Ita, "it"),
        (Lang::Jpn, "ja"),
        (Lang::Khm, "km"),
        (Lang::Kor, "ko"),
        (Lang::Lit, "lt"),
        (Lang::Lav, "lv"),
        (Lang::Mkd, "mk"),
        (Lang::Mya, "my"),
        (Lang::Nld, "nl"),
        (Lang::Nob, "nb"),
        (Lang::Pes, "fa"),
        (Lang::Pol, "pl"),
        (Lang::Por, "pt"),
        (Lang::Ron, "ro"),
        (Lang::Rus, "ru"),
        (Lang::Slk, "sk"),
        (Lang::Slv, "sl"),
        (Lang::Spa, "es"),
        (Lang::Srp, "sr"),
        (Lang::Swe, "sv"),
        (Lang::Tam, "ta"),
        (Lang::Tgl, "tl"),
        (Lang::Tha, "th"),
        (Lang::Tur, "tr"),
        (Lang::Ukr, "uk"),
        (Lang::Urd, "ur"),
        (Lang::Vie, "vi"),
    ];
    CODES.iter().find(|(known, _)| *known == lang).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Das Schiff verließ den Hafen am Morgen und kehrte am Abend nicht zurück. ";

    #[test]
    fn of_a_long_text_the_beginning_the_middle_and_the_end_are_looked_at() {
        let text = GERMAN.repeat(100);
        let sample = sample(&text);
        assert!((1400..1510).contains(&sample.chars().count()), "{} characters", sample.chars().count());
        assert!(sample.split_whitespace().all(|word| text.contains(word)) && sample.contains(" Schiff verließ den "));
        assert_eq!(language(&text), Some("de"));
    }

    #[test]
    fn frequent_words_tell_a_language_and_none_of_its_neighbours() {
        let told = [
            (
                "de",
                "Die Fähre ist am Montag mit 40 Menschen gesunken, und das Unternehmen hat sich nicht dazu geäußert.",
            ),
            (
                "en",
                "The ferry sank on Monday with 40 people, and the company did not answer to questions of the press.",
            ),
            (
                "es",
                "El transbordador se hundió el lunes con 40 personas y la empresa no respondió a las preguntas del diario.",
            ),
            (
                "fr",
                "Le bac a coulé lundi dans le port avec 40 personnes et la société ne répond pas aux questions des journaux.",
            ),
            (
                "it",
                "Il traghetto è affondato lunedì nel porto con 40 persone e la società non risponde alle domande dei giornali.",
            ),
            (
                "nl",
                "Het veer is maandag met 40 mensen gezonken en het bedrijf wilde niet op vragen van een krant ingaan.",
            ),
            (
                "pt",
                "O barco afundou na segunda-feira com 40 pessoas e a empresa não respondeu às perguntas da imprensa e do porto.",
            ),
        ];
        for (code, text) in told {
            assert_eq!(by_frequent_words(&text.repeat(8)), Some(code), "{text}");
            assert_eq!(by_frequent_words(text), None, "{text} is too short");
            assert_eq!(detect(text).and_then(|found| short_code(found.lang())), Some(code), "{text}");
        }
        let neighbours = [
            "El transbordador es va enfonsar dilluns amb 40 persones a bord i l'empresa no ha respost a les preguntes.", // ca
            "O transbordador afundiu o luns con 40 persoas a bordo e a empresa non respondeu ás preguntas dos xornais.", // gl
            "Feribotul s-a scufundat luni cu 40 de oameni la bord, iar compania nu a răspuns la întrebările presei.", // ro
            "Die veerboot het Maandag met 40 mense aan boord gesink en die maatskappy het nie op vrae geantwoord nie.", // af
            "Færgen sank mandag med 40 mennesker om bord, og selskabet svarede ikke på spørgsmål fra en avis.", // da
            "Färjan sjönk i måndags med 40 människor ombord, och bolaget svarade inte på frågor från en tidning.", // sv
            "La pramŝipo sinkis lundon kun 40 homoj, kaj la kompanio ne respondis al la demandoj de la gazetaro.", // eo
            "D'Fähr ass e Méindeg mat 40 Leit ënnergaangen, an d'Firma huet net op d'Froe vun der Press geäntwert.", // lb
        ];
        for text in neighbours {
            assert_eq!(by_frequent_words(&text.repeat(8)), None, "{text}");
        }
    }

    #[test]
    fn a_long_text_without_blanks_is_told_by_its_letters() {
        assert_eq!(language(&"渡轮在哈尔附近沉没，所有人都获救了".repeat(200)), Some("zh"));
        assert_eq!(language(&"42".repeat(2000)), None);
    }
}
