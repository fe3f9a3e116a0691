//! Where a reader would cut: how strong the border between two words is.

use super::stretch::Stretch;
use crate::text::breaks;

/// How strong the border before a word is, from none to the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Border {
    /// The two stand together without a blank.
    None,
    /// A blank.
    Word,
    /// The end of a clause, or the beginning of a bracket or quotation.
    Clause,
    /// The end of a sentence.
    Sentence,
    /// The end of a line, of a paragraph or of the stretch.
    Line,
}

/// Tells how strong the border before the word numbered `at` is.
pub(super) fn before(side: &Stretch, at: usize) -> Border {
    if at == 0 || at >= side.words.len() {
        return Border::Line;
    }
    let blanks = side.blanks_before(at).of(side.text);
    if blanks.contains('\n') {
        return Border::Line;
    }
    if follows_stop(side, at) {
        return Border::Sentence;
    }
    match side.word(at - 1) {
        "," | ";" | ":" | "–" | "—" | ")" | "]" | "，" | "、" | "；" | "：" => Border::Clause,
        _ if matches!(side.word(at), "(" | "[" | "“" | "„" | "«" | "–" | "—") => Border::Clause,
        _ if blanks.is_empty() => Border::None,
        _ => Border::Word,
    }
}

/// Tells whether a sentence ends before the word numbered `at`: with its stop, or with an empty line.
pub(super) fn parts_sentences(side: &Stretch, at: usize) -> bool {
    breaks(side.blanks_before(at).of(side.text)) >= 2 || follows_stop(side, at)
}

/// Tells whether the stop of a sentence stands before a word, and a blank where the script has blanks.
fn follows_stop(side: &Stretch, at: usize) -> bool {
    let last = (0..at).rev().take(MOST_CLOSERS).find(|index| !is_closer(side.word(*index)));
    let end = last.map_or("", |last| side.word(last));
    matches!(end, "。" | "！" | "？" | "｡") || (!side.blanks_before(at).is_empty() && is_stop(end))
}

/// How many closing marks are looked past for the stop of a sentence.
const MOST_CLOSERS: usize = 4;

fn is_stop(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "..." | "؟" | "۔" | "।")
}

fn is_closer(word: &str) -> bool {
    matches!(word, "\"" | "'" | ")" | "]" | "”" | "’" | "»" | "」" | "』" | "*" | "**" | "_")
}
