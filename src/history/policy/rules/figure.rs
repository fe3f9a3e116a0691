//! A changed figure or name is not left beside an update that does not speak of it.

use super::Broken;
use super::called_update::{is_respelled, tells_news};
use crate::diff::Sides;
use crate::history::change::{Change, ChangeKind, Facet, Severity};
use crate::history::check::quoted;
use crate::history::policy::step::Step;
use crate::notes::{Action, Claim, Content};

/// A figure or name that changed is told in at most so many words; more of them are a rewrite.
const WORDS: usize = 4;

/// Finds a figure or name that changed beside updates alone, of which none tells it as news; one finding a version.
///
/// The news may have moved on, so the words do not say that there was an error.
pub(super) fn broken(step: &Step<'_>) -> Broken {
    let updates = step.updates_alone();
    if updates.is_empty() {
        return Vec::new();
    }
    // An update that says what is new in figures or names speaks for all of them; one that corrects has its own rule.
    let speaks = |claim: &Claim| claim.action == Action::Correct || (tells_news(claim) && names_fact(claim.content));
    if updates.iter().any(|(_, note)| note.claims.iter().any(speaks)) {
        return Vec::new();
    }
    let told = updates.iter().flat_map(|(index, note)| {
        let quiet = |link: &crate::history::Link| note.claims.get(link.claim).is_some_and(|claim| !tells_news(claim));
        step.announced_by(*index).filter(move |(link, _)| step.is_own(link) && quiet(link)).map(|(_, change)| change)
    });
    let mut facts: Vec<&Change> = Vec::new();
    for change in step.open().chain(told).filter(|change| is_fact(change)) {
        if facts.iter().all(|other| other.excerpts != change.excerpts) {
            facts.push(change);
        }
    }
    let Some((first, more)) = facts.split_first() else { return Vec::new() };
    let what = if is_figure(first) { "a figure" } else { "a name" };
    let (old, new) = (quoted(&first.excerpts.before), quoted(&first.excerpts.after));
    let more = if more.is_empty() { String::new() } else { format!(" (and {} more)", more.len()) };
    let reason = format!(
        "{what} changed, {old} → {new}{more}, beside a note that calls itself an update; if {old} was wrong, it asks for a correction"
    );
    vec![(Some(first.place), reason)]
}

/// Tells whether a claim names figures or names as what it is about.
fn names_fact(content: Option<Content>) -> bool {
    matches!(content, Some(Content::Number | Content::Name | Content::Date | Content::Detail))
}

/// Tells whether a change is one figure or name that stands for another, and no respelling.
fn is_fact(change: &Change) -> bool {
    let Sides { before, after } = change.excerpts.as_ref().map(String::as_str);
    let short = |text: &str| text.split_whitespace().count() <= WORDS;
    change.kind == ChangeKind::Replace
        && change.severity == Severity::Substantive
        && short(before)
        && short(after)
        && (is_figure(change) || (change.facets.contains(&Facet::Name) && is_name(before) && is_name(after)))
        && !is_respelled(change)
}

/// Tells whether one figure stands for another; one in words could be the same number in another style.
fn is_figure(change: &Change) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (before, after) = (digits(&change.excerpts.before), digits(&change.excerpts.after));
    change.facets.contains(&Facet::Number) && !before.is_empty() && !after.is_empty() && before != after
}

/// Tells whether every word of a text could be part of a name.
fn is_name(text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use crate::history::policy::Rule;
    use crate::history::policy::story::{broken, page};

    const RULE: Rule = Rule::FigureUnderUpdate;

    #[test]
    fn a_figure_changed_beside_a_bare_update_is_found_and_not_called_an_error() {
        let found = broken(
            RULE,
            &page("The ferry carried 300 people to Harl on Monday."),
            &page("The ferry carried 310 people to Harl on Monday.").note("Updated 3 May at 5 p.m."),
        );
        assert_eq!(
            found,
            [
                "a figure changed, “300” → “310”, beside a note that calls itself an update; if “300” was wrong, it asks for a correction"
            ]
        );
    }

    #[test]
    fn a_figure_under_a_correction_is_not() {
        let found = broken(
            RULE,
            &page("The ferry carried 300 people to Harl on Monday."),
            &page("The ferry carried 310 people to Harl on Monday.")
                .note("Correction: The ferry carried 310 people, not 300."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_toll_that_the_update_tells_as_news_is_not() {
        let found = broken(
            RULE,
            &page("The flood killed 12 people, the police said."),
            &page("The flood killed 15 people, the police said.").note("Updated 3 May with new death toll."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_number_written_in_another_style_and_a_word_for_a_name_are_not() {
        let style = broken(
            RULE,
            &page("The ferry carried one hundred and twenty people to Harl."),
            &page("The ferry carried 120 people to Harl.").note("Updated 3 May at 5 p.m."),
        );
        assert_eq!(style, [""; 0]);
        let word = broken(
            RULE,
            &page("The capsule came down to the ground at noon."),
            &page("The capsule came down to Earth at noon.").note("Updated 3 May at 5 p.m."),
        );
        assert_eq!(word, [""; 0]);
    }

    #[test]
    fn a_figure_in_a_sentence_put_in_is_not() {
        let found = broken(
            RULE,
            &page("The ferry sank at noon."),
            &page("The ferry sank at noon. It carried 310 people.").note("Updated 3 May at 5 p.m."),
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_figure_that_changed_without_any_note_is_no_matter_of_labels() {
        let found = broken(
            RULE,
            &page("The ferry carried 300 people to Harl on Monday."),
            &page("The ferry carried 310 people to Harl on Monday."),
        );
        assert_eq!(found, [""; 0]);
    }
}
