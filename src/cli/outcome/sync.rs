//! The words for what keeps archives apart.

use variorum::article::ArticleId;
use variorum::render::{count, in_table};
use variorum::store::SyncError;

use super::store;

/// What is true whatever the network does.
const SAFE: &str = "nothing was lost: all that is recorded here stays here, and the next `variorum sync` sends it";

/// The most versions that a sentence names.
const NAMED: usize = 5;

/// Says what keeps archives apart, and what helps.
pub(super) fn words(error: &SyncError) -> String {
    match error {
        SyncError::Store(error) => store::words(error),
        SyncError::BadName { .. }
        | SyncError::BadUrl { .. }
        | SyncError::NameTaken { .. }
        | SyncError::UnknownRemote { .. }
        | SyncError::NoRemote
        | SyncError::SeveralRemotes { .. } => which(error),
        SyncError::NoGit => {
            "git is not installed, or is not on the path; archives are exchanged with it: install git and try again"
                .to_owned()
        }
        SyncError::Unreachable { remote, url, reason } => {
            format!("{remote} ({url}) cannot be reached, git says: {reason}; {SAFE}")
        }
        SyncError::Refused { remote, reason } => {
            format!("{remote} takes nothing from here, git says: {reason}; {SAFE}")
        }
        SyncError::Busy { remote, tries } => {
            format!("others were faster to send to {remote}, {tries} times in a row; try again in a while; {SAFE}")
        }
        SyncError::RemoteInFuture { remote, tip, now } => format!(
            "the newest version of {remote} was recorded at {}, and it is {} here: set the clock that is wrong, or go on \
             with --any-clock",
            in_table(*tip),
            in_table(*now)
        ),
        SyncError::OursInFuture { article, number, recorded, now } => format!(
            "{article}@{number} was recorded at {}, and it is {} here: set the clock that is wrong, or go on with \
             --any-clock",
            in_table(*recorded),
            in_table(*now)
        ),
        other => strange(other),
    }
}

/// Says why no remote is meant.
fn which(error: &SyncError) -> String {
    match error {
        SyncError::BadName { name } => {
            format!("{name:?} cannot name a remote: take letters, digits, `-`, `_` and `.`, as in origin")
        }
        SyncError::BadUrl { url } => {
            format!("{url:?} is no address that git can fetch from; give one such as git@example.org:archive.git")
        }
        SyncError::NameTaken { name, url } => {
            format!("the remote {name} is there already ({url}); `variorum remote remove {name}` forgets it")
        }
        SyncError::UnknownRemote { name, known } if known.is_empty() => {
            format!("no remote goes by {name:?}; `variorum remote add {name} URL` adds it")
        }
        SyncError::UnknownRemote { name, known } => {
            format!("no remote goes by {name:?}; there is {}", known.join(", "))
        }
        SyncError::NoRemote => "no other archive is known here; `variorum remote add origin URL` names one".to_owned(),
        SyncError::SeveralRemotes { known } => {
            format!("there are several remotes, and none is origin; say which: {}", known.join(", "))
        }
        other => other.to_string(),
    }
}

/// Says why what a remote has cannot be taken.
fn strange(error: &SyncError) -> String {
    match error {
        SyncError::Foreign { remote, commit, problem } => {
            let commit = commit.as_deref().map(|commit| format!(" (commit {commit} is no version")).unwrap_or_default();
            let problem = problem.as_deref().map(|problem| format!(": {problem})")).unwrap_or_default();
            format!(
                "{remote} is a git repository, but no archive of variorum's{commit}{problem}; nothing was taken from it"
            )
        }
        SyncError::NewerFormat { remote, format, known } => format!(
            "{remote} has versions of format {format}, and this variorum knows format {known} only; use a newer variorum"
        ),
        SyncError::Vanished { remote, versions } => format!(
            "{remote} no longer has {} it had ({}), and nothing says that they were erased: nothing was taken or sent; \
             if that is meant, `variorum remote remove {remote}` and add it again: they are then sent to it anew",
            count(versions.len(), "version", "versions"),
            named(versions)
        ),
        other => other.to_string(),
    }
}

fn named(versions: &[(ArticleId, u32)]) -> String {
    let names: Vec<String> =
        versions.iter().take(NAMED).map(|(article, number)| format!("{article}@{number}")).collect();
    let rest = versions.len().saturating_sub(NAMED);
    if rest > 0 { format!("{} and {rest} more", names.join(", ")) } else { names.join(", ") }
}
