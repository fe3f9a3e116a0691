//! Edits that stand close together are one edit to a reader.

use super::super::change::ChangeKind;
use super::super::spelling::split;
use super::hunk::{Hunk, cover, trim};
use crate::diff::{Edit, Sides};
use crate::text::Span;

/// Edits with fewer kept words than this between them are one edit to a reader.
const WORDS_BETWEEN: usize = 3;
/// A stretch of which less than this much is kept, in percent, is wholly other to a reader.
const HARDLY_KEPT: usize = 35;

/// Groups the edits that lie in a stretch into hunks.
pub(super) fn clusters(edits: &[Edit], texts: Sides<&str>, at: Sides<Span>, blocks: Sides<Option<usize>>) -> Vec<Hunk> {
    let inside: Vec<Sides<Span>> = edits.iter().filter_map(|edit| clip(edit.at, at)).collect();
    let inside: Vec<_> = inside.into_iter().filter(|edit| !is_edge_blank(*edit, texts, at)).collect();
    if inside.is_empty() {
        return Vec::new();
    }
    if hardly_kept(&inside, at) {
        return vec![Hunk { edits: inside, ..Hunk::whole(at, blocks) }];
    }
    let mut groups: Vec<Vec<Sides<Span>>> = Vec::new();
    for edit in inside {
        match groups.last_mut() {
            Some(group) if is_one(group, edit, texts) => group.push(edit),
            _ => groups.push(vec![edit]),
        }
    }
    join_reordered(&mut groups, texts);
    groups.into_iter().map(|group| hunk(group, texts, at, blocks)).collect()
}

/// Makes one hunk of all edits of a field's text.
pub(in crate::history) fn whole_row(edits: &[Edit], texts: Sides<&str>) -> Option<Hunk> {
    let at = texts.map(|text| Span::new(0, text.len()));
    let inside: Vec<_> = edits.iter().map(|edit| edit.at).collect();
    if inside.is_empty() {
        return None;
    }
    if at.before.is_empty() || at.after.is_empty() || hardly_kept(&inside, at) {
        return Some(Hunk { edits: inside, ..Hunk::whole(at, Sides::default()) });
    }
    Some(hunk(inside, texts, at, Sides::default()))
}

/// Cuts an edit to a stretch; none when it lies outside on both sides.
fn clip(edit: Sides<Span>, at: Sides<Span>) -> Option<Sides<Span>> {
    let cut = |span: Span, within: Span| {
        let start = span.start.clamp(within.start, within.end);
        Span { start, end: span.end.clamp(start, within.end) }
    };
    let cut = Sides::new(cut(edit.before, at.before), cut(edit.after, at.after));
    (!cut.before.is_empty() || !cut.after.is_empty()).then_some(cut)
}

/// Tells whether a clipped edit is nothing but blanks at the edge of its stretch.
fn is_edge_blank(edit: Sides<Span>, texts: Sides<&str>, at: Sides<Span>) -> bool {
    let blank = edit.before.of(texts.before).trim().is_empty() && edit.after.of(texts.after).trim().is_empty();
    let edge = |span: Span, within: Span| span.start == within.start || span.end == within.end;
    blank && (edge(edit.before, at.before) || edge(edit.after, at.after))
}

/// Tells whether too little of a stretch is kept for its edits to be told one by one.
fn hardly_kept(edits: &[Sides<Span>], at: Sides<Span>) -> bool {
    let changed = |side: fn(&Sides<Span>) -> Span| edits.iter().map(|edit| side(edit).len()).sum::<usize>();
    let kept = at.before.len().saturating_sub(changed(|edit| edit.before));
    kept * 100 < HARDLY_KEPT * at.before.len().max(at.after.len())
}

/// Tells whether an edit belongs to the group before it; where a figure stands for a figure, that is an edit of its own.
fn is_one(group: &[Sides<Span>], edit: Sides<Span>, texts: Sides<&str>) -> bool {
    let between = words_between(group, edit, texts);
    let last = group.last().is_some_and(|last| is_figure_swap(*last, texts));
    between < WORDS_BETWEEN && (between == 0 || !(last || is_figure_swap(edit, texts)))
}

/// Tells whether one figure stands for another.
fn is_figure_swap(edit: Sides<Span>, texts: Sides<&str>) -> bool {
    let is_figure =
        |text: &str| text.trim().starts_with(|first: char| first.is_ascii_digit()) && split(text).len() == 1;
    is_figure(edit.before.of(texts.before)) && is_figure(edit.after.of(texts.after))
}

/// Joins words taken out with the same words put in elsewhere in the stretch, and all between: they changed places.
fn join_reordered(groups: &mut Vec<Vec<Sides<Span>>>, texts: Sides<&str>) {
    let words = |group: &[Sides<Span>]| {
        let side = |text: &str, side: fn(&Sides<Span>) -> Span| {
            let cut = group.iter().flat_map(|edit| {
                let cut = side(edit).of(text);
                split(cut).into_iter().map(move |piece| cut[piece.range].to_owned())
            });
            cut.collect::<Vec<_>>()
        };
        Sides::new(side(texts.before, |edit| edit.before), side(texts.after, |edit| edit.after))
    };
    let told: Vec<_> = groups.iter().map(|group| words(group)).collect();
    let one_sided = |words: &Sides<Vec<String>>| words.before.is_empty() != words.after.is_empty();
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    let inside = |one: &Sides<Vec<String>>, other: &Sides<Vec<String>>| {
        within(&one.before, &other.after) && within(&one.after, &other.before)
    };
    for (first, one) in told.iter().enumerate() {
        let partner = told.iter().enumerate().skip(first + 1).find(|(_, other)| {
            let several = one.before.len() + one.after.len() > 1 && other.before.len() + other.after.len() > 1;
            let exact = one_sided(one) && one_sided(other) && one.before == other.after && one.after == other.before;
            exact || (several && (inside(one, other) || inside(other, one)))
        });
        if let Some((last, _)) = partner {
            let joined = groups.drain(first..=last).flatten().collect();
            groups.insert(first, joined);
            return;
        }
    }
}

/// Counts the kept words between a group of edits and the next edit.
fn words_between(group: &[Sides<Span>], next: Sides<Span>, texts: Sides<&str>) -> usize {
    let Some(last) = group.last() else { return usize::MAX };
    split(&texts.after[last.after.end as usize..next.after.start as usize]).len()
}

/// Makes a hunk of a group of edits, its stretch cut to words; a bare mark takes the words around it.
fn hunk(edits: Vec<Sides<Span>>, texts: Sides<&str>, at: Sides<Span>, blocks: Sides<Option<usize>>) -> Hunk {
    let whole = edits
        .iter()
        .skip(1)
        .fold(edits[0], |whole, edit| Sides::new(stretch(whole.before, edit.before), stretch(whole.after, edit.after)));
    let mut stretch = Sides::new(trim(whole.before, texts.before), trim(whole.after, texts.after));
    let bare = |text: &str| !text.chars().any(char::is_alphanumeric);
    if bare(stretch.before.of(texts.before)) && bare(stretch.after.of(texts.after)) {
        stretch = widen(whole, texts, at);
    }
    Hunk { edits, sentences: at, ..Hunk { kind: kind(stretch), ..Hunk::whole(stretch, blocks) } }
}

fn stretch(one: Span, other: Span) -> Span {
    Span { start: one.start.min(other.start), end: one.end.max(other.end) }
}

fn kind(at: Sides<Span>) -> ChangeKind {
    match (at.before.is_empty(), at.after.is_empty()) {
        (true, _) => ChangeKind::Insert,
        (_, true) => ChangeKind::Delete,
        _ => ChangeKind::Replace,
    }
}

/// Widens a stretch by the word before it and the word after it on both sides, inside its sentence.
fn widen(whole: Sides<Span>, texts: Sides<&str>, at: Sides<Span>) -> Sides<Span> {
    let grow = |span: Span, text: &str, within: Span| {
        let before = &text[within.start as usize..span.start as usize];
        let after = &text[span.end as usize..within.end as usize];
        let back = before.trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let onward = after.len() - after.trim_start().len();
        let onward = after[onward..].find(char::is_whitespace).map_or(after.len(), |at| onward + at);
        trim(Span::new(within.start as usize + back, span.end as usize + onward), text)
    };
    let grown = Sides::new(grow(whole.before, texts.before, at.before), grow(whole.after, texts.after, at.after));
    Sides::new(cover(grown.before, grown.before), cover(grown.after, grown.after))
}
