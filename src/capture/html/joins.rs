//! Pieces that a page sets apart and a reader reads as one are joined: a note and its label, an entry and its time, the
//! parts of a caption.

use super::marks::Time;
use super::outline::{Outline, Piece, PieceKind};
use crate::notes::{Context, Note, NoteKind, find, is_note_line};
use crate::text::{BlockKind, one_line};

/// The longest label of a note, in characters.
const LONGEST_LABEL: usize = 60;

/// The longest time that heads an entry, in characters.
const LONGEST_TIME: usize = 40;

/// How far up two neighbours must meet.
const MEET_WITHIN: usize = 3;

/// Joins what belongs together, in reading order.
pub(super) fn join(outline: &mut Outline) {
    let pieces = std::mem::take(&mut outline.pieces);
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter().peekable();
    while let Some(piece) = rest.next() {
        if rest.peek().is_some_and(|item| heads_list(outline, &piece, item) || opens_notes(outline, &piece, item)) {
            continue;
        }
        let glue = joined.last().and_then(|last| glue(outline, last, &piece));
        if let Some(glue) = glue
            && let Some(last) = joined.last_mut()
        {
            append(last, glue, piece);
        } else {
            joined.push(piece);
        }
    }
    outline.pieces = joined;
}

/// Returns what stands between two neighbours if they are one to the reader.
fn glue(outline: &Outline, one: &Piece, next: &Piece) -> Option<&'static str> {
    if one.kind == PieceKind::Caption || next.kind == PieceKind::Caption {
        let together =
            one.kind == next.kind && caption(outline, one).is_some_and(|at| Some(at) == caption(outline, next));
        return together.then_some(" ");
    }
    if !meet(outline, one, next) {
        return None;
    }
    if is_clock(outline, one) && next.kind == PieceKind::Block(BlockKind::Heading) {
        return Some(" ");
    }
    if next.linked * 2 > next.text.len() {
        return None;
    }
    let text = one_line(&next.text);
    if text.is_empty() {
        return None;
    }
    let label = label(outline, one).or_else(|| neutral_label(outline, one, &text))?;
    if is_short(&text) && !text.contains('。') && !text.ends_with(['.', '!', '?']) {
        let dated = text.contains(|letter: char| letter.is_ascii_digit()) && boxed(outline, next);
        return dated.then_some(" ");
    }
    let again = text.chars().zip(label.chars()).take(6).all(|(one, other)| one.to_lowercase().eq(other.to_lowercase()));
    let marked = label.ends_with([':', '：', '】']);
    (!again).then_some(if marked { " " } else { ": " })
}

/// Tells whether a piece is but the heading over a list of notes that say themselves what they are, or when they were made.
fn heads_list(outline: &Outline, piece: &Piece, item: &Piece) -> bool {
    let says_itself = || {
        let text = one_line(&item.text);
        let lead = text.split_once([':', '：']).map_or("", |(lead, _)| lead);
        let short = !lead.is_empty() && lead.chars().count() <= LONGEST_TIME;
        short && (lead.contains(char::is_numeric) || is_note_line(&text))
    };
    item.kind == PieceKind::Block(BlockKind::ListItem)
        && piece.kind != item.kind
        && boxed(outline, piece)
        && boxed(outline, item)
        && meet(outline, piece, item)
        && label(outline, piece).is_some()
        && says_itself()
}

/// Tells whether a piece is but the line that opens a folded note, which says itself what it is.
fn opens_notes(outline: &Outline, piece: &Piece, item: &Piece) -> bool {
    outline.elements[piece.element].name == "summary"
        && meet(outline, piece, item)
        && label(outline, piece).is_none()
        && is_note_line(&one_line(&item.text))
}

/// Returns what a piece says that is but the label of a note, set apart from its text.
fn label(outline: &Outline, piece: &Piece) -> Option<String> {
    // No text of a piece is twice as long as its line: two breaks in a row would have ended it.
    if piece.linked > 0 || piece.text.trim().chars().count() > 2 * LONGEST_LABEL {
        return None;
    }
    let label = one_line(&piece.text);
    let element = &outline.elements[piece.element];
    let apart = names_a_label(outline, piece) || label.ends_with([':', '：']) || boxed(outline, piece);
    let dated = label.contains(|letter: char| letter.is_ascii_digit());
    let is_label = apart
        && (!dated || element.name == "dt" || boxed(outline, piece))
        && is_short(&label)
        && !label.ends_with(['.', '!', '?', '。'])
        && is_note_line(&label);
    is_label.then_some(label)
}

/// Tells whether the element of a piece is one for labels, by its tag or its class.
fn names_a_label(outline: &Outline, piece: &Piece) -> bool {
    let element = &outline.elements[piece.element];
    matches!(element.name.as_str(), "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt")
        || element.words.any(&["label", "title"])
}

/// Returns what a piece says that its element names a label, if it is one of a note with the text behind it: “Editor’s note”
/// alone may stand over anything.
fn neutral_label(outline: &Outline, piece: &Piece, text: &str) -> Option<String> {
    let label = one_line(&piece.text);
    let apart = names_a_label(outline, piece) && piece.linked == 0 && is_short(&label);
    let found = || find(&format!("{label}: {text}"), &Context::default());
    let is_label = |note: &Note| note.span.start == 0 && note.kind == NoteKind::EditorsNote;
    (apart && !label.is_empty() && found().first().is_some_and(is_label)).then_some(label)
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST_LABEL
}

fn boxed(outline: &Outline, piece: &Piece) -> bool {
    outline.around(piece.element).take(4).any(|at| outline.elements[at].named.note)
}

/// Tells whether a piece is but a time: the page marks it so, or its class does and it holds a figure.
pub(super) fn is_time(outline: &Outline, piece: &Piece) -> bool {
    let text = piece.text.trim();
    let short = text.chars().count() <= LONGEST_TIME && text.contains(|letter: char| letter.is_numeric());
    let whole = || piece.times.iter().map(|time| time.range.len()).sum::<usize>() + 2 >= text.len();
    let element = &outline.elements[piece.element];
    let named = || element.words.any(&["time", "timestamp", "uhrzeit"]);
    short && (whole() || named())
}

/// Tells whether a piece is but a time of the day.
fn is_clock(outline: &Outline, piece: &Piece) -> bool {
    const LONGEST: usize = 16;
    let longest_figure = piece.text.split(|letter: char| !letter.is_numeric()).map(str::len).max();
    piece.text.trim().chars().count() <= LONGEST && longest_figure < Some(3) && is_time(outline, piece)
}

/// Tells whether two neighbours stand near each other on the page, not only one after the other.
fn meet(outline: &Outline, one: &Piece, next: &Piece) -> bool {
    let around = |piece: &Piece| outline.around(piece.element).take(MEET_WITHIN);
    around(next).any(|at| around(one).any(|other| other == at))
}

/// Returns the outermost element near a piece that is a caption.
fn caption(outline: &Outline, piece: &Piece) -> Option<usize> {
    let is_caption = |at: &usize| {
        let element = &outline.elements[*at];
        element.name == "figcaption" || element.named.caption
    };
    outline.around(piece.element).take(4).filter(is_caption).last()
}

/// Puts a piece behind another; the element and the kind of the second hold for both.
fn append(one: &mut Piece, glue: &str, next: Piece) {
    if next.kind == PieceKind::Caption && one.text.trim_end().ends_with(next.text.trim()) {
        return;
    }
    let kept = one.text.trim_end().len();
    one.text.truncate(kept);
    one.text.push_str(glue);
    let shift = one.text.len();
    one.text.push_str(&next.text);
    let moved = |range: std::ops::Range<usize>| range.start + shift..range.end + shift;
    one.emphasised.extend(next.emphasised.into_iter().map(moved));
    one.times.extend(next.times.into_iter().map(|time| Time { range: moved(time.range.clone()), ..time }));
    one.authors.extend(next.authors.into_iter().map(moved));
    one.linked += next.linked;
    one.links.extend(next.links);
    one.element = next.element;
    one.kind = next.kind;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::html::parse::parse;

    fn texts(page: &str) -> Vec<String> {
        let mut outline = Outline::of(&parse(page).unwrap());
        join(&mut outline);
        outline.pieces.into_iter().map(|piece| piece.text.trim().to_owned()).collect()
    }

    #[test]
    fn a_label_and_its_note_are_one() {
        let found = texts("<div><h3>Correction</h3><p>An earlier version of this article misstated the sum.</p></div>");
        assert_eq!(found, ["Correction: An earlier version of this article misstated the sum."]);
        let again = texts("<div><h3>Correction</h3><p>Correction: An earlier version misstated the sum.</p></div>");
        assert_eq!(again.len(), 2);
    }

    #[test]
    fn the_heading_over_dated_notes_is_none_of_them() {
        let found = texts(
            "<div class=corrections><h3>Corrections and updates</h3><ul>\
             <li>March 6: This story has been updated.</li><li>March 4: It sank at one, not at noon.</li></ul></div>",
        );
        assert_eq!(found, ["March 6: This story has been updated.", "March 4: It sank at one, not at noon."]);
    }

    #[test]
    fn a_heading_of_the_text_is_no_label() {
        assert_eq!(texts("<h3>The corrections that nobody read</h3><p>They were printed on page nine.</p>").len(), 2);
    }

    #[test]
    fn a_time_heads_its_entry() {
        let found = texts("<li><span><time>11.40</time></span><h3>Bridge closed</h3><p>It is closed.</p></li>");
        assert_eq!(found, ["11.40 Bridge closed", "It is closed."]);
    }

    #[test]
    fn a_caption_is_one_with_its_credit_and_told_once() {
        let page = "<figure><figcaption><p>The ferry. Photo: Ada</p><span>Photo: Ada</span></figcaption></figure>";
        assert_eq!(texts(page), ["The ferry. Photo: Ada"]);
    }
}
