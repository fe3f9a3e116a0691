//! A note that puts an error right calls itself a correction.

use super::Broken;
use crate::history::change::{Change, ChangeKind, Facet, Severity};
use crate::history::check::{quoted, shortened};
use crate::history::policy::step::Step;
use crate::notes::{Action, Claim, Content};
use crate::text::fold;

/// Two spellings of one name are at least this alike.
const SAME_NAME: f64 = 0.6;

/// Finds updates that put an error right: by their own words, or by a name whose spelling changed beside them.
///
/// Where a correction stands beside the update, the error is called by its name.
pub(super) fn broken(step: &Step<'_>) -> Broken {
    let updates = step.updates_alone();
    let mut found = Vec::new();
    for (index, note) in &updates {
        let rights = |(link, change): &(&crate::history::Link, &Change)| {
            let of_substance = change.kind == ChangeKind::Replace && change.severity == Severity::Substantive;
            of_substance && note.claims.get(link.claim).is_some_and(puts_right)
        };
        let own = step.announced_by(*index).find(rights);
        if let Some((link, change)) = own {
            let place = step.is_own(link).then_some(change.place);
            let told = quoted(&shortened(&note.text));
            found.push((place, format!("the note {told} puts an error right, and calls itself an update")));
        }
    }
    let [(first, note), ..] = updates.as_slice() else { return found };
    if !found.is_empty() {
        return found;
    }
    let announced = updates.iter().flat_map(|(index, note)| {
        let quiet = |link: &crate::history::Link| note.claims.get(link.claim).is_some_and(|claim| !tells_news(claim));
        step.announced_by(*index).filter(move |(link, _)| step.is_own(link) && quiet(link)).map(|(_, change)| change)
    });
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for change in step.open().chain(announced).filter(|change| is_respelled(change)) {
        let words = (change.excerpts.before.as_str(), change.excerpts.after.as_str());
        if seen.contains(&words) {
            continue;
        }
        seen.push(words);
        let (old, new) = (quoted(words.0), quoted(words.1));
        let told = quoted(&shortened(&note.text));
        let by = if step.announced_by(*first).next().is_some() { "beside" } else { "under" };
        let reason =
            format!("the spelling of a name changed, {old} → {new}, {by} a note that calls itself an update: {told}");
        found.push((Some(change.place), reason));
    }
    found
}

/// Tells whether a claim says that an error was put right, and more than a slip of the pen.
fn puts_right(claim: &Claim) -> bool {
    let opposed = claim.before.is_some() && claim.after.is_some();
    let slip = claim.content == Some(Content::Typo);
    !slip && (claim.action == Action::Correct || (opposed && !tells_news(claim)))
}

/// Tells whether a claim says that something new was put in, or that something new stands for what was right before.
pub(super) fn tells_news(claim: &Claim) -> bool {
    matches!(claim.action, Action::Add | Action::Replace)
}

/// Tells whether a change is a name that is spelled otherwise: word for word alike, and not only inflected.
pub(super) fn is_respelled(change: &Change) -> bool {
    if change.kind != ChangeKind::Replace || !change.facets.contains(&Facet::Name) {
        return false;
    }
    let words = |text: &str| {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let (old, new) = (words(&change.excerpts.before), words(&change.excerpts.after));
    let mut respelled = 0;
    for (one, other) in old.iter().zip(&new) {
        let (one, other) = (fold(one).into_owned(), fold(other).into_owned());
        if one == other {
            continue;
        }
        if !is_other_spelling(&one, &other) {
            return false;
        }
        respelled += 1;
    }
    let capital = |words: &[String]| words.iter().all(|word| word.starts_with(char::is_uppercase));
    old.len() == new.len() && respelled > 0 && capital(&old) && capital(&new)
}

/// Tells whether two folded words could be one name; "Lind" and "Lindqvist", "Lind" and "Linds" are not.
fn is_other_spelling(one: &str, other: &str) -> bool {
    let long = one.chars().count().min(other.chars().count()) >= 4;
    let letters = one.chars().chain(other.chars()).all(char::is_alphabetic);
    let inflected = one.starts_with(other) || other.starts_with(one);
    let same_start = one.chars().next() == other.chars().next();
    long && letters && !inflected && same_start && strsim::normalized_damerau_levenshtein(one, other) >= SAME_NAME
}

#[cfg(test)]
mod tests {
    use crate::history::policy::Rule;
    use crate::history::policy::story::{broken, page};

    const RULE: Rule = Rule::CorrectionCalledUpdate;

    #[test]
    fn an_update_that_says_it_corrects_a_figure_is_found() {
        let found = broken(
            RULE,
            &page("The ferry carried 300 people to Harl on Monday."),
            &page("The ferry carried 410 people to Harl on Monday.")
                .note("Update, May 3: This story has been updated to correct the number of people the ferry carried."),
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with("puts an error right, and calls itself an update"), "{found:?}");
    }

    #[test]
    fn a_name_respelled_under_a_bare_update_is_found() {
        let found = broken(
            RULE,
            &page("The chairman, Tomas Wieland, said no."),
            &page("The chairman, Thomas Weiland, said no.").note("Updated 3 May at 5 p.m."),
        );
        assert_eq!(
            found,
            [
                "the spelling of a name changed, “Tomas Wieland” → “Thomas Weiland”, under a note that calls itself an update: “Updated 3 May at 5 p.m.”"
            ]
        );
    }

    #[test]
    fn a_name_respelled_under_a_correction_is_not() {
        let found = broken(
            RULE,
            &page("The chairman, Tomas Wieland, said no."),
            &page("The chairman, Thomas Weiland, said no.")
                .note("Updated 3 May at 5 p.m.")
                .note("Correction: An earlier version misspelled the chairman's name."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn another_person_under_an_update_is_not() {
        let found = broken(
            RULE,
            &page("The chairman, Tomas Wieland, said no."),
            &page("The chairwoman, Ida Sund, said no.").note("Updated 3 May at 5 p.m."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_name_that_only_takes_another_ending_is_not() {
        let found = broken(
            RULE,
            &page("The report is by Weiland and it is long."),
            &page("The report is Weiland's and it is long.").note("Updated 3 May at 5 p.m."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_toll_that_rises_under_an_update_that_says_so_is_not() {
        let found = broken(
            RULE,
            &page("The flood killed 12 people, the police said."),
            &page("The flood killed 21 people, the police said.").note("Updated 3 May with new death toll."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn an_update_that_fixes_a_capital_letter_is_not() {
        let found = broken(
            RULE,
            &page("The probe took 31 grams from Comet Valdane in April."),
            &page("The probe took 31 grams from comet Valdane in April.")
                .note("Updated to fix a capitalization error."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_statement_of_a_department_of_corrections_is_not() {
        let found = broken(
            RULE,
            &page("The prison is closed."),
            &page("The prison is closed.\n\n“We are sorry,” the Department of Corrections said in a statement.")
                .note("Updated 3 May with a statement from the Department of Corrections."),
        );
        assert_eq!(found, [""; 0]);
    }
}
