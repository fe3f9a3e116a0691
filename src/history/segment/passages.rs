//! Which parts of one side became which parts of the other.

use std::collections::BTreeMap;

use crate::diff::Sides;
use crate::text::Span;

/// How much of the smaller of two parts must be shared for one to have become the other, in percent.
const ENOUGH: usize = 30;

/// Parts of both sides that belong together: one each, or several where a part was split or merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// The numbers of the parts, in order.
    pub(super) parts: Sides<Vec<usize>>,
}

/// Joins parts that share enough into passages, in the order of the later side; parts without a partner stand alone.
pub(super) fn passages(parts: Sides<&[Span]>, shared: &BTreeMap<(usize, usize), usize>) -> Vec<Passage> {
    let mut owner = vec![None; parts.after.len()];
    let mut found: Vec<Passage> = Vec::new();
    let mut held: Vec<Option<usize>> = vec![None; parts.before.len()];
    for (&(old, new), &bytes) in shared {
        if bytes * 100 < ENOUGH * parts.before[old].len().min(parts.after[new].len()) {
            continue;
        }
        let passage = match (held[old], owner[new]) {
            (Some(one), Some(other)) if one != other => {
                merge(&mut found, one, other, &mut held, &mut owner);
                one
            }
            (Some(one), _) | (None, Some(one)) => one,
            (None, None) => {
                found.push(Passage::default());
                found.len() - 1
            }
        };
        if held[old].is_none() {
            held[old] = Some(passage);
            found[passage].parts.before.push(old);
        }
        if owner[new].is_none() {
            owner[new] = Some(passage);
            found[passage].parts.after.push(new);
        }
    }
    let lone = |parts| Passage { parts };
    let deleted = held.iter().enumerate().filter(|(_, held)| held.is_none());
    let inserted = owner.iter().enumerate().filter(|(_, owner)| owner.is_none());
    let deleted = deleted.map(|(old, _)| lone(Sides::new(vec![old], Vec::new())));
    let inserted = inserted.map(|(new, _)| lone(Sides::new(Vec::new(), vec![new])));
    found.retain(|passage| !passage.parts.before.is_empty());
    found.extend(deleted.chain(inserted).collect::<Vec<_>>());
    found
}

/// Puts all parts of passage `other` into passage `one`.
fn merge(found: &mut [Passage], one: usize, other: usize, held: &mut [Option<usize>], owner: &mut [Option<usize>]) {
    let moved = std::mem::take(&mut found[other]);
    found[one].parts.before.extend(moved.parts.before);
    found[one].parts.after.extend(moved.parts.after);
    found[one].parts.before.sort_unstable();
    found[one].parts.after.sort_unstable();
    for slot in held.iter_mut().chain(owner.iter_mut()).filter(|slot| **slot == Some(other)) {
        *slot = Some(one);
    }
}

/// What was left alone between two linked parts: what stood there before, and what stands there now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// The lone parts, in order.
    pub(super) parts: Sides<Vec<usize>>,
}

/// Parts passages into those that belong together and the gaps between them.
pub(super) fn gaps(passages: Vec<Passage>) -> (Vec<Passage>, Vec<Gap>) {
    let (linked, lone): (Vec<_>, Vec<_>) =
        passages.into_iter().partition(|passage| !passage.parts.before.is_empty() && !passage.parts.after.is_empty());
    let mut partner: BTreeMap<usize, usize> = BTreeMap::new();
    let mut placed: Vec<usize> = Vec::new();
    for passage in &linked {
        let last = passage.parts.after.iter().max().copied().unwrap_or_default();
        partner.extend(passage.parts.before.iter().map(|old| (*old, last)));
        placed.extend(&passage.parts.after);
    }
    placed.sort_unstable();
    let mut found: BTreeMap<Option<usize>, Gap> = BTreeMap::new();
    for passage in lone {
        for old in passage.parts.before {
            let place = partner.range(..old).next_back().map(|(_, new)| *new);
            found.entry(place).or_default().parts.before.push(old);
        }
        for new in passage.parts.after {
            let place = placed.partition_point(|other| *other < new).checked_sub(1).map(|index| placed[index]);
            found.entry(place).or_default().parts.after.push(new);
        }
    }
    (linked, found.into_values().collect())
}
