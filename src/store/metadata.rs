//! What a capture says beside the content of its article: kept by a technical version when it moved.

use chrono::TimeDelta;

use super::archive::Archive;
use super::error::StoreError;
use super::plan::Purpose;
use super::read::read_version;
use super::reread::told;
use super::submission::{Description, Submission};
use crate::article::{Address, Moment, Snapshot};

/// How near to the look a page must say it was modified to mean the clock of its server, which moves at each look.
const OF_THE_LOOK: TimeDelta = TimeDelta::minutes(2);

impl Archive {
    /// Keeps a capture whose content its article had then, but whose stated times, address or language moved since the last
    /// version that says them; returns the number of the technical version.
    ///
    /// None, and nothing is written, when nothing of that moved, when there is no capture to show for it, or when the
    /// article had another content then.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read or written.
    pub fn keep_metadata(&mut self, submission: &Submission) -> Result<Option<u32>, StoreError> {
        let (article, at) = (&submission.article, submission.snapshot.times.at);
        let content = submission.snapshot.content_sha256();
        loop {
            let (known, rows) = self.rows(article)?;
            let neighbor = told(&rows).into_iter().rev().find(|one| one.version.at <= at);
            let last = rows.iter().rev().find(|row| row.at <= at);
            let (Some(neighbor), Some(last), Some(repo)) = (neighbor, last, &self.repo) else { return Ok(None) };
            if neighbor.text.content != content || submission.capture.is_none() {
                return Ok(None);
            }
            let before = read_version(repo, &known, last)?.snapshot;
            let newest = rows.iter().max_by_key(|row| row.number).unwrap_or(last);
            let urls = read_version(repo, &known, newest)?.snapshot.urls;
            let moved = moved(&before, &urls, &submission.snapshot);
            if moved.is_empty() {
                return Ok(None);
            }
            let subject = format!("{} moved", moved.join(" and "));
            let purpose = Purpose::Technical("metadata", Description { subject, notes: Vec::new() });
            let answers = self.record_here(std::slice::from_ref(submission), &purpose)?;
            if let Some(answer) = answers.and_then(|answers| answers.into_iter().next()) {
                return answer.map(|recorded| Some(recorded.number));
            }
        }
    }
}

/// Names what of a snapshot's metadata differs from the snapshot before it and from the addresses that are known; what it
/// does not say has not moved.
fn moved(before: &Snapshot, urls: &[String], after: &Snapshot) -> Vec<&'static str> {
    let differs = |old: Option<Moment>, new: Option<Moment>| new.is_some_and(|new| old.is_none_or(|old| old != new));
    let of_the_look = |time: &Moment| (*time - after.times.seen).abs() < OF_THE_LOOK;
    let modified = after.times.modified.filter(|modified| !of_the_look(modified));
    let is_new = |url: &String| !urls.iter().any(|known| Address::spelled(known) == Address::spelled(url));
    let language = before.language.as_ref().zip(after.language.as_ref()).is_some_and(|(old, new)| old != new);
    let parts = [
        ("published", differs(before.times.published, after.times.published)),
        ("modified", differs(before.times.modified, modified)),
        ("address", after.urls.iter().any(is_new)),
        ("language", language),
    ];
    parts.into_iter().filter(|(_, moved)| *moved).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Draft;

    fn snapshot(modified: Option<&str>, urls: &[&str], language: Option<&str>) -> Snapshot {
        let moment = |text: &str| -> Moment { text.parse().unwrap() };
        let draft = Draft {
            modified: modified.map(moment),
            urls: urls.iter().map(|url| (*url).to_owned()).collect(),
            language: language.map(str::to_owned),
            ..Draft::default()
        };
        draft.into_snapshot(moment("2026-02-18T10:00:00Z"), moment("2026-02-18T12:00:00Z"))
    }

    #[test]
    fn what_is_said_otherwise_has_moved_and_what_is_not_said_has_not() {
        let url = "https://harl.example/ferry";
        let before = snapshot(Some("2026-02-17T09:00:00Z"), &[url], Some("en"));
        let moved = |after: Snapshot| moved(&before, &before.urls, &after);
        assert_eq!(moved(snapshot(None, &[], None)), [""; 0]);
        assert_eq!(
            moved(snapshot(Some("2026-02-17T10:00:00+01:00"), &["HTTPS://harl.example:443/ferry"], Some("en"))),
            [""; 0]
        );
        assert_eq!(moved(snapshot(Some("2026-02-17T09:30:00Z"), &[url], Some("en"))), ["modified"]);
        let all = snapshot(Some("2026-02-17T09:30:00Z"), &[url, "https://harl.example/boats"], Some("de"));
        assert_eq!(moved(all), ["modified", "address", "language"]);
    }

    #[test]
    fn a_server_that_says_its_clock_has_not_modified_the_page() {
        let (before, clock) = (snapshot(None, &[], None), Some("2026-02-18T11:59:30Z"));
        assert_eq!(moved(&before, &[], &snapshot(clock, &[], None)), [""; 0]);
    }
}
