//! A correction says when it was made, and a time of day in which zone.

use super::Broken;
use crate::history::check::{quoted, shortened};
use crate::history::policy::step::Step;
use crate::notes::{Note, NoteKind, Precision};

/// Finds new corrections without a date, where no other new note states one.
pub(super) fn without_date(step: &Step<'_>) -> Broken {
    let fresh = step.fresh();
    if fresh.iter().any(|(_, note)| note.stamp.is_some()) {
        return Vec::new();
    }
    let dated =
        |note: &Note| matches!(note.kind, NoteKind::Correction | NoteKind::Clarification | NoteKind::Retraction);
    let bare = fresh.into_iter().filter(|(_, note)| dated(note));
    bare.map(|(_, note)| {
        (None, format!("the {} {} does not say when it was made", note.kind.name(), quoted(&shortened(&note.text))))
    })
    .collect()
}

/// Finds new notes with a time of day and no zone, neither beside it nor in another note.
pub(super) fn without_zone(step: &Step<'_>) -> Broken {
    let bare = step.fresh().into_iter().filter_map(|(_, note)| {
        let stamp = note.stamp.as_ref()?;
        // A time that is not settled for want of a zone is one; any other that is not settled may be no time at all.
        let settled = stamp.at.is_some() || stamp.unsettled.as_ref().is_some_and(|reason| reason.contains("zone"));
        let clock = matches!(stamp.precision, Precision::Hour | Precision::Minute) && settled;
        let sibling = stamp.inferred.iter().any(|what| what.starts_with("zone:") && what.contains("sibling"));
        (clock && !stamp.zone_given && !sibling).then_some((note, stamp))
    });
    bare.map(|(note, stamp)| {
        let (time, note) = (quoted(&stamp.text), quoted(&shortened(&note.text)));
        (None, format!("the time {time} names no time zone: {note}"))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::history::policy::Rule;
    use crate::history::policy::story::{broken, page};

    fn found(rule: Rule, notes: &[&str]) -> Vec<String> {
        let after = notes.iter().fold(page("The ferry carried 310 people."), |page, note| page.note(note));
        broken(rule, &page("The ferry carried 300 people."), &after)
    }

    #[test]
    fn a_correction_without_a_date_is_found() {
        assert_eq!(
            found(Rule::CorrectionWithoutDate, &["Correction: The ferry carried 310 people, not 300."]),
            ["the correction “Correction: The ferry carried 310 people, not 300.” does not say when it was made"]
        );
    }

    #[test]
    fn a_dated_correction_is_not_nor_an_undated_update() {
        let dated = "Correction, May 3: The ferry carried 310 people, not 300.";
        assert_eq!(found(Rule::CorrectionWithoutDate, &[dated]), [""; 0]);
        assert_eq!(found(Rule::CorrectionWithoutDate, &["Updated with more details."]), [""; 0]);
        let split = ["Updated May 3 at 5 p.m.", "Correction: The ferry carried 310 people, not 300."];
        assert_eq!(found(Rule::CorrectionWithoutDate, &split), [""; 0]);
    }

    #[test]
    fn a_time_of_day_without_a_zone_is_found() {
        assert_eq!(
            found(Rule::TimeWithoutZone, &["Updated May 3 at 5:10 p.m. with passenger figures."]),
            ["the time “May 3 at 5:10 p.m.” names no time zone: “Updated May 3 at 5:10 p.m. with passenger figures.”"]
        );
    }

    #[test]
    fn a_day_alone_and_a_time_with_its_zone_are_not() {
        assert_eq!(found(Rule::TimeWithoutZone, &["Updated May 3 with passenger figures."]), [""; 0]);
        assert_eq!(found(Rule::TimeWithoutZone, &["Updated May 3 at 5:10 p.m. PT with passenger figures."]), [""; 0]);
    }

    #[test]
    fn a_zone_in_the_note_beside_it_serves_both() {
        let notes =
            ["Originally published May 2 at 1:09 p.m. PT", "Updated May 3 at 5:10 p.m. with passenger figures."];
        assert_eq!(found(Rule::TimeWithoutZone, &notes), [""; 0]);
    }
}
