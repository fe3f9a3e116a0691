//! The stretch of a note that tells what changed.

use std::ops::Range;

use super::cues::Cues;
use super::mask::{Masked, is_time};

const EDGES: &[char] = &[
    ' ', '\n', '\r', '\t', ':', '：', ',', ';', '*', '_', '+', '•', '—', '–', '-', '\u{a0}', '　', '|', '，', '、',
    '；',
];

/// Returns the stretch of a note's content that tells what changed, if it tells anything.
pub(super) fn of(content: &str, cues: &Cues) -> Option<Range<usize>> {
    of_masked(&Masked::new(content, &cues.words), cues)
}

/// Returns the stretch of a note's content that tells what changed, from the content with its times masked.
pub(super) fn of_masked(masked: &Masked, cues: &Cues) -> Option<Range<usize>> {
    let mut at = 0..masked.text.len();
    trim(&masked.text, &mut at);
    // A lead may hide another; what is left is never nothing but the words of a lead.
    for _ in 0..4 {
        let before = at.clone();
        for tail in &cues.tail {
            if let Some(found) = tail.find(&masked.text[at.clone()])
                && !found.is_empty()
            {
                at.end = at.start + found.start();
                trim(&masked.text, &mut at);
            }
        }
        for lead in &cues.lead {
            let Some(fit) = lead.fit(&masked.text[at.clone()]) else { continue };
            // Group `keep` tells what of the lead belongs to the summary.
            at.start += fit.group("keep").map_or(fit.range().end, |keep| keep.start);
            trim(&masked.text, &mut at);
        }
        if at == before {
            break;
        }
    }
    let told = masked.text[at.clone()].chars().any(|c| c.is_alphanumeric() && !is_time(c));
    told.then(|| masked.range(at))
}

fn trim(text: &str, at: &mut Range<usize>) {
    let start = text[at.clone()]
        .trim_start_matches(EDGES)
        .trim_start_matches(['.', '。', ')', ']', '）', '】'])
        .trim_start_matches(EDGES);
    at.start = at.end - start.len();
    let end = text[at.clone()].trim_end_matches(EDGES);
    at.end = at.start + end.len();
    loop {
        let kept = &text[at.clone()];
        let cut = kept.trim_end_matches(EDGES);
        let cut = match cut.chars().next_back() {
            Some('.' | '。') if !is_abbreviated(cut) => {
                &cut[..cut.len() - cut.chars().next_back().map_or(0, char::len_utf8)]
            }
            Some(close @ (')' | ']' | '）' | '】')) if !cut.contains(opener(close)) => {
                &cut[..cut.len() - close.len_utf8()]
            }
            _ => cut,
        };
        if cut.len() == kept.len() {
            break;
        }
        at.end = at.start + cut.len();
    }
    let kept = &text[at.clone()];
    if let Some(open) = kept.chars().next().filter(|c| matches!(c, '(' | '[' | '（' | '【'))
        && !kept.contains(closer(open))
    {
        at.start += open.len_utf8();
    }
}

/// Tells whether a final point belongs to an abbreviation like "U.S." or "p.m.".
fn is_abbreviated(text: &str) -> bool {
    let mut back = text.chars().rev().skip(1);
    back.next().is_some_and(char::is_alphabetic) && back.next() == Some('.')
}

fn opener(close: char) -> char {
    match close {
        ')' => '(',
        ']' => '[',
        '）' => '（',
        _ => '【',
    }
}

fn closer(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '（' => '）',
        _ => '】',
    }
}
