//! The notes of an article on itself, from wherever on the page they stand.

use super::fields::{Printed, alike};
use super::furniture_line;
use super::outline::{Outline, Piece};
use super::region::Region;
use crate::capture::parting::{Lines, part_trailing_notes};
use crate::notes::{Context, Note, NoteKind, find, is_bare_note, is_note_line};
use crate::text::{BlockKind, one_line};

/// The shortest text that a box for notes makes a note, in bytes.
const SHORTEST: usize = 25;

/// Tells whether the page marks a piece as a note: by the box it stands in, or by emphasis on a line that is a note.
pub(super) fn is_marked(outline: &Outline, region: &Region, piece: &Piece) -> bool {
    let text = one_line(&piece.text);
    if piece.linked * 2 > text.len() {
        return false;
    }
    let boxed = in_box(outline, region, piece) && text.len() >= SHORTEST && ends(&text);
    boxed || (is_emphasised(piece) && is_note_line(&unframed(&text)))
}

/// Tells whether a piece stands in a box for notes that is not the article itself.
fn in_box(outline: &Outline, region: &Region, piece: &Piece) -> bool {
    let around_body = |at: usize| outline.around(region.body).any(|outer| outer == at);
    outline.around(piece.element).take(4).any(|at| outline.elements[at].named.note && !around_body(at))
}

fn ends(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', ')', '»', '）']).ends_with(['.', '!', '。'])
}

/// Tells whether a piece is emphasised as a whole, or from its start, as the label of a note is.
fn is_emphasised(piece: &Piece) -> bool {
    let start = piece.text.len() - piece.text.trim_start().len();
    let whole: usize = piece.emphasised.iter().map(std::iter::ExactSizeIterator::len).sum();
    whole * 10 >= piece.text.trim().len() * 9 || piece.emphasised.iter().any(|range| range.start <= start + 1)
}

/// Gathers the notes before or after the start of the text, outside the body: in the article's header, footer and boxes,
/// or in a box that says so.
pub(super) fn around(
    outline: &Outline,
    region: &Region,
    printed: &Printed<'_>,
    start: usize,
    before: bool,
) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for (at, piece) in outline.pieces.iter().enumerate() {
        let inner = region.in_body[piece.element] && !region.furniture[piece.element];
        let read = inner && at >= start;
        if read
            || (at < start) != before
            || region.noteless[piece.element]
            || piece.linked * 2 > piece.text.trim().len()
        {
            continue;
        }
        let boxed = in_box(outline, region, piece);
        if !(boxed || region.in_scope[piece.element])
            || printed.holds(piece)
            || (inner && is_marked(outline, region, piece))
        {
            continue;
        }
        let stays = |line: &String| {
            !is_told(line, printed) && !furniture_line::is_relative_time(line) && (boxed || !before || !is_bare(line))
        };
        let found: Vec<String> =
            note_lines(&piece.text).into_iter().map(|line| unframed(&line)).filter(stays).collect();
        let text = unframed(&one_line(&piece.text));
        if found.is_empty() && boxed && region.in_scope[piece.element] && text.len() >= SHORTEST && ends(&text) {
            notes.push(text);
        }
        notes.extend(found);
    }
    notes
}

/// Tells whether a note line holds a time and nothing else: beside a headline that is a date of the page, not a note.
fn is_bare(line: &str) -> bool {
    is_bare_note(line)
        || find(line, &Context::default()).iter().all(|note| note.summary.is_none() && note.claims.is_empty())
}

fn is_told(text: &str, printed: &Printed<'_>) -> bool {
    let fields = &printed.fields;
    let optional = |field: &Option<String>| field.as_deref().is_some_and(|field| field == text);
    (alike(text, &fields.headline) && !text.is_empty()) || optional(&fields.dek) || optional(&fields.byline)
}

/// Cuts a piece into its notes: the lines that are notes, or the whole.
fn note_lines(text: &str) -> Vec<String> {
    let Some(lines) = Lines::new(BlockKind::Paragraph, text) else { return Vec::new() };
    let (_, notes) = part_trailing_notes(&[lines]);
    notes
}

/// Parts a caption from the note behind it, which tells of the caption itself or of the picture.
pub(super) fn parted_caption(piece: &Piece) -> (String, Option<String>) {
    let text = one_line(&piece.text);
    let tells = |note: &Note| matches!(note.kind, NoteKind::Correction | NoteKind::Clarification | NoteKind::Amendment);
    let Some(note) = find(&text, &Context::default()).into_iter().find(tells) else { return (text, None) };
    let (start, end) = (note.span.start as usize, note.span.end as usize);
    let caption = text[..start].trim_end();
    let parted = caption.is_empty() || caption.ends_with(['.', '!', '?', ')', '”', '"', '。', '）']);
    if !parted || end < text.len() {
        return (text, None);
    }
    (caption.to_owned(), Some(text[start..].to_owned()))
}

/// Takes off the marks that part a note from its neighbours on the page.
pub(super) fn unframed(line: &str) -> String {
    line.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '|' | '•' | '·')).to_owned()
}

/// Keeps the corrections stated in JSON-LD that the page does not print.
pub(super) fn unprinted(corrections: &[String], notes: &[String], body: &str) -> Vec<String> {
    let printed = |text: &str| {
        body.contains(text) || notes.iter().any(|note| note.contains(text) || text.contains(note.as_str()))
    };
    corrections.iter().map(|text| one_line(text)).filter(|text| !text.is_empty() && !printed(text)).collect()
}
