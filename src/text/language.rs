//! The language a text is written in.

use std::borrow::Cow;

use whatlang::{Lang, detect};

/// Guesses the language of a text, as its ISO 639-1 code, when the text is long and clear enough to tell.
///
/// Of a text of more than 1,500 characters, 500 are looked at from its beginning, its middle and its end each: more of
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
    let found = detect(&sample(text)).filter(whatlang::Info::is_reliable)?;
    short_code(found.lang())
}

/// Takes three stretches of a long text, which begin and end with whole words where words are parted by blanks.
fn sample(text: &str) -> Cow<'_, str> {
    /// Characters of a stretch.
    const STRETCH: usize = 500;
    let length = text.chars().count();
    if length <= 3 * STRETCH {
        return Cow::Borrowed(text);
    }
    let middle = (length - STRETCH) / 2;
    let stretches = [0, middle, length - STRETCH].map(|from| {
        let stretch: String = text.chars().skip(from).take(STRETCH).collect();
        let inside = stretch.trim_matches(|letter: char| !letter.is_whitespace());
        if inside.is_empty() { stretch } else { inside.to_owned() }
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
    fn a_long_text_without_blanks_is_told_by_its_letters() {
        assert_eq!(language(&"渡轮在哈尔附近沉没，所有人都获救了".repeat(200)), Some("zh"));
        assert_eq!(language(&"42".repeat(2000)), None);
    }
}
