//! The door to git: the one folder that knows libgit2.

mod chain;
mod engine;
mod folder;
mod object;
mod reference;
mod repo;

pub(super) use object::{Commit, NewCommit, ObjectId};
pub(super) use reference::Moved;
pub(super) use repo::Repo;
