//! What is kept of an article.

mod fields;
mod snapshot;
mod sighting;
mod content;
mod address;
mod slug;
mod id;
mod draft;
mod recorded;
mod version;
mod version_ref;
mod withdrawal;
pub mod page;

pub use address::Address;
pub use content::{canonical_content, sha256_hex};
pub use draft::Draft;
pub use fields::{Fields, Hyperlink};
pub use id::{ArticleId, BadId};
pub use page::{PAGE_FORMAT, PageError};
pub use recorded::{Recorded, RecordedKind};
pub use sighting::{Absence, Sighting, State, grow, unite};
pub use snapshot::{Moment, Snapshot, Times};
pub use version::Version;
pub use version_ref::{BadVersionRef, VersionRef};
pub use withdrawal::{Withdrawal, WithdrawnVersion};
