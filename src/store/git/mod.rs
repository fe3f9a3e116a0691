//! The door to git: the one folder that knows libgit2, and the git program for what goes over the network.

mod again;
mod binary;
mod chain;
mod engine;
mod folder;
mod judge;
mod line;
mod list;
mod object;
mod order;
mod pack;
mod prune;
mod reference;
mod remote;
mod repo;
mod rewrite;
mod signature;
mod signer;
mod sound;
mod workshop;

pub(super) use again::Again;
pub(super) use binary::{Mishap, headway, run};
pub(super) use judge::Judgement;
pub use judge::SignedBy;
pub(super) use list::{Pack, Stock, leftovers, loose, packs};
pub(super) use object::{Commit, NewCommit, ObjectId};
pub(super) use pack::{Fold, Guarded, guards};
pub(super) use reference::Moved;
pub(super) use repo::Repo;
pub(super) use signature::Signed;
pub(super) use signer::Signer;
pub(super) use sound::damaged_lists;
pub(super) use workshop::Workshop;
