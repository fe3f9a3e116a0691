//! Labels that are plain words too: what tells a note from a line of the body that begins with one.

use super::cues::Cues;
use super::mask::{Masked, is_time};
use super::note::NoteKind;
use super::pattern::Pattern;
use super::raw::Raw;

/// Leaves out the notes that only look like notes: "Correction: the market fell 10 percent" in running text.
///
/// A label that states a time, stands in capitals, in brackets or alone on its line is trusted. Any other is asked for
/// grounds, words on an error or on this article, if a sentence would begin with a capital and this one does not, or if
/// body text runs on before and behind it.
pub(super) fn grounded(text: &str, raws: Vec<Raw>, cues: &Cues) -> Vec<Raw> {
    let ends: Vec<usize> = raws.iter().map(|raw| raw.span.end).collect();
    let starts: Vec<usize> = raws.iter().skip(1).map(|raw| raw.span.start).chain([text.len()]).collect();
    let places = [0].into_iter().chain(ends.iter().copied()).zip(starts);
    let keeps = |(raw, (before, next)): (&Raw, (usize, usize))| {
        if !raw.labelled {
            return stands_alone(text, raw) || !says_little(text, raw, cues);
        }
        if !is_doubtful(text, raw) {
            return true;
        }
        let content = &text[raw.content.clone()];
        let small = content.trim_start().starts_with(char::is_lowercase);
        let update = raw.kind == NoteKind::Update;
        let between = !update
            && is_body(&text[before.min(raw.span.start)..raw.span.start])
            && is_body(&text[raw.span.end..next.max(raw.span.end)]);
        !(small || between || raw.needs_grounds) || gives(content, if update { &cues.news } else { &cues.grounds })
    };
    let kept: Vec<bool> = raws.iter().zip(places).map(keeps).collect();
    raws.into_iter().zip(kept).filter_map(|(raw, kept)| kept.then_some(raw)).collect()
}

/// Tells whether the first sentence of a note is one that prose says of other things ("This report was updated Monday").
fn says_little(text: &str, raw: &Raw, cues: &Cues) -> bool {
    let masked = Masked::new(&text[raw.span.clone()], &cues.words);
    cues.doubt.iter().any(|regex| regex.is_match(&masked.text))
}

/// Tells whether nothing else stands in the line of a note but that note, one sentence long.
fn stands_alone(text: &str, raw: &Raw) -> bool {
    let before = text[..raw.span.start].rsplit('\n').next().unwrap_or_default();
    let said = text[raw.span.clone()].trim_end();
    let behind = said.split_once(['.', '!', '?']).map_or("", |(_, behind)| behind);
    let is_blank = |part: &str| !part.contains(char::is_alphanumeric);
    is_blank(before) && is_blank(behind)
}

/// Tells whether a note is nothing but a plain word with a colon and what it says.
fn is_doubtful(text: &str, raw: &Raw) -> bool {
    let doubtful_kind = matches!(raw.kind, NoteKind::Update | NoteKind::Correction | NoteKind::Clarification);
    let Some(label) = raw.named.clone().map(|named| &text[named]) else { return false };
    let before = text[..raw.span.start].trim_end_matches(' ');
    let is_marked = before.ends_with(['*', '[', '(', '（', '【', '［', '_', '+', '※', '•', '†', '‡', '▼', '▶']);
    let is_shouted = !label.chars().any(char::is_lowercase) && label.chars().any(char::is_uppercase);
    let same_line = !text[raw.span.start..raw.content.start.max(raw.span.start)].contains('\n');
    let says = text[raw.content.clone()].chars().any(|c| c.is_alphanumeric() && !is_time(c));
    raw.labelled && doubtful_kind && raw.time.is_none() && same_line && says && !is_marked && !is_shouted
}

fn gives(content: &str, grounds: &[Pattern]) -> bool {
    grounds.is_empty() || grounds.iter().any(|regex| regex.is_match(content))
}

/// Tells whether a stretch between notes holds a sentence of the body, not just a headline or byline.
fn is_body(stretch: &str) -> bool {
    stretch.lines().map(str::trim).any(|line| {
        line.split_whitespace().count() > 3 && line.ends_with(['.', '!', '?', '”', '"', '»', '…', '“', '。', '」'])
    })
}
