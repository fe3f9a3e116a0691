//! A change in the words around it.

use crate::diff::{Sides, diff};
use crate::history::{Change, ChangeKind, Place};
use crate::render::diff::runs_between;
use crate::render::page::Run;
use crate::render::role::Role;
use crate::render::words::{beginning, block_name};
use crate::text::{BlockKind, count_words};

/// The words shown on each side of a change.
const WORDS_AROUND: usize = 7;

/// The fewest words kept inside a replaced passage that make it worth comparing.
const KEPT_WORDS: usize = 4;

/// The words of a passage that moved as it was.
const WORDS_OF_A_PASSAGE: usize = 12;

/// Says what a change did, as stretches: the words out and in, and some of the sentence around them.
pub(super) fn excerpt(change: &Change) -> Vec<Run> {
    let Sides { before, after } = change.excerpts.as_ref().map(|text| text.trim());
    match change.kind {
        ChangeKind::Move => moved(change, before, after),
        ChangeKind::Split | ChangeKind::Merge => divided(change, before, after),
        _ => in_place(change, before, after),
    }
}

fn run(role: Role, text: impl Into<String>) -> Run {
    Run { role, text: text.into() }
}

/// Names a passage that moved; what was edited in it on the way is a change of its own.
fn moved(change: &Change, before: &str, after: &str) -> Vec<Run> {
    let from = match change.place {
        Place::Block(Sides { before: Some(from), after: Some(to) }) if from != to => {
            format!("moved from paragraph {}: ", from + 1)
        }
        _ => "moved: ".to_owned(),
    };
    let text = if after.is_empty() { before } else { after };
    vec![run(Role::Same, from), run(Role::Same, format!("“{}”", beginning(text, WORDS_OF_A_PASSAGE)))]
}

fn divided(change: &Change, before: &str, after: &str) -> Vec<Run> {
    let what = if change.kind == ChangeKind::Split { "split" } else { "joined with the one before it" };
    let text = if after.is_empty() { before } else { after };
    let mut runs = vec![run(Role::Same, what)];
    if !text.is_empty() {
        runs.push(run(Role::Same, format!(": “{}”", beginning(text, WORDS_OF_A_PASSAGE))));
    }
    runs
}

/// Shows the words out and in where they stand in their sentence.
fn in_place(change: &Change, before: &str, after: &str) -> Vec<Run> {
    let texts = Sides::new(before, after);
    if before == after {
        let what =
            format!("{} set otherwise: “{}”", block_name(BlockKind::Paragraph), beginning(after, WORDS_OF_A_PASSAGE));
        return vec![run(Role::Same, what)];
    }
    let (left, right) = around(change, before, after);
    if before.contains(' ') && after.contains(' ') {
        let inner = runs_between(texts, &diff(texts));
        if shares_much(&inner) {
            return [vec![run(Role::Same, left)], inner, vec![run(Role::Same, right)]].concat();
        }
    }
    let mut runs =
        vec![run(Role::Same, left), run(Role::Deleted, before), run(Role::Inserted, after), run(Role::Same, right)];
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// Tells whether so much of a replaced passage was kept that its words are better compared one by one.
fn shares_much(runs: &[Run]) -> bool {
    let words = |kept: bool| {
        let texts = runs.iter().filter(|run| (run.role == Role::Same) == kept);
        texts.map(|run| count_words(&run.text)).sum::<usize>()
    };
    let kept = words(true);
    kept >= KEPT_WORDS && kept >= words(false) / 2
}

/// Returns the words before and after a change in its sentence, if the place can be told for sure.
fn around(change: &Change, before: &str, after: &str) -> (String, String) {
    let Sides { before: old, after: new } = change.sentences.as_ref().map(String::as_str);
    let (old, new) = (once(old, before), once(new, after));
    let Some((left, right)) = new.or(old) else { return (String::new(), String::new()) };
    // Each side is set off from its neighbours as it is in its own sentence.
    let left_blank = old.or(new).is_some_and(|(left, _)| left.ends_with(' '));
    let left = last_words(left.trim_end());
    let left = if left_blank && !left.is_empty() { format!("{left} ") } else { left };
    (left, first_words(right))
}

/// Parts a sentence at words that stand in it once.
fn once<'a>(sentence: &'a str, words: &str) -> Option<(&'a str, &'a str)> {
    let alone = !words.is_empty() && sentence.matches(words).count() == 1;
    alone.then(|| sentence.split_once(words)).flatten()
}

/// Keeps the last words of what stands before a change.
fn last_words(text: &str) -> String {
    let mut starts = text.rmatch_indices(' ').map(|(at, _)| at + 1);
    match starts.nth(WORDS_AROUND - 1) {
        Some(start) => format!("… {}", &text[start..]),
        None => text.trim_start().to_owned(),
    }
}

/// Keeps the first words of what stands after a change.
fn first_words(text: &str) -> String {
    let rest = text.trim_start();
    let lead = text.len() - rest.len();
    let mut ends = rest.match_indices(' ').map(|(at, _)| at);
    match ends.nth(WORDS_AROUND - 1) {
        Some(end) => format!("{} …", &text[..lead + end]),
        None => text.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks::marked;
    use super::*;
    use crate::history::{Facet, Severity, SeverityRule};

    fn change(excerpts: (&str, &str), sentences: (&str, &str)) -> Change {
        let both = |pair: (&str, &str)| Sides::new(pair.0.to_owned(), pair.1.to_owned());
        Change {
            place: Place::Headline,
            kind: ChangeKind::Replace,
            excerpts: both(excerpts),
            sentences: both(sentences),
            facets: Vec::new(),
            severity: Severity::Substantive,
            rule: SeverityRule::Matters(Facet::Number),
        }
    }

    #[test]
    fn a_change_stands_among_the_words_around_it() {
        let found = change(
            ("noon", "one o'clock"),
            (
                "The ferry left the old harbour of Sandry Point at noon with nine passengers and a dog on board.",
                "The ferry left the old harbour of Sandry Point at one o'clock with nine passengers and a dog on board.",
            ),
        );
        assert_eq!(
            marked(&excerpt(&found)),
            "… the old harbour of Sandry Point at ~~noon~~ **one o'clock** with nine passengers and a dog on …"
        );
    }

    #[test]
    fn blanks_stand_where_they_stood() {
        let found =
            change((", the city said", "early today"), ("It is shut, the city said.", "It is shut early today."));
        assert_eq!(marked(&excerpt(&found)), "It is shut<del>, the city said</del> **early today**.");
        let found =
            change(("and Voss", ", Voss and Darrow"), ("Teague and Voss left.", "Teague, Voss and Darrow left."));
        assert_eq!(marked(&excerpt(&found)), "Teague ~~and Voss~~ **, Voss and Darrow** left.");
    }

    #[test]
    fn words_that_stand_twice_are_shown_alone() {
        let found = change(("12", "21"), ("Some 12 of 21 came.", "Some 21 of 21 came."));
        assert_eq!(marked(&excerpt(&found)), "Some ~~12~~ **21** of 21 came.");
        let found = change(("12", "21"), ("Some 12 of 12 came.", "Some 21 of 21 came."));
        assert_eq!(marked(&excerpt(&found)), "~~12~~ **21**");
    }
}
