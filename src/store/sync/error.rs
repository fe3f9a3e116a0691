//! Why archives could not be brought together.

use thiserror::Error;

use crate::article::{ArticleId, Moment};
use crate::store::error::StoreError;

/// Why archives could not be brought together; facts only, the words for a person are found at the top floor.
///
/// Whatever it is, no version recorded here is lost.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SyncError {
    /// Something in the archive itself.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A text cannot name a remote.
    #[error("{name:?} cannot name a remote")]
    BadName {
        /// The text.
        name: String,
    },
    /// A text is no address of a repository.
    #[error("{url:?} is no address")]
    BadUrl {
        /// The text.
        url: String,
    },
    /// A remote of that name is there.
    #[error("{name} is {url}")]
    NameTaken {
        /// The name.
        name: String,
        /// Its address.
        url: String,
    },
    /// No remote goes by that name.
    #[error("no remote {name}")]
    UnknownRemote {
        /// What was asked for.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// There is no remote at all.
    #[error("no remote")]
    NoRemote,
    /// There are several remotes, and none is named `origin`.
    #[error("several remotes")]
    SeveralRemotes {
        /// Those there are.
        known: Vec<String>,
    },
    /// The git program is not there.
    #[error("git is missing")]
    NoGit,
    /// The remote could not be reached, or broke off.
    #[error("{remote} cannot be reached: {reason}")]
    Unreachable {
        /// The remote.
        remote: String,
        /// Its address, without a password.
        url: String,
        /// What git gives as the reason.
        reason: String,
    },
    /// The remote takes nothing from us.
    #[error("{remote} refuses: {reason}")]
    Refused {
        /// The remote.
        remote: String,
        /// What git gives as the reason.
        reason: String,
    },
    /// Others were faster every time.
    #[error("{remote} is busy")]
    Busy {
        /// The remote.
        remote: String,
        /// How often it was tried.
        tries: usize,
    },
    /// The remote holds something else than an archive.
    #[error("{remote} is no archive")]
    Foreign {
        /// The remote.
        remote: String,
        /// A commit that is no version.
        commit: Option<String>,
        /// What is wrong with it.
        problem: Option<String>,
    },
    /// The remote has versions of a format that is not known here.
    #[error("{remote} has format {format}, newer than {known}")]
    NewerFormat {
        /// The remote.
        remote: String,
        /// The format.
        format: u32,
        /// The newest format known here.
        known: u32,
    },
    /// The remote had versions that it has no longer, and nothing says that they were erased.
    #[error("{remote} has lost versions")]
    Vanished {
        /// The remote.
        remote: String,
        /// The versions, by the numbers they had there.
        versions: Vec<(ArticleId, u32)>,
    },
    /// The remote's newest version was written more than a day after now: one of the clocks is wrong.
    #[error("{remote} is dated {tip}, now is {now}")]
    RemoteInFuture {
        /// The remote.
        remote: String,
        /// The date of its newest version.
        tip: Moment,
        /// The moment taken as now.
        now: Moment,
    },
    /// A version recorded here is dated more than a day after now: the clock was wrong then, or is now.
    #[error("{article}@{number} is dated {recorded}, now is {now}")]
    OursInFuture {
        /// The article.
        article: ArticleId,
        /// The version's number here.
        number: u32,
        /// When it was recorded, by the clock of then.
        recorded: Moment,
        /// The moment taken as now.
        now: Moment,
    },
}
