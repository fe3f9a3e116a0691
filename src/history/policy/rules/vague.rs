//! A new note says what changed.

use super::Broken;
use crate::history::check::{quoted, shortened};
use crate::history::policy::step::Step;
use crate::notes::{Claim, Content, Note};

/// Finds new notes that do not say what changed, where something of substance did that no other note tells of.
pub(super) fn broken(step: &Step<'_>) -> Broken {
    let open = step.open_of_substance().count();
    if open == 0 {
        return Vec::new();
    }
    let told = |note: usize| step.entry.links.iter().any(|link| link.note == note);
    let bare = step.fresh().into_iter().filter(|(index, note)| says_nothing(note) && !told(*index));
    let changes = if open == 1 { "a change".to_owned() } else { format!("{open} changes") };
    bare.map(|(_, note)| {
        let note = quoted(&shortened(&note.text));
        (None, format!("the note {note} does not say what changed, though {changes} of substance came with it"))
    })
    .collect()
}

/// Tells whether nothing in a note could be looked for in the article.
fn says_nothing(note: &Note) -> bool {
    let empty = |claim: &Claim| {
        claim.terms.is_empty()
            && claim.source.is_none()
            && claim.before.is_none()
            && claim.after.is_none()
            && claim.target.is_none()
            && matches!(claim.content, None | Some(Content::Detail))
    };
    note.claims.iter().all(empty)
}

#[cfg(test)]
mod tests {
    use crate::history::policy::Rule;
    use crate::history::policy::story::{broken, page};

    const RULE: Rule = Rule::VagueNote;

    #[test]
    fn a_bare_update_beside_a_change_of_substance_is_found() {
        let found = broken(
            RULE,
            &page("The ferry carried 300 people."),
            &page("The ferry carried 410 people.").note("This story has been updated."),
        );
        assert_eq!(
            found,
            [
                "the note “This story has been updated.” does not say what changed, though a change of substance came with it"
            ]
        );
    }

    #[test]
    fn a_bare_update_beside_a_comma_is_not() {
        let found = broken(
            RULE,
            &page("The ferry sank, the crew said."),
            &page("The ferry sank the crew said.").note("This story has been updated."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_bare_update_is_not_where_another_note_tells_of_the_change() {
        let found = broken(
            RULE,
            &page("The ferry carried 300 people."),
            &page("The ferry carried 410 people.").note("Updated 3 May at 5 p.m.").note(
                "Correction: An earlier version misstated how many people the ferry carried. It was 410, not 300.",
            ),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_note_that_says_what_was_added_is_not() {
        let found = broken(
            RULE,
            &page("The ferry sank at noon."),
            &page("The ferry sank at noon.\n\n“We are shocked,” harbour master Ida Sund said on Tuesday.")
                .note("Updated with a statement from the harbour master."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_bare_update_that_was_there_before_is_not() {
        let note = "This story has been updated.";
        let found = broken(
            RULE,
            &page("The ferry carried 300 people.").note(note),
            &page("The ferry carried 410 people.").note(note),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_line_on_a_developing_story_is_not() {
        let found = broken(
            RULE,
            &page("The ferry carried 300 people."),
            &page("The ferry carried 410 people.").note("This is a developing story. Check back for updates."),
        );
        assert_eq!(found, [""; 0]);
    }
}
