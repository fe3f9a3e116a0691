//! The sightings: every file on their ref and every line that waits can be read, and is of an article that is known.

use super::damage::{Damage, DamageKind, VerifyReport};
use super::triage::whole;
use crate::article::ArticleId;
use crate::store::archive::Archive;
use crate::store::git::{ObjectId, Repo};
use crate::store::sightings::{SIGHTINGS, article_at, peek_spool, read_file, spool_lines};

/// Names the sightings that are damaged; `knows` tells of which articles there are versions.
pub(super) fn inspect(archive: &Archive, repo: &Repo, knows: &dyn Fn(&ArticleId) -> bool, report: &mut VerifyReport) {
    let problem_of = |place: &str, blob: ObjectId| {
        let read = repo.blob(blob).map_err(|error| error.to_string()).and_then(|bytes| read_file(&bytes));
        match (read, article_at(place)) {
            (Err(problem), _) => Some(problem),
            (Ok(_), None) => Some("its name is that of no article".to_owned()),
            (Ok(_), Some(article)) if !knows(&article) => Some("no version of its article is kept".to_owned()),
            (Ok(_), Some(_)) => None,
        }
    };
    // All folders are looked at first: where one cannot be read, that is all there is to say.
    let tip = whole(repo, SIGHTINGS).and_then(|tip| {
        tip.map(|tip| repo.each_file(tip, &mut |_, _| ())).transpose()?;
        Ok(tip)
    });
    let visited = tip.and_then(|tip| {
        let Some(tip) = tip else { return Ok(()) };
        repo.each_file(tip, &mut |place, blob| {
            if let Some(problem) = problem_of(&place, blob) {
                let path = format!("{SIGHTINGS}:{place}");
                report.damages.push(Damage::of_ref(&path, DamageKind::Unreadable { problem }));
            }
        })
    });
    if let Err(error) = visited {
        report.damages.push(Damage::of_ref(SIGHTINGS, DamageKind::unreadable(&error)));
    }
    // One that cannot be opened is told by whoever writes to it.
    let spool = peek_spool(&archive.dir).unwrap_or_default();
    for problem in spool_lines(&spool).filter_map(Result::err) {
        report.damages.push(Damage::of_ref("variorum/sightings.spool", DamageKind::Unreadable { problem }));
    }
}
