//! What the two texts share, from the whole down to words.

use super::Diff;
use super::script::Writer;
use super::sides::Sides;
use super::stretch::{Names, Stretch};
use super::words;
use crate::text::Span;

/// Compares two texts.
pub(super) fn diff(texts: Sides<&str>) -> Diff {
    let mut found = Diff::default();
    if texts.before == texts.after {
        return found;
    }
    let mut names = Names::default();
    let stretches = texts.map(|text| Stretch::read(text, Span::new(0, text.len()), &mut names));
    let ids = stretches.as_ref().map(|side| side.words.iter().map(|word| word.id).collect::<Vec<u32>>());
    let gaps = words::gaps(Sides::new(&ids.before, &ids.after));
    Writer::write(stretches.as_ref(), &gaps, &mut found.edits);
    found
}
