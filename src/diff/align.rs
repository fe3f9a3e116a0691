//! What the two texts share, from the whole down to words.

use super::Diff;
use super::lines;
use super::script::Writer;
use super::sides::Sides;
use super::stretch::{Names, Stretch};
use super::tidy;
use super::words::Aligner;

/// Compares two texts.
pub(super) fn diff(texts: Sides<&str>) -> Diff {
    let mut found = Diff::default();
    let mut names = Names::default();
    let mut aligner = Aligner::default();
    for region in lines::regions(texts) {
        let blank = texts.zip(region).map(|(text, span)| span.of(text).trim().is_empty());
        let stretches = if blank.before || blank.after {
            texts.zip(region).map(|(text, span)| Stretch::whole(text, span))
        } else {
            texts.zip(region).map(|(text, span)| Stretch::read(text, span, &mut names))
        };
        let mut gaps = aligner.gaps(stretches.as_ref(), &names);
        tidy::slide(stretches.as_ref(), &mut gaps);
        Writer::write(stretches.as_ref(), &gaps, &mut found.edits);
    }
    found
}
