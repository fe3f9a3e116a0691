//! What the two texts share, from the whole down to words.

use std::ops::Range;

use super::Diff;
use super::edit::Edit;
use super::gap::Gap;
use super::lines;
use super::moves;
use super::passage::Passages;
use super::script::Writer;
use super::sides::Sides;
use super::stretch::{Names, Stretch};
use super::tidy;
use super::words::Aligner;
use crate::text::{Span, is_space};

/// Compares two texts.
pub(super) fn diff(texts: Sides<&str>) -> Diff {
    let mut aligned = Alignment { texts, names: Names::default(), aligner: Aligner::default(), regions: Vec::new() };
    let mut found = Diff::default();
    for region in lines::regions(texts) {
        let region = aligned.region(region);
        Writer::write(region.stretches.as_ref(), &region.gaps, &mut found.edits);
        aligned.regions.push(region);
    }
    found.moves = aligned.moves();
    // A break kept between two rewritten paragraphs is no part of what moved: such a pair is told as rewritten.
    found.moves.retain(|moved| {
        covers(&found.edits, moved.at.before, |edit| edit.at.before)
            && covers(&found.edits, moved.at.after, |edit| edit.at.after)
    });
    found
}

/// Tells whether the edits take up every byte of a stretch of one side.
fn covers(edits: &[Edit], span: Span, side: impl Fn(&Edit) -> Span) -> bool {
    let first = edits.partition_point(|edit| side(edit).end <= span.start);
    let mut at = span.start;
    for part in edits[first..].iter().map(side) {
        if at >= span.end || part.start > at {
            break;
        }
        at = at.max(part.end);
    }
    at >= span.end
}

/// The fewest bytes a passage may have that is looked for elsewhere.
const SHORTEST_PASSAGE: u32 = 24;

/// A stretch that is not the same on both sides, and what of its words is not kept.
struct Region<'a> {
    stretches: Sides<Stretch<'a>>,
    gaps: Vec<Gap>,
}

/// What is known of two texts while they are compared.
struct Alignment<'a> {
    texts: Sides<&'a str>,
    names: Names,
    aligner: Aligner,
    regions: Vec<Region<'a>>,
}

impl<'a> Alignment<'a> {
    /// Compares one stretch word by word; one that stands against nothing is not even cut into words.
    fn region(&mut self, at: Sides<Span>) -> Region<'a> {
        let blank = self.texts.zip(at).map(|(text, span)| span.of(text).trim_matches(is_space).is_empty());
        let stretches = self.texts.zip(at).map(|(text, span)| {
            if blank.before || blank.after {
                Stretch::whole(text, span)
            } else {
                Stretch::read(text, span, &mut self.names)
            }
        });
        let mut gaps = self.aligner.gaps(stretches.as_ref(), &self.names);
        tidy::slide(stretches.as_ref(), &mut gaps);
        Region { stretches, gaps }
    }

    /// Looks among what one side alone has for passages that moved.
    fn moves(mut self) -> Vec<super::Move> {
        let long = |side: &Stretch, words: &Range<usize>| {
            !words.is_empty() && side.end_before(words.end) - side.start_of(words.start) >= SHORTEST_PASSAGE
        };
        let any = |long: &dyn Fn(&Region, &Gap) -> bool| {
            self.regions.iter().any(|region| region.gaps.iter().any(|gap| long(region, gap)))
        };
        let deletes = any(&|region, gap| long(&region.stretches.before, &gap.before));
        let inserts = any(&|region, gap| long(&region.stretches.after, &gap.after));
        if !deletes || !inserts {
            return Vec::new();
        }
        let mut passages = Sides::new((), ()).map(|()| Passages { stretches: Vec::new(), sentences: Vec::new() });
        for Region { stretches, gaps } in std::mem::take(&mut self.regions) {
            let number = passages.before.stretches.len();
            let uncut = stretches.as_ref().map(|side| side.ids == [Stretch::UNCUT]);
            passages.before.stretches.push(self.cut(stretches.before));
            passages.after.stretches.push(self.cut(stretches.after));
            for gap in gaps {
                let whole = |side: &Passages| 0..side.stretches[number].words.len();
                let before = if uncut.before { whole(&passages.before) } else { gap.before };
                let after = if uncut.after { whole(&passages.after) } else { gap.after };
                passages.before.add(number, before);
                passages.after.add(number, after);
            }
        }
        moves::find(passages.as_ref(), &self.names, &mut self.aligner)
    }

    /// Cuts a stretch into words that was taken as a whole.
    fn cut(&mut self, stretch: Stretch<'a>) -> Stretch<'a> {
        if stretch.ids == [Stretch::UNCUT] {
            Stretch::read(stretch.text, stretch.span, &mut self.names)
        } else {
            stretch
        }
    }
}
