//! What can go wrong in an archive.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::signing::SigningProblem;
use crate::article::{ArticleId, BadId, VersionRef, Withdrawal};

/// What can go wrong in an archive; facts only, the words for a person are found at the top floor.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no archive in that folder.
    #[error("no archive in {}", dir.display())]
    NotAnArchive {
        /// The folder.
        dir: PathBuf,
    },
    /// There is a git repository, but not one of ours, or one too damaged to tell.
    #[error("{} is a git repository, but no archive", dir.display())]
    ForeignRepository {
        /// The folder.
        dir: PathBuf,
        /// What git says, when it could not open it.
        problem: Option<String>,
    },
    /// An archive was to be made in a folder that holds something else.
    #[error("{} is not empty", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// The archive was written by a newer Variorum: it can be read, not written.
    #[error("{} has format {format}, newer than {known}", dir.display())]
    NewerFormat {
        /// The folder.
        dir: PathBuf,
        /// The format it states.
        format: u32,
        /// The newest format known here.
        known: u32,
    },
    /// The archive cannot be written by this user.
    #[error("{} cannot be written", path.display())]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
    },
    /// There is no room left.
    #[error("no room left at {}", path.display())]
    DiskFull {
        /// The file or folder.
        path: PathBuf,
    },
    /// The archive is on a network file system, where what is locked or renamed cannot be relied on.
    #[error("{} is on a network file system ({kind})", dir.display())]
    Networked {
        /// The folder.
        dir: PathBuf,
        /// The kind of file system.
        kind: String,
    },
    /// Another process held the archive for too long.
    #[error("{} is locked", path.display())]
    Locked {
        /// The lock.
        path: PathBuf,
        /// The process that holds it, when known.
        pid: Option<u32>,
    },
    /// No article goes by that name.
    #[error("no article {name}")]
    UnknownArticle {
        /// What was asked for.
        name: String,
        /// Names that come near it, best first.
        nearest: Vec<String>,
    },
    /// Several articles go by that name.
    #[error("{name} is more than one article")]
    AmbiguousArticle {
        /// What was asked for.
        name: String,
        /// The articles, by id.
        candidates: Vec<ArticleId>,
    },
    /// The article has no such version.
    #[error("no such version of {article}, which has {versions}")]
    UnknownVersion {
        /// The article.
        article: ArticleId,
        /// What was asked for.
        asked: VersionRef,
        /// How many versions there are, technical ones included: they are numbered from 1 to this.
        versions: u32,
    },
    /// Several versions begin with that content hash.
    #[error("several versions of {article} begin with that hash")]
    AmbiguousVersion {
        /// The article.
        article: ArticleId,
        /// What was asked for.
        asked: VersionRef,
        /// Their numbers.
        numbers: Vec<u32>,
    },
    /// The version asked for was withdrawn.
    #[error("that version of {} was withdrawn: {}", withdrawal.article, withdrawal.why)]
    Withdrawn {
        /// What was, and why.
        withdrawal: Box<Withdrawal>,
    },
    /// A content that was withdrawn was to be recorded.
    #[error("that content of {} was withdrawn: {}", withdrawal.article, withdrawal.why)]
    Refused {
        /// What was, and why.
        withdrawal: Box<Withdrawal>,
    },
    /// Nothing of the kind was withdrawn.
    #[error("nothing of that kind was withdrawn of {article}")]
    NotWithdrawn {
        /// The article.
        article: ArticleId,
    },
    /// The address already finds another article.
    #[error("{url} is an address of {article}")]
    AddressTaken {
        /// The address.
        url: String,
        /// The article it finds.
        article: ArticleId,
    },
    /// A text cannot name an article.
    #[error(transparent)]
    BadId(#[from] BadId),
    /// Commits are to be signed here, and one could not be.
    #[error("no signature: {0}")]
    Unsigned(#[from] SigningProblem),
    /// A snapshot that no page can hold, such as one of the year 12026.
    #[error("the version cannot be written as a page: {problem}")]
    Unkeepable {
        /// What the page's reader says of it.
        problem: String,
    },
    /// Something stored cannot be read, or is not what it should be.
    #[error("{what} is damaged: {problem}")]
    Damaged {
        /// The object, as git names it, with the version it belongs to where known.
        what: String,
        /// What was found.
        problem: String,
    },
    /// The list of a pack leads to places that are not in the pack: nothing in it can be followed without harm.
    #[error("the list of {} leads beyond it", pack.display())]
    DamagedList {
        /// The repository.
        dir: PathBuf,
        /// The pack, as seen from the repository.
        pack: PathBuf,
    },
    /// The system refused to read or write.
    #[error("{}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl StoreError {
    /// Tells a full disk and a write-protected place from other failures to read or write.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            _ => Self::Io { path, source },
        }
    }

    /// Names a place by where it was to be, not by where it was being built.
    pub(super) fn renamed(mut self, built: &Path, place: &Path) -> Self {
        if let Self::DiskFull { path } | Self::ReadOnly { path } | Self::Io { path, .. } | Self::Locked { path, .. } =
            &mut self
            && path.starts_with(built)
        {
            place.clone_into(path);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_sealed_one_are_told_apart() {
        let error = |kind: io::ErrorKind| StoreError::io(Path::new("archive"), kind.into());
        assert!(matches!(error(io::ErrorKind::StorageFull), StoreError::DiskFull { .. }));
        assert!(matches!(error(io::ErrorKind::QuotaExceeded), StoreError::DiskFull { .. }));
        assert!(matches!(error(io::ErrorKind::PermissionDenied), StoreError::ReadOnly { .. }));
        assert!(matches!(error(io::ErrorKind::ReadOnlyFilesystem), StoreError::ReadOnly { .. }));
        assert!(matches!(error(io::ErrorKind::NotADirectory), StoreError::Io { .. }));
    }

    #[test]
    fn a_place_is_named_as_the_person_named_it() {
        let full = StoreError::DiskFull { path: PathBuf::from(".archive.new/objects/ab") };
        let full = full.renamed(Path::new(".archive.new"), Path::new("archive"));
        assert!(matches!(full, StoreError::DiskFull { path } if path == Path::new("archive")));
    }
}
