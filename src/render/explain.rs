//! Why a version is told as it is: every change, and every claim held against it, with all that counted.

use super::findings::severity_name;
use super::moment::in_table;
use super::notes::word;
use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, Cell, cell, table};
use super::words::{beginning, count, place_in_table};
use crate::history::{Change, ChangeRef, Changelog, Entry, Link, Outcome, Tier, Verdict, Weighed};

/// How many changes are shown for each claim beside those it is linked with, unless all are asked for.
const BEST: usize = 3;
/// So many words of each side of a change are shown.
const WORDS: usize = 12;

/// Draws why the changes and notes of an entry are told as they are; `all` shows every pair that was weighed.
///
/// `entry` is an index into the changelog's entries; the page is empty where there is none.
#[must_use]
pub fn explain(changelog: &Changelog, entry: usize, all: bool) -> Page {
    let Some(told) = changelog.entries.get(entry) else { return Page::new() };
    let mut page = Page::new();
    let against = told.previous.map(|number| format!(" against @{number}")).unwrap_or_default();
    let heading = format!("{}@{}{against}", changelog.article, told.version.number);
    let at = in_table(told.version.snapshot.times.at);
    page.push(Line::new().with(Role::Faint, &heading));
    page.push(Line::new().with(Role::Faint, &format!("on show {at}")));
    if told.comparison.is_none() {
        page.push(Line::new().with(Role::Faint, "The first version: nothing is before it, so nothing is weighed."));
        return page;
    }
    page.gap();
    page.append(changes(changelog, entry, told));
    for note in 0..told.notes.len() {
        page.gap();
        page.append(claims_of(changelog, entry, told, note, all));
    }
    page.gap();
    page.push(Line::new().with(Role::Faint, &legend()));
    page
}

/// Says from which scores on a link is told.
fn legend() -> String {
    format!(
        "A link is likely from {} on; it is strong from {} on, if {} of it are the note's own words, names or values and \
         nothing speaks against it.",
        points(Tier::LIKELY_FROM),
        points(Tier::STRONG_FROM),
        points(Tier::OWN_WORDS),
    )
}

/// Draws the changes, numbered: what announces each, the words that changed, and what they touch.
fn changes(changelog: &Changelog, entry: usize, told: &Entry) -> Page {
    let mut page = Page::new();
    page.push(Line::new().with(Role::Heading, &count(told.changes().len(), "change", "changes")));
    let rows = told.changes().iter().enumerate().map(|(number, change)| {
        let (role, fate) = fate(changelog, told, ChangeRef { entry, change: number });
        let cells = [
            cell(Role::Faint, format!("c{}", number + 1)),
            cell(Role::Faint, place_in_table(change.place)),
            cell(Role::Same, word(&change.kind)),
            cell(Role::Same, severity_name(change.severity)),
        ];
        (cells, cell(role, fate))
    });
    let rows = table([Align::Left, Align::Left, Align::Left, Align::Left], rows.collect());
    for (line, change) in rows.into_lines().zip(told.changes()) {
        page.push(line);
        page.push(excerpt(change));
        let because = format!("{} because {}", severity_name(change.severity), change.rule);
        page.push(Line::new().lead(Role::Faint, "    ").with(Role::Faint, &because));
    }
    page
}

/// Draws the words that changed, and what they touch.
fn excerpt(change: &Change) -> Line {
    let mut line = Line::new().lead(Role::Faint, "    ");
    for (role, text) in [(Role::Deleted, &change.excerpts.before), (Role::Inserted, &change.excerpts.after)] {
        line.add(role, &beginning(text, WORDS));
    }
    let facets: Vec<String> = change.facets.iter().map(word).collect();
    line.with(Role::Faint, &format!("  ({})", facets.join(", ")))
}

/// Says what announces a change, here or later.
fn fate(changelog: &Changelog, told: &Entry, at: ChangeRef) -> (Role, String) {
    let here = told.links.iter().filter(|link| link.change == at).max_by_key(|link| (link.tier, link.score));
    if let Some(link) = here {
        let role = if link.tier > Tier::Possible { Role::Good } else { Role::Same };
        return (role, format!("{} n{}", tier_by(link), link.note + 1));
    }
    let mut later = changelog.late_links_to(at);
    if let Some((by, link)) = later.next() {
        let by = changelog.entries[by].version.number;
        return (Role::Alert, format!("{} n{} of @{by}", tier_by(link), link.note + 1));
    }
    (Role::Alert, "no note announces it".to_owned())
}

fn tier_by(link: &Link) -> &'static str {
    match link.tier {
        Tier::Strong => "announced by",
        Tier::Likely => "likely announced by",
        Tier::Possible => "perhaps meant by",
    }
}

/// Draws a note with its claims, and the changes each was held against.
fn claims_of(changelog: &Changelog, entry: usize, told: &Entry, note: usize, all: bool) -> Page {
    let weighed: Vec<&Weighed> = told.weighed.iter().filter(|weighed| weighed.note == note).collect();
    let unbacked = told.unbacked.iter().find(|unbacked| unbacked.note == note);
    let mut page = Page::new();
    if weighed.is_empty() && unbacked.is_none() {
        return page;
    }
    let words = &told.notes[note].text;
    page.push(Line::new().lead(Role::Heading, &format!("n{}  ", note + 1)).with(Role::Note, words));
    if let Some(unbacked) = unbacked {
        let verdict = match unbacked.verdict {
            Verdict::Contradicted => "contradicted",
            Verdict::NotFound => "no matching change found",
            Verdict::Vacuous => "it claims nothing, and nothing else changed",
        };
        page.push(Line::new().lead(Role::Faint, "    ").with(Role::Alert, verdict));
        for evidence in &unbacked.evidence {
            page.push(Line::new().lead(Role::Faint, "    ").with(Role::Same, evidence));
        }
    }
    for claim in weighed.chunk_by(|one, other| (one.claim, &one.words) == (other.claim, &other.words)) {
        page.gap();
        page.push(Line::new().lead(Role::Faint, "claim  ").with(Role::Same, &format!("“{}”", claim[0].words)));
        let shown = |(place, weighed): &(usize, &&Weighed)| {
            all || *place < BEST || matches!(weighed.outcome, Outcome::Linked(_))
        };
        for (_, weighed) in claim.iter().enumerate().filter(shown) {
            page.append(weighing(changelog, entry, weighed));
        }
        let left = claim.iter().enumerate().filter(|pair| !shown(&(pair.0, pair.1))).count();
        if left > 0 {
            let more = format!("  and {} that fit less; --all shows them", count(left, "change", "changes"));
            page.push(Line::new().with(Role::Faint, &more));
        }
    }
    page
}

/// Draws one claim held against one change: the score, what came of it, and each reason with what it counts.
fn weighing(changelog: &Changelog, entry: usize, weighed: &Weighed) -> Page {
    let mut page = Page::new();
    let number = weighed.change.change + 1;
    let change = match changelog.entries.get(weighed.change.entry) {
        Some(earlier) if weighed.change.entry != entry => format!("c{number} of @{}", earlier.version.number),
        _ => format!("c{number}"),
    };
    let (role, outcome) = match weighed.outcome {
        Outcome::Linked(Tier::Strong) => (Role::Good, "strong link"),
        Outcome::Linked(Tier::Likely) => (Role::Good, "likely link"),
        Outcome::Linked(Tier::Possible) => (Role::Same, "possible link"),
        Outcome::Weak => (Role::Faint, "no link: too little speaks for it"),
        Outcome::Taken => (Role::Faint, "no link: another claim fits the change better"),
        Outcome::Behind => (Role::Faint, "no link: another change fits the claim far better"),
    };
    let lead = format!("  {change}  {}  ", points(weighed.score));
    page.push(Line::new().lead(Role::Same, &lead).with(role, outcome));
    let rows: Vec<([Cell; 1], Cell)> = { weighed.reasons.iter() }
        .map(|reason| {
            let role = if reason.points < 0 { Role::Faint } else { Role::Same };
            ([cell(role, format!("      {:>6}", signed(reason.points)))], cell(role, reason.words.clone()))
        })
        .collect();
    page.append(table([Align::Left], rows));
    page
}

/// Writes thousandths as a number with two decimals.
fn points(thousandths: i32) -> String {
    let sign = if thousandths < 0 { "−" } else { "" };
    let hundredths = (thousandths.unsigned_abs() + 5) / 10;
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

fn signed(thousandths: i32) -> String {
    if thousandths < 0 { points(thousandths) } else { format!("+{}", points(thousandths)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_have_two_decimals_and_a_real_minus() {
        assert_eq!((points(1600), points(-2495), signed(5)), ("1.60".into(), "−2.50".into(), "+0.01".into()));
    }
}
