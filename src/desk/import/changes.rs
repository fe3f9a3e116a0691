//! What changed between versions that are kept together, told before they are, on all cores.

use foldhash::{HashMap, HashMapExt};

use super::in_parallel;
use crate::article::{ArticleId, Moment, Snapshot, Version};
use crate::desk::describe::changes;
use crate::store::Submission;

/// What changed from one version of a batch to the next of its article.
pub(super) struct Changes<'a> {
    /// By the article and the moment of the earlier one.
    found: HashMap<(&'a ArticleId, Moment), Vec<Change<'a>>>,
}

struct Change<'a> {
    before: &'a Snapshot,
    after: &'a Snapshot,
    told: String,
}

impl<'a> Changes<'a> {
    /// Tells the changes within a batch, which stands in the order of time.
    ///
    /// They are those that are asked for if the archive has nothing of the articles in between; a version that brings a
    /// note is told by that.
    pub(super) fn within(batch: &'a [Submission]) -> Self {
        let (mut last, mut pairs) = (HashMap::new(), Vec::new());
        for Submission { article, snapshot: after, .. } in batch {
            if let Some(before) = last.insert(article, after)
                && after.notes.iter().all(|note| before.notes.contains(note))
            {
                pairs.push((article, before, after));
            }
        }
        let all = in_parallel(pairs, |(article, before, after)| {
            ((article, before.times.at), Change { before, after, told: changes(before, after) })
        });
        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for (key, change) in all {
            found.entry(key).or_default().push(change);
        }
        Self { found }
    }

    /// Returns what changed from a version to a snapshot, if they say what two of the batch say.
    pub(super) fn between<'s>(&'s self, before: &'s Version, after: &Snapshot) -> Option<&'s str> {
        let found = self.found.get(&(&before.article, before.snapshot.times.at))?;
        let same = |one: &Snapshot, other: &Snapshot| {
            (&one.fields, &one.body, &one.notes) == (&other.fields, &other.body, &other.notes)
        };
        let known = |change: &&Change| same(change.before, &before.snapshot) && same(change.after, after);
        found.iter().find(known).map(|change| change.told.as_str())
    }
}
