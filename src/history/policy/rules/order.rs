//! Notes of a kind stand in one order of time.

use super::Broken;
use crate::article::Moment;
use crate::history::check::{quoted, shortened};
use crate::history::policy::rule::Order;
use crate::history::policy::step::Step;
use crate::notes::{Note, Precision};

/// Finds the first new note that stands on the wrong side of another of its kind.
///
/// Updates may stand above the text and corrections below it, so only notes of one kind are held against each other.
pub(super) fn broken(order: Order, step: &Step<'_>) -> Broken {
    let notes = &step.entry.notes;
    for (fresh, note) in step.fresh() {
        let kin = notes.iter().enumerate().filter(|(index, other)| *index != fresh && other.kind == note.kind);
        for (index, other) in kin {
            let (above, below) = if index < fresh { (other, note) } else { (note, other) };
            let wrong = match order {
                Order::NewestFirst => is_earlier(above, below),
                Order::OldestFirst => is_earlier(below, above),
            };
            if wrong {
                let (stands, first) = match order {
                    Order::NewestFirst if index < fresh => ("below the older", "newest first"),
                    Order::NewestFirst => ("above the newer", "newest first"),
                    Order::OldestFirst if index < fresh => ("below the newer", "oldest first"),
                    Order::OldestFirst => ("above the older", "oldest first"),
                };
                let (note, other) = (quoted(&shortened(&note.text)), quoted(&shortened(&other.text)));
                return vec![(None, format!("the note {note} stands {stands} {other}; the order is {first}"))];
            }
        }
    }
    Vec::new()
}

/// Tells whether one note surely states an earlier time than another; times stated to the day are compared by day.
fn is_earlier(one: &Note, other: &Note) -> bool {
    let (Some((one, one_fine)), Some((other, other_fine))) = (time(one), time(other)) else { return false };
    if one_fine && other_fine { one < other } else { one.date_naive() < other.date_naive() }
}

/// Returns the settled time of a note, and whether it is stated to the hour; a guessed order of day and month is none.
fn time(note: &Note) -> Option<(Moment, bool)> {
    let stamp = note.stamp.as_ref()?;
    let guessed = stamp.inferred.iter().any(|what| what.starts_with("order:"));
    let fine = match stamp.precision {
        Precision::Month => return None,
        Precision::Day => false,
        Precision::Hour | Precision::Minute => true,
    };
    stamp.at.filter(|_| !guessed).map(|at| (at, fine))
}

#[cfg(test)]
mod tests {
    use crate::history::policy::story::{broken, page};
    use crate::history::policy::{Order, Rule};

    const OLD: &str = "Updated May 3 at 5:10 p.m. PT with passenger figures.";
    const NEW: &str = "Updated May 4 at 9:20 a.m. PT with the owner's reply.";

    fn found(order: Order, notes: &[&str]) -> Vec<String> {
        let before = page("The ferry carried 300 people.").note(OLD);
        let after = notes.iter().fold(page("The ferry carried 310 people."), |page, note| page.note(note));
        broken(Rule::NoteOrder(order), &before, &after)
    }

    #[test]
    fn a_new_note_on_the_wrong_side_is_found() {
        let below = found(Order::NewestFirst, &[OLD, NEW]);
        assert_eq!(below.len(), 1);
        assert!(
            below[0].starts_with(
                "the note “Updated May 4 at 9:20 a.m. PT with the owner's reply.” stands below the older “Updated May 3"
            ),
            "{below:?}"
        );
        assert_eq!(found(Order::OldestFirst, &[NEW, OLD]).len(), 1);
    }

    #[test]
    fn a_new_note_on_its_side_is_not() {
        assert_eq!(found(Order::NewestFirst, &[NEW, OLD]), [""; 0]);
        assert_eq!(found(Order::OldestFirst, &[OLD, NEW]), [""; 0]);
    }

    #[test]
    fn notes_of_two_kinds_may_stand_apart() {
        let correction = "Correction, May 4: The ferry carried 310 people, not 300.";
        assert_eq!(found(Order::NewestFirst, &[OLD, correction]), [""; 0]);
    }

    #[test]
    fn two_notes_of_one_day_are_in_any_order_where_one_states_no_hour() {
        let day = "Updated May 3 with a photo.";
        assert_eq!(found(Order::NewestFirst, &[OLD, day]), [""; 0]);
        assert_eq!(found(Order::OldestFirst, &[OLD, day]), [""; 0]);
    }

    #[test]
    fn old_notes_in_a_wrong_order_are_not_blamed_on_a_later_version() {
        let both = |body: &str| page(body).note(OLD).note(NEW);
        let rule = Rule::NoteOrder(Order::NewestFirst);
        assert_eq!(broken(rule, &both("It carried 300 people."), &both("It carried 310 people.")), [""; 0]);
    }
}
