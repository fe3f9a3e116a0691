//! The hunks of two bodies, block by block and sentence by sentence.

use super::super::change::ChangeKind;
use super::super::spelling::{fold, split};
use super::cluster::clusters;
use super::hunk::{Hunk, trim};
use super::kept::{kept, shared};
use super::passages::{Gap, Passage, gaps, passages};
use crate::diff::{Diff, Edit, Sides, diff};
use crate::text::{Body, Span};

/// What hunks are made from.
struct Matter<'a> {
    bodies: Sides<&'a Body>,
    texts: Sides<&'a str>,
    diff: &'a Diff,
    kept: Vec<Sides<Span>>,
    sentences: Sides<Vec<(usize, Span)>>,
}

/// Finds what a reader would call the edits between two bodies, in the order of the later one.
pub(in crate::history) fn hunks(bodies: Sides<&Body>, sentences: Sides<&[Span]>, diff: &Diff) -> Vec<Hunk> {
    if diff.edits.is_empty() && bodies.before == bodies.after {
        return Vec::new();
    }
    let texts = bodies.map(Body::text);
    let sentences = Sides::new(numbered(sentences.before, bodies.before), numbered(sentences.after, bodies.after));
    let matter = Matter { bodies, texts, diff, kept: kept(diff, texts), sentences };
    let blocks = bodies.map(|body| body.blocks().iter().map(|block| block.span).collect::<Vec<_>>());
    let parts = Sides::new(&*blocks.before, &*blocks.after);
    let (linked, gaps) = gaps(passages(parts, &shared(&matter.kept, parts)));
    let mut found = Vec::new();
    let (moved, gaps) = matter.moved(gaps);
    found.extend(matter.moves(&linked, &moved));
    found.extend(gaps.iter().flat_map(|gap| matter.gap(gap)));
    found.sort_by_key(|hunk| (matter.anchor(hunk), hunk.at.before.start, hunk.at.after.start));
    found
}

impl Matter<'_> {
    /// Where a block of the earlier body stands.
    fn old(&self, index: usize) -> Span {
        self.bodies.before.blocks()[index].span
    }

    /// Where a block of the later body stands.
    fn now(&self, index: usize) -> Span {
        self.bodies.after.blocks()[index].span
    }

    /// Where a hunk stands in the later text; what was taken out stands where the text closed over it.
    fn anchor(&self, hunk: &Hunk) -> u32 {
        if !hunk.at.after.is_empty() {
            return hunk.at.after.start;
        }
        let next = self.kept.partition_point(|kept| kept.before.start < hunk.at.before.start);
        next.checked_sub(1).map_or(0, |last| self.kept[last].after.end)
    }

    /// The hunks of blocks that belong together.
    fn linked(&self, passage: &Passage) -> Vec<Hunk> {
        let (old, new) = (&passage.parts.before, &passage.parts.after);
        let blocks = Sides::new(old.first().copied(), new.first().copied());
        let mut found = Vec::new();
        let kind = match (old.len(), new.len()) {
            (1, 1) => self.is_reset(old[0], new[0]).then_some(ChangeKind::Format),
            (1, _) => Some(ChangeKind::Split),
            (_, 1) => Some(ChangeKind::Merge),
            _ => None,
        };
        if let Some(kind) = kind {
            let at = Sides::new(self.old(old[0]), self.now(new[0]));
            found.push(Hunk { kind, edits: Vec::new(), ..Hunk::whole(at, blocks) });
        }
        found.extend(self.sentences_of(passage));
        found
    }

    /// Tells whether a block reads the same but is set otherwise.
    fn is_reset(&self, old: usize, new: usize) -> bool {
        self.bodies.before.blocks()[old].kind != self.bodies.after.blocks()[new].kind
    }

    /// The hunks inside blocks that belong together, sentence by sentence.
    fn sentences_of(&self, passage: &Passage) -> Vec<Hunk> {
        let of = |sentences: &[(usize, Span)], blocks: &[usize]| {
            sentences.iter().filter(|(block, _)| blocks.contains(block)).copied().collect::<Vec<_>>()
        };
        let sentences = Sides::new(
            of(&self.sentences.before, &passage.parts.before),
            of(&self.sentences.after, &passage.parts.after),
        );
        let spans = sentences.as_ref().map(|list| list.iter().map(|(_, span)| *span).collect::<Vec<_>>());
        let parts = Sides::new(&*spans.before, &*spans.after);
        let (linked, gaps) = gaps(passages(parts, &shared(&self.kept, parts)));
        let stretch = |parts: &Sides<Vec<usize>>| {
            let side = |list: &[usize], sentences: &[(usize, Span)]| {
                let (first, last) = (*list.first()?, *list.last()?);
                let (block, start) = sentences[first];
                Some((block, Span { start: start.start, end: sentences[last].1.end.max(start.end) }))
            };
            let (old, new) = (side(&parts.before, &sentences.before), side(&parts.after, &sentences.after));
            let blocks = Sides::new(
                old.map(|(block, _)| block).or(passage.parts.before.first().copied()),
                new.map(|(block, _)| block).or(passage.parts.after.first().copied()),
            );
            let at = Sides::new(
                old.map_or(Span::default(), |(_, span)| span),
                new.map_or(Span::default(), |(_, span)| span),
            );
            (at, blocks)
        };
        let mut found = Vec::new();
        for passage in &linked {
            let (at, blocks) = stretch(&passage.parts);
            if at.before.of(self.texts.before) == at.after.of(self.texts.after) {
                continue;
            }
            found.extend(clusters(&self.diff.edits, self.texts, at, blocks));
        }
        for gap in &gaps {
            let (at, blocks) = stretch(&gap.parts);
            found.push(Hunk::whole(at, blocks));
        }
        found
    }

    /// Pairs the blocks that went from one gap and came in another; the gaps are returned without them.
    fn moved(&self, mut gaps: Vec<Gap>) -> (Vec<(usize, usize)>, Vec<Gap>) {
        let old: Vec<usize> = gaps.iter().flat_map(|gap| gap.parts.before.iter().copied()).collect();
        let mut new: Vec<usize> = gaps.iter().flat_map(|gap| gap.parts.after.iter().copied()).collect();
        let mut found = Vec::new();
        for from in old {
            let alike = |to: &usize| alike(self.old(from).of(self.texts.before), self.now(*to).of(self.texts.after));
            let best = new.iter().map(|to| (alike(to), *to)).max_by_key(|(share, to)| (*share, std::cmp::Reverse(*to)));
            let Some((_, to)) = best.filter(|(share, _)| *share >= MOVED) else { continue };
            new.retain(|other| *other != to);
            for gap in &mut gaps {
                gap.parts.before.retain(|other| *other != from);
                gap.parts.after.retain(|other| *other != to);
            }
            found.push((from, to));
        }
        (found, gaps)
    }

    /// The hunks of blocks that have a partner; of those that crossed, the ones moved that the diff did not keep.
    fn moves(&self, linked: &[Passage], moved: &[(usize, usize)]) -> Vec<Hunk> {
        let single = |passage: &&Passage| passage.parts.before.len() == 1 && passage.parts.after.len() == 1;
        let (single, several): (Vec<_>, Vec<_>) = linked.iter().partition(single);
        let held = single.iter().map(|passage| (passage.parts.before[0], passage.parts.after[0]));
        let mut pairs: Vec<(usize, usize)> = held.chain(moved.iter().copied()).collect();
        pairs.sort_unstable();
        let stayed = if moved.is_empty() { pairs.clone() } else { self.stayed(&pairs, moved) };
        let mut found: Vec<Hunk> = several.iter().flat_map(|passage| self.linked(passage)).collect();
        for (from, to) in pairs {
            let at = Sides::new(self.old(from), self.now(to));
            let blocks = Sides::new(Some(from), Some(to));
            if !stayed.contains(&(from, to)) {
                found.push(Hunk { kind: ChangeKind::Move, edits: Vec::new(), ..Hunk::whole(at, blocks) });
            }
            if moved.contains(&(from, to)) {
                found.extend(clusters(&self.edits_within(at), self.texts, at, blocks));
            } else {
                found.extend(self.linked(&Passage { parts: Sides::new(vec![from], vec![to]) }));
            }
        }
        found
    }

    /// The pairs that keep their order with the most text between them; `pairs` is in the order of the earlier side.
    ///
    /// Those the diff kept in their place stay before any it took out and put in again, so that both tell the same.
    fn stayed(&self, pairs: &[(usize, usize)], moved: &[(usize, usize)]) -> Vec<(usize, usize)> {
        const KEPT: usize = 1 << 32;
        let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(pairs.len());
        for (index, (_, to)) in pairs.iter().enumerate() {
            let before = (0..index).filter(|other| pairs[*other].1 < *to).max_by_key(|other| best[*other].0);
            let kept = if moved.contains(&pairs[index]) { 0 } else { KEPT };
            let weight = kept + self.now(*to).len() + before.map_or(0, |other| best[other].0);
            best.push((weight, before));
        }
        let mut at = (0..pairs.len()).max_by_key(|index| best[*index].0);
        let mut found = Vec::new();
        while let Some(index) = at {
            found.push(pairs[index]);
            at = best[index].1;
        }
        found
    }

    /// The edits that lead from one stretch to the other, read on their own.
    fn edits_within(&self, at: Sides<Span>) -> Vec<Edit> {
        let inner = diff(Sides::new(at.before.of(self.texts.before), at.after.of(self.texts.after)));
        let onto = |span: Span, base: Span| Span { start: span.start + base.start, end: span.end + base.start };
        let shift = |edit: Edit| {
            let moved = Sides::new(onto(edit.at.before, at.before), onto(edit.at.after, at.after));
            Edit { at: moved, ..edit }
        };
        inner.edits.into_iter().map(shift).collect()
    }

    /// The hunks of blocks that have no partner: rewritten, taken out, put in.
    fn gap(&self, gap: &Gap) -> Vec<Hunk> {
        let (old, new) = (&gap.parts.before, &gap.parts.after);
        if let ([from], [to]) = (&**old, &**new) {
            let at = Sides::new(self.old(*from), self.now(*to));
            return vec![Hunk::whole(at, Sides::new(Some(*from), Some(*to)))];
        }
        let gone = old
            .iter()
            .map(|index| Hunk::whole(Sides::new(self.old(*index), Span::default()), Sides::new(Some(*index), None)));
        let come = new
            .iter()
            .map(|index| Hunk::whole(Sides::new(Span::default(), self.now(*index)), Sides::new(None, Some(*index))));
        gone.chain(come).collect()
    }
}

/// So much of two blocks must be the same, in percent, for one to be the other, moved.
const MOVED: usize = 60;

/// Returns how much two texts have in common, in percent of their words; short ones have nothing.
fn alike(one: &str, other: &str) -> usize {
    const WORDS: usize = 4;
    let words = |text: &str| {
        let mut words: Vec<String> = split(text).into_iter().map(|piece| fold(&text[piece.range])).collect();
        words.sort_unstable();
        words
    };
    let (one, other) = (words(one), words(other));
    if one.len().min(other.len()) < WORDS {
        return 0;
    }
    let (mut left, mut right, mut shared) = (0, 0, 0);
    while let (Some(first), Some(second)) = (one.get(left), other.get(right)) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => (left, right, shared) = (left + 1, right + 1, shared + 1),
        }
    }
    shared * 200 / (one.len() + other.len())
}

/// The sentences of a body, without the blanks behind them, each with its block.
fn numbered(sentences: &[Span], body: &Body) -> Vec<(usize, Span)> {
    let trimmed = sentences.iter().map(|span| trim(*span, body.text()));
    trimmed.filter_map(|span| Some((body.block_at(span.start as usize)?, span))).collect()
}
