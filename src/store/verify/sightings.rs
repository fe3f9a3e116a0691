//! The sightings: every file on their ref and every line that waits can be read, and is of an article that is known.

use std::collections::BTreeSet;

use super::damage::{Damage, DamageKind, VerifyReport};
use super::triage::listed;
use crate::article::ArticleId;
use crate::store::archive::Archive;
use crate::store::git::Repo;
use crate::store::sightings::{SIGHTINGS, article_at, peek_spool, read_file, spool_lines};

/// Names the sightings that are damaged.
pub(super) fn inspect(archive: &Archive, repo: &Repo, known: &BTreeSet<ArticleId>, report: &mut VerifyReport) {
    let mut damaged = |path: &str, problem| {
        report.damages.push(Damage::of_ref(path, DamageKind::Unreadable { problem }));
    };
    match listed(repo, SIGHTINGS) {
        Err(error) => report.damages.push(Damage::of_ref(SIGHTINGS, DamageKind::unreadable(&error))),
        Ok(files) => {
            for (place, blob) in files {
                let read = repo.blob(blob).map_err(|error| error.to_string()).and_then(|bytes| read_file(&bytes));
                let problem = match (read, article_at(&place)) {
                    (Err(problem), _) => problem,
                    (Ok(_), None) => "its name is that of no article".to_owned(),
                    (Ok(_), Some(article)) if !known.contains(&article) => {
                        "no version of its article is kept".to_owned()
                    }
                    (Ok(_), Some(_)) => continue,
                };
                damaged(&format!("{SIGHTINGS}:{place}"), problem);
            }
        }
    }
    // One that cannot be opened is told by whoever writes to it.
    let spool = peek_spool(&archive.dir).unwrap_or_default();
    for problem in spool_lines(&spool).filter_map(Result::err) {
        report.damages.push(Damage::of_ref("variorum/sightings.spool", DamageKind::Unreadable { problem }));
    }
}
