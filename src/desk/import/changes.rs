//! What changed between versions that are kept together, told by another core while they are.

use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};

use crate::article::{ArticleId, Moment, Snapshot, Version};
use crate::cores;
use crate::desk::describe::changes;
use crate::store::Submission;

/// What changed from one version of a batch to the next of its article.
pub(super) struct Changes<'a> {
    /// In the order of the batch.
    all: Vec<Change<'a>>,
    /// Which of them those of an article are whose earlier version is of a moment.
    places: HashMap<(&'a ArticleId, Moment), Vec<usize>>,
}

struct Change<'a> {
    before: &'a Snapshot,
    after: &'a Snapshot,
    told: OnceLock<String>,
}

impl<'a> Changes<'a> {
    /// Finds the changes within a batch, which stands in the order of time.
    ///
    /// They are those that are asked for if the archive has nothing of the articles in between; a version that brings a
    /// note is told by that.
    pub(super) fn within(batch: &'a [Submission]) -> Self {
        let (mut last, mut places): (_, HashMap<_, Vec<_>>) = (HashMap::new(), HashMap::new());
        let mut all = Vec::new();
        for Submission { article, snapshot: after, .. } in batch {
            if let Some(before) = last.insert(article, after)
                && after.notes.iter().all(|note| before.notes.contains(note))
            {
                places.entry((article, before.times.at)).or_default().push(all.len());
                all.push(Change { before, after, told: OnceLock::new() });
            }
        }
        Self { all, places }
    }

    /// Does some work while helpers tell what it may ask for.
    pub(super) fn meanwhile<T>(&self, work: impl FnOnce() -> T) -> T {
        let tell = |change: &Change<'_>| {
            change.told();
        };
        cores::ahead(&self.all, tell, work)
    }

    /// Returns what changed from a version to a snapshot, if they say what two of the batch say.
    pub(super) fn between<'s>(&'s self, before: &'s Version, after: &Snapshot) -> Option<&'s str> {
        let places = self.places.get(&(&before.article, before.snapshot.times.at))?;
        let same = |one: &Snapshot, other: &Snapshot| {
            (&one.fields, &one.body, &one.notes) == (&other.fields, &other.body, &other.notes)
        };
        let mut found = places.iter().map(|place| &self.all[*place]);
        found.find(|one| same(one.before, &before.snapshot) && same(one.after, after)).map(Change::told)
    }
}

impl Change<'_> {
    fn told(&self) -> &str {
        self.told.get_or_init(|| changes(self.before, self.after))
    }
}
