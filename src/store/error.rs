//! What can go wrong in an archive.

use thiserror::Error;

/// What can go wrong in an archive; facts only, the words for a person are found at the top floor.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No article goes by that name.
    #[error("no article {name}")]
    UnknownArticle {
        /// What was asked for.
        name: String,
        /// Names that come near it, best first.
        nearest: Vec<String>,
    },
}
