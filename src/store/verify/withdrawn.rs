//! What was withdrawn: every file on its ref can be read and lies where it should, and what was to be erased is.

use super::damage::{Damage, DamageKind, VerifyReport};
use super::triage::listed;
use crate::article::Withdrawal;
use crate::store::archive::Archive;
use crate::store::git::Repo;
use crate::store::withdrawal::{WITHDRAWN, is_unfinished, read_withdrawal, withdrawal_path};

/// Names the files that are damaged and an erasure that was cut short; returns what is withdrawn.
pub(super) fn inspect(archive: &Archive, repo: &Repo, report: &mut VerifyReport) -> Vec<Withdrawal> {
    let mut found = Vec::new();
    let files = listed(repo, WITHDRAWN).unwrap_or_else(|error| {
        report.damages.push(Damage::of_ref(WITHDRAWN, DamageKind::unreadable(&error)));
        Vec::new()
    });
    for (place, blob) in files {
        let read = repo.blob(blob).map_err(|error| error.to_string()).and_then(|bytes| read_withdrawal(&bytes));
        let problem = match read {
            Ok(one) if withdrawal_path(&one.article, &one.content_sha256) == place => {
                found.push(one);
                continue;
            }
            Ok(one) => format!("what it says belongs at {}", withdrawal_path(&one.article, &one.content_sha256)),
            Err(problem) => problem,
        };
        report.damages.push(Damage::of_ref(&format!("{WITHDRAWN}:{place}"), DamageKind::Unreadable { problem }));
    }
    found.retain(Withdrawal::holds);
    // Where that cannot be told, what stands in the way is named already.
    if is_unfinished(&archive.dir, repo).unwrap_or_default() {
        report.damages.push(Damage::of_ref(WITHDRAWN, DamageKind::Unfinished));
    }
    report.withdrawn.clone_from(&found);
    found
}
