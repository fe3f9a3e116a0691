//! Notes are found in any text, whatever is known of its article.

use variorum::article::Moment;
use variorum::notes::{Context, Note, find, is_note_line, read};

use super::inputs;

#[test]
fn notes_of_any_text_lie_in_it() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| hold(bytes);
    inputs::hold("notes", 100, law);
    fuzzer.for_each(law);
}

/// Languages as an article may state them; some have no cues, one is no language.
const LANGUAGES: &[Option<&str>] = &[
    None,
    Some("en"),
    Some("de"),
    Some("fr-CA"),
    Some("es"),
    Some("it"),
    Some("pt"),
    Some("nl"),
    Some("sv"),
    Some("ja"),
    Some("xx"),
    Some(""),
];

/// What may be known of an article: the last byte of the input tells what is.
fn context(choice: u8) -> Context {
    let moment = |text: &str| text.parse::<Moment>().expect("a moment");
    let published = ["2026-02-17T23:30:00-05:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00"];
    Context {
        published: published.get(usize::from(choice % 4)).map(|text| moment(text)),
        seen: (choice & 4 != 0).then(|| moment("2026-02-18T08:00:00Z")),
        zone: (choice & 8 != 0).then_some(chrono_tz::America::New_York),
        language: LANGUAGES[usize::from(choice >> 4) % LANGUAGES.len()].map(str::to_owned),
    }
}

fn hold(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let context = context(bytes.last().copied().unwrap_or_default());
    let found = find(&text, &context);
    assert_eq!(found, find(&text, &context), "the same text has the same notes");
    for note in &found {
        assert_note(note, &text);
    }
    assert!(found.is_sorted_by_key(|note| note.span.start), "notes stand in text order");
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let read = read(&lines, &context);
    assert!(read.is_sorted_by_key(|(line, _)| *line) && read.iter().all(|(line, _)| *line < lines.len()));
    for line in &lines {
        let _ = is_note_line(line);
    }
}

fn assert_note(note: &Note, text: &str) {
    let range = note.span.range();
    assert!(range.start < range.end && range.end <= text.len(), "{note:?} lies outside its text");
    assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{note:?} cuts a character");
    assert!(!note.text.contains('\n'), "{note:?} is told on one line");
    assert!(note.summary.as_ref().is_none_or(|summary| !summary.is_empty()), "{note:?} has an empty summary");
}
