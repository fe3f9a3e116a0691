//! Where in a line notes begin: behind a label, or with a sentence that speaks of this article.

use std::cell::LazyCell;
use std::ops::Range;

use super::cues::{Cues, Label, Sentence};
use super::date::{DateWords, Found};
use super::gate::Passed;
use super::mask::{Masked, is_time};
use super::note::NoteKind;
use super::pattern::Fit;

/// The beginning of a note in a masked line.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Where the note begins, its brackets and marks left out.
    pub(super) start: usize,
    /// Where what it says begins.
    pub(super) content: usize,
    /// The label, verb or sentence that made it a note.
    pub(super) named: Range<usize>,
    /// What made it a note.
    pub(super) form: Form,
    /// What the form says of the kind; none for a sentence whose verb says it.
    pub(super) kind: NoteKind,
    /// The time that belongs to the label or verb.
    pub(super) time: Option<Found>,
    /// A time without a label that stands right before it.
    pub(super) beside: Option<Found>,
    /// What stands before it.
    pub(super) left: Left,
    /// Alone on its line it heads the text below it.
    pub(super) heads: bool,
    /// Without a time it is a note only if what it says gives grounds.
    pub(super) needs_grounds: bool,
    /// What follows is no part of the note ("Updated | Body text").
    pub(super) closed: bool,
}

/// What makes a stretch a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A label.
    Label,
    /// A sentence on this article.
    Sentence,
    /// A wire's parenthesis.
    Wire,
}

/// What stands before the beginning of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// Nothing but marks.
    Start,
    /// An open bracket; the line goes on before it.
    Bracket,
    /// The end of a sentence.
    Sentence,
    /// A bar, a dash, a time or the like.
    Separator,
    /// A word or number with no blank between.
    Glued,
}

pub(super) const OPENING: &[char] = &['(', '[', '（', '【', '［', '〔'];
pub(super) const MARKS: &[char] = &[
    ' ', '\t', '*', '•', '-', '–', '—', '_', '+', '｜', '▶', '►', '※', '★', '#', '>', '|', '·', '\u{a0}', '　', '"',
    '“', '■', '●', '◆', '▼', '▽', '◇', '◎', '○', '□', '△', '▲', '=', '~', '†', '‡', '/',
];
pub(super) const ENDS: &[char] =
    &['.', '!', '?', '…', '”', '"', '»', ')', ']', '。', '！', '？', '」', '）', '】', ';', '；', '“'];
pub(super) const SEPARATORS: &[char] = &['|', '｜', '•', '·', '/', '—', '–', '-', '　', ':', '：', '\u{a0}', ','];

/// Finds the beginnings of notes in a masked line, in order; they do not overlap.
pub(super) fn heads(masked: &Masked, passed: &Passed, cues: &Cues) -> Vec<Head> {
    let mut found = if passed.label() { labels(masked, cues) } else { Vec::new() };
    // Most lines do not name this article, and need not be held against the sentences that must.
    let names_this = LazyCell::new(|| cues.own.is_empty() || cues.own.iter().any(|regex| regex.is_match(&masked.text)));
    let fits = |sentence: &Sentence| !sentence.must_name_this() || *names_this;
    let sentences = cues.sentences.iter().enumerate();
    for (_, sentence) in sentences.filter(|(number, sentence)| passed.sentence(*number) && fits(sentence)) {
        for fit in sentence.regex.fits(&masked.text) {
            found.extend(spoken(masked, sentence, &fit, cues));
        }
    }
    // At one place a change says more than a first publication in the same sentence, which is read from it later; a label
    // wins over a sentence, a longer head over a shorter one.
    found.sort_by_key(|head| {
        let weak = head.kind == NoteKind::Published;
        (head.start, weak, head.form != Form::Label, std::cmp::Reverse(head.content))
    });
    let mut kept: Vec<Head> = Vec::new();
    for head in found {
        if kept.last().is_none_or(|last| head.start > last.start && head.start >= reach(last)) {
            kept.push(head);
        }
    }
    kept
}

/// Finds the labels with which notes begin.
fn labels(masked: &Masked, cues: &Cues) -> Vec<Head> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(fit) = cues.label.fit_from(&masked.text, from) {
        let (whole, word) = (fit.range(), fit.group("label"));
        from = word.as_ref().map_or(whole.end, |word| word.end).max(whole.start + 1);
        while !masked.text.is_char_boundary(from) {
            from += 1;
        }
        let times = ["t1", "t2"].iter().find_map(|name| fit.group(name));
        let number = fit.names().filter_map(|name| name.strip_prefix('l')?.parse::<usize>().ok()).min();
        let named = word.unwrap_or_else(|| whole.clone());
        let head = number.and_then(|number| labelled(masked, cues.labels[number], &whole, times, cues));
        found.extend(head.map(|head| Head { named, ..head }));
    }
    found
}

/// How far a head reaches, so that none begins within another; a sentence's words may hold the beginning of a label.
fn reach(head: &Head) -> usize {
    if head.form == Form::Label { head.content } else { head.start + 1 }
}

fn labelled(
    masked: &Masked,
    label: Label,
    whole: &Range<usize>,
    time: Option<Range<usize>>,
    cues: &Cues,
) -> Option<Head> {
    let text = masked.text.as_str();
    let start = whole.start + text[whole.clone()].len() - text[whole.clone()].trim_start().len();
    let (left, before) = left_of(masked, start, &cues.words)?;
    if is_quoted(text, start) || (left != Left::Start && is_in_quotation(&text[..start])) {
        return None;
    }
    let first = text[start..].trim_start_matches(OPENING).chars().next()?;
    let small = first.is_lowercase();
    let time = time.and_then(|range| masked.time_in(range)).cloned();
    // A time that leads the line belongs to the label behind it ("8:54 p.m. | Updated").
    let leading = if time.is_none() { before.clone() } else { None };
    let small_may =
        matches!(left, Left::Start | Left::Bracket | Left::Separator) || (time.is_some() && left == Left::Sentence);
    if (small && !small_may) || (label.needs_time && time.is_none() && leading.is_none()) {
        return None;
    }
    let glued_to_word = text[..start].ends_with(char::is_alphanumeric);
    if (small && left == Left::Separator || glued_to_word) && time.is_none() && leading.is_none() {
        return None;
    }
    let after = text[start..whole.end].trim_end();
    let rest = text[whole.end..].trim_start();
    // "Correction appended." alone on its line is no word of a sentence.
    let is_alone = left == Left::Start && rest.is_empty();
    let is_plain = !is_marked(&text[..start]) && !is_shouted(after) && !is_alone;
    // "Erratum. We had written that …" at the start of a line says what was wrong.
    let is_of_error = matches!(label.kind, NoteKind::Correction | NoteKind::Clarification | NoteKind::Retraction);
    let says_why = || left == Left::Start && is_of_error && cues.grounds.iter().any(|ground| ground.is_match(rest));
    if after.ends_with('.') && time.is_none() && leading.is_none() && is_plain && (small || !says_why()) {
        return None;
    }
    if time.is_some() && !is_bracketed(text, start) && goes_on_as_prose(after, rest, cues) {
        return None;
    }
    // A link in Markdown.
    let is_link =
        (after.ends_with(']') && text[whole.end..].starts_with(['(', ':', '.'])) || (small && after.contains(']'));
    if is_link && time.is_none() && leading.is_none() {
        return None;
    }
    let timed = time.is_some() || leading.is_some();
    let closed = (after.ends_with('|') && !timed) || (timed && rest.starts_with(['|', '•', '·']));
    let beside = if time.is_some() { before } else { None };
    Some(Head {
        start,
        content: whole.end,
        named: whole.clone(),
        form: Form::Label,
        kind: label.kind,
        time: time.or(leading),
        beside,
        left,
        heads: label.heads,
        needs_grounds: label.needs_grounds,
        closed,
    })
}

fn spoken(masked: &Masked, sentence: &Sentence, fit: &Fit<'_>, cues: &Cues) -> Option<Head> {
    let whole = fit.range();
    let text = masked.text.as_str();
    let skipped =
        text[whole.clone()].len() - text[whole.clone()].trim_start_matches(MARKS).trim_start_matches(OPENING).len();
    let start = whole.start + skipped;
    let (left, before) = left_of(masked, start, &cues.words)?;
    let said = fit.group("verb").map_or(whole.end, |verb| verb.end);
    let is_after = sentence.after.as_ref().is_none_or(|after| after.is_match(&text[..start]));
    if !is_after || is_quoted(text, start) || cues.elsewhere.iter().any(|regex| regex.is_match(&text[said..])) {
        return None;
    }
    let leads = masked.text[..start].trim_end().ends_with([':', '：', '—', '–']);
    let before = before.filter(|_| leads);
    if left == Left::Glued || (left == Left::Separator && before.is_none()) {
        return None;
    }
    if sentence.wire && !is_bracketed(text, start) {
        return None;
    }
    let time = fit.group("time").and_then(|time| masked.time_in(time)).cloned();
    // A time that leads the line is the sentence's own ("May 17: This post has been updated.").
    let time = time.or(before);
    let verb_kind = || {
        let verb = fit.words("verb")?;
        cues.verbs.iter().find(|(regex, _)| regex.is_match(verb)).map(|(_, kind)| *kind)
    };
    let kind = match sentence.kind {
        Some(NoteKind::Published) if sentence.published && time.is_none() => NoteKind::Other,
        Some(kind) => kind,
        None => verb_kind().unwrap_or(NoteKind::Update),
    };
    Some(Head {
        start,
        content: start,
        named: fit.group("verb").unwrap_or(start..whole.end),
        form: if sentence.wire { Form::Wire } else { Form::Sentence },
        kind,
        time,
        beside: None,
        left,
        heads: false,
        needs_grounds: false,
        closed: false,
    })
}

/// Tells whether a text ends with a time and a full stop, and other words before.
fn is_sentence_end(text: &str) -> bool {
    let Some(before) = text.strip_suffix('.') else { return false };
    before.ends_with(is_time) && before.chars().filter(|c| c.is_alphanumeric()).count() > 12
}

/// Tells whether marks stand before a label, which body text does not have ("*** Corrected. …").
fn is_marked(before: &str) -> bool {
    before.trim_end().ends_with(['*', '[', '(', '_', '+', '※', '•'])
}

/// Tells whether a quotation is open at the end of a text: whoever is quoted corrects themselves.
fn is_in_quotation(before: &str) -> bool {
    let open = |opening: char, closing: &[char]| {
        before.rfind(opening).is_some_and(|at| !before[at + opening.len_utf8()..].contains(closing))
    };
    if before.contains('„') {
        open('„', &['“', '”', '"'])
    } else {
        open('“', &['”', '"']) || open('«', &['»']) || open('「', &['」'])
    }
}

/// Tells whether an opening quotation mark stands right before a place: somebody else's words follow.
fn is_quoted(text: &str, start: usize) -> bool {
    let mut back = text[..start].chars().rev();
    let opens = back.next().is_some_and(|mark| matches!(mark, '“' | '"' | '„' | '«' | '‘' | '「' | '『'));
    opens && back.next().is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '：' | '—' | '–' | '(' | '（'))
}

/// Tells whether a sentence on something else goes on behind the time of a label ("Revised on Tuesday, the plan …").
fn goes_on_as_prose(label: &str, rest: &str, cues: &Cues) -> bool {
    let may = label.ends_with(',') || label.ends_with(is_time);
    let is_small = rest.starts_with(char::is_lowercase);
    let carries = || cues.carry.iter().chain(&cues.lead).any(|regex| regex.is_match(rest));
    let is_label = || cues.label.find(rest).is_some_and(|label| label.start() == 0);
    may && is_small && !cues.carry.is_empty() && !carries() && !is_label()
}

/// Tells whether a label stands in capitals.
fn is_shouted(label: &str) -> bool {
    !label.chars().any(char::is_lowercase)
}

fn is_bracketed(text: &str, start: usize) -> bool {
    text[..start].trim_end_matches([' ', '*']).ends_with(OPENING)
}

/// Tells what stands before a place, and the unlabelled time that leads up to it; none where no note can begin.
fn left_of(masked: &Masked, start: usize, words: &DateWords) -> Option<(Left, Option<Found>)> {
    let text = &masked.text[..start];
    let trimmed = text.trim_end_matches(MARKS);
    let Some(last) = trimmed.chars().next_back() else { return Some((Left::Start, None)) };
    let glued = trimmed.len() == text.len();
    if OPENING.contains(&last) {
        let outer = trimmed.trim_end_matches(OPENING).trim_end_matches(MARKS);
        return Some(if outer.is_empty() { (Left::Start, None) } else { (Left::Bracket, None) });
    }
    // A dateline, or the end of a sentence that ends in a time.
    if last == ')' && text.ends_with("— ") || (is_sentence_end(trimmed) && !glued) {
        return Some((Left::Sentence, None));
    }
    // "Posted at 5:55 AM and last updated 9:14 AM".
    let joined = |(before, word): (&str, &str)| before.ends_with(is_time) && words.is_and(word);
    if !glued && trimmed.rsplit_once(' ').is_some_and(joined) {
        return Some((Left::Separator, None));
    }
    let bare = trimmed.trim_end_matches([':', '：', '.', ',', ';', ' ', ')', ']', '）', '】']);
    if let Some(sign) = bare.chars().next_back().filter(|sign| is_time(*sign)) {
        let outer = bare[..bare.len() - sign.len_utf8()].trim_end_matches(MARKS);
        let leads = outer.is_empty() || outer.ends_with(OPENING);
        let time = masked.time(sign).cloned();
        let left = if leads && outer.is_empty() { Left::Start } else { Left::Separator };
        let short = outer.chars().filter(|c| c.is_alphanumeric()).count() < 4;
        return Some((
            left,
            if leads || short || masked.text[start..].starts_with(char::is_uppercase) { time } else { None },
        ));
    }
    let next_is_capital = masked.text[start..].chars().next().is_some_and(|c| !c.is_lowercase());
    if glued {
        let ends = ENDS.contains(&last) || last == '*' || SEPARATORS.contains(&last);
        let joins = next_is_capital && (last.is_lowercase() || last.is_ascii_digit() || is_time(last));
        let next_is_cjk = masked.text[start..].chars().next().is_some_and(|c| (c as u32) >= 0x3000);
        let cjk = next_is_cjk && (ENDS.contains(&last) || SEPARATORS.contains(&last));
        return if cjk { Some((Left::Sentence, None)) } else { (ends || joins).then_some((Left::Glued, None)) };
    }
    let between = &text[trimmed.len()..];
    if between.contains(['|', '•', '·', '/', '\u{3000}'])
        || between.contains(" – ")
        || between.contains(" — ")
        || between.contains(" - ")
    {
        return Some((Left::Separator, None));
    }
    if ENDS.contains(&last) || is_time(last) {
        return Some((Left::Sentence, None));
    }
    if matches!(last, ':' | '：') {
        return Some((Left::Separator, None));
    }
    None
}
