//! Where notes stand.

use super::context::Context;
use super::note::Note;

/// Finds and reads the notes that stand anywhere in a text, in text order.
#[must_use]
pub fn find(text: &str, context: &Context) -> Vec<Note> {
    let _ = (text, context);
    Vec::new()
}

/// Reads the note lines of one version, which are known to be notes; one line may hold several notes.
///
/// The first number is the line's index in `lines`.
#[must_use]
pub fn read(lines: &[String], context: &Context) -> Vec<(usize, Note)> {
    let _ = (lines, context);
    Vec::new()
}

/// Tells whether a block of text is nothing but notes, so that a reader of files takes it from the body.
#[must_use]
pub fn is_note_line(line: &str) -> bool {
    let _ = line;
    false
}
