//! What a look at an archive found.

use std::collections::BTreeMap;

use crate::article::{ArticleId, Withdrawal};
use crate::store::error::StoreError;
use crate::store::git::SignedBy;
use crate::store::went_back::WentBack;

/// What a look at the whole archive found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// How many articles there are.
    pub articles: usize,
    /// How many versions were looked at.
    pub versions: usize,
    /// How many captures were looked at.
    pub captures: usize,
    /// How many more are not here, since the archive was cloned without them: that is no damage.
    pub captures_elsewhere: usize,
    /// How far `main` went back since the index last followed it.
    pub went_back: Option<WentBack>,
    /// What was withdrawn, erased or not: that is no damage.
    pub withdrawn: Vec<Withdrawal>,
    /// What is damaged, in the order of writing.
    pub damages: Vec<Damage>,
    /// Who vouches for it.
    pub signatures: Signatures,
}

/// What a look at the signatures found; a bad one is damage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signatures {
    /// How many there are of each signer, and what they are worth here.
    pub standings: BTreeMap<(Standing, SignedBy), usize>,
    /// How many could not be checked, by the reason.
    pub unchecked: BTreeMap<String, usize>,
    /// How many versions without a signature of their own come before one whose signature is good, which vouches for them.
    pub covered: usize,
    /// How many versions without a signature come after it.
    pub unsigned: usize,
}

/// What a signature is worth here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is good, and its key that of somebody who is trusted.
    Good,
    /// It is good, but it or its key has expired since.
    Expired,
    /// It is good, but its key was revoked.
    Revoked,
    /// It is good, but nobody here vouches for its key.
    Unknown,
    /// Its key is not here, so that it cannot be judged.
    Absent,
}

/// One thing that is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The article it belongs to, where known.
    pub article: Option<ArticleId>,
    /// The number of the version it belongs to, where known.
    pub version: Option<u32>,
    /// The path in the archive's trees, the name of a ref, or that of the index.
    pub path: Option<String>,
    /// The commit it belongs to, in hex.
    pub commit: Option<String>,
    /// What is wrong with it.
    pub kind: DamageKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DamageKind {
    /// It cannot be read.
    Unreadable {
        /// What git says.
        problem: String,
    },
    /// It is not there.
    Missing,
    /// A commit on `main` that is no version.
    NotAVersion {
        /// What its message lacks.
        problem: String,
    },
    /// A commit with several parents: the versions stand in one line.
    NotLinear,
    /// The number does not follow that of the version before.
    WrongNumber {
        /// The number that follows.
        expected: u32,
    },
    /// The version before it is another than it says.
    WrongPrevious {
        /// The commit of the version before.
        expected: Option<String>,
        /// The one that it says.
        stated: Option<String>,
    },
    /// The article lay elsewhere before.
    WrongPath {
        /// Where it lay.
        expected: String,
    },
    /// The commit changes more than its article.
    ForeignChange {
        /// What else it changes.
        path: String,
    },
    /// The page is not the one that was written.
    WrongPage {
        /// The SHA-256 of the page written.
        expected: String,
        /// That of the page found.
        found: String,
    },
    /// The content is not the one that was written.
    WrongContent {
        /// The SHA-256 of the content written.
        expected: String,
        /// That of the content found.
        found: String,
    },
    /// The capture is not the one that was kept.
    WrongCapture {
        /// The SHA-256 of the capture kept.
        expected: String,
        /// That of the capture found.
        found: String,
    },
    /// The signature is not one of this commit.
    BadSignature,
    /// Text that was to be erased may still be there.
    Unfinished,
    /// The list of what is in a pack is not the one that was written; the pack may be whole.
    WrongList,
    /// The index is damaged or says something else than the commits.
    Index {
        /// What is wrong with it.
        problem: String,
    },
}

impl DamageKind {
    /// Says that something could not be read.
    pub(super) fn unreadable(error: &StoreError) -> Self {
        let problem = match error {
            StoreError::Damaged { what, problem } => format!("{what}: {problem}"),
            other => other.to_string(),
        };
        Self::Unreadable { problem }
    }
}

impl Damage {
    /// Damage to a ref.
    pub(super) fn of_ref(name: &str, kind: DamageKind) -> Self {
        Self { article: None, version: None, path: Some(name.to_owned()), commit: None, kind }
    }

    /// Damage to the index.
    pub(super) fn of_index(problem: String) -> Self {
        Self::of_ref("variorum/index.db", DamageKind::Index { problem })
    }
}
