//! The commits of `main`, past those that cannot be read where the index knows what was before them.

use std::collections::HashMap;

use super::indexed::Indexed;
use super::sight::{Sight, View};
use crate::article::ArticleId;
use crate::store::error::StoreError;
use crate::store::git::{Cutting, ObjectId, Repo, Stretch};

/// How many commits are looked at in one go.
const STRETCH: usize = 256;

/// A commit that cannot be read.
pub(super) struct Lost {
    /// The article and version it holds, where the index knows.
    pub(super) version: Option<(ArticleId, u32)>,
    /// The commit before it, where the index knows.
    before: Option<ObjectId>,
    /// What git says.
    pub(super) problem: StoreError,
}

/// The way from the tip back to the first commit.
pub(super) struct Way {
    /// Its parts, oldest first.
    pub(super) stretches: Vec<Stretch>,
    /// How many commits it has.
    pub(super) count: usize,
    /// Those that cannot be read.
    pub(super) lost: HashMap<ObjectId, Lost>,
}

/// What a commit turned out to be.
pub(super) enum Suspect {
    /// One that can be read, and what is seen in it.
    Seen(Box<Sight>),
    /// One that could not be read on the way.
    Lost,
    /// One that cannot be read any more.
    Gone(StoreError),
}

impl Way {
    /// Goes back from a tip; tells how far it is.
    pub(super) fn back(repo: &Repo, tip: Option<ObjectId>, indexed: &Indexed, on_step: &mut dyn FnMut(usize)) -> Self {
        let (mut cutting, mut next, mut lost) = (Cutting::default(), tip, HashMap::new());
        while let Some(id) = next {
            cutting.pass(id, STRETCH);
            next = repo.parent(id).unwrap_or_else(|problem| {
                let (version, before) = indexed.find(id).unzip();
                let before = before.flatten();
                lost.insert(id, Lost { version, before, problem });
                before
            });
            on_step(cutting.count());
        }
        Self { count: cutting.count(), stretches: cutting.end(None), lost }
    }

    /// Looks at the commits of a stretch, oldest first.
    pub(super) fn look(&self, repo: &Repo, stretch: &Stretch, view: &View) -> Vec<(ObjectId, Suspect)> {
        let (mut suspects, mut next) = (Vec::new(), Some(stretch.newest));
        while let Some(id) = next.filter(|id| Some(*id) != stretch.before) {
            let suspect = match (self.lost.get(&id), repo.commit(id)) {
                (Some(lost), _) => {
                    next = lost.before;
                    Suspect::Lost
                }
                (None, Ok(commit)) => {
                    next = commit.parents.first().copied();
                    Suspect::Seen(Box::new(Sight::of(repo, id, &commit, view)))
                }
                (None, Err(problem)) => {
                    next = None;
                    Suspect::Gone(problem)
                }
            };
            suspects.push((id, suspect));
        }
        suspects.reverse();
        suspects
    }
}
