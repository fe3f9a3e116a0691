//! The words for what goes wrong in an archive.

use variorum::article::VersionRef;
use variorum::render::{count, withdrawn};
use variorum::store::{SigningProblem, StoreError, Warning, WentBack};

use super::intake::{bad_id, system};

/// Says what went wrong in an archive, and what helps.
pub(super) fn words(error: &StoreError) -> String {
    match error {
        StoreError::NotAnArchive { .. }
        | StoreError::ForeignRepository { .. }
        | StoreError::NotEmpty { .. }
        | StoreError::NewerFormat { .. } => place(error),
        StoreError::ReadOnly { path } => {
            format!(
                "{} cannot be written: you have no permission; change its mode, or name another --archive",
                path.display()
            )
        }
        StoreError::DiskFull { path } => {
            format!("no room is left for {}: nothing was recorded; make room and try again", path.display())
        }
        StoreError::Locked { path, pid } => {
            let who = pid.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"));
            format!("the archive is held by {who} ({}): wait for it to end and try again", path.display())
        }
        StoreError::Networked { dir, kind } => format!(
            "{} is on a network file system ({kind}), where versions could be lost when two machines write; \
             keep the archive on a local disk",
            dir.display()
        ),
        StoreError::AddressTaken { url, article } => {
            format!("{url} is an address of {article} already; an address finds one article only")
        }
        StoreError::BadId(error) => bad_id(error),
        StoreError::Unsigned(problem) => unsigned(problem),
        StoreError::Unkeepable { problem } => format!("this version cannot be kept: {problem}"),
        StoreError::Damaged { what, problem } => {
            format!("the archive is damaged: {what}: {problem}; `variorum verify` lists all damage")
        }
        StoreError::DamagedList { dir, pack } => format!(
            "the archive is damaged: the list {list} leads beyond its pack; delete it, and `git index-pack {pack}` in \
             {dir} makes it anew",
            list = pack.with_extension("idx").display(),
            pack = pack.display(),
            dir = dir.display()
        ),
        StoreError::Io { path, source } => format!("{} cannot be read or written: {}", path.display(), system(source)),
        other => asked(other),
    }
}

/// Says why a commit could not be signed.
fn unsigned(problem: &SigningProblem) -> String {
    let why = match problem {
        SigningProblem::NoGit => "git is missing, whose configuration names the key: install git".to_owned(),
        SigningProblem::Configuration { reason } => format!("git's configuration cannot be read: {reason}"),
        SigningProblem::UnknownFormat { format } => {
            format!("git's configuration has gpg.format = {format:?}: set it to openpgp, ssh or x509")
        }
        SigningProblem::NoKey => {
            "git's configuration names no key: set user.signingKey, and gpg.format = ssh for a key of ssh".to_owned()
        }
        SigningProblem::NoProgram { program } => {
            format!("the program {program} is missing: install it, or name another in your git configuration")
        }
        SigningProblem::Refused { program, key, reason } => {
            format!("{program} does not sign with the key {key}: {reason}")
        }
        other => other.to_string(),
    };
    format!("nothing was written, since commits are to be signed and cannot be: {why}")
}

/// Says what is wrong with the place of the archive.
fn place(error: &StoreError) -> String {
    match error {
        StoreError::NotAnArchive { dir } => {
            format!("there is no archive in {}; `variorum record` or `variorum init` makes one", dir.display())
        }
        StoreError::ForeignRepository { dir, problem } => {
            let problem = problem.as_deref().map(|problem| format!(" ({problem})")).unwrap_or_default();
            format!(
                "{} is a git repository, but no archive of variorum's or a damaged one{problem}; name another --archive",
                dir.display()
            )
        }
        StoreError::NotEmpty { dir } => {
            format!("{} is not empty; a new archive needs an empty or new folder", dir.display())
        }
        StoreError::NewerFormat { dir, format, known } => format!(
            "{} has format {format}, and this variorum writes format {known} only; use a newer variorum to record",
            dir.display()
        ),
        other => other.to_string(),
    }
}

/// Says why an article or version asked for was not found.
fn asked(error: &StoreError) -> String {
    match error {
        StoreError::UnknownArticle { name, nearest } if nearest.is_empty() => {
            format!("no article goes by {name:?}; `variorum list` lists them all")
        }
        StoreError::UnknownArticle { name, nearest } => {
            format!("no article goes by {name:?}; did you mean {}?", any_of(nearest))
        }
        StoreError::AmbiguousArticle { name, candidates } => {
            let names: Vec<String> = candidates.iter().take(5).map(ToString::to_string).collect();
            format!("{name:?} may be any of {} articles; say which, e.g. {}", candidates.len(), any_of(&names))
        }
        StoreError::UnknownVersion { article, asked, versions } => {
            format!("{article} has no version {}: its versions are numbered 1 to {versions}", version(asked))
        }
        StoreError::AmbiguousVersion { article, numbers, .. } => {
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            format!("several versions of {article} have a content hash that begins so; say which: {}", any_of(&numbers))
        }
        StoreError::Withdrawn { withdrawal } => {
            let words = withdrawn(&withdrawal.numbers(), withdrawal);
            format!("{}: {words}; `variorum log` lists what is shown", withdrawal.article)
        }
        StoreError::Refused { withdrawal } => {
            let words = withdrawn(&withdrawal.numbers(), withdrawal);
            let article = &withdrawal.article;
            let remedy = if withdrawal.erased {
                "what was erased is not recorded again".to_owned()
            } else {
                format!("`variorum withdraw {article} --undo` lifts that")
            };
            format!("this is the content of {article}, {words}; {remedy}")
        }
        StoreError::NotWithdrawn { article } => {
            format!("nothing of that kind was withdrawn of {article}; `variorum log {article}` lists what was")
        }
        other => other.to_string(),
    }
}

/// Says what a person should know of an archive.
pub(super) fn warning(warning: &Warning) -> String {
    match warning {
        Warning::NewerFormat { format, known } => format!(
            "the archive has format {format}, newer than the {known} known here: it is read as far as that goes, and not written"
        ),
        Warning::WentBack(back) => went_back(back),
        Warning::TipInFuture { .. } => {
            "the newest version was written more than a day after now; check the clocks of the machines that record"
                .to_owned()
        }
        other => format!("{other:?}"),
    }
}

/// Says that a branch leads to less than it did.
pub(crate) fn went_back(WentBack { from, versions }: &WentBack) -> String {
    let versions = count(*versions, "version", "versions");
    format!(
        "the branch main led to {versions} more before: if nobody put an older state back, \
         `git update-ref refs/heads/main {from}` in the archive brings them back"
    )
}

fn version(asked: &VersionRef) -> String {
    match asked {
        VersionRef::Number(number) => number.to_string(),
        VersionRef::FromLatest(back) => format!("-{back}"),
        VersionRef::At(moment) => format!("of {}", moment.to_rfc3339()),
        VersionRef::Content(hash) => hash.clone(),
    }
}

/// Lists names as choices: `a, b or c`.
fn any_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [names @ .., last] => format!("{} or {last}", names.join(", ")),
    }
}
