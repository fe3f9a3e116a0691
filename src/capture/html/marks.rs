//! What the elements in a line of text say of it: emphasis, names of authors, times.

use std::ops::Range;

use super::element::Words;
use super::outline::Piece;
use super::tree::{Node, NodeId};

/// A stretch that the page marks as a time.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) range: Range<usize>,
    /// The time for machines, if stated.
    pub(super) stated: Option<String>,
    /// Whether it is the time of the last change.
    pub(super) of_change: bool,
}

/// An open element in the line of text that says what its text is.
pub(super) struct Mark {
    pub(super) node: NodeId,
    /// Where it begins in the piece.
    pub(super) start: usize,
    says: Says,
}

/// What an element in the line of text says of it.
enum Says {
    Emphasis,
    Author,
    Time { stated: Option<String>, of_change: bool },
}

impl Mark {
    /// Returns the mark that an element in the line of text is, if any; `start` is where it begins in its piece.
    pub(super) fn of(node: Node<'_>, name: &str, start: usize) -> Option<Self> {
        Some(Self { node: node.id(), start, says: says(node, name)? })
    }
}

/// Tells what an element in the line of text says of it, if anything.
fn says(node: Node<'_>, name: &str) -> Option<Says> {
    match name {
        "em" | "strong" | "b" | "i" | "small" => return Some(Says::Emphasis),
        "a" | "span" | "time" | "abbr" | "cite" => {}
        _ => return None,
    }
    let words = Words::of(node.attribute("class").unwrap_or_default());
    let has = |known: &[&str]| words.any(known);
    let itemprop = node.attribute("itemprop").unwrap_or_default().to_ascii_lowercase();
    let of_change = has(&["updated", "modified"]) || itemprop == "datemodified";
    let dated = has(&["published", "updated"]) || itemprop.starts_with("date");
    let timed = name == "span" && has(&["time", "timestamp", "uhrzeit", "date"]);
    if name == "time" || (name == "abbr" && dated) || timed {
        let stated = node.attribute("datetime").or_else(|| node.attribute("title")).map(str::to_owned);
        return Some(Says::Time { stated, of_change });
    }
    let author = has(&["author", "authors", "byline"]) || itemprop == "author";
    (author || node.attribute("rel").unwrap_or_default().split(' ').any(|rel| rel == "author")).then_some(Says::Author)
}

/// Tells a piece what the marks from number `first` on say of it, as far as it goes by now.
pub(super) fn close(marks: &[Mark], first: usize, piece: &mut Piece) {
    let end = piece.text.trim_end().len();
    for (at, mark) in marks.iter().enumerate().skip(first) {
        let range = mark.start..end;
        if range.is_empty() {
            continue;
        }
        let inner = marks[..at].iter().any(|outer| matches!(outer.says, Says::Emphasis));
        match &mark.says {
            Says::Emphasis if inner => {}
            Says::Emphasis => piece.emphasised.push(range),
            Says::Author => piece.authors.push(range),
            Says::Time { stated, of_change } => {
                piece.times.push(Time { range, stated: stated.clone(), of_change: *of_change });
            }
        }
    }
}

/// Tells whether a class hides a stretch of a line from everybody who sees the page.
pub(super) fn is_for_machines(class: &str) -> bool {
    class == "hidden" || class.split(' ').any(|name| MACHINES.contains(&name) || is_shown_on_touch(name))
}

/// Classes of what only a screen reader says.
const MACHINES: &[&str] = &["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"];

/// Tells whether a class names the box that opens when a word of the text is pointed at.
fn is_shown_on_touch(class: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| class.contains(word));
    has(&["tooltip", "popover", "rollover", "hovercard"])
        && has(&["text", "content", "block", "body", "card-", "panel"])
}
