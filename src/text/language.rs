//! The language a text is written in.

use whatlang::{Lang, detect};

/// Guesses the language of a text, as its ISO 639-1 code, when the text is long and clear enough to tell.
///
/// ```
/// use variorum::text::language;
/// let text = "Das Schiff verließ den Hafen am Morgen und kehrte am Abend nicht zurück.";
/// assert_eq!(language(text), Some("de"));
/// assert_eq!(language("42"), None);
/// ```
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    let found = detect(text).filter(whatlang::Info::is_reliable)?;
    short_code(found.lang())
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
