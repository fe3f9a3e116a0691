//! The claims of a note, read from what it says.

use regex::Regex;

use super::claim::{Action, Claim, Content, Target};
use super::cues::Cues;
use super::deed::{self, Said};
use super::note::NoteKind;
use super::origin::{ClaimOrigin, place_in};
use super::term::terms;
use super::value::{source, values};
use crate::text::Span;

/// Reads the claims of a note; `told` is its summary, a part of `whole`, and the claims' places count in `whole`.
pub(super) fn claims(
    kind: NoteKind,
    labelled: bool,
    (whole, told): (&str, Option<&str>),
    content: &str,
    cues: &Cues,
) -> Vec<Claim> {
    if kind == NoteKind::Published || (kind == NoteKind::Other && told.is_none()) {
        return Vec::new();
    }
    let Some(text) = told else { return bare(kind, labelled, (whole, content), cues) };
    let parts = if splits(kind) { clauses(text, cues) } else { vec![text] };
    let mut claims: Vec<Claim> = parts.iter().map(|part| claim(kind, labelled, (whole, part), cues)).collect();
    let stated = values(text, cues);
    let said = Said {
        told,
        content,
        labelled,
        states_right: stated.after.is_some(),
        states_both: stated.after.is_some() && stated.before.is_some(),
    };
    if let Some(first) = claims.first_mut() {
        // What the note as a whole says of the deed is said of its first claim.
        first.action = deed::action(kind, said, cues);
        if first.source.is_none() && may_have_source(first.action) {
            let source = source(text, cues);
            first.source = source.map(str::to_owned);
            first.origin.source = span(whole, source);
        }
        let has_values = first.before.is_some() || first.after.is_some();
        if !has_values && splits(kind) && takes_values(first.action) {
            let owned = |side: Option<&str>| side.map(str::to_owned);
            (first.before, first.after) = (owned(stated.before), owned(stated.after));
            (first.origin.before, first.origin.after) = (span(whole, stated.before), span(whole, stated.after));
        }
    }
    claims
}

/// Reads a note that says nothing but what kind of deed it was ("Correction appended").
fn bare(kind: NoteKind, labelled: bool, (whole, content): (&str, &str), cues: &Cues) -> Vec<Claim> {
    let said = Said { told: None, content, labelled, states_right: false, states_both: false };
    match deed::action(kind, said, cues) {
        Action::Unspecified => Vec::new(),
        action => {
            let text = content.trim();
            let origin = ClaimOrigin { text: span(whole, Some(text)), ..ClaimOrigin::default() };
            vec![Claim { text: text.to_owned(), action, origin, ..Claim::default() }]
        }
    }
}

fn splits(kind: NoteKind) -> bool {
    !matches!(kind, NoteKind::Retraction | NoteKind::Removal)
}

/// Tells whether somebody may have supplied what a deed put in.
fn may_have_source(action: Action) -> bool {
    matches!(action, Action::Add | Action::Replace | Action::Clarify | Action::Unspecified)
}

fn takes_values(action: Action) -> bool {
    !matches!(action, Action::Add | Action::Restyle | Action::Move | Action::Unspecified)
}

/// Tells where a part of a text stands in it.
fn span(whole: &str, part: Option<&str>) -> Option<Span> {
    let at = place_in(whole, part?)?;
    Some(Span::new(at.start, at.end))
}

fn claim(kind: NoteKind, labelled: bool, (whole, text): (&str, &str), cues: &Cues) -> Claim {
    let stated = values(text, cues);
    let said = Said {
        told: Some(text),
        content: text,
        labelled,
        states_right: stated.after.is_some(),
        states_both: stated.after.is_some() && stated.before.is_some(),
    };
    let action = deed::action(kind, said, cues);
    let (before, after) =
        if splits(kind) && takes_values(action) { (stated.before, stated.after) } else { (None, None) };
    let terms = terms(text, cues);
    let source = if may_have_source(action) { source(text, cues) } else { None };
    let origin = ClaimOrigin {
        text: span(whole, Some(text)),
        source: span(whole, source),
        before: span(whole, before),
        after: span(whole, after),
        terms: terms.iter().map(|term| span(whole, Some(term))).collect(),
    };
    Claim {
        text: text.to_owned(),
        action,
        target: target(text, cues),
        content: content_of(text, cues),
        terms: terms.into_iter().map(str::to_owned).collect(),
        source: source.map(str::to_owned),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        origin,
    }
}

/// Cuts a summary into what it says one after the other: at semicolons, and where a further deed is named.
fn clauses<'a>(text: &'a str, cues: &Cues) -> Vec<&'a str> {
    let mut starts = vec![0];
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, ';' | '；' | ',' | '.' | '。')) {
        let behind = text[at + mark.len_utf8()..].trim_start();
        let begin = text.len() - behind.len();
        let joining = cues.words.means_and(behind);
        let behind = &behind[joining..];
        let names_deed =
            cues.actions.iter().any(|(regex, _)| regex.find(behind).is_some_and(|found| found.start() < 4));
        let is_far = begin - starts.last().copied().unwrap_or(0) > 12;
        if is_far && names_deed && (matches!(mark, ';' | '；' | ',') || starts_deed(behind)) {
            starts.push(begin + joining);
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    let trimmed = |(start, end): (&usize, usize)| text[*start..end].trim().trim_end_matches([',', ';', '.', ' ']);
    starts.iter().zip(ends).map(trimmed).filter(|clause| !clause.is_empty()).collect()
}

fn starts_deed(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

/// Reads the part of the article that a claim names.
pub(super) fn target(text: &str, cues: &Cues) -> Option<Target> {
    let named = cues.targets.iter().filter_map(|(regex, name)| Some((regex.find(text)?.start(), name)));
    match named.min_by_key(|(at, _)| *at).map(|(_, name)| name.as_str()) {
        Some("headline") => Some(Target::Headline),
        Some("dek") => Some(Target::Dek),
        Some("byline") => Some(Target::Byline),
        Some("caption") => Some(Target::Caption),
        Some("link") => Some(Target::Link),
        _ => paragraph_number(text).map(Target::Paragraph),
    }
}

/// Reads "paragraph 7", "in third paragraph", "par 24", "3rd paragraph from end", "Absatz 3".
fn paragraph_number(text: &str) -> Option<i32> {
    static PATTERNS: std::sync::OnceLock<[Regex; 2]> = std::sync::OnceLock::new();
    const PARAGRAPH: &str =
        "(?:paragraphs?|paras?|pars?|graf|graph|absatz|paragraphe|párrafo|parágrafo|paragrafo|alinea)";
    let [behind, before] = PATTERNS.get_or_init(|| {
        [format!(r"(?i)\b{PARAGRAPH}\.? (\d{{1,3}})\b"), format!(r"(?i)\b(\d{{1,3}}(?:st|nd|rd|th|\.|e|er|º|°)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|ersten|zweiten|dritten|vierten|fünften|letzten) {PARAGRAPH}\b( from (?:the )?end)?")]
            .map(|pattern| Regex::new(&pattern).expect("a test reads paragraph numbers"))
    });
    if let Some(captures) = behind.captures(text) {
        return captures[1].parse().ok();
    }
    let captures = before.captures(text)?;
    let word = captures[1].to_lowercase();
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let number = digits.parse().ok().or_else(|| {
        const ORDINALS: [&[&str]; 10] = [
            &["first", "ersten"],
            &["second", "zweiten"],
            &["third", "dritten"],
            &["fourth", "vierten"],
            &["fifth", "fünften"],
            &["sixth"],
            &["seventh"],
            &["eighth"],
            &["ninth"],
            &["tenth"],
        ];
        match word.as_str() {
            "last" | "final" | "letzten" => Some(-1),
            _ => (1..).zip(ORDINALS).find(|(_, words)| words.contains(&word.as_str())).map(|(number, _)| number),
        }
    })?;
    Some(if captures.get(2).is_some() { -number } else { number })
}

fn content_of(text: &str, cues: &Cues) -> Option<Content> {
    let named = cues.contents.iter().filter_map(|(regex, content)| Some((regex.find(text)?.start(), *content)));
    named.min_by_key(|(at, _)| *at).map(|(_, content)| content)
}
