//! The page's date of last change moves with a change of substance, and only with a change.

use chrono::Timelike;

use super::Broken;
use crate::article::Moment;
use crate::history::change::Severity;
use crate::history::entry::Standing;
use crate::history::linking::Verdict;
use crate::history::policy::step::Step;

/// Finds a date that moved though nothing that is kept of the article changed but its looks.
pub(super) fn moved_alone(step: &Step<'_>) -> Broken {
    let (Some(old), Some(new)) = dates(step) else { return Vec::new() };
    let same = step.entry.changes().iter().all(|change| change.severity == Severity::Cosmetic);
    if new <= old || !same || !notes_say_nothing(step) {
        return Vec::new();
    }
    let looks = if step.entry.changes().is_empty() { "nothing" } else { "nothing but typography" };
    let (old, new) = (written(old), written(new));
    vec![(
        None,
        format!("the page's date of change moved from {old} to {new}, but {looks} kept of the article changed"),
    )]
}

/// Tells whether all that is new in the notes is that there is one; a note put in, reworded or taken out is a change.
fn notes_say_nothing(step: &Step<'_>) -> bool {
    let Some(comparison) = &step.entry.comparison else { return false };
    let vacuous = |note: usize| {
        let mut unbacked = step.entry.unbacked.iter();
        unbacked.any(|unbacked| unbacked.note == note && unbacked.verdict == Verdict::Vacuous)
    };
    let told = step.entry.standing.iter().enumerate();
    let new_ones_are = { told }.all(|(note, standing)| *standing == Standing::Carried || vacuous(note));
    new_ones_are && comparison.notes.removed.is_empty() && comparison.notes.edited.is_empty()
}

/// Finds a change of substance after which the page still states an older date, and no new note states one.
pub(super) fn not_moved(step: &Step<'_>) -> Broken {
    let (Some(old), Some(new)) = dates(step) else { return Vec::new() };
    let (before, now) = (step.last.version.snapshot.times.at, step.entry.version.snapshot.times.at);
    let changed = step.entry.changes().iter().any(|change| change.severity == Severity::Substantive);
    let dated = step.fresh().iter().any(|(_, note)| note.stamp.is_some());
    // A date without a time of day reads as midnight, and has no need to move within its day.
    let day_alone =
        new.num_seconds_from_midnight() == 0 && new.date_naive() == now.with_timezone(new.offset()).date_naive();
    if old != new || new > before || now <= before || !changed || dated || day_alone {
        return Vec::new();
    }
    vec![(None, format!("the article changed in substance, but its date of change is still {}", written(new)))]
}

/// Returns the dates of last change the pages state, before and now.
fn dates(step: &Step<'_>) -> (Option<Moment>, Option<Moment>) {
    (step.last.version.snapshot.times.modified, step.entry.version.snapshot.times.modified)
}

fn written(at: Moment) -> String {
    at.format("%Y-%m-%d %H:%M %:z").to_string()
}

#[cfg(test)]
mod tests {
    use crate::history::policy::Rule;
    use crate::history::policy::story::{broken, page};

    const MOVED: Rule = Rule::DateMovedWithoutChange;
    const STILL: Rule = Rule::ChangeWithoutDate;
    const FIRST: &str = "2026-05-03T09:00:00+02:00";
    const LATER: &str = "2026-05-03T15:00:00+02:00";

    #[test]
    fn a_date_that_moved_with_a_comma_alone_is_found() {
        let found = broken(
            MOVED,
            &page("The ferry sank, the crew said.").modified(FIRST),
            &page("The ferry sank the crew said.").modified(LATER),
        );
        assert_eq!(
            found,
            [
                "the page's date of change moved from 2026-05-03 09:00 +02:00 to 2026-05-03 15:00 +02:00, but nothing but typography kept of the article changed"
            ]
        );
    }

    #[test]
    fn a_date_that_moved_with_an_empty_note_alone_is_found() {
        let found = broken(
            MOVED,
            &page("The ferry sank.").modified(FIRST),
            &page("The ferry sank.").modified(LATER).note("Updated 3 May at 3 p.m."),
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_date_that_moved_with_a_word_or_a_correction_is_not() {
        let before = page("The ferry sank at noon, the crew said on the radio.").modified(FIRST);
        let word = page("The ferry sank at noon, the captain said on the radio.").modified(LATER);
        assert_eq!(broken(MOVED, &before, &word), [""; 0]);
        let note = page("The ferry sank at noon, the crew said on the radio.").modified(LATER);
        assert_eq!(broken(MOVED, &before, &note.note("Correction: It sank at noon, not at one.")), [""; 0]);
    }

    #[test]
    fn the_same_moment_in_another_zone_has_not_moved() {
        let found = broken(
            MOVED,
            &page("The ferry sank, the crew said.").modified(FIRST),
            &page("The ferry sank the crew said.").modified("2026-05-03T07:00:00Z"),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_change_of_substance_under_an_old_date_is_found() {
        let found = broken(
            STILL,
            &page("The ferry carried 300 people.").modified(FIRST),
            &page("The ferry carried 310 people.").modified(FIRST),
        );
        assert_eq!(
            found,
            ["the article changed in substance, but its date of change is still 2026-05-03 09:00 +02:00"]
        );
    }

    #[test]
    fn a_slight_change_and_a_page_without_dates_are_not() {
        let dated = |body: &str| page(body).modified(FIRST);
        assert_eq!(broken(STILL, &dated("It sank, they said."), &dated("It sank they said.")), [""; 0]);
        assert_eq!(broken(STILL, &page("It carried 300 people."), &page("It carried 310 people.")), [""; 0]);
    }

    #[test]
    fn a_date_without_a_time_of_day_may_stay_within_its_day() {
        let dated = |body: &str| page(body).modified("2026-05-03T00:00:00+02:00");
        assert_eq!(broken(STILL, &dated("It carried 300 people."), &dated("It carried 310 people.")), [""; 0]);
    }

    #[test]
    fn a_new_note_that_states_its_time_dates_the_change() {
        let found = broken(
            STILL,
            &page("The ferry carried 300 people.").modified(FIRST),
            &page("The ferry carried 310 people.").modified(FIRST).note("Updated 3 May at 3 p.m."),
        );
        assert_eq!(found, [""; 0]);
    }
}
