//! Where what was erased is found, here and in what came in.

use std::collections::BTreeSet;

use super::sides::Tips;
use crate::store::archive::Archive;
use crate::store::error::StoreError;
use crate::store::git::{ObjectId, Repo};
use crate::store::triage;
use crate::store::withdrawal::Erased;

/// Lists the commits of our own line that hold an erased content.
pub(super) fn commits(archive: &Archive, erased: &Erased) -> Result<Vec<ObjectId>, StoreError> {
    let mut commits = Vec::new();
    for (article, content) in erased.contents() {
        let rows = archive.ask(|_, index| Ok(index.all_versions(article)?))?.unwrap_or_default();
        let rows = rows.iter().filter(|row| row.content == *content || row.rereads.as_ref() == Some(content));
        commits.extend(rows.filter_map(|row| ObjectId::parse(&row.commit)));
    }
    Ok(commits)
}

/// Lists the rulings on either side that quote an erased content.
pub(super) fn rulings(repo: &Repo, tips: Tips, erased: &Erased) -> Result<BTreeSet<String>, StoreError> {
    let mut quoting = BTreeSet::new();
    if erased.contents().next().is_none() {
        return Ok(quoting);
    }
    for tip in [tips.ours, tips.theirs].into_iter().flatten() {
        for (path, blob) in repo.files(tip)? {
            // One that cannot be read is named by `verify`.
            let Ok((article, ruling)) = triage::read(&repo.blob(blob)?) else { continue };
            if erased.is_quoted_by(&article, &ruling) {
                quoting.insert(path);
            }
        }
    }
    Ok(quoting)
}
