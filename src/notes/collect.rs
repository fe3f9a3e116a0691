//! The notes of a text, line by line, with the lines that belong to them.

use std::ops::Range;

use super::cues::Cues;
use super::date::scan;
use super::mask::Masked;
use super::note::NoteKind;
use super::raw::{Raw, Timed, in_line};

/// Reads the line of a text that stands there.
type ReadLine<'a> = &'a mut dyn FnMut(&Range<usize>) -> Vec<Raw>;

/// Finds the stretches of a text that are notes, in text order.
pub(super) fn collect(text: &str, cues: &Cues) -> Vec<Raw> {
    collect_with(text, cues, &mut |line| read_line(line, cues))
}

/// Finds the stretches of a text that are notes, each line read by `read`, whose places count from the line's start.
pub(super) fn collect_with(text: &str, cues: &Cues, read: &mut dyn FnMut(&str) -> Vec<Raw>) -> Vec<Raw> {
    let mut read = |line: &Range<usize>| {
        let mut raws = read(&text[line.clone()]);
        for raw in &mut raws {
            raw.shift(line.start);
        }
        raws
    };
    let lines = lines(text);
    let mut raws = Vec::new();
    let mut next = 0;
    while next < lines.len() {
        let mut found = read(&lines[next]);
        next += 1;
        if let Some(mut last) = found.pop() {
            next = take_following(text, (&lines, next), &mut last, &mut found, (cues, &mut read));
            found.push(last);
        }
        raws.append(&mut found);
    }
    raws
}

/// Finds the notes of a line, if it passes the gate.
pub(super) fn read_line(line: &str, cues: &Cues) -> Vec<Raw> {
    cues.passes(line).map_or_else(Vec::new, |passed| in_line(line, &passed, cues))
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
    (lines, mut next): (&[Range<usize>], usize),
    last: &mut Raw,
    found: &mut Vec<Raw>,
    (cues, read): (&Cues, ReadLine<'_>),
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
    if last.heads && last.labelled && last.is_bare(text, cues) {
        // "Correction", the day below it, and the text below that.
        next = take_time_below(text, lines, next, last, cues);
    }
    let Some(below) = lines.get(next).cloned() else { return next };
    let stated = read(&below);
    let starts_there = stated.first().filter(|raw| text[below.start..raw.span.start].trim().len() < 6);
    let is_free = starts_there.is_none();
    let is_sentence = starts_there.is_some_and(|raw| !raw.labelled && raw.kind != NoteKind::Published);
    if ends_open(text, last) && starts_there.is_some_and(|raw| raw.labelled) {
        // "… to reflect the following correction:" points at the note below, which says it all.
        if let Some((first, more)) = stated.split_first() {
            found.extend(more.iter().cloned());
            *last = first.clone();
            return take_following(text, (lines, next + 1), last, found, (cues, read));
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
    use crate::notes::gate::Passed;
    use crate::notes::signs::is_triggered;

    #[test]
    fn no_line_that_holds_a_note_is_turned_away_unread() {
        let gold = [
            include_str!("../../tests/gold/notes/gold-dev.jsonl"),
            include_str!("../../tests/gold/notes/forms.jsonl"),
            include_str!("../../tests/gold/notes/blind.jsonl"),
        ];
        for case in gold.iter().flat_map(|lines| lines.lines()) {
            let case: serde_json::Value = serde_json::from_str(case).expect("the gold set is JSON Lines");
            let cues = Cues::of(case["lang"].as_str().unwrap_or_default());
            let text = case["text"].as_str().unwrap_or_default();
            for line in lines(text) {
                let line = &text[line];
                let all = in_line(line, &Passed::All, cues);
                let passed = read_line(line, cues);
                let starts = |raws: &[Raw]| raws.iter().map(|raw| (raw.span.clone(), raw.kind)).collect::<Vec<_>>();
                assert!(!is_triggered(&cues.language, line) || starts(&all) == starts(&passed), "{line}");
            }
        }
    }

    #[test]
    fn a_time_beside_a_label_passes_the_gate_however_it_is_printed() {
        let printed: [(&str, &str, &[&str]); 5] = [
            (
                "en",
                "Updated",
                &[
                    "2/17 at 1:09 p.m. PT",
                    "Feb. 18, 2019, 10:15 a.m. ET",
                    "08:14 BST, 27 April 2021",
                    "0341 GMT (1141 HKT) May 3",
                    "Mon. at 5 p.m.",
                    "Thursday",
                    "noon",
                    "8th Nov 2023",
                    "10.15 (BST)",
                    "two hours ago",
                    "May 3",
                    "E.T. 10:15",
                    "Sept. 8",
                    "Mon., Sept. 8",
                    "2019-11-19T15:00:00Z",
                    "5 p.m",
                    "Eastern 5:02 p.m.",
                    "yesterday at 5:02 p.m.",
                ],
            ),
            (
                "de",
                "Aktualisiert",
                &["03. Mai 2017, 16.07 Uhr", "am 4.3.2025 um 11 Uhr", "Mo., 4. März", "gestern um 14:05 Uhr", "mittag"],
            ),
            (
                "fr",
                "Mis à jour",
                &["le 8 mai 2016 à 9h05", "mardi 4 mars", "il y a 2 heures", "1er juin", "16 h 05 HNE"],
            ),
            ("ja", "更新", &["2月18日 16時05分", "午後4時", "2025年3月4日(火) 9:00", "3時間前", "月曜日"]),
            ("zh", "更新", &["2019-11-19 15:00", "下午 3:05", "星期二", "北京时间3月5日10:20", "3小时前"]),
        ];
        for (language, label, times) in printed {
            let cues = Cues::of(language);
            for time in times {
                for line in [
                    format!("{label} {time}"),
                    format!("{label}: {time}"),
                    format!("{time} | {label}"),
                    format!("{time} {label}: Ab"),
                    format!("{label} ({time}): Ab"),
                    format!("({label}, {time})"),
                    format!("Ab cd. {label} {time} – Ab"),
                    format!("Ab • {label} {time}"),
                    format!("{time}{label} {time}"),
                    format!("Ab – {time}, {label}: Ab"),
                ] {
                    let all = in_line(&line, &Passed::All, cues);
                    let passed = read_line(&line, cues);
                    let starts = |raws: &[Raw]| raws.iter().map(|raw| (raw.span.clone(), raw.kind)).collect::<Vec<_>>();
                    assert_eq!(starts(&all), starts(&passed), "{line}");
                }
            }
        }
    }
}
