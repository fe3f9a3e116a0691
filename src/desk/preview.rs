//! What recording would do, without doing it.

use super::intake::Intake;
use crate::article::{RecordedKind, Version, Withdrawal};
use crate::diff::Sides;
use crate::history::{Comparison, compare};
use crate::store::{Archive, StoreError};

/// What would become of one file.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What would become of it.
    pub kind: RecordedKind,
    /// The version as it would be, with the number it would have, or would share when unchanged.
    pub after: Version,
    /// The version before it in time, that it would be compared with.
    pub before: Option<Version>,
    /// What differs from that version; none for the first and for an unchanged one.
    pub comparison: Option<Comparison>,
}

/// Tells what recording each of `intakes`, in their order, would do.
///
/// # Errors
///
/// When the archive cannot be read, or would refuse one of them.
pub fn preview(intakes: &[Intake], archive: &Archive) -> Result<Vec<Preview>, StoreError> {
    let mut planned: Vec<Version> = Vec::new();
    let mut previews = Vec::new();
    for intake in intakes {
        let article = &intake.submission.article;
        let (content, withdrawals) = (intake.submission.snapshot.content_sha256(), archive.withdrawals(article)?);
        if let Some(withdrawal) = withdrawals.iter().find(|one| one.content_sha256 == content) {
            return Err(StoreError::Refused { withdrawal: Box::new(withdrawal.clone()) });
        }
        let taken = withdrawals.iter().flat_map(Withdrawal::numbers).max().unwrap_or(0);
        let mut versions = archive.versions(article)?;
        versions.extend(planned.iter().filter(|version| version.article == *article).cloned());
        versions.sort_by_key(|version| (version.snapshot.times.at, version.number));
        let preview = of(intake, &versions, taken);
        if preview.kind != RecordedKind::Unchanged {
            planned.push(preview.after.clone());
        }
        previews.push(preview);
    }
    Ok(previews)
}

fn of(intake: &Intake, versions: &[Version], taken: u32) -> Preview {
    let snapshot = &intake.submission.snapshot;
    let earlier = |version: &&Version| version.snapshot.times.at <= snapshot.times.at;
    let before = versions.iter().rev().filter(|version| !version.technical).find(earlier).cloned();
    let content_sha256 = snapshot.content_sha256();
    let unchanged = before.as_ref().filter(|version| version.snapshot.content_sha256() == content_sha256);
    let next = versions.iter().map(|version| version.number).max().unwrap_or(0).max(taken) + 1;
    let kind = match unchanged {
        Some(_) => RecordedKind::Unchanged,
        None if next == 1 => RecordedKind::First,
        None => RecordedKind::Next,
    };
    let after = Version {
        article: intake.submission.article.clone(),
        number: unchanged.map_or(next, |version| version.number),
        recorded: intake.submission.recorded,
        content_sha256,
        technical: false,
        snapshot: snapshot.clone(),
    };
    let comparison = match (&before, kind) {
        (Some(before), RecordedKind::Next) => Some(compare(Sides::new(&before.snapshot, snapshot))),
        _ => None,
    };
    Preview { kind, after, before, comparison }
}
