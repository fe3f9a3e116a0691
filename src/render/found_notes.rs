//! The notes of a text outside an archive, with the words each value was read from.

use super::notes::{target, time, word};
use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, Cell, cell, table};
use crate::notes::{Claim, Note, knows_language};
use crate::text::Span;

/// The notes of a text, and what is known of the text.
#[derive(Clone, Copy, Debug)]
pub struct FoundNotes<'a> {
    /// The notes, in the order of the text.
    pub notes: &'a [Note],
    /// The text their places count in; none when it was put together from the parts of a page.
    pub text: Option<&'a str>,
    /// Its language, as stated or told from its words.
    pub language: Option<&'a str>,
}

/// Draws the notes of a text: of each value the place in the note, by characters from 1, and the words read there.
#[must_use]
pub fn found_notes(found: &FoundNotes<'_>) -> Page {
    let mut page = Page::new();
    if found.notes.is_empty() {
        page.push(Line::new().with(Role::Faint, "No notes."));
    }
    for note in found.notes {
        page.gap();
        page.push(Line::new().with(Role::Note, &note.text));
        page.append(table([Align::Left, Align::Right], rows(note, found.text)));
    }
    if let Some(words) = caveat(found.language) {
        page.gap();
        page.push(Line::new().with(Role::Alert, &words));
    }
    page
}

/// Says what the language of a text leaves unsure; nothing where its words for notes are known.
fn caveat(language: Option<&str>) -> Option<String> {
    let Some(code) = language else {
        let read = "it was read as the language its notes look like";
        return Some(format!("The language of the text is not known; {read}. --lang says it."));
    };
    let told = || {
        format!("No words for notes are known in the language {code}; labels, times and quotations were looked for.")
    };
    (!knows_language(code)).then(told)
}

/// A value: its name, its place in the note, what was read, and from which words where these differ.
fn row(name: &str, place: Option<Span>, note: &Note, value: &str) -> ([Cell; 2], Cell) {
    let words = place.filter(|span| span.end as usize <= note.text.len()).map(|span| (span, span.of(&note.text)));
    let at = words.map_or_else(String::new, |(span, words)| {
        let before = note.text.get(..span.start as usize).unwrap_or_default().chars().count();
        format!("{}–{}", before + 1, before + words.chars().count())
    });
    let told = match words {
        Some((_, words)) if words != value => format!("{value}  ← “{words}”"),
        Some(_) => format!("“{value}”"),
        None => value.to_owned(),
    };
    ([cell(Role::Faint, format!("  {name}")), cell(Role::Faint, at)], cell(Role::Same, told))
}

fn rows(note: &Note, text: Option<&str>) -> Vec<([Cell; 2], Cell)> {
    let mut rows = Vec::new();
    if let Some(before) = text.and_then(|text| text.get(..note.span.start as usize)) {
        rows.push(row("line", None, note, &(before.matches('\n').count() + 1).to_string()));
    }
    rows.push(row("kind", note.origin.kind, note, note.kind.name()));
    if let Some(stamp) = &note.stamp {
        let value = time(stamp);
        match note.origin.time {
            Some(span) => rows.push(row("time", Some(span), note, &value)),
            None => rows.push(row("time", None, note, &format!("{value}  ← “{}”, outside the note", stamp.text))),
        }
        let inferred = stamp.inferred.iter().map(|what| row("inferred", None, note, &what.replacen(':', " ", 1)));
        rows.extend(inferred.map(|(cells, last)| (cells, Cell { role: Role::Alert, ..last })));
    }
    rows.extend(note.claims.iter().flat_map(|claim| claim_rows(note, claim)));
    rows
}

fn claim_rows(note: &Note, claim: &Claim) -> Vec<([Cell; 2], Cell)> {
    let origin = &claim.origin;
    let mut rows =
        vec![row("claim", origin.text, note, &claim.text), row("  action", None, note, &word(&claim.action))];
    rows.extend(claim.target.map(|named| row("  target", None, note, &target(named))));
    rows.extend(claim.content.map(|content| row("  content", None, note, &word(&content))));
    let stated = [
        ("  source", &claim.source, origin.source),
        ("  before", &claim.before, origin.before),
        ("  after", &claim.after, origin.after),
    ];
    rows.extend(
        stated.into_iter().filter_map(|(name, value, at)| value.as_ref().map(|value| row(name, at, note, value))),
    );
    for (index, term) in claim.terms.iter().enumerate() {
        let name = if index == 0 { "  terms" } else { "" };
        rows.push(row(name, origin.terms.get(index).copied().flatten(), note, term));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;
    use crate::notes::{Context, find};

    #[test]
    fn each_value_stands_beside_the_words_it_was_read_from() {
        let text = "Ferry sinks\n\nIt sank.\n\nCorrection: It was 310 people, not 300.";
        let notes = find(text, &Context { language: Some("en".to_owned()), ..Context::default() });
        let found = FoundNotes { notes: &notes, text: Some(text), language: Some("en") };
        let drawn = Paint::Plain.draw(&found_notes(&found), None);
        assert!(drawn.starts_with("Correction: It was 310 people, not 300.\n"), "{drawn}");
        assert!(drawn.lines().any(|line| line.split_whitespace().eq(["line", "5"])), "{drawn}");
        assert!(drawn.contains("correction  ← “Correction"), "{drawn}");
        assert!(drawn.contains("  before") && drawn.contains("300”"), "{drawn}");
        assert!(!drawn.contains("language"), "{drawn}");
    }

    #[test]
    fn a_text_in_an_unknown_language_says_so() {
        let found = FoundNotes { notes: &[], text: Some("x"), language: None };
        let drawn = Paint::Plain.draw(&found_notes(&found), None);
        assert!(drawn.starts_with("No notes.\n\nThe language of the text is not known; "), "{drawn}");
    }
}
