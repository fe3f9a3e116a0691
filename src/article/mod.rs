//! What is kept of an article.

mod draft;
mod fields;
mod id;
mod recorded;
mod snapshot;
mod version;

pub use draft::Draft;
pub use fields::{Fields, Hyperlink};
pub use id::ArticleId;
pub use recorded::Recorded;
pub use snapshot::{Moment, Snapshot, Times};
pub use version::Version;
