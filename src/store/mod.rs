//! Versions kept in git.

mod archive;
mod error;

pub use archive::{Archive, ArticleSummary, Capture, Describe, Description, Submission};
pub use error::StoreError;
