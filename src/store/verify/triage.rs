//! The rulings: every file on their ref can be read, and lies where it should.

use super::damage::{Damage, DamageKind, VerifyReport};
use crate::store::error::StoreError;
use crate::store::git::{ObjectId, Repo};
use crate::store::triage::{TRIAGE, path, read};

/// Names the rulings that are damaged.
pub(super) fn inspect(repo: &Repo, report: &mut VerifyReport) {
    let files = match listed(repo, TRIAGE) {
        Ok(files) => files,
        Err(error) => return report.damages.push(Damage::of_ref(TRIAGE, DamageKind::unreadable(&error))),
    };
    for (place, blob) in files {
        let read = repo.blob(blob).map_err(|error| error.to_string()).and_then(|bytes| read(&bytes));
        let problem = match read {
            Ok((article, ruling)) if path(&article, &ruling.trace) == place => continue,
            Ok((article, ruling)) => format!("what it says belongs at {}", path(&article, &ruling.trace)),
            Err(problem) => problem,
        };
        report.damages.push(Damage::of_ref(&format!("{TRIAGE}:{place}"), DamageKind::Unreadable { problem }));
    }
}

/// Lists the files on a ref, once the history that leads to them is known to be whole.
pub(super) fn listed(repo: &Repo, name: &str) -> Result<Vec<(String, ObjectId)>, StoreError> {
    let tip = whole(repo, name)?;
    Ok(tip.map(|tip| repo.files(tip)).transpose()?.unwrap_or_default())
}

/// Returns the commit of a ref, once the history that leads to it is known to be whole.
pub(super) fn whole(repo: &Repo, name: &str) -> Result<Option<ObjectId>, StoreError> {
    let tip = repo.tip(name)?;
    tip.map(|tip| repo.first(tip)).transpose()?;
    Ok(tip)
}
