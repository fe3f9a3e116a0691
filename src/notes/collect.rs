//! The notes of a text, line by line, with the lines that belong to them.

use std::ops::Range;

use super::cues::Cues;
use super::date::scan;
use super::mask::Masked;
use super::note::NoteKind;
use super::raw::{Raw, Timed, in_line};

/// Finds the stretches of a text that are notes, in text order.
pub(super) fn collect(text: &str, cues: &Cues) -> Vec<Raw> {
    let lines = lines(text);
    let mut raws = Vec::new();
    let mut next = 0;
    while next < lines.len() {
        let line = lines[next].clone();
        next += 1;
        if !cues.may_hold_note(&text[line.clone()]) {
            continue;
        }
        let mut found = in_line(&text[line.clone()], line.start, cues);
        if let Some(mut last) = found.pop() {
            next = take_following(text, &lines, next, &mut last, &mut found, cues);
            found.push(last);
        }
        raws.append(&mut found);
    }
    raws
}

/// Returns where the lines with text stand.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let start = at + line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            lines.push(start..at + line.trim_end().len());
        }
        at += line.len() + 1;
    }
    lines
}

/// Lets a note take the lines below it that belong to it; tells which line is next.
fn take_following(
    text: &str,
    lines: &[Range<usize>],
    mut next: usize,
    last: &mut Raw,
    found: &mut Vec<Raw>,
    cues: &Cues,
) -> usize {
    if last.heads && last.kind == NoteKind::Update && last.is_bare(text, cues) {
        let items = listed_below(text, &lines[next..], last, cues);
        if let Some((item, before)) = items.split_last() {
            next += items.len();
            found.extend(before.iter().cloned());
            *last = item.clone();
            return next;
        }
    }
    let Some(below) = lines.get(next).cloned() else { return next };
    let stated = in_line(&text[below.clone()], below.start, cues);
    let starts_there = stated.first().filter(|raw| text[below.start..raw.span.start].trim().len() < 6);
    let is_free = starts_there.is_none();
    let is_sentence = starts_there.is_some_and(|raw| !raw.labelled && raw.kind != NoteKind::Published);
    if ends_open(text, last) && starts_there.is_some_and(|raw| raw.labelled) {
        // "… to reflect the following correction:" points at the note below, which says it all.
        if let Some((first, more)) = stated.split_first() {
            found.extend(more.iter().cloned());
            *last = first.clone();
            return take_following(text, lines, next + 1, last, found, cues);
        }
    }
    let speaks_on = last.labelled
        && last.is_bare(text, cues)
        && (is_free || is_sentence)
        && (last.heads || carries_on(text, &below, cues));
    if speaks_on && !is_only_time(&text[below.clone()], cues) && last.kind != NoteKind::Published {
        if starts_there.is_some_and(|raw| raw.time.is_some()) && last.time.is_none() {
            last.time = starts_there.and_then(|raw| raw.time.clone());
        }
        last.content = below.clone();
        last.span.end = below.end;
        next += 1;
    } else if is_free && is_wrapped(text, last, &below) {
        last.content.end = below.end;
        last.span.end = below.end;
        next += 1;
    }
    take_time_below(text, lines, next, last, cues)
}

/// Lets a note take the time that stands alone on the line below it.
fn take_time_below(text: &str, lines: &[Range<usize>], next: usize, last: &mut Raw, cues: &Cues) -> usize {
    let Some(below) = lines.get(next) else { return next };
    if last.time.is_some() || last.kind == NoteKind::Other || !is_only_time(&text[below.clone()], cues) {
        return next;
    }
    let time = scan(&text[below.clone()], &cues.words).into_iter().next();
    last.time = time.map(|time| Timed::new(time, below.start));
    last.span.end = below.end;
    next + 1
}

fn is_only_time(line: &str, cues: &Cues) -> bool {
    let masked = Masked::new(line, &cues.words);
    masked.times.len() == 1 && !masked.text.chars().any(char::is_alphanumeric)
}

/// Tells whether a note ends in a colon.
fn ends_open(text: &str, raw: &Raw) -> bool {
    !raw.labelled && text[raw.span.clone()].trim_end().ends_with([':', '：'])
}

/// Tells whether a line goes on with a sentence on an earlier version, which only a note does.
fn carries_on(text: &str, below: &Range<usize>, cues: &Cues) -> bool {
    cues.continues.iter().any(|regex| regex.is_match(&text[below.clone()]))
}

/// Tells whether the line below goes on with the sentence of a note.
fn is_wrapped(text: &str, last: &Raw, below: &Range<usize>) -> bool {
    let gap = &text[last.span.end..below.start];
    let note = text[last.span.clone()].trim_end();
    let adjacent = gap.bytes().filter(|byte| *byte == b'\n').count() == 1 && gap.trim().is_empty();
    adjacent
        && note.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && text[below.start..].starts_with(char::is_lowercase)
}

/// Reads the lines under a heading ("UPDATES:") that begin with a time each.
fn listed_below(text: &str, lines: &[Range<usize>], head: &Raw, cues: &Cues) -> Vec<Raw> {
    let item = |line: &Range<usize>| {
        let part = &text[line.clone()];
        let first = scan(part, &cues.words).into_iter().next()?;
        let rest = &part[first.at.end..];
        let marked = rest.trim_start().starts_with([':', '：', '—', '–', '-', '|']);
        let leads = part[..first.at.start].trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
        let marks = rest.len() - rest.trim_start_matches([' ', ':', '：', '—', '–', '-', '|']).len();
        (marked && leads).then(|| Raw {
            span: line.clone(),
            content: line.start + first.at.end + marks..line.end,
            time: Some(Timed::new(first, line.start)),
            // The label is the heading's, not in the line.
            named: None,
            heads: false,
            ..head.clone()
        })
    };
    lines.iter().map_while(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::cues::is_triggered;

    #[test]
    fn no_line_that_holds_a_note_is_turned_away_unread() {
        let gold =
            [include_str!("../../tests/gold/notes/gold-dev.jsonl"), include_str!("../../tests/gold/notes/forms.jsonl")];
        for case in gold.iter().flat_map(|lines| lines.lines()) {
            let case: serde_json::Value = serde_json::from_str(case).expect("the gold set is JSON Lines");
            let cues = Cues::of(case["lang"].as_str().unwrap_or_default());
            let text = case["text"].as_str().unwrap_or_default();
            for line in lines(text) {
                let line = &text[line];
                let holds = is_triggered(&cues.language, line) && !in_line(line, 0, cues).is_empty();
                assert!(!holds || cues.may_hold_note(line), "{line}");
            }
        }
    }
}
