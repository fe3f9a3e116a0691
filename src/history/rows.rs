//! The fields of two snapshots, row by row.

use super::change::Place;
use crate::article::Fields;
use crate::diff::{Diff, Sides, diff};

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Which field.
    pub place: Place,
    /// What it read and reads; empty where it was or is missing.
    pub texts: Sides<String>,
    /// The diff of the two.
    pub diff: Diff,
}

/// Finds the fields that differ, in the order headline, dek, byline, captions, links.
pub(super) fn rows(fields: Sides<&Fields>) -> Vec<FieldRow> {
    let optional =
        |field: fn(&Fields) -> &Option<String>| fields.map(|side| field(side).as_deref().unwrap_or_default());
    let mut found = vec![
        (Place::Headline, fields.map(|side| side.headline.as_str())),
        (Place::Dek, optional(|side| &side.dek)),
        (Place::Byline, optional(|side| &side.byline)),
    ];
    let captions = fields.map(|side| side.captions.iter().map(String::as_str).collect::<Vec<_>>());
    for places in pairs(captions.as_ref().map(Vec::as_slice), |one, other| words_shared(one, other) * 3 >= 1000) {
        found.push((
            Place::Caption(places),
            Sides::new(at(&captions.before, places.before), at(&captions.after, places.after)),
        ));
    }
    let mut rows: Vec<FieldRow> = found.into_iter().filter_map(|(place, texts)| row(place, texts)).collect();
    rows.extend(links(fields));
    rows
}

/// Returns the text of a list at a place, empty where there is none.
fn at<'a>(list: &[&'a str], index: Option<usize>) -> &'a str {
    index.and_then(|index| list.get(index).copied()).unwrap_or_default()
}

/// The rows of links whose target differs, and of links put in or taken out.
fn links(fields: Sides<&Fields>) -> Vec<FieldRow> {
    let keys =
        fields.map(|side| side.links.iter().map(|link| (link.text.as_str(), link.href.as_str())).collect::<Vec<_>>());
    let found = pairs(keys.as_ref().map(Vec::as_slice), |one, other| one.0 == other.0 || one.1 == other.1);
    found
        .into_iter()
        .filter_map(|places| {
            let target = |list: &[(&'_ str, &'_ str)], index: Option<usize>| {
                index.and_then(|index| list.get(index)).map(|link| link.1.to_owned()).unwrap_or_default()
            };
            let (old, new) = (target(&keys.before, places.before), target(&keys.after, places.after));
            row(Place::Link(places), Sides::new(&old, &new))
        })
        .collect()
}

fn row(place: Place, texts: Sides<&str>) -> Option<FieldRow> {
    (texts.before != texts.after).then(|| FieldRow { place, texts: texts.map(str::to_owned), diff: diff(texts) })
}

/// Pairs the items of two lists: equal ones first, in order, then those alike, then what is left alone.
///
/// Only pairs and lone items that differ are returned, in the order of the later list, lone earlier ones last.
fn pairs<T: PartialEq>(lists: Sides<&[T]>, alike: impl Fn(&T, &T) -> bool) -> Vec<Sides<Option<usize>>> {
    let mut partners: Vec<Option<usize>> = vec![None; lists.after.len()];
    let mut taken = vec![false; lists.before.len()];
    let mut pair = |test: &dyn Fn(&T, &T) -> bool| {
        for (new, partner) in partners.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
            *partner = (0..lists.before.len()).find(|old| !taken[*old] && test(&lists.before[*old], &lists.after[new]));
            if let Some(old) = *partner {
                taken[old] = true;
            }
        }
    };
    pair(&|one, other| one == other);
    pair(&alike);
    let differs = |(new, old): (usize, Option<usize>)| {
        let same = old.is_some_and(|old| lists.before[old] == lists.after[new]);
        (!same).then_some(Sides::new(old, Some(new)))
    };
    let lone = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(old, _)| Sides::new(Some(old), None));
    partners.into_iter().enumerate().filter_map(differs).chain(lone).collect()
}

/// Returns the share of words two texts have in common, in thousandths of the longer.
fn words_shared(one: &str, other: &str) -> usize {
    let other: Vec<_> = other.split_whitespace().collect();
    let one: Vec<_> = one.split_whitespace().collect();
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared * 1000 / one.len().max(other.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Hyperlink;

    #[test]
    fn a_link_with_another_target_is_a_row_and_an_equal_caption_is_none() {
        let link = |href: &str| Hyperlink { text: "the plan".into(), href: href.into() };
        let fields = |href: &str| Fields {
            headline: "Bridge closed".into(),
            captions: vec!["The bridge on Monday.".into()],
            links: vec![link(href)],
            ..Fields::default()
        };
        let (before, after) = (fields("https://a.example/1"), fields("https://a.example/2"));
        let found = rows(Sides::new(&before, &after));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, Place::Link(Sides::new(Some(0), Some(0))));
        assert_eq!(found[0].texts.after, "https://a.example/2");
    }
}
