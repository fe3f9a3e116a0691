//! Two snapshots side by side.

use super::change::{Change, Facet, Place};
use super::facets::{Touched, facets};
use super::lexicon::Lexicon;
use super::lines::{NoteLines, note_lines};
use super::matching::{Around, Shown, show};
use super::rows::{FieldRow, rows};
use super::segment::{hunks, whole_row};
use super::severity::rule;
use super::words::{Reading, Vocabulary};
use crate::article::Snapshot;
use crate::diff::{Diff, Sides, diff};
use crate::text::{Body, Span, sentences};

/// Two snapshots side by side: rows for the fields, the diff of the body, the notes, and the changes a reader would name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The fields that differ, in the order headline, dek, byline, captions, links.
    pub rows: Vec<FieldRow>,
    /// The diff of the two body texts.
    pub body: Diff,
    /// The note lines that differ; notes are never counted as body.
    pub notes: NoteLines,
    /// What a reader would call the edits, fields first, then the body in its order after.
    pub changes: Vec<Change>,
}

/// Puts two snapshots side by side.
///
/// ```
/// use variorum::diff::Sides;
/// use variorum::history::{Facet, Severity, compare};
/// # use variorum::article::{Fields, Moment, Snapshot, Times};
/// # let at: Moment = "2031-02-18T08:05:00-05:00".parse().unwrap();
/// # let told = |text: &str| Snapshot { fields: Fields { headline: "Dam".into(), ..Fields::default() },
/// #     body: variorum::text::Body::from_paragraphs([text]), notes: vec![], urls: vec![], language: None,
/// #     times: Times { at, seen: at, published: None, modified: None } };
/// let (before, after) = (told("About 640 people left."), told("About 460 people left."));
/// let change = &compare(Sides::new(&before, &after)).changes[0];
/// assert_eq!(change.excerpts.after, "460");
/// assert_eq!(change.severity, Severity::Substantive);
/// assert_eq!(change.facets, [Facet::Number]);
/// ```
#[must_use]
pub fn compare(snapshots: Sides<&Snapshot>) -> Comparison {
    let mut vocabulary = Vocabulary::new(Lexicon::of(language(snapshots).as_deref()));
    let before = ReadBody::new(&snapshots.before.body, &mut vocabulary);
    compare_with(snapshots, before, &mut vocabulary).comparison
}

/// A comparison with what matching needs to know beside it.
pub(super) struct Compared {
    /// The comparison.
    pub(super) comparison: Comparison,
    /// What each of its changes shows, by the same index.
    pub(super) shown: Vec<Shown>,
    /// The bodies as read.
    pub(super) read: Sides<ReadBody>,
}

/// A body read word by word and sentence by sentence; the later one of a comparison is the earlier one of the next.
#[derive(Debug, Default)]
pub(super) struct ReadBody {
    /// Its words.
    pub(super) words: Reading,
    /// Its sentences, each with the blanks behind it.
    pub(super) sentences: Vec<Span>,
}

impl ReadBody {
    /// Reads a body.
    pub(super) fn new(body: &Body, vocabulary: &mut Vocabulary) -> Self {
        Self { words: Reading::new(body.text(), vocabulary), sentences: sentences(body.text()) }
    }
}

/// Puts two snapshots side by side, the body of the earlier one read already, with the words of their article so far.
pub(super) fn compare_with(snapshots: Sides<&Snapshot>, before: ReadBody, vocabulary: &mut Vocabulary) -> Compared {
    let bodies = snapshots.map(|snapshot| &snapshot.body);
    let texts = bodies.map(Body::text);
    let read = Sides::new(before, ReadBody::new(bodies.after, vocabulary));
    let readings = read.as_ref().map(|body| &body.words);
    let body = diff(texts);
    let rows = rows(snapshots.map(|snapshot| &snapshot.fields));
    let mut found: Vec<(Change, Shown)> = rows.iter().filter_map(|row| row_change(row, vocabulary)).collect();
    for hunk in hunks(bodies, read.as_ref().map(|body| &*body.sentences), &body) {
        let touched = Touched::new(texts, readings, vocabulary, &hunk);
        let block =
            |body: &Body, index: Option<usize>| index.map_or(Span::default(), |index| body.blocks()[index].span);
        let blocks = Sides::new(block(bodies.before, hunk.blocks.before), block(bodies.after, hunk.blocks.after));
        found.extend(describe(Place::Block(hunk.blocks), &touched, blocks));
    }
    let (changes, shown) = found.into_iter().unzip();
    let notes = note_lines(snapshots.map(|snapshot| snapshot.notes.as_slice()));
    Compared { comparison: Comparison { rows, body, notes, changes }, shown, read }
}

/// Tells the language of two snapshots: as stated, else as their text tells.
pub(super) fn language(snapshots: Sides<&Snapshot>) -> Option<String> {
    let stated = snapshots.after.language.clone().or_else(|| snapshots.before.language.clone());
    stated.or_else(|| crate::text::language(snapshots.after.body.text()).map(str::to_owned))
}

/// The change of a field's row.
fn row_change(row: &FieldRow, vocabulary: &mut Vocabulary) -> Option<(Change, Shown)> {
    let texts = row.texts.as_ref().map(String::as_str);
    let hunk = whole_row(&row.diff.edits, texts)?;
    let readings = texts.map(|text| Reading::title(text, vocabulary));
    let touched = Touched::new(texts, readings.as_ref(), vocabulary, &hunk);
    describe(row.place, &touched, texts.map(|text| Span::new(0, text.len())))
}

/// Says of a hunk what it touches, how much it matters and what it shows; one that differs in nothing is none.
fn describe(place: Place, touched: &Touched<'_>, blocks: Sides<Span>) -> Option<(Change, Shown)> {
    let hunk = touched.hunk;
    let of = |at: Sides<Span>| {
        Sides::new(at.before.of(touched.texts.before).to_owned(), at.after.of(touched.texts.after).to_owned())
    };
    let excerpts = of(hunk.at);
    if excerpts.before.is_empty() && excerpts.after.is_empty() {
        return None;
    }
    let facets = if matches!(place, Place::Link(_)) { vec![Facet::Link] } else { facets(touched) };
    let rule = rule(place, &facets, touched);
    let (sentences, severity) = (of(hunk.sentences), rule.severity());
    let change = Change { place, kind: hunk.kind, excerpts, sentences, facets, severity, rule };
    let shown = show(&change, touched, &Around { sentences: hunk.sentences, blocks });
    Some((change, shown))
}
