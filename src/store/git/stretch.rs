//! Long lines of commits, cut into stretches: each is read by itself, on any core, and no list of all commits is held.

use super::object::ObjectId;

/// A part of a line of commits, by first parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Stretch {
    /// The commit before the oldest, left out; none where the line begins.
    pub(in crate::store) before: Option<ObjectId>,
    /// The newest commit.
    pub(in crate::store) newest: ObjectId,
}

/// A line of commits that is gone through from the newest back, and cut.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Cutting {
    /// The newest commit of each stretch, newest first.
    newest: Vec<ObjectId>,
    count: usize,
}

impl Cutting {
    /// Takes in the next commit; so many are a stretch.
    pub(in crate::store) fn pass(&mut self, commit: ObjectId, length: usize) {
        if self.count.is_multiple_of(length) {
            self.newest.push(commit);
        }
        self.count += 1;
    }

    /// Returns how many commits there are.
    pub(in crate::store) fn count(&self) -> usize {
        self.count
    }

    /// Ends before a commit, or where the line begins; returns the stretches, oldest first.
    pub(in crate::store) fn end(self, mut before: Option<ObjectId>) -> Vec<Stretch> {
        let stretch = |newest: &ObjectId| Stretch { before: before.replace(*newest), newest: *newest };
        self.newest.iter().rev().map(stretch).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_from_its_newest_commit_back() {
        let id = |number: usize| ObjectId::parse(&format!("{number:040x}")).unwrap();
        let cut = |count: usize, end: Option<ObjectId>| {
            let mut cutting = Cutting::default();
            (1..=count).rev().for_each(|number| cutting.pass(id(number), 3));
            assert_eq!(cutting.count(), count);
            let ends = cutting.end(end).into_iter().map(|stretch| (stretch.before, stretch.newest));
            ends.collect::<Vec<_>>()
        };
        assert_eq!(cut(0, None), []);
        assert_eq!(cut(1, None), [(None, id(1))]);
        assert_eq!(cut(3, Some(id(0))), [(Some(id(0)), id(3))]);
        assert_eq!(cut(7, None), [(None, id(1)), (Some(id(1)), id(4)), (Some(id(4)), id(7))]);
    }
}
