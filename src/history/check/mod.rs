//! What readers were not told.

mod kind;
mod ledger;
mod notes;
mod reason;

use super::bounds::Bounds;
use super::change::{Place, Severity};
use super::changelog::Changelog;
use super::entry::Entry;
use super::linking::{ChangeRef, Tier, Verdict};
use super::policy::{Breach, Found, Profile, breaches};
use super::triage::{Decision, Ruling, Subject};
use crate::article::ArticleId;

pub use kind::FindingKind;
pub use ledger::{Fate, FollowedNote, NoteEvent};
pub(super) use reason::{quoted, shortened};

/// Something a standards editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The article.
    pub article: ArticleId,
    /// The version.
    pub version: u32,
    /// What of the version it is about, when it is one thing that can be ruled on.
    pub subject: Option<Subject>,
    /// Where in the article, when it is about one place.
    pub place: Option<Place>,
    /// How much it matters.
    pub severity: Severity,
    /// The reason, one line of words.
    pub reason: String,
    /// Between which looks the version came, where sightings tell.
    pub changed: Option<Bounds>,
    /// The rule and the clause it breaks, when it is a breach of a policy.
    pub breach: Option<Breach>,
    /// What an editor decided on it.
    pub ruling: Option<Ruling>,
}

/// What readers were not told, parted by what editors decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The findings, in the order of version and place.
    pub findings: Vec<Finding>,
    /// What would be a finding, had an editor not set it aside or said that it was announced elsewhere.
    pub settled: Vec<Finding>,
}

/// Finds what readers were not told, in the order of version and place.
///
/// The first version, notes of first publication, standing notices and notes carried over never make a finding. A
/// change that a later note announces is a late note, not an unannounced change; one of substance that a note announces
/// only possibly is a finding of its own, and a minor one. What an editor has settled is none, and what an editor has flagged is one of substance.
#[must_use]
pub fn check(changelog: &Changelog) -> Vec<Finding> {
    review(changelog, None).findings
}

/// Finds what readers were not told, and after it, version by version, where a policy is not kept.
#[must_use]
pub fn check_against(changelog: &Changelog, policy: Option<&Profile>) -> Vec<Finding> {
    review(changelog, policy).findings
}

/// Finds the same as [`check_against`], and keeps what editors have settled.
#[must_use]
pub fn review(changelog: &Changelog, policy: Option<&Profile>) -> Review {
    let followed = changelog.followed_notes();
    let mut review = Review::default();
    for (index, entry) in changelog.entries.iter().enumerate() {
        let mut found = Vec::new();
        if index > 0 {
            found = findings(changelog, index, entry, &followed);
            heed(&mut found, changelog, index);
        }
        found.extend(flagged(&found, changelog, index));
        if let Some(policy) = policy.filter(|_| index > 0) {
            found.extend(breached(changelog, index, policy));
        }
        for finding in found {
            let settled = finding.ruling.as_ref().is_some_and(|ruling| ruling.decision.settles());
            if settled { &mut review.settled } else { &mut review.findings }.push(finding);
        }
    }
    review
}

/// Makes a finding on which nothing was decided.
fn finding(changelog: &Changelog, index: usize, kind: FindingKind, severity: Severity, reason: String) -> Finding {
    Finding {
        kind,
        article: changelog.article.clone(),
        version: changelog.entries[index].version.number,
        subject: None,
        place: None,
        severity,
        reason,
        changed: changelog.bounds(index).copied(),
        breach: None,
        ruling: None,
    }
}

fn findings(changelog: &Changelog, index: usize, entry: &Entry, followed: &[FollowedNote]) -> Vec<Finding> {
    let make = |kind, subject, severity, reason| Finding {
        subject,
        place: subject.and_then(|subject: Subject| subject.place(entry)),
        ..finding(changelog, index, kind, severity, reason)
    };
    let mut found = Vec::new();
    for number in entry.unannounced.iter().filter(|change| !is_announced_later(changelog, index, **change)) {
        let change = &entry.changes()[*number];
        let (subject, reason) = (Subject::Change(*number), reason::unannounced(change, entry));
        found.push(make(FindingKind::UnannouncedChange, Some(subject), change.severity, reason));
    }
    for (number, note) in only_possibly(changelog, index) {
        let change = &entry.changes()[number];
        let (subject, reason) = (Subject::Change(number), reason::possibly(change, note));
        found.push(make(FindingKind::PossiblyAnnounced, Some(subject), Severity::Minor, reason));
    }
    for unbacked in &entry.unbacked {
        let (kind, severity) = match unbacked.verdict {
            Verdict::Contradicted => (FindingKind::NoteContradicted, Severity::Substantive),
            Verdict::NotFound => (FindingKind::NoMatchingChange, Severity::Minor),
            Verdict::Vacuous => (FindingKind::NoMatchingChange, Severity::Cosmetic),
        };
        found.push(make(kind, Some(Subject::Note(unbacked.note)), severity, reason::unbacked(unbacked, entry)));
    }
    for late in entry.links.iter().filter(|link| link.change.entry != index && link.tier > Tier::Possible) {
        let Some(change) = changelog.change(late.change) else { continue };
        let reason = reason::late(changelog, late, change, index);
        let late_note = make(FindingKind::LateNote, Some(Subject::Note(late.note)), change.severity, reason);
        let earlier = changelog.ruling(late.change.entry, Subject::Change(late.change.change));
        let settled = earlier.filter(|ruling| ruling.decision.settles()).cloned();
        found.push(Finding { place: Some(change.place), ruling: settled, ..late_note });
    }
    for (note, severity, reason) in notes::edited(entry) {
        found.push(make(FindingKind::NoteEdited, Some(Subject::Note(note)), severity, reason));
    }
    for (kind, gone, severity, reason) in notes::removed(entry, followed) {
        found.push(make(kind, gone.map(Subject::Gone), severity, reason));
    }
    found
}

/// The changes of substance that nothing but a possible link speaks for, each with the words of its note.
fn only_possibly(changelog: &Changelog, index: usize) -> impl Iterator<Item = (usize, &str)> {
    let entry = &changelog.entries[index];
    let substantive = entry.changes().iter().enumerate().filter(|(_, change)| change.severity == Severity::Substantive);
    substantive.filter_map(move |(number, _)| {
        let at = ChangeRef { entry: index, change: number };
        let best = entry.links.iter().filter(|link| link.change == at).max_by_key(|link| link.tier)?;
        let possible = best.tier == Tier::Possible && !is_announced_later(changelog, index, number);
        possible.then(|| (number, entry.notes[best.note].text.as_str()))
    })
}

/// Notes on findings what an editor decided on what they are about; what is flagged matters.
fn heed(found: &mut [Finding], changelog: &Changelog, index: usize) {
    for finding in found {
        let Some(ruling) = finding.subject.and_then(|subject| changelog.ruling(index, subject)) else { continue };
        if ruling.decision == Decision::Flag {
            finding.severity = Severity::Substantive;
        }
        finding.ruling = Some(ruling.clone());
    }
}

/// Makes findings of what an editor has flagged and nothing else has found.
fn flagged(found: &[Finding], changelog: &Changelog, index: usize) -> Vec<Finding> {
    let entry = &changelog.entries[index];
    let known = |subject| found.iter().any(|finding| finding.subject == Some(subject));
    let flags = changelog.rulings(index).filter(|(_, ruling)| ruling.decision == Decision::Flag);
    let flags = flags.filter(|(subject, _)| !known(*subject));
    let make = |(subject, ruling): (Subject, &Ruling)| Finding {
        subject: Some(subject),
        place: subject.place(entry),
        ruling: Some(ruling.clone()),
        ..finding(changelog, index, FindingKind::Flagged, Severity::Substantive, reason::subject(subject, entry))
    };
    flags.map(make).collect()
}

/// Finds where the policy is not kept.
fn breached(changelog: &Changelog, index: usize, policy: &Profile) -> Vec<Finding> {
    let make = |breach: Found| Finding {
        place: breach.place,
        breach: Some(breach.breach),
        ..finding(changelog, index, FindingKind::PolicyBreach, breach.severity, breach.reason)
    };
    breaches(changelog, index, policy).into_iter().map(make).collect()
}

/// Tells whether a later note announces a change, surely or likely.
pub(super) fn is_announced_later(changelog: &Changelog, entry: usize, change: usize) -> bool {
    let mut later = changelog.entries.iter().skip(entry + 1).flat_map(|later| &later.links);
    later.any(|link| link.tier > Tier::Possible && (link.change.entry, link.change.change) == (entry, change))
}

#[cfg(test)]
mod tests {
    use super::super::policy::story::{page, told};
    use super::super::triage::Trace;
    use super::*;

    fn story() -> Changelog {
        let note = "Update: It carried 400 dogs, not 40.";
        told(&[
            &page("The ferry carried 300 people.\n\nIt sank off Marlow at noon."),
            &page("The ferry carried 310 people.\n\nIt sank off Marlow, at noon.").note(note),
        ])
    }

    fn ruled(changelog: Changelog, decisions: &[(Subject, Decision)]) -> Review {
        let ruling = |(subject, decision): &(Subject, Decision)| Ruling {
            trace: Trace::of(&changelog, 1, *subject).unwrap(),
            decision: *decision,
            why: "in print".to_owned(),
            by: "Ada".to_owned(),
            on: "2026-05-04T09:00:00Z".parse().unwrap(),
        };
        let rulings = decisions.iter().map(ruling).collect();
        review(&changelog.with_rulings(rulings), None)
    }

    fn brief(findings: &[Finding]) -> Vec<(FindingKind, Option<Subject>, Severity)> {
        findings.iter().map(|finding| (finding.kind, finding.subject, finding.severity)).collect()
    }

    #[test]
    fn what_an_editor_settled_is_no_finding_and_is_not_lost() {
        let number = (FindingKind::UnannouncedChange, Some(Subject::Change(0)), Severity::Substantive);
        let comma = (FindingKind::UnannouncedChange, Some(Subject::Change(1)), Severity::Cosmetic);
        let note = (FindingKind::NoteContradicted, Some(Subject::Note(0)), Severity::Substantive);
        assert_eq!(brief(&ruled(story(), &[]).findings), [number, comma, note]);
        let decided = [(Subject::Change(0), Decision::Ignore), (Subject::Note(0), Decision::Announced)];
        let review = ruled(story(), &decided);
        assert_eq!(brief(&review.findings), [comma]);
        assert_eq!(brief(&review.settled), [number, note]);
        assert_eq!(review.settled[0].ruling.as_ref().unwrap().why, "in print");
    }

    #[test]
    fn what_an_editor_flagged_is_a_finding_of_substance_once() {
        let review = ruled(story(), &[(Subject::Change(1), Decision::Flag)]);
        let comma = review.findings.iter().filter(|finding| finding.subject == Some(Subject::Change(1)));
        let comma: Vec<_> = comma.map(|finding| (finding.kind, finding.severity)).collect();
        assert_eq!(comma, [(FindingKind::UnannouncedChange, Severity::Substantive)]);
        let announced = || {
            let note = "Correction: The ferry carried 310 people, not 300.";
            told(&[&page("The ferry carried 300 people."), &page("The ferry carried 310 people.").note(note)])
        };
        assert_eq!(ruled(announced(), &[]), Review::default());
        let flagged = ruled(announced(), &[(Subject::Change(0), Decision::Flag)]).findings;
        assert_eq!(brief(&flagged), [(FindingKind::Flagged, Some(Subject::Change(0)), Severity::Substantive)]);
        assert_eq!(flagged[0].reason, "a number changed: “300” → “310”");
    }

    /// Such a change was once no finding at all, and its version "nothing of substance".
    #[test]
    fn a_change_that_a_note_only_possibly_means_is_a_minor_finding_of_its_own() {
        let told = told(&[
            &page("Petrov gave up a rook on move 24 and lost."),
            &page("Petrov gave up a rook on move 26 and lost.").note("Corrected 8.44pm: pairing colours."),
        ]);
        let found = check(&told);
        let change = Some(Subject::Change(0));
        assert_eq!(brief(&found), [(FindingKind::PossiblyAnnounced, change, Severity::Minor)]);
        let reason =
            "a number changed: “24” → “26”; only perhaps meant by the note “Corrected 8.44pm: pairing colours.”";
        assert_eq!(found[0].reason, reason);
    }

    #[test]
    fn a_ruling_on_a_change_holds_for_the_note_that_tells_of_it_late() {
        let pages = [
            page("The ferry carried 300 people."),
            page("The ferry carried 310 people."),
            page("The ferry carried 310 people.").note("Correction: The ferry carried 310 people, not 300."),
        ];
        let late = || told(&pages.each_ref());
        assert_eq!(brief(&ruled(late(), &[]).findings).len(), 1);
        let settled = ruled(late(), &[(Subject::Change(0), Decision::Announced)]).settled;
        assert_eq!(brief(&settled), [(FindingKind::LateNote, Some(Subject::Note(0)), Severity::Substantive)]);
    }
}
