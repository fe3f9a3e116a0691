//! What an editor can rule on at one version, and what was decided.

use super::findings::severity_name;
use super::mark::announced_later;
use super::moment::in_table;
use super::page::{Line, Page};
use super::role::Role;
use super::ruling::{astray, ruled};
use super::table::{Align, Cell, cell, table};
use super::words::{beginning, place_in_table};
use crate::diff::Sides;
use crate::history::{
    Change, ChangeKind, ChangeRef, Changelog, Decision, Entry, Place, Ruling, Severity, Standing, Subject, Tier,
    Verdict,
};

/// The words of a text that a line shows.
const WORDS: usize = 12;

/// Something that can be ruled on, as it is shown.
pub(super) struct Item<'a> {
    pub(super) place: Option<Place>,
    pub(super) severity: Option<Severity>,
    pub(super) texts: Sides<&'a str>,
    pub(super) ruling: Option<&'a Ruling>,
}

/// Finds what is shown of a subject.
pub(super) fn item(changelog: &Changelog, index: usize, subject: Subject) -> Option<Item<'_>> {
    let entry = changelog.entries.get(index)?;
    Some(Item {
        place: subject.place(entry),
        severity: subject.change(entry).map(|change| change.severity),
        texts: subject.texts(entry)?,
        ruling: changelog.ruling(index, subject),
    })
}

/// Says what a subject is to readers: `announced`, `unannounced`, `no matching change`, `gone`.
pub(super) fn state(changelog: &Changelog, index: usize, subject: Subject) -> String {
    let Some(entry) = changelog.entries.get(index) else { return String::new() };
    match subject {
        Subject::Change(change) => announced(changelog, entry, ChangeRef { entry: index, change }),
        Subject::Note(note) => noted(entry, note).to_owned(),
        Subject::Gone(_) => "gone".to_owned(),
    }
}

fn announced(changelog: &Changelog, entry: &Entry, of: ChangeRef) -> String {
    let surest = entry.links.iter().filter(|link| link.change == of).map(|link| link.tier).max();
    match surest {
        Some(tier) if tier > Tier::Possible => "announced".to_owned(),
        surest => match (announced_later(changelog, of.entry, of.change), surest) {
            (Some(version), _) => format!("announced in version {version}"),
            (None, Some(_)) => "perhaps announced".to_owned(),
            (None, None) => "unannounced".to_owned(),
        },
    }
}

fn noted(entry: &Entry, note: usize) -> &'static str {
    let verdict = entry.unbacked.iter().find(|unbacked| unbacked.note == note).map(|unbacked| unbacked.verdict);
    match (verdict, entry.standing.get(note)) {
        (Some(Verdict::Contradicted), _) => "contradicted",
        (Some(Verdict::NotFound), _) => "no matching change",
        (Some(Verdict::Vacuous), _) => "names no change",
        (None, Some(Standing::Carried)) => "as before",
        (None, Some(Standing::Edited(_))) => "reworded",
        (None, _) => "new",
    }
}

/// Draws what can be ruled on at an entry, a line each, with what was decided below it.
#[must_use]
pub fn triage(changelog: &Changelog, index: usize) -> Page {
    let mut page = Page::new();
    let Some(entry) = changelog.entries.get(index) else { return page };
    page.push(Line::new().with(Role::Heading, &entry.version.snapshot.fields.headline));
    page.push(Line::new().with(Role::Faint, &changelog.article.to_string()));
    let compared = entry.previous.map(|previous| format!(", compared with version {previous}")).unwrap_or_default();
    let (number, at) = (entry.version.number, in_table(entry.version.snapshot.times.at));
    page.push(Line::new().with(Role::Faint, &format!("version {number}, {at}{compared}")));
    page.gap();
    let subjects = Subject::all(entry);
    if subjects.is_empty() {
        page.push(Line::new().with(Role::Faint, "Nothing changed, and there is no note."));
    }
    page.append(list(changelog, index, &subjects));
    if !changelog.astray().is_empty() {
        page.gap();
        page.append(lost(changelog));
    }
    page
}

/// Draws one subject of an entry, as the list has it.
#[must_use]
pub fn triaged(changelog: &Changelog, index: usize, subject: Subject) -> Page {
    list(changelog, index, &[subject])
}

fn list(changelog: &Changelog, index: usize, subjects: &[Subject]) -> Page {
    let items: Vec<(Subject, Item<'_>)> =
        subjects.iter().filter_map(|subject| Some((*subject, item(changelog, index, *subject)?))).collect();
    let cells = items
        .iter()
        .map(|(subject, item)| (columns(*subject, item, state(changelog, index, *subject)), cell(Role::Same, "")));
    let lines = table([Align::Left; 4], cells.collect());
    let mut page = Page::new();
    for (mut line, (subject, item)) in lines.into_lines().zip(&items) {
        let change = changelog.entries.get(index).and_then(|entry| subject.change(entry));
        words(&mut line, change, item.texts);
        page.push(line);
        if let Some(ruling) = item.ruling {
            page.push(Line::new().lead(Role::Same, "    ").with(role(ruling.decision), &ruled(ruling)));
        }
    }
    page
}

fn columns(subject: Subject, item: &Item<'_>, state: String) -> [Cell; 4] {
    let place = item.place.map_or_else(|| "note".to_owned(), place_in_table);
    [
        cell(Role::Same, subject.to_string()),
        cell(Role::Faint, place),
        cell(Role::Faint, item.severity.map(severity_name).unwrap_or_default()),
        cell(Role::Faint, state),
    ]
}

/// Adds what a subject read and reads.
fn words(line: &mut Line, change: Option<&Change>, texts: Sides<&str>) {
    let Sides { before, after } = texts.map(|text| beginning(text.trim(), WORDS));
    let whole = match change.map(|change| change.kind) {
        Some(ChangeKind::Move) => Some("moved"),
        Some(ChangeKind::Split) => Some("split"),
        Some(ChangeKind::Merge) => Some("joined"),
        Some(ChangeKind::Format) => Some("set otherwise"),
        Some(ChangeKind::Insert | ChangeKind::Delete | ChangeKind::Replace) => None,
        None => return line.add(Role::Note, if after.is_empty() { &before } else { &after }),
    };
    if let Some(what) = whole {
        return line.add(Role::Same, &format!("{what}: “{}”", if after.is_empty() { before } else { after }));
    }
    line.add(Role::Deleted, &before);
    line.add(Role::Same, if before.is_empty() || after.is_empty() { "" } else { " " });
    line.add(Role::Inserted, &after);
}

fn role(decision: Decision) -> Role {
    if decision == Decision::Flag { Role::Alert } else { Role::Good }
}

/// Draws the rulings on the article that fit nothing any more, each with a name that `--clear` takes.
fn lost(changelog: &Changelog) -> Page {
    let mut page = Page::new();
    page.push(Line::new().with(Role::Heading, "Rulings that fit nothing any more"));
    let rows = changelog.astray().iter().zip(1..).map(|((ruling, misfit), number)| {
        let cells = [cell(Role::Same, format!("x{number}")), cell(Role::Faint, format!("@{}", ruling.trace.version))];
        (cells, cell(Role::Same, astray(ruling, *misfit)))
    });
    page.append(table([Align::Left, Align::Left], rows.collect()));
    page
}
