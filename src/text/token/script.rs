//! Scripts that part no words by blanks: cut by dictionary.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::class;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Tells whether a character belongs to a script written without blanks between words.
#[inline]
pub(super) fn is_unspaced(character: char) -> bool {
    character >= '\u{e00}'
        && matches!(character,
            '\u{e00}'..='\u{eff}' // Thai, Lao
            | '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' // Burmese
            | '\u{1780}'..='\u{17ff}' | '\u{19e0}'..='\u{19ff}' // Khmer
            | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' // kana
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns the ends of the words in the run of such a script that begins at `start`, the first one last.
pub(super) fn word_ends(text: &str, start: usize) -> Vec<usize> {
    let run = text[start..]
        .char_indices()
        .find(|(_, character)| !is_unspaced(*character) && !class::is_extender(*character))
        .map_or(&text[start..], |(length, _)| &text[start..start + length]);
    // The dictionary of some scripts knows no marks and would part them from their letters.
    let whole = |end: &usize| *end > 0 && !run[*end..].starts_with(class::is_extender);
    let mut ends: Vec<usize> = SEGMENTER.segment_str(run).filter(whole).map(|end| start + end).collect();
    ends.reverse();
    ends
}
