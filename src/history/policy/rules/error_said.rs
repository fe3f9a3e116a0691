//! A correction says what was wrong.

use super::Broken;
use crate::history::check::{quoted, shortened};
use crate::history::policy::step::Step;
use crate::notes::{Claim, Note, NoteKind};
use crate::text::{fold, language};

/// The beginnings of words that speak of what was wrong or of what stood there, by language.
///
/// A correction in a language that is not here is found only when it says nothing at all.
const SPEAKS_OF_ERROR: [(&str, &str); 6] = [
    (
        "en",
        "earlier previous original initial former first wrong incorrect correct right err mistak mis inaccura omit left \
         lack said stat report gave call describ instead rather not no isn wasn didn doesn should transpos spell typo \
         confus attribut quot fals refer had was were suggest impl identif list because due reflect remov name headline \
         caption photo",
    ),
    (
        "de",
        "früher vorherig ursprünglich zunächst zuerst erst falsch fälschlich fehler irrtüm irrtum unrichtig versehentlich \
         statt nicht kein hieß stand schrieb haben hatte war wurde korrekt korrigier richtig tatsächlich fehlt",
    ),
    (
        "fr",
        "précéden antérieur premièr initial origin erreur erron tort faux fausse inexact indiqu écri affirm dit non pas \
         lieu corrig rectifi était avait",
    ),
    (
        "es",
        "anterior previ origin inicial primer error errón equivoc incorrect falso decía indica afirma no lugar sino corrig \
         correg correct era había",
    ),
    ("ja", ""),
    ("zh", ""),
];
/// Fewer words than these name the matter that was wrong ("attendance figure"); more could be the right text alone.
const SENTENCE: usize = 4;
/// What stands in a Japanese or Chinese note that speaks of what was wrong.
const SIGNS_OF_ERROR: [&str; 10] = ["誤", "ではなく", "とあ", "して", "間違", "訂正前", "错", "錯", "原文", "并非"];

/// Finds new corrections that do not say what was wrong, where no other new correction does.
pub(super) fn broken(step: &Step<'_>) -> Broken {
    let fresh = step.fresh();
    let corrections: Vec<&Note> =
        fresh.iter().map(|(_, note)| *note).filter(|note| note.kind == NoteKind::Correction).collect();
    let other_says = fresh.iter().any(|(_, note)| {
        matches!(
            note.kind,
            NoteKind::Clarification | NoteKind::EditorsNote | NoteKind::Amendment | NoteKind::Retraction
        )
    });
    let snapshot = &step.entry.version.snapshot;
    let code = snapshot.language.as_deref().or_else(|| language(snapshot.body.text()));
    if other_says || corrections.iter().any(|note| says_error(note, code)) {
        return Vec::new();
    }
    let silent = corrections.into_iter();
    silent
        .map(|note| (None, format!("the correction {} does not say what was wrong", quoted(&shortened(&note.text)))))
        .collect()
}

/// Tells whether a correction says what was wrong, or could do so in words that are not known here.
fn says_error(note: &Note, language: Option<&str>) -> bool {
    let Some(summary) = &note.summary else { return false };
    if note.claims.iter().any(|claim: &Claim| claim.before.is_some()) {
        return true;
    }
    let primary = language.map(|code| code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase());
    let known = SPEAKS_OF_ERROR.iter().find(|(code, _)| Some(*code) == primary.as_deref());
    let Some((_, beginnings)) = known else { return true };
    let told = fold(summary).into_owned();
    let words = told.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let named = words.len() < SENTENCE && !dense(&told);
    let spoken =
        words.iter().any(|word| beginnings.split_whitespace().any(|beginning| word.starts_with(&*fold(beginning))));
    named || spoken || SIGNS_OF_ERROR.iter().any(|sign| told.contains(sign))
}

/// Tells whether a text is written without blanks between its words.
fn dense(text: &str) -> bool {
    text.chars().any(|letter| matches!(letter as u32, 0x3040..=0x30ff | 0x3400..=0x9fff))
}

#[cfg(test)]
mod tests {
    use crate::history::policy::Rule;
    use crate::history::policy::story::{broken, page};

    const RULE: Rule = Rule::CorrectionWithoutError;

    fn found(notes: &[&str]) -> Vec<String> {
        let after = page("The bridge across the Harl opened in 1978, and it is open today.");
        let after = notes.iter().fold(after, |page, note| page.note(note));
        broken(RULE, &page("The bridge across the Harl opened in 1987, and it is open today."), &after)
    }

    #[test]
    fn a_correction_that_says_nothing_is_found() {
        assert_eq!(
            found(&["This story has been corrected."]),
            ["the correction “This story has been corrected.” does not say what was wrong"]
        );
    }

    #[test]
    fn a_correction_that_gives_the_right_text_alone_is_found() {
        assert_eq!(found(&["Correction: The bridge opened in 1978."]).len(), 1);
    }

    #[test]
    fn a_correction_with_both_halves_is_not() {
        assert_eq!(found(&["Correction: The bridge opened in 1978, not 1987."]), [""; 0]);
    }

    #[test]
    fn a_correction_that_names_the_error_without_quoting_it_is_not() {
        assert_eq!(
            found(&["Correction: An earlier version of this article misstated when the bridge opened. It was 1978."]),
            [""; 0]
        );
        assert_eq!(found(&["Correction: A word was missing in the second paragraph."]), [""; 0]);
        assert_eq!(found(&["Correction: attendance figure."]), [""; 0]);
        assert_eq!(found(&["This article has been corrected to give the right year of the opening."]), [""; 0]);
    }

    #[test]
    fn a_bare_line_beside_a_full_correction_is_not() {
        assert_eq!(
            found(&["This story has been corrected.", "Correction: The bridge opened in 1978, not 1987."]),
            [""; 0]
        );
    }

    #[test]
    fn a_bare_update_is_no_correction() {
        assert_eq!(found(&["This story has been updated."]), [""; 0]);
    }

    #[test]
    fn a_correction_in_german_that_says_what_stood_there_is_not() {
        let note = "Korrektur: In einer früheren Version hieß es, die Brücke sei 1987 eröffnet worden.";
        let found = broken(
            RULE,
            &page("Die Brücke über die Harl wurde 1987 eröffnet und ist heute offen.").language("de"),
            &page("Die Brücke über die Harl wurde 1978 eröffnet und ist heute offen.").language("de").note(note),
        );
        assert_eq!(found, [""; 0]);
    }
}
