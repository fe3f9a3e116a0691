//! From the diff of two bodies to the stretches a reader would call one edit.

mod hunk;
mod kept;
mod passages;
mod cluster;
mod blocks;

pub(super) use blocks::hunks;
pub(super) use cluster::whole_row;
pub(super) use hunk::Hunk;
