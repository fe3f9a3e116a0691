//! Versions kept in git.
//!
//! An archive is an ordinary bare git repository with one linear branch `main`: a commit a version, a path an article.
//! Everything true is in the commits; `variorum/index.db` beside them is a cache that can be deleted at any time.

mod error;
mod submission;
mod summary;
mod place;
mod message;
mod failpoint;
mod git;
mod index;
mod lock;
mod mount;
mod creation;
mod archive;
mod labels;
mod went_back;
mod catch_up;
mod read;
mod proof;
mod reread;
mod resolve;
mod candidate;
mod plan;
mod reading;
mod spool;
mod batch;
mod signing;
mod record;
mod upkeep;
mod alias;
mod metadata;
mod accounts;
mod triage;
mod sightings;
mod withdrawal;
mod verify;
mod sync;

pub use archive::{Archive, Warning};
pub use error::StoreError;
pub use git::SignedBy;
pub use lock::Waiting;
pub use proof::{Captured, Proof, ProvenSignature};
pub use reread::{KeptReading, Technical};
pub use sightings::merge_sightings;
pub use signing::SigningProblem;
pub use submission::{Capture, Describe, Description, Submission};
pub use summary::{ArticleSummary, VersionSummary};
pub use sync::{Captures, Exchanged, Headway, Remote, Renumbered, SyncError, SyncTerms, Synced};
pub use upkeep::Tidied;
pub use verify::{Damage, DamageKind, Signatures, Standing, VerifyReport, VerifyStep};
pub use went_back::WentBack;
pub use withdrawal::{Erasure, Order, merge_withdrawals};
