//! What may be on the disk when the power goes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::journal::{Event, Journal, Node, Place, ROOT};

/// Numbers that are the same in every run, however random they look.
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns one of so many.
    pub(crate) fn one_of(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("small") % count.max(1)
    }
}

/// What becomes of things that nobody had the disk confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// All are lost.
    Lost,
    /// All are there.
    Kept,
    /// Names are there, and nothing is in the files: what careless programs lose most by.
    Hollow,
    /// Each has its own: any names, any state that a file was in, or a mixture of two.
    Mixed,
}

/// A file as the disk may have it.
#[derive(Clone, Debug, Default)]
struct Inside {
    /// What was confirmed.
    sure: Arc<[u8]>,
    /// What was written since.
    since: Vec<Arc<[u8]>>,
}

/// Writes into a folder what is on the disk when the power goes after so many events.
pub(crate) fn after_power_loss(journal: &Journal, count: usize, fate: Fate, dice: &mut Dice, into: &Path) {
    let events = &journal.events[..count];
    let sure = confirmed(events);
    let mut names: BTreeMap<(Node, String), Node> = BTreeMap::new();
    let mut files: HashMap<Node, Inside> = HashMap::new();
    for (place, node, content) in &journal.at_first {
        names.insert((place.folder, place.name.clone()), *node);
        files.insert(*node, Inside { sure: Arc::clone(content), since: Vec::new() });
    }
    let key = |place: &Place| (place.folder, place.name.clone());
    for (at, event) in events.iter().enumerate() {
        let mut happens = || match fate {
            Fate::Lost => sure.contains(&at),
            Fate::Kept | Fate::Hollow => true,
            Fate::Mixed => sure.contains(&at) || dice.one_of(2) == 0,
        };
        match event {
            Event::Named { place, node } if happens() => drop(names.insert(key(place), *node)),
            Event::Gone { place } if happens() => drop(names.remove(&key(place))),
            Event::Moved { from, to, node } if happens() => {
                // Its old name may be that of another by now, or never have been on the disk.
                if names.get(&key(from)) == Some(node) {
                    names.remove(&key(from));
                }
                names.insert(key(to), *node);
            }
            Event::Written { node, content } => files.entry(*node).or_default().since.push(Arc::clone(content)),
            Event::Synced { node } => {
                let inside = files.entry(*node).or_default();
                if let Some(last) = inside.since.drain(..).next_back() {
                    inside.sure = last;
                }
            }
            _ => {}
        }
    }
    let contents = files.iter().map(|(node, inside)| (*node, inside.content(fate, dice))).collect();
    write_out(journal, &names, &contents, ROOT, into, &mut HashMap::new());
}

/// Finds the changes of names that a later sync of their folder makes sure of.
fn confirmed(events: &[Event]) -> HashSet<usize> {
    let (mut waiting, mut sure): (HashMap<Node, Vec<usize>>, _) = (HashMap::new(), HashSet::new());
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Named { place, .. } | Event::Gone { place } | Event::Moved { to: place, .. } => {
                waiting.entry(place.folder).or_default().push(at);
            }
            Event::Synced { node } => sure.extend(waiting.remove(node).unwrap_or_default()),
            _ => {}
        }
    }
    sure
}

impl Inside {
    fn content(&self, fate: Fate, dice: &mut Dice) -> Vec<u8> {
        let Some(last) = self.since.last() else { return self.sure.to_vec() };
        let choice = match fate {
            Fate::Lost | Fate::Hollow => 0,
            Fate::Kept => 1,
            Fate::Mixed => dice.one_of(5),
        };
        match choice {
            0 => self.sure.to_vec(),
            1 => last.to_vec(),
            2 => self.since[dice.one_of(self.since.len())].to_vec(),
            // What was there before is not cut off: only what was added is missing.
            3 => last[..last.len() - dice.one_of(last.len().saturating_sub(self.sure.len()) + 1)].to_vec(),
            // Some blocks are new, some old, and those that were never written hold nothing.
            _ => {
                let mut mixed = last.to_vec();
                for (place, block) in mixed.chunks_mut(512).enumerate().filter(|_| dice.one_of(2) == 0) {
                    let old = self.sure.get(place * 512..).unwrap_or_default();
                    let shared = old.len().min(block.len());
                    block[..shared].copy_from_slice(&old[..shared]);
                    block[shared..].fill(0);
                }
                mixed
            }
        }
    }
}

/// Writes what has a name below a folder; a file of two names is one file.
fn write_out(
    journal: &Journal,
    names: &BTreeMap<(Node, String), Node>,
    contents: &HashMap<Node, Vec<u8>>,
    folder: Node,
    into: &Path,
    written: &mut HashMap<Node, std::path::PathBuf>,
) {
    for ((_, name), node) in names.range((folder, String::new())..(folder + 1, String::new())) {
        let path = into.join(name);
        if journal.folders[*node] {
            fs::create_dir(&path).expect("a folder");
            write_out(journal, names, contents, *node, &path, written);
        } else if let Some(other) = written.get(node) {
            fs::hard_link(other, &path).expect("a second name");
        } else {
            fs::write(&path, contents.get(node).map_or(&[][..], Vec::as_slice)).expect("a file");
            written.insert(*node, path);
        }
    }
}
